"""The log of corrections: rows are added and read, never changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

import msgspec
from sqlalchemy import Connection, func, insert, select

from events import corrections
from events.errors import CorrectionError
from events.model import Correction
from events.store import schema

ANYWHERE = "*"  # in place of an article: an entry that may concern any

_decode = msgspec.json.Decoder(Correction).decode


def append(connection: Connection, said: Correction) -> Correction:
    """Writes an entry at the end of the log; gives it with its number and moment.

    Raises `CorrectionError` for an entry without an author.
    """
    if not said.author.strip():
        raise CorrectionError("a correction needs an author: who says so?")
    last = connection.scalar(select(func.max(schema.correction.c.number))) or 0
    entry = replace(said, number=last + 1, moment=datetime.now(UTC).isoformat(timespec="seconds"))
    keep(connection, entry)
    return entry


def keep(connection: Connection, entry: Correction) -> None:
    """Writes an entry down as it is."""
    row = {"number": entry.number, "action": entry.action, "author": entry.author, "moment": entry.moment}
    connection.execute(insert(schema.correction), row | {"payload": msgspec.json.encode(entry)})
    bound = [{"number": entry.number, "article_id": name} for name in sorted(concerned(connection, entry))]
    if bound:
        connection.execute(insert(schema.correction_article), bound)


def concerned(connection: Connection, entry: Correction) -> set[str]:
    """The articles that an entry is bound to; of an undo or redo, those of what it takes back or brings back."""
    if entry.undoes is not None:
        table = schema.correction_article
        return set(connection.scalars(select(table.c.article_id).where(table.c.number == entry.undoes)))
    if entry.action == "take":
        taking = corrections.taking(entry.new)
        return {taking.within} if taking.scope == "article" and taking.within else {ANYWHERE}
    return {anchor.article_id for anchor in (*entry.anchors, *entry.rest)}


def entries(connection: Connection, articles: Iterable[str] | None = None) -> tuple[Correction, ...]:
    """The log in its order; of some articles, what is bound to them or may concern any."""
    table, bound = schema.correction, schema.correction_article
    query = select(table.c.payload).order_by(table.c.number)
    if articles is not None:
        query = query.where(
            table.c.number.in_(select(bound.c.number).where(bound.c.article_id.in_([*articles, ANYWHERE])))
        )
    return tuple(_decode(payload) for payload in connection.scalars(query))


def active_on(connection: Connection, articles: Iterable[str]) -> tuple[Correction, ...]:
    """What of the log holds now and concerns any of the articles."""
    return corrections.active(entries(connection, articles))


def entry(connection: Connection, number: int) -> Correction:
    """Raises `CorrectionError` where the log has no such entry."""
    payload = connection.scalar(select(schema.correction.c.payload).where(schema.correction.c.number == number))
    if payload is None:
        raise CorrectionError(f"the log has no entry {number}")
    return _decode(payload)
