"""`dateline correct`: what persons say of events, and what follows from it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from events import settings
from events.cli_gazetteer import Format, ListFormat
from events.cli_options import StoreOption, article_of, open_existing
from events.errors import CorrectionError

if TYPE_CHECKING:
    from events.corrections.values import Told
    from events.model import Article, Correction, Event, Place
    from events.store import Says, Store

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Put right what events say; each correction is kept in a log, and can be undone.",
)


class Field(StrEnum):
    type = "type"
    place = "place"
    time = "time"
    participants = "participants"
    casualties = "casualties"
    assertion = "assertion"
    verified = "verified"
    note = "note"


EventArgument = Annotated[str, typer.Argument(metavar="EVENT", help="Its id, as `dateline export` has it.")]
Author = Annotated[
    str | None,
    typer.Option("--author", metavar="NAME", help="Who says so. Else DATELINE_AUTHOR, else the login name."),
]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Why; it is kept in the log.")]
Nth = Annotated[int, typer.Option("--nth", min=1, help="Which of several places of a name, as `gazetteer lookup` has.")]
PlaceOption = Annotated[
    str | None, typer.Option("--place", metavar="PLACE", help="Its name, or LATITUDE,LONGITUDE=NAME.")
]


# ---- saying ----------------------------------------------------------------------------------------------------


@app.command("set")
def set_field(
    event: EventArgument,
    field: Annotated[Field, typer.Argument(metavar="FIELD", help=f"One of {', '.join(Field)}.")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="What it is, written as above.")],
    nth: Nth = 1,
    store: StoreOption = None,
    author: Author = None,
    note: Note = None,
) -> None:
    """Say what a field of an event is.

    \b
    type          ASSAULT, or ASSAULT/airstrike
    place         a name of the gazetteer, or 36.34,43.12=Mosul, or none
    time          2014-08-31, 2014-08, 2014, or two with .. between, or none
    participants  "actor:Islamic State; recipient:Iraq/MIL", or none
    casualties    "killed=6-9 injured=12", or none
    assertion     asserted, negated, possible, planned, conditional
    verified      yes, no
    note          any text, or none

    Where the value begins with a minus: options first, then --, then EVENT.
    """
    from events.corrections import written

    new = _place(value, nth) if field is Field.place else written.read(field.value, value)
    _say(store, author, note, lambda kept, by: kept.corrections.set(event, field.value, new, by))


@app.command()
def merge(
    events: Annotated[list[str], typer.Argument(metavar="EVENT", help="Ids of two or more.")],
    store: StoreOption = None,
    author: Author = None,
    note: Note = None,
) -> None:
    """Say that events are one.

    The id of the one with the most mentions stays, and the others lead to it.
    """
    _say(store, author, note, lambda kept, by: kept.corrections.merge(events, by))


@app.command()
def split(
    event: EventArgument,
    mentions: Annotated[list[str], typer.Argument(metavar="MENTION", help="Ids of those that tell of another one.")],
    store: StoreOption = None,
    author: Author = None,
    note: Note = None,
) -> None:
    """Say that mentions tell of another event.

    The larger part keeps the id. `dateline export` has the ids of the mentions.
    """
    _say(store, author, note, lambda kept, by: kept.corrections.split(event, mentions, by))


@app.command()
def delete(event: EventArgument, store: StoreOption = None, author: Author = None, note: Note = None) -> None:
    """Say that an event is none.

    It is not exported any more, but with --deleted, and can be restored.
    """
    _say(store, author, note, lambda kept, by: kept.corrections.delete(event, by))


@app.command()
def restore(event: EventArgument, store: StoreOption = None, author: Author = None, note: Note = None) -> None:
    """Bring a deleted event back."""
    _say(store, author, note, lambda kept, by: kept.corrections.restore(event, by))


@app.command()
def add(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="Its id or name.")],
    words: Annotated[str, typer.Option("--words", help="The words that tell of it, as they stand in the article.")],
    type: Annotated[str, typer.Option("--type", metavar="TYPE", help="ASSAULT, or ASSAULT/airstrike.")],
    place: PlaceOption = None,
    nth: Nth = 1,
    time: Annotated[str | None, typer.Option("--time", help="2014-08-31, 2014-08, 2014, or 2014-08..2014-09.")] = None,
    participants: Annotated[
        str | None, typer.Option("--participants", help='"actor:Islamic State; recipient:Iraq/MIL".')
    ] = None,
    casualties: Annotated[str | None, typer.Option("--casualties", help='"killed=6-9 injured=12".')] = None,
    assertion: Annotated[
        str, typer.Option("--assertion", help="asserted, negated, possible, planned or conditional.")
    ] = "asserted",
    store: StoreOption = None,
    author: Author = None,
    note: Note = None,
) -> None:
    """Add an event that words of an article tell of.

    The words must stand in it exactly once.
    """
    from events.corrections import written
    from events.corrections.values import Told

    given = {"time": time, "participants": participants, "casualties": casualties, "assertion": assertion}
    values = {name: written.read(name, said) for name, said in given.items() if said is not None}
    kind = written.read("type", type)
    where = _place(place, nth) if place is not None else None

    def saying(kept: Store, by: Says) -> Correction:
        found = article_of(kept, article)
        start = _only(found, words)
        end = start + len(words)
        told: Told = Told(kind.type, _sentence(kept, found, start, end), kind.mode, place=where, **values)
        return kept.corrections.add(found.id, start, end, told, by)

    _say(store, author, note, saying)


def _only(article: Article, words: str) -> int:
    """Where the words stand in an article that has them once."""
    times = article.text.count(words) if words.strip() else 0
    if times != 1:
        often = f"{times} times: give more of the words around" if times else "not at all"
        raise CorrectionError(f"{article.name}: {words!r} stands there {often}")
    return article.text.index(words)


def _sentence(kept: Store, article: Article, start: int, end: int) -> tuple[int, int]:
    """The sentence of a mention that the words lie in, else their paragraph."""
    sentences = (m.sentence for m in kept.mentions(article.id))
    around = next((s for s in sentences if s.start <= start and end <= s.end), None)
    if around is not None:
        return around.start, around.end
    last = article.text.find("\n", end)
    return article.text.rfind("\n", 0, start) + 1, last if last >= 0 else len(article.text)


@app.command()
def take(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name, as articles write it.")],
    place: PlaceOption = None,
    nth: Nth = 1,
    actor: Annotated[str | None, typer.Option("--actor", metavar="NAME", help="The actor that it means.")] = None,
    article: Annotated[
        str | None, typer.Option("--article", metavar="ARTICLE", help="Only in this article, by its id or name.")
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="NAME", help="Only in what this source publishes.")
    ] = None,
    store: StoreOption = None,
    author: Author = None,
    note: Note = None,
) -> None:
    """Say what a name is always to mean.

    A place or an actor; in one article, in one source, else everywhere, also in articles that are yet to come.
    """
    from events.corrections import written
    from events.corrections.values import Taking

    if article is not None and source is not None:
        raise CorrectionError("say --article or --source, not both")
    where = _place(place, nth) if place is not None else None
    who = written.actor(actor) if actor is not None else None

    def saying(kept: Store, by: Says) -> Correction:
        scope, within = ("source", source) if source is not None else ("everywhere", None)
        if article is not None:
            scope, within = "article", article_of(kept, article).id
        return kept.corrections.take(Taking(name, scope, within, where, who), by)

    _say(store, author, note, saying)


@app.command()
def undo(
    number: Annotated[
        int | None, typer.Argument(metavar="NUMBER", help="Of an entry of the log; else the last.")
    ] = None,
    store: StoreOption = None,
    author: Author = None,
    note: Note = None,
) -> None:
    """Take a correction back."""
    _say(store, author, note, lambda kept, by: kept.corrections.undo(by, number))


@app.command()
def redo(store: StoreOption = None, author: Author = None, note: Note = None) -> None:
    """Bring back what was undone last."""
    _say(store, author, note, lambda kept, by: kept.corrections.redo(by))


def _say(store: str | None, author: str | None, note: str | None, saying: Callable[[Store, Says], Correction]) -> None:
    """Says it, and prints the entry that it became."""
    from events.corrections import written
    from events.store import Says
    from events.terminal import printable

    with open_existing(store) as kept:
        entry = saying(kept, Says(settings.author(author), note))
    typer.echo(f"{entry.number}\t{printable(written.says(entry))}")


def _place(words: str, nth: int) -> Place | None:
    """The place that the words mean; what the gazetteer has under a name is shown on stderr."""
    from events.corrections import written
    from events.terminal import Log

    found = written.place(words, nth)
    if found is not None and written.spot(words) is None:
        kind = ", ".join(part for part in (found.name, found.admin1, found.country, found.feature) if part)
        Log().say(f"{words}: {kind}; `dateline gazetteer lookup` has others for --nth")
    return found


# ---- reading ---------------------------------------------------------------------------------------------------


@app.command()
def log(
    event: Annotated[str | None, typer.Argument(metavar="EVENT", help="Only what was said of this event.")] = None,
    format: Format = ListFormat.table,
    store: StoreOption = None,
) -> None:
    """Print the log of corrections.

    In its order, with what does not hold any more because it was undone.
    """
    from events import corrections
    from events.corrections import written
    from events.export import jsonl
    from events.terminal import show_table

    with open_existing(store) as kept:
        said = kept.corrections.log()
        entries = said if event is None else kept.corrections.history(_event(kept, event))
    holding = {entry.number for entry in corrections.active(said)}
    if format is ListFormat.jsonl:
        for entry in entries:
            sys.stdout.write(jsonl.line(corrections.plain(entry) | {"holds": entry.number in holding}))
        return
    rows = ((*_entry_cells(e), written.says(e), e.note or "", _state(e, holding)) for e in entries)
    show_table(("Number", "When", "Author", "What", "Note", ""), rows)


def _entry_cells(entry: Correction) -> tuple[str, str, str]:
    return str(entry.number), entry.moment, entry.author


def _state(entry: Correction, holding: set[int]) -> str:
    return "" if entry.number in holding or entry.undoes is not None else "undone"


def _event(kept: Store, event_id: str) -> Event:
    found = kept.event(event_id)
    if found is None:
        raise CorrectionError(f"event {event_id!r} is not in the store")
    return found


@app.command()
def detached(format: Format = ListFormat.table, store: StoreOption = None) -> None:
    """Print corrections that have lost their words.

    They hold, but there is no mention any more at the words that they are bound to, or no article.
    """
    from events import corrections
    from events.corrections import written
    from events.export import jsonl
    from events.terminal import ABSENT, show_table

    with open_existing(store) as kept:
        found = kept.corrections.detached()
    if format is ListFormat.jsonl:
        for one in found:
            sys.stdout.write(jsonl.line(corrections.plain(one)))
        return
    rows = (
        (*_entry_cells(one.correction), written.says(one.correction), one.article or ABSENT, one.words or ABSENT)
        for one in found
    )
    show_table(("Number", "When", "Author", "What", "Article", "Words"), rows)


# ---- what others can use ---------------------------------------------------------------------------------------


@app.command()
def gold(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the files go; it is made where missing.")],
    store: StoreOption = None,
) -> None:
    """Write verified events as gold.

    To measure accuracy on: articles.jsonl, and merge, when, geoparse and coded .gold.jsonl with what is right of
    them. Only of events that somebody marked as verified.
    """
    from events.corrections import gold as shapes
    from events.export import jsonl
    from events.store import Filters
    from events.terminal import Log, count

    with open_existing(store) as kept:
        records = shapes.gold(kept.articles(), kept.events(Filters()))
    if not records["articles"]:
        raise CorrectionError("no event is verified yet: `dateline correct set EVENT verified yes`")
    for name, lines in records.items():
        _write(folder / f"{name}.jsonl", map(jsonl.line, lines))
    events = {event["instance"] for line in records["merge.gold"] for event in line["events"]}
    told = f"{count(len(events), 'verified event')} in {count(len(records['articles']), 'article')}"
    Log().say(f"{told}: {folder}")


@app.command("export")
def export_names(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where they go, as JSON lines.")],
    gazetteer: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The places also for `dateline gazetteer add`.")
    ] = None,
    aliases: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The actors also as a table: alias, id, name, country, kind.")
    ] = None,
    store: StoreOption = None,
) -> None:
    """Write what names are always to mean.

    What `dateline correct take` said of a source or of everything and still holds, for others to import.
    `dateline gazetteer add` passes over places that a gazetteer has already.
    """
    from events.corrections import sharing
    from events.places.packages import countries
    from events.terminal import Log, count

    with open_existing(store) as kept:
        found = sharing.shared(kept.corrections.log())
    _write(file, (f"{line}\n" for line in sharing.to_jsonl(found)))
    if gazetteer is not None:
        codes = {country["iso3"]: country["iso"] for country in countries()}
        _write(gazetteer, (f"{line}\n" for line in sharing.to_dump(found, codes.get)))
    if aliases is not None:
        _write(aliases, (f"{line}\n" for line in sharing.to_aliases(found)))
    Log().say(f"{count(len(found), 'name')}: {file}")


@app.command("import")
def import_names(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `dateline correct export` has written.")],
    store: StoreOption = None,
    author: Author = None,
) -> None:
    """Take over what names are always to mean.

    The note of each says who said so first. What holds already is passed over; all or nothing where a line is wrong.
    """
    from events.corrections import sharing, written
    from events.store import Says
    from events.terminal import Log, printable

    try:
        lines = sharing.from_jsonl(file.read_text(encoding="utf-8-sig").split("\n"))  # a name may hold other breaks
    except (OSError, UnicodeDecodeError, CorrectionError) as error:
        raise CorrectionError(f"{file}: {getattr(error, 'strerror', None) or error}") from error
    by = settings.author(author)
    with open_existing(store) as kept:
        new = sharing.unknown(lines, kept.corrections.log())
        for line in new:
            entry = kept.corrections.take(line.taking, Says(by, line.why))
            typer.echo(f"{entry.number}\t{printable(written.says(entry))}")
    Log().say(f"{len(new)} taken over, {len(lines) - len(new)} known already")


def _write(path: Path, lines: Iterable[str]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="\n") as sink:
            sink.writelines(lines)
    except OSError as error:
        raise CorrectionError(f"cannot write {str(path)!r}: {error.strerror}") from error
