// Made from components/timeline by `npm run build`; sha256 of its sources: 3c867f832ecc3f6fdee3617c5f2ace1aca9248a328521e21f06c7e464103b24d

// src/data.ts
var same = (a, b) => a === b || !!a && !!b && a[0] === b[0] && a[1] === b[1];

// src/awaited.ts
var PATIENCE = 3e4;
var Awaited = class {
  sent = null;
  until = 0;
  get waiting() {
    return performance.now() < this.until;
  }
  tell(span) {
    this.sent = span;
    this.until = performance.now() + PATIENCE;
  }
  /** What holds: what the user set last, until the page has answered just that; then what the page says. */
  settle(said2, ours) {
    if (this.waiting && !same(said2, this.sent)) return ours;
    this.until = 0;
    return said2;
  }
};

// src/dom.ts
function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes))
    if (value === null || value === false) element.removeAttribute(name);
    else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value === true ? "" : String(value));
  return element;
}
function html(tag2, attributes = {}, ...children) {
  const element = set(document.createElement(tag2), attributes);
  element.append(...children);
  return element;
}
function svg(tag2, attributes = {}, ...children) {
  const element = set(document.createElementNS("http://www.w3.org/2000/svg", tag2), attributes);
  element.append(...children);
  return element;
}
function button(label, path, act) {
  const icon = svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, svg("path", { d: path }));
  const made2 = html("button", { type: "button", "aria-label": label, title: label }, icon);
  made2.addEventListener("click", act);
  return made2;
}
function select(label, act) {
  const list = html("select", { "aria-label": label });
  list.addEventListener("change", () => act(list.value));
  return { box: html("label", {}, html("span", {}, label), list), list };
}
function options(list, choices, value) {
  if ([...list.options].map((o) => `${o.value}=${o.text}`).join() !== choices.map((c) => c.join("=")).join())
    list.replaceChildren(...choices.map(([v, text]) => html("option", { value: v }, text)));
  list.value = value;
}

// src/bars.ts
function totals({ counts }) {
  const found = /* @__PURE__ */ new Map();
  for (const [bin, , n] of counts) found.set(bin, (found.get(bin) ?? 0) + n);
  return found;
}
var LEAST = 4;
var highest = (bins) => Math.max(LEAST, ...totals(bins).values());
function bars(bins, data, window2, x, base, tall, most) {
  const paths = /* @__PURE__ */ new Map();
  const high = /* @__PURE__ */ new Map();
  for (const [bin, family, n] of bins.counts) {
    const from = bins.begin + bin * bins.step;
    const [left, right] = [x(from), x(from + bins.step)];
    const gap = right - left > 4 ? 1 : right - left > 2 ? 0.5 : 0;
    const height = Math.max(n / most * tall, 0.8);
    const top = base - (high.get(bin) ?? 0) - height;
    high.set(bin, (high.get(bin) ?? 0) + height);
    const out = window2 && (from >= window2[1] || from + bins.step <= window2[0]);
    const key = `${out ? "out" : "in"} ${family}`;
    const width = Math.max(right - left - gap, 0.8);
    paths.set(key, `${paths.get(key) ?? ""}M${left.toFixed(1)} ${top.toFixed(1)}h${width.toFixed(1)}v${height.toFixed(1)}h-${width.toFixed(1)}z`);
  }
  return [...paths].map(([key, d]) => {
    const [where, family] = key.split(" ");
    return svg("path", { d, class: `bar ${where}`, fill: where === "in" ? data.families[Number(family)].colour : null });
  });
}

// src/words.ts
var words = {};
var tag = "en-GB";
var plurals = new Intl.PluralRules(tag);
function speak(locale2, sent) {
  tag = locale2 ?? "en-GB";
  words = sent ?? {};
  plurals = new Intl.PluralRules(tag);
}
var locale = () => tag;
var count = (n) => n.toLocaleString(`${tag}-u-nu-latn`);
var N_ = (text) => text;
function _(text, values = {}) {
  const said2 = words[text];
  return fill(typeof said2 === "string" ? said2 : text, values);
}
function _n(one, many, n) {
  const said2 = words[one];
  const known = typeof said2 === "object" ? said2[plurals.select(n)] ?? said2.other : void 0;
  return fill(known ?? (n === 1 ? one : many), { n: count(n) });
}
var fill = (text, values) => text.replace(/\{(\w+)\}/g, (held, name) => String(values[name] ?? held));

// src/calendar.ts
var HOUR = 60;
var DAY = 1440;
var LENGTH = { minute: 1, hour: HOUR, day: DAY, month: 30.44 * DAY, year: 365.2425 * DAY };
var minutes = ({ unit, n }) => LENGTH[unit] * n;
function moment(year2, month) {
  const day = /* @__PURE__ */ new Date(0);
  day.setUTCFullYear(year2, month, 1);
  return day.getTime() / 6e4;
}
var parts = (at) => new Date(at * 6e4);
var year = (at) => parts(at).getUTCFullYear();
function floor(at, { unit, n }) {
  if (unit === "minute" || unit === "hour" || unit === "day") {
    const step = LENGTH[unit] * n;
    return Math.floor(at / step) * step;
  }
  const day = parts(at);
  if (unit === "month") return moment(day.getUTCFullYear(), Math.floor(day.getUTCMonth() / n) * n);
  const told = told_year(day.getUTCFullYear());
  return moment(counted_year(Math.floor(told / n) * n), 0);
}
function add(at, { unit, n }, times = 1) {
  if (unit === "minute" || unit === "hour" || unit === "day") return at + LENGTH[unit] * n * times;
  const day = parts(at);
  const since = at - moment(day.getUTCFullYear(), day.getUTCMonth());
  const months = unit === "month" ? n * times : 12 * n * times;
  return moment(day.getUTCFullYear(), day.getUTCMonth() + months) + since;
}
var ceil = (at, stride) => {
  const below = floor(at, stride);
  return below === at ? at : floor(add(below, stride, 1) + (stride.unit === "year" ? LENGTH.day * 40 : 0), stride);
};
var nearest = (at, stride) => {
  const below = floor(at, stride);
  const above = ceil(at, stride);
  return at - below <= above - at ? below : above;
};
var told_year = (counted) => counted > 0 ? counted : counted - 1;
var counted_year = (told) => told > 0 ? told : told === 0 ? 1 : told + 1;
function say_year(counted) {
  if (counted <= 0) return _("{year} BCE", { year: 1 - counted });
  return counted < 1e3 ? _("{year} CE", { year: counted }) : String(counted);
}
var formats = /* @__PURE__ */ new Map();
function written(at, fields) {
  const key = `${locale()} ${Object.keys(fields).join()}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(`${locale()}-u-ca-gregory-nu-latn`, { ...fields, timeZone: "UTC" });
  formats.set(key, format);
  const said2 = ({ type, value }) => type === "year" ? say_year(year(at)) : type === "month" ? short(value) : value;
  return format.formatToParts(parts(at)).map(said2).join("");
}
var short = (month) => locale().startsWith("en") ? month.slice(0, 3) : month;
var two = (n) => String(n).padStart(2, "0");
var say_hour = (at) => `${two(parts(at).getUTCHours())}:${two(parts(at).getUTCMinutes())}`;
var say_month = (at) => written(at, { month: "short" });
var say_day = (at) => written(at, { day: "numeric", month: "short", year: "numeric" });
var starts = (at, unit) => floor(at, { unit, n: 1 }) === at;
function say_span([from, to]) {
  const last2 = to - 1;
  if (starts(from, "year") && starts(to, "year")) return between(say_year(year(from)), say_year(year(last2)));
  if (starts(from, "day") && starts(to, "day")) return between(say_day(from), say_day(last2));
  const end = say_day(from) === say_day(to) ? say_hour(to) : `${say_day(to)}, ${say_hour(to)}`;
  return between(`${say_day(from)}, ${say_hour(from)}`, end);
}
var between = (from, to) => from === to ? from : `${from} – ${to}`;
var month_year = (at) => written(at, { month: "short", year: "numeric" });
var in_day = { stride: { unit: "day", n: 1 }, say: say_day };
var in_month = { stride: { unit: "month", n: 1 }, say: month_year };
var in_year = { stride: { unit: "year", n: 1 }, say: (at) => say_year(year(at)) };
var date = (at) => String(parts(at).getUTCDate());
var SCALES = [
  ...[5, 15, 30].map((n) => ({ stride: { unit: "minute", n }, room: 56, say: say_hour, above: in_day })),
  ...[1, 3, 6, 12].map((n) => ({ stride: { unit: "hour", n }, room: 56, say: say_hour, above: in_day })),
  ...[1, 2, 7].map((n) => ({ stride: { unit: "day", n }, room: 32, say: date, above: in_month })),
  ...[1, 3].map((n) => ({ stride: { unit: "month", n }, room: 46, say: say_month, above: in_year })),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4].map(
    (n) => ({ stride: { unit: "year", n }, room: 72, say: (at) => say_year(year(at)) })
  )
];
function ticks(view, width) {
  const per_pixel = (view[1] - view[0]) / Math.max(width, 1);
  const scale = SCALES.find(({ stride, room }) => minutes(stride) >= room * per_pixel) ?? SCALES[SCALES.length - 1];
  const boundaries = (stride) => {
    const found = [];
    for (let at = ceil(view[0], stride); at <= view[1] && found.length < 400; at = ceil(at + 1, stride)) found.push(at);
    return found;
  };
  const weeks = scale.stride.unit === "day" && scale.stride.n > 1;
  const fine = weeks ? days_of_month(view, scale.stride.n) : boundaries(scale.stride);
  const { above } = scale;
  return {
    fine: fine.map((at) => ({ at, text: scale.say(at) })),
    above: above ? [floor(view[0], above.stride), ...boundaries(above.stride)].map((at) => ({ at, text: above.say(at) })) : []
  };
}
function days_of_month(view, n) {
  const month = { unit: "month", n: 1 };
  const found = [];
  for (let first2 = floor(view[0], month); first2 <= view[1]; first2 = add(first2, month)) {
    const next = add(first2, month);
    for (let at = first2; at < next - n * DAY / 2; at += n * DAY) if (at >= view[0] && at <= view[1]) found.push(at);
  }
  return found;
}

// src/layout.ts
var WIDEST_DOT = 9;
var SMALLEST_DOT = 6;
var FADE = 44;
var LEAST_BAR = 13;
var LONG = DAY + 120;
var first = (mark) => mark.begins ?? mark.ends;
var last = (mark) => mark.ends ?? mark.begins;
function layout(marks, scale, width, top, bottom) {
  const dots = [];
  const bars2 = [];
  for (const mark of marks) {
    const placed = place(mark, scale);
    if (placed.x + placed.width < -20 || placed.x > width + 20) continue;
    (placed.bar ? bars2 : dots).push(placed);
  }
  const height = bottom - top;
  const below = bars2.length ? dots.length ? Math.min(height * 0.45, 70) : height : 0;
  const used = rows(bars2, bottom - below, bottom, dots.length > 0 || height > 60);
  stack(dots, top, bottom - (dots.length ? used : 0) - (bars2.length ? 3 : 0));
  return [...bars2, ...dots];
}
function place(mark, scale) {
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
function rows(bars2, top, bottom, hang) {
  const free = [];
  const row_of = bars2.map((bar) => {
    const found = free.findIndex((end) => end <= bar.x);
    const row = found < 0 ? free.length : found;
    free[row] = bar.x + bar.width + 1;
    return row;
  });
  const most = Math.max(1, Math.floor((bottom - top) / 3));
  const count2 = Math.min(free.length, most);
  const step = Math.min(9, (bottom - top) / Math.max(count2, 1));
  const start = hang ? bottom - count2 * step : top + (bottom - top - count2 * step) / 2;
  bars2.forEach((bar, n) => {
    bar.height = Math.max(2, step - 1.5);
    bar.y = start + (row_of[n] % most + 0.5) * step;
  });
  return count2 * step;
}
function stack(dots, top, base) {
  const room = Math.max(base - top, SMALLEST_DOT);
  let size = Math.min(WIDEST_DOT, room);
  let stacks = columns(dots, size);
  while (size > SMALLEST_DOT && highest2(stacks) * size > room) stacks = columns(dots, size -= 1);
  const step = Math.min(size, (room - size) / Math.max(highest2(stacks) - 1, 1));
  for (const column of stacks) {
    column.sort((a, b) => a.mark.family - b.mark.family || first(a.mark) - first(b.mark));
    const x = column.reduce((sum, dot) => sum + dot.x, 0) / column.length;
    column.forEach((dot, n) => Object.assign(dot, { x, y: base - size / 2 - n * step, width: size - 0.6, height: size - 0.6 }));
  }
}
function columns(dots, size) {
  const found = [];
  let begun = -Infinity;
  for (const dot of [...dots].sort((a, b) => a.x - b.x)) {
    if (dot.x - begun >= size) {
      found.push([]);
      begun = dot.x;
    }
    found[found.length - 1].push(dot);
  }
  return found;
}
var highest2 = (stacks) => stacks.reduce((most, column) => Math.max(most, column.length), 0);

// src/chart.ts
var PLAIN = 128;
var LANED = 226;
var AXIS = 38;
var MOVED = 4;
var EDGE = 3;
var Chart = class {
  constructor(timeline) {
    this.timeline = timeline;
    this.picture.append(this.defs, this.back, this.counts, this.marks, this.axis);
    const label = _("Timeline. Plus and minus zoom, 0 shows all, Tab goes to the events.");
    this.element = html("div", { class: "chart", tabindex: 0, role: "group", "aria-label": label }, this.picture, this.names, this.note);
    const { element } = this;
    element.addEventListener("wheel", this.wheel, { passive: false });
    element.addEventListener("pointerdown", this.press);
    element.addEventListener("pointermove", this.move);
    element.addEventListener("pointerup", this.release);
    element.addEventListener("pointercancel", this.release);
    element.addEventListener("pointerleave", () => timeline.tooltip.hide());
    element.addEventListener("dblclick", (event) => event.target.closest(".mark") || timeline.reset());
    element.addEventListener("focusin", (event) => this.focused(event.target));
    element.addEventListener("focusout", () => timeline.tooltip.hide());
  }
  timeline;
  element;
  picture = svg("svg", { role: "group", "aria-label": _("Events in view") });
  defs = svg("defs");
  back = svg("g", { "aria-hidden": "true" });
  counts = svg("g", { "aria-hidden": "true" });
  marks = svg("g");
  axis = svg("g", { "aria-hidden": "true" });
  names = html("div", { class: "names" });
  note = html("div", { class: "note" });
  nodes = /* @__PURE__ */ new Map();
  dressed = /* @__PURE__ */ new WeakMap();
  order = [];
  faded = null;
  tabbed = null;
  pointers = /* @__PURE__ */ new Map();
  drag = null;
  // ---- scales --------------------------------------------------------------------------------------------------
  get room() {
    return this.timeline.width - this.timeline.gutter;
  }
  x = (at) => {
    const [from, to] = this.timeline.view;
    return (at - from) / (to - from) * this.room;
  };
  at(x) {
    const [from, to] = this.timeline.view;
    return from + x / this.room * (to - from);
  }
  get height() {
    return this.timeline.data.lanes === "none" ? PLAIN : LANED;
  }
  // ---- drawing -------------------------------------------------------------------------------------------------
  draw() {
    const { width, gutter } = this.timeline;
    set(this.picture, { width, height: this.height + AXIS, viewBox: `${-gutter} 0 ${width} ${this.height + AXIS}` });
    this.draw_back();
    this.draw_counts();
    this.draw_marks();
    this.draw_names();
    if (this.faded !== this.timeline.data) this.fades();
    this.note.textContent = this.noted();
  }
  noted() {
    const { data } = this.timeline;
    if (data.rows.some((row) => row.bins)) return _("Bars count events. Zoom in to see each.");
    if (this.nodes.size) return "";
    return data.total ? _("No event in this stretch.") : _("None of these events has a date.");
  }
  lane(n) {
    const height = this.height / this.timeline.data.rows.length;
    return [n * height + EDGE, (n + 1) * height - EDGE];
  }
  draw_back() {
    const { view, window: window2, data } = this.timeline;
    const { fine, above } = ticks(view, this.room);
    const bottom = this.height;
    const band = window2 ? [this.x(Math.max(window2[0], view[0])), this.x(Math.min(window2[1], view[1]))] : null;
    const shade = band && band[1] > band[0] ? [svg("rect", { class: "band", x: band[0], y: 0, width: band[1] - band[0], height: bottom })] : [];
    const lines = fine.map(({ at }) => svg("line", { class: "grid", x1: this.x(at), x2: this.x(at), y1: 0, y2: bottom }));
    const strong = above.slice(1).map(({ at }) => svg("line", { class: "grid strong", x1: this.x(at), x2: this.x(at), y1: 0, y2: bottom + AXIS }));
    const parted = data.rows.slice(1).map((_row, n) => {
      const y = (n + 1) * bottom / data.rows.length;
      return svg("line", { class: "grid", x1: -this.timeline.gutter, x2: this.room, y1: y, y2: y });
    });
    this.back.replaceChildren(...shade, ...lines, ...parted, ...strong);
    const base = svg("line", { class: "base", x1: 0, x2: this.room, y1: bottom + 0.5, y2: bottom + 0.5 });
    const labels = fine.filter(({ at, text }) => this.x(at) > text.length * 3 && this.x(at) < this.room - text.length * 3).map(({ at, text }) => svg("text", { class: "tick", x: this.x(at), y: bottom + 16 }, text));
    this.axis.replaceChildren(base, ...labels, ...this.labels_above(above));
  }
  /** The row below the ticks: what they are parts of, the first one kept at the left edge. */
  labels_above(above) {
    return above.flatMap(({ at, text }, n) => {
      const x = Math.max(this.x(at), 0) + 4;
      const next = above[n + 1] ? this.x(above[n + 1].at) : this.room;
      const fits = x + text.length * 6.5 < next + (above[n + 1] ? 0 : 4);
      return fits ? [svg("text", { class: "tick above", x, y: this.height + 32 }, text)] : [];
    });
  }
  draw_counts() {
    const { data, window: window2 } = this.timeline;
    const most = Math.max(...data.rows.map((row) => row.bins ? highest(row.bins) : 1));
    const drawn = data.rows.flatMap(({ bins }, n) => {
      const [top, bottom] = this.lane(n);
      return bins ? bars(bins, data, window2, this.x, bottom, bottom - top - 2, most) : [];
    });
    this.counts.replaceChildren(...drawn);
  }
  draw_marks() {
    const { data } = this.timeline;
    const kept = /* @__PURE__ */ new Set();
    this.order = [];
    data.rows.forEach((_row, n) => {
      const [top, bottom] = this.lane(n);
      const held = data.marks.filter((mark) => mark.lanes.includes(n));
      for (const placed of layout(held, this.x, this.room, top, bottom)) {
        const key = `${placed.mark.id} ${n}`;
        kept.add(key);
        this.order.push(this.draw_mark(key, placed));
      }
    });
    const lost = [...this.nodes].filter(([key]) => !kept.has(key));
    for (const [key, node] of lost) {
      if (node.matches(":focus")) this.element.focus({ preventScroll: true });
      node.remove();
      this.nodes.delete(key);
    }
    this.order.sort((a, b) => Number(a.dataset.at) - Number(b.dataset.at));
    if (!this.tabbed || !this.nodes.has(this.tabbed)) this.tabbed = this.order[0]?.dataset.key ?? null;
    for (const [key, node] of this.nodes) set(node, { tabindex: key === this.tabbed ? 0 : -1 });
  }
  draw_mark(key, placed) {
    const { mark, bar, x, y, width, height } = placed;
    const node = this.nodes.get(key) ?? this.make(key);
    if (this.dressed.get(node) !== mark) this.dress(node, mark);
    const { data, window: window2 } = this.timeline;
    const faded = placed.fade_in || placed.fade_out;
    const names = ["mark", bar ? "stretch" : "dot", mark.soft && "soft", mark.hollow && "hollow", faded && "open-ended"];
    if (outside(mark, window2)) names.push("out");
    if (mark.id === data.chosen) names.push("chosen");
    set(node, { class: names.filter(Boolean).join(" ") });
    const shape = node.firstElementChild;
    const left = bar ? x : x - width / 2;
    const from = Math.max(left, -40);
    const to = Math.min(left + width, this.room + 40);
    set(shape, { x: from, y: y - height / 2, width: Math.max(to - from, 1), height, rx: bar ? Math.min(height / 2, 3) : width / 2 });
    const out = names.includes("out") ? "out" : mark.family;
    const fill2 = faded ? `url("#${placed.fade_in ? "in" : "out"}-${out}")` : "";
    if (shape.style.fill !== fill2) shape.style.fill = fill2;
    return node;
  }
  /** What does not move with the view. */
  dress(node, mark) {
    const { data } = this.timeline;
    const open = mark.id === data.chosen ? "true" : null;
    set(node, { "aria-label": said(mark), "aria-current": open, "data-at": mark.begins ?? mark.ends });
    node.style.setProperty("--colour", data.families[mark.family].colour);
    this.dressed.set(node, mark);
  }
  make(key) {
    const node = svg("g", { role: "button", "data-key": key, "data-id": key.slice(0, key.lastIndexOf(" ")) }, svg("rect"));
    this.nodes.set(key, node);
    this.marks.append(node);
    return node;
  }
  /** Gradients for ends that are not known. */
  fades() {
    const { families } = this.faded = this.timeline.data;
    const colours = [...families.map((family, n) => [String(n), family.colour]), ["out", "var(--grey)"]];
    const fade = (id, colour, from, to) => svg(
      "linearGradient",
      { id },
      svg("stop", { offset: 0, style: `stop-color: ${colour}`, "stop-opacity": from }),
      svg("stop", { offset: 1, style: `stop-color: ${colour}`, "stop-opacity": to })
    );
    this.defs.replaceChildren(...colours.flatMap(([id, colour]) => [fade(`in-${id}`, colour, 0, 0.9), fade(`out-${id}`, colour, 0.9, 0)]));
  }
  draw_names() {
    const { data, gutter } = this.timeline;
    this.names.hidden = !gutter;
    if (!gutter) return;
    this.names.style.width = `${gutter - 10}px`;
    this.names.replaceChildren(...data.rows.map((row, n) => this.name(row, n)));
  }
  name(row, n) {
    const height = this.height / this.timeline.data.rows.length;
    const label = html("div", { class: "name", title: _("{name}: {n} in view", { name: row.name, n: count(row.count) }) });
    label.append(html("span", { dir: "auto" }, row.name), html("small", {}, count(row.count)));
    Object.assign(label.style, { top: `${n * height}px`, height: `${height}px` });
    if (this.timeline.data.lanes === "type") {
      const family = this.timeline.data.families.find((each) => each.name === row.name);
      label.style.setProperty("--colour", family?.colour ?? "transparent");
      label.classList.add("coloured");
    }
    return label;
  }
  // ---- pointer -------------------------------------------------------------------------------------------------
  local(event) {
    return event.clientX - this.element.getBoundingClientRect().left - this.timeline.gutter;
  }
  wheel = (event) => {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : 1;
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) this.shift(event.deltaX * lines * this.span / this.room);
    else this.timeline.zoom(Math.exp(Math.max(-300, Math.min(300, event.deltaY * lines)) * 2e-3), this.at(this.local(event)));
  };
  get span() {
    return this.timeline.view[1] - this.timeline.view[0];
  }
  shift(by) {
    const [from, to] = this.timeline.view;
    this.timeline.look([from + by, to + by]);
  }
  press = (event) => {
    if (event.button > 0) return;
    this.pointers.set(event.pointerId, this.local(event));
    const mark = event.target.closest(".mark")?.dataset.id ?? null;
    const [a, b] = [...this.pointers.values()];
    const apart = b === void 0 ? 0 : Math.max(Math.abs(a - b), 10);
    this.drag = { from: this.local(event), view: this.timeline.view, moved: apart > 0, mark, apart };
    this.element.setPointerCapture(event.pointerId);
  };
  move = (event) => {
    const x = this.local(event);
    if (!this.drag || !this.pointers.has(event.pointerId)) return this.hover(event, x);
    this.pointers.set(event.pointerId, x);
    if (this.drag.apart) return this.pinch();
    if (Math.abs(x - this.drag.from) > MOVED) this.drag.moved = true;
    if (!this.drag.moved) return;
    const by = (this.drag.from - x) * this.span / this.room;
    const [from, to] = this.drag.view;
    this.element.classList.add("dragged");
    this.timeline.look([from + by, to + by]);
  };
  pinch() {
    const [a, b] = [...this.pointers.values()];
    const { view, apart } = this.drag;
    const factor = apart / Math.max(Math.abs(a - b), 10);
    const share = (a + b) / 2 / this.room;
    const around = view[0] + share * (view[1] - view[0]);
    const span = (view[1] - view[0]) * factor;
    this.timeline.look([around - share * span, around + (1 - share) * span]);
  }
  release = (event) => {
    const { drag } = this;
    this.pointers.delete(event.pointerId);
    this.element.classList.remove("dragged");
    if (this.pointers.size) return;
    this.drag = null;
    if (drag && !drag.moved && drag.mark && event.type === "pointerup") this.timeline.pick(drag.mark);
  };
  hover(event, x) {
    const mark = event.target.closest(".mark");
    if (mark) return this.tell(mark, x + this.timeline.gutter);
    const y = event.clientY - this.element.getBoundingClientRect().top;
    const row = this.timeline.data.rows[Math.floor(y / this.height * this.timeline.data.rows.length)];
    if (!row?.bins || event.pointerType === "touch") return this.timeline.tooltip.hide();
    const bin = Math.floor((this.at(x) - row.bins.begin) / row.bins.step);
    const n = totals(row.bins).get(bin);
    if (!n) return this.timeline.tooltip.hide();
    const from = row.bins.begin + bin * row.bins.step;
    const name = row.name ? `${row.name}, ` : "";
    const events = _n("{n} event", "{n} events", n);
    const words2 = `${name}${say_span([from, from + row.bins.step])}: ${events}`;
    this.timeline.tooltip.text(words2, x + this.timeline.gutter, this.element.offsetTop + y - 4);
  }
  // ---- focus ---------------------------------------------------------------------------------------------------
  focused(target) {
    const mark = target.closest(".mark");
    if (!mark || !mark.matches(":focus-visible")) return;
    this.tabbed = mark.dataset.key;
    const box = mark.getBoundingClientRect();
    this.tell(mark, box.left + Math.min(box.width / 2, 100) - this.element.getBoundingClientRect().left);
  }
  tell(node, x) {
    const mark = this.timeline.data.marks.find((each) => each.id === node.dataset.id);
    if (!mark) return;
    const top = node.getBoundingClientRect().top - this.element.getBoundingClientRect().top + this.element.offsetTop;
    this.timeline.tooltip.event(mark, this.timeline.data.families[mark.family].colour, x, top);
  }
  focus_next(node, way) {
    const next = this.order[this.order.indexOf(node) + way];
    if (!next) return;
    set(node, { tabindex: -1 });
    set(next, { tabindex: 0 });
    this.tabbed = next.dataset.key;
    next.focus({ preventScroll: true });
  }
};
function outside({ begins, ends }, window2) {
  return !!window2 && !((begins === null || begins < window2[1]) && (ends === null || ends > window2[0]));
}
function said(mark) {
  const doubted = mark.hollow ? _("not said to have happened") : null;
  return [mark.what ?? _("Event"), mark.parties, mark.when, mark.place, mark.kind, doubted].filter(Boolean).join(", ");
}

// src/player.ts
var LENGTHS = {
  [N_("Hour")]: { unit: "hour", n: 1 },
  [N_("Day")]: { unit: "day", n: 1 },
  [N_("Week")]: { unit: "day", n: 7 },
  [N_("Month")]: { unit: "month", n: 1 },
  [N_("Quarter")]: { unit: "month", n: 3 },
  [N_("Year")]: { unit: "year", n: 1 },
  [N_("Decade")]: { unit: "year", n: 10 },
  [N_("Century")]: { unit: "year", n: 100 },
  [N_("Millennium")]: { unit: "year", n: 1e3 }
};
var BRUSHED = N_("As brushed");
var MODES = { sliding: N_("Sliding"), cumulative: N_("Cumulative") };
var SPEEDS = [1, 2, 4];
var BEAT = 1e3;
var SOON = 50;
var FEWEST = 12;
var Player = class {
  constructor(timeline) {
    this.timeline = timeline;
  }
  timeline;
  mode = "sliding";
  speed = 1;
  playing = false;
  asked = null;
  timer = 0;
  /** The lengths that make sense for what there is. */
  get lengths() {
    const [first2, last2] = this.ends;
    const fit = Object.keys(LENGTHS).filter((name) => {
      const steps = (last2 - first2) / minutes(LENGTHS[name]);
      return steps >= 2 && steps <= 3e3;
    });
    return fit.length ? fit : ["Day"];
  }
  get length() {
    if (this.asked && (this.asked === BRUSHED || this.lengths.includes(this.asked))) return this.asked;
    const [first2, last2] = this.ends;
    const fit = this.lengths.filter((name) => (last2 - first2) / minutes(LENGTHS[name]) >= FEWEST);
    return fit[fit.length - 1] ?? this.lengths[0];
  }
  set_length(name) {
    this.asked = name;
    const { window: window2 } = this.timeline;
    if (window2 && name !== BRUSHED && this.mode === "sliding") this.timeline.brush(this.of(window2[0]));
    this.timeline.draw();
  }
  set_mode(mode) {
    this.mode = mode;
    const { window: window2 } = this.timeline;
    if (window2 && mode === "cumulative") this.timeline.brush([this.start, window2[1]]);
    this.timeline.draw();
  }
  /** A window that the user drew keeps its length when it is moved. */
  drawn() {
    if (this.mode === "sliding") this.asked = BRUSHED;
  }
  /** First and last moment of all events. */
  get ends() {
    return this.timeline.data.ends ?? this.timeline.data.extent;
  }
  get stride() {
    const { window: window2 } = this.timeline;
    if (this.length === BRUSHED && window2) return { unit: "minute", n: window2[1] - window2[0] };
    return LENGTHS[this.length === BRUSHED ? this.lengths[0] : this.length];
  }
  get start() {
    return this.length === BRUSHED ? this.ends[0] : floor(this.ends[0], this.stride);
  }
  of(at) {
    const from = floor(at, this.stride);
    return [from, floor(add(from, this.stride) + (this.stride.unit === "year" ? 6e4 : 0), this.stride)];
  }
  /** The window so many steps on, or null where there is nothing more. */
  next(times) {
    const { window: window2 } = this.timeline;
    const [first2, last2] = this.ends;
    if (!window2) return times > 0 ? this.of(first2) : this.of(last2 - 1);
    if (times > 0 ? window2[1] >= last2 : this.mode === "sliding" ? window2[0] <= first2 : window2[1] <= first2) return null;
    if (this.mode === "cumulative") {
      const to = this.length === BRUSHED ? window2[1] : times > 0 ? window2[1] : window2[1] - 1;
      const piece = this.of(times > 0 ? to : floor(to, this.stride) - 1);
      return piece[1] > this.start ? [this.start, piece[1]] : null;
    }
    if (this.length === BRUSHED) return [window2[0] + times * this.stride.n, window2[1] + times * this.stride.n];
    return this.of(times > 0 ? this.of(window2[0])[1] : floor(window2[0], this.stride) - 1);
  }
  step(times) {
    const next = this.next(times);
    if (next) this.timeline.brush(next);
    else this.stop();
  }
  to_end(end) {
    const [first2, last2] = this.ends;
    const { window: window2 } = this.timeline;
    if (this.mode === "cumulative") return this.timeline.brush([this.start, this.of(end === "first" ? first2 : last2 - 1)[1]]);
    if (this.length === BRUSHED && window2) {
      const from = end === "first" ? first2 : last2 - this.stride.n;
      return this.timeline.brush([from, from + this.stride.n]);
    }
    this.timeline.brush(this.of(end === "first" ? first2 : last2 - 1));
  }
  toggle() {
    if (this.playing) return this.stop();
    this.playing = true;
    const { window: window2 } = this.timeline;
    if (!window2 || window2[1] >= this.ends[1]) this.to_end("first");
    this.timeline.draw();
    this.wait();
  }
  wait() {
    this.timer = window.setTimeout(() => this.timeline.once_answered(() => this.beat()), BEAT / this.speed);
  }
  beat() {
    if (!this.playing) return;
    if (drawing()) {
      this.timer = window.setTimeout(() => this.beat(), SOON);
      return;
    }
    this.step(1);
    if (this.playing) this.wait();
  }
  stop() {
    this.playing = false;
    clearTimeout(this.timer);
    this.timeline.draw();
  }
};
function drawing() {
  const state = document.querySelector("[data-test-script-state]")?.getAttribute("data-test-script-state");
  return state === "running" || state === "rerunRequested";
}

// src/controls.ts
var ICONS = {
  play: "M8 5v14l11-7z",
  pause: "M6 19h4V5H6zm8-14v14h4V5z",
  back: "M6 6h2v12H6zm3.5 6l8.5 6V6z",
  on: "M6 18l8.5-6L6 6zM16 6v12h2V6z",
  near: "M19 13h-6v6h-2v-6H5v-2h6V5h2v6h6z",
  far: "M19 13H5v-2h14z",
  all: "M15 3l2.3 2.3-2.9 2.9 1.4 1.4 2.9-2.9L21 9V3zM3 9l2.3-2.3 2.9 2.9 1.4-1.4-2.9-2.9L9 3H3zm6 12l-2.3-2.3 2.9-2.9-1.4-1.4-2.9 2.9L3 15v6zm12-6l-2.3 2.3-2.9-2.9-1.4 1.4 2.9 2.9L15 21h6z",
  tune: "M3 17v2h6v-2zM3 5v2h10V5zm10 16v-2h8v-2h-8v-2h-2v6zM7 9v2H3v2h4v2h2V9zm14 4v-2H11v2zm-6-4h2V7h4V5h-4V3h-2z",
  clear: "M19 6.4L17.6 5 12 10.6 6.4 5 5 6.4l5.6 5.6L5 17.6 6.4 19l5.6-5.6 5.6 5.6 1.4-1.4-5.6-5.6z"
};
var LANES = [
  ["none", N_("None")],
  ["type", N_("Type")],
  ["actor", N_("Actor")],
  ["place", N_("Place")]
];
var ROOMY = 860;
var Controls = class {
  constructor(timeline) {
    this.timeline = timeline;
    const { player } = timeline;
    this.clear = button(_("Clear the window (Esc)"), ICONS.clear, () => timeline.brush(null));
    this.play = button(_("Play (Space)"), ICONS.play, () => player.toggle());
    this.speed = select(_("Speed"), (value) => player.speed = Number(value));
    this.mode = select(_("Window"), (value) => player.set_mode(value));
    this.length = select(_("Length"), (value) => player.set_length(value));
    this.lanes = select(_("Lanes"), (value) => timeline.show_lanes(value));
    this.reset = button(_("Show all (0)"), ICONS.all, () => timeline.reset());
    this.how = group(_("How it plays"), this.mode.box, this.length.box, this.speed.box);
    this.how.classList.add("how");
    this.tune = button(_("More controls"), ICONS.tune, () => {
      this.tuning = !this.tuning;
      timeline.draw();
    });
    options(this.speed.list, SPEEDS.map((n) => [String(n), `${n}×`]), "1");
    this.element = html(
      "div",
      { class: "controls" },
      html("div", { class: "said" }, this.status, this.clear),
      group(
        _("Steps"),
        button(_("Step back (←)"), ICONS.back, () => player.step(-1)),
        this.play,
        button(_("Step forward (→)"), ICONS.on, () => player.step(1)),
        this.tune
      ),
      this.how,
      this.lanes.box,
      group(
        _("Zoom"),
        button(_("Zoom out (−)"), ICONS.far, () => timeline.zoom(2)),
        button(_("Zoom in (+)"), ICONS.near, () => timeline.zoom(0.5)),
        this.reset
      )
    );
  }
  timeline;
  element;
  window = html("strong", {});
  number = html("span", {});
  status = html("div", { class: "status", role: "status" }, this.window, " ", this.number);
  clear;
  play;
  speed;
  mode;
  length;
  lanes;
  reset;
  how;
  tune;
  tuning = false;
  draw() {
    const { player, data, part, window: window2, awaited } = this.timeline;
    say(this.window, window2 ? say_span(window2) : _("All dates"));
    const told = [_n("{n} event", "{n} events", data.inside)];
    if (window2) told.push(" ", _("of {n}", { n: count(data.total) }));
    else if (data.undated) told.push(" · ", _("{n} without a date", { n: count(data.undated) }));
    say(this.number, awaited.window.waiting ? "" : ["· ", ...told].join(""));
    set(this.status, { "aria-live": player.playing ? "off" : "polite" });
    this.clear.style.visibility = window2 ? "visible" : "hidden";
    const play = player.playing ? _("Pause (Space)") : _("Play (Space)");
    set(this.play, { "aria-label": play, title: play });
    this.play.querySelector("path").setAttribute("d", player.playing ? ICONS.pause : ICONS.play);
    options(this.mode.list, translated(Object.entries(MODES)), player.mode);
    const lengths = player.length === BRUSHED ? [BRUSHED, ...player.lengths] : player.lengths;
    options(this.length.list, translated(lengths.map((name) => [name, name])), player.length);
    options(this.lanes.list, translated(LANES), data.lanes);
    this.reset.disabled = part === null;
    this.tune.hidden = this.timeline.width >= ROOMY;
    this.how.hidden = !this.tuning && !this.tune.hidden;
    set(this.tune, { "aria-expanded": String(this.tuning) });
  }
};
var translated = (choices) => choices.map(([value, text]) => [value, _(text)]);
function say(element, words2) {
  if (element.textContent !== words2) element.textContent = words2;
}
function group(label, ...children) {
  return html("div", { role: "group", "aria-label": label }, ...children);
}

// src/histogram.ts
var HEIGHT = 46;
var MOVED2 = 4;
var SNAPS = [
  { unit: "year", n: 10 },
  { unit: "year", n: 1 },
  { unit: "month", n: 1 },
  { unit: "day", n: 1 },
  { unit: "hour", n: 1 }
];
var Histogram = class {
  constructor(timeline) {
    this.timeline = timeline;
    this.element = html(
      "div",
      { class: "histogram", tabindex: 0, role: "group", "aria-label": _("All events over time. Drag to choose a window; the arrow keys step it, Space plays, Escape clears.") },
      this.picture,
      this.shown,
      this.brush
    );
    this.element.addEventListener("pointerdown", this.press);
    this.element.addEventListener("pointermove", this.move);
    this.element.addEventListener("pointerup", this.release);
    this.element.addEventListener("pointercancel", this.abandon);
    this.element.addEventListener("pointerleave", () => this.timeline.tooltip.hide());
    this.element.addEventListener("dblclick", () => this.timeline.brush(null));
    for (const end of ["begin", "end"])
      this.handles[end].addEventListener("keydown", (event) => this.nudge(event, end));
  }
  timeline;
  element;
  picture = svg("svg", { height: HEIGHT + 16, "aria-hidden": "true" });
  handles = { begin: handle(_("Begin of the window")), end: handle(_("End of the window")) };
  labels = svg("g");
  brush = html("div", { class: "brush" }, this.handles.begin, this.handles.end);
  shown = html("div", { class: "shown-part" });
  drag = null;
  get dragging() {
    return this.drag !== null;
  }
  get plot() {
    return [this.timeline.gutter, this.timeline.width];
  }
  x = (at) => {
    const [begin, end] = this.timeline.data.extent;
    const [left, right] = this.plot;
    return left + (at - begin) / (end - begin) * (right - left);
  };
  at(x) {
    const [begin, end] = this.timeline.data.extent;
    const [left, right] = this.plot;
    return Math.min(Math.max(begin + (x - left) / (right - left) * (end - begin), begin), end);
  }
  // ---- drawing -------------------------------------------------------------------------------------------------
  draw() {
    const { data, width, window: window2 } = this.timeline;
    set(this.picture, { width, viewBox: `0 0 ${width} ${HEIGHT + 16}` });
    const [left, right] = this.plot;
    const line2 = svg("line", { class: "base", x1: left, x2: right, y1: HEIGHT + 0.5, y2: HEIGHT + 0.5 });
    const drawn = bars(data.histogram, data, window2, this.x, HEIGHT, HEIGHT - 4, highest(data.histogram));
    this.labels.replaceChildren(...this.years());
    this.picture.replaceChildren(...drawn, line2, this.labels);
    this.draw_brush(window2);
  }
  /** Which part is in view, where that is not all. */
  draw_view() {
    const { data, part } = this.timeline;
    this.shown.hidden = !part;
    set(this.labels, { visibility: part ? "visible" : "hidden" });
    if (part) place2(this.shown, this.x(Math.max(part[0], data.extent[0])), this.x(Math.min(part[1], data.extent[1])), 4);
  }
  /** The years below, where those of the view are others. */
  years() {
    const [left, right] = this.plot;
    const { fine, above } = ticks(this.timeline.data.extent, right - left);
    const begun = new Map(above.map(({ at, text }) => [at, text]));
    return fine.filter(({ at }) => this.x(at) > left + 20 && this.x(at) < right - 20).map(({ at, text }) => svg("text", { class: "tick", x: this.x(at), y: HEIGHT + 14 }, begun.get(at) ?? text));
  }
  draw_brush(window2) {
    this.brush.hidden = !window2;
    if (!window2) return;
    const [left, right] = this.plot;
    const clamp = (x) => Math.min(Math.max(x, left), right);
    place2(this.brush, clamp(this.x(window2[0])), clamp(this.x(window2[1])), 2);
    const [begin, end] = this.timeline.data.extent;
    for (const [name, value] of [["begin", window2[0]], ["end", window2[1]]])
      set(this.handles[name], {
        "aria-valuemin": begin,
        "aria-valuemax": Math.max(end, value),
        "aria-valuenow": value,
        "aria-valuetext": say_span([value, value + 1]).split(" – ")[0].replace(", 00:00", "")
      });
  }
  // ---- the brush -----------------------------------------------------------------------------------------------
  local(event) {
    return event.clientX - this.element.getBoundingClientRect().left;
  }
  press = (event) => {
    if (event.button > 0) return;
    const target = event.target;
    const grip = target === this.handles.begin ? "begin" : target === this.handles.end ? "end" : target === this.brush ? "whole" : "new";
    const x = this.local(event);
    this.drag = { grip, from: x, at: this.at(x), window: this.timeline.window, moved: false };
    this.element.setPointerCapture(event.pointerId);
    this.timeline.player.stop();
  };
  move = (event) => {
    const x = this.local(event);
    if (!this.drag) return this.hover(x, event);
    if (Math.abs(x - this.drag.from) > MOVED2) this.drag.moved = true;
    if (!this.drag.moved) return;
    this.timeline.tooltip.hide();
    this.timeline.window = this.dragged(this.at(x));
    this.timeline.draw();
  };
  dragged(at) {
    const { grip, at: from, window: window2 } = this.drag;
    if (grip === "new" || !window2) return ordered(this.snap(from), this.snap(at), this.unit);
    if (grip === "begin") return ordered(this.snap(at), window2[1], this.unit);
    if (grip === "end") return ordered(window2[0], this.snap(at), this.unit);
    const begin = this.snap(window2[0] + at - from);
    return [begin, begin + window2[1] - window2[0]];
  }
  release = () => {
    const drag = this.drag;
    this.drag = null;
    if (!drag?.moved) return;
    const { window: window2 } = this.timeline;
    this.timeline.window = drag.window;
    this.timeline.brush(window2);
    this.timeline.player.drawn();
  };
  abandon = () => {
    if (this.drag) this.timeline.window = this.drag.window;
    this.drag = null;
    this.timeline.draw();
  };
  nudge(event, end) {
    const way = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    const { window: window2 } = this.timeline;
    if (!way || !window2) return;
    event.preventDefault();
    event.stopPropagation();
    const by = way * Math.max(minutes(this.unit) * 1.02, 1);
    const to = (at) => nearest(at + by, this.unit);
    const moved = end === "begin" ? [to(window2[0]), window2[1]] : [window2[0], to(window2[1])];
    if (moved[0] >= moved[1]) return;
    this.timeline.brush(moved);
    this.timeline.player.drawn();
  }
  /** Windows begin and end where calendars do: with the largest unit that takes no more than a few pixels. */
  get unit() {
    const [left, right] = this.plot;
    const [begin, end] = this.timeline.data.extent;
    const few = (end - begin) / (right - left) * 5;
    return SNAPS.find((stride) => minutes(stride) <= few) ?? { unit: "minute", n: few > HOUR ? DAY : 15 };
  }
  snap(at) {
    return nearest(at, this.unit);
  }
  hover(x, event) {
    const { histogram } = this.timeline.data;
    const bin = Math.floor((this.at(x) - histogram.begin) / histogram.step);
    const n = totals(histogram).get(bin);
    if (!n || event.pointerType === "touch" || x < this.plot[0]) return this.timeline.tooltip.hide();
    const from = histogram.begin + bin * histogram.step;
    const events = _n("{n} event", "{n} events", n);
    const words2 = `${say_span([from, from + histogram.step])}: ${events}`;
    this.timeline.tooltip.text(words2, x, this.element.offsetTop + HEIGHT + 54);
  }
};
function handle(label) {
  return html("div", { class: "handle", role: "slider", tabindex: 0, "aria-label": label, "aria-orientation": "horizontal", "aria-valuenow": 0 });
}
function place2(element, left, right, least) {
  element.style.left = `${left}px`;
  element.style.width = `${Math.max(right - left, least)}px`;
}
function ordered(a, b, unit) {
  const [from, to] = a <= b ? [a, b] : [b, a];
  return to > from ? [from, to] : [from, nearest(from + minutes(unit) * 1.02, unit)];
}

// src/keys.ts
var Keys = class {
  constructor(timeline, chart) {
    this.timeline = timeline;
    this.chart = chart;
  }
  timeline;
  chart;
  press = (event) => {
    const target = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest("select")) return;
    if ((event.key === " " || event.key === "Enter") && target.closest("button")) return;
    if (this.act(event.key, target)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  act(key, target) {
    const { timeline } = this;
    const { player } = timeline;
    const mark = target.closest(".mark");
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
  on_mark(key, mark) {
    if (key === "Enter") this.timeline.pick(mark.dataset.id);
    else if (key === "ArrowLeft" || key === "ArrowUp") this.chart.focus_next(mark, -1);
    else if (key === "ArrowRight" || key === "ArrowDown") this.chart.focus_next(mark, 1);
    else return false;
    return true;
  }
  escape() {
    this.timeline.player.stop();
    this.timeline.tooltip.hide();
    this.timeline.brush(null);
  }
};

// src/table.ts
var LINES = 40;
function table(data) {
  const { begin, step, counts } = data.histogram;
  const bins = counts.length ? counts[counts.length - 1][0] + 1 : 0;
  const each = Math.max(1, Math.ceil(bins / LINES));
  const sums = /* @__PURE__ */ new Map();
  for (const [bin, , n] of counts) sums.set(Math.floor(bin / each), (sums.get(Math.floor(bin / each)) ?? 0) + n);
  const rows2 = [...sums].map(([n, events]) => {
    const from = begin + n * each * step;
    return html("tr", {}, html("th", { scope: "row" }, say_span([from, from + each * step])), html("td", {}, count(events)));
  });
  return html(
    "table",
    {},
    html("caption", {}, _("Events over time")),
    html("thead", {}, html("tr", {}, html("th", { scope: "col" }, _("When")), html("th", { scope: "col" }, _("Events")))),
    html("tbody", {}, ...rows2)
  );
}

// src/tooltip.ts
var Tooltip = class {
  constructor(root) {
    this.root = root;
  }
  root;
  element = html("div", { class: "tooltip", "aria-hidden": "true" });
  event(mark, colour, x, y) {
    const who = mark.parties ? [line("who", mark.parties)] : [];
    const where = [mark.when, mark.place].filter(Boolean).join(" · ");
    const doubted = mark.hollow && _("not said to have happened");
    const reports = Number(mark.reports) > 1 && _n("{n} report", "{n} reports", Number(mark.reports));
    const kind = line("kind", [mark.kind, doubted, reports].filter(Boolean).join(" · "));
    kind.style.setProperty("--colour", colour);
    this.show([line("what", mark.what ?? _("Event")), ...who, line("where", where), kind], x, y);
  }
  text(words2, x, y) {
    this.show([line("where", words2)], x, y);
  }
  show(lines, x, y) {
    this.element.replaceChildren(...lines);
    this.element.classList.add("shown");
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const left = Math.min(Math.max(x - width / 2, 0), Math.max(this.root.clientWidth - width, 0));
    this.element.style.transform = `translate(${left}px, ${y - height - 12}px)`;
  }
  hide() {
    this.element.classList.remove("shown");
  }
};
function line(name, words2) {
  return html("div", { class: name, dir: "auto" }, words2);
}

// src/timeline.ts
var NEAREST = 240;
var CALM = 500;
var Timeline = class {
  constructor(root) {
    this.root = root;
    this.tooltip = new Tooltip(root);
    this.controls = new Controls(this);
    this.histogram = new Histogram(this);
    this.chart = new Chart(this);
    const parts2 = [this.controls, this.histogram, this.chart].map((part) => part.element);
    root.replaceChildren(...parts2, this.list, this.tooltip.element);
    root.addEventListener("keydown", new Keys(this, this.chart).press);
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(root);
  }
  root;
  report = () => {
  };
  data;
  view = [0, 1];
  window = null;
  width = 0;
  awaited = { view: new Awaited(), window: new Awaited() };
  player = new Player(this);
  tooltip;
  controls;
  histogram;
  chart;
  list = html("div", { class: "unseen" });
  observer;
  drawing = 0;
  stale = true;
  telling = 0;
  later = [];
  /** New data of the page. */
  take(data) {
    this.data = data;
    const { view, window: window2 } = this.awaited;
    this.view = this.telling ? this.view : view.settle(data.view, this.zoomed) ?? data.home;
    if (!this.histogram.dragging) this.window = window2.settle(data.window, this.window);
    this.list.replaceChildren(table(data));
    this.draw();
    if (!window2.waiting) for (const act of this.later.splice(0)) act();
  }
  /** The view, null where it is the one that is seen at first. */
  get zoomed() {
    return this.data && !same(this.view, this.data.home) ? this.view : null;
  }
  /** The view, null where it is all that there is. */
  get part() {
    return this.data && !same(this.view, this.data.extent) ? this.view : null;
  }
  /** Gutter at the left, where lanes have their names. */
  get gutter() {
    return this.data.rows.length > 1 || this.data.rows[0]?.name ? this.width < 600 ? 84 : 148 : 0;
  }
  /** With the next frame; where only the view has moved, only what moves with it. */
  draw(moved_only = false) {
    this.stale ||= !moved_only;
    cancelAnimationFrame(this.drawing);
    this.drawing = requestAnimationFrame(() => {
      this.width = this.root.clientWidth;
      if (!this.data || !this.width) return;
      this.controls.draw();
      if (this.stale) this.histogram.draw();
      this.histogram.draw_view();
      this.chart.draw();
      this.stale = false;
    });
  }
  // ---- what the user does --------------------------------------------------------------------------------------
  pick(id) {
    this.report("pick", id);
  }
  show_lanes(lanes) {
    this.report("lanes", lanes);
  }
  /** Sets the window and tells the page. */
  brush(window2) {
    const whole = window2 && [Math.round(window2[0]), Math.round(window2[1])];
    if (same(whole, this.window) && !this.awaited.window.waiting) return;
    this.window = whole;
    this.awaited.window.tell(whole);
    this.follow();
    this.report("brush", whole ?? []);
    this.draw();
  }
  /** Calls when the page has answered the last window. */
  once_answered(act) {
    if (this.awaited.window.waiting) this.later.push(act);
    else act();
  }
  /** Where the window is out of a zoomed view, the view goes there. */
  follow() {
    const [window2, view] = [this.window, this.zoomed];
    if (!window2 || !view || window2[0] < view[1] && window2[1] > view[0]) return;
    const shift = (window2[0] + window2[1] - view[0] - view[1]) / 2;
    this.look([view[0] + shift, view[1] + shift]);
  }
  /** Moves the view, kept within all that there is, and tells the page when it has come to rest. */
  look([from, to]) {
    const [begin, end] = this.data.extent;
    const span = Math.min(Math.max(to - from, NEAREST), end - begin);
    const middle = Math.min(Math.max((from + to) / 2, begin + span / 2), end - span / 2);
    this.view = [Math.round(middle - span / 2), Math.round(middle + span / 2)];
    if (span >= end - begin) this.view = [begin, end];
    clearTimeout(this.telling);
    this.telling = window.setTimeout(() => this.tell_view(), CALM);
    this.tooltip.hide();
    this.draw(true);
  }
  zoom(factor, around = (this.view[0] + this.view[1]) / 2) {
    const [from, to] = this.view;
    const span = Math.min(Math.max((to - from) * factor, NEAREST), this.data.extent[1] - this.data.extent[0]);
    const share = (around - from) / (to - from);
    this.look([around - share * span, around + (1 - share) * span]);
  }
  reset() {
    this.look(this.data.extent);
  }
  tell_view() {
    this.telling = 0;
    if (same(this.zoomed, this.data.view) && !this.awaited.view.waiting) return;
    this.awaited.view.tell(this.zoomed);
    this.report("view", this.zoomed ?? []);
  }
  close() {
    this.player.stop();
    clearTimeout(this.telling);
    this.observer.disconnect();
  }
};

// src/index.ts
var made = /* @__PURE__ */ new WeakMap();
function index_default({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".timeline");
  speak(data.locale, data.words);
  root.setAttribute("aria-label", _("Timeline"));
  const timeline = made.get(root) ?? new Timeline(root);
  made.set(root, timeline);
  timeline.report = setTriggerValue;
  timeline.take(data);
  return () => {
    timeline.close();
    made.delete(root);
  };
}
export {
  index_default as default
};
