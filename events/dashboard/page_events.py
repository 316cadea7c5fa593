"""The page of map, timeline and list: one selection of events, seen three ways, and one of them opened."""

from __future__ import annotations

import polars as pl
import streamlit as st

from events.dashboard import address, detail, filters, resources, table, timeline, world
from events.dashboard.evidence import literal
from events.dashboard.families import FAMILIES, family
from events.dashboard.table import Selection

MAP_HEIGHT = 470  # pixels
LIST_COLUMNS = {"headline": "Event", "kind": "Type", "when": "When", "place": "Where", "reports": "Reports"}


def page() -> None:
    """Greets where there is nothing yet; else filters, map, timeline, list, and the event that is open."""
    rows = resources.table()
    if rows.is_empty():
        _greet()
        return
    _restore_choice()
    wanted = filters.choose(rows, resources.article_names())
    with st.sidebar:
        online = st.toggle("Online street map", key="online", help="Fetches tiles from carto.com, which sees where you look")
    shown = table.select(rows, wanted)
    _remember(wanted)
    _count(shown, rows)
    left, right = st.columns([7, 4], gap="medium")
    with left:
        _map(shown, online)
        _legend(rows)
    with right:
        _open_event(shown)
    _timeline(shown)
    _list(shown)


def _greet() -> None:
    st.title("Who did what to whom, where and when")
    st.markdown(
        "Drop in news articles and see every event in them on a map and a timeline, each with the sentence that says so. "
        "Everything stays on this machine."
    )
    add, samples = st.columns(2)
    with add.container(border=True):
        st.markdown("**Your articles**  \nText, Markdown, web pages or JSON lines; or paste a text.")
        if st.button("Add articles", type="primary", width="stretch"):
            st.switch_page(st.session_state["pages"]["add"])
    with samples.container(border=True):
        st.markdown("**A first look**  \nEighteen articles that we wrote about well-known events.")
        if st.button("Load the sample articles", width="stretch"):
            from events.dashboard import page_add

            page_add.load_samples()
            st.rerun()


# ---- what is open ----------------------------------------------------------------------------------------------


def _restore_choice() -> None:
    """At the first run of a session the open event is the address's."""
    if "event" not in st.session_state:
        st.session_state.update({"event": st.query_params.get("event"), "place": st.query_params.get("place")})


def _remember(wanted: Selection) -> None:
    chosen = {k: st.session_state[k] for k in ("event", "place") if st.session_state.get(k)}
    st.query_params.from_dict(address.write(wanted) | chosen)


def _choose(event: str | None, place: str | None = None) -> None:
    st.session_state.update({"event": event, "place": place})


def _picked_on_map() -> None:
    objects = st.session_state["map"]["selection"]["objects"]
    key = next((o["key"] for layer in objects.values() for o in layer if "key" in o), None)
    _choose(None, key)


def _picked_on_timeline() -> None:
    picked = st.session_state["timeline"]["selection"].get(timeline.PICK) or []
    _choose(picked[0].get("id") if picked else None)


def _picked_in_list(ids: list[str]) -> None:
    rows = st.session_state["list"]["selection"]["rows"]
    _choose(ids[rows[0]] if rows and rows[0] < len(ids) else None)


def _open_event(shown: pl.DataFrame) -> None:
    """The chosen event, the events of the chosen place, or those that map and timeline cannot show."""
    store, key = resources.store(), st.session_state.get("place")
    event = store.event(st.session_state["event"]) if st.session_state.get("event") else None
    here = _at(shown, key) if key else shown.clear()
    if event is None and here.height == 1:
        event = store.event(here["id"][0])
    with st.container(height=MAP_HEIGHT + 38, border=True, key="detail"):
        if event is not None:
            if here.height > 1:
                st.button("Back to this place", icon=":material/arrow_back:", on_click=_choose, args=(None, key))
            detail.show(store, event)
        elif here.height:
            st.markdown(f"##### {literal(here['place'][0])}")
            _buttons(here, key)
        else:
            _trays(shown)


def _at(shown: pl.DataFrame, key: str) -> pl.DataFrame:
    placed = shown.filter(pl.col("lat").is_not_null())
    keys = [world.key_of(lat, lon) for lat, lon in zip(placed["lat"], placed["lon"], strict=True)]
    return placed.filter(pl.Series(keys, dtype=pl.String) == key)


def _trays(shown: pl.DataFrame) -> None:
    """What has no pin or no mark is listed here, with its number."""
    st.caption("Click a pin, a mark on the timeline or a row of the list to open an event.")
    unplaced = shown.filter(pl.col("lat").is_null())
    undated = shown.filter(pl.col("earliest").is_null())
    for title, tray in (("Without a place", unplaced), ("Without a date", undated)):
        with st.expander(f"{title}: {tray.height}", expanded=False):
            _buttons(tray, None)


def _buttons(rows: pl.DataFrame, place: str | None, most: int = 60) -> None:
    for row in rows.head(most).iter_rows(named=True):
        label = f"{literal(row['headline'])}  \n:small[:gray[{literal(row['kind'])} · {literal(row['when'])}]]"
        key = f"open {row['id']} {place} {len(rows)} {rows.columns[0]}"
        st.button(label, key=f"{key} {id(rows)}", type="tertiary", on_click=_choose, args=(row["id"], place))
    if rows.height > most:
        st.caption(f"and {rows.height - most} more in the list below")


# ---- the three views -------------------------------------------------------------------------------------------


def _count(shown: pl.DataFrame, rows: pl.DataFrame) -> None:
    noun = "event" if shown.height == 1 else "events"
    articles = shown["articles"].explode().n_unique() if shown.height else 0
    st.markdown(f"### {shown.height:,} {noun} :small[:gray[of {rows.height:,}, from {articles:,} articles]]")


def _theme() -> str:
    return "dark" if st.context.theme.type == "dark" else "light"


def _map(shown: pl.DataFrame, online: bool) -> None:
    event_id = st.session_state.get("event")
    row = shown.filter(pl.col("id") == event_id) if event_id else shown.clear()
    chosen = st.session_state.get("place")
    if row.height and row["lat"][0] is not None:
        chosen = world.key_of(row["lat"][0], row["lon"][0])
    st.pydeck_chart(
        world.deck(shown, _theme(), online, chosen),
        height=MAP_HEIGHT,
        on_select=_picked_on_map,
        selection_mode="single-object",
        key="map",
        alt="Map of the events that the filters leave",
    )


def _legend(rows: pl.DataFrame) -> None:
    """Stays as it is under any filter: every family that the store has."""
    present = {family(t).name for t in rows["type"].unique()}
    entries = [f for f in FAMILIES if f.name in present]
    with st.container(horizontal=True, gap="small", key="legend"):
        for entry in entries:
            st.html(f'<span style="color:{entry.colour};font-size:1.1em">●</span> <small>{entry.name}</small>', width="content")
    st.caption("A dot is a place, the larger the more reports; a ring is somewhere in a region or country.")


def _timeline(shown: pl.DataFrame) -> None:
    dated = shown.filter(pl.col("earliest").is_not_null())
    if dated.is_empty():
        st.info("None of these events has a date.")
        return
    st.altair_chart(
        timeline.timeline(dated),
        on_select=_picked_on_timeline,
        selection_mode=timeline.PICK,
        key="timeline",
        alt="Timeline of the events that the filters leave",
    )


def _list(shown: pl.DataFrame) -> None:
    st.dataframe(
        shown.select(*LIST_COLUMNS),
        column_config={
            column: st.column_config.Column(title, width="large" if column == "headline" else None)
            for column, title in LIST_COLUMNS.items()
        },
        hide_index=True,
        height=320,
        on_select=lambda: _picked_in_list(shown["id"].to_list()),
        selection_mode="single-row",
        key="list",
        alt="The events that the filters leave",
    )
