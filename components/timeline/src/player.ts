// The window's steps: by hand, or played one after another, each when the page has answered the one before.
import { add, floor, minutes, type Stride } from "./calendar";
import type { Span } from "./data";
import type { Timeline } from "./timeline";
import { N_ } from "./words";

export const LENGTHS: Record<string, Stride> = {
  [N_("Hour")]: { unit: "hour", n: 1 },
  [N_("Day")]: { unit: "day", n: 1 },
  [N_("Week")]: { unit: "day", n: 7 },
  [N_("Month")]: { unit: "month", n: 1 },
  [N_("Quarter")]: { unit: "month", n: 3 },
  [N_("Year")]: { unit: "year", n: 1 },
  [N_("Decade")]: { unit: "year", n: 10 },
  [N_("Century")]: { unit: "year", n: 100 },
  [N_("Millennium")]: { unit: "year", n: 1000 },
};
export const BRUSHED = N_("As brushed");
export const MODES = { sliding: N_("Sliding"), cumulative: N_("Cumulative") };
export const SPEEDS = [1, 2, 4];
const BEAT = 1000; // milliseconds between steps, at the lowest speed
const SOON = 50; // milliseconds after which to look again
const FEWEST = 12; // steps that the length of a window chosen for the user makes

export class Player {
  mode: keyof typeof MODES = "sliding";
  speed = 1;
  playing = false;
  private asked: string | null = null;
  private timer = 0;

  constructor(private readonly timeline: Timeline) {}

  /** The lengths that make sense for what there is. */
  get lengths(): string[] {
    const [first, last] = this.ends;
    const fit = Object.keys(LENGTHS).filter((name) => {
      const steps = (last - first) / minutes(LENGTHS[name]!);
      return steps >= 2 && steps <= 3000;
    });
    return fit.length ? fit : ["Day"];
  }

  get length(): string {
    if (this.asked && (this.asked === BRUSHED || this.lengths.includes(this.asked))) return this.asked;
    const [first, last] = this.ends;
    const fit = this.lengths.filter((name) => (last - first) / minutes(LENGTHS[name]!) >= FEWEST);
    return fit[fit.length - 1] ?? this.lengths[0]!;
  }

  set_length(name: string): void {
    this.asked = name;
    const { window } = this.timeline;
    if (window && name !== BRUSHED && this.mode === "sliding") this.timeline.brush(this.of(window[0]));
    this.timeline.draw();
  }

  set_mode(mode: keyof typeof MODES): void {
    this.mode = mode;
    const { window } = this.timeline;
    if (window && mode === "cumulative") this.timeline.brush([this.start, window[1]]);
    this.timeline.draw();
  }

  /** A window that the user drew keeps its length when it is moved. */
  drawn(): void {
    if (this.mode === "sliding") this.asked = BRUSHED;
  }

  /** First and last moment of all events. */
  get ends(): Span {
    return this.timeline.data.ends ?? this.timeline.data.extent;
  }

  private get stride(): Stride {
    const { window } = this.timeline;
    if (this.length === BRUSHED && window) return { unit: "minute", n: window[1] - window[0] };
    return LENGTHS[this.length === BRUSHED ? this.lengths[0]! : this.length]!;
  }

  private get start(): number {
    return this.length === BRUSHED ? this.ends[0] : floor(this.ends[0], this.stride);
  }

  private of(at: number): Span {
    const from = floor(at, this.stride);
    return [from, floor(add(from, this.stride) + (this.stride.unit === "year" ? 60_000 : 0), this.stride)];
  }

  /** The window so many steps on, or null where there is nothing more. */
  private next(times: number): Span | null {
    const { window } = this.timeline;
    const [first, last] = this.ends;
    if (!window) return times > 0 ? this.of(first) : this.of(last - 1);
    if (times > 0 ? window[1] >= last : this.mode === "sliding" ? window[0] <= first : window[1] <= first) return null;
    if (this.mode === "cumulative") {
      const to = this.length === BRUSHED ? window[1] : times > 0 ? window[1] : window[1] - 1;
      const piece = this.of(times > 0 ? to : floor(to, this.stride) - 1);
      return piece[1] > this.start ? [this.start, piece[1]] : null;
    }
    if (this.length === BRUSHED) return [window[0] + times * this.stride.n, window[1] + times * this.stride.n];
    return this.of(times > 0 ? this.of(window[0])[1] : floor(window[0], this.stride) - 1);
  }

  step(times: number): void {
    const next = this.next(times);
    if (next) this.timeline.brush(next);
    else this.stop();
  }

  to_end(end: "first" | "last"): void {
    const [first, last] = this.ends;
    const { window } = this.timeline;
    if (this.mode === "cumulative") return this.timeline.brush([this.start, this.of(end === "first" ? first : last - 1)[1]]);
    if (this.length === BRUSHED && window) {
      const from = end === "first" ? first : last - this.stride.n;
      return this.timeline.brush([from, from + this.stride.n]);
    }
    this.timeline.brush(this.of(end === "first" ? first : last - 1));
  }

  toggle(): void {
    if (this.playing) return this.stop();
    this.playing = true;
    const { window } = this.timeline;
    if (!window || window[1] >= this.ends[1]) this.to_end("first");
    this.timeline.draw();
    this.wait();
  }

  private wait(): void {
    this.timer = window.setTimeout(() => this.timeline.once_answered(() => this.beat()), BEAT / this.speed);
  }

  private beat(): void {
    if (!this.playing) return;
    if (drawing()) {
      this.timer = window.setTimeout(() => this.beat(), SOON);
      return;
    }
    this.step(1);
    if (this.playing) this.wait();
  }

  stop(): void {
    this.playing = false;
    clearTimeout(this.timer);
    this.timeline.draw();
  }
}

/** Whether Streamlit still draws what stands below the timeline: another step now would break that off. */
function drawing(): boolean {
  const state = document.querySelector("[data-test-script-state]")?.getAttribute("data-test-script-state");
  return state === "running" || state === "rerunRequested";
}
