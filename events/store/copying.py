"""Which articles of the store repeat each other's text."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache

from sqlalchemy import Connection, delete, func, insert, select, update

from events import merging
from events.model import Article
from events.store import schema


def place(connection: Connection, article: Article) -> list[str]:
    """Finds the articles that one repeats, or that repeat it, and the one of them all that was first.

    Gives the articles for which that is another one now.
    """
    ours = _shingles(article.text)
    table = schema.article_shingle
    connection.execute(delete(table).where(table.c.article_id == article.id))
    if sketch := merging.sketch(ours):
        connection.execute(insert(table), [{"shingle": shingle, "article_id": article.id} for shingle in sketch])
    alike = select(table.c.article_id).where(table.c.shingle.in_(sketch), table.c.article_id != article.id)
    alike = alike.group_by(table.c.article_id).having(func.count() >= merging.ALIKE)
    copies = [name for name, text in _texts(connection, connection.scalars(alike)) if merging.copied(ours, text)]
    origins = select(schema.article.c.origin).where(schema.article.c.id.in_(copies))
    group = connection.scalars(select(schema.article.c.id).where(schema.article.c.origin.in_(origins))).all()
    return _name(connection, {article.id, *group})


def take_out(connection: Connection, article_id: str) -> list[str]:
    """Sorts out anew the articles that repeat one, or that it repeats, before it goes; gives what `place` gives."""
    table = schema.article
    origin = select(table.c.origin).where(table.c.id == article_id).scalar_subquery()
    rest = connection.scalars(select(table.c.id).where(table.c.origin == origin, table.c.id != article_id)).all()
    shingles = schema.article_shingle
    connection.execute(delete(shingles).where(shingles.c.article_id == article_id))
    groups = merging.groups(dict(_texts(connection, rest)))
    return [name for group in groups for name in _name(connection, group)]


def forget() -> None:
    """Texts that were looked at stay no longer in memory."""
    _shingles.cache_clear()


def _texts(connection: Connection, articles: Iterable[str]) -> list[tuple[str, frozenset[int]]]:
    table = schema.article
    query = select(table.c.id, table.c.text).where(table.c.id.in_(sorted(articles))).order_by(table.c.id)
    return [(name, _shingles(text)) for name, text in connection.execute(query)]


@lru_cache(500)  # texts with much in common are looked at for each other, again and again
def _shingles(text: str) -> frozenset[int]:
    return merging.shingles(text)


def _name(connection: Connection, group: Collection[str]) -> list[str]:
    """Notes which article of a group was first; gives those for which that is new."""
    table = schema.article
    query = select(table.c.id, table.c.published, table.c.origin).where(table.c.id.in_(sorted(group)))
    found = connection.execute(query).all()
    origin = merging.origin({row.id: row.published and date.fromisoformat(row.published) for row in found})
    changed = [row.id for row in found if row.origin != origin]
    connection.execute(update(table).where(table.c.id.in_(changed)).values(origin=origin))
    return changed
