// Draws an article with the words that were read as events. Every word goes in as a text node, never as markup.
function piece({ text, read, event, at }) {
  const element = document.createElement(read ? "a" : "span");
  element.textContent = text;
  if (read) {
    element.href = `./?event=${encodeURIComponent(event)}`;
    element.target = "_self";
    element.dataset.read = read; // shown beside the words by the style, as plain text
    element.dataset.at = at;
    element.setAttribute("aria-description", read);
  }
  return element;
}

function paragraph(pieces) {
  const element = document.createElement("p");
  element.dir = "auto";
  element.append(...pieces.map(piece));
  return element;
}

// Keeps what is said of a mark within the text: it hangs from the mark's left edge, or from its right one.
function place({ target }) {
  const mark = target.closest?.("a");
  if (!mark) return;
  const text = mark.closest(".text").getBoundingClientRect();
  mark.classList.toggle("late", mark.getBoundingClientRect().left - text.left > text.width / 2);
}

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".text");
  root.lang = data.language ?? "";
  root.replaceChildren(...data.paragraphs.map(paragraph));
  root.onpointerover = root.onfocusin = place;
  const asked = data.at === null ? null : root.querySelector(`a[data-at="${data.at}"]`);
  if (asked && root.dataset.shown !== String(data.at)) {
    root.dataset.shown = data.at; // once, not whenever the page is drawn again
    asked.classList.add("asked");
    asked.scrollIntoView({ block: "center" });
  }
}
