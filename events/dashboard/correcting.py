"""What can be done with the event that is open: correct, verify, split, merge, delete or restore it."""

from __future__ import annotations

import polars as pl
import streamlit as st

from events.corrections import written
from events.dashboard import forms, resources
from events.dashboard.literal import literal
from events.dashboard.saying import begin, said, say
from events.model import Event

CLOSE = 60  # other events that are offered to be merged with one, the likeliest first
ICONS = {"Correct": "edit", "Split": "call_split", "Merge": "merge", "History": "history"}


def toolbar(event: Event) -> None:
    """What can be done with an event, in one line."""
    store = resources.store().corrections
    if st.session_state.get("about") != event.id:
        st.session_state.update(about=event.id, task=None, seen=store.head(), picked_place=None, refused=None)
    with st.container(horizontal=True, gap="small", key="tools"):
        if event.deleted:
            st.button("Restore", icon=":material/restore_from_trash:", type="tertiary", on_click=said,
                      args=(store.restore, event.id), kwargs={"done": "Restored"})  # fmt: skip
        else:
            for task, icon in ICONS.items():
                if task != "Split" or len(event.mentions) > 1:
                    _tool(task, icon)
            mark, label = ("verified", "Verified") if event.verified else ("check", "Verify")
            st.button(label, icon=f":material/{mark}:", key="verify", type="tertiary", on_click=said,
                      help="You have read the sentence, and it is right",
                      args=(store.set, event.id, "verified", not event.verified))  # fmt: skip
            st.button("", icon=":material/delete:", key="delete", type="tertiary", on_click=said,
                      help="Delete: this is no event; it can be restored", args=(store.delete, event.id),
                      kwargs={"done": "Deleted. Undo brings it back"})  # fmt: skip


def _tool(task: str, icon: str) -> None:
    chosen = st.session_state.get("task") == task
    st.button(task, icon=f":material/{icon}:", key=f"tool {task}", type="secondary" if chosen else "tertiary",
              on_click=begin, args=(None if chosen else task,))  # fmt: skip


def task(event: Event, rows: pl.DataFrame) -> None:
    """The form of what was begun, if anything was."""
    tasks = {"Correct": forms.correct, "Split": _split, "Merge": lambda e: _merge(e, rows), "History": _history}
    if form := tasks.get(st.session_state.get("task") or ""):
        with st.container(border=True, key="task"):
            form(event)


def _split(event: Event) -> None:
    names = resources.article_names()
    told = {
        m.id: f"{names.get(m.article_id, m.article_id)}: {' '.join(m.sentence.text.split())}" for m in event.mentions
    }
    st.markdown("**Which of these tell of another event?**")
    chosen = [name for name, words in told.items() if st.checkbox(literal(words), key=f"split {event.id} {name}")]
    if st.button("Split them off", type="primary", disabled=not 0 < len(chosen) < len(told)):
        if say(resources.store().corrections.split, event.id, chosen, done="Split in two"):
            begin(None)
        st.rerun()
    for bond in resources.store().bonds(event.id)[:5]:
        why = ", ".join(f"{name} {weight:+.1f}" for name, weight in list(bond.likeness.because.items())[:4])
        st.caption("Put together by a person" if bond.said else f"Likeness {bond.likeness.score:.2f}: {why}")


def _merge(event: Event, rows: pl.DataFrame) -> None:
    others = _alike(event, rows)
    chosen = st.multiselect("Which events are this one too?", list(others), format_func=lambda i: others[i],
                            key=f"merge {event.id}", placeholder="Type words of the event")  # fmt: skip
    if st.button("Merge", type="primary", disabled=not chosen):
        if say(resources.store().corrections.merge, [event.id, *chosen], done="Merged"):
            begin(None)
        st.rerun()


def _alike(event: Event, rows: pl.DataFrame) -> dict[str, str]:
    """Other events by id: those of the same day, place and type first."""
    day = (event.time.earliest or "")[:10] if event.time else ""
    key = f"{event.place.lat:.4f},{event.place.lon:.4f}" if event.place and event.place.lat is not None else ""
    near = [(pl.col("earliest") == day, 2), (pl.col("key") == key, 2), (pl.col("type") == event.type, 1)]
    score = sum((condition.fill_null(False).cast(pl.Int8) * weight for condition, weight in near), pl.lit(0))
    found = rows.filter(pl.col("id") != event.id).with_columns(score.alias("near"))
    found = found.sort(["near", "salience"], descending=True).head(CLOSE)
    parts = ("what", "when", "place")
    return {row["id"]: " · ".join(str(row[p]) for p in parts if row[p]) for row in found.iter_rows(named=True)}


def _history(event: Event) -> None:
    said = resources.store().corrections.history(event)
    if not said:
        st.caption("Nobody has corrected this event.")
    for entry in reversed(said):
        note = f" — “{literal(entry.note)}”" if entry.note else ""
        moment = entry.moment[:16].replace("T", " ")
        st.markdown(f":small[{literal(moment)} **{literal(entry.author)}** {literal(written.says(entry))}{note}]")
