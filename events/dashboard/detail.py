"""One event, opened → the plain record that the page's component draws: facts, certainty, and the words that say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from events.dashboard import wording
from events.dashboard.evidence import passages
from events.dashboard.families import family
from events.model import Article, Event, Mention

PRECISE = ("site", "settlement")


def record(event: Event, articles: Iterable[Article], theme: str) -> dict[str, Any]:
    """All that is shown of an event, as JSON; the text of articles only as values, never as markup."""
    by_id = {article.id: article for article in articles}
    mentions = sorted(event.mentions, key=lambda m: (m.article_id, m.trigger.start))
    told = [(by_id[i], list(g)) for i, g in groupby(mentions, lambda m: m.article_id) if i in by_id]
    told.sort(key=lambda pair: -max(m.salience for m in pair[1]))
    return {
        "what": wording.what(event),
        "colour": family(event.type).colour(theme),
        "assertion": wording.ASSERTIONS.get(event.assertion),
        "facts": _facts(event),
        "reports": [_report(article, mentions) for article, mentions in told],
    }


def _facts(event: Event) -> list[dict[str, str | None]]:
    """A line each: which part, its value, a note to it, and how sure it is."""
    sure, place, time = event.confidence, event.place, event.time
    whom = ", ".join(wording.who(event, "recipient"))
    facts = [
        _fact("what", "What", wording.kind(event.type, event.mode), sure=sure.event),
        _fact("who", "Who", ", ".join(wording.who(event, "actor")), sure=sure.actor),
        _fact("who", "To whom", whom, sure=sure.actor),
        _fact("where", "Where", wording.where(place) or "not told", _about_place(event), sure.place if place else None),
        _fact("when", "When", wording.days(time) or "not told", _about_time(event), sure.time if time else None),
        _fact(None, "Toll", wording.toll(event.casualties)),
    ]
    return [fact for fact in facts if fact["value"]]


def _fact(part: str | None, label: str, value: str | None, note: str | None = None, sure: float | None = None) -> dict:
    level = wording.level(sure) if sure is not None else None
    return {"part": part, "label": label, "value": value, "note": note, "level": level, "sure": wording.certainty(sure)}


def _about_place(event: Event) -> str | None:
    place = event.place
    if place is None or place.lat is None or place.lon is None:
        return None
    notes = []
    if place.precision and place.precision not in PRECISE:
        notes.append(
            "somewhere in this " + {"admin1": "province", "admin2": "district"}.get(place.precision, place.precision)
        )
    others = [f"{c.name} ({c.lat:.1f}, {c.lon:.1f})" for c in place.alternatives if c.geonameid != place.geonameid]
    if others:
        notes.append("could also be " + "; ".join(others[:3]))
    return " · ".join(notes) or None


def _about_time(event: Event) -> str | None:
    return wording.BASIS.get(event.time.basis) if event.time and wording.days(event.time) else None


def _report(article: Article, mentions: list[Mention]) -> dict[str, Any]:
    said = dict.fromkeys(" ".join(m.attribution.text.split()) for m in mentions if m.attribution)
    return {
        "title": article.title or article.name,
        "source": article.source,
        "day": f"{article.published.day} {article.published:%b %Y}" if article.published else None,
        "url": article.url if article.url and urlsplit(article.url).scheme in ("http", "https") else None,
        "said": ", ".join(said) or None,
        "passages": [asdict(passage) for passage in passages(article, mentions)],
    }
