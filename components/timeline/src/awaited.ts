// What was told to the page and not yet answered. Until it is, what the page says of it is of before.
import { same, type Span } from "./data";

const PATIENCE = 30_000; // milliseconds

export class Awaited {
  private sent: Span | null = null;
  private until = 0;

  get waiting(): boolean {
    return performance.now() < this.until;
  }

  tell(span: Span | null): void {
    this.sent = span;
    this.until = performance.now() + PATIENCE;
  }

  /** What holds: what the user set last, until the page has answered just that; then what the page says. */
  settle(said: Span | null, ours: Span | null): Span | null {
    if (this.waiting && !same(said, this.sent)) return ours;
    this.until = 0;
    return said;
  }
}
