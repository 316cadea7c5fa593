"""The page that takes articles in: files or a pasted text, with what the user knows of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path

import streamlit as st

from events.dashboard import resources
from events.dashboard.evidence import literal
from events.errors import EventsError, ReadingError
from events.model import Article, Failure
from events.reading import READERS, article_from_text, parse_date, read_bytes, read_paths

SAMPLES = Path(__file__).parent.parent.parent / "sample_articles"


def page() -> None:
    st.title("Add articles")
    with st.form("add", border=False):
        files = st.file_uploader("Files", type=[suffix.lstrip(".") for suffix in READERS], accept_multiple_files=True)
        text = st.text_area("Or paste a text", height=180)
        title, source, day = st.columns(3)
        told = title.text_input("Title"), source.text_input("Source"), day.text_input("Published", placeholder="2014-09-01")
        st.caption("What you say here wins over what the files say. Without a day of publication, “on Tuesday” stays undated.")
        if st.form_submit_button("Add", type="primary"):
            _submit(files or [], text, *told)
    _manage()


def _submit(files: list, text: str, title: str, source: str, published: str) -> None:
    if not files and not text.strip():
        st.error("Nothing to add: choose files or paste a text.")
        return
    try:
        day = parse_date(published) if published.strip() else None
    except ReadingError as error:
        st.error(literal(str(error)))
        return
    said = {"published": day, "title": title.strip() or None, "source": source.strip() or None}
    uploads = (read_bytes(f.name, f.getvalue(), **said) for f in files)
    take_in(chain(chain.from_iterable(uploads), _pasted(text, said)), len(files) + bool(text.strip()))


def _pasted(text: str, said: dict[str, date | str | None]) -> Iterator[Article | Failure]:
    if text.strip():
        try:
            yield article_from_text(text, **said)  # type: ignore[arg-type]
        except ReadingError as error:
            yield Failure("the pasted text", str(error))


def load_samples() -> None:
    """Takes in the articles that come with Dateline."""
    take_in(read_paths([str(SAMPLES)]), len(list(SAMPLES.iterdir())))


def take_in(inputs: Iterable[Article | Failure], expected: int) -> None:
    """Reads, analyses and keeps articles, with a bar that moves as they are done; failures are listed by name."""
    analyzer, store = resources.analyzer(), resources.store()
    bar, added, known = st.progress(0.0, "Reading …"), 0, 0
    for n, entry in enumerate(inputs, 1):
        name = entry.name if isinstance(entry, Failure) else entry.title or entry.name
        bar.progress(min(1.0, (n - 1) / max(n, expected)), literal(f"{n} of {max(n, expected)}: {name}"))
        try:
            if isinstance(entry, Failure):
                raise ReadingError(entry.reason)
            if store.has(entry.id):
                known += 1
                continue
            store.add(entry, analyzer.analyze(entry).mentions)
            added += 1
        except EventsError as error:
            st.error(literal(f"{name}: {error}"), icon=":material/error:")
    bar.empty()
    _report(added, known)


def _report(added: int, known: int) -> None:
    if added:
        st.success(f"{added} article{'s' * (added != 1)} added.", icon=":material/check:")
        if "pages" in st.session_state:
            st.page_link(st.session_state["pages"]["events"], label="See the events", icon=":material/map:")
    if known:
        st.info(f"{known} article{'s' * (known != 1)} in the store already.")


def _manage() -> None:
    """The articles in the store, each with a way out."""
    articles = resources.store().articles()
    if not articles:
        return
    st.divider()
    st.markdown(f"##### {len(articles)} article{'s' * (len(articles) != 1)} in the store")
    for article in articles:
        name, facts, out = st.columns([6, 4, 1], vertical_alignment="center")
        name.markdown(literal(article.title or article.name))
        day = article.published.isoformat() if article.published else "no date"
        facts.caption(literal(" · ".join(p for p in (article.source, day) if p)))
        out.button("", icon=":material/delete:", key=f"remove {article.id}", help="Take it out, with its mentions",
                   on_click=_remove, args=(article.id,), type="tertiary")  # fmt: skip


def _remove(article_id: str) -> None:
    resources.store().remove_article(article_id)
