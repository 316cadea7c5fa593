"""The page of one article: its sentences, the events that were read in them, and a way to add one by hand."""

from __future__ import annotations

import re
from itertools import pairwise

import streamlit as st

from events.access import Role
from events.corrections import written
from events.corrections.values import ASSERTIONS, Told
from events.dashboard import entrance, resources, saying, wording
from events.dashboard.component import article_view
from events.dashboard.evidence import marked
from events.dashboard.language import N_, _
from events.dashboard.literal import literal, plain
from events.errors import EventsError
from events.extraction import ontology
from events.model import Article, Mention
from events.store import Filters, Store


def page() -> None:
    if opened := st.session_state.pop("open", None):
        st.session_state["event"] = opened
        st.switch_page(st.session_state["pages"]["events"])
    names = resources.article_names()
    if not names:
        st.title(_("Read"))
        st.info(_("The store is empty. The articles that you add can be read here."))
        if "pages" in st.session_state:
            st.page_link(st.session_state["pages"]["add"], label=_("Add articles"), icon=":material/add:")
        return
    asked = st.query_params.get("article")
    ids = list(names)
    chosen = st.selectbox(_("Article"), ids, index=ids.index(asked) if asked in ids else 0,
                          format_func=lambda name: names[name], label_visibility="collapsed")  # fmt: skip
    if chosen != asked:
        st.query_params.from_dict({"article": chosen})
    article = resources.store().article(chosen)
    if article is not None:
        saying.tell_what_came_of_it()
        text, form = st.columns([3, 2], gap="large")
        mentions = resources.store().mentions(article.id)
        with text:
            st.title(literal(article.title or article.name))
            st.caption(
                literal(
                    " · ".join(
                        p
                        for p in (article.source, wording.day(article.published) if article.published else _("no date"))
                        if p
                    )
                )
            )
            told = resources.store().events(Filters(articles=(article.id,)))
            at = _place(st.query_params.get("at", ""), article)
            record = {"paragraphs": marked(article, told), "language": article.language, "at": at}
            key = f"article {article.id}"
            article_view(data=record, key=key, on_open_change=lambda: _open(key))
            st.caption(_("Underlined words were read as events. Point at one to see as what; click to open it."))
        with form:
            if entrance.may(Role.editor):
                _add(article, mentions)
                _read_again(article, resources.store())
            if entrance.may(Role.admin):
                _erase(article, resources.store())


def _place(asked: str, article: Article) -> int | None:
    """The character that an address asks for; None for anything else."""
    return int(asked) if re.fullmatch(r"[0-9]{1,9}", asked) and int(asked) < len(article.text) else None


def _open(key: str) -> None:
    st.session_state["open"] = st.session_state[key]["open"]


def _add(article: Article, mentions: tuple[Mention, ...]) -> None:
    """An event that the reader has missed: the words that tell it, and what they tell."""
    st.markdown("## " + _("Add an event"))
    sentences = cut(article, mentions)
    at = st.selectbox(
        _("Sentence"),
        range(len(sentences)),
        index=None,
        placeholder=_("Choose the sentence that tells it"),
        format_func=lambda n: plain(article.text[slice(*sentences[n])]),
    )
    if at is None:
        return
    first, last = sentences[at]
    words = st.text_input(_("The words that say what happened"), placeholder=_("such as: opened fire"))
    type_ = st.selectbox(_("Type"), list(ontology.types()), format_func=lambda t: wording.kind(t, None))
    mode = st.selectbox(_("Mode"), ["", *ontology.types()[type_].modes],
                        format_func=lambda m: wording.mode(m) or _("none in particular"))  # fmt: skip
    known = resources.actors()
    actors = st.multiselect(_("Who did it"), known, accept_new_options=True)
    recipients = st.multiselect(_("To whom"), known, accept_new_options=True)
    place = st.text_input(_("Where"), placeholder=_("A name, or 34.72,44.59=Amerli"))
    time = st.text_input(_("When"), placeholder=_("2014-08-31, 2014-08, or 2014-08-30..2014-09-02"))
    assertion = st.selectbox(
        _("Did it happen?"), ASSERTIONS, format_func=lambda said: wording.choice("assertion", said)
    )
    start = article.text.find(words, first, last) if words.strip() else -1
    if words.strip() and start < 0:
        st.warning(_("These words do not stand in the sentence."))
    try:
        parties = [written.party("actor", a) for a in actors] + [written.party("recipient", r) for r in recipients]
        told = Told(type_, (first, last), mode or None, tuple(parties), written.place(place.strip() or written.NONE),
                    written.read("time", time.strip() or written.NONE), assertion=assertion)  # fmt: skip
    except EventsError as error:
        st.warning(literal(str(error)))
        return
    if st.button(_("Add"), type="primary", disabled=start < 0):
        saying.say(resources.store().corrections.add, article.id, start, start + len(words), told, done=N_("Added"))
        st.rerun()


def _read_again(article: Article, store: Store) -> None:
    st.markdown("## " + _("Read again"))
    st.caption(_("With this version of Dateline. What was corrected stays as you said."))
    if st.button(_("Read this article again")):
        store.replace(article.id, resources.analyzer().analyze(article).mentions)
        st.session_state["said"] = N_("Read again")
        st.rerun()


def _erase(article: Article, store: Store) -> None:
    with st.popover(_("Erase for good"), icon=":material/delete_forever:"):
        st.markdown(
            _("The text, all that was read in it, and what was said of it alone go for good, also from the file.")
        )
        if st.button(_("Erase this article"), type="primary"):
            store.erase(article.id)
            st.query_params.clear()
            st.session_state["said"] = N_("Erased")
            st.rerun()


def cut(article: Article, mentions: tuple[Mention, ...]) -> list[tuple[int, int]]:
    """Where the sentences of an article begin and end: as they were read, and between those a paragraph each."""
    known = sorted({(m.sentence.start, m.sentence.end) for m in mentions})
    edges = [(0, 0), *known, (len(article.text), len(article.text))]
    found = list(known)
    for (_start, end), (start, _end) in pairwise(edges):
        at = end
        for line in article.text[end:start].splitlines(keepends=True):
            if line.strip():
                found.append((at, at + len(line)))
            at += len(line)
    return sorted(set(found))
