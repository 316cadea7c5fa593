// The view that zooms: the lanes with their marks or bars, and the axis.
import { bars, highest, totals } from "./bars";
import { say_span, ticks } from "./calendar";
import type { Data, Lane, Mark, Span } from "./data";
import { html, set, svg } from "./dom";
import { layout, type Placed } from "./layout";
import type { Timeline } from "./timeline";
import { _, _n, count } from "./words";

const PLAIN = 128; // pixels without lanes
const LANED = 226; // pixels of all lanes together, however many they are: nothing below moves
const AXIS = 38;
const MOVED = 4; // pixels from which a press is a drag
const EDGE = 3;

export class Chart {
  readonly element: HTMLElement;
  private readonly picture = svg("svg", { role: "group", "aria-label": _("Events in view") });
  private readonly defs = svg("defs");
  private readonly back = svg("g", { "aria-hidden": "true" });
  private readonly counts = svg("g", { "aria-hidden": "true" });
  private readonly marks = svg("g");
  private readonly axis = svg("g", { "aria-hidden": "true" });
  private readonly names = html("div", { class: "names" });
  private readonly note = html("div", { class: "note" });
  private readonly nodes = new Map<string, SVGElement>();
  private readonly dressed = new WeakMap<SVGElement, Mark>();
  private order: SVGElement[] = [];
  private faded: Data | null = null;
  private tabbed: string | null = null;
  private readonly pointers = new Map<number, number>();
  private drag: { from: number; view: Span; moved: boolean; mark: string | null; apart: number } | null = null;

  constructor(private readonly timeline: Timeline) {
    this.picture.append(this.defs, this.back, this.counts, this.marks, this.axis);
    const label = _("Timeline. Plus and minus zoom, 0 shows all, Tab goes to the events.");
    this.element = html("div", { class: "chart", tabindex: 0, role: "group", "aria-label": label }, this.picture, this.names, this.note);
    const { element } = this;
    element.addEventListener("wheel", this.wheel, { passive: false });
    element.addEventListener("pointerdown", this.press);
    element.addEventListener("pointermove", this.move);
    element.addEventListener("pointerup", this.release);
    element.addEventListener("pointercancel", this.release);
    element.addEventListener("pointerleave", () => timeline.tooltip.hide());
    element.addEventListener("dblclick", (event) => (event.target as Element).closest(".mark") || timeline.reset());
    element.addEventListener("focusin", (event) => this.focused(event.target as Element));
    element.addEventListener("focusout", () => timeline.tooltip.hide());
  }

  // ---- scales --------------------------------------------------------------------------------------------------

  private get room(): number {
    return this.timeline.width - this.timeline.gutter;
  }

  private readonly x = (at: number): number => {
    const [from, to] = this.timeline.view;
    return ((at - from) / (to - from)) * this.room;
  };

  private at(x: number): number {
    const [from, to] = this.timeline.view;
    return from + (x / this.room) * (to - from);
  }

  private get height(): number {
    return this.timeline.data.lanes === "none" ? PLAIN : LANED;
  }

  // ---- drawing -------------------------------------------------------------------------------------------------

  draw(): void {
    const { width, gutter } = this.timeline;
    set(this.picture, { width, height: this.height + AXIS, viewBox: `${-gutter} 0 ${width} ${this.height + AXIS}` });
    this.draw_back();
    this.draw_counts();
    this.draw_marks();
    this.draw_names();
    if (this.faded !== this.timeline.data) this.fades();
    this.note.textContent = this.noted();
  }

  private noted(): string {
    const { data } = this.timeline;
    if (data.rows.some((row) => row.bins)) return _("Bars count events. Zoom in to see each.");
    if (this.nodes.size) return "";
    return data.total ? _("No event in this stretch.") : _("None of these events has a date.");
  }

  private lane(n: number): Span {
    const height = this.height / this.timeline.data.rows.length;
    return [n * height + EDGE, (n + 1) * height - EDGE];
  }

  private draw_back(): void {
    const { view, window, data } = this.timeline;
    const { fine, above } = ticks(view, this.room);
    const bottom = this.height;
    const band = window ? [this.x(Math.max(window[0], view[0])), this.x(Math.min(window[1], view[1]))] : null;
    const shade = band && band[1]! > band[0]! ? [svg("rect", { class: "band", x: band[0]!, y: 0, width: band[1]! - band[0]!, height: bottom })] : [];
    const lines = fine.map(({ at }) => svg("line", { class: "grid", x1: this.x(at), x2: this.x(at), y1: 0, y2: bottom }));
    const strong = above.slice(1).map(({ at }) => svg("line", { class: "grid strong", x1: this.x(at), x2: this.x(at), y1: 0, y2: bottom + AXIS }));
    const parted = data.rows.slice(1).map((_row, n) => {
      const y = ((n + 1) * bottom) / data.rows.length;
      return svg("line", { class: "grid", x1: -this.timeline.gutter, x2: this.room, y1: y, y2: y });
    });
    this.back.replaceChildren(...shade, ...lines, ...parted, ...strong);
    const base = svg("line", { class: "base", x1: 0, x2: this.room, y1: bottom + 0.5, y2: bottom + 0.5 });
    const labels = fine
      .filter(({ at, text }) => this.x(at) > text.length * 3 && this.x(at) < this.room - text.length * 3)
      .map(({ at, text }) => svg("text", { class: "tick", x: this.x(at), y: bottom + 16 }, text));
    this.axis.replaceChildren(base, ...labels, ...this.labels_above(above));
  }

  /** The row below the ticks: what they are parts of, the first one kept at the left edge. */
  private labels_above(above: { at: number; text: string }[]): SVGElement[] {
    return above.flatMap(({ at, text }, n) => {
      const x = Math.max(this.x(at), 0) + 4;
      const next = above[n + 1] ? this.x(above[n + 1]!.at) : this.room;
      const fits = x + text.length * 6.5 < next + (above[n + 1] ? 0 : 4);
      return fits ? [svg("text", { class: "tick above", x, y: this.height + 32 }, text)] : [];
    });
  }

  private draw_counts(): void {
    const { data, window } = this.timeline;
    const most = Math.max(...data.rows.map((row) => (row.bins ? highest(row.bins) : 1)));
    const drawn = data.rows.flatMap(({ bins }, n) => {
      const [top, bottom] = this.lane(n);
      return bins ? bars(bins, data, window, this.x, bottom, bottom - top - 2, most) : [];
    });
    this.counts.replaceChildren(...drawn);
  }

  private draw_marks(): void {
    const { data } = this.timeline;
    const kept = new Set<string>();
    this.order = [];
    data.rows.forEach((_row, n) => {
      const [top, bottom] = this.lane(n);
      const held = data.marks.filter((mark) => mark.lanes.includes(n));
      for (const placed of layout(held, this.x, this.room, top, bottom)) {
        const key = `${placed.mark.id} ${n}`;
        kept.add(key);
        this.order.push(this.draw_mark(key, placed));
      }
    });
    const lost = [...this.nodes].filter(([key]) => !kept.has(key));
    for (const [key, node] of lost) {
      if (node.matches(":focus")) this.element.focus({ preventScroll: true });
      node.remove();
      this.nodes.delete(key);
    }
    this.order.sort((a, b) => Number(a.dataset.at) - Number(b.dataset.at));
    if (!this.tabbed || !this.nodes.has(this.tabbed)) this.tabbed = this.order[0]?.dataset.key ?? null;
    for (const [key, node] of this.nodes) set(node, { tabindex: key === this.tabbed ? 0 : -1 });
  }

  private draw_mark(key: string, placed: Placed): SVGElement {
    const { mark, bar, x, y, width, height } = placed;
    const node = this.nodes.get(key) ?? this.make(key);
    if (this.dressed.get(node) !== mark) this.dress(node, mark);
    const { data, window } = this.timeline;
    const faded = placed.fade_in || placed.fade_out;
    const names = ["mark", bar ? "stretch" : "dot", mark.soft && "soft", mark.hollow && "hollow", faded && "open-ended"];
    if (outside(mark, window)) names.push("out");
    if (mark.id === data.chosen) names.push("chosen");
    set(node, { class: names.filter(Boolean).join(" ") });
    const shape = node.firstElementChild as SVGRectElement;
    const left = bar ? x : x - width / 2;
    const from = Math.max(left, -40); // a rectangle of a million pixels is none
    const to = Math.min(left + width, this.room + 40);
    set(shape, { x: from, y: y - height / 2, width: Math.max(to - from, 1), height, rx: bar ? Math.min(height / 2, 3) : width / 2 });
    const out = names.includes("out") ? "out" : mark.family;
    const fill = faded ? `url("#${placed.fade_in ? "in" : "out"}-${out}")` : "";
    if (shape.style.fill !== fill) shape.style.fill = fill;
    return node;
  }

  /** What does not move with the view. */
  private dress(node: SVGElement, mark: Mark): void {
    const { data } = this.timeline;
    const open = mark.id === data.chosen ? "true" : null;
    set(node, { "aria-label": said(mark), "aria-current": open, "data-at": mark.begins ?? mark.ends! });
    node.style.setProperty("--colour", data.families[mark.family]!.colour);
    this.dressed.set(node, mark);
  }

  private make(key: string): SVGElement {
    const node = svg("g", { role: "button", "data-key": key, "data-id": key.slice(0, key.lastIndexOf(" ")) }, svg("rect"));
    this.nodes.set(key, node);
    this.marks.append(node);
    return node;
  }

  /** Gradients for ends that are not known. */
  private fades(): void {
    const { families } = (this.faded = this.timeline.data);
    const colours = [...families.map((family, n) => [String(n), family.colour]), ["out", "var(--grey)"]];
    const fade = (id: string, colour: string, from: number, to: number): SVGElement =>
      svg(
        "linearGradient",
        { id },
        svg("stop", { offset: 0, style: `stop-color: ${colour}`, "stop-opacity": from }),
        svg("stop", { offset: 1, style: `stop-color: ${colour}`, "stop-opacity": to }),
      );
    this.defs.replaceChildren(...colours.flatMap(([id, colour]) => [fade(`in-${id}`, colour!, 0, 0.9), fade(`out-${id}`, colour!, 0.9, 0)]));
  }

  private draw_names(): void {
    const { data, gutter } = this.timeline;
    this.names.hidden = !gutter;
    if (!gutter) return;
    this.names.style.width = `${gutter - 10}px`;
    this.names.replaceChildren(...data.rows.map((row, n) => this.name(row, n)));
  }

  private name(row: Lane, n: number): HTMLElement {
    const height = this.height / this.timeline.data.rows.length;
    const label = html("div", { class: "name", title: _("{name}: {n} in view", { name: row.name, n: count(row.count) }) });
    label.append(html("span", { dir: "auto" }, row.name), html("small", {}, count(row.count)));
    Object.assign(label.style, { top: `${n * height}px`, height: `${height}px` });
    if (this.timeline.data.lanes === "type") {
      const family = this.timeline.data.families.find((each) => each.name === row.name);
      label.style.setProperty("--colour", family?.colour ?? "transparent");
      label.classList.add("coloured");
    }
    return label;
  }

  // ---- pointer -------------------------------------------------------------------------------------------------

  private local(event: MouseEvent): number {
    return event.clientX - this.element.getBoundingClientRect().left - this.timeline.gutter;
  }

  private readonly wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : 1;
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) this.shift((event.deltaX * lines * this.span) / this.room);
    else this.timeline.zoom(Math.exp(Math.max(-300, Math.min(300, event.deltaY * lines)) * 0.002), this.at(this.local(event)));
  };

  private get span(): number {
    return this.timeline.view[1] - this.timeline.view[0];
  }

  private shift(by: number): void {
    const [from, to] = this.timeline.view;
    this.timeline.look([from + by, to + by]);
  }

  private readonly press = (event: PointerEvent): void => {
    if (event.button > 0) return;
    this.pointers.set(event.pointerId, this.local(event));
    const mark = (event.target as Element).closest<SVGElement>(".mark")?.dataset.id ?? null;
    const [a, b] = [...this.pointers.values()];
    const apart = b === undefined ? 0 : Math.max(Math.abs(a! - b), 10);
    this.drag = { from: this.local(event), view: this.timeline.view, moved: apart > 0, mark, apart };
    this.element.setPointerCapture(event.pointerId);
  };

  private readonly move = (event: PointerEvent): void => {
    const x = this.local(event);
    if (!this.drag || !this.pointers.has(event.pointerId)) return this.hover(event, x);
    this.pointers.set(event.pointerId, x);
    if (this.drag.apart) return this.pinch();
    if (Math.abs(x - this.drag.from) > MOVED) this.drag.moved = true;
    if (!this.drag.moved) return;
    const by = ((this.drag.from - x) * this.span) / this.room;
    const [from, to] = this.drag.view;
    this.element.classList.add("dragged");
    this.timeline.look([from + by, to + by]);
  };

  private pinch(): void {
    const [a, b] = [...this.pointers.values()] as [number, number];
    const { view, apart } = this.drag!;
    const factor = apart / Math.max(Math.abs(a - b), 10);
    const share = (a + b) / 2 / this.room;
    const around = view[0] + share * (view[1] - view[0]);
    const span = (view[1] - view[0]) * factor;
    this.timeline.look([around - share * span, around + (1 - share) * span]);
  }

  private readonly release = (event: PointerEvent): void => {
    const { drag } = this;
    this.pointers.delete(event.pointerId);
    this.element.classList.remove("dragged");
    if (this.pointers.size) return;
    this.drag = null;
    if (drag && !drag.moved && drag.mark && event.type === "pointerup") this.timeline.pick(drag.mark);
  };

  private hover(event: PointerEvent, x: number): void {
    const mark = (event.target as Element).closest<SVGElement>(".mark");
    if (mark) return this.tell(mark, x + this.timeline.gutter);
    const y = event.clientY - this.element.getBoundingClientRect().top;
    const row = this.timeline.data.rows[Math.floor((y / this.height) * this.timeline.data.rows.length)];
    if (!row?.bins || event.pointerType === "touch") return this.timeline.tooltip.hide();
    const bin = Math.floor((this.at(x) - row.bins.begin) / row.bins.step);
    const n = totals(row.bins).get(bin);
    if (!n) return this.timeline.tooltip.hide();
    const from = row.bins.begin + bin * row.bins.step;
    const name = row.name ? `${row.name}, ` : "";
    const events = _n("{n} event", "{n} events", n);
    const words = `${name}${say_span([from, from + row.bins.step])}: ${events}`;
    this.timeline.tooltip.text(words, x + this.timeline.gutter, this.element.offsetTop + y - 4);
  }

  // ---- focus ---------------------------------------------------------------------------------------------------

  private focused(target: Element): void {
    const mark = target.closest<SVGElement>(".mark");
    if (!mark || !mark.matches(":focus-visible")) return;
    this.tabbed = mark.dataset.key!;
    const box = mark.getBoundingClientRect();
    this.tell(mark, box.left + Math.min(box.width / 2, 100) - this.element.getBoundingClientRect().left);
  }

  private tell(node: SVGElement, x: number): void {
    const mark = this.timeline.data.marks.find((each) => each.id === node.dataset.id);
    if (!mark) return;
    const top = node.getBoundingClientRect().top - this.element.getBoundingClientRect().top + this.element.offsetTop;
    this.timeline.tooltip.event(mark, this.timeline.data.families[mark.family]!.colour, x, top);
  }

  focus_next(node: SVGElement, way: number): void {
    const next = this.order[this.order.indexOf(node) + way];
    if (!next) return;
    set(node, { tabindex: -1 });
    set(next, { tabindex: 0 });
    this.tabbed = next.dataset.key!;
    next.focus({ preventScroll: true });
  }
}

/** Not in the window, as events.dashboard.timeline.overlaps has it. */
function outside({ begins, ends }: Mark, window: Span | null): boolean {
  return !!window && !((begins === null || begins < window[1]) && (ends === null || ends > window[0]));
}

function said(mark: Mark): string {
  const doubted = mark.hollow ? _("not said to have happened") : null;
  return [mark.what ?? _("Event"), mark.parties, mark.when, mark.place, mark.kind, doubted].filter(Boolean).join(", ");
}
