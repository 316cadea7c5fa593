"""Whether a store is sound: the database itself, and what must hold between its tables."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, Select, exists, func, select, text
from sqlalchemy.exc import DatabaseError

from events.model import Mention, Span
from events.store import rows, schema
from events.store.store import Store

SHOWN = 5  # of each kind of thing that is wrong
DAMAGED = "restore a backup: dateline store restore"
DERIVED = "dateline remerge puts it right"


def check(store: Store) -> list[str]:
    """What is wrong with a store and what to do, a line each; nothing where all is well. Raises `StoreError`."""
    with store.reading() as connection:
        found = [f"{wrong}: {DAMAGED}" for wrong in _database(connection)]
        if not found:
            found += [f"{wrong}: {DERIVED}" for wrong in _between_tables(connection)]
            found += [f"{wrong}: read the article again, or erase it" for wrong in _words(connection)]
    return found


def damage(store: Store) -> list[str]:
    """What is wrong with the database itself."""
    with store.reading() as connection:
        return list(_database(connection))


# ---- the database ----------------------------------------------------------------------------------------------


def _database(connection: Connection) -> Iterator[str]:
    if connection.dialect.name != "sqlite":  # keeps its own constraints, and says so when a page cannot be read
        for table in schema.metadata.sorted_tables:
            connection.execute(select(func.count()).select_from(table))
        return
    try:
        for (said,) in connection.exec_driver_sql(f"PRAGMA integrity_check({SHOWN})"):
            if said != "ok":
                yield f"the file is damaged ({said})"
        for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(SHOWN):
            yield f"row {row} of {table} belongs to nothing in {parent}"
    except DatabaseError as error:
        yield f"the file is damaged ({error.orig})"


# ---- between tables --------------------------------------------------------------------------------------------


def _without(one: ColumnElement, other: ColumnElement) -> Select:
    """What one column has and another has not."""
    return select(one).where(~exists().where(other == one)).distinct().limit(SHOWN)


def _between_tables(connection: Connection) -> Iterator[str]:
    event, mention, incident = schema.event.c, schema.mention.c, schema.incident.c
    asked = {
        "event {} is told by no mention": _without(event.id, mention.event_id),
        "event number {} has no record": _without(event.number, schema.event_record.c.event),
        "event number {} has no words to be found by": _without(event.number, schema.event_words.c.event),
        "event number {} has no article": _without(event.number, schema.event_article.c.event),
        "incident {} has no mention": _without(incident.id, mention.incident_id),
        "article {} was never read": _without(schema.article.c.id, schema.extraction.c.article_id),
        "event {} is not the one of its mentions": select(incident.id)
        .join(schema.mention, mention.incident_id == incident.id)
        .where(mention.event_id != incident.event_id)
        .limit(SHOWN),
        "correction {} is missing in the log": _gaps(),
    }
    for wrong, query in asked.items():
        for name in connection.scalars(query):
            yield wrong.format(name)
    if connection.dialect.name == "sqlite":
        yield from _index(connection)


def _gaps() -> Select:
    """Numbers after which the log, which has all of them, lacks one."""
    table = schema.correction
    later = table.alias()
    after = exists().where(later.c.number == table.c.number + 1)
    last = select(func.max(later.c.number)).scalar_subquery()
    return select(table.c.number + 1).where(~after, table.c.number < last).limit(SHOWN)


def _index(connection: Connection) -> Iterator[str]:
    """Whether the index of words has what it is made of."""
    counted = "SELECT (SELECT count(*) FROM event_words), (SELECT count(*) FROM event_search_docsize)"
    if connection.execute(text("SELECT count(*) FROM sqlite_master WHERE name = 'event_search_docsize'")).scalar():
        words, indexed = connection.execute(text(counted)).one()
        if words != indexed:
            yield f"the index of words has {indexed} events of {words}"


# ---- words -----------------------------------------------------------------------------------------------------


def _words(connection: Connection) -> Iterator[str]:
    """Mentions whose words do not stand in their article where they say."""
    table = schema.article
    wrong = 0
    for article_id in connection.scalars(select(table.c.id).order_by(table.c.id)).all():
        article = rows.article_of(connection, article_id)
        for mention, _ in rows.mentions_of_article(connection, article_id):
            if article and any(article.text[s.start : s.end] != s.text for s in _spans(mention)) and wrong < SHOWN:
                wrong += 1
                yield f"mention {mention.id} of article {article.name!r} quotes words that are not there"


def _spans(mention: Mention) -> tuple[Span, ...]:
    return (mention.trigger, mention.sentence)
