"""A form for each field of the event that is open, to say what it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from events.corrections import written
from events.corrections.values import ASSERTIONS, ROLES, Kind
from events.dashboard import resources, wording
from events.dashboard.language import N_, _
from events.dashboard.literal import literal
from events.dashboard.saying import begin, say
from events.errors import EventsError
from events.extraction import ontology
from events.model import Candidate, Event, Participant, Place
from events.places import open_gazetteer

FIELDS = {
    "type": N_("What"),
    "participants": N_("Who"),
    "place": N_("Where"),
    "time": N_("When"),
    "casualties": N_("Toll"),
    "assertion": N_("True?"),
    "note": N_("Note"),
}
SCOPES = {
    "": N_("Only here"),
    "article": N_("In this article"),
    "source": N_("In this source"),
    "everywhere": N_("Everywhere"),
}
PRECISIONS = {
    "site": N_("site"),
    "settlement": N_("settlement"),
    "admin2": N_("district"),
    "admin1": N_("province"),
    "region": N_("region"),
    "country": N_("country"),
}
NEARBY_KM, NEARBY = 80.0, 25  # how far around its place an event may be put by a click, and on how many places
FOUND = 8  # places of a name that are offered
NO_PLACE = -1  # in place of a number: that nobody can say where
PLACE = ("name", "lat", "lon", "radius_km", "geonameid", "country", "admin1", "feature", "precision")


def correct(event: Event) -> None:
    """The field that is chosen, and its form."""
    field = st.segmented_control(
        _("Field"),
        list(FIELDS),
        key="field",
        default="place",
        format_func=lambda field: _(FIELDS[field]),
        label_visibility="collapsed",
    )
    forms = {"type": _type, "participants": _participants, "place": _place, "time": _time}
    forms |= {"casualties": _casualties, "assertion": _assertion, "note": _note}
    forms[field or "place"](event)


def candidates() -> tuple[Place, ...]:
    """The places to choose from on the map while an event's place is being corrected."""
    if st.session_state.get("task") != "Correct" or st.session_state.get("field") != "place":
        return ()
    return tuple(st.session_state.get("offered") or ())


def _save(event: Event, field: str, value: Any, *, then: Callable[[], None] | None = None) -> None:
    """A note and a button; `then` is said beside, where the value itself was taken."""
    note = st.text_input(_("Note"), key=f"note {field}", placeholder=_("Why, or how you know"))
    if st.button(_("Save"), type="primary", key="save"):  # no callback, which would save what was typed before
        if say(resources.store().corrections.set, event.id, field, value, note=note):
            if then:
                then()
            begin(None)
        st.rerun()


def _type(event: Event) -> None:
    types = list(ontology.types())
    chosen = st.selectbox(_("Type"), types, index=types.index(event.type), format_func=lambda t: wording.kind(t, None))
    modes = ["", *ontology.types()[chosen].modes]
    at = modes.index(event.mode) if event.type == chosen and event.mode in modes else 0
    mode = st.selectbox(_("Mode"), modes, index=at, format_func=lambda m: wording.mode(m) or _("none in particular"))
    _save(event, "type", Kind(chosen, mode or None))


def _participants(event: Event) -> None:
    known = resources.actors()
    parties: list[Participant] = []
    for role, label in zip(ROLES, (_("Who did it"), _("To whom")), strict=True):
        now = {wording.party(p): p for p in event.participants if p.role == role}
        named = st.multiselect(label, list(dict.fromkeys([*now, *known])), default=list(now), accept_new_options=True,
                               key=f"{role}s of {event.id}", help=_("Choose, or type a new name"))  # fmt: skip
        parties += [now[name] if name in now else written.party(role, name) for name in named]
    _save(event, "participants", parties)
    _always_an_actor(event, list(known))


def _always_an_actor(event: Event, known: list[str]) -> None:
    """That words mean an actor, here and wherever else they stand."""
    said = list(dict.fromkeys(p.said for p in event.participants if p.said))
    if not said:
        return
    with st.expander(_("These words always mean …")):
        words = st.selectbox(_("Words"), said, key=f"words of {event.id}")
        name = st.selectbox(_("Actor"), known, index=None, key=f"actor of {event.id}", accept_new_options=True,
                            placeholder=_("Choose, or type a name"))  # fmt: skip
        scope = _scope(event, [s for s in SCOPES if s], "actor scope")
        if st.button(_("Always take them so"), disabled=name is None) and name:
            _take(event, words, scope, actor=written.actor(name))
            begin(None)
            st.rerun()


def _place(event: Event) -> None:
    place = event.place
    words = (place.span.text if place.span else place.name) if place else None
    asked = st.text_input(_("Search the gazetteer"), value=words or "", key=f"search {event.id}")
    named = _named(event, asked)
    offered = st.session_state["offered"] = _with_near(named)
    picked = st.session_state.get("picked_place")
    choices = [*range(len(named)), *([picked] if picked is not None and picked >= len(named) else []), NO_PLACE]
    chosen = st.radio(_("Where it was; or click on the map"), choices, index=choices.index(picked) if picked else 0,
                      format_func=lambda n: _("No place") if n == NO_PLACE else literal(_described(offered[n])),
                      key=f"place {event.id} {asked} {picked}")  # fmt: skip
    value = None if chosen == NO_PLACE else offered[chosen]
    label = _("Take “{words}” so").format(words=words)
    scope = _scope(event, list(SCOPES), "place scope", label) if words and value else ""
    then = (lambda: _take(event, words or "", scope, place=value)) if scope else None
    _save(event, "place", value, then=then)


def _named(event: Event, asked: str) -> list[Place]:
    """What it is now, what it could also have been, and what the gazetteer has under the name, or at the spot."""
    now = [event.place] if event.place and event.place.lat is not None else []
    others = [_or_spot(candidate) for candidate in now[0].alternatives] if now else []
    spot = written.spot(asked)
    found = [] if spot or not asked.strip() else [e.place(None, 1.0) for e in open_gazetteer().lookup(asked)[:FOUND]]
    return _distinct([*([spot] if spot else []), *now, *others, *found])[:FOUND]


def _with_near(named: list[Place]) -> list[Place]:
    """The same, and what lies around the first of them."""
    if not named or named[0].lat is None or named[0].lon is None:
        return named
    near = open_gazetteer().near(named[0].lat, named[0].lon, NEARBY_KM, NEARBY)
    return _distinct([*named, *(entry.place(None, 1.0) for entry in near)])


def _distinct(places: list[Place]) -> list[Place]:
    held: dict[object, Place] = {}
    for place in places:
        held.setdefault(place.geonameid or (place.name, place.lat, place.lon), place)
    return list(held.values())


def _or_spot(candidate: Candidate) -> Place:
    """What the gazetteer has of a runner-up, else where it lies."""
    spot = Place(None, candidate.name, candidate.lat, candidate.lon, geonameid=candidate.geonameid)
    return resources.known(candidate) or spot


def _described(place: Place) -> str:
    spot = f"{place.lat:.3f}, {place.lon:.3f}" if place.lat is not None and place.lon is not None else ""
    parts = [wording.where(place) or "", _(PRECISIONS.get(place.precision or "", place.precision or "")), spot]
    return " · ".join(part for part in parts if part)


def _scope(event: Event, scopes: Sequence[str], key: str, label: str | None = None) -> str:
    """How far what a name means is to reach; a source only where the article has one."""
    article = resources.store().article(event.mentions[0].article_id)
    open_ = [s for s in scopes if s != "source" or (article is not None and article.source)]
    said = st.selectbox(label or _("Where"), open_, format_func=lambda s: _(SCOPES[s]), key=f"{key} {event.id}")
    return said or ""


def _take(event: Event, name: str, scope: str, **meant: Any) -> None:
    article = resources.store().article(event.mentions[0].article_id)
    within = {"article": event.mentions[0].article_id, "source": article.source if article else None}.get(scope)
    place = meant.get("place")
    value = {"place": place and Place(None, *(getattr(place, f) for f in PLACE)), "actor": meant.get("actor")}
    say(resources.store().corrections.take, {"name": name, "scope": scope, "within": within, **value})


def _time(event: Event) -> None:
    now = written.write(event.time) if event.time else ""
    words = st.text_input(_("Day, month or year"), value="" if now == written.NONE else now, key=f"time {event.id}",
                          placeholder=_("2014-08-31, 2014-08, 2014, or 2014-08-30..2014-09-02"),
                          help=_("Empty where nobody can know"))  # fmt: skip
    try:
        value = written.read("time", words.strip() or written.NONE)
    except EventsError as error:
        st.warning(literal(str(error)))
        return
    _save(event, "time", value)


def _casualties(event: Event) -> None:
    now = event.casualties
    counts: dict[str, tuple[int, int] | None] = {}
    for name, at_least in (("killed", _("Killed, at least")), ("injured", _("Injured, at least"))):
        held = getattr(now, name) if now else None
        low, high = st.columns(2)
        least = low.number_input(at_least, min_value=0, step=1, value=held[0] if held else None,
                                 key=f"least {name} {event.id}")  # fmt: skip
        most = high.number_input(
            _("At most"), min_value=0, step=1, value=held[1] if held else None, key=f"most {name} {event.id}"
        )
        known = [n for n in (least, most) if n is not None]
        counts[name] = (int(min(known)), int(max(known))) if known else None
    _save(event, "casualties", counts if any(counts.values()) else None)


def _assertion(event: Event) -> None:
    told = wording.ASSERTIONS | {"asserted": N_("it happened")}
    value = st.radio(
        _("Did it happen?"), ASSERTIONS, index=ASSERTIONS.index(event.assertion), format_func=lambda said: _(told[said])
    )
    _save(event, "assertion", value)


def _note(event: Event) -> None:
    """What a person wants to remember of the event; it is in its history."""
    words = st.text_area(_("Note on this event"), key=f"note of {event.id}")
    if st.button(_("Save"), type="primary", key="save"):
        if words.strip() and say(resources.store().corrections.set, event.id, "note", words.strip()):
            begin(None)
        st.rerun()
