// The histogram in words, for who does not see it.
import { say_span } from "./calendar";
import type { Data } from "./data";
import { html } from "./dom";
import { _, count } from "./words";

const LINES = 40;

export function table(data: Data): HTMLElement {
  const { begin, step, counts } = data.histogram;
  const bins = counts.length ? counts[counts.length - 1]![0] + 1 : 0;
  const each = Math.max(1, Math.ceil(bins / LINES));
  const sums = new Map<number, number>();
  for (const [bin, , n] of counts) sums.set(Math.floor(bin / each), (sums.get(Math.floor(bin / each)) ?? 0) + n);
  const rows = [...sums].map(([n, events]) => {
    const from = begin + n * each * step;
    return html("tr", {}, html("th", { scope: "row" }, say_span([from, from + each * step])), html("td", {}, count(events)));
  });
  return html(
    "table",
    {},
    html("caption", {}, _("Events over time")),
    html("thead", {}, html("tr", {}, html("th", { scope: "col" }, _("When")), html("th", { scope: "col" }, _("Events")))),
    html("tbody", {}, ...rows),
  );
}
