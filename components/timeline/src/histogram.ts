// The histogram of all events, and the brush on it that makes, moves and resizes the window.
import { bars, highest, totals } from "./bars";
import { DAY, HOUR, minutes, nearest, say_span, ticks, type Stride } from "./calendar";
import type { Span } from "./data";
import { html, set, svg } from "./dom";
import type { Timeline } from "./timeline";
import { _, _n } from "./words";

const HEIGHT = 46;
const MOVED = 4; // pixels from which a press is a drag
const SNAPS: Stride[] = [
  { unit: "year", n: 10 },
  { unit: "year", n: 1 },
  { unit: "month", n: 1 },
  { unit: "day", n: 1 },
  { unit: "hour", n: 1 },
];
type Grip = "begin" | "end" | "whole" | "new";

export class Histogram {
  readonly element: HTMLElement;
  private readonly picture = svg("svg", { height: HEIGHT + 16, "aria-hidden": "true" });
  private readonly handles = { begin: handle(_("Begin of the window")), end: handle(_("End of the window")) };
  private readonly labels = svg("g");
  private readonly brush = html("div", { class: "brush" }, this.handles.begin, this.handles.end);
  private readonly shown = html("div", { class: "shown-part" });
  private drag: { grip: Grip; from: number; at: number; window: Span | null; moved: boolean } | null = null;

  constructor(private readonly timeline: Timeline) {
    this.element = html(
      "div",
      { class: "histogram", tabindex: 0, role: "group", "aria-label": _("All events over time. Drag to choose a window; the arrow keys step it, Space plays, Escape clears.") },
      this.picture,
      this.shown,
      this.brush,
    );
    this.element.addEventListener("pointerdown", this.press);
    this.element.addEventListener("pointermove", this.move);
    this.element.addEventListener("pointerup", this.release);
    this.element.addEventListener("pointercancel", this.abandon);
    this.element.addEventListener("pointerleave", () => this.timeline.tooltip.hide());
    this.element.addEventListener("dblclick", () => this.timeline.brush(null));
    for (const end of ["begin", "end"] as const)
      this.handles[end].addEventListener("keydown", (event) => this.nudge(event, end));
  }

  get dragging(): boolean {
    return this.drag !== null;
  }

  private get plot(): Span {
    return [this.timeline.gutter, this.timeline.width];
  }

  private readonly x = (at: number): number => {
    const [begin, end] = this.timeline.data.extent;
    const [left, right] = this.plot;
    return left + ((at - begin) / (end - begin)) * (right - left);
  };

  private at(x: number): number {
    const [begin, end] = this.timeline.data.extent;
    const [left, right] = this.plot;
    return Math.min(Math.max(begin + ((x - left) / (right - left)) * (end - begin), begin), end);
  }

  // ---- drawing -------------------------------------------------------------------------------------------------

  draw(): void {
    const { data, width, window } = this.timeline;
    set(this.picture, { width, viewBox: `0 0 ${width} ${HEIGHT + 16}` });
    const [left, right] = this.plot;
    const line = svg("line", { class: "base", x1: left, x2: right, y1: HEIGHT + 0.5, y2: HEIGHT + 0.5 });
    const drawn = bars(data.histogram, data, window, this.x, HEIGHT, HEIGHT - 4, highest(data.histogram));
    this.labels.replaceChildren(...this.years());
    this.picture.replaceChildren(...drawn, line, this.labels);
    this.draw_brush(window);
  }

  /** Which part is in view, where that is not all. */
  draw_view(): void {
    const { data, part } = this.timeline;
    this.shown.hidden = !part;
    set(this.labels, { visibility: part ? "visible" : "hidden" });
    if (part) place(this.shown, this.x(Math.max(part[0], data.extent[0])), this.x(Math.min(part[1], data.extent[1])), 4);
  }

  /** The years below, where those of the view are others. */
  private years(): SVGElement[] {
    const [left, right] = this.plot;
    const { fine, above } = ticks(this.timeline.data.extent, right - left);
    const begun = new Map(above.map(({ at, text }) => [at, text])); // "2015" says more than "Jan"
    return fine
      .filter(({ at }) => this.x(at) > left + 20 && this.x(at) < right - 20)
      .map(({ at, text }) => svg("text", { class: "tick", x: this.x(at), y: HEIGHT + 14 }, begun.get(at) ?? text));
  }

  private draw_brush(window: Span | null): void {
    this.brush.hidden = !window;
    if (!window) return;
    const [left, right] = this.plot;
    const clamp = (x: number): number => Math.min(Math.max(x, left), right);
    place(this.brush, clamp(this.x(window[0])), clamp(this.x(window[1])), 2);
    const [begin, end] = this.timeline.data.extent;
    for (const [name, value] of [["begin", window[0]], ["end", window[1]]] as const)
      set(this.handles[name], {
        "aria-valuemin": begin,
        "aria-valuemax": Math.max(end, value),
        "aria-valuenow": value,
        "aria-valuetext": say_span([value, value + 1]).split(" – ")[0]!.replace(", 00:00", ""),
      });
  }

  // ---- the brush -----------------------------------------------------------------------------------------------

  private local(event: PointerEvent): number {
    return event.clientX - this.element.getBoundingClientRect().left;
  }

  private readonly press = (event: PointerEvent): void => {
    if (event.button > 0) return;
    const target = event.target as HTMLElement;
    const grip: Grip =
      target === this.handles.begin ? "begin" : target === this.handles.end ? "end" : target === this.brush ? "whole" : "new";
    const x = this.local(event);
    this.drag = { grip, from: x, at: this.at(x), window: this.timeline.window, moved: false };
    this.element.setPointerCapture(event.pointerId);
    this.timeline.player.stop();
  };

  private readonly move = (event: PointerEvent): void => {
    const x = this.local(event);
    if (!this.drag) return this.hover(x, event);
    if (Math.abs(x - this.drag.from) > MOVED) this.drag.moved = true;
    if (!this.drag.moved) return;
    this.timeline.tooltip.hide();
    this.timeline.window = this.dragged(this.at(x));
    this.timeline.draw();
  };

  private dragged(at: number): Span | null {
    const { grip, at: from, window } = this.drag!;
    if (grip === "new" || !window) return ordered(this.snap(from), this.snap(at), this.unit);
    if (grip === "begin") return ordered(this.snap(at), window[1], this.unit);
    if (grip === "end") return ordered(window[0], this.snap(at), this.unit);
    const begin = this.snap(window[0] + at - from);
    return [begin, begin + window[1] - window[0]];
  }

  private readonly release = (): void => {
    const drag = this.drag;
    this.drag = null;
    if (!drag?.moved) return;
    const { window } = this.timeline;
    this.timeline.window = drag.window;
    this.timeline.brush(window);
    this.timeline.player.drawn();
  };

  private readonly abandon = (): void => {
    if (this.drag) this.timeline.window = this.drag.window;
    this.drag = null;
    this.timeline.draw();
  };

  private nudge(event: KeyboardEvent, end: "begin" | "end"): void {
    const way = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    const { window } = this.timeline;
    if (!way || !window) return;
    event.preventDefault();
    event.stopPropagation();
    const by = way * Math.max(minutes(this.unit) * 1.02, 1);
    const to = (at: number): number => nearest(at + by, this.unit);
    const moved: Span = end === "begin" ? [to(window[0]), window[1]] : [window[0], to(window[1])];
    if (moved[0] >= moved[1]) return;
    this.timeline.brush(moved);
    this.timeline.player.drawn();
  }

  /** Windows begin and end where calendars do: with the largest unit that takes no more than a few pixels. */
  private get unit(): Stride {
    const [left, right] = this.plot;
    const [begin, end] = this.timeline.data.extent;
    const few = ((end - begin) / (right - left)) * 5;
    return SNAPS.find((stride) => minutes(stride) <= few) ?? { unit: "minute", n: few > HOUR ? DAY : 15 };
  }

  private snap(at: number): number {
    return nearest(at, this.unit);
  }

  private hover(x: number, event: PointerEvent): void {
    const { histogram } = this.timeline.data;
    const bin = Math.floor((this.at(x) - histogram.begin) / histogram.step);
    const n = totals(histogram).get(bin);
    if (!n || event.pointerType === "touch" || x < this.plot[0]) return this.timeline.tooltip.hide();
    const from = histogram.begin + bin * histogram.step;
    const events = _n("{n} event", "{n} events", n);
    const words = `${say_span([from, from + histogram.step])}: ${events}`;
    this.timeline.tooltip.text(words, x, this.element.offsetTop + HEIGHT + 54); // below: above are the controls
  }
}

function handle(label: string): HTMLElement {
  return html("div", { class: "handle", role: "slider", tabindex: 0, "aria-label": label, "aria-orientation": "horizontal", "aria-valuenow": 0 });
}

function place(element: HTMLElement, left: number, right: number, least: number): void {
  element.style.left = `${left}px`;
  element.style.width = `${Math.max(right - left, least)}px`;
}

function ordered(a: number, b: number, unit: Stride): Span {
  const [from, to] = a <= b ? [a, b] : [b, a];
  return to > from ? [from, to] : [from, nearest(from + minutes(unit) * 1.02, unit)];
}
