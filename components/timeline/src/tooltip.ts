// What a mark is, beside the pointer or the focus.
import type { Mark } from "./data";
import { html } from "./dom";
import { _, _n } from "./words";

export class Tooltip {
  readonly element = html("div", { class: "tooltip", "aria-hidden": "true" });

  constructor(private readonly root: HTMLElement) {}

  event(mark: Mark, colour: string, x: number, y: number): void {
    const who = mark.parties ? [line("who", mark.parties)] : [];
    const where = [mark.when, mark.place].filter(Boolean).join(" · ");
    const doubted = mark.hollow && _("not said to have happened");
    const reports = Number(mark.reports) > 1 && _n("{n} report", "{n} reports", Number(mark.reports));
    const kind = line("kind", [mark.kind, doubted, reports].filter(Boolean).join(" · "));
    kind.style.setProperty("--colour", colour);
    this.show([line("what", mark.what ?? _("Event")), ...who, line("where", where), kind], x, y);
  }

  text(words: string, x: number, y: number): void {
    this.show([line("where", words)], x, y);
  }

  private show(lines: Node[], x: number, y: number): void {
    this.element.replaceChildren(...lines);
    this.element.classList.add("shown");
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const left = Math.min(Math.max(x - width / 2, 0), Math.max(this.root.clientWidth - width, 0));
    this.element.style.transform = `translate(${left}px, ${y - height - 12}px)`;
  }

  hide(): void {
    this.element.classList.remove("shown");
  }
}

function line(name: string, words: string): HTMLElement {
  return html("div", { class: name, dir: "auto" }, words);
}
