// The proleptic Gregorian calendar in minutes since 1970, before our era too, and how its stretches are written.
import type { Span } from "./data";
import { _, locale } from "./words";

export type Unit = "minute" | "hour" | "day" | "month" | "year";
export interface Stride {
  unit: Unit;
  n: number;
}

export const HOUR = 60;
export const DAY = 1440;
const LENGTH: Record<Unit, number> = { minute: 1, hour: HOUR, day: DAY, month: 30.44 * DAY, year: 365.2425 * DAY };

export const minutes = ({ unit, n }: Stride): number => LENGTH[unit] * n;

function moment(year: number, month: number): number {
  const day = new Date(0);
  day.setUTCFullYear(year, month, 1);
  return day.getTime() / 60000;
}

const parts = (at: number): Date => new Date(at * 60000);
export const year = (at: number): number => parts(at).getUTCFullYear();

/** The last boundary of the stride at or before a moment. */
export function floor(at: number, { unit, n }: Stride): number {
  if (unit === "minute" || unit === "hour" || unit === "day") {
    const step = LENGTH[unit] * n;
    return Math.floor(at / step) * step;
  }
  const day = parts(at);
  if (unit === "month") return moment(day.getUTCFullYear(), Math.floor(day.getUTCMonth() / n) * n);
  const told = told_year(day.getUTCFullYear());
  return moment(counted_year(Math.floor(told / n) * n), 0);
}

/** The moment so many strides later, or earlier. */
export function add(at: number, { unit, n }: Stride, times = 1): number {
  if (unit === "minute" || unit === "hour" || unit === "day") return at + LENGTH[unit] * n * times;
  const day = parts(at);
  const since = at - moment(day.getUTCFullYear(), day.getUTCMonth());
  const months = unit === "month" ? n * times : 12 * n * times;
  return moment(day.getUTCFullYear(), day.getUTCMonth() + months) + since;
}

export const ceil = (at: number, stride: Stride): number => {
  const below = floor(at, stride);
  return below === at ? at : floor(add(below, stride, 1) + (stride.unit === "year" ? LENGTH.day * 40 : 0), stride);
};

export const nearest = (at: number, stride: Stride): number => {
  const below = floor(at, stride);
  const above = ceil(at, stride);
  return at - below <= above - at ? below : above;
};

// Historians have no year 0: 1 BCE is followed by 1 CE. Decades and centuries count from there on both sides.
const told_year = (counted: number): number => (counted > 0 ? counted : counted - 1);
const counted_year = (told: number): number => (told > 0 ? told : told === 0 ? 1 : told + 1);

/** "2014", "476 CE", "44 BCE". */
export function say_year(counted: number): string {
  if (counted <= 0) return _("{year} BCE", { year: 1 - counted });
  return counted < 1000 ? _("{year} CE", { year: counted }) : String(counted);
}

const formats = new Map<string, Intl.DateTimeFormat>(); // to make one takes long

/** A day, or its month and year, in the order and with the names of the page's language; the year as `say_year` has it. */
function written(at: number, fields: Intl.DateTimeFormatOptions): string {
  const key = `${locale()} ${Object.keys(fields).join()}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(`${locale()}-u-ca-gregory-nu-latn`, { ...fields, timeZone: "UTC" });
  formats.set(key, format);
  const said = ({ type, value }: Intl.DateTimeFormatPart): string =>
    type === "year" ? say_year(year(at)) : type === "month" ? short(value) : value;
  return format.formatToParts(parts(at)).map(said).join("");
}

/** English months have three letters, also September. */
const short = (month: string): string => (locale().startsWith("en") ? month.slice(0, 3) : month);
const two = (n: number): string => String(n).padStart(2, "0");

export const say_hour = (at: number): string => `${two(parts(at).getUTCHours())}:${two(parts(at).getUTCMinutes())}`;
export const say_month = (at: number): string => written(at, { month: "short" });
export const say_day = (at: number): string => written(at, { day: "numeric", month: "short", year: "numeric" });

const starts = (at: number, unit: Unit): boolean => floor(at, { unit, n: 1 }) === at;

/** "1 Jun 2014 – 30 Sep 2014", as short as it can be without saying less. */
export function say_span([from, to]: Span): string {
  const last = to - 1;
  if (starts(from, "year") && starts(to, "year")) return between(say_year(year(from)), say_year(year(last)));
  if (starts(from, "day") && starts(to, "day")) return between(say_day(from), say_day(last));
  const end = say_day(from) === say_day(to) ? say_hour(to) : `${say_day(to)}, ${say_hour(to)}`;
  return between(`${say_day(from)}, ${say_hour(from)}`, end);
}

const between = (from: string, to: string): string => (from === to ? from : `${from} – ${to}`);

// ---- ticks -----------------------------------------------------------------------------------------------------

export interface Tick {
  at: number;
  text: string;
}

interface Scale {
  stride: Stride;
  room: number; // pixels that a label needs
  say: (at: number) => string;
  above?: { stride: Stride; say: (at: number) => string }; // what the labels leave unsaid
}

const month_year = (at: number): string => written(at, { month: "short", year: "numeric" });
const in_day = { stride: { unit: "day", n: 1 } as Stride, say: say_day };
const in_month = { stride: { unit: "month", n: 1 } as Stride, say: month_year };
const in_year = { stride: { unit: "year", n: 1 } as Stride, say: (at: number) => say_year(year(at)) };
const date = (at: number): string => String(parts(at).getUTCDate());

const SCALES: Scale[] = [
  ...[5, 15, 30].map((n): Scale => ({ stride: { unit: "minute", n }, room: 56, say: say_hour, above: in_day })),
  ...[1, 3, 6, 12].map((n): Scale => ({ stride: { unit: "hour", n }, room: 56, say: say_hour, above: in_day })),
  ...[1, 2, 7].map((n): Scale => ({ stride: { unit: "day", n }, room: 32, say: date, above: in_month })),
  ...[1, 3].map((n): Scale => ({ stride: { unit: "month", n }, room: 46, say: say_month, above: in_year })),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000].map(
    (n): Scale => ({ stride: { unit: "year", n }, room: 72, say: (at) => say_year(year(at)) }),
  ),
];

/** The ticks of a view so many pixels wide; `above` are those of the row below, where the first row leaves something unsaid. */
export function ticks(view: Span, width: number): { fine: Tick[]; above: Tick[] } {
  const per_pixel = (view[1] - view[0]) / Math.max(width, 1);
  const scale = SCALES.find(({ stride, room }) => minutes(stride) >= room * per_pixel) ?? SCALES[SCALES.length - 1]!;
  const boundaries = (stride: Stride): number[] => {
    const found: number[] = [];
    for (let at = ceil(view[0], stride); at <= view[1] && found.length < 400; at = ceil(at + 1, stride)) found.push(at);
    return found;
  };
  const weeks = scale.stride.unit === "day" && scale.stride.n > 1;
  const fine = weeks ? days_of_month(view, scale.stride.n) : boundaries(scale.stride);
  const { above } = scale;
  return {
    fine: fine.map((at) => ({ at, text: scale.say(at) })),
    above: above ? [floor(view[0], above.stride), ...boundaries(above.stride)].map((at) => ({ at, text: above.say(at) })) : [],
  };
}

/** Every so many days from the first of each month, so that the labels are the same in every month. */
function days_of_month(view: Span, n: number): number[] {
  const month: Stride = { unit: "month", n: 1 };
  const found: number[] = [];
  for (let first = floor(view[0], month); first <= view[1]; first = add(first, month)) {
    const next = add(first, month);
    for (let at = first; at < next - (n * DAY) / 2; at += n * DAY) if (at >= view[0] && at <= view[1]) found.push(at);
  }
  return found;
}
