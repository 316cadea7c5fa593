// What events/dashboard/timeline.py gives. Moments are minutes since 1970-01-01T00:00; an end is the first minute after.
import type { Words } from "./words";

export type Span = [number, number];

export interface Bins {
  begin: number;
  step: number;
  counts: [bin: number, family: number, events: number][];
}

export interface Lane {
  name: string;
  count: number;
  bins: Bins | null; // null: its events are drawn one by one
}

export interface Mark {
  id: string;
  begins: number | null;
  ends: number | null;
  family: number;
  lanes: number[];
  soft?: boolean; // the very day is not known
  hollow?: boolean; // not asserted
  what?: string;
  parties?: string;
  when?: string;
  place?: string;
  kind?: string;
  reports?: string;
}

export interface Data {
  theme: string;
  locale?: string; // of the page, such as "de-AT"
  words?: Words; // translations, where it is not English
  families: { name: string; colour: string }[];
  ends: Span | null; // first and last moment of all events
  extent: Span; // the same with room around them
  home: Span; // what is seen where no view is asked for
  view: Span | null;
  window: Span | null;
  lanes: string;
  total: number;
  undated: number;
  inside: number;
  histogram: Bins;
  rows: Lane[];
  chosen: string | null;
  marks: Mark[];
}

export const same = (a: Span | null, b: Span | null): boolean =>
  a === b || (!!a && !!b && a[0] === b[0] && a[1] === b[1]);
