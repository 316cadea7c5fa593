// Bars of how many events: one path for each family, inside the window and outside of it.
import type { Bins, Data, Span } from "./data";
import { svg } from "./dom";

export function totals({ counts }: Bins): Map<number, number> {
  const found = new Map<number, number>();
  for (const [bin, , n] of counts) found.set(bin, (found.get(bin) ?? 0) + n);
  return found;
}

const LEAST = 4; // events of a bar of full height

export const highest = (bins: Bins): number => Math.max(LEAST, ...totals(bins).values());

/** Bars on the line `base`, `tall` pixels where they are `most`. */
export function bars(bins: Bins, data: Data, window: Span | null, x: (at: number) => number, base: number, tall: number, most: number): SVGElement[] {
  const paths = new Map<string, string>();
  const high = new Map<number, number>();
  for (const [bin, family, n] of bins.counts) {
    const from = bins.begin + bin * bins.step;
    const [left, right] = [x(from), x(from + bins.step)];
    const gap = right - left > 4 ? 1 : right - left > 2 ? 0.5 : 0;
    const height = Math.max((n / most) * tall, 0.8);
    const top = base - (high.get(bin) ?? 0) - height;
    high.set(bin, (high.get(bin) ?? 0) + height);
    const out = window && (from >= window[1] || from + bins.step <= window[0]);
    const key = `${out ? "out" : "in"} ${family}`;
    const width = Math.max(right - left - gap, 0.8);
    paths.set(key, `${paths.get(key) ?? ""}M${left.toFixed(1)} ${top.toFixed(1)}h${width.toFixed(1)}v${height.toFixed(1)}h-${width.toFixed(1)}z`);
  }
  return [...paths].map(([key, d]) => {
    const [where, family] = key.split(" ") as [string, string];
    return svg("path", { d, class: `bar ${where}`, fill: where === "in" ? data.families[Number(family)]!.colour : null });
  });
}
