"""The list of those events that the filters leave, a page at a time, and the trays of what has no place or no date."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from events.dashboard import filters, paging, resources
from events.dashboard.component import list_view
from events.dashboard.facets import Selected
from events.dashboard.families import named
from events.dashboard.language import N_, _, _n, count
from events.dashboard.literal import literal
from events.dashboard.table import Row, together

PAGE = 100  # events that the list shows at once
TRAYS = {"all": N_("Events"), "unplaced": N_("No place"), "undated": N_("No date"), "deleted": N_("Deleted")}
ORDERS = {
    "first": N_("Oldest first"),
    "last": N_("Newest first"),
    "reports": N_("Most reports first"),
    "salience": N_("Main events first"),
}


def draw(selected: Selected) -> None:
    """The events of the place that was chosen, else of the tray that is."""
    if selected.wanted.area:
        _of_place(selected)
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
        format_func=lambda name: f"{_(TRAYS[name])} · {count(numbers[name])}",
    )
    if tray == "deleted":
        _rows(deleted[:PAGE])
    else:
        _page(tray or "all", selected, trays[tray or "all"])


def _of_place(selected: Selected) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="here"):
        held = _n("{n} event", "{n} events", len(selected.rows))
        st.markdown(f"**{literal(filters.area_name(selected))}** · {held}", width="content")
        st.button(_("All places"), icon=":material/close:", type="tertiary", on_click=filters.leave_area)
    _page("all", selected, selected.rows)


def _page(name: str, selected: Selected, rows: np.ndarray) -> None:
    """One page of the events in these rows of the read model."""
    if not len(rows):
        _nothing(selected)
        return
    asked = (name, selected.wanted, st.session_state.get("order"))
    first = paging.begin("page", asked, PAGE)
    ordered = _ordered(selected, rows)[first : first + PAGE]
    with st.container(key="rows", border=False, height="stretch"):
        _rows(selected.model.events["id"].gather(ordered).to_list())
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="pager"):
        st.selectbox(_("Order"), list(ORDERS), key="order", format_func=lambda name: _(ORDERS[name]),
                     label_visibility="collapsed", width=190)  # fmt: skip
        if len(rows) > PAGE:
            st.space("stretch")
            paging.buttons("page", first, len(ordered), len(rows), PAGE)


def _nothing(selected: Selected) -> None:
    """Why the list is empty, and the way out."""
    if selected.mask.any() or not selected.wanted.asks():
        st.info(_("No event is left here."))
        return
    st.info(_("No event fits all of these filters. Take one of them away, above, or begin anew."))
    st.button(_("Clear all filters"), key="clear here", on_click=filters.clear_all)


def _ordered(selected: Selected, rows: np.ndarray) -> np.ndarray:
    """Rows, which go by time, in the order that is asked for; the undated stay last where it goes by time."""
    order = st.session_state.get("order", "first")
    if order == "first":
        return rows
    if order == "last":
        dated = selected.model.dated()[rows]
        return np.concatenate([rows[dated][::-1], rows[~dated]])
    return rows[np.argsort(-selected.model.array(order)[rows].astype(np.float64), kind="stable")]


def _rows(ids: list[str]) -> None:
    theme = resources.theme()
    rows = [
        _row(first, theme) | {"also": [_beside(row, first, theme) for row in rest]}
        for first, *rest in together(resources.listed(ids))
    ]
    data = {"label": _("The events that the filters leave"), "rows": rows}
    list_view(data=data, key="list", on_pick_change=_picked)


def _row(row: Row, theme: str) -> dict[str, Any]:
    """An event as `list_view` draws it: hollow where it may not have happened."""
    return {
        "id": row["id"],
        "colour": named(row["family"]).colour(theme),
        "hollow": row["assertion"] != "asserted",
        "when": row["when"] or _("no date"),
        "what": row["what"],
        "about": [part for part in (row["parties"], row["place"] or _("no place")) if part],
        "kind": row["kind"],
        "reports": _n("{n} report", "{n} reports", row["reports"]) if row["reports"] > 1 else "",
    }


def _beside(row: Row, first: Row, theme: str) -> dict[str, Any]:
    """An event below the one that it belongs to: what happened, and when and where as far as that is another."""
    when, place = (row[name] if row[name] != first[name] else None for name in ("when", "place"))
    return _row(row, theme) | {"when": when or "", "about": [place] if place else []}


def _picked() -> None:
    if picked := st.session_state["list"]["pick"]:
        st.session_state["event"] = picked
