"""What is asked of a store → SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from events.merging import Probe
from events.store.schema import article, event, event_actor, event_key, mention

FEW = 500  # ids that a query may name; of more it asks again which they are
CANDIDATES = 30  # events that an incident is compared with, beside those near it in time and place


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


def wanted_events(filters: Filters) -> Select:
    """Rows of `event`, by time, the undated last."""
    query = select(event).where(*_conditions(filters))
    return query.order_by(event.c.earliest.is_(None), event.c.earliest, event.c.latest, event.c.id)


def possible_events(probe: Probe) -> Select:
    """Rows of `event` that an incident may be told of by: near in time and place, or with keys in common."""
    when: list[ColumnElement[bool]] = []
    if probe.earliest is not None and probe.latest is not None:
        when = [_not_after(probe.latest), _not_before(probe.earliest)]
    kind = event.c.type == probe.type
    shared = [kind, *when, *_reported_then(probe)]
    found: ColumnElement[bool] = event.c.id.in_(_sharing_keys(probe.keys, *shared))
    if when and probe.box is not None:
        south, west, north, east = probe.box
        near = and_(event.c.lat.between(south, north), event.c.lon.between(west, east))
        found = or_(found, and_(kind, event.c.earliest.is_not(None), *when, near))
    return select(event).where(found).order_by(event.c.id)


def _reported_then(probe: Probe) -> list[ColumnElement[bool]]:
    """Both have a time, or an article of the event was published about when this one was, as far as that is known."""
    if probe.reported is None:
        return []
    told = exists().where(mention.c.event_id == event.c.id, mention.c.article_id == article.c.id)
    then = told.where(or_(article.c.published.is_(None), article.c.published.between(*probe.reported)))
    return [or_(event.c.earliest.is_not(None), then) if probe.earliest is not None else then]


def _sharing_keys(keys: frozenset[str], *conditions: ColumnElement[bool]) -> Select:
    """Ids of the events that share the most keys."""
    return (
        select(event_key.c.event_id)
        .join(event, event.c.id == event_key.c.event_id)
        .where(event_key.c.key.in_(sorted(keys)), *conditions)
        .group_by(event_key.c.event_id)
        .order_by(func.count().desc(), event_key.c.event_id)
        .limit(CANDIDATES)
    )


def mentions_of(ids: Sequence[str], events: Select) -> Select:
    """Rows of `mention` that tell of the events with these ids, which are what the query `events` finds."""
    few = len(ids) <= FEW
    wanted = ids if few else events.order_by(None).with_only_columns(event.c.id)
    return select(mention).where(mention.c.event_id.in_(wanted)).order_by(mention.c.article_id, mention.c.start)


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.types:
        found.append(event.c.type.in_(filters.types))
    if filters.actors:
        named = or_(event_actor.c.actor_id.in_(filters.actors), event_actor.c.name.in_(filters.actors))
        found.append(exists().where(event_actor.c.event_id == event.c.id, named))
    if filters.articles:
        of_article = and_(mention.c.event_id == event.c.id, mention.c.article_id == article.c.id)
        named = or_(article.c.id.in_(filters.articles), article.c.name.in_(filters.articles))
        found.append(exists().where(of_article, named))
    if filters.earliest is not None or filters.latest is not None:
        found.append(or_(event.c.earliest.is_not(None), event.c.latest.is_not(None)))
    if filters.earliest is not None:
        found.append(_not_before(str(filters.earliest)[:10]))
    if filters.latest is not None:
        found.append(_not_after(str(filters.latest)[:10]))
    return found


def _not_before(day: str) -> ColumnElement[bool]:
    """It lasted until the day or longer, or its end is not known."""
    return or_(event.c.latest.is_(None), event.c.latest >= day)


def _not_after(day: str) -> ColumnElement[bool]:
    """It began on the day or earlier, or its beginning is not known."""
    return or_(event.c.earliest.is_(None), event.c.earliest <= day)
