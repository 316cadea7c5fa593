"""The page that takes articles in: files or a pasted text, with what the user knows of them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import streamlit as st

from events.dashboard import resources, uploads
from events.dashboard.literal import literal
from events.dashboard.uploads import Outcome
from events.dashboard.wording import number
from events.errors import ReadingError
from events.model import Article, Failure
from events.reading import READERS, read_paths

SAMPLES = Path(__file__).parent.parent.parent / "sample_articles"


def page() -> None:
    st.title("Add articles")
    form, held = st.columns([6, 5], gap="large")
    with form:
        _form()
    with held:
        _manage()


def _form() -> None:
    with st.form("add", border=False):
        files = st.file_uploader("Files", type=[s.lstrip(".") for s in READERS], accept_multiple_files=True)
        text = st.text_area("Or paste a text", height=160)
        title = st.text_input("Title", placeholder="As the article says")
        source, day = st.columns(2)
        typed = source.text_input("Source", placeholder="Who published it")
        published = day.text_input("Published", placeholder="2014-09-01", help="Without it, “on Tuesday” stays undated")
        st.caption("What you say here holds for all that you add now, and wins over what the articles say.")
        if st.form_submit_button("Add", type="primary"):
            _submit(files or [], text, published, title, typed)


def _submit(files: list, text: str, published: str, title: str, source: str) -> None:
    if not files and not text.strip():
        st.error("There is nothing to add yet: choose files, or paste a text.")
        return
    try:
        told = uploads.said(published, title, source)
    except ReadingError as error:
        st.error(f"Published: {literal(str(error))}")
        return
    inputs = chain(uploads.of_files(((f.name, f.getvalue()) for f in files), told), uploads.of_text(text, told))
    show(take_in(inputs, len(files) + bool(text.strip())))


def load_samples() -> int:
    """Takes in the articles that come with Dateline; gives how many were new."""
    outcomes = take_in(read_paths([str(SAMPLES)]), len(list(SAMPLES.iterdir())))
    return sum(not o.known and o.failure is None for o in outcomes)


def take_in(inputs: Iterable[Article | Failure], expected: int) -> list[Outcome]:
    """Reads, analyses and keeps articles, with a bar that moves as they are done."""
    bar, outcomes = st.progress(0.0, "Reading …"), []
    for n, outcome in enumerate(uploads.take_in(inputs, resources.analyzer(), resources.store()), 1):
        outcomes.append(outcome)
        bar.progress(min(1.0, n / max(n, expected)), literal(f"{n} of {max(n, expected)}: {outcome.name}"))
    bar.empty()
    return outcomes


def show(outcomes: list[Outcome]) -> None:
    """What came of it: the new ones in one line, what the store had in another, and each failure in its own."""
    added = [o for o in outcomes if not o.known and o.failure is None]
    known = [o for o in outcomes if o.known]
    if added:
        told = number(sum(o.events for o in added), "event")
        st.success(f"{number(len(added), 'article')} added: {told}.", icon=":material/check:")
        if "pages" in st.session_state:
            st.page_link(st.session_state["pages"]["events"], label="See them on the map", icon=":material/map:")
    if known:
        st.info(f"{number(len(known), 'article')} in the store already.")
    for outcome in outcomes:
        if outcome.failure:
            st.error(f"**{literal(outcome.name)}** {literal(outcome.failure)}", icon=":material/error:")


def _manage() -> None:
    """The articles in the store, each with a way out."""
    articles = resources.store().articles()
    if not articles:
        st.info("The store is empty. The articles that you add are listed here.")
        return
    st.markdown(f"##### {number(len(articles), 'article')} in the store")
    _read_again()
    with st.container(height=560, border=False):
        for article in articles:
            _row(article)


def _read_again() -> None:
    """Articles that another version of Dateline has read; what was corrected stays as it was said."""
    outdated = resources.store().outdated()
    if outdated and st.button(f"Read {number(len(outdated), 'article')} again with this version"):
        show(list(uploads.read_again(outdated, resources.analyzer(), resources.store())))


def _row(article: Article) -> None:
    told, out = st.columns([10, 1], vertical_alignment="center")
    day = article.published.isoformat() if article.published else "no date"
    facts = " · ".join(part for part in (article.source, day) if part)
    told.markdown(f"{literal(article.title or article.name)}  \n:small[:gray[{literal(facts)}]]")
    out.button(
        "",
        icon=":material/delete:",
        key=f"remove {article.id}",
        help="Take it out, with its events",
        type="tertiary",
        on_click=_remove,
        args=(article.id,),
    )


def _remove(article_id: str) -> None:
    resources.store().remove_article(article_id)
