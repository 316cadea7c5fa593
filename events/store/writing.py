"""What has become of events and incidents → rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from hashlib import blake2b
from itertools import count

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from events import merging
from events.merging import Constraints
from events.model import Event, Mention
from events.store import rows, schema


def write(connection: Connection, events: Sequence[tuple[str | None, Sequence[Mention]]]) -> list[str]:
    """Makes events, those without an id, or brings them up to date, from what their mentions say now; gives the ids."""
    if not events:
        return []
    copies = _copies(connection, {m.article_id for _, mentions in events for m in mentions})
    new = iter(_new_ids(connection, [mentions for event_id, mentions in events if event_id is None]))
    ids = [event_id or next(new) for event_id, _ in events]
    fused = [merging.fuse(name, tuple(told), copies) for name, (_, told) in zip(ids, events, strict=True)]
    known = _numbers(connection, {event_id for event_id, _ in events if event_id})
    new_numbers = count(_highest_number(connection) + 1)
    numbered = [(event, known.get(event.id) or next(new_numbers)) for event in fused]
    _forget_parts(connection, known.values())
    _write_rows(connection, numbered, known)
    for table, rows_of in rows.PARTS.items():
        if found := [row for event, number in numbered for row in rows_of(event, number)]:
            connection.execute(insert(table), found)
    return ids


def _write_rows(connection: Connection, events: Sequence[tuple[Event, int]], known: Collection[str]) -> None:
    revision, table = coming_revision(connection), schema.event
    made = [rows.event_row(event, number, revision) for event, number in events if event.id not in known]
    changed = [rows.event_row(event, number, revision) for event, number in events if event.id in known]
    if made:
        connection.execute(insert(table), made)
    if changed:
        values: dict = {name: bindparam(f"_{name}") for name in changed[0]}
        bound = [{f"_{name}": value for name, value in row.items()} for row in changed]
        connection.execute(update(table).where(table.c.id == bindparam("_id")).values(values), bound)


def coming_revision(connection: Connection) -> int:
    """The revision that the store will have when this transaction is over."""
    table = schema.meta
    return connection.scalars(select(table.c.value).where(table.c.key == "revision")).one() + 1


def _numbers(connection: Connection, ids: Collection[str]) -> dict[str, int]:
    table = schema.event
    found = select(table.c.id, table.c.number).where(table.c.id.in_(sorted(ids)))
    return dict(connection.execute(found).tuples().all())


def _highest_number(connection: Connection) -> int:
    """That any event has, or ever had."""
    columns = (schema.event.c.number, schema.event_gone.c.event)
    return max(connection.scalar(select(func.max(column))) or 0 for column in columns)


def _forget_parts(connection: Connection, numbers: Collection[int]) -> None:
    for table in rows.PARTS:
        connection.execute(delete(table).where(table.c.event.in_(sorted(numbers))))


def _copies(connection: Connection, articles: Collection[str]) -> dict[str, str]:
    table = schema.article
    found = select(table.c.id, table.c.origin).where(table.c.id.in_(sorted(articles)), table.c.origin != table.c.id)
    return dict(connection.execute(found).tuples().all())


def _new_ids(connection: Connection, events: Sequence[Sequence[Mention]]) -> list[str]:
    """An id from each event's first mention: one that an event of it had before, if nobody has that now."""
    firsts = [min(told, key=lambda m: (m.article_id, m.trigger.start, m.trigger.end, m.id)).id for told in events]
    taken: set[str] = set()
    ids = dict.fromkeys(firsts, "")
    for attempt in count():
        left = [first for first, name in ids.items() if not name]
        if not left:
            break
        tried = {first: _id(first, attempt) for first in left}
        held = select(schema.event.c.id).where(schema.event.c.id.in_(sorted(tried.values())))
        taken |= set(connection.scalars(held))
        for first, name in tried.items():
            if name not in taken:
                ids[first] = name
                taken.add(name)
    alias = schema.event_alias
    if firsts:
        connection.execute(delete(alias).where(alias.c.id.in_(sorted(ids.values()))))
    return [ids[first] for first in firsts]


def _id(first: str, attempt: int) -> str:
    words = first if attempt == 0 else f"{first} {attempt}"
    return "e" + blake2b(words.encode(), digest_size=8).hexdigest()


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


def move(connection: Connection, events: Mapping[str, str]) -> None:
    """Makes incidents, with their mentions, part of the events that they now belong to."""
    found = [{"_incident": name, "_event": event_id} for name, event_id in sorted(events.items())]
    if found:
        for table, column in ((schema.incident, schema.incident.c.id), (schema.mention, schema.mention.c.incident_id)):
            where = column == bindparam("_incident")
            connection.execute(update(table).where(where).values(event_id=bindparam("_event")), found)


def insert_incidents(
    connection: Connection, incidents: Mapping[str, merging.Incident], events: Mapping[str, str]
) -> None:
    """Writes new incidents and their mentions down, each as part of its event."""
    found = [(name, incident, events[name]) for name, incident in sorted(incidents.items())]
    told = [rows.mention_row(m, event_id, name) for name, incident, event_id in found for m in incident.mentions]
    keys = [{"key": key, "incident_id": name} for name, incident, _ in found for key in sorted(rows.keys_of(incident))]
    if found:
        connection.execute(insert(schema.incident), [rows.incident_row(i, event_id) for _, i, event_id in found])
        connection.execute(insert(schema.mention), told)
    if keys:
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
        _drop(connection, event_id)
        if to:
            connection.execute(insert(table), {"id": event_id, "event_id": to})


def _drop(connection: Connection, event_id: str) -> None:
    numbers = list(_numbers(connection, [event_id]).values())
    _forget_parts(connection, numbers)
    connection.execute(delete(schema.event).where(schema.event.c.id == event_id))
    revision = coming_revision(connection)
    connection.execute(insert(schema.event_gone), [{"event": number, "revision": revision} for number in numbers])
