"""The page of map, timeline and list: one selection of events, seen three ways, and one of them opened."""

from __future__ import annotations

import logging
import time
from functools import partial
from html import escape
from typing import Any

import numpy as np
import polars as pl
import streamlit as st

from events.access import Role
from events.dashboard import (
    address,
    correcting,
    detail,
    entrance,
    exporting,
    filters,
    forms,
    listing,
    look,
    moments,
    resources,
    saying,
    timeline,
    wording,
    world,
)
from events.dashboard.component import detail_view, timeline_view
from events.dashboard.facets import Selected, Selection, read_cell
from events.dashboard.families import FAMILIES
from events.dashboard.language import _, _n, count, spoken
from events.dashboard.readmodel import ReadModel

LOG = logging.getLogger("events.dashboard")
TOLD = ("brush", "view", "lanes", "pick")  # by the timeline


def page() -> None:
    """Greets where there is nothing yet; else map, timeline, the list or the event that is open, and filters."""
    began = time.perf_counter()
    with st.spinner(_("Reading the store …")):  # a million events take some seconds, once
        model = resources.model()
    if not resources.store().counts().articles:
        _greet()
        return
    _go()
    look.lay_out()
    _say_what_was_added()
    _restore_choice()
    selected = _selected(model, filters.wanted(model))
    _open_the_only_one(selected)
    _remember(selected)
    _count(selected)
    _picture(selected)
    filters.draw(selected)  # last: what a browser is sent first it draws first
    LOG.info("drawn in %.0f ms", 1000 * (time.perf_counter() - began))


def _selected(model: ReadModel, wanted: Selection) -> Selected:
    return Selected(model, wanted, resources.found(wanted.words) if wanted.words.strip() else None)


def _ids(wanted: Selection) -> pl.Series:
    """Ids of the events that are wanted, as the store is now: what waits for a click must not keep an old model."""
    selected = _selected(resources.model(), wanted)
    return selected.model.events["id"].gather(selected.rows)


def _picture(selected: Selected) -> None:
    """Map over timeline, beside them the panel; first the map, but where the panel says what can be chosen on it."""
    with st.container(key="picture"):
        left, right = st.columns([11, 9], gap="medium")
        chart = left.container(key="map-box", height=look.MAP, border=False)
        panel = right.container(key="panel", height=look.PANEL, border=False, gap="small")
        choosing = st.session_state.get("task") == "Correct"
        parts = [(chart, _map), (panel, _panel)]
        for place, draw in reversed(parts) if choosing else parts:
            with place:
                draw(selected)
        with left:
            _legend()
            with st.container(key="timeline-box"):
                _timeline(selected)
                _hints()


def _read() -> None:
    st.session_state["reading"] = st.session_state["opened"]["read"]


def _go() -> None:
    """To the article that a click on its title has asked for."""
    if asked := st.session_state.pop("reading", None):
        st.switch_page(st.session_state["pages"]["article"], query_params=asked)


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
        st.markdown("## " + _("Your articles"))
        st.markdown(
            _(
                "Text, PDF, Word, web pages, mail, tables and feeds, as many as you like, or a folder as .zip; "
                "or paste a text."
            )
        )
        if st.button(_("Add articles"), type="primary", width="stretch"):
            st.switch_page(st.session_state["pages"]["add"])
    with samples.container(border=True, height="stretch"):
        st.markdown("## " + _("A first look"))
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
        if asked.get("tray") in listing.TRAYS:
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


def _open_the_only_one(selected: Selected) -> None:
    """Where a place was picked that has one event."""
    picked = st.session_state.pop("picked_area", False)
    if picked and not st.session_state.get("event") and len(selected.rows) == 1:
        _choose(selected.model.events["id"][int(selected.rows[0])])


def _panel(selected: Selected) -> None:
    """The chosen event, or the list of those that the filters leave."""
    opened = st.session_state.get("event")
    event = resources.store().event(opened) if opened else None
    if event is None:
        listing.draw(selected)
        return
    _steps(selected, event.id)
    correcting.toolbar(event)
    saying.tell_what_came_of_it()
    correcting.task(event, selected.model)
    articles = resources.articles(sorted({m.article_id for m in event.mentions}))
    said = resources.corrections().entries
    record = detail.record(event, articles, resources.theme(), said, resources.known)
    detail_view(data=record | spoken("events/dashboard/data/detail.js"), key="opened", on_read_change=_read)


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
            st.button(label, icon=f":material/{icon}:", key=f"icon step {icon}", help=label, disabled=not inside,
                      on_click=_choose, args=(there,))  # fmt: skip


# ---- the views -------------------------------------------------------------------------------------------------


def _count(selected: Selected) -> None:
    """How many events the filters leave, from how many articles, and each filter with a way to take it away."""
    left, every = len(selected.rows), selected.model.height
    articles = int(np.count_nonzero(selected.model.values("reports", "article").counts(selected.mask).numbers))
    rest = _("of {n}").format(n=count(every)) + " " if left < every else ""
    sources = _n("from {n} article", "from {n} articles", articles)
    told = "# " + _n("{n} event", "{n} events", left) + f" :small[:gray[{rest}{sources}]]"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="head"):
        st.markdown(told, width="content")
        saying.undo_and_redo()  # not at the right, where a toast would lie over them
        filters.chips(selected)
        st.space("stretch")
        exporting.control(partial(_ids, selected.wanted))


def _map(selected: Selected) -> None:
    """All that the filters but that of the place leave: another place can be chosen beside the one that is."""
    model, row = selected.model, None
    if event_id := st.session_state.get("event"):
        row = model.row(event_id)
    clicks = st.session_state.get("clicks", 0)
    drawn_with = world.Look(
        theme=resources.theme(),
        online=bool(st.session_state.get("online")),
        chosen=model.key(row) if row is not None else selected.wanted.area,
        cell=st.session_state.get("cell"),
        clicks=clicks,
        candidates=forms.candidates(),
    )
    st.pydeck_chart(
        world.deck(model, selected.but("area"), drawn_with),
        height="stretch",
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
    marks = escape(_("● a place · ○ an area · paler: less sure · larger: more reports"))
    style = "display:flex;flex-wrap:wrap;gap:0 0.9rem;font-size:0.78rem;line-height:1.5;opacity:0.9"
    st.html(f'<div style="{style}">{"".join(entries)}<span>{marks}</span></div>')


def _hints() -> None:
    st.caption(
        _(
            "Click a mark to see the sentence behind it. Drag over the bars to choose a time; turn the wheel over the "
            "timeline to zoom. Map: Natural Earth. Places: [GeoNames](https://www.geonames.org), CC BY 4.0."
        )
    )


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
