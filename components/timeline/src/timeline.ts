// The state of the timeline, what changes it, and its parts.
import { Awaited } from "./awaited";
import { Chart } from "./chart";
import { Controls } from "./controls";
import { same, type Data, type Span } from "./data";
import { html } from "./dom";
import { Histogram } from "./histogram";
import { Keys } from "./keys";
import { Player } from "./player";
import { table } from "./table";
import { Tooltip } from "./tooltip";

const NEAREST = 240; // minutes: the shortest view
const CALM = 500; // milliseconds that the view is still before the page is told of it

export class Timeline {
  report: (name: string, value: unknown) => void = () => {};
  data!: Data;
  view: Span = [0, 1];
  window: Span | null = null;
  width = 0;
  readonly awaited = { view: new Awaited(), window: new Awaited() };
  readonly player = new Player(this);
  readonly tooltip: Tooltip;
  private readonly controls: Controls;
  private readonly histogram: Histogram;
  private readonly chart: Chart;
  private readonly list = html("div", { class: "unseen" });
  private readonly observer: ResizeObserver;
  private drawing = 0;
  private stale = true;
  private telling = 0;
  private later: (() => void)[] = [];

  constructor(readonly root: HTMLElement) {
    this.tooltip = new Tooltip(root);
    this.controls = new Controls(this);
    this.histogram = new Histogram(this);
    this.chart = new Chart(this);
    const parts = [this.controls, this.histogram, this.chart].map((part) => part.element);
    root.replaceChildren(...parts, this.list, this.tooltip.element);
    root.addEventListener("keydown", new Keys(this, this.chart).press);
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(root);
  }

  /** New data of the page. */
  take(data: Data): void {
    this.data = data;
    const { view, window } = this.awaited;
    this.view = this.telling ? this.view : (view.settle(data.view, this.zoomed) ?? data.home);
    if (!this.histogram.dragging) this.window = window.settle(data.window, this.window);
    this.list.replaceChildren(table(data));
    this.draw();
    if (!window.waiting) for (const act of this.later.splice(0)) act();
  }

  /** The view, null where it is the one that is seen at first. */
  get zoomed(): Span | null {
    return this.data && !same(this.view, this.data.home) ? this.view : null;
  }

  /** The view, null where it is all that there is. */
  get part(): Span | null {
    return this.data && !same(this.view, this.data.extent) ? this.view : null;
  }

  /** Gutter at the left, where lanes have their names. */
  get gutter(): number {
    return this.data.rows.length > 1 || this.data.rows[0]?.name ? (this.width < 600 ? 84 : 148) : 0;
  }

  /** With the next frame; where only the view has moved, only what moves with it. */
  draw(moved_only = false): void {
    this.stale ||= !moved_only;
    cancelAnimationFrame(this.drawing);
    this.drawing = requestAnimationFrame(() => {
      this.width = this.root.clientWidth;
      if (!this.data || !this.width) return;
      this.controls.draw();
      if (this.stale) this.histogram.draw();
      this.histogram.draw_view();
      this.chart.draw();
      this.stale = false;
    });
  }

  // ---- what the user does --------------------------------------------------------------------------------------

  pick(id: string): void {
    this.report("pick", id);
  }

  show_lanes(lanes: string): void {
    this.report("lanes", lanes);
  }

  /** Sets the window and tells the page. */
  brush(window: Span | null): void {
    const whole: Span | null = window && [Math.round(window[0]), Math.round(window[1])];
    if (same(whole, this.window) && !this.awaited.window.waiting) return;
    this.window = whole;
    this.awaited.window.tell(whole);
    this.follow();
    this.report("brush", whole ?? []);
    this.draw();
  }

  /** Calls when the page has answered the last window. */
  once_answered(act: () => void): void {
    if (this.awaited.window.waiting) this.later.push(act);
    else act();
  }

  /** Where the window is out of a zoomed view, the view goes there. */
  private follow(): void {
    const [window, view] = [this.window, this.zoomed];
    if (!window || !view || (window[0] < view[1] && window[1] > view[0])) return;
    const shift = (window[0] + window[1] - view[0] - view[1]) / 2;
    this.look([view[0] + shift, view[1] + shift]);
  }

  /** Moves the view, kept within all that there is, and tells the page when it has come to rest. */
  look([from, to]: Span): void {
    const [begin, end] = this.data.extent;
    const span = Math.min(Math.max(to - from, NEAREST), end - begin);
    const middle = Math.min(Math.max((from + to) / 2, begin + span / 2), end - span / 2);
    this.view = [Math.round(middle - span / 2), Math.round(middle + span / 2)];
    if (span >= end - begin) this.view = [begin, end];
    clearTimeout(this.telling);
    this.telling = window.setTimeout(() => this.tell_view(), CALM);
    this.tooltip.hide();
    this.draw(true);
  }

  zoom(factor: number, around = (this.view[0] + this.view[1]) / 2): void {
    const [from, to] = this.view;
    const span = Math.min(Math.max((to - from) * factor, NEAREST), this.data.extent[1] - this.data.extent[0]);
    const share = (around - from) / (to - from);
    this.look([around - share * span, around + (1 - share) * span]);
  }

  reset(): void {
    this.look(this.data.extent);
  }

  private tell_view(): void {
    this.telling = 0;
    if (same(this.zoomed, this.data.view) && !this.awaited.view.waiting) return;
    this.awaited.view.tell(this.zoomed);
    this.report("view", this.zoomed ?? []);
  }

  close(): void {
    this.player.stop();
    clearTimeout(this.telling);
    this.observer.disconnect();
  }
}
