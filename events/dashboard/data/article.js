// Draws an article with the words that were read as events. Every word goes in as a text node, never as markup.
function piece({ text, read, event, at }, open) {
  const element = document.createElement(read ? "a" : "span");
  element.textContent = text;
  if (read) {
    element.href = `./?event=${encodeURIComponent(event)}`;
    element.onclick = (click) => {
      if (click.ctrlKey || click.metaKey || click.shiftKey) return; // into a tab of its own, as the browser has it
      click.preventDefault(); // the page stays, and what it holds
      open(event);
    };
    element.dataset.read = read; // shown beside the words by the style, as plain text
    element.dataset.at = at;
    element.setAttribute("aria-description", read);
  }
  return element;
}

function paragraph(pieces, open) {
  const element = document.createElement("p");
  element.dir = "auto";
  element.append(...pieces.map((each) => piece(each, open)));
  return element;
}

// Keeps what is said of a mark within the text: it hangs from the mark's left edge, or from its right one.
function place({ target }) {
  const mark = target.closest?.("a");
  if (!mark) return;
  const text = mark.closest(".text").getBoundingClientRect();
  mark.classList.toggle("late", mark.getBoundingClientRect().left - text.left > text.width / 2);
}

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".text");
  root.lang = data.language ?? "";
  root.replaceChildren(...data.paragraphs.map((each) => paragraph(each, (event) => setTriggerValue("open", event))));
  root.onpointerover = root.onfocusin = place;
  const asked = data.at === null ? null : root.querySelector(`a[data-at="${data.at}"]`);
  if (asked && root.dataset.shown !== String(data.at)) {
    root.dataset.shown = data.at; // once, not whenever the page is drawn again
    asked.classList.add("asked");
    asked.scrollIntoView({ block: "center" });
  }
}
