"""What can be done with the event that is open: correct, verify, split, merge, delete or restore it."""

from __future__ import annotations

import polars as pl
import streamlit as st

from events.access import Role
from events.corrections import written
from events.dashboard import entrance, forms, page_story, resources
from events.dashboard.language import N_, _, decimal
from events.dashboard.literal import literal, plain
from events.dashboard.readmodel import ReadModel
from events.dashboard.saying import begin, said, say
from events.model import Event

NEAR = {"begins": 2, "spot": 2, "type": 1}  # what an event that may be the same shares, and how much that counts
CLOSE = 60  # other events that are offered to be merged with one, the likeliest first
ICONS = {N_("Correct"): "edit", N_("Split"): "call_split", N_("Merge"): "merge", N_("History"): "history"}


def toolbar(event: Event) -> None:
    """What can be done with an event, in one line; a reader can look at what was."""
    store = resources.store().corrections
    if st.session_state.get("about") != event.id:
        st.session_state.update(about=event.id, task=None, seen=store.head(), picked_place=None, refused=None)
    with st.container(horizontal=True, gap="xsmall", key="tools"):
        if entrance.read_only():
            pass  # what was said stays in the store that it was made from
        elif not entrance.may(Role.editor):
            _tool("History", ICONS["History"])
        elif event.deleted:
            st.button(_("Restore"), icon=":material/restore_from_trash:", type="tertiary", on_click=said,
                      args=(store.restore, event.id), kwargs={"done": N_("Restored")})  # fmt: skip
        else:
            for task, icon in ICONS.items():
                if task != "Split" or len(event.mentions) > 1:
                    _tool(task, icon)
            mark, label = ("verified", _("Verified")) if event.verified else ("check", _("Verify"))
            st.button(label, icon=f":material/{mark}:", key="verify", type="tertiary", on_click=said,
                      help=_("You have read the sentence, and it is right"),
                      args=(store.set, event.id, "verified", not event.verified))  # fmt: skip
            page_story.add_button(event)
            st.button(_("Delete"), icon=":material/delete:", key="delete", type="tertiary", on_click=said,
                      help=_("Delete: this is no event; it can be restored"), args=(store.delete, event.id),
                      kwargs={"done": N_("Deleted. Undo brings it back")})  # fmt: skip


def _tool(task: str, icon: str) -> None:
    chosen = st.session_state.get("task") == task
    st.button(_(task), icon=f":material/{icon}:", key=f"tool {task}", type="secondary" if chosen else "tertiary",
              on_click=begin, args=(None if chosen else task,))  # fmt: skip


def task(event: Event, model: ReadModel) -> None:
    """The form of what was begun, if anything was."""
    tasks = {"Correct": forms.correct, "Split": _split, "Merge": lambda e: _merge(e, model), "History": _history}
    if form := tasks.get(st.session_state.get("task") or ""):
        with st.container(border=True, key="task"):
            form(event)


def _split(event: Event) -> None:
    names = resources.article_names()
    told = {m.id: f"{names.get(m.article_id, m.article_id)}: {plain(m.sentence.text)}" for m in event.mentions}
    asked = _("Which of these tell of another event?")
    st.markdown(f"**{asked}**")
    chosen = [name for name, words in told.items() if st.checkbox(literal(words), key=f"split {event.id} {name}")]
    if st.button(_("Split them off"), type="primary", disabled=not 0 < len(chosen) < len(told)):
        if say(resources.store().corrections.split, event.id, chosen, done=N_("Split in two")):
            begin(None)
        st.rerun()
    for bond in resources.store().bonds(event.id)[:5]:
        why = ", ".join(f"{name} {weight:+.1f}" for name, weight in list(bond.likeness.because.items())[:4])
        likeness = _("Likeness {value}: {why}").format(value=decimal(bond.likeness.score, 2), why=why)
        st.caption(_("Put together by a person") if bond.said else likeness)


def _merge(event: Event, model: ReadModel) -> None:
    hint = _("of its sentence, parties or place")
    words = st.text_input(_("Find it by words"), key=f"words {event.id}", placeholder=hint)
    others = _told(_alike(event, model, resources.found(words) if words.strip() else None))
    kept = st.session_state.get(f"merge {event.id}", [])
    others |= _told([name for name in kept if name not in others])
    chosen = st.multiselect(_("Which events are this one too?"), list(others), format_func=lambda i: others[i],
                            key=f"merge {event.id}", placeholder=_("Those most like it come first"))  # fmt: skip
    if st.button(_("Merge"), type="primary", disabled=not chosen):
        if say(resources.store().corrections.merge, [event.id, *chosen], done=N_("Merged")):
            begin(None)
        st.rerun()


def _alike(event: Event, model: ReadModel, found: pl.Series | None) -> list[str]:
    """Ids of other events: those of the same day, place and type first. `found`: only those of these numbers."""
    row = model.row(event.id)
    others = model.events.with_row_index("row").filter(pl.col("id") != event.id)
    if found is not None:
        others = others.filter(pl.col("number").is_in(found.implode()))
    if row is not None:
        this = model.events.row(row, named=True)
        same = (((pl.col(name) == this[name]).fill_null(False).cast(pl.Int8), weight) for name, weight in NEAR.items())
        score = sum((fits * weight for fits, weight in same), pl.lit(0))
        others = others.with_columns(near=score).top_k(CLOSE, by=["near", "salience"])
        others = others.sort("near", "salience", descending=True)
    return others["id"].head(CLOSE).to_list()


def _told(ids: list[str]) -> dict[str, str]:
    """What is said of events, by id."""
    return {
        row["id"]: " · ".join(part for part in (row["what"], row["when"], row["place"]) if part)
        for row in resources.listed(ids)
    }


def _history(event: Event) -> None:
    said = resources.store().corrections.history(event)
    if not said:
        st.caption(_("Nobody has corrected this event."))
    for entry in reversed(said):
        note = f" — “{literal(entry.note)}”" if entry.note else ""
        moment = entry.moment[:16].replace("T", " ")
        st.markdown(f":small[{literal(moment)} **{literal(entry.author)}** {literal(written.says(entry))}{note}]")
