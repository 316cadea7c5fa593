"""Options that several commands have, and what they mean."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from events import settings
from events.errors import StoreError

if TYPE_CHECKING:
    from events.model import Article
    from events.store import Store

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="URL",
        help="The store: a file's path or a database's URL. Else DATELINE_STORE, else a file among the user's data.",
    ),
]


def open_existing(given: str | None) -> Store:
    """The store that the user means, where there is one: a mistyped path must not make an empty one."""
    from events.store import Store

    url = settings.store_url(given)
    path = url.removeprefix("sqlite:///")
    if path != url and not Path(path).exists():
        raise StoreError(f"there is no store at {path!r}: ingest articles into it, or name another with --store")
    return Store.open(url)


def article_of(store: Store, name: str) -> Article:
    """The article of that id, or of that name where only one has it. Raises `StoreError` where there is none."""
    article = store.article(name)
    if article is not None:
        return article
    named = [a for a in store.articles() if a.name == name]
    if not named:
        raise StoreError(f"article {name!r} is not in the store: give its id or its name")
    if len(named) > 1:
        raise StoreError(f"{len(named)} articles are called {name!r}: give an id, {', '.join(a.id for a in named)}")
    return named[0]
