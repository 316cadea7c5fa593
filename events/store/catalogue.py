"""The articles of a store as a catalogue: what is known of each, put right by persons, taken out and put back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

import events
from events.model import Article, Mention
from events.store import erasing, grouping, rows, schema

if TYPE_CHECKING:
    from events.store.store import Store


@dataclass(frozen=True, slots=True)
class Listed:
    """An article without its text. `outdated`: another version of Dateline has read it."""

    id: str
    name: str
    title: str | None
    source: str | None
    published: date | None
    added: str  # ISO 8601, UTC
    events: int
    outdated: bool


@dataclass(frozen=True, slots=True)
class Held:
    """An article that was taken out, with all that is needed to put it back as it was."""

    article: Article
    mentions: tuple[Mention, ...]  # as found, before corrections: those stay in the log
    added: str
    extractor: str | None


@dataclass(frozen=True)
class Catalogue:
    """The articles of a store. Every method raises `StoreError` where the database fails."""

    store: Store

    def articles(self) -> tuple[Listed, ...]:
        """All articles, those added last first, with the number of events that each tells of."""
        table, report, event = schema.article, schema.event_article, schema.event
        deleted = select(event.c.number).where(event.c.deleted)
        told = select(report.c.article_id, func.count().label("events")).where(report.c.event.not_in(deleted))
        count = told.group_by(report.c.article_id).subquery()
        columns = (table.c.id, table.c.name, table.c.title, table.c.source, table.c.published, table.c.added_at)
        query = select(*columns, table.c.extractor, count.c.events)
        query = query.outerjoin_from(table, count, count.c.article_id == table.c.id)
        query = query.order_by(table.c.added_at.desc(), table.c.name, table.c.id)
        with self.store.reading() as connection:
            return tuple(
                Listed(
                    key,
                    called,
                    title,
                    source,
                    published and date.fromisoformat(published),
                    added,
                    told or 0,
                    by != events.__version__,
                )
                for key, called, title, source, published, added, by, told in connection.execute(query).tuples()
            )

    def titles(self, ids: Collection[str] | None = None) -> dict[str, str]:
        """What lists call articles, by id: their title, else their name. All, or those asked for."""
        table = schema.article
        query = select(table.c.id, func.coalesce(table.c.title, table.c.name)).order_by(table.c.name, table.c.id)
        if ids is not None:
            query = query.where(table.c.id.in_(sorted(ids)))
        with self.store.reading() as connection:
            return dict(connection.execute(query).tuples().all())

    def describe(
        self,
        article_id: str,
        *,
        title: str | None,
        source: str | None,
        published: date | None,
        mentions: Iterable[Mention] | None = None,
    ) -> bool:
        """Says what an article is called, who published it, and when; corrections hold. `False`: not there.

        The title is what lists and pages call the article, and no part of its text: `Article.text` keeps the headline
        with which it came, so that no offset moves, its id stays the hash of its text, and the same file is still the
        same article when it comes again. A new source decides anew which corrections "for this source" concern it. With
        a new day "on Tuesday" is another day: give the `mentions` that were found with it.
        """
        with self.store.writing() as connection:
            before = rows.article_of(connection, article_id)
            if before is None:
                return False
            basis = before.published_basis if published == before.published else "user" if published else None
            now = replace(before, title=title, source=source, published=published, published_basis=basis)
            values = {"title": title, "source": source, "published_basis": basis}
            values["published"] = published.isoformat() if published else None
            by_id = schema.article.c.id == article_id
            connection.execute(update(schema.article).where(by_id), values)
            if mentions is not None:
                table = schema.extraction
                payload = {"payload": rows.extraction_payload(mentions)}
                connection.execute(update(table).where(table.c.article_id == article_id), payload)
                connection.execute(update(schema.article).where(by_id), {"extractor": events.__version__})
            moved = published != before.published
            if moved:  # which of two copies was first, and how alike two reports are, go by the day as well
                grouping.place(connection, now)
            grouping.settle(connection, [article_id], self.store.corrections.cache, anew=moved)
            self.store.bump(connection)
        return True

    def take_out(self, article_id: str) -> Held | None:
        """As `Store.remove_article`; gives what `put_back` needs. `None`: not there."""
        table = schema.article
        with self.store.writing() as connection:
            article = rows.article_of(connection, article_id)
            if article is None:
                return None
            about = select(table.c.added_at, table.c.extractor).where(table.c.id == article_id)
            added, extractor = connection.execute(about).tuples().one()
            held = Held(article, rows.found_in(connection, article_id), added, extractor)
            erasing.take_out(connection, article_id, self.store.corrections.cache)
            self.store.bump(connection)
        return held

    def put_back(self, held: Held) -> bool:
        """Keeps an article again as it was before it was taken out. `False`: it has come back meanwhile.

        Raises `StoreError` for one that was erased meanwhile.
        """
        if not self.store.add(held.article, held.mentions):
            return False
        with self.store.writing() as connection:
            table = schema.article
            values = {"added_at": held.added, "extractor": held.extractor}
            connection.execute(update(table).where(table.c.id == held.article.id), values)
            self.store.bump(connection)
        return True
