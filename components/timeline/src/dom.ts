// Elements. Texts go in as text nodes: nothing of an article is ever read as markup.

type Attributes = Record<string, string | number | boolean | null>;

export function set<E extends Element>(element: E, attributes: Attributes): E {
  for (const [name, value] of Object.entries(attributes))
    if (value === null || value === false) element.removeAttribute(name);
    else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value === true ? "" : String(value));
  return element;
}

export function html<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = set(document.createElement(tag), attributes);
  element.append(...children);
  return element;
}

export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): SVGElementTagNameMap[K] {
  const element = set(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes);
  element.append(...children);
  return element;
}

export function button(label: string, path: string, act: () => void): HTMLButtonElement {
  const icon = svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, svg("path", { d: path }));
  const made = html("button", { type: "button", "aria-label": label, title: label }, icon);
  made.addEventListener("click", act);
  return made;
}

export function select(label: string, act: (value: string) => void): { box: HTMLLabelElement; list: HTMLSelectElement } {
  const list = html("select", { "aria-label": label });
  list.addEventListener("change", () => act(list.value));
  return { box: html("label", {}, html("span", {}, label), list), list };
}

/** The choices of a list, made anew only where they differ. */
export function options(list: HTMLSelectElement, choices: [value: string, text: string][], value: string): void {
  if ([...list.options].map((o) => `${o.value}=${o.text}`).join() !== choices.map((c) => c.join("=")).join())
    list.replaceChildren(...choices.map(([v, text]) => html("option", { value: v }, text)));
  list.value = value;
}
