"""One event, opened: what is told, how sure each part is, and the words that say so."""

from __future__ import annotations

import streamlit as st

from events.dashboard import evidence, wording
from events.dashboard.evidence import literal
from events.dashboard.families import family
from events.model import Article, Event, Mention
from events.store import Store


def show(store: Store, event: Event) -> None:
    """Draws an event with each of its reports."""
    st.markdown(f"##### {literal(wording.headline(event))}")
    st.badge(literal(wording.kind(event.type, event.mode)), color="gray", help=family(event.type).name)
    _facts(event)
    reports = sorted(event.mentions, key=lambda m: -m.salience)
    st.caption(f"{_number(len(reports), 'mention')} in {_number(event.sources, 'article')} · {evidence.LEGEND}")
    for mention in reports:
        article = store.article(mention.article_id)
        if article is not None:
            _report(article, mention)


def _number(n: int, noun: str) -> str:
    return f"{n} {noun}" + ("" if n == 1 else "s")


def _facts(event: Event) -> None:
    """The parts of an event, a line each, with how sure they are."""
    lines = []
    sure = event.confidence
    for title, role in (("Who", "actor"), ("Whom", "recipient")):
        names = wording.who(event, role)
        if names:
            lines.append((title, ", ".join(names), wording.certainty(sure.actor)))
    lines.append(("Where", wording.where(event.place), wording.certainty(sure.place) if event.place else None))
    basis = f", {wording.BASIS.get(event.time.basis, event.time.basis)}" if event.time else ""
    lines.append(("When", wording.days(event.time) + basis, wording.certainty(sure.time) if event.time else None))
    lines.append(("Toll", wording.toll(event.casualties) or "", None))
    if event.assertion != "asserted":
        lines.append(("Said to be", event.assertion, None))
    shown = [f"**{t}** {literal(v)}" + (f" :small[:gray[{literal(c)}]]" if c else "") for t, v, c in lines if v]
    st.markdown("  \n".join(shown))
    _alternatives(event)


def _alternatives(event: Event) -> None:
    if event.place and event.place.alternatives:
        others = [f"{c.name} ({c.lat:.2f}, {c.lon:.2f})" for c in event.place.alternatives]
        st.caption(literal("The place could also be " + "; ".join(others) + "."))


def _report(article: Article, mention: Mention) -> None:
    with st.container(border=True):
        st.markdown(evidence.sentence(article, mention))
        said = f" · says {mention.attribution.text}" if mention.attribution else ""
        day = f"{article.published:%-d %B %Y}" if article.published else None
        source = " · ".join(p for p in (article.title or article.name, article.source, day) if p)
        st.caption(literal(source + said))
        with st.popover("In the article", width="content"):
            st.markdown(evidence.whole(article, mention))
            if article.url:
                st.caption(literal(article.url))
