// Where each event of a lane is drawn: dots stacked on a base line, bars in rows below it.
import { DAY } from "./calendar";
import type { Mark } from "./data";

export interface Placed {
  mark: Mark;
  bar: boolean;
  x: number; // of a dot's middle, or a bar's left end
  y: number; // of the middle
  width: number; // across
  height: number;
  fade_in: boolean; // when it began is not known
  fade_out: boolean; // when it ended is not known
}

export type Scale = (at: number) => number;

const WIDEST_DOT = 9;
const SMALLEST_DOT = 6; // from here on they lie over one another
const FADE = 44; // pixels over which an open end fades
const LEAST_BAR = 13; // pixels: a month is a bar also where it would be but a dot wide
const LONG = DAY + 120; // minutes: a day of 25 hours is a day

const first = (mark: Mark): number => mark.begins ?? mark.ends!;
const last = (mark: Mark): number => mark.ends ?? mark.begins!;

/** The marks of one lane between `top` and `bottom`; those outside of 0 to `width` are left out. */
export function layout(marks: Mark[], scale: Scale, width: number, top: number, bottom: number): Placed[] {
  const dots: Placed[] = [];
  const bars: Placed[] = [];
  for (const mark of marks) {
    const placed = place(mark, scale);
    if (placed.x + placed.width < -20 || placed.x > width + 20) continue;
    (placed.bar ? bars : dots).push(placed);
  }
  const height = bottom - top;
  const below = bars.length ? (dots.length ? Math.min(height * 0.45, 70) : height) : 0;
  const used = rows(bars, bottom - below, bottom, dots.length > 0 || height > 60);
  stack(dots, top, bottom - (dots.length ? used : 0) - (bars.length ? 3 : 0));
  return [...bars, ...dots];
}

function place(mark: Mark, scale: Scale): Placed {
  const fade_in = mark.begins === null;
  const fade_out = mark.ends === null;
  const open = fade_in || fade_out;
  const from = scale(first(mark)) - (fade_in ? FADE : 0);
  const to = scale(last(mark)) + (fade_out ? FADE : 0);
  const bar = open || last(mark) - first(mark) > LONG || to - from > 22;
  const middle = (from + to) / 2;
  const across = Math.max(to - from, LEAST_BAR);
  return { mark, bar, x: bar ? middle - across / 2 : middle, y: 0, width: bar ? across : 0, height: 0, fade_in, fade_out };
}

/** Each bar in the first row that is free where it begins. Gives the pixels that the rows take. */
function rows(bars: Placed[], top: number, bottom: number, hang: boolean): number {
  const free: number[] = [];
  const row_of = bars.map((bar) => {
    const found = free.findIndex((end) => end <= bar.x);
    const row = found < 0 ? free.length : found;
    free[row] = bar.x + bar.width + 1;
    return row;
  });
  const most = Math.max(1, Math.floor((bottom - top) / 3));
  const count = Math.min(free.length, most);
  const step = Math.min(9, (bottom - top) / Math.max(count, 1));
  const start = hang ? bottom - count * step : top + (bottom - top - count * step) / 2;
  bars.forEach((bar, n) => {
    bar.height = Math.max(2, step - 1.5);
    bar.y = start + ((row_of[n]! % most) + 0.5) * step;
  });
  return count * step;
}

/** Dots that would lie over one another stand on one another, of each family together. */
function stack(dots: Placed[], top: number, base: number): void {
  const room = Math.max(base - top, SMALLEST_DOT);
  let size = Math.min(WIDEST_DOT, room);
  let stacks = columns(dots, size);
  while (size > SMALLEST_DOT && highest(stacks) * size > room) stacks = columns(dots, (size -= 1));
  const step = Math.min(size, (room - size) / Math.max(highest(stacks) - 1, 1));
  for (const column of stacks) {
    column.sort((a, b) => a.mark.family - b.mark.family || first(a.mark) - first(b.mark));
    const x = column.reduce((sum, dot) => sum + dot.x, 0) / column.length;
    column.forEach((dot, n) => Object.assign(dot, { x, y: base - size / 2 - n * step, width: size - 0.6, height: size - 0.6 }));
  }
}

function columns(dots: Placed[], size: number): Placed[][] {
  const found: Placed[][] = [];
  let begun = -Infinity;
  for (const dot of [...dots].sort((a, b) => a.x - b.x)) {
    if (dot.x - begun >= size) {
      found.push([]);
      begun = dot.x;
    }
    found[found.length - 1]!.push(dot);
  }
  return found;
}

const highest = (stacks: Placed[][]): number => stacks.reduce((most, column) => Math.max(most, column.length), 0);
