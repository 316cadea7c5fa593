// Draws events as a list of buttons, those that belong to one below it; a click tells of an event's id as the trigger
// `pick`. Every word is a text node.
function node(tag, name, text) {
  const element = document.createElement(tag);
  element.className = name;
  element.textContent = text;
  if (text) element.dir = "auto";
  return element;
}

function item({ id, colour, hollow, when, what, about, kind, reports, also = [] }, pick) {
  const button = node("button", hollow ? "hollow" : "", "");
  button.type = "button";
  button.title = kind;
  button.style.setProperty("--colour", colour);
  const told = node("span", "about", "");
  told.append(...about.map((text) => node("bdi", "", text)));
  button.append(node("span", "when", when), node("span", "what", what), node("span", "reports", reports), told);
  button.onclick = () => pick(id);
  const line = document.createElement("li");
  line.append(button);
  if (also.length) {
    const below = node("ul", "also", "");
    below.append(...also.map((row) => item(row, pick)));
    line.append(below);
  }
  return line;
}

// Up and down go from one to the next.
function move(event) {
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const next = way && buttons[buttons.indexOf(event.target) + way];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

export default function ({ parentElement, data, setTriggerValue }) {
  const list = parentElement.querySelector(".events");
  list.setAttribute("aria-label", data.label);
  list.replaceChildren(...data.rows.map((row) => item(row, (id) => setTriggerValue("pick", id))));
  list.onkeydown = move;
}
