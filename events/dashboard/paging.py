"""What is many, a page at a time: which part of it is shown, and the way to the parts before and after it."""

from __future__ import annotations

import streamlit as st

from events.dashboard.language import _, count


def begin(name: str, asked: object, size: int) -> int:
    """Where the page that is shown begins; at 0 where something else is asked for than the last time."""
    state = st.session_state
    if state.get(f"{name} asked") != asked:
        state.update({f"{name} asked": asked, name: 0})
    return int(state[name]) * size


def buttons(name: str, first: int, shown: int, every: int, size: int) -> None:
    """Which part is shown, with a button to either side; nothing where that is all."""
    if every <= size:
        return
    part = f"{count(first + 1)}–{count(first + shown)}"
    st.caption(_("{part} of {all}").format(part=part, all=count(every)), width="content")
    for label, icon, step in ((_("Page before"), "chevron_left", -1), (_("Page after"), "chevron_right", 1)):
        inside = 0 <= first + step * size < every
        st.button(label, icon=f":material/{icon}:", key=f"icon {name} {icon}", help=label, disabled=not inside,
                  on_click=_turn, args=(name, step))  # fmt: skip


def _turn(name: str, step: int) -> None:
    st.session_state[name] += step
