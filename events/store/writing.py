"""What has become of events and incidents → rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from hashlib import blake2b
from itertools import count

from sqlalchemy import Connection, delete, insert, or_, select, update

from events import merging
from events.merging import Constraints
from events.model import Mention
from events.store import rows, schema


def write(connection: Connection, event_id: str, mentions: Sequence[Mention]) -> None:
    """Makes an event, or brings it up to date, from what its mentions say now."""
    event = merging.fuse(event_id, tuple(mentions), _copies(connection, {m.article_id for m in mentions}))
    row = rows.event_row(event)
    known = connection.execute(update(schema.event).where(schema.event.c.id == event_id), row).rowcount
    if known:
        connection.execute(delete(schema.event_actor).where(schema.event_actor.c.event_id == event_id))
    else:
        connection.execute(insert(schema.event), row)
    if actors := rows.actor_rows(event):
        connection.execute(insert(schema.event_actor), actors)


def _copies(connection: Connection, articles: Collection[str]) -> dict[str, str]:
    table = schema.article
    found = select(table.c.id, table.c.origin).where(table.c.id.in_(sorted(articles)), table.c.origin != table.c.id)
    return dict(connection.execute(found).tuples().all())


def new_id(connection: Connection, mentions: Sequence[Mention]) -> str:
    """An id from the first mention: one that an event of that mention had before, if nobody has it now."""
    first = min(mentions, key=lambda m: (m.article_id, m.trigger.start, m.trigger.end, m.id)).id
    for attempt in count():
        words = first if attempt == 0 else f"{first} {attempt}"
        event_id = "e" + blake2b(words.encode(), digest_size=8).hexdigest()
        if connection.scalar(select(schema.event.c.id).where(schema.event.c.id == event_id)) is None:
            connection.execute(delete(schema.event_alias).where(schema.event_alias.c.id == event_id))
            return event_id
    raise AssertionError("count() does not end")


def forget(connection: Connection, gone: Collection[str]) -> None:
    """Takes out incidents and all that hangs on them, but for the events that they told of."""
    names = sorted(gone)
    if not names:
        return
    for table in (schema.link, schema.verdict):
        connection.execute(delete(table).where(or_(table.c.one.in_(names), table.c.other.in_(names))))
    connection.execute(delete(schema.incident_key).where(schema.incident_key.c.incident_id.in_(names)))
    connection.execute(delete(schema.mention).where(schema.mention.c.incident_id.in_(names)))
    connection.execute(delete(schema.incident).where(schema.incident.c.id.in_(names)))


def move(connection: Connection, incidents: Collection[str], event_id: str) -> None:
    """Makes incidents, with their mentions, part of another event."""
    if incidents:
        names = sorted(incidents)
        connection.execute(update(schema.incident).where(schema.incident.c.id.in_(names)).values(event_id=event_id))
        of_them = schema.mention.c.incident_id.in_(names)
        connection.execute(update(schema.mention).where(of_them).values(event_id=event_id))


def insert_incidents(connection: Connection, incidents: Mapping[str, merging.Incident], event_id: str) -> None:
    for name, incident in sorted(incidents.items()):
        row = rows.incident_row(incident, event_id)
        connection.execute(insert(schema.incident), row)
        told = [rows.mention_row(m, event_id, name) for m in incident.mentions]
        connection.execute(insert(schema.mention), told)
        if keys := [{"key": key, "incident_id": name} for key in sorted(merging.keys(incident))]:
            connection.execute(insert(schema.incident_key), keys)


def insert_links(connection: Connection, links: Mapping[tuple[str, str], float]) -> None:
    found = [
        {"one": a, "other": b, "score": s} for (one, other), s in links.items() for a, b in ((one, other), (other, one))
    ]
    if found:
        connection.execute(insert(schema.link), found)


def keep_verdicts(connection: Connection, verdicts: Constraints, stirred: Collection[str]) -> None:
    """Writes down what persons now say of the incidents of changed articles, in place of what they said before."""
    table, names = schema.verdict, sorted(stirred)
    if names:
        connection.execute(delete(table).where(or_(table.c.one.in_(names), table.c.other.in_(names))))
    said = [(pair, True) for pair in verdicts.together] + [(pair, False) for pair in verdicts.apart]
    found = [{"one": a, "other": b, "together": joined} for pair, joined in said for a, b in (pair, pair[::-1])]
    if found:
        connection.execute(insert(table), found)


def retire(connection: Connection, lost: Collection[str], led: Mapping[str, str]) -> None:
    """Takes out events that nothing tells of any more; the ids of those that were merged lead to the survivors."""
    table = schema.event_alias
    for event_id in sorted(lost):
        to = led.get(event_id)
        pointing = table.c.event_id == event_id
        connection.execute(update(table).where(pointing).values(event_id=to) if to else delete(table).where(pointing))
        connection.execute(delete(schema.event_actor).where(schema.event_actor.c.event_id == event_id))
        connection.execute(delete(schema.event).where(schema.event.c.id == event_id))
        if to:
            connection.execute(insert(table), {"id": event_id, "event_id": to})
