"""The table of the articles in the store: found, described anew, read again, deleted and brought back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any
from urllib.parse import quote

import polars as pl
import streamlit as st

from events import settings
from events.dashboard import paging, resources, uploads
from events.dashboard.language import N_, _, _n
from events.dashboard.literal import literal, unsteered
from events.dashboard.uploads import Outcome
from events.errors import EventsError
from events.store import Listed, Store

HEIGHT = 460  # pixels
PAGE = 500  # articles that the table shows at once
EDITABLE = ("title", "source", "published")
TakeIn = Callable[[Iterator[Outcome], int], None]


def listed() -> tuple[Listed, ...]:
    """The articles in the store: asked for anew only where it has changed."""
    kept = resources.store()
    return _listed(kept, settings.store_url(), kept.revision())


@st.cache_resource(max_entries=2, show_spinner=False)  # as they are: to copy them would take longer than to ask
def _listed(_store: Store, url: str, revision: int) -> tuple[Listed, ...]:
    return _store.catalogue.articles()


def table(take_in: TakeIn | None = None) -> None:
    """All articles, or those that a search leaves.

    `take_in` runs what takes long, and shows what came of each; none: they can be looked at, and nothing else.
    """
    articles = listed()
    if not articles:
        return
    st.markdown("## " + _n("{n} article in the store", "{n} articles in the store", len(articles)))
    _tell_what_came_of_it()
    wanted = st.text_input(_("Search the articles"), icon=":material/search:", key="articles wanted",
                           placeholder=_("Words of the title or the source, or a date such as 2014-09"))  # fmt: skip
    found = search(articles, wanted)
    if not found:
        st.info(_("No article has these words in its title, source or date. Empty the search to see all."))
        return
    first = paging.begin("articles page", wanted, PAGE)
    _editor(found[first : first + PAGE], fixed=take_in is None)
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="articles pager"):
        paging.buttons("articles page", first, len(found[first : first + PAGE]), len(found), PAGE)
    if take_in:
        _actions(found, articles, take_in)


def search(articles: Iterable[Listed], words: str) -> list[Listed]:
    """The articles that have all the words in their title, name, source or day."""
    asked = words.casefold().split()
    return [one for one in articles if all(word in _searched(one) for word in asked)]


def _searched(one: Listed) -> str:
    return " ".join(str(part) for part in (one.title, one.name, one.source, one.published) if part).casefold()


# ---- the table -------------------------------------------------------------------------------------------------


def _picked() -> set[str]:
    """Ids of the articles that are ticked."""
    return st.session_state.setdefault("picked articles", set())


def _editor(found: list[Listed], *, fixed: bool) -> None:
    """One table, a page of them at a time. Its key changes with what it shows, so that it starts from there."""
    ids = [one.id for one in found]
    st.session_state["articles shown"] = found  # not as arguments: Streamlit keeps those of every table that ever was
    began = st.session_state.setdefault("table began", frozenset(_picked()))
    key = f"articles {hash((tuple(ids), resources.store().revision(), st.session_state.get('table', 0)))}"
    rows = [{
        "pick": one.id in began,
        "title": unsteered(one.title or one.name),
        "source": unsteered(one.source or ""),
        "published": one.published,
        "events": one.events,
        "added": date.fromisoformat(one.added[:10]),
        "reader": _("older version") if one.outdated else "",
        "read": f"article?article={quote(one.id)}",
    } for one in found]  # fmt: skip
    shown = {"reader": any(one.outdated for one in found), "pick": not fixed}
    hidden = [name for name in shown if not shown[name]]
    column = st.column_config
    st.data_editor(
        pl.DataFrame(rows, schema_overrides={"published": pl.Date}).drop(hidden),
        hide_index=True,
        disabled=fixed,
        height=min(HEIGHT, 40 + 35 * len(rows)),
        key=key,
        on_change=_changed,
        args=(key,),
        column_config={
            "pick": column.CheckboxColumn(_("Pick"), width=50, help=_("To delete, or to read again")),
            "title": column.TextColumn(_("Title"), width="large", help=_("Double click, or Enter, to change")),
            "source": column.TextColumn(_("Source"), width=160),
            "published": column.DateColumn(_("Published"), width=110, format="localized",
                                           help=_("Another day moves the events that are counted from it")),
            "events": column.NumberColumn(_("Events"), width=70, format="localized", disabled=True),
            "added": column.DateColumn(_("Added"), width=110, format="localized", disabled=True),
            "reader": column.TextColumn(_("Read by"), width=110, disabled=True),
            "read": column.LinkColumn(_("Read"), width=60, display_text=_("open"), disabled=True),
        },
    )  # fmt: skip


def _changed(key: str) -> None:
    """Takes over what was ticked, and writes down what was typed."""
    found: list[Listed] = st.session_state["articles shown"]
    edited: dict[int, dict[str, Any]] = st.session_state[key]["edited_rows"]
    picked = _picked()
    for row, values in edited.items():
        one = found[int(row)]
        if "pick" in values:
            (picked.add if values["pick"] else picked.discard)(one.id)
        if any(name in values for name in EDITABLE):
            _describe(one, values)
            _begin_anew()


def _begin_anew() -> None:
    """The table is made anew, with what is ticked now."""
    st.session_state["table"] = st.session_state.get("table", 0) + 1
    st.session_state.pop("table began", None)


def _describe(one: Listed, values: dict[str, Any]) -> None:
    store = resources.store()
    article = store.article(one.id)
    if article is None:
        return
    try:
        uploads.describe(article, resources.analyzer, store, **uploads.edited(article, values))
    except EventsError as error:
        st.session_state["not described"] = str(error)
    else:
        st.session_state["described"] = N_("Saved")


def _tell_what_came_of_it() -> None:
    if done := st.session_state.pop("described", None):
        st.toast(_(done), icon=":material/check:")
    if reason := st.session_state.pop("not described", None):
        st.error(_("Not saved: {why}").format(why=literal(reason)), icon=":material/error:")


# ---- what can be done ------------------------------------------------------------------------------------------


def _actions(found: list[Listed], articles: tuple[Listed, ...], take_in: TakeIn) -> None:
    there = {one.id for one in articles}
    picked = sorted(_picked() & there)
    outdated = [one.id for one in articles if one.outdated]
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="article tools"):
        st.button(_n("Delete {n} article", "Delete {n} articles", len(picked)) if picked else _("Delete"),
                  icon=":material/delete:", disabled=not picked, on_click=delete, args=(picked,),
                  key="delete articles")  # fmt: skip
        again = st.button(_n("Read {n} article again", "Read {n} articles again", len(picked)) if picked else
                          _("Read again"), icon=":material/refresh:", disabled=not picked, key="read picked",
                          help=_("With this version of Dateline; what was corrected stays"))  # fmt: skip
        old = outdated and st.button(_n("Read {n} again that an older version has read",
                                        "Read {n} again that an older version has read", len(outdated)),
                                     icon=":material/update:", key="read outdated")  # fmt: skip
        every = {one.id for one in found} <= _picked()
        st.button(_("Pick none") if every else
                  _n("Pick all {n} shown", "Pick all {n} shown", len(found)), type="tertiary", key="pick all",
                  on_click=_pick, args=([] if every else [one.id for one in found],))  # fmt: skip
    if again or old:
        ids = picked if again else outdated
        take_in(uploads.read_again(ids, resources.analyzer(), resources.store()), len(ids))
        _pick([])
        st.rerun()
    st.caption(
        _("Title, source and date can be changed in the table. What was corrected by hand holds whatever you do.")
    )


def _pick(ids: list[str]) -> None:
    st.session_state["picked articles"] = set(ids)
    _begin_anew()


def delete(ids: list[str]) -> None:
    """Takes articles out; they are held for as long as the page is open, so that this can be undone."""
    store = resources.store()
    st.session_state["gone"] = [held for held in map(store.catalogue.take_out, ids) if held]
    st.session_state.pop("outcomes", None)
    _pick([])


def undo_bar() -> None:
    """What was deleted last, with a way back."""
    gone = st.session_state.get("gone")
    if not gone:
        return
    with st.container(horizontal=True, vertical_alignment="center", border=True, key="gone bar"):
        deleted = _n("{n} article deleted, with its events.", "{n} articles deleted, with their events.", len(gone))
        st.markdown(deleted, width="content")
        st.button(_("Undo"), icon=":material/undo:", key="undo delete", on_click=_bring_back)
        st.button(
            _("Dismiss"), type="tertiary", key="forget delete", on_click=lambda: st.session_state.pop("gone", None)
        )


def _bring_back() -> None:
    for held in st.session_state.pop("gone", []):
        try:
            resources.store().catalogue.put_back(held)
        except EventsError as error:
            st.session_state["not described"] = str(error)
    _begin_anew()
