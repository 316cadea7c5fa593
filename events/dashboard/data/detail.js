// Draws one event. Every word of an article goes in as a text node: nothing of it is ever read as markup.
let words = {}; // what our own are called in the language of the page
const _ = (text, values = {}) => (words[text] ?? text).replace(/\{(\w+)\}/g, (held, name) => values[name] ?? held);
const called = { who: () => _("who"), what: () => _("what"), where: () => _("where"), when: () => _("when") };

function node(tag, name, text) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text) element.textContent = text;
  return element;
}

function fact({ part, label, value, note, level, sure }) {
  const row = node("div", "fact");
  row.append(node("dt", part ? `key ${part}` : "key", label));
  const told = node("dd");
  const words = node("span", "value", value);
  words.dir = "auto";
  told.append(words);
  if (sure) told.append(node("span", `sure ${level}`, sure));
  if (note) told.append(node("div", "note", note));
  row.append(told);
  return row;
}

function piece({ text, parts, told }) {
  const element = node(parts.length ? "mark" : "span", [told ? "told" : "context", ...parts].join(" "), text);
  if (parts.length) element.title = parts.map((part) => called[part]()).join(", ");
  return element;
}

function passage({ pieces, of }) {
  const paragraph = node("blockquote", of ? "elsewhere" : "passage");
  paragraph.dir = "auto";
  if (of) paragraph.append(node("span", "note", _("{part}, from elsewhere in the article:", { part: called[of]() }) + " "));
  paragraph.append(...pieces.map(piece));
  return paragraph;
}

function link(name, text, href) {
  const element = node("a", name, text);
  element.href = href;
  return element;
}

function report({ title, source, day, read, url, site, said, copy, passages }, go) {
  const card = node("article", "report");
  const head = node("header");
  const name = link("title", title, `article?${new URLSearchParams(read)}`); // the whole article, with all its events
  name.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // into a tab of its own, as the browser has it
    event.preventDefault(); // the page stays, and what it holds
    go(read);
  };
  name.dir = "auto";
  const about = node("span", "note", [source, day, copy].filter(Boolean).join(" · "));
  if (url) {
    const origin = link("origin", site, url);
    Object.assign(origin, { target: "_blank", rel: "noopener noreferrer" });
    if (about.textContent) about.append(" · ");
    about.append(origin);
  }
  head.append(name, about);
  card.append(head, ...passages.map(passage));
  if (said) card.append(node("div", "note", _("According to: {who}", { who: said })));
  return card;
}

export default function ({ parentElement, data, setTriggerValue }) {
  words = data.words ?? {};
  const root = parentElement.querySelector(".event");
  const title = node("h2", "", data.what);
  title.dir = "auto";
  const head = [title];
  if (data.assertion) head.push(node("div", "flag", data.assertion));
  const facts = node("dl");
  facts.append(...data.facts.map(fact));
  root.style.setProperty("--colour", data.colour);
  root.replaceChildren(...head, facts, ...data.reports.map((each) => report(each, (read) => setTriggerValue("read", read))));
}
