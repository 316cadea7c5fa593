"""Records → the JSON that people script against. Absent is None."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from events.merging import Variant, conflicts
from events.model import Casualties, Confidence, Event, Mention, Participant, Place, Span, TimeInterval, Timex, Toponym

Json = dict[str, Any]

DIGITS = 4  # of salience and confidence


def mention_record(mention: Mention, article_name: str) -> Json:
    """One mention; `article_name` is what output calls its article."""
    return {
        "id": mention.id,
        "article_id": article_name,
        "incident": mention.incident,
        **_kind(mention),
        "trigger": _span(mention.trigger),
        "what": _span(mention.what),
        "actors": [_participant(p) for p in mention.participants],
        "place": _place(mention.place),
        "time": _time(mention.time),
        "assertion": mention.assertion,
        "ended": mention.ended,
        "after": mention.after,
        "attribution": _span(mention.attribution) if mention.attribution else None,
        "casualties": _casualties(mention.casualties),
        "sentence": {"start": mention.sentence.start, "end": mention.sentence.end},
        "salience": round(mention.salience, DIGITS),
        "confidence": _confidence(mention.confidence),
    }


def event_record(event: Event, names: Mapping[str, str]) -> Json:
    """One event with its mentions; `names` gives what output calls each article."""
    return {
        "id": event.id,
        **_kind(event),
        "actors": [_participant(p) for p in event.participants],
        "place": _place(event.place),
        "time": _time(event.time),
        "assertion": event.assertion,
        "casualties": _casualties(event.casualties),
        "sources": event.sources,
        "mentions": [mention_record(m, names.get(m.article_id, m.article_id)) for m in event.mentions],
        "from": dict(event.basis),
        "verified": event.verified,
        "copies": {names.get(copy, copy): names.get(of, of) for copy, of in event.copies.items()},
        "conflicts": {field: _variants(field, variants) for field, variants in conflicts(event).items()},
    }


def toponym_record(toponym: Toponym) -> Json:
    """One toponym, as `geoparse` gives it."""
    place = toponym.place
    return {
        **_offsets(toponym.span),
        "text": toponym.span.text,
        "lat": place.lat,
        "lon": place.lon,
        "geonameid": place.geonameid,
        "country": place.country,
        "feature": place.feature,
        "metonym": toponym.metonym,
        "name": place.name,
        "precision": place.precision,
        "radius_km": place.radius_km,
        "confidence": place.confidence,
        "service": place.service,
    }


def timex_record(timex: Timex) -> Json:
    """One time expression, as `timexes` gives it."""
    return {
        **_offsets(timex.span),
        "text": timex.span.text,
        "type": timex.type,
        "value": timex.value,
        "mod": timex.mod,
        "flag": timex.flag,
    }


def _variants(field: str, variants: tuple[Variant, ...]) -> list[Json]:
    """Each value that reports give, in the shape it has in a mention, and the mentions that say so."""
    return [{"value": _field(field, v.mention), "mentions": list(v.mentions)} for v in variants]


def _field(field: str, mention: Mention) -> Any:
    shapes = {"place": _place(mention.place), "time": _time(mention.time), "type": _kind(mention)}
    shapes["casualties"] = _casualties(mention.casualties)
    return shapes.get(field, mention.assertion)


def _kind(told: Mention | Event) -> Json:
    return {"type": told.type, "mode": told.mode, "cameo": told.cameo}


def _offsets(span: Span) -> Json:
    return {"start": span.start, "end": span.end}


def _span(span: Span | None) -> Json:
    return {
        "text": span.text if span else None,
        "start": span.start if span else None,
        "end": span.end if span else None,
    }


def _participant(participant: Participant) -> Json:
    actor = participant.actor
    return {
        **_span(participant.span),
        "role": participant.role,
        "name": actor.name if actor else None,
        "country": actor.country if actor else None,
        "sector": participant.sector,
    }


def _place(place: Place | None) -> Json | None:
    if place is None:
        return None
    known = ("name", "lat", "lon", "radius_km", "geonameid", "country", "admin1", "feature", "precision", "service")
    others = ("name", "lat", "lon", "geonameid", "confidence")
    return {
        **_span(place.span),
        **{field: getattr(place, field) for field in known},
        "alternatives": [{field: getattr(other, field) for field in others} for other in place.alternatives],
    }


def _time(time: TimeInterval | None) -> Json | None:
    if time is None:
        return None
    known = ("earliest", "latest", "granularity", "basis")
    return {**_span(time.span), **{field: getattr(time, field) for field in known}}


def _casualties(casualties: Casualties | None) -> Json | None:
    if casualties is None:
        return None
    return {
        "killed": list(casualties.killed) if casualties.killed else None,
        "injured": list(casualties.injured) if casualties.injured else None,
    }


def _confidence(confidence: Confidence) -> Json:
    parts = {name: getattr(confidence, name) for name in ("event", "actor", "place", "time")}
    return {part: None if value is None else round(value, DIGITS) for part, value in parts.items()}
