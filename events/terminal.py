"""What people see in a terminal: tables on stdout, progress and failures on stderr."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from math import inf
from typing import TypeVar

from rich import box
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from events.model import Article, Failure, Mention, Place, TimeInterval, Timex, Toponym

ABSENT = "–"
PIPED_WIDTH = 160  # characters of a table that does not go to a terminal

T = TypeVar("T")


class Log:
    """Lines and a progress bar on stderr; counts the failures that it was told of."""

    def __init__(self) -> None:
        self.console = Console(stderr=True, highlight=False, soft_wrap=True)
        self.failures = 0
        self.languages: Counter[str] = Counter()  # of articles in which no events are looked for

    def say(self, line: str) -> None:
        """One line, whatever the text has in it."""
        self.console.print(Text(printable(line)))

    def fail(self, failure: Failure) -> None:
        self.failures += 1
        self.say(f"{failure.name}: {failure.reason}")

    def leave(self, name: str, code: str | None) -> None:
        """Says that an article is in a language, an ISO 639-1 code, that no pipeline is set for."""
        language = language_name(code or "")
        self.languages[language] += 1
        self.say(f"{name}: is in {language}, which is not read for events unless DATELINE_PIPELINE_"
                 f"{(code or '').upper()} names a pipeline for it")  # fmt: skip

    def without_failures(self, items: Iterable[T | Failure]) -> Iterator[T]:
        """The articles or what came of them; each failure is told of."""
        for item in items:
            if isinstance(item, Failure):
                self.fail(item)
            else:
                yield item

    @contextmanager
    def progress(self, what: str, total: int | None, shown: bool = True) -> Iterator[Callable[..., None]]:
        """A bar while the block runs, where stderr is a terminal; gives what moves it by one article.

        What moves it may be told how many events the article tells of; then these too are counted.
        """
        hidden = not (shown and self.console.is_terminal)
        with Progress(*_columns(), console=self.console, disable=hidden, transient=True) as bar:
            task = bar.add_task(what, total=total, events=0, failed="")

            def advance(events: int = 0) -> None:
                told = bar.tasks[0].fields["events"] + events
                failed = f"{self.failures} failed" if self.failures else ""
                bar.update(task, advance=1, events=told, failed=failed)
                if bar.tasks[0].completed > (bar.tasks[0].total or inf):  # there is more than was thought
                    bar.tasks[0].total = None

            yield advance


class Pace(ProgressColumn):
    """Articles a second, and events a second where any were told of; over the whole run, since they come in batches."""

    def render(self, task: Task) -> Text:
        if not task.elapsed or not task.completed:
            return Text("")
        paces = [(task.completed, "")] + ([(task.fields["events"], " events")] if task.fields["events"] else [])
        return Text(", ".join(f"{number / task.elapsed:,.1f}{what}/s" for number, what in paces))


def _columns() -> tuple[ProgressColumn, ...]:
    return (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Pace(),
        TimeElapsedColumn(),
        TimeRemainingColumn(compact=True),
        TextColumn("[red]{task.fields[failed]}"),
    )


def printable(text: str) -> str:
    """The text without characters that steer a terminal."""
    return "".join(c if c.isprintable() else " " if c in "\n\r\t" else repr(c)[1:-1] for c in text)


def language_name(code: str) -> str:
    """The English name of a language: French."""
    from babel import Locale

    return Locale("en").languages.get(code, code)


def count(number: int, one: str, more: str | None = None) -> str:
    """How many, in words that agree: 1 article, 2 articles."""
    return f"{number} {one if number == 1 else more or one + 's'}"


def show_mentions(article: Article, mentions: Sequence[Mention]) -> None:
    """One table an article: who did what to whom, where and when."""
    columns = ("When", "Where", "Who", "What", "To whom", "Type", "")
    _show(article, columns, (_mention_cells(mention) for mention in mentions))


def show_toponyms(article: Article, toponyms: Sequence[Toponym]) -> None:
    """One table an article: each place name and where it lies."""
    rows = ((t.span.text, *_place_cells(t.place), "metonym" if t.metonym else "") for t in toponyms)
    _show(article, ("Toponym", "Place", "Country", "Feature", "Latitude", "Longitude", "GeoNames", ""), rows)


def show_timexes(article: Article, timexes: Sequence[Timex]) -> None:
    """One table an article: each time expression and its value."""
    rows = ((t.span.text, t.type, t.value or ABSENT, t.mod or "", t.flag or "") for t in timexes)
    _show(article, ("Expression", "Type", "Value", "Mod", "Flag"), rows)


def _show(article: Article, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    heading = article.title or article.name
    day = f" ({article.published})" if article.published else ""
    show_table(columns, rows, title=f"{heading}{day}")


def show_table(columns: Sequence[str], rows: Iterable[Sequence[str]], title: str | None = None) -> None:
    """A table on stdout."""
    table = Table(title=Text(printable(title)) if title else None, title_justify="left", box=box.SIMPLE_HEAD)
    for column in columns:
        table.add_column(column)
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    width = None if sys.stdout.isatty() else PIPED_WIDTH
    Console(file=sys.stdout, highlight=False, width=width).print(table)


def _mention_cells(mention: Mention) -> tuple[str, ...]:
    kind = f"{mention.type} ({mention.mode})" if mention.mode else mention.type
    parties = (_parties(mention, "actor"), mention.what.text, _parties(mention, "recipient"))
    doubt = "" if mention.assertion == "asserted" else mention.assertion
    return _when(mention.time), _place_name(mention.place), *parties, kind, doubt


def _parties(mention: Mention, role: str) -> str:
    parties = [p for p in mention.participants if p.role == role]
    return ", ".join(p.actor.name if p.actor else p.said for p in parties) or ABSENT


def _place_name(place: Place | None) -> str:
    if place is None:
        return ABSENT
    return place.name or (f"{place.span.text} ?" if place.span else ABSENT)


def _place_cells(place: Place) -> tuple[str, ...]:
    values = (place.name, place.country, place.feature, place.lat, place.lon, place.geonameid)
    return tuple(ABSENT if value is None else str(value) for value in values)


def _when(time: TimeInterval | None) -> str:
    if time is None:
        return ABSENT
    if time.earliest is None:
        return f"{time.span.text} ?" if time.span else ABSENT
    days = time.earliest if time.latest in (None, time.earliest) else f"{time.earliest} to {time.latest}"
    return days if time.basis == "stated" else f"{days} ({time.basis})"
