// Draws an article with the words that were read as events. Every word goes in as a text node, never as markup.
function piece({ text, read }) {
  const element = document.createElement(read ? "mark" : "span");
  element.textContent = text;
  if (read) element.title = read;
  return element;
}

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".text");
  root.dir = "auto";
  root.replaceChildren(...data.pieces.map(piece));
}
