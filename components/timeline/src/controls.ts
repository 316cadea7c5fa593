// The row of buttons and choices, and the line that says the window and how many events are in it.
import { say_span } from "./calendar";
import { button, html, options, select, set } from "./dom";
import { BRUSHED, MODES, SPEEDS } from "./player";
import type { Timeline } from "./timeline";
import { _, _n, count, N_ } from "./words";

const ICONS = {
  play: "M8 5v14l11-7z",
  pause: "M6 19h4V5H6zm8-14v14h4V5z",
  back: "M6 6h2v12H6zm3.5 6l8.5 6V6z",
  on: "M6 18l8.5-6L6 6zM16 6v12h2V6z",
  near: "M19 13h-6v6h-2v-6H5v-2h6V5h2v6h6z",
  far: "M19 13H5v-2h14z",
  all: "M15 3l2.3 2.3-2.9 2.9 1.4 1.4 2.9-2.9L21 9V3zM3 9l2.3-2.3 2.9 2.9 1.4-1.4-2.9-2.9L9 3H3zm6 12l-2.3-2.3 2.9-2.9-1.4-1.4-2.9 2.9L3 15v6zm12-6l-2.3 2.3-2.9-2.9-1.4 1.4 2.9 2.9L15 21h6z",
  tune: "M3 17v2h6v-2zM3 5v2h10V5zm10 16v-2h8v-2h-8v-2h-2v6zM7 9v2H3v2h4v2h2V9zm14 4v-2H11v2zm-6-4h2V7h4V5h-4V3h-2z",
  clear: "M19 6.4L17.6 5 12 10.6 6.4 5 5 6.4l5.6 5.6L5 17.6 6.4 19l5.6-5.6 5.6 5.6 1.4-1.4-5.6-5.6z",
};
const LANES: [string, string][] = [
  ["none", N_("None")],
  ["type", N_("Type")],
  ["actor", N_("Actor")],
  ["place", N_("Place")],
];

const ROOMY = 860; // pixels from which all controls stand side by side

export class Controls {
  readonly element: HTMLElement;
  private readonly window = html("strong", {});
  private readonly number = html("span", {});
  private readonly status = html("div", { class: "status", role: "status" }, this.window, " ", this.number);
  private readonly clear: HTMLButtonElement;
  private readonly play: HTMLButtonElement;
  private readonly speed: ReturnType<typeof select>;
  private readonly mode: ReturnType<typeof select>;
  private readonly length: ReturnType<typeof select>;
  private readonly lanes: ReturnType<typeof select>;
  private readonly reset: HTMLButtonElement;
  private readonly how: HTMLElement;
  private readonly tune: HTMLButtonElement;
  private tuning = false;

  constructor(private readonly timeline: Timeline) {
    const { player } = timeline;
    this.clear = button(_("Clear the window (Esc)"), ICONS.clear, () => timeline.brush(null));
    this.play = button(_("Play (Space)"), ICONS.play, () => player.toggle());
    this.speed = select(_("Speed"), (value) => (player.speed = Number(value)));
    this.mode = select(_("Window"), (value) => player.set_mode(value as keyof typeof MODES));
    this.length = select(_("Length"), (value) => player.set_length(value));
    this.lanes = select(_("Lanes"), (value) => timeline.show_lanes(value));
    this.reset = button(_("Show all (0)"), ICONS.all, () => timeline.reset());
    this.how = group(_("How it plays"), this.mode.box, this.length.box, this.speed.box);
    this.how.classList.add("how");
    this.tune = button(_("More controls"), ICONS.tune, () => {
      this.tuning = !this.tuning;
      timeline.draw();
    });
    options(this.speed.list, SPEEDS.map((n) => [String(n), `${n}×`]), "1");
    this.element = html(
      "div",
      { class: "controls" },
      html("div", { class: "said" }, this.status, this.clear),
      group(
        _("Steps"),
        button(_("Step back (←)"), ICONS.back, () => player.step(-1)),
        this.play,
        button(_("Step forward (→)"), ICONS.on, () => player.step(1)),
        this.tune,
      ),
      this.how,
      this.lanes.box,
      group(
        _("Zoom"),
        button(_("Zoom out (−)"), ICONS.far, () => timeline.zoom(2)),
        button(_("Zoom in (+)"), ICONS.near, () => timeline.zoom(0.5)),
        this.reset,
      ),
    );
  }

  draw(): void {
    const { player, data, part, window, awaited } = this.timeline;
    say(this.window, window ? say_span(window) : _("All dates"));
    const told = [_n("{n} event", "{n} events", data.inside)];
    if (window) told.push(" ", _("of {n}", { n: count(data.total) }));
    else if (data.undated) told.push(" · ", _("{n} without a date", { n: count(data.undated) }));
    say(this.number, awaited.window.waiting ? "" : ["· ", ...told].join(""));
    set(this.status, { "aria-live": player.playing ? "off" : "polite" });
    this.clear.style.visibility = window ? "visible" : "hidden";
    const play = player.playing ? _("Pause (Space)") : _("Play (Space)");
    set(this.play, { "aria-label": play, title: play });
    this.play.querySelector("path")!.setAttribute("d", player.playing ? ICONS.pause : ICONS.play);
    options(this.mode.list, translated(Object.entries(MODES)), player.mode);
    const lengths = player.length === BRUSHED ? [BRUSHED, ...player.lengths] : player.lengths;
    options(this.length.list, translated(lengths.map((name) => [name, name])), player.length);
    options(this.lanes.list, translated(LANES), data.lanes);
    this.reset.disabled = part === null;
    this.tune.hidden = this.timeline.width >= ROOMY;
    this.how.hidden = !this.tuning && !this.tune.hidden;
    set(this.tune, { "aria-expanded": String(this.tuning) });
  }
}

const translated = (choices: [string, string][]): [string, string][] => choices.map(([value, text]) => [value, _(text)]);

/** Only where it is new: it would be read out again. */
function say(element: HTMLElement, words: string): void {
  if (element.textContent !== words) element.textContent = words;
}

function group(label: string, ...children: Node[]): HTMLElement {
  return html("div", { role: "group", "aria-label": label }, ...children);
}
