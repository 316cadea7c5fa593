"""The page of map, timeline and list: one selection of events, seen three ways, and one of them opened."""

from __future__ import annotations

import polars as pl
import streamlit as st
from pandas.io.formats.style import Styler

from events.dashboard import address, correcting, detail, filters, forms, resources, saying, table, timeline, world
from events.dashboard.component import detail_view
from events.dashboard.families import FAMILIES, named
from events.dashboard.literal import literal
from events.dashboard.table import Selection
from events.dashboard.wording import number

MAP_HEIGHT = 450  # pixels
PANEL_HEIGHT = MAP_HEIGHT + 46
LIST_COLUMNS = {
    "when": "When",
    "what": "What",
    "parties": "Who",
    "place": "Where",
    "kind": "Type",
    "reports": "Reports",
}
LISTS = {"all": "Events", "unplaced": "No place", "undated": "No date", "deleted": "Deleted"}


STYLE = "<style>.stMainBlockContainer {padding-left: 2rem; padding-right: 2rem}</style>"  # the map wants the room


def page() -> None:
    """Greets where there is nothing yet; else filters, map, timeline, list, and the event that is open."""
    rows = resources.table()
    if not resources.store().counts().articles:
        _greet()
        return
    st.html(STYLE)
    _say_what_was_added()
    _restore_choice()
    wanted = filters.choose(rows, resources.article_names())
    shown = table.select(rows, wanted)
    _remember(wanted)
    _count(shown, rows)
    left, right = st.columns([11, 9], gap="medium")
    with right, st.container(height=PANEL_HEIGHT, border=False, key="panel", gap="small"):
        _panel(shown)
    with left:  # drawn after the panel, which says what can be chosen on the map
        _map(shown)
        _legend()
    _timeline(shown)
    st.caption(
        "Click a mark to see the sentence behind it. Turn the wheel over the timeline to zoom, drag to move. "
        "Map: Natural Earth. Places: [GeoNames](https://www.geonames.org), CC BY 4.0."
    )


# ---- the first minute ------------------------------------------------------------------------------------------


def _greet() -> None:
    st.title("Who did what to whom, where and when")
    st.markdown(
        "Drop in news articles and see every event in them on a map and a timeline, each with the sentence that says "
        "so. Everything stays on this machine."
    )
    add, samples = st.columns(2, gap="medium")
    with add.container(border=True, height="stretch"):
        st.markdown("##### Your articles")
        st.markdown("Text, Markdown, web pages or lines of JSON, as many as you like; or paste a text.")
        if st.button("Add articles", type="primary", width="stretch"):
            st.switch_page(st.session_state["pages"]["add"])
    with samples.container(border=True, height="stretch"):
        st.markdown("##### A first look")
        st.markdown(
            "Eighteen short articles that we wrote about well-known events, from Mandela's inauguration to Kakhovka."
        )
        if st.button("Load the sample articles", width="stretch"):
            from events.dashboard import page_add

            st.session_state["added"] = page_add.load_samples()
            st.rerun()


def _say_what_was_added() -> None:
    added = st.session_state.pop("added", None)
    if added is not None:
        st.toast(f"{number(added, 'article')} added", icon=":material/check:")


# ---- what is open ----------------------------------------------------------------------------------------------


def _restore_choice() -> None:
    """At the first run of a session the open event is the address's."""
    if "event" not in st.session_state:
        _choose(st.query_params.get("event"), st.query_params.get("place"))


def _remember(wanted: Selection) -> None:
    chosen = {k: st.session_state[k] for k in ("event", "place") if st.session_state.get(k)}
    st.query_params.from_dict(address.write(wanted) | chosen)


def _choose(event: str | None, place: str | None = None) -> None:
    st.session_state["event"], st.session_state["place"] = event, place


def _picked_on_map(name: str) -> None:
    """Opens what lies at the place that was clicked; the layer is then drawn anew, so that it can be clicked again."""
    objects = st.session_state["map"]["selection"]["objects"]
    taken = next((o["key"] for o in objects.get(name.replace("targets", "candidates"), ())), None)
    if taken is not None:
        st.session_state["picked_place"] = int(taken)
        st.session_state["clicks"] = st.session_state.get("clicks", 0) + 1
        return
    key = next((o["key"] for o in objects.get(name, ())), None)
    if key:
        _choose(None, key)
        st.session_state["clicks"] = st.session_state.get("clicks", 0) + 1


def _picked_on_timeline() -> None:
    """Each click adds a mark to those picked or takes it out; either way it is the one to open."""
    picked = {p["id"] for p in st.session_state["timeline"]["selection"].get(timeline.PICK) or () if p.get("id")}
    clicked = picked ^ st.session_state.get("picked", set())
    st.session_state["picked"] = picked
    if len(clicked) == 1:
        _choose(clicked.pop())


def _picked_in_list(key: str, ids: list[str], place: str | None) -> None:
    picked = st.session_state[key]["selection"]
    rows = [*picked["rows"], *(row for row, _ in picked["cells"])]
    if rows and rows[0] < len(ids):
        _choose(ids[rows[0]], place)


def _panel(shown: pl.DataFrame) -> None:
    """The chosen event, the events of the chosen place, or the list of all."""
    place = st.session_state.get("place")
    here = shown.filter(pl.col("key") == place) if place else shown
    opened = st.session_state.get("event")
    if place and not opened and here.height == 1:
        opened = here["id"][0]
        _choose(opened)
    event = resources.store().event(opened) if opened else None
    if event is None:
        _lists(here, place)
        return
    if event.id not in here["id"]:  # it is elsewhere now
        place, here = None, shown
    _steps(here["id"].to_list(), event.id, place if here.height > 1 else None)
    correcting.toolbar(event)
    saying.tell_what_came_of_it()
    correcting.task(event, resources.table())
    articles = resources.articles(sorted({m.article_id for m in event.mentions}))
    said = resources.corrections().entries
    detail_view(data=detail.record(event, articles, resources.theme(), said), key="event")


def _steps(ids: list[str], event_id: str, place: str | None) -> None:
    """The way back to the list, and to the events before and after."""
    at = ids.index(event_id) if event_id in ids else None
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="steps"):
        st.button(
            "Back to the list", icon=":material/arrow_back:", type="tertiary", on_click=_choose, args=(None, place)
        )
        st.space("stretch")
        if at is None:
            st.caption("hidden by the filters")
            return
        st.caption(f"{at + 1} of {len(ids)}", width="content")
        for label, icon, to in (("Previous", "chevron_left", at - 1), ("Next", "chevron_right", at + 1)):
            inside = 0 <= to < len(ids)
            args = (ids[to] if inside else event_id, place)
            st.button(
                "", icon=f":material/{icon}:", key=label, help=label, disabled=not inside, on_click=_choose, args=args
            )


def _lists(rows: pl.DataFrame, place: str | None) -> None:
    if place:
        name = rows["place"][0] if rows.height else "This place"
        with st.container(horizontal=True, vertical_alignment="center", key="here"):
            st.markdown(f"**{literal(name)}** · {number(rows.height, 'event')}")
            st.button("All places", icon=":material/close:", type="tertiary", on_click=_choose, args=(None, None))
        _list("all", rows, place)
        return
    trays = {"all": rows, "unplaced": table.unplaced(rows), "undated": table.undated(rows)}
    if (deleted := resources.deleted()).height:
        trays["deleted"] = deleted
    tray = st.segmented_control(
        "List",
        list(trays),
        key="tray",
        default="all",
        label_visibility="collapsed",
        format_func=lambda name: f"{LISTS[name]} · {trays[name].height:,}",
    )
    _list(tray or "all", trays[tray or "all"], None)


def _list(name: str, rows: pl.DataFrame, place: str | None) -> None:
    if rows.is_empty():
        st.info("No event is left here.")
        return
    key = f"list {name} {place or ''}"
    ids = rows["id"].to_list()
    st.dataframe(
        _listed(rows),
        column_config=_columns(),
        column_order=["●", *LIST_COLUMNS],
        hide_index=True,
        height=PANEL_HEIGHT - 60,
        row_height=32,
        on_select=lambda: _picked_in_list(key, ids, place),
        selection_mode=["single-row", "single-cell"],
        key=key,
        alt="The events that the filters leave",
    )


def _listed(rows: pl.DataFrame) -> Styler:
    """The columns of the list; a dot in the event's colour on the map, hollow where it may not have happened."""
    asserted = pl.col("assertion") == "asserted"
    dots = rows.select(pl.when(asserted).then(pl.lit("●")).otherwise(pl.lit("○")).alias("●"), *LIST_COLUMNS).to_pandas()
    colours = [f"color: {named(f).colour(resources.theme())}" for f in rows["family"]]
    return dots.style.apply(lambda _: colours, subset=["●"])


def _columns() -> dict:
    widths = {"when": 96, "what": 240, "parties": 150, "place": 120, "kind": 120, "reports": 60}
    columns = {c: st.column_config.Column(title, width=widths[c]) for c, title in LIST_COLUMNS.items()}
    return columns | {"●": st.column_config.Column("", width=28)}


# ---- the views -------------------------------------------------------------------------------------------------


def _count(shown: pl.DataFrame, rows: pl.DataFrame) -> None:
    articles = shown["articles"].explode().n_unique() if shown.height else 0
    rest = f" of {rows.height:,}" if shown.height < rows.height else ""
    told = f"### {number(shown.height, 'event')} :small[:gray[{rest} from {number(articles, 'article')}]]"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="head"):
        st.markdown(told, width="content")
        saying.undo_and_redo()  # not at the right, where a toast would lie over them


def _map(shown: pl.DataFrame) -> None:
    place, event_id = st.session_state.get("place"), st.session_state.get("event")
    opened = shown.filter(pl.col("id") == event_id) if event_id else shown.clear()
    clicks = st.session_state.get("clicks", 0)
    look = world.Look(
        theme=resources.theme(),
        online=bool(st.session_state.get("online")),
        chosen=opened["key"][0] if opened.height else place,
        clicks=clicks,
        candidates=forms.candidates(),
    )
    st.pydeck_chart(
        world.deck(shown, look),
        height=MAP_HEIGHT,
        on_select=lambda: _picked_on_map(f"targets-{clicks}"),
        selection_mode="single-object",
        key="map",
        alt="Map of the events that the filters leave; the list has the same events",
    )


def _legend() -> None:
    """Stays as it is under any filter. Its words are ours: no text of an article comes near this HTML."""
    theme = resources.theme()
    entries = [
        f'<span style="white-space:nowrap"><span style="color:{f.colour(theme)}">●</span>&nbsp;{f.name}</span>'
        for f in FAMILIES
    ]
    marks = "<span>● a place · ○ an area · larger: more reports</span>"
    look = "display:flex;flex-wrap:wrap;gap:0 0.9rem;font-size:0.78rem;line-height:1.5;opacity:0.9"
    st.html(f'<div style="{look}">{"".join(entries)}{marks}</div>')


def _timeline(shown: pl.DataFrame) -> None:
    if timeline.dated(shown).is_empty():
        st.info("None of these events has a date that the timeline can show.")
        return
    st.altair_chart(
        timeline.timeline(shown, resources.theme(), st.session_state.get("event")),
        on_select=_picked_on_timeline,
        selection_mode=timeline.PICK,
        key="timeline",
        alt="Timeline of the events that the filters leave; the list has the same events",
    )
