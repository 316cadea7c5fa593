"use strict";
const data = document.getElementById("data");
const { title, families, story, events } = JSON.parse(data.textContent);
data.remove(); // it would be held twice
const byId = new Map(events.map((event) => [event.id, event]));
const chapters = story.filter((chapter) => byId.has(chapter.event));
const $ = (id) => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";
const PAGE = 200, LANE = 15, TOP = 20, DAY = 1440, MOST = 2400;
let shown = events, open = null, listed = PAGE;

// ---- elements: words become text nodes and nothing else ----

function make(name, fields = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(fields)) key in node ? (node[key] = value) : node.setAttribute(key, value);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}
function draw(name, fields, words) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(fields)) node.setAttribute(key, value);
  if (words !== undefined) node.append(words);
  return node;
}
const said = (n, noun) => `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;
const looks = (event) => `f${event.family}`;
const parties = (event) => [event.who, event.whom].filter(Boolean).map((side) => side.slice(0, 3).join(", ")).join(" → ");
const label = (event) => [event.kind, event.what, event.where, event.when].filter(Boolean).join(" · ");

// ---- filters ----

function options(select, all, values) {
  const counts = new Map();
  for (const event of events) for (const value of new Set(values(event))) counts.set(value, (counts.get(value) || 0) + 1);
  const found = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  select.append(make("option", { value: "" }, all), ...found.map(([value, n]) => make("option", { value }, `${value} (${n})`)));
}
const acting = (event) => [...(event.who || []), ...(event.whom || [])];
const type = (event) => event.kind.split(" · ")[0];
const text = (event) => [event.what, event.where, ...acting(event), ...event.reports.map((r) => r.sentence)].join("\n").toLowerCase();

function filter() {
  const actor = $("actor").value, kind = $("type").value, words = $("words").value.trim().toLowerCase();
  shown = events.filter((e) => (!actor || acting(e).includes(actor)) && (!kind || type(e) === kind) && (!words || text(e).includes(words)));
  $("all").hidden = !(actor || kind || words);
  listed = PAGE;
  if (open && !shown.includes(open)) open = null;
  render();
}

// ---- panning and zooming, the same for map and timeline: by pointer, wheel and keys ----

function movable(svg, { pan, zoom, reset }) {
  const held = new Map();
  let moved = false;
  svg.addEventListener("pointerdown", (e) => { held.set(e.pointerId, e); moved = false; });
  svg.addEventListener("pointermove", (e) => {
    const before = held.get(e.pointerId);
    if (!before) return;
    const dx = e.clientX - before.clientX, dy = e.clientY - before.clientY;
    if (!moved && Math.hypot(dx, dy) < 4) return;
    if (!moved) { moved = true; svg.classList.add("held"); svg.setPointerCapture(e.pointerId); }
    const others = [...held.values()].filter((other) => other.pointerId !== e.pointerId);
    if (others.length) {
      const other = others[0], far = (p) => Math.hypot(p.clientX - other.clientX, p.clientY - other.clientY) || 1;
      zoom(far(e) / far(before), ...inside(svg, other));
    } else pan(dx, dy);
    held.set(e.pointerId, e);
  });
  for (const name of ["pointerup", "pointercancel"])
    svg.addEventListener(name, (e) => { held.delete(e.pointerId); svg.classList.remove("held"); });
  svg.addEventListener("click", (e) => { if (moved) { e.stopPropagation(); moved = false; } }, true);
  svg.addEventListener("wheel", (e) => { e.preventDefault(); zoom(2 ** (-e.deltaY / 300), ...inside(svg, e)); }, { passive: false });
  svg.addEventListener("keydown", (e) => {
    const box = svg.getBoundingClientRect(), middle = [box.width / 2, box.height / 2], step = 60;
    const keys = { ArrowLeft: () => pan(step, 0), ArrowRight: () => pan(-step, 0), ArrowUp: () => pan(0, step), ArrowDown: () => pan(0, -step),
      "+": () => zoom(1.5, ...middle), "=": () => zoom(1.5, ...middle), "-": () => zoom(1 / 1.5, ...middle), 0: reset };
    if (keys[e.key]) { e.preventDefault(); keys[e.key](); }
  });
}
function inside(svg, e) {
  const box = svg.getBoundingClientRect();
  return [e.clientX - box.left, e.clientY - box.top];
}

// ---- map ----

const view = { k: 1, x: 0, y: 0 }; // pixels = k * plane + (x, y)
const WORLD = [-1800, -1400, 1800, 1100];

function size(svg) { const box = svg.getBoundingClientRect(); return [box.width || 1, box.height || 1]; }
function fitMap(these = shown) {
  const spots = these.filter((e) => e.at).map((e) => e.at), [w, h] = size($("world"));
  let [x0, y0, x1, y1] = WORLD;
  if (spots.length) {
    const xs = spots.map((p) => p[0]), ys = spots.map((p) => p[1]);
    [x0, x1] = [xs.reduce((a, b) => Math.min(a, b)), xs.reduce((a, b) => Math.max(a, b))];
    [y0, y1] = [ys.reduce((a, b) => Math.min(a, b)), ys.reduce((a, b) => Math.max(a, b))];
  }
  const pad = Math.min(50, w / 8);
  view.k = Math.min((w - 2 * pad) / Math.max(x1 - x0, 60), (h - 2 * pad) / Math.max(y1 - y0, 60));
  centre((x0 + x1) / 2, (y0 + y1) / 2);
}
function centre(x, y) {
  const [w, h] = size($("world"));
  view.x = w / 2 - view.k * x; view.y = h / 2 - view.k * y;
  drawMap();
}
function zoomMap(by, x, y) {
  const k = Math.min(60, Math.max(0.08, view.k * by)), ratio = k / view.k;
  view.x = x - (x - view.x) * ratio; view.y = y - (y - view.y) * ratio; view.k = k;
  drawMap();
}
function groups() {
  const found = new Map();
  for (const event of shown) {
    if (!event.at) continue;
    const cell = event.at.map((v) => Math.round((v * view.k) / 22)).join();
    found.has(cell) ? found.get(cell).push(event) : found.set(cell, [event]);
  }
  return [...found.values()];
}
function drawMap() {
  $("ground").setAttribute("transform", `translate(${view.x},${view.y}) scale(${view.k})`);
  const [w, h] = size($("world")), nodes = [];
  for (const group of groups().sort((a, b) => b.length - a.length)) {
    const at = [0, 1].map((i) => group.reduce((sum, e) => sum + e.at[i], 0) / group.length);
    const x = at[0] * view.k + view.x, y = at[1] * view.k + view.y;
    if (x < -40 || y < -40 || x > w + 40 || y > h + 40) continue;
    const counts = families.map((_, n) => group.filter((e) => e.family === n).length), most = counts.indexOf(Math.max(...counts));
    const r = Math.min(24, 5.5 + 2.4 * Math.sqrt(group.length - 1));
    const kind = `mark f${most}${group.every((e) => e.area) ? " area" : ""}${group.includes(open) ? " open" : ""}`;
    const mark = draw("circle", { cx: x, cy: y, r, class: kind, style: "fill: var(--colour)", "data-ids": group.map((e) => e.id).join(" ") });
    mark.append(draw("title", {}, group.length === 1 ? label(group[0]) : `${said(group.length, "event")} · ${group[0].where || ""}`));
    mark.addEventListener("click", () => pick(group));
    nodes.push(mark);
    if (group.length > 1 && r > 8) nodes.push(draw("text", { x, y: y + 4, class: "number" }, String(group.length)));
  }
  $("marks").replaceChildren(...nodes);
}
function pick(group) {
  if (group.length === 1) return show(group[0]);
  open = null;
  drawList(group);
  $("detail").replaceChildren(make("button", { className: "plain", onclick: render }, "← All events"), make("h2", {}, `${said(group.length, "event")} here`));
  $("detail").hidden = false;
  $("detail").scrollIntoView({ block: "nearest" });
}

// ---- timeline: a lane a family, a bar an event, as long as its date is vague ----

const span = { from: 0, to: 1 };
const dated = () => shown.filter((e) => e.begins !== undefined || e.ends !== undefined);
const first = (e) => e.begins ?? e.ends - DAY;
const last = (e) => e.ends ?? e.begins + DAY;

function fitTime(these = dated()) {
  if (these.length) {
    span.from = these.reduce((least, e) => Math.min(least, first(e)), Infinity);
    span.to = these.reduce((most, e) => Math.max(most, last(e)), -Infinity);
  }
  const pad = Math.max((span.to - span.from) * 0.03, DAY);
  span.from -= pad; span.to += pad;
  drawTime();
}
function bulk() { // all, but for a few that lie so far off that the others could not be told apart
  const these = dated().sort((a, b) => first(a) - first(b)), few = Math.floor(these.length / 100);
  const near = these.slice(few, these.length - few), length = (all) => last(all.at(-1)) - first(all[0]);
  return few && length(near) * 5 < length(these) ? near : these;
}
function zoomTime(by, x) {
  const [w] = size($("line")), at = span.from + (x / w) * (span.to - span.from);
  const length = Math.min(4e9, Math.max(120, (span.to - span.from) / by));
  span.from = at - (x / w) * length; span.to = span.from + length;
  drawTime();
}
function panTime(dx) {
  const step = (-dx / size($("line"))[0]) * (span.to - span.from);
  span.from += step; span.to += step;
  drawTime();
}
const STEPS = [["hour", 1], ["hour", 6], ["day", 1], ["day", 7], ["month", 1], ["month", 3], ["year", 1], ["year", 5], ["year", 10], ["year", 50], ["year", 100], ["year", 500], ["year", 1000]];
const LENGTH = { hour: 60, day: DAY, month: 30.4 * DAY, year: 365.25 * DAY };
function ticks(wanted) {
  const [unit, n] = STEPS.find(([u, m]) => (span.to - span.from) / (LENGTH[u] * m) <= wanted) || STEPS.at(-1);
  const at = new Date(span.from * 60000), found = [];
  at.setUTCMinutes(0, 0, 0);
  if (unit === "hour") at.setUTCHours(Math.floor(at.getUTCHours() / n) * n); else at.setUTCHours(0);
  if (unit === "month" || unit === "year") at.setUTCDate(1);
  if (unit === "month") at.setUTCMonth(Math.floor(at.getUTCMonth() / n) * n);
  if (unit === "year") at.setUTCFullYear(Math.floor(at.getUTCFullYear() / n) * n, 0, 1);
  const forward = { hour: () => at.setUTCHours(at.getUTCHours() + n), day: () => at.setUTCDate(at.getUTCDate() + n),
    month: () => at.setUTCMonth(at.getUTCMonth() + n), year: () => at.setUTCFullYear(at.getUTCFullYear() + n) };
  for (let i = 0; at / 60000 < span.to && i < 60; i++, forward[unit]())
    if (at / 60000 >= span.from) found.push([at / 60000, named(at, unit, !found.length)]);
  return found;
}
function named(at, unit, first) { // the year stands at the first tick and where it begins
  const y = at.getUTCFullYear(), year = y > 0 ? String(y) : `${1 - y} BC`, day = at.getUTCDate();
  const month = at.toLocaleString("en", { month: "short", timeZone: "UTC" });
  const of = first || (at.getUTCMonth() === 0 && (unit === "month" || day < 8)) ? ` ${year}` : "";
  if (unit === "year") return year;
  if (unit === "month") return month + of;
  if (unit === "day" || first) return `${day} ${month}${of}`;
  return at.getUTCHours() ? `${String(at.getUTCHours()).padStart(2, "0")}:00` : `${day} ${month}`;
}
function drawTime() {
  const svg = $("line"), [w] = size(svg), lanes = [...new Set(events.map((e) => e.family))].sort((a, b) => a - b);
  const height = TOP + lanes.length * LANE + 6, x = (m) => ((m - span.from) / (span.to - span.from)) * w, nodes = [], taken = new Set();
  svg.style.height = `${height}px`;
  for (const [at, words] of ticks(Math.max(2, w / 90)))
    nodes.push(draw("line", { x1: x(at), x2: x(at), y1: TOP - 4, y2: height, class: "lane" }), draw("text", { x: x(at) + 3, y: 12, class: "tick" }, words));
  const inOrder = dated().sort((a, b) => last(b) - first(b) - (last(a) - first(a)));
  for (const event of inOrder) {
    const a = x(first(event)), b = x(last(event)), spot = `${event.family} ${Math.round(a)} ${Math.round(b)}`;
    if (b < 0 || a > w || (taken.has(spot) && event !== open && taken.size > MOST / 4)) continue;
    taken.add(spot);
    const wide = Math.max(6, b - a), vague = wide > 40;
    const bar = draw("rect", { x: Math.max(-50, b - a < 6 ? (a + b) / 2 - 3 : a), width: Math.min(wide, w + 100), y: TOP + lanes.indexOf(event.family) * LANE + 2, height: LANE - 5,
      rx: 3, class: `bar ${looks(event)}${vague || event.asserted ? " unsure" : ""}${event === open ? " open" : ""}`, style: "fill: var(--colour)", "data-id": event.id });
    bar.append(draw("title", {}, label(event)));
    bar.addEventListener("click", () => show(event));
    nodes.push(bar);
    if (nodes.length > MOST) break;
  }
  svg.replaceChildren(...nodes);
}

// ---- list, event, story ----

// Those that an article tells as one incident, what matters most first; each group where its first event stands.
function together(these) {
  const home = new Map(), groups = [];
  for (const event of these) {
    const named = event.incidents || [];
    let group = home.get(named.find((name) => home.has(name)));
    if (!group) groups.push(group = []);
    group.push(event);
    for (const name of named) if (!home.has(name)) home.set(name, group);
  }
  return groups.map((group) => group.sort((a, b) => b.salience - a.salience));
}
// An event in the list; below another one, of when and where only what is not said there.
function row(event, above) {
  const when = event.when || (above ? "" : "no date"), where = event.where || (above ? "" : "no place");
  const about = above ? [when !== above.when && when, where !== above.where && where] : [when, where, parties(event)];
  return make("li", {}, make("button", { onclick: () => show(event, true) },
    make("span", { className: `dot ${looks(event)}${event.asserted ? " hollow" : ""}` }),
    make("span", { className: "what", dir: "auto" }, event.what),
    make("span", { className: "about", dir: "auto" }, about.filter(Boolean).join(" · "))));
}
function drawList(these = shown) {
  $("list").replaceChildren(...together(these.slice(0, listed)).map(([first, ...rest]) => {
    const line = row(first);
    if (rest.length) line.append(make("ul", { className: "also" }, ...rest.map((event) => row(event, first))));
    return line;
  }));
  $("more").hidden = these.length <= listed;
}
function show(event, move = false) {
  open = event;
  drawDetail();
  if (move) goTo(event); else { drawMap(); drawTime(); }
  $("detail").scrollIntoView({ block: "nearest" });
}
const narrow = () => matchMedia("(max-width: 48rem)").matches;
function goTo(event) {
  if (event.at) { view.k = Math.max(view.k, event.area ? 1.5 : 4); centre(...event.at); } else drawMap();
  const x = (first(event) + last(event)) / 2;
  if (!Number.isNaN(x) && (x < span.from || x > span.to)) { const half = (span.to - span.from) / 2; span.from = x - half; span.to = x + half; }
  drawTime();
}
function drawDetail() {
  $("detail").hidden = !open;
  if (!open) return;
  const facts = { Type: open.kind, Who: open.who?.join(", "), "To whom": open.whom?.join(", "), Where: open.where, When: open.when, Toll: open.toll, Certainty: open.asserted };
  const list = make("dl");
  for (const [name, value] of Object.entries(facts)) if (value) list.append(make("dt", {}, name), make("dd", { dir: "auto" }, value));
  $("detail").replaceChildren(make("button", { className: "plain", onclick: close }, "← All events"),
    make("h2", { dir: "auto" }, make("span", { className: `dot ${looks(open)}` }), open.what), list, ...open.reports.map(report));
}
function close() { open = null; render(); }
function report(told) {
  const words = [told.title, told.source, told.day].filter(Boolean).join(" · ");
  const from = told.url ? make("a", { href: told.url, target: "_blank", rel: "noopener noreferrer" }, words) : words;
  return make("div", { className: "told" }, make("blockquote", { dir: "auto" }, told.sentence), make("div", { className: "from", dir: "auto" }, from));
}
function tell(n, turned = true) {
  const back = document.activeElement?.id === "previous";
  const at = chapters[n], event = byId.get(at.event);
  const steps = make("div", { className: "steps" },
    make("button", { id: "previous", disabled: n === 0, onclick: () => tell(n - 1) }, "← Back"),
    make("button", { id: "next", disabled: n === chapters.length - 1, onclick: () => tell(n + 1) }, "Next →"));
  $("story").hidden = false;
  const heading = [event.when, event.where].filter(Boolean).join(" · ");
  $("story").replaceChildren(make("div", { className: "eyebrow" }, `${n + 1} of ${chapters.length}${heading ? ` · ${heading}` : ""}`),
    make("p", { dir: "auto" }, at.caption || event.what), steps);
  if (!shown.includes(event)) { $("filters").reset(); filter(); }
  open = event;
  drawDetail();
  goTo(event);
  if (!turned) return;
  const ahead = $("next").disabled ? $("previous") : $("next");
  (back && !$("previous").disabled ? $("previous") : ahead).focus({ preventScroll: true });
  narrow() ? $("story").scrollIntoView() : ($("side").scrollTop = 0);
}

// ---- the whole ----

function render() {
  const unplaced = shown.filter((e) => !e.at).length, undated = shown.length - dated().length;
  const rest = [unplaced && `${unplaced.toLocaleString("en")} without a place`, undated && `${undated.toLocaleString("en")} without a date`].filter(Boolean).join(", ");
  const of = shown.length < events.length ? ` of ${events.length.toLocaleString("en")}` : "";
  $("count").textContent = said(shown.length, "event") + of + (rest ? ` · ${rest}: in the list only` : "");
  drawMap(); drawTime(); drawList(); drawDetail();
}
$("title").textContent = title;
options($("actor"), "All actors", acting);
options($("type"), "All types", (event) => [type(event)]);
for (const id of ["actor", "type", "words"]) $(id).addEventListener("input", filter);
$("filters").addEventListener("submit", (e) => e.preventDefault());
$("all").addEventListener("click", () => { $("filters").reset(); filter(); });
$("more").addEventListener("click", () => { listed += PAGE; drawList(); });
const middle = () => size($("world")).map((v) => v / 2);
$("in").addEventListener("click", () => zoomMap(1.6, ...middle()));
$("out").addEventListener("click", () => zoomMap(1 / 1.6, ...middle()));
$("fit").addEventListener("click", () => { fitMap(); fitTime(); });
movable($("world"), { pan: (dx, dy) => { view.x += dx; view.y += dy; drawMap(); }, zoom: zoomMap, reset: () => fitMap() });
movable($("line"), { pan: panTime, zoom: zoomTime, reset: () => fitTime() });
const used = new Set(events.map((e) => e.family));
$("legend").append(...families.flatMap((name, n) => used.has(n) ? [make("li", {}, make("span", { className: `dot f${n}` }), name)] : []),
  make("li", {}, make("span", { className: "dot hollow" }), "an area, or not sure to have happened"));
render();
fitMap(); fitTime(bulk());
if (chapters.length) tell(0, false);
addEventListener("resize", () => { drawMap(); drawTime(); });
