// Streamlit calls this whenever the page gives new data. What the user does goes back as triggers: `brush` and `view`
// ([from, to], or [] for none), `lanes`, and `pick` (an event's id). The page keeps them and gives them back in the data.
import type { Data } from "./data";
import { Timeline } from "./timeline";
import { _, speak } from "./words";

const made = new WeakMap<Element, Timeline>();

interface Given {
  parentElement: ParentNode;
  data: Data;
  setTriggerValue: (name: string, value: unknown) => void;
}

export default function ({ parentElement, data, setTriggerValue }: Given): () => void {
  const root = parentElement.querySelector<HTMLElement>(".timeline")!;
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
