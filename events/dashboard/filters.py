"""The filters beside the page: what is chosen in them, and how many events each choice would leave."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from events.dashboard import address, saying, table
from events.dashboard.table import Selection
from events.dashboard.wording import kind

# Field of a selection → what its switch says, and what it explains.
SWITCHES = {
    "unclassified": ("Also unclassified", "Of no type that we know"),
    "unasserted": ("Also what may not have happened", "Negated, possible, planned or conditional; drawn fainter"),
    "passing": ("Also what is said in passing", "Words that probably tell of no event of their own"),
}
KEYS = ("actors", "types", "articles", "earliest", "latest", *SWITCHES)


def choose(rows: pl.DataFrame, names: dict[str, str]) -> Selection:
    """Draws the filters over `rows`; `names` are the articles' by id. The choice lives in the address."""
    _restore(rows, names)
    wanted = _now()
    with st.sidebar:
        _several("Actors", "actors", table.actor_counts(rows, wanted), help="Events that any of them takes part in")
        _several("Types", "types", table.type_counts(rows, wanted), label=lambda t: kind(t, None))
        st.date_input("From", key="earliest", **_bounds(rows))
        st.date_input("To", key="latest", **_bounds(rows))
        _several("Articles", "articles", table.article_counts(rows, wanted), label=lambda i: names.get(i, i))
        hidden = table.hidden(rows, wanted)
        for key, (label, explained) in SWITCHES.items():
            st.toggle(_more(label, hidden[key]), key=key, help=explained)
        st.button("Clear all filters", on_click=_clear, disabled=wanted == Selection(), width="stretch")
        st.divider()
        st.text_input("Your name", key="author", placeholder=saying.author(), help="Stands beside each correction")
        st.toggle(
            "Online street map", key="online", help="Fetches tiles from carto.com, which then sees where you look"
        )
    st.session_state["filters"] = {key: st.session_state.get(key) for key in KEYS}
    return _now()


def _restore(rows: pl.DataFrame, names: dict[str, str]) -> None:
    """At the first run of a session the filters are as the address says."""
    if st.session_state.get("filters_restored"):
        for key, value in st.session_state["filters"].items():  # Streamlit forgets what another page does not draw
            st.session_state.setdefault(key, value)
        _drop_unknown(rows, names)
        return
    asked = address.read({k: st.query_params.get_all(k) for k in st.query_params})
    st.session_state.update(
        {"actors": list(asked.actors), "types": list(asked.types), "articles": list(asked.articles)}
    )
    for key in ("earliest", "latest"):
        value = getattr(asked, key)
        st.session_state[key] = date.fromisoformat(value) if value else None
    st.session_state.update({key: getattr(asked, key) for key in SWITCHES} | {"filters_restored": True})
    _drop_unknown(rows, names)


def _drop_unknown(rows: pl.DataFrame, names: dict[str, str]) -> None:
    """What no event has any more cannot be chosen."""
    known = {"actors": set(rows["actors"].explode()), "types": set(rows["type"]), "articles": set(names)}
    for key, values in known.items():
        st.session_state[key] = [v for v in st.session_state.get(key, []) if v in values]


def _now() -> Selection:
    state = st.session_state
    days: dict[str, Any] = {k: state[k].isoformat() if state.get(k) else None for k in ("earliest", "latest")}
    switches: dict[str, Any] = {key: bool(state.get(key)) for key in SWITCHES}
    lists: dict[str, Any] = {key: tuple(state.get(key, ())) for key in ("actors", "types", "articles")}
    return Selection(**lists, **days, **switches)


def _several(title: str, key: str, counts: dict[str, int], label=str, help: str | None = None) -> None:
    options = list(counts) + [v for v in st.session_state.get(key, []) if v not in counts]
    st.multiselect(
        title,
        options,
        key=key,
        help=help,
        placeholder="All",
        format_func=lambda value: f"{label(value)}  ({counts.get(value, 0)})",
    )


def _bounds(rows: pl.DataFrame) -> dict:
    """The days that the events span; any day may be asked for in that range."""
    days = rows["earliest"].drop_nulls().to_list() + rows["latest"].drop_nulls().to_list()
    days = sorted(d for d in days if len(d) == 10 and d[0].isdigit())
    first, last = (days[0], days[-1]) if days else ("1900-01-01", "2100-01-01")
    chosen = [st.session_state[k].isoformat() for k in ("earliest", "latest") if st.session_state.get(k)]
    low, high = min([first, *chosen]), max([last, *chosen])
    return {"min_value": date.fromisoformat(low), "max_value": date.fromisoformat(high), "format": "YYYY-MM-DD"}


def _more(label: str, count: int) -> str:
    return f"{label} :gray[· {count:,}]" if count else label


def _clear() -> None:
    st.session_state.update({k: [] for k in ("actors", "types", "articles")} | {"earliest": None, "latest": None})
    st.session_state.update(dict.fromkeys(SWITCHES, False))
