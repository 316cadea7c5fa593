"""`dateline store`: copy, check, back up and restore whole stores."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from events import settings
from events.cli_options import StoreOption, open_existing
from events.errors import StoreError

if TYPE_CHECKING:
    pass

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Copy, check, back up and restore stores.")

Replace = Annotated[bool, typer.Option("--replace", help="Also where the store holds something, which then goes.")]


@app.command()
def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="A store: a file's path or a database's URL.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="A store that is empty, or not there yet.")],
) -> None:
    """Copy a store, with all ids, corrections and stories, to another database.

    From SQLite to PostgreSQL when a team forms, and back to take it along.
    """
    from events.store import Store, transfer
    from events.terminal import Log

    log = Log()
    with open_existing(source) as from_, Store.open(settings.store_url(target)) as to, log.progress("Copying", None):
        copied = transfer.copy(from_, to)
    log.say(_told(copied))


@app.command()
def check(store: StoreOption = None) -> None:
    """Look whether a store is sound.

    The database itself, what must hold between its tables, and that all quoted words stand where they are said to.
    Prints what is wrong and what to do, a line each; the exit code is then 1.
    """
    from events.store import checking
    from events.terminal import Log, printable

    with open_existing(store) as kept, Log().progress("Checking", None):
        wrong = checking.check(kept)
    for line in wrong:
        typer.echo(printable(line))
    Log().say("something is wrong" if wrong else "all is well")
    raise typer.Exit(1 if wrong else 0)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write; it must not be there yet.")],
    store: StoreOption = None,
) -> None:
    """Back a store up into one file.

    Of whatever database, while others go on working. The file is a store itself: it can be looked at and served.
    """
    from events.store import transfer
    from events.terminal import Log

    log = Log()
    with open_existing(store) as kept, log.progress("Backing up", None):
        copied = transfer.backup(kept, file)
    log.say(_told(copied))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup, or any other store in a file.")],
    store: StoreOption = None,
    replace: Replace = False,
) -> None:
    """Fill a store from a backup.

    With --replace a damaged file is put aside, not deleted; and corrections that were made since the backup, as far as
    their log can still be read, are made again.
    """
    from events.store import Store, transfer
    from events.terminal import Log, count

    log = Log()
    url = settings.store_url(store)
    said = () if not replace else _aside(url, log)
    with Store.open(url) as kept, log.progress("Restoring", None):
        copied = transfer.restore(file, kept, replace=replace, said=said)
        again = len(kept.corrections.log()) - copied["correction"]
    log.say(_told(copied))
    if again:
        log.say(f"{count(again, 'correction')} made since then, made again")


def _aside(url: str, log) -> tuple:  # type: ignore[no-untyped-def]
    """Puts a SQLite file that cannot be opened, or is damaged, aside; gives what its log still has."""
    from events.store import Store, checking, transfer

    path = Path(url.removeprefix("sqlite:///"))
    if not url.startswith("sqlite:///") or not path.exists():
        return ()
    try:
        with Store.open(url) as kept:
            if not checking.damage(kept):
                return ()
    except StoreError as error:
        log.say(str(error))
    said = transfer.salvaged(path)
    log.say(f"damaged, and put aside: {str(transfer.put_aside(path))!r}")
    return said


def _told(copied: dict[str, int]) -> str:
    from events.terminal import count

    return ", ".join(count(copied[name], name) for name in ("article", "mention", "event", "correction"))
