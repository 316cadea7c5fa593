"""What is asked of a store → SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from events.merging import Probe
from events.store.schema import article, event, event_actor, event_key, mention


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
    """Rows of `event` that an incident may be told of by: near in time and place, or with a key in common."""
    shared = select(event_key.c.event_id).where(event_key.c.key.in_(sorted(probe.keys)))
    conditions: list[ColumnElement[bool]] = [event.c.id.in_(shared)]
    if probe.earliest is not None and probe.box is not None:
        south, west, north, east = probe.box
        near = and_(event.c.lat.between(south, north), event.c.lon.between(west, east))
        conditions.append(and_(event.c.earliest <= probe.latest, event.c.latest >= probe.earliest, near))
    return select(event).where(event.c.type == probe.type, or_(*conditions)).order_by(event.c.id)


def mentions_of(events: Select) -> Select:
    """Rows of `mention` that tell of the events of a query."""
    ids = events.order_by(None).with_only_columns(event.c.id)
    return select(mention).where(mention.c.event_id.in_(ids)).order_by(mention.c.article_id, mention.c.start)


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
        found.append(or_(event.c.latest.is_(None), event.c.latest >= str(filters.earliest)[:10]))
    if filters.latest is not None:
        found.append(or_(event.c.earliest.is_(None), event.c.earliest <= str(filters.latest)[:10]))
    return found
