"""Records of `events.model` → rows of the tables, and back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from sqlalchemy import RowMapping

from events import merging
from events.model import Article, Event, Mention, TimeInterval

Row = dict[str, Any]

_encode = msgspec.json.encode
_mention = msgspec.json.Decoder(Mention)
_event = msgspec.json.Decoder(Event)


def article_row(article: Article) -> Row:
    return {
        "id": article.id,
        "name": article.name,
        "title": article.title,
        "text": article.text,
        "published": article.published and article.published.isoformat(),
        "published_basis": article.published_basis,
        "source": article.source,
        "url": article.url,
        "language": article.language,
        "added_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def to_article(row: RowMapping) -> Article:
    values = {key: row[key] for key in row if key != "added_at"}
    return Article(**values | {"published": row["published"] and date.fromisoformat(row["published"])})


def mention_row(mention: Mention, event_id: str) -> Row:
    return {
        "id": mention.id,
        "article_id": mention.article_id,
        "event_id": event_id,
        "type": mention.type,
        "start": mention.trigger.start,
        "payload": _encode(mention),
    }


def to_mention(row: RowMapping) -> Mention:
    return _mention.decode(row["payload"])


def event_row(event: Event) -> Row:
    place = event.place
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "assertion": event.assertion,
        "lat": place and place.lat,
        "lon": place and place.lon,
        "earliest": _day(event.time, "earliest"),
        "latest": _day(event.time, "latest"),
        "precision": place and place.precision,
        "sources": event.sources,
        "salience": event.salience,
        "payload": _encode(replace(event, mentions=())),
    }


def to_event(row: RowMapping, mentions: Iterable[Mention]) -> Event:
    return replace(_event.decode(row["payload"]), mentions=tuple(mentions))


def actor_rows(event: Event) -> list[Row]:
    """One row an actor and role; parties that are nobody in particular have none."""
    found: dict[tuple[str, str], Row] = {}
    for participant in event.participants:
        if participant.actor is not None:
            actor = participant.actor
            row: Row = {"event_id": event.id, "actor_id": actor.id, "role": participant.role, "name": actor.name}
            row |= {"country": actor.country, "sector": participant.sector}
            found.setdefault((actor.id, participant.role), row)
    return list(found.values())


def key_rows(event: Event) -> list[Row]:
    return [{"key": key, "event_id": event.id} for key in sorted(merging.keys(event))]


def _day(time: TimeInterval | None, end: str) -> str | None:
    """The day of one end, for columns that sort and compare as text: none for a year before Christ."""
    moment = time and getattr(time, end)
    try:
        return date.fromisoformat(moment[:10]).isoformat() if moment else None
    except ValueError:
        return None
