// The page's language: the words that the page has sent, else the English ones that stand in the code.
type Values = Record<string, string | number>;
export type Words = Record<string, string | Record<string, string>>; // text → its translation, or one a plural category

let words: Words = {};
let tag = "en-GB";
let plurals = new Intl.PluralRules(tag);

/** Before anything is drawn. */
export function speak(locale: string | undefined, sent: Words | undefined): void {
  tag = locale ?? "en-GB";
  words = sent ?? {};
  plurals = new Intl.PluralRules(tag);
}

export const locale = (): string => tag;
export const count = (n: number): string => n.toLocaleString(`${tag}-u-nu-latn`);

/** Marks a text that is translated where it is shown. */
export const N_ = (text: string): string => text;

export function _(text: string, values: Values = {}): string {
  const said = words[text];
  return fill(typeof said === "string" ? said : text, values);
}

/** "1 event", "1,204 events". */
export function _n(one: string, many: string, n: number): string {
  const said = words[one];
  const known = typeof said === "object" ? (said[plurals.select(n)] ?? said.other) : undefined;
  return fill(known ?? (n === 1 ? one : many), { n: count(n) });
}

const fill = (text: string, values: Values): string => text.replace(/\{(\w+)\}/g, (held, name: string) => String(values[name] ?? held));
