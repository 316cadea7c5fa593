"""How the page says something of an event: each saying is one entry of the store's log, and can be undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from events import settings
from events.access import Role
from events.corrections import written
from events.dashboard import entrance, resources
from events.dashboard.language import N_, _
from events.dashboard.literal import literal
from events.errors import ConflictError, EventsError
from events.model import Correction
from events.store import Says


def author() -> str:
    """Whose corrections these are: who is signed in, else what was typed beside the page, else as the settings say."""
    return entrance.name() or str(st.session_state.get("author") or settings.author())


def say(what: Callable[..., Correction], *arguments: Any, note: str | None = None, done: str = N_("Saved")) -> bool:
    """Says something of the open event; where that is refused, the page says why. `True`: it was written down.

    `done`: what the page tells then, translated when it does.
    """
    by = Says(author(), note or None, st.session_state.get("seen"))
    try:
        entry = what(*arguments, by)
    except ConflictError as error:
        st.session_state["refused"] = (str(error), error.since)
        return False
    except EventsError as error:
        st.session_state["refused"] = (str(error), ())
        return False
    st.session_state["seen"] = entry.number
    st.session_state["said"] = done
    return True


def said(*arguments: Any, **more: Any) -> None:
    """As `say`, for a button: nothing waits for what came of it."""
    say(*arguments, **more)


def begin(task: str | None) -> None:
    """Opens the form of a task; none closes it."""
    st.session_state.update(task=task, picked_place=None)


def look_again() -> None:
    """Takes in what others have said meanwhile."""
    st.session_state["seen"] = resources.store().corrections.head()
    st.session_state.pop("refused", None)


def tell_what_came_of_it() -> None:
    """Once: that something was saved, or why it was not, with what others have said meanwhile."""
    if said := st.session_state.pop("said", None):
        st.toast(_(said), icon=":material/check:")
    if refused := st.session_state.get("refused"):
        message, since = refused
        lines = [f"- {literal(entry.author)}: {literal(written.says(entry))}" for entry in since]
        st.error("\n".join([literal(message), "", *lines]), icon=":material/error:")
        st.button(_("Look again") if since else _("All right"), on_click=look_again, key="look again")


def undo_and_redo() -> None:
    """Two buttons for the whole store, each with what it would take back or bring back; none for a reader."""
    if not entrance.may(Role.editor):
        return
    log = resources.corrections()
    back, forth = log.undoable
    for name, label, idle, entry, act in (
        ("undo", _("Undo"), _("Nothing to undo"), back, resources.store().corrections.undo),
        ("redo", _("Redo"), _("Nothing to redo"), forth, resources.store().corrections.redo),
    ):
        told = f"{label}: {literal(written.says(entry))} ({literal(entry.author)})" if entry else idle
        done = N_("Undone") if name == "undo" else N_("Done again")
        st.button(
            label, icon=f":material/{name}:", key=name, help=told, type="tertiary", disabled=entry is None,
            on_click=_take_back, args=(act, done),
        )  # fmt: skip


def _take_back(act: Callable[[Says], Correction], done: str) -> None:
    st.session_state["seen"] = None
    say(act, done=done)
