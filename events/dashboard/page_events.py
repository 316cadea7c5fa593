"""The page of map, timeline and list: one selection of events, seen three ways, and one of them opened."""

from __future__ import annotations

import logging
import time
from html import escape
from typing import Any

import numpy as np
import polars as pl
import streamlit as st
from pandas.io.formats.style import Styler

from events.access import Role
from events.dashboard import (
    address,
    correcting,
    detail,
    entrance,
    exporting,
    filters,
    forms,
    moments,
    resources,
    saying,
    timeline,
    wording,
    world,
)
from events.dashboard.component import detail_view, timeline_view
from events.dashboard.facets import Selected, read_cell
from events.dashboard.families import FAMILIES, named
from events.dashboard.language import N_, _, _n, count, spoken
from events.dashboard.literal import literal

LOG = logging.getLogger("events.dashboard")
MAP_HEIGHT = 450  # pixels
PANEL_HEIGHT = MAP_HEIGHT + 46
TOLD = ("brush", "view", "lanes", "pick")  # by the timeline
PAGE = 100  # events that the list shows at once
LIST_COLUMNS = {
    "when": N_("When"),
    "what": N_("What"),
    "parties": N_("Who"),
    "place": N_("Where"),
    "kind": N_("Type"),
    "reports": N_("Reports"),
}
LISTS = {"all": N_("Events"), "unplaced": N_("No place"), "undated": N_("No date"), "deleted": N_("Deleted")}
ORDERS = {
    "first": N_("Oldest first"),
    "last": N_("Newest first"),
    "reports": N_("Most reports first"),
    "salience": N_("Main events first"),
}


STYLE = "<style>.stMainBlockContainer {padding-left: 2rem; padding-right: 2rem}</style>"  # the map wants the room


def page() -> None:
    """Greets where there is nothing yet; else filters, map, timeline, list, and the event that is open."""
    began = time.perf_counter()
    with st.spinner(_("Reading the store …")):  # a million events take some seconds, once
        model = resources.model()
    if not resources.store().counts().articles:
        _greet()
        return
    st.html(STYLE)
    _say_what_was_added()
    _restore_choice()
    wanted = filters.wanted(model)
    found = resources.found(wanted.words) if wanted.words.strip() else None
    selected = Selected(model, wanted, found)
    filters.draw(selected)
    _remember(selected)
    _count(selected)
    left, right = st.columns([11, 9], gap="medium")
    with right, st.container(height=PANEL_HEIGHT, border=False, key="panel", gap="small"):
        _panel(selected)
    with left:  # drawn after the panel, which says what can be chosen on the map
        _map(selected)
        _legend()
    _timeline(selected)
    st.caption(
        _(
            "Click a mark to see the sentence behind it. Drag over the bars to choose a time; turn the wheel over the "
            "timeline to zoom. Map: Natural Earth. Places: [GeoNames](https://www.geonames.org), CC BY 4.0."
        )
    )
    LOG.info("drawn in %.0f ms", 1000 * (time.perf_counter() - began))


# ---- the first minute ------------------------------------------------------------------------------------------


def _greet() -> None:
    st.title(_("Who did what to whom, where and when"))
    st.markdown(
        _(
            "Drop in news articles and see every event in them on a map and a timeline, each with the sentence that "
            "says so. Everything stays on this machine."
        )
    )
    if not entrance.may(Role.editor):
        st.info(_("Nothing has been added yet."))
        return
    add, samples = st.columns(2, gap="medium")
    with add.container(border=True, height="stretch"):
        st.markdown("##### " + _("Your articles"))
        st.markdown(_("Text, Markdown, web pages or lines of JSON, as many as you like; or paste a text."))
        if st.button(_("Add articles"), type="primary", width="stretch"):
            st.switch_page(st.session_state["pages"]["add"])
    with samples.container(border=True, height="stretch"):
        st.markdown("##### " + _("A first look"))
        st.markdown(
            _("Eighteen short articles that we wrote about well-known events, from Mandela's inauguration to Kakhovka.")
        )
        if st.button(_("Load the sample articles"), width="stretch"):
            from events.dashboard import page_add

            st.session_state["added"] = page_add.load_samples()
            st.rerun()


def _say_what_was_added() -> None:
    added = st.session_state.pop("added", None)
    if added is not None:
        st.toast(_n("{n} article added", "{n} articles added", added), icon=":material/check:")


# ---- what is open ----------------------------------------------------------------------------------------------


def _restore_choice() -> None:
    """At the first run of a session the open event, and what else is not a filter, are the address's."""
    if "event" not in st.session_state:
        asked = st.query_params
        _choose(asked.get("event"))
        st.session_state["cell"] = asked.get("cell")
        st.session_state["picked_area"] = "area" in asked
        st.session_state["view"] = _span(asked.get("view", ""))
        st.session_state["lanes"] = asked["lanes"] if asked.get("lanes") in timeline.LANE_NAMES else "none"
        if asked.get("tray") in LISTS:
            st.session_state["tray"] = asked["tray"]


def _remember(selected: Selected) -> None:
    """The address says all that is seen, so that it can be shared."""
    state = st.session_state
    view = state.get("view")
    beside = {
        "event": state.get("event"),
        "cell": state.get("cell"),
        "view": view and "~".join(map(moments.to_iso, view)),
        "lanes": state["lanes"] if state.get("lanes", "none") != "none" else None,
        "tray": state["tray"] if state.get("tray", "all") != "all" else None,
    }
    st.query_params.from_dict(address.write(selected.wanted) | {k: v for k, v in beside.items() if v})


def _span(text: str) -> tuple[int, int] | None:
    """Two moments with ~ between them; None for anything else."""
    ends = [moments.from_iso(part) for part in text.split("~")]
    return (ends[0], ends[1]) if len(ends) == 2 and None not in ends and ends[0] < ends[1] else None  # type: ignore[operator,return-value]


def _choose(event: str | None) -> None:
    st.session_state["event"] = event


def _leave_area() -> None:
    """Shows all places again."""
    filters.set_area(None)
    st.session_state.update(cell=None, event=None)


def _picked_on_map(name: str) -> None:
    """Chooses the place or cell that was clicked; the layer is then drawn anew, so that it can be clicked again."""
    objects = st.session_state["map"]["selection"]["objects"]
    taken = next((o["key"] for o in objects.get(name.replace("targets", "candidates"), ())), None)
    key = next((o["key"] for o in objects.get(name, ())), None)
    if taken is not None:
        st.session_state["picked_place"] = int(taken)
    elif key:
        filters.set_area(key)
        _choose(None)
        st.session_state["picked_area"] = True  # where there is one event it is opened
        if read_cell(key):
            st.session_state["cell"] = key
    if taken is not None or key:
        st.session_state["clicks"] = st.session_state.get("clicks", 0) + 1


def _on_timeline(name: str) -> None:
    """What was done on the timeline: a period brushed, a view taken, lanes chosen, an event picked."""
    value = st.session_state["timeline"][name]
    if name == "brush":
        filters.set_period(tuple(value) if value else None)
    elif name == "pick":
        if value:
            _choose(value)
    else:
        st.session_state[name] = tuple(value) if isinstance(value, list) else value


def _picked_in_list(key: str, ids: list[str]) -> None:
    picked = st.session_state[key]["selection"]
    rows = [*picked["rows"], *(row for row, _column in picked["cells"])]
    if rows and rows[0] < len(ids):
        _choose(ids[rows[0]])


def _panel(selected: Selected) -> None:
    """The chosen event, or the list of those that the filters leave."""
    opened = st.session_state.get("event")
    picked = st.session_state.pop("picked_area", False)
    if not opened and picked and len(selected.rows) == 1:
        opened = selected.model.events["id"][int(selected.rows[0])]
        _choose(opened)
    event = resources.store().event(opened) if opened else None
    if event is None:
        _lists(selected)
        return
    _steps(selected, event.id)
    correcting.toolbar(event)
    saying.tell_what_came_of_it()
    correcting.task(event, selected.model)
    articles = resources.articles(sorted({m.article_id for m in event.mentions}))
    said = resources.corrections().entries
    record = detail.record(event, articles, resources.theme(), said)
    detail_view(data=record | spoken("events/dashboard/data/detail.js"), key="event")


def _steps(selected: Selected, event_id: str) -> None:
    """The way back to the list, and to the events before and after."""
    rows = selected.rows
    row = selected.model.row(event_id)
    at = int(np.searchsorted(rows, row)) if row is not None else len(rows)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="steps"):
        st.button(_("Back to the list"), icon=":material/arrow_back:", type="tertiary", on_click=_choose, args=(None,))
        st.space("stretch")
        if at >= len(rows) or rows[at] != row:
            st.caption(_("hidden by the filters"))
            return
        st.caption(_("{n} of {all}").format(n=count(at + 1), all=count(len(rows))), width="content")
        for label, icon, to in (
            (_("Previous"), "chevron_left", at - 1),
            (_("Next"), "chevron_right", at + 1),
        ):
            inside = 0 <= to < len(rows)
            there = selected.model.events["id"][int(rows[to])] if inside else event_id
            st.button("", icon=f":material/{icon}:", key=label, help=label, disabled=not inside, on_click=_choose,
                      args=(there,))  # fmt: skip


def _lists(selected: Selected) -> None:
    if selected.wanted.area:
        with st.container(horizontal=True, vertical_alignment="center", key="here"):
            held = _n("{n} event", "{n} events", len(selected.rows))
            st.markdown(f"**{literal(filters.area_name(selected))}** · {held}")
            st.button(_("All places"), icon=":material/close:", type="tertiary", on_click=_leave_area)
        _list("all", selected, selected.rows)
        return
    model, rows = selected.model, selected.rows
    trays = {"all": rows, "unplaced": rows[model.spot()[rows] < 0], "undated": rows[~model.dated()[rows]]}
    numbers = {name: len(held) for name, held in trays.items()}
    if deleted := model.deleted():
        numbers["deleted"] = len(deleted)
    tray = st.segmented_control(
        _("List"),
        list(numbers),
        key="tray",
        default=None if "tray" in st.session_state else "all",
        label_visibility="collapsed",
        format_func=lambda name: f"{_(LISTS[name])} · {count(numbers[name])}",
    )
    if tray == "deleted":
        _page_of("deleted", deleted[:PAGE])
    else:
        _list(tray or "all", selected, trays[tray or "all"])


def _list(name: str, selected: Selected, rows: np.ndarray) -> None:
    """One page of the events in these rows of the read model."""
    if not len(rows):
        st.info(_("No event is left here."))
        return
    asked = (name, selected.wanted, st.session_state.get("order"))
    if st.session_state.get("paged") != asked:
        st.session_state.update(paged=asked, page=0)
    first = st.session_state["page"] * PAGE
    ordered = _ordered(selected, rows)[first : first + PAGE]
    _page_of(name, selected.model.events["id"].gather(ordered).to_list())
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="pager"):
        st.selectbox(_("Order"), list(ORDERS), key="order", format_func=lambda name: _(ORDERS[name]),
                     label_visibility="collapsed", width=190)  # fmt: skip
        if len(rows) > PAGE:
            st.space("stretch")
            part = _("{part} of {all}")
            st.caption(
                part.format(part=f"{count(first + 1)}–{count(first + len(ordered))}", all=count(len(rows))),
                width="content",
            )
            for label, icon, step in ((_("Page before"), "chevron_left", -1), (_("Page after"), "chevron_right", 1)):
                inside = 0 <= first + step * PAGE < len(rows)
                st.button("", icon=f":material/{icon}:", key=label, help=label, disabled=not inside, on_click=_turn,
                          args=(step,))  # fmt: skip


def _turn(step: int) -> None:
    st.session_state["page"] += step


def _ordered(selected: Selected, rows: np.ndarray) -> np.ndarray:
    """Rows, which go by time, in the order that is asked for; the undated stay last where it goes by time."""
    order = st.session_state.get("order", "first")
    if order == "first":
        return rows
    if order == "last":
        dated = selected.model.dated()[rows]
        return np.concatenate([rows[dated][::-1], rows[~dated]])
    return rows[np.argsort(-selected.model.array(order)[rows].astype(np.float64), kind="stable")]


def _page_of(name: str, ids: list[str]) -> None:
    key = f"list {name} {hash(tuple(ids))}"
    st.dataframe(
        _listed(resources.listed(ids)),
        column_config=_columns(),
        column_order=["●", *LIST_COLUMNS],
        hide_index=True,
        height=PANEL_HEIGHT - 104,
        row_height=32,
        on_select=lambda: _picked_in_list(key, ids),
        selection_mode=["single-row", "single-cell"],
        key=key,
        alt=_("The events that the filters leave"),
    )


def _listed(rows: pl.DataFrame) -> Styler:
    """The columns of the list; a dot in the event's colour on the map, hollow where it may not have happened."""
    asserted = pl.col("assertion") == "asserted"
    dots = rows.select(pl.when(asserted).then(pl.lit("●")).otherwise(pl.lit("○")).alias("●"), *LIST_COLUMNS).to_pandas()
    colours = [f"color: {named(f).colour(resources.theme())}" for f in rows["family"]]
    return dots.style.apply(lambda _column: colours, subset=["●"])


def _columns() -> dict:
    widths = {"when": 96, "what": 240, "parties": 150, "place": 120, "kind": 120, "reports": 60}
    columns = {c: st.column_config.Column(_(title), width=widths[c]) for c, title in LIST_COLUMNS.items()}
    return columns | {"●": st.column_config.Column("", width=28)}


# ---- the views -------------------------------------------------------------------------------------------------


def _count(selected: Selected) -> None:
    """How many events the filters leave, from how many articles, and each filter with a way to take it away."""
    left, every = len(selected.rows), selected.model.height
    articles = int(np.count_nonzero(selected.model.values("reports", "article").counts(selected.mask).numbers))
    rest = _("of {n}").format(n=count(every)) + " " if left < every else ""
    sources = _n("from {n} article", "from {n} articles", articles)
    told = "### " + _n("{n} event", "{n} events", left) + f" :small[:gray[{rest}{sources}]]"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="head"):
        st.markdown(told, width="content")
        saying.undo_and_redo()  # not at the right, where a toast would lie over them
        filters.chips(selected)
        st.space("stretch")
        exporting.control(lambda: selected.model.events["id"].gather(selected.rows))


def _map(selected: Selected) -> None:
    """All that the filters but that of the place leave: another place can be chosen beside the one that is."""
    model, row = selected.model, None
    if event_id := st.session_state.get("event"):
        row = model.row(event_id)
    clicks = st.session_state.get("clicks", 0)
    look = world.Look(
        theme=resources.theme(),
        online=bool(st.session_state.get("online")),
        chosen=model.key(row) if row is not None else selected.wanted.area,
        cell=st.session_state.get("cell"),
        clicks=clicks,
        candidates=forms.candidates(),
    )
    st.pydeck_chart(
        world.deck(model, selected.but("area"), look),
        height=MAP_HEIGHT,
        on_select=lambda: _picked_on_map(f"targets-{clicks}"),
        selection_mode="single-object",
        key="map",
        alt=_("Map of the events that the filters leave; the list has the same events"),
    )


def _legend() -> None:
    """Stays as it is under any filter. Its words are ours: no text of an article comes near this HTML."""
    theme = resources.theme()
    names = [escape(_(f.name)) for f in FAMILIES]
    entries = [
        f'<span style="white-space:nowrap"><span style="color:{f.colour(theme)}">●</span>&nbsp;{name}</span>'
        for f, name in zip(FAMILIES, names, strict=True)
    ]
    marks = escape(_("● a place · ○ an area · larger: more reports"))
    look = "display:flex;flex-wrap:wrap;gap:0 0.9rem;font-size:0.78rem;line-height:1.5;opacity:0.9"
    st.html(f'<div style="{look}">{"".join(entries)}<span>{marks}</span></div>')


def _timeline(selected: Selected) -> None:
    """All that the filters but that of the period leave; what lies outside of the period is grey."""
    model, wanted = selected.model, selected.wanted
    window = timeline.window(wanted.begins, wanted.ends)
    state = st.session_state
    data = timeline.data(
        model.events.filter(selected.but("period")),
        model.columns.parties,
        state.get("view"),
        window,
        state.get("lanes") or "none",
        state.get("event"),
        resources.theme(),
        resources.labels,
        country=wording.country,
    )
    told: dict[str, Any] = {f"on_{name}_change": lambda name=name: _on_timeline(name) for name in TOLD}
    timeline_view(data=data, key="timeline", **told)
