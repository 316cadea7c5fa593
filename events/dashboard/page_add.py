"""The page that takes articles in, says what became of each, and keeps the table of those that are there."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import polars as pl
import streamlit as st

from events.access import Role
from events.dashboard import entrance, managing, resources, uploads
from events.dashboard.language import N_, _, _n, count
from events.dashboard.literal import literal
from events.dashboard.uploads import Outcome
from events.errors import ReadingError
from events.model import Article, Failure
from events.reading import READERS, count_articles, read_paths

SAMPLES = Path(__file__).parent.parent.parent / "sample_articles"
PATIENCE = 0.5  # seconds that work may take before the page says how far it is
NAMED = 3  # failures, or articles, that are named above the table
TABLE = {
    "outcome": N_("Outcome"),
    "name": N_("Article"),
    "published": N_("Published"),
    "events": N_("Events"),
    "why": N_("Why, and what to do"),
}


def page() -> None:
    if not entrance.may(Role.editor):
        st.title(_("Articles"))
        managing.table()
        return
    st.title(_("Add articles"))
    _form()
    _show(st.session_state.get("outcomes", []))
    st.divider()
    managing.undo_bar()
    _samples()
    managing.table(take_in=run)


# ---- what is added ---------------------------------------------------------------------------------------------


def _form() -> None:
    """Files, addresses and a text; emptied when they were taken in, and not before."""
    emptied = st.session_state.get("emptied", 0)
    with st.form("add", border=False):
        left, right = st.columns(2, gap="large")
        with left:
            kinds = [suffix.lstrip(".") for suffix in READERS]
            files = st.file_uploader(
                _("Files, or a folder as .zip"), kinds, accept_multiple_files=True, key=f"files {emptied}"
            )
            addresses = st.text_input(
                _("Or addresses of web pages"),
                placeholder="https://…",
                key=f"addresses {emptied}",
                help=_("Only these pages are asked for; several with a blank between"),
            )
        text = right.text_area(_("Or paste a text"), height=145, key=f"text {emptied}")
        st.caption(
            _("What you say below holds for all that you add now, and wins over what the articles say themselves.")
        )
        title, source, day = (column.container() for column in st.columns(3))
        called = title.text_input(_("Title"), placeholder=_("As the article says"), key=f"title {emptied}")
        typed = source.text_input(_("Source"), placeholder=_("Who published it"), key=f"source {emptied}")
        published = day.text_input(_("Published"), placeholder="2014-09-01", key=f"published {emptied}",
                                   help=_("Without it, “on Tuesday” stays undated"))  # fmt: skip
        if st.form_submit_button(_("Add"), type="primary", icon=":material/add:"):
            _submit(files or [], addresses, text, published, called, typed)


def _submit(files: list, addresses: str, text: str, published: str, title: str, source: str) -> None:
    if not files and not text.strip() and not addresses.strip():
        st.error(_("There is nothing to add yet: choose files, type an address, or paste a text."))
        return
    try:
        told = uploads.said(published, title, source)
    except ReadingError as error:
        st.error(_("Published: {why}").format(why=literal(str(error))))
        return
    read = uploads.of_files(((f.name, f.getvalue()) for f in files), told)
    inputs = chain(read, uploads.of_addresses(addresses, told), uploads.of_text(text, told))
    expected = uploads.expected((f.name, f) for f in files) + len(addresses.split()) + bool(text.strip())
    run(uploads.take_in(inputs, resources.analyzer(), resources.store()), expected)
    st.session_state["emptied"] = st.session_state.get("emptied", 0) + 1
    st.rerun()


def load_samples() -> int:
    """Takes in the articles that come with Dateline; gives how many were new."""
    outcomes = take_in(read_paths([str(SAMPLES)]), count_articles([str(SAMPLES)]) or 0)
    return sum(not o.known and o.failure is None for o in outcomes)


def take_in(inputs: Iterable[Article | Failure], expected: int) -> list[Outcome]:
    """Reads, analyses and keeps articles, with a bar that moves as they are done."""
    return list(_with_bar(uploads.take_in(inputs, resources.analyzer(), resources.store()), expected))


def run(outcomes: Iterator[Outcome], expected: int) -> None:
    """Works through what is to be done; what came of each is held for the page to show, also where it is left."""
    done: list[Outcome] = []
    st.session_state["outcomes"] = done
    so_far = st.empty()
    shown = time.monotonic()
    for outcome in _with_bar(outcomes, expected):
        done.append(outcome)
        if time.monotonic() - shown > PATIENCE:
            with so_far.container():
                _table(done)
            shown = time.monotonic()
    so_far.empty()


def _with_bar(outcomes: Iterable[Outcome], expected: int) -> Iterator[Outcome]:
    """The outcomes, and a bar above for as long as they take, where that is longer than a moment."""
    place, began = st.empty(), time.monotonic()
    for n, outcome in enumerate(outcomes, 1):
        yield outcome
        if time.monotonic() - began > PATIENCE:
            every = max(n, expected)
            told = _("{n} of {all}: {name}").format(n=count(n), all=count(every), name=outcome.name)
            place.progress(min(1.0, n / every), literal(told))
    place.empty()


# ---- what became of it -----------------------------------------------------------------------------------------


def _show(outcomes: list[Outcome]) -> None:
    """The failures first, with what to do; then what was added, and all in a table."""
    if not outcomes:
        return
    failed = [o for o in outcomes if o.failure]
    known = [o for o in outcomes if o.known]
    done = [o for o in outcomes if not o.known and not o.failure]
    if failed:
        named = [f"- **{literal(o.name)}** {literal(o.failure or '')}" for o in failed[:NAMED]]
        more = len(failed) - NAMED
        rest = ["- " + _n("and {n} more, in the table", "and {n} more, in the table", more)] if more > 0 else []
        head = _n("{n} input could not be read:", "{n} inputs could not be read:", len(failed))
        st.error("\n".join([head, "", *named, *rest]), icon=":material/error:")
    if done:
        again = _n("{n} article read again", "{n} articles read again", len(done))
        added = _n("{n} article added", "{n} articles added", len(done))
        events = _n("{n} event", "{n} events", sum(o.events for o in done))
        told = f"{again if done[0].again else added}: {events}."
        named = [f"- **{literal(o.name)}** · {o.published or _('no date')}" for o in done if len(done) <= NAMED]
        st.success("\n".join([told, "", *named]), icon=":material/check:")
        if "pages" in st.session_state:
            st.page_link(st.session_state["pages"]["events"], label=_("See them on the map"), icon=":material/map:")
    if left := sum(o.language is not None for o in done):
        told = _n(
            "{n} article in another language: kept without events.",
            "{n} articles in other languages: kept without events.",
            left,
        )
        st.info(told, icon=":material/translate:")
    if known:
        st.info(_n("{n} article in the store already.", "{n} articles in the store already.", len(known)))
    _table(outcomes)
    st.button(_("Put this list away"), type="tertiary", on_click=lambda: st.session_state.pop("outcomes", None))


def _table(outcomes: list[Outcome]) -> None:
    if rows := uploads.report(outcomes):
        column = st.column_config.Column
        config = {
            "outcome": column(width=110),
            "name": column(width=280),
            "published": column(width=100),
            "events": column(width=70),
            "why": column(),
        }
        titles = {name: _(title) for name, title in TABLE.items()}
        config = {titles[name]: look for name, look in config.items()}
        st.dataframe(pl.DataFrame(rows).rename(titles), hide_index=True, column_config=config,
                     height=min(400, 37 + 35 * len(rows)))  # fmt: skip


# ---- the sample articles ---------------------------------------------------------------------------------------


@st.cache_data(show_spinner=False)
def sample_ids() -> frozenset[str]:
    """Ids of the articles that come with Dateline."""
    return frozenset(a.id for a in read_paths([str(SAMPLES)]) if isinstance(a, Article))


def _samples() -> None:
    """A way out for the sample articles, as short as their way in."""
    listed = managing.listed()
    there = [one.id for one in listed if one.id in sample_ids()]
    if there:
        out = _n("Remove the {n} sample article", "Remove the {n} sample articles", len(there))
        st.button(out, icon=":material/delete_sweep:", key="samples out", on_click=managing.delete, args=(there,))
    elif not listed and not st.session_state.get("gone"):
        st.info(_("The store is empty. The articles that you add are listed here."))
        if st.button(_("Load the sample articles"), key="samples in"):
            load_samples()
            st.rerun()
