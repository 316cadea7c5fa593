// What keys do: arrows step the window, or go from mark to mark where one has the focus.
import type { Chart } from "./chart";
import type { Timeline } from "./timeline";

export class Keys {
  constructor(
    private readonly timeline: Timeline,
    private readonly chart: Chart,
  ) {}

  readonly press = (event: KeyboardEvent): void => {
    const target = event.target as Element;
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest("select")) return;
    if ((event.key === " " || event.key === "Enter") && target.closest("button")) return;
    if (this.act(event.key, target)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };

  private act(key: string, target: Element): boolean {
    const { timeline } = this;
    const { player } = timeline;
    const mark = target.closest<SVGElement>(".mark");
    if (mark && this.on_mark(key, mark)) return true;
    if (key === " ") player.toggle();
    else if (key === "ArrowLeft") player.step(-1);
    else if (key === "ArrowRight") player.step(1);
    else if (key === "Home") player.to_end("first");
    else if (key === "End") player.to_end("last");
    else if (key === "Escape") this.escape();
    else if (key === "+" || key === "=") timeline.zoom(0.5);
    else if (key === "-" || key === "−") timeline.zoom(2);
    else if (key === "0") timeline.reset();
    else return false;
    return true;
  }

  private on_mark(key: string, mark: SVGElement): boolean {
    if (key === "Enter") this.timeline.pick(mark.dataset.id!);
    else if (key === "ArrowLeft" || key === "ArrowUp") this.chart.focus_next(mark, -1);
    else if (key === "ArrowRight" || key === "ArrowDown") this.chart.focus_next(mark, 1);
    else return false;
    return true;
  }

  private escape(): void {
    this.timeline.player.stop();
    this.timeline.tooltip.hide();
    this.timeline.brush(null);
  }
}
