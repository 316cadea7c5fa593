"""The page's own component: draws an opened event from its record, all words of articles as plain text nodes."""

from __future__ import annotations

from importlib.resources import files

import streamlit as st

_DATA = files("events.dashboard") / "data"


def _read(name: str) -> str:
    return (_DATA / name).read_text(encoding="utf-8")


article_view = st.components.v2.component(
    "dateline_article", html=_read("article.html"), css=_read("article.css"), js=_read("article.js")
)
detail_view = st.components.v2.component(
    "dateline_detail", html=_read("detail.html"), css=_read("detail.css"), js=_read("detail.js")
)
# Tells of what the user does as triggers, to be kept by the page in the callbacks and given back in the data:
# `brush` and `view` ([begin, end], or [] for none), `lanes`, `pick` (an event's id).
timeline_view = st.components.v2.component(
    "dateline_timeline", html=_read("timeline.html"), css=_read("timeline.css"), js=_read("timeline.js")
)
