"""The page's own component: draws an opened event from its record, all words of articles as plain text nodes."""

from __future__ import annotations

from importlib.resources import files

import streamlit as st

_DATA = files("events.dashboard") / "data"


def _read(name: str) -> str:
    return (_DATA / name).read_text(encoding="utf-8")


# Tells by `open` which event was chosen in the text (its id).
article_view = st.components.v2.component(
    "dateline_article", html=_read("article.html"), css=_read("article.css"), js=_read("article.js")
)
# Tells by `read` which article was chosen: its id, and the place of a trigger.
detail_view = st.components.v2.component(
    "dateline_detail", html=_read("detail.html"), css=_read("detail.css"), js=_read("detail.js")
)
# Tells by `pick` which event was chosen (its id).
list_view = st.components.v2.component(
    "dateline_list", html=_read("list.html"), css=_read("list.css"), js=_read("list.js")
)
# Tells of what the user does as triggers, to be kept by the page in the callbacks and given back in the data:
# `brush` and `view` ([begin, end], or [] for none), `lanes`, `pick` (an event's id).
timeline_view = st.components.v2.component(
    "dateline_timeline", html=_read("timeline.html"), css=_read("timeline.css"), js=_read("timeline.js")
)
