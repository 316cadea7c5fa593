// The row of buttons and choices, and the line that says the window and how many events are in it.
import { say_span } from "./calendar";
import { button, html, options, select, set } from "./dom";
import { BRUSHED, MODES, SPEEDS } from "./player";
import type { Timeline } from "./timeline";

const ICONS = {
  play: "M8 5v14l11-7z",
  pause: "M6 19h4V5H6zm8-14v14h4V5z",
  back: "M6 6h2v12H6zm3.5 6l8.5 6V6z",
  on: "M6 18l8.5-6L6 6zM16 6v12h2V6z",
  near: "M19 13h-6v6h-2v-6H5v-2h6V5h2v6h6z",
  far: "M19 13H5v-2h14z",
  all: "M15 3l2.3 2.3-2.9 2.9 1.4 1.4 2.9-2.9L21 9V3zM3 9l2.3-2.3 2.9 2.9 1.4-1.4-2.9-2.9L9 3H3zm6 12l-2.3-2.3 2.9-2.9-1.4-1.4-2.9 2.9L3 15v6zm12-6l-2.3 2.3-2.9-2.9-1.4 1.4 2.9 2.9L15 21h6z",
  clear: "M19 6.4L17.6 5 12 10.6 6.4 5 5 6.4l5.6 5.6L5 17.6 6.4 19l5.6-5.6 5.6 5.6 1.4-1.4-5.6-5.6z",
};
const LANES: [string, string][] = [
  ["none", "None"],
  ["type", "Type"],
  ["actor", "Actor"],
  ["place", "Place"],
];
const many = (n: number): string => n.toLocaleString("en");

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

  constructor(private readonly timeline: Timeline) {
    const { player } = timeline;
    this.clear = button("Clear the window (Esc)", ICONS.clear, () => timeline.brush(null));
    this.play = button("Play (Space)", ICONS.play, () => player.toggle());
    this.speed = select("Speed", (value) => (player.speed = Number(value)));
    this.mode = select("Window", (value) => player.set_mode(value as keyof typeof MODES));
    this.length = select("Length", (value) => player.set_length(value));
    this.lanes = select("Lanes", (value) => timeline.show_lanes(value));
    this.reset = button("Show all (0)", ICONS.all, () => timeline.reset());
    options(this.speed.list, SPEEDS.map((n) => [String(n), `${n}×`]), "1");
    this.element = html(
      "div",
      { class: "controls" },
      html("div", { class: "said" }, this.status, this.clear),
      group(
        "Steps",
        button("Step back (←)", ICONS.back, () => player.step(-1)),
        this.play,
        button("Step forward (→)", ICONS.on, () => player.step(1)),
      ),
      group("How it plays", this.mode.box, this.length.box, this.speed.box),
      this.lanes.box,
      group(
        "Zoom",
        button("Zoom out (−)", ICONS.far, () => timeline.zoom(2)),
        button("Zoom in (+)", ICONS.near, () => timeline.zoom(0.5)),
        this.reset,
      ),
    );
  }

  draw(): void {
    const { player, data, window, awaited, zoomed } = this.timeline;
    say(this.window, window ? say_span(window) : "All dates");
    const inside = awaited.window.waiting ? "" : `${many(data.inside)} ${data.inside === 1 ? "event" : "events"}`;
    const of = window && inside ? ` of ${many(data.total)}` : "";
    const undated = data.undated && !window ? ` · ${many(data.undated)} without a date` : "";
    say(this.number, inside ? `· ${inside}${of}${undated}` : "");
    set(this.status, { "aria-live": player.playing ? "off" : "polite" });
    this.clear.style.visibility = window ? "visible" : "hidden";
    set(this.play, { "aria-label": player.playing ? "Pause (Space)" : "Play (Space)", title: player.playing ? "Pause (Space)" : "Play (Space)" });
    this.play.querySelector("path")!.setAttribute("d", player.playing ? ICONS.pause : ICONS.play);
    options(this.mode.list, Object.entries(MODES), player.mode);
    const lengths = player.length === BRUSHED ? [BRUSHED, ...player.lengths] : player.lengths;
    options(this.length.list, lengths.map((name) => [name, name]), player.length);
    options(this.lanes.list, LANES, data.lanes);
    this.reset.disabled = zoomed === null;
  }
}

/** Only where it is new: it would be read out again. */
function say(element: HTMLElement, words: string): void {
  if (element.textContent !== words) element.textContent = words;
}

function group(label: string, ...children: Node[]): HTMLElement {
  return html("div", { role: "group", "aria-label": label }, ...children);
}
