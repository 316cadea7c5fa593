"""The command line. stdout is data only; progress and failures go to stderr.

The exit code is 0, 1 where some inputs failed (each named on stderr), or 2 for wrong usage. What is heavy is imported
by the command that needs it: `--help` is quick, and so is a bad option.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

import events
from events import cli_corrections, cli_gazetteer, cli_store, logs, settings
from events.cli_gazetteer import ListFormat
from events.cli_options import StoreOption, article_of, open_existing
from events.errors import EventsError, ReadingError, SettingError
from events.export.formats import FORMATS

if TYPE_CHECKING:
    from events.ingesting import Outcome
    from events.model import Article, Correction, Failure, Story
    from events.pipeline import Analysis
    from events.store import Store
    from events.terminal import Log
    from events.workers import Pool

T = TypeVar("T")
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 (recognised, not listened at)
FAILURE = ("name", "reason", "article_id", "path", "moment")  # what is told of one
APP = Path(events.__file__).parent.parent / "app.py"

app = typer.Typer(
    name="dateline",
    help="Who did what to whom, where and when: news articles in, map and timeline out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # a traceback with the words of articles in it is nothing for a log
    rich_markup_mode=None,  # plain messages, one line each
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(cli_gazetteer.app, name="gazetteer")
app.add_typer(cli_corrections.app, name="correct")
app.add_typer(cli_store.app, name="store")


class MentionFormat(StrEnum):
    table = "table"
    jsonl = "jsonl"
    csv = "csv"


ExportFormat = Enum("ExportFormat", {name: name for name in FORMATS})  # type: ignore[misc]


def _day(text: str) -> date:
    from events.reading import parse_date

    try:
        day = parse_date(text)
    except ReadingError as error:
        raise typer.BadParameter(str(error)) from error
    if day > date.today():
        raise typer.BadParameter(f"{day} is yet to come: say when the articles were published")
    return day


def _encoding(name: str) -> str:
    from events.reading import known_encoding

    try:
        return known_encoding(name)
    except ReadingError as error:
        raise typer.BadParameter(str(error)) from error


def _columns(given: str) -> dict[str, str]:
    from events.reading import known_columns

    try:
        return known_columns(given)
    except ReadingError as error:
        raise typer.BadParameter(str(error)) from error


Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH", help="Files, folders, http(s) addresses, or - for standard input."),
]
Published = Annotated[
    date | None,
    typer.Option(
        parser=_day,
        metavar="DATE",
        help="When the articles were published (YYYY-MM-DD); wins over what they say themselves.",
    ),
]
Encoding = Annotated[
    str | None,
    typer.Option(parser=_encoding, metavar="NAME", help="The encoding of files that are not UTF-8, such as cp1252."),
]
Scheduler = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="A Dask cluster that reads them, by its scheduler: tcp://host:8786."),
]
Columns = Annotated[
    dict | None,
    typer.Option(
        parser=_columns,
        metavar="FIELD=NAME,…",
        help="Which columns of tables have what, such as text=Body,title=Headline, where their names do not say it.",
    ),
]
Workers = Annotated[int, typer.Option(min=1, help="Processes that read articles; each takes about 0.4 GB.")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dateline {events.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


# ---- what reads articles ---------------------------------------------------------------------------------------


@app.command()
def extract(
    paths: Paths,
    published: Published = None,
    encoding: Encoding = None,
    columns: Columns = None,
    format: Annotated[MentionFormat, typer.Option(help="How to print the mentions.")] = MentionFormat.table,
) -> None:
    """Print what articles tell of.

    One mention of an event a line, in the order of the inputs; no store is touched.
    """
    from events.export import csv_table, jsonl, mention_record
    from events.terminal import show_mentions

    writer = csv_table.table(sys.stdout, csv_table.MENTION_COLUMNS) if format is MentionFormat.csv else None

    def show(analysis: Analysis) -> None:
        if format is MentionFormat.table:
            show_mentions(analysis.article, analysis.mentions)
        for mention in analysis.mentions:
            if writer:
                writer.writerow(csv_table.safe(csv_table.mention_row(mention, analysis.article.name)))
            elif format is MentionFormat.jsonl:
                sys.stdout.write(jsonl.line(mention_record(mention, analysis.article.name)))

    _each(Inputs(paths, published, encoding, columns), _analyses, show)


def _analyses(articles: Iterator[Article]) -> Iterator[Analysis | Failure]:
    from events.pipeline import Analyzer

    return Analyzer.from_settings().analyze_all(articles)


@app.command()
def geoparse(
    paths: Paths,
    published: Published = None,
    encoding: Encoding = None,
    format: Annotated[ListFormat, typer.Option(help="How to print the toponyms.")] = ListFormat.table,
) -> None:
    """Print place names and where they lie.

    One line an article, also where there are none.
    """
    from events.export import jsonl, records
    from events.terminal import show_toponyms

    def toponyms(articles: Iterator[Article]) -> Iterator[tuple[Article, tuple]]:
        from events.pipeline import Analyzer

        return Analyzer.from_settings().geoparse_all(articles)

    def show(found: tuple[Article, tuple]) -> None:
        article, toponyms = found
        if format is ListFormat.table:
            show_toponyms(article, toponyms)
        else:
            record = {"id": article.name, "toponyms": [records.toponym_record(t) for t in toponyms]}
            sys.stdout.write(jsonl.line(record))

    _each(Inputs(paths, published, encoding), toponyms, show)


@app.command()
def timexes(
    paths: Paths,
    published: Published = None,
    encoding: Encoding = None,
    format: Annotated[ListFormat, typer.Option(help="How to print the time expressions.")] = ListFormat.table,
) -> None:
    """Print time expressions and their values.

    TIMEX3 type, value and mod; one line an article, also where there are none.
    """
    from events import times
    from events.export import jsonl, records
    from events.terminal import show_timexes

    def show(article: Article) -> None:
        found = times.find(article.text, article.published, times.day_first(article))
        if format is ListFormat.table:
            show_timexes(article, found)
        else:
            sys.stdout.write(jsonl.line({"id": article.name, "timexes": [records.timex_record(t) for t in found]}))

    _each(Inputs(paths, published, encoding), lambda articles: articles, show)


@dataclass(frozen=True)
class Inputs:
    """What the user gave to read, and said of it."""

    paths: list[str]
    published: date | None
    encoding: str | None
    columns: dict[str, str] | None = None

    def articles(self, log: Log) -> Iterator[Article]:
        """The articles; the log is told of each failure, and of each in a language that is not read for events."""
        from events.reading.apart import read_paths

        found = read_paths(self.paths, published=self.published, encoding=self.encoding, columns=self.columns)
        for article in log.without_failures(found):
            if settings.pipeline_for(article.language) is None:
                log.leave(article.name, article.language)
            yield article

    def count(self) -> int | None:
        from events.reading import count_articles

        return count_articles(self.paths)


def _each(
    inputs: Inputs, step: Callable[[Iterator[Article]], Iterable[T | Failure]], show: Callable[[T], None]
) -> None:
    """Reads, takes the step and shows each result as it comes."""
    from events.terminal import Log

    log = Log()
    shown = not sys.stdout.isatty()  # else the results themselves show how far it is
    with log.progress("Articles", inputs.count() if shown else None, shown) as advance:
        for result in log.without_failures(_if_any(inputs.articles(log), step)):
            show(result)
            sys.stdout.flush()
            advance()
    raise typer.Exit(1 if log.failures else 0)


def _if_any(
    articles: Iterator[Article], step: Callable[[Iterator[Article]], Iterable[T | Failure]]
) -> Iterable[T | Failure]:
    """The results of the step; it is not taken, and so loads nothing heavy, where there is no article."""
    first = next(articles, None)
    return () if first is None else step(chain([first], articles))


# ---- the store -------------------------------------------------------------------------------------------------


@app.command()
def ingest(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", help="Files, folders, http(s) addresses, or - for standard input."),
    ] = None,
    published: Published = None,
    encoding: Encoding = None,
    columns: Columns = None,
    store: StoreOption = None,
    workers: Workers = 1,
    scheduler: Scheduler = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Read again what failed before; see `dateline failures`.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the names of articles that are new; read and write nothing else.")
    ] = False,
) -> None:
    """Read articles into the store.

    Articles that are there already are passed over, so a run that was stopped can be run again.
    """
    from events import ingesting
    from events.store import Store
    from events.terminal import Log

    if bool(paths) == retry_failed:
        raise SettingError("give the files or folders to read, or --retry-failed for those that failed before")
    log, tally = Log(), Tally()
    with Store.open(_store_to_look_at(store)) if dry_run else Store.open(settings.store_url(store)) as kept:
        again = ingesting.failed_before(kept) if retry_failed else []
        given = again or ingesting.given(paths or (), published, encoding, columns)
        total = _count([one.path for one in again] or paths or [])
        if dry_run:
            for outcome in ingesting.preview(given, kept, retry=retry_failed):
                tally.add(outcome, log)
                if outcome.new:
                    typer.echo(outcome.name)
            log.say(f"{tally.new} new, {tally.known} already there, {log.failures} failed; nothing was written")
        else:
            with log.progress("Articles", total) as advance, _pool(workers, scheduler, log) as pool:
                for outcome in ingesting.ingest(given, kept, pool, retry=retry_failed):
                    tally.add(outcome, log)
                    advance(outcome.events)
            log.say(f"{tally.new} new, {tally.known} already there, {log.failures} failed; {tally.mentions} mentions")
    for language, number in log.languages.most_common():
        log.say(f"{number} in {language}: kept without events")
    raise typer.Exit(1 if log.failures else 0)


@dataclass
class Tally:
    """What came of an ingest: numbers of articles, and of mentions in the new ones."""

    new: int = 0
    known: int = 0
    mentions: int = 0

    def add(self, outcome: Outcome, log: Log) -> None:
        from events.model import Failure

        if outcome.reason is not None:
            log.fail(Failure(outcome.name, outcome.reason))
        elif outcome.new:
            self.new += 1
            self.mentions += outcome.mentions
            if outcome.language:
                log.leave(outcome.name, outcome.language)
        else:
            self.known += 1


def _pool(workers: int, scheduler: str | None, log: Log) -> AbstractContextManager[Pool]:
    """Where articles are read."""
    if scheduler is not None:
        from events.cluster import Cluster

        return Cluster(scheduler, log.say)
    from events.workers import Processes

    return Processes(workers)


def _store_to_look_at(given: str | None) -> str:
    """The URL of a store that is not made by looking."""
    url = settings.store_url(given)
    path = url.removeprefix("sqlite:///")
    return url if path == url or Path(path).exists() else "sqlite://"


def _count(paths: list[str]) -> int | None:
    from events.reading import count_articles

    return count_articles(paths)


@app.command()
def failures(
    format: Annotated[ListFormat, typer.Option(help="How to print them.")] = ListFormat.table,
    forget: Annotated[bool, typer.Option("--forget", help="Print them and take them off the list.")] = False,
    store: StoreOption = None,
) -> None:
    """List what could not be taken in, and why.

    `dateline ingest --retry-failed` reads it again.
    """
    from events.export import jsonl
    from events.terminal import show_table

    with open_existing(store) as kept:
        found = kept.failed.all()
        if forget:
            kept.failed.clear([one.key for one in found])
    if format is ListFormat.jsonl:
        for one in found:
            sys.stdout.write(jsonl.line({name: getattr(one, name) for name in FAILURE}))
    else:
        rows = ([one.name, one.reason, one.path or "–", one.moment or ""] for one in found)
        show_table(("Name", "Reason", "Path", "When"), rows)


@app.command()
def export(
    store: StoreOption = None,
    format: Annotated[ExportFormat, typer.Option(help="The format of the file.")] = ExportFormat("jsonl"),  # noqa: B008 (a constant)
    actor: Annotated[list[str] | None, typer.Option(help="Only events of this actor; may be repeated.")] = None,
    type: Annotated[list[str] | None, typer.Option(help="Only events of this type; may be repeated.")] = None,
    article: Annotated[list[str] | None, typer.Option(help="Only events of this article; may be repeated.")] = None,
    earliest: Annotated[
        date | None, typer.Option("--from", parser=_day, metavar="DATE", help="Only events on this day or later.")
    ] = None,
    latest: Annotated[
        date | None, typer.Option("--to", parser=_day, metavar="DATE", help="Only events on this day or earlier.")
    ] = None,
    deleted: Annotated[
        bool, typer.Option("--deleted", help="Only events that somebody deleted, which are left out else.")
    ] = False,
    story: Annotated[
        str | None,
        typer.Option(metavar="STORY", help="Only the events of this story, an id or a title, told as it tells them."),
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="With --format parquet: the whole store into a new folder, by month and country, to be opened with "
            "--store FOLDER and by DuckDB, Spark and pandas.",
        ),
    ] = None,
    without_texts: Annotated[
        bool, typer.Option("--without-texts", help="With --into: of articles only the sentences that tell of events.")
    ] = False,
) -> None:
    """Print the events of the store.

    Of the filters of one kind any must fit, and each kind that is given. Map, timeline and list in one file that opens
    without a server: --format html > events.html
    """
    from events.export import About, Sources, format_named
    from events.store import Filters

    wanted = format_named(format.value)
    if into is None and without_texts:
        raise SettingError("--without-texts is for --into FOLDER")
    if into is None and wanted.binary and _on_a_terminal():
        file = f"events{wanted.suffix}"
        raise SettingError(f"{format.value} is nothing for a terminal: write it to a file, with > {file} at the end")
    filters = Filters(
        actors=tuple(actor or ()),
        types=_types(type or []),
        articles=tuple(article or ()),
        earliest=earliest.isoformat() if earliest else None,
        latest=latest.isoformat() if latest else None,
        deleted=deleted,
    )
    if story is not None and filters != Filters():
        raise SettingError("--story gives the events of the story alone: leave the other filters out")
    if story is not None and not wanted.story:
        telling = ", ".join(name for name, each in FORMATS.items() if each.story)
        raise SettingError(f"{format.value} cannot tell a story; these can: {telling}")
    if into is not None:
        if format.value != "parquet" or filters != Filters() or story is not None:
            raise SettingError("--into writes the whole store as --format parquet: leave filters and --story out")
        _export_folder(store, into, texts=not without_texts)
        return
    with open_existing(store) as kept:
        told = _story(kept, story) if story is not None else None
        about = About(Sources(kept.article), told)
        found = kept.each_event(c.event_id for c in told.chapters) if told else kept.events(filters)
        sys.stdout.flush()
        left_out = wanted.write(found, sys.stdout.buffer, about)
        sys.stdout.buffer.flush()
    if left_out:
        _say_left_out(left_out, wanted.label)


def _say_left_out(number: int, label: str) -> None:
    from events.terminal import Log, count

    Log().say(f"{count(number, 'event')} left out: {label} has no place for what has no date, or none that it can hold")


def _export_folder(store: str | None, into: Path, *, texts: bool) -> None:
    from events.export import parquet_folder
    from events.terminal import Log, count

    log = Log()
    with open_existing(store) as kept, log.progress("Writing", None):
        held = parquet_folder.write(kept, into, texts=texts)
    log.say(f"{count(held.events, 'event')} in {count(held.files, 'file')}, {count(held.articles, 'article')}")


def _on_a_terminal() -> bool:
    return sys.stdout.isatty()


def _story(kept: Store, name: str) -> Story:
    """The story of that id, or of that title where only one has it."""
    stories = kept.stories.all()
    named = [s for s in stories if s.id == name] or [s for s in stories if s.title == name]
    if len(named) == 1:
        return named[0]
    if named:
        raise SettingError(f"{len(named)} stories are called {name!r}: give an id, {', '.join(s.id for s in named)}")
    known = ", ".join(repr(s.title) for s in stories) or "none yet; stories are made in the dashboard"
    raise SettingError(f"there is no story {name!r} in the store; its stories: {known}")


def _types(given: list[str]) -> tuple[str, ...]:
    from events.extraction import ontology

    names = tuple(name.upper() for name in given)
    unknown = [name for name in names if name not in ontology.types()]
    if unknown:
        raise SettingError(f"--type {unknown[0]!r} is not known; the types are {', '.join(ontology.types())}")
    return names


@app.command()
def reextract(
    articles: Annotated[
        list[str] | None, typer.Argument(metavar="ARTICLE", help="Their ids or names; else those due.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every article of the store.")] = False,
    store: StoreOption = None,
    workers: Workers = 1,
    scheduler: Scheduler = None,
) -> None:
    """Read articles of the store again.

    Those that another version of Dateline has read, where none is named. Corrections hold, and an article that fails
    stays as it was.
    """
    from events import ingesting
    from events.model import Failure
    from events.terminal import Log, count

    log = Log()
    with open_existing(store) as kept:
        if every:
            ids = [article.id for article in kept.articles()]
        else:
            ids = [article_of(kept, name).id for name in articles or ()] or list(kept.outdated())
        with log.progress("Articles", len(ids)) as advance, _pool(workers, scheduler, log) as pool:
            done = 0
            for outcome in ingesting.reextract(ids, kept, pool):
                done += outcome.reason is None
                if outcome.reason is not None:
                    log.fail(Failure(outcome.name, outcome.reason))
                advance(outcome.events)
        lost = len({one.correction.number for one in kept.corrections.detached()})
    log.say(f"{done} read again, {log.failures} failed")
    if lost:
        log.say(f"without a mention at their words: {count(lost, 'correction')}, see `dateline correct detached`")
    raise typer.Exit(1 if log.failures else 0)


@app.command()
def remerge(store: StoreOption = None) -> None:
    """Put events together anew.

    From what was read in the articles and what persons said; ids stay.
    """
    from events.terminal import Log, count

    log = Log()
    with open_existing(store) as kept:
        with log.progress("Merging", None):
            kept.remerge()
        held = kept.counts()
    log.say(
        f"{count(held.events, 'event')} from {count(held.mentions, 'mention')} in {count(held.articles, 'article')}"
    )


@app.command()
def erase(
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE", help="Their ids or names.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    store: StoreOption = None,
) -> None:
    """Erase articles for good.

    Their text, all that was read from it and what the log quotes go from the store and from its file; an id remains,
    so that they are not taken in again. It cannot be undone, and does not reach copies and exports.
    """
    from events.terminal import Log, count

    log = Log()
    with open_existing(store) as kept:
        left = [name for name in articles if kept.has(name) or not kept.erase(name)]  # erased before: its file anew
        found = {article.id: article for article in (article_of(kept, name) for name in left)}
        going = [_going(kept, article) for article in found.values()]
        if going and not yes:
            for line in going:
                log.say(line)
            typer.confirm(f"Erase {count(len(found), 'article')} for good?", abort=True, err=True)
        for article_id, line in zip(found, going, strict=True):
            kept.erase(article_id)
            log.say(f"erased: {line}")


def _going(kept: Store, article: Article) -> str:
    """What goes with an article."""
    from events.store import Filters
    from events.terminal import count

    of_it = [e for gone in (False, True) for e in kept.events(Filters(articles=(article.id,), deleted=gone))]
    alone = sum(all(m.article_id == article.id for m in e.mentions) for e in of_it)
    bound = [c for c in kept.corrections.log() if article.id in _bound_to(c)]
    parts = [count(len(kept.mentions(article.id)), "mention"), f"{count(alone, 'event')} told by nothing else"]
    parts += [f"{count(len(bound), 'entry', 'entries')} of the log"] if bound else []
    return f"{article.name} ({article.id}) with {', '.join(parts)}"


def _bound_to(entry: Correction) -> set[str | None]:
    """The articles that an entry of the log has words of."""
    taken = {entry.new["within"]} if entry.action == "take" and entry.new else set()
    return {anchor.article_id for anchor in (*entry.anchors, *entry.rest)} | taken


@app.command()
def serve(
    store: StoreOption = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port on this machine.")] = 8501,
    address: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen, such as 0.0.0.0 for everybody in the network.")
    ] = "127.0.0.1",
    access: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Who may sign in and do what: see docs/security.md.")
    ] = None,
    without_sign_in: Annotated[
        bool, typer.Option("--without-sign-in", help="Let everybody who reaches this port read and change everything.")
    ] = False,
) -> None:
    """Serve the dashboard to this machine, or to others.

    Until it is stopped with Ctrl-C. To others only where they have to sign in.
    """
    from events import access as rules

    if access and without_sign_in:
        raise SettingError("--access says who may sign in, and --without-sign-in that nobody has to: give one of them")
    if access:
        rules.read(access)
    elif not rules.is_local(address) and not without_sign_in:
        raise SettingError(
            f"at {address} others can reach the dashboard, and could read and change everything: say who may sign in "
            "with --access FILE (docs/security.md), or let everybody in with --without-sign-in"
        )
    if not APP.exists():
        raise SettingError(f"the dashboard is not at {str(APP)!r}: run this from a copy of the project")
    options = {
        "server.address": address,
        "server.port": port,
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
        "browser.serverAddress": socket.gethostname() if address in EVERYWHERE else address,  # else others are asked
    } | ({"secrets.files": str(access)} if access else {})
    os.environ |= {
        "DATELINE_STORE": settings.store_url(store),
        "DATELINE_ACCESS": str(access or ""),
        "DATELINE_WITHOUT_SIGN_IN": str(int(without_sign_in)),
    }
    if without_sign_in and not rules.is_local(address):
        warning = f"WARNING: everybody who reaches {address}:{port} can read and change everything, unnamed."
        typer.secho(warning, err=True, fg="red", bold=True)
    from streamlit.web import cli as streamlit

    streamlit.main(["run", str(APP), *(f"--{name}={value}" for name, value in options.items())])


# ---- the whole -------------------------------------------------------------------------------------------------


def main() -> None:
    """The console script `dateline`."""
    logs.keep_back()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        app(prog_name="dateline")
    except EventsError as error:
        from events.terminal import Log

        Log().say(f"dateline: {error}")
        sys.exit(2 if isinstance(error, SettingError) else 1)
