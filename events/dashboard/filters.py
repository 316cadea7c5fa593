"""The filters beside the page: what is chosen in them, and how many events each choice would leave."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

import streamlit as st

from events.access import Role
from events.dashboard import address, entrance, moments, resources, saying, wording
from events.dashboard.facets import (
    BY_NAME,
    FACETS,
    ROLES,
    SWITCHES,
    Facet,
    Selected,
    Selection,
    in_area,
    read_cell,
    values_of,
)
from events.dashboard.language import N_, _, count
from events.dashboard.literal import literal, plain
from events.dashboard.readmodel import ReadModel

MOST = 250  # values that a facet offers; any other can be typed
LEFT = N_("The number is that of the events that each would leave")
# Switch → what it says, and what it explains.
SAYS = {
    "unclassified": (N_("Of no known type"), N_("Events that none of the types fits")),
    "unasserted": (N_("May not have happened"), N_("Negated, possible, planned or conditional; drawn paler")),
    "passing": (N_("Said in passing"), N_("Words that probably tell of no event of their own")),
}
ROLE_SAYS = {"either": N_("Either"), "actor": N_("As actor"), "recipient": N_("As recipient")}

ROLE_CHIPS = {"actor": N_("as actor"), "recipient": N_("as recipient")}


def wanted(model: ReadModel) -> Selection:
    """What is chosen now: at the first run of a session what the address asks for."""
    if "wanted" not in st.session_state:
        _take(address.read({k: st.query_params.get_all(k) for k in st.query_params}), model)
    for key, value in st.session_state["widgets"].items():  # Streamlit forgets what another page does not draw
        st.session_state.setdefault(key, value)
    found = _chosen()
    st.session_state["wanted"] = found
    return found


def draw(selected: Selected) -> None:
    """The filters, each choice with the number of events that it would leave."""
    with st.sidebar:
        st.text_input(_("Search sentences and names"), key="words", placeholder=_("Search sentences and names"),
                      icon=":material/search:", label_visibility="collapsed")  # fmt: skip
        for facet in FACETS:
            if facet.first:
                _several(facet, selected)
        _more_filters(selected)
        st.button(_("Clear all filters"), key="clear", on_click=clear_all, disabled=selected.wanted == Selection(),
                  width="stretch")  # fmt: skip
        st.caption(_("Also show"))
        for name, (label, explained) in SAYS.items():
            st.toggle(_with_number(_(label), selected.hidden(name)), key=f"also {name}", help=_(explained))
        st.divider()
        if entrance.name() is None and entrance.may(Role.editor):
            st.text_input(
                _("Your name"), key="author", placeholder=saying.author(), help=_("Stands beside each correction")
            )
        st.toggle(
            _("Online street map"), key="online", help=_("Fetches tiles from carto.com, which then sees where you look")
        )
    st.session_state["widgets"] = {key: st.session_state.get(key) for key in _keys()}


def _more_filters(selected: Selected) -> None:
    """The other questions, by what they are about; they are drawn, and counted, only where they are looked at."""
    more = st.expander(_("More filters"), expanded=_asks_more(selected.wanted), key="more filters", type="compact",
                       on_change="rerun")  # fmt: skip
    if not more.open:
        return
    with more:
        for group, facets in groupby(FACETS, lambda facet: facet.group):
            st.markdown(f"**{_(group)}**")
            if group == "Who":
                st.selectbox(_("Actors in which role"), ROLES, key="role", format_func=lambda role: _(ROLE_SAYS[role]))
            if group == "When":
                _period(selected.model)
            for facet in facets:
                if not facet.first:
                    _several(facet, selected)


def _asks_more(wanted: Selection) -> bool:
    return wanted.role != ROLES[0] or any(not BY_NAME[name].first for name, values in wanted.chosen.items() if values)


def _several(facet: Facet, selected: Selected) -> None:
    counts = selected.counts(facet.name)
    offered = counts.most(MOST)
    chosen = st.session_state[_key(facet.name)] = list(st.session_state[_key(facet.name)])  # sets its number anew
    options = [v for v in facet.order if v in offered] if facet.order else list(offered)
    options += [value for value in chosen if value not in offered]
    names = _names(facet, options)
    labels = {value: f"{names.get(value, value)}  ({count(counts.of(value))})" for value in options}
    st.multiselect(
        _(facet.title),
        options,
        key=_key(facet.name),
        placeholder=_("All"),
        help=_(LEFT) if facet.name == "actor" else None,
        accept_new_options=not facet.order,
        on_change=_resolve,
        args=(facet.name,),
        format_func=lambda value: labels.get(value, value),
    )


def _names(facet: Facet, values: list[str]) -> dict[str, str]:
    """How the values of a facet are called, where not as they are."""
    if facet.name == "article":
        return resources.titles(values)
    return {value: says for value in values if (says := wording.choice(facet.name, value)) != value}


def _resolve(name: str) -> None:
    """What was typed → the value that it names: whatever its case, or the only one that begins with it."""
    known = values_of(resources.model(), BY_NAME[name]).values
    taken = []
    for value in st.session_state[_key(name)]:
        typed = value.casefold()
        same = [v for v in known if v == value] or [v for v in known if v.casefold() == typed]
        begun = same or [v for v in known if v.casefold().startswith(typed)]
        if len(begun) >= 1 and (same or len(begun) == 1):
            taken.append(begun[0])
        else:
            st.session_state["refused_choice"] = value
    st.session_state[_key(name)] = list(dict.fromkeys(taken))


def _period(model: ReadModel) -> None:
    """The period as days, where it is one that a calendar knows; else it is said."""
    begins, ends = st.session_state["period"]
    st.session_state["from"] = moments.to_date(begins)
    st.session_state["to"] = moments.to_date(None if ends is None else ends - 1)
    first, last = _bounds(model)
    for label, key in ((_("From"), "from"), (_("To"), "to")):
        bounds: dict[str, Any] = {"min_value": first, "max_value": last, "format": "YYYY-MM-DD"}
        st.date_input(label, key=key, on_change=_period_typed, **bounds)


def _period_typed() -> None:
    first, last = st.session_state["from"], st.session_state["to"]
    begins, ends = moments.from_date(first), moments.from_date(last)
    st.session_state["period"] = (begins, None if ends is None else ends + moments.DAY)


def _bounds(model: ReadModel) -> tuple[date, date]:
    """The days that the events span; any day may be asked for in that range, and what is asked for is in it."""
    known = [moment for ends in ("begins", "ends") for moment in (model.events[ends].min(), model.events[ends].max())]
    days = [moments.to_date(moment) or date.min for moment in known if isinstance(moment, int)]
    days = days or [date(1900, 1, 1), date(2100, 1, 1)]
    chosen = [st.session_state[key] for key in ("from", "to") if st.session_state.get(key)]
    return min([*days, *chosen]), max([*days, *chosen])


def _with_number(label: str, hidden: int) -> str:
    return f"{label} :gray[· {count(hidden)}]" if hidden else label


# ---- state -----------------------------------------------------------------------------------------------------


def _key(facet: str) -> str:
    return f"facet {facet}"


def _keys() -> tuple[str, ...]:
    return ("words", "role", *map(_key, BY_NAME), *(f"also {name}" for name in SWITCHES))


def _take(asked: Selection, model: ReadModel) -> None:
    """Sets all filters; values that no event has are left out."""
    state: dict[str, Any] = {"words": asked.words, "role": asked.role}
    for facet in FACETS:
        known = set(values_of(model, facet).values) if asked.chosen.get(facet.name) else ()
        state[_key(facet.name)] = [value for value in asked.chosen.get(facet.name, ()) if value in known]
    state |= {f"also {name}": name in asked.shown for name in SWITCHES}
    area = asked.area if asked.area and in_area(model, asked.area).any() else None
    st.session_state.update(state, widgets=state, period=(asked.begins, asked.ends), area=area)


def _chosen() -> Selection:
    state = st.session_state
    begins, ends = state["period"]
    return Selection(
        chosen={name: tuple(values) for name in BY_NAME if (values := state[_key(name)])},
        role=state["role"] or ROLES[0],
        words=state["words"],
        begins=begins,
        ends=ends,
        area=state["area"],
        shown=frozenset(name for name in SWITCHES if state[f"also {name}"]),
    )


def clear(question: str) -> None:
    """Asks this no more: a facet, or words, period, area."""
    if question in BY_NAME:
        st.session_state[_key(question)] = []
    elif question == "words":
        st.session_state["words"] = ""
    elif question == "period":
        set_period(None)
    else:
        set_area(None)
        st.session_state["cell"] = None


def clear_all() -> None:
    for question in (*BY_NAME, "words", "period", "area"):
        clear(question)
    st.session_state.update({"role": ROLES[0]} | {f"also {name}": False for name in SWITCHES})


def set_period(period: tuple[int, int] | None) -> None:
    """From a minute to another, exclusive; None for all times."""
    st.session_state["period"] = period or (None, None)


def set_area(area: str | None) -> None:
    """A coordinate or a cell of the map; None for the whole world."""
    st.session_state["area"] = area


def leave_area() -> None:
    """Shows all places again."""
    set_area(None)
    st.session_state.update(cell=None, event=None)


def chips(selected: Selected) -> None:
    """What is asked, each with a click that takes it back."""
    for question in selected.wanted.asks():
        st.button(literal(_says(question, selected)), key=f"chip {question}", icon=":material/close:", type="secondary",
                  icon_position="right", on_click=clear, args=(question,), help=_("Take this filter away"))  # fmt: skip
    if refused := st.session_state.pop("refused_choice", None):
        st.toast(_("No event has {value}").format(value=literal(refused)), icon=":material/search_off:")


def _says(question: str, selected: Selected) -> str:
    wanted = selected.wanted
    if question == "words":
        return f"“{wanted.words.strip()}”"
    if question == "period":
        return wording.period(wanted.begins, wanted.ends)
    if question == "area":
        return area_name(selected)
    values = wanted.chosen[question]
    names = _names(BY_NAME[question], list(values))
    said = [names.get(value, value) for value in values]
    more = f" +{len(said) - 1}" if len(said) > 1 else ""
    by_role = BY_NAME[question].frame == "parties" and wanted.role != ROLES[0]
    return said[0] + more + (f" ({_(ROLE_CHIPS[wanted.role])})" if by_role else "")


def area_name(selected: Selected) -> str:
    """The place at a coordinate, or that a cell has most of."""
    model, area = selected.model, selected.wanted.area or ""
    here = model.events.filter(in_area(model, area))["where"].drop_nulls()
    names = [plain(name) for name in here.value_counts(sort=True).head(2)["where"]]
    if not names:
        return _("nowhere")
    exact = read_cell(area) is None or len(names) == 1
    name = wording.located(names[0])
    return name if exact else _("around {place}").format(place=name)
