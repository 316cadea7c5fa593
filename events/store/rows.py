"""Records of `events.model` → rows of the tables, and back."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from hashlib import blake2b
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, Table, select

from events import merging
from events.errors import StoreError
from events.model import Article, Event, Mention, Place, TimeInterval
from events.store import moments, schema, search

Row = dict[str, Any]
ARTICLE = tuple(f.name for f in fields(Article))  # columns that are fields of the record

_encode = msgspec.json.encode
_mention = msgspec.json.Decoder(Mention)
_mentions = msgspec.json.Decoder(tuple[Mention, ...])
_event = msgspec.json.Decoder(Event)
_words = msgspec.json.Decoder(dict[str, float])


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
        "story": story_payload(article),
        "added_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def story_payload(article: Article) -> bytes:
    return _encode(merging.story(article).words)


def to_article(row: RowMapping) -> Article:
    values = {key: row[key] for key in ARTICLE}
    return Article(**values | {"published": row["published"] and date.fromisoformat(row["published"])})


def mention_row(mention: Mention, event_id: str, incident_id: str) -> Row:
    return {
        "id": mention.id,
        "article_id": mention.article_id,
        "event_id": event_id,
        "incident_id": incident_id,
        "type": mention.type,
        "start": mention.trigger.start,
        "payload": _encode(mention),
    }


def to_mention(row: RowMapping) -> Mention:
    return _mention.decode(row["payload"])


def extraction_payload(mentions: Iterable[Mention]) -> bytes:
    """Raises `StoreError` for two mentions of one id."""
    mentions = tuple(mentions)
    twice = [name for name, times in Counter(m.id for m in mentions).items() if times > 1]
    if twice:
        raise StoreError(f"mentions need ids of their own, and {twice[0]!r} is there twice: please report it")
    return _encode(mentions)


def incident_row(incident: merging.Incident, event_id: str) -> Row:
    days = merging.days(incident)
    return {
        "id": incident.id,
        "article_id": incident.article_id,
        "event_id": event_id,
        "digest": digest(incident),
        "earliest": days and days[0].isoformat(),
        "latest": days and days[1].isoformat(),
    }


def keys_of(incident: merging.Incident) -> set[int]:
    """What an incident is looked up by: hashes of its keys, which are short and sort fast."""
    hashes = (blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest() for key in merging.keys(incident))
    return {int.from_bytes(each, signed=True) for each in hashes}


def digest(incident: merging.Incident) -> str:
    """Tells an incident from one of the same id whose mentions say something else.

    A field that mentions have had since stores were first written says nothing where it is empty.
    """
    said = b"".join(map(_encode, incident.mentions)).replace(b',"service":null', b"").replace(b',"happening":null', b"")
    return blake2b(said, digest_size=8).hexdigest()


def event_row(event: Event, number: int, changed: int) -> Row:
    """`changed`: the revision of the store that the row is written at."""
    return {
        "id": event.id,
        "number": number,
        "changed": changed,
        "type": event.type,
        "mode": event.mode,
        "assertion": event.assertion,
        "sure": event.confidence.event,
        "salience": event.salience,
        "sources": event.sources,
        "verified": event.verified,
        "deleted": event.deleted,
        **_where(event.place),
        "located": event.confidence.place if event.place else None,
        **_when(event.time),
    }


def _where(place: Place | None) -> Row:
    columns = {"place": "name"} | {name: name for name in ("precision", "country", "admin1", "lat", "lon")}
    return {column: place and getattr(place, field) for column, field in columns.items()}


def _when(time: TimeInterval | None) -> Row:
    return {
        "begins": time and moments.begins(time.earliest),
        "ends": time and moments.ends(time.earliest, time.latest, time.granularity),
        "granularity": time and time.granularity,
        "basis": time and time.basis,
    }


def record_rows(event: Event, number: int) -> list[Row]:
    return [{"event": number, "payload": _encode(replace(event, mentions=()))}]


def to_event(payload: bytes, mentions: Iterable[Mention]) -> Event:
    return replace(_event.decode(payload), mentions=tuple(mentions))


def actor_rows(event: Event, number: int) -> list[Row]:
    """One row an actor and role; parties that are nobody in particular have none."""
    found: dict[tuple[str, str], Row] = {}
    for participant in event.participants:
        if participant.actor is not None:
            actor = participant.actor
            row: Row = {"event": number, "actor_id": actor.id, "role": participant.role, "name": actor.name}
            row |= {"country": actor.country, "sector": participant.sector}
            found.setdefault((actor.id, participant.role), row)
    return list(found.values())


def article_rows(event: Event, number: int) -> list[Row]:
    """One row an article that tells of the event."""
    return [{"event": number, "article_id": name} for name in sorted({m.article_id for m in event.mentions})]


def words_rows(event: Event, number: int) -> list[Row]:
    return [{"event": number, "words": search.words_of(event)}]


# What hangs on the number of an event: table → the rows that it has of one.
PARTS: dict[Table, Callable[[Event, int], list[Row]]] = {
    schema.event_record: record_rows,
    schema.event_actor: actor_rows,
    schema.event_article: article_rows,
    schema.event_words: words_rows,
}


# ---- read ------------------------------------------------------------------------------------------------------


def article_of(connection: Connection, article_id: str) -> Article | None:
    found = connection.execute(select(schema.article).where(schema.article.c.id == article_id)).mappings()
    return next((to_article(row) for row in found), None)


def found_in(connection: Connection, article_id: str) -> tuple[Mention, ...]:
    """What the extractor found in an article."""
    table = schema.extraction
    payload = connection.scalar(select(table.c.payload).where(table.c.article_id == article_id))
    return _mentions.decode(payload) if payload is not None else ()


def stories(connection: Connection, articles: Iterable[str]) -> dict[str, merging.Story]:
    table = schema.article
    query = select(table.c.id, table.c.published, table.c.story).where(table.c.id.in_(sorted(set(articles))))
    return {
        name: merging.Story(name, published and date.fromisoformat(published), _words.decode(words or b"{}"))
        for name, published, words in connection.execute(query).tuples()
    }


def mentions_of_article(connection: Connection, article_id: str) -> list[tuple[Mention, str]]:
    """What an article tells, as corrected, each with the id of its incident, in the order of its text."""
    table = schema.mention
    query = select(table).where(table.c.article_id == article_id).order_by(table.c.start, table.c.id)
    return [(to_mention(row), row["incident_id"]) for row in connection.execute(query).mappings()]


def mentions_of(connection: Connection, incidents: Iterable[str]) -> list[Mention]:
    """The mentions of incidents, in the order of their articles and texts."""
    table = schema.mention
    query = select(table).where(table.c.incident_id.in_(sorted(incidents)))
    query = query.order_by(table.c.article_id, table.c.start, table.c.id)
    return [to_mention(row) for row in connection.execute(query).mappings()]


def incidents_of(connection: Connection, names: Sequence[str]) -> list[merging.Incident]:
    """Incidents by their ids, ready to be compared."""
    told: dict[str, list[Mention]] = defaultdict(list)
    articles: dict[str, str] = {}
    table = schema.mention
    query = select(table).where(table.c.incident_id.in_(sorted(names))).order_by(table.c.start, table.c.id)
    for row in connection.execute(query).mappings():
        told[row["incident_id"]].append(to_mention(row))
        articles[row["incident_id"]] = row["article_id"]
    about = stories(connection, articles.values())
    return [merging.Incident(name, tuple(mentions), about[articles[name]]) for name, mentions in told.items()]
