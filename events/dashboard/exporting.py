"""The control that gives out events as a file: which format, what it is for, and the file once it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from io import BytesIO

import streamlit as st

from events.dashboard import resources
from events.dashboard.language import _
from events.export import FORMATS, About, Sources
from events.model import Story

Ids = Iterable[str] | Callable[[], Iterable[str]]


def control(ids: Ids, key: str = "export") -> None:
    """A popover that offers these events in every format. `ids` may be a function, asked when the file is made."""
    with st.popover(_("Export"), icon=":material/download:", key=f"{key} popover"):
        name = st.selectbox(
            _("Format"), list(FORMATS), format_func=lambda name: _(FORMATS[name].label), key=f"{key} format"
        )
        st.caption(_(FORMATS[name].purpose))
        download(_("Download"), name, ids, key=key, primary=True)


def download(
    label: str, name: str, ids: Ids, *, story: Story | None = None, key: str, primary: bool = False, empty: bool = False
) -> None:
    """A button whose file is made when it is clicked."""
    wanted = FORMATS[name]
    st.download_button(
        label,
        data=partial(made, name, ids, story),
        file_name=f"{'story' if story else 'events'}{wanted.suffix}",
        mime=wanted.mime,
        on_click="ignore",
        icon=":material/download:",
        type="primary" if primary else "secondary",
        disabled=empty,
        key=f"{key} {name}",
    )


def made(name: str, ids: Ids, story: Story | None = None) -> bytes:
    """The file of these events."""
    store = resources.store()
    sink = BytesIO()
    wanted = ids() if callable(ids) else ids
    FORMATS[name].write(store.each_event(wanted), sink, About(Sources(store.article), story))
    return sink.getvalue()
