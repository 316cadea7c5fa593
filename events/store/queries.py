"""What is asked of a store → SQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, exists, or_, select

from events import merging
from events.merging import Constraints
from events.model import Event, Mention
from events.store import moments, rows
from events.store.schema import (
    article,
    event,
    event_actor,
    event_alias,
    event_record,
    extraction,
    incident,
    incident_key,
    link,
    mention,
    verdict,
)

_EVENTS = select(event.c.id, event_record.c.payload).join(event_record, event_record.c.event == event.c.number)
FEW = 500  # ids that a query may name; of more it asks again which they are


@dataclass(frozen=True, slots=True)
class Filters:
    """Which events are wanted: any value within a field, all fields together; an empty field asks nothing.

    `actors` are ids or names, `articles` ids or names. `earliest` and `latest` are days, both included: an event is
    wanted where its interval overlaps them; one without a time only where neither is given.
    """

    actors: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    earliest: date | str | None = None
    latest: date | str | None = None
    deleted: bool = False  # those that persons deleted, and no others


def wanted_events(filters: Filters) -> Select:
    """Ids and payloads, by time, the undated last."""
    query = _EVENTS.where(*_conditions(filters))
    return query.order_by(event.c.begins.is_(None), event.c.begins, event.c.ends, event.c.id)


def mentions_of(ids: Sequence[str], events: Select) -> Select:
    """Rows of `mention` that tell of the events with these ids, which are what the query `events` finds."""
    few = len(ids) <= FEW
    wanted = ids if few else events.order_by(None).with_only_columns(event.c.id)
    return select(mention).where(mention.c.event_id.in_(wanted)).order_by(mention.c.article_id, mention.c.start)


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [event.c.deleted.is_(filters.deleted)]
    if filters.types:
        found.append(event.c.type.in_(filters.types))
    if filters.actors:
        named = or_(event_actor.c.actor_id.in_(filters.actors), event_actor.c.name.in_(filters.actors))
        found.append(exists().where(event_actor.c.event == event.c.number, named))
    if filters.articles:
        named = or_(article.c.id.in_(filters.articles), article.c.name.in_(filters.articles))
        told = select(mention.c.event_id).where(mention.c.article_id.in_(select(article.c.id).where(named)))
        found.append(event.c.id.in_(told))  # found from the article, not event by event
    if filters.earliest is not None or filters.latest is not None:
        found.append(or_(event.c.begins.is_not(None), event.c.ends.is_not(None)))
    if filters.earliest is not None:
        found.append(or_(event.c.ends.is_(None), event.c.ends > moments.begins(_day(filters.earliest))))
    if filters.latest is not None:
        last = moments.ends(None, _day(filters.latest), "day")
        found.append(or_(event.c.begins.is_(None), event.c.begins < last))
    return found


def _day(moment: date | str) -> str:
    return str(moment).partition("T")[0]


# ---- incidents -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Home:
    """Where an incident is: which event it is of, and which article tells it."""

    event_id: str
    article_id: str


class Holder(NamedTuple):
    """An incident, and the days on which it may have been, ISO 8601, where it has any."""

    incident_id: str
    digest: str
    article_id: str
    earliest: str | None
    latest: str | None


def holders(
    connection: Connection, keys: Collection[int], days: tuple[date, date] | None
) -> Iterator[tuple[int, Holder]]:
    """Each of the keys with each incident that has it, and may have been near some days, where these are given."""
    columns = (incident.c.id, incident.c.digest, incident.c.article_id, incident.c.earliest, incident.c.latest)
    query = select(incident_key.c.key, *columns).join(incident, incident.c.id == incident_key.c.incident_id)
    if days is not None:
        first, last = merging.around(days)
        near = and_(incident.c.earliest <= last.isoformat(), incident.c.latest >= first.isoformat())
        query = query.where(or_(incident.c.earliest.is_(None), near))
    wanted = sorted(keys)
    for at in range(0, len(wanted), FEW):
        some = query.where(incident_key.c.key.in_(wanted[at : at + FEW]))
        for found in connection.execute(some).partitions(FEW):
            yield from ((row[0], Holder(*row[1:])) for row in found)


def homes(connection: Connection, incidents: Collection[str]) -> dict[str, Home]:
    query = select(incident.c.id, incident.c.event_id, incident.c.article_id)
    found = connection.execute(query.where(incident.c.id.in_(sorted(incidents))))
    return {name: Home(event_id, article_id) for name, event_id, article_id in found.tuples()}


def neighbours(connection: Connection, incidents: Collection[str]) -> set[str]:
    """The incidents that these are linked to, likely enough to be one event, or that persons put together with them."""
    names = sorted(incidents)
    linked = select(link.c.other).where(link.c.one.in_(names), link.c.score >= merging.join())
    said = select(verdict.c.other).where(verdict.c.one.in_(names), verdict.c.together)
    return {*connection.scalars(linked), *connection.scalars(said)}


def links_among(connection: Connection, incidents: Collection[str]) -> dict[tuple[str, str], float]:
    """Likeness of each linked pair of these incidents, each pair sorted."""
    names = sorted(incidents)
    query = select(link.c.one, link.c.other, link.c.score).where(link.c.one < link.c.other, link.c.one.in_(names))
    known = set(names)
    return {(a, b): score for a, b, score in connection.execute(query).tuples() if b in known}


def verdicts_among(connection: Connection, incidents: Collection[str]) -> Constraints:
    """What persons said of pairs of these incidents."""
    names = sorted(incidents)
    query = select(verdict).where(verdict.c.one < verdict.c.other, verdict.c.one.in_(names))
    known = set(names)
    found = [row for row in connection.execute(query) if row.other in known]
    return Constraints(
        frozenset((row.one, row.other) for row in found if row.together),
        frozenset((row.one, row.other) for row in found if not row.together),
    )


def mentions_by_event(connection: Connection, events: Collection[str]) -> dict[str, frozenset[str]]:
    """Ids of the mentions of each event."""
    return _grouped(connection, select(mention.c.event_id, mention.c.id).where(mention.c.event_id.in_(sorted(events))))


def mentions_by_incident(connection: Connection, incidents: Collection[str]) -> dict[str, frozenset[str]]:
    """Ids of the mentions of each incident."""
    query = select(mention.c.incident_id, mention.c.id).where(mention.c.incident_id.in_(sorted(incidents)))
    return _grouped(connection, query)


def _grouped(connection: Connection, query: Select) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for group, member in connection.execute(query).tuples():
        found[group].add(member)
    return {group: frozenset(members) for group, members in found.items()}


# ---- events and articles ---------------------------------------------------------------------------------------


def events(connection: Connection, query: Select) -> tuple[Event, ...]:
    """The events whose ids and payloads a query gives, with their mentions, in its order."""
    mentions: dict[str, list[Mention]] = defaultdict(list)
    found = connection.execute(query).tuples().all()
    if found:
        ids = [event_id for event_id, _ in found]
        for row in connection.execute(mentions_of(ids, query)).mappings():
            mentions[row["event_id"]].append(rows.to_mention(row))
    return tuple(rows.to_event(payload, mentions[event_id]) for event_id, payload in found)


def event_of(connection: Connection, event_id: str) -> Event | None:
    """An event by its id, or by one that was merged into it."""
    to = select(event_alias.c.event_id).where(event_alias.c.id == event_id).scalar_subquery()
    found = events(connection, _EVENTS.where(or_(event.c.id == event_id, event.c.id == to)))
    return found[0] if found else None


def events_by_id(connection: Connection, ids: Sequence[str]) -> list[Event]:
    """The events of these ids, or those that they were merged into, in their order."""
    merged = select(event_alias.c.id, event_alias.c.event_id).where(event_alias.c.id.in_(ids))
    led = dict(connection.execute(merged).tuples().all())
    now = [led.get(event_id, event_id) for event_id in ids]
    found = {each.id: each for each in events(connection, _EVENTS.where(event.c.id.in_(now)))}
    return [found[event_id] for event_id in now if event_id in found]


def known_articles(connection: Connection, ids: Collection[str]) -> set[str]:
    """Those of the ids that articles of the store have."""
    return set(connection.scalars(select(article.c.id).where(article.c.id.in_(sorted(ids)))))


def articles_with_name(connection: Connection, name: str, scope: str, within: str | None) -> set[str]:
    """The articles, within a scope of corrections, in whose mentions a name occurs in any case."""
    query = select(extraction.c.article_id, extraction.c.payload)
    if scope == "article":
        query = query.where(extraction.c.article_id == within)
    if scope == "source":
        query = query.join(article, article.c.id == extraction.c.article_id).where(article.c.source == within)
    wanted = msgspec.json.encode(name).decode()[1:-1].casefold()
    found = connection.execute(query).tuples()
    return {article_id for article_id, payload in found if wanted in bytes(payload).decode().casefold()}
