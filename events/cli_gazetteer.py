"""`dateline gazetteer`: build, ask and extend the gazetteer."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from events import settings

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Build, ask and extend the gazetteer.")

SHOWN = ("name", "country", "admin1", "feature", "population", "lat", "lon", "geonameid")


class ListFormat(StrEnum):
    table = "table"
    jsonl = "jsonl"


Format = Annotated[ListFormat, typer.Option("--format", help="How to print.")]


@app.command()
def build(
    again: Annotated[bool, typer.Option("--again", help="Build it anew, also where it is up to date.")] = False,
) -> None:
    """Build the gazetteer.

    From the installed packages, where it is missing or out of date. Rows that were added to it are kept.
    """
    from events.places import build as build_anew
    from events.places import open_gazetteer
    from events.places.gazetteer import FILE
    from events.terminal import Log

    log = Log()
    with log.progress("Building the gazetteer", None):
        if again:
            build_anew(settings.cache_folder() / FILE)
        held = open_gazetteer().info()
    log.say(f"gazetteer ready: {held['places']:,} places with {held['names']:,} names in {held['path']}")


@app.command()
def info(format: Format = ListFormat.table) -> None:
    """Print what the gazetteer holds.

    Numbers of places and names, where they come from, and the file that they are in.
    """
    from events.export import jsonl
    from events.places import open_gazetteer
    from events.terminal import show_table

    held = open_gazetteer().info()
    if format is ListFormat.jsonl:
        sys.stdout.write(jsonl.line(held))
    else:
        show_table(("", ""), ((name, _cell(value)) for name, value in held.items()))


@app.command()
def add(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="GeoNames country dumps (tab-separated).")],
) -> None:
    """Add places from GeoNames dumps.

    In the format that download.geonames.org/export/dump has for each country. They stay when it is built anew.
    """
    from events.places import open_gazetteer
    from events.terminal import Log

    gazetteer, log = open_gazetteer(), Log()
    for file in files:
        log.say(f"{file}: {gazetteer.add(file):,} places added")


@app.command()
def lookup(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A place name.")], format: Format = ListFormat.table
) -> None:
    """Print the places of a name.

    The likeliest without a context first. The exit code is 1 where there are none.
    """
    from events.export import jsonl
    from events.places import open_gazetteer
    from events.terminal import Log, show_table

    found = [{field: getattr(entry, field) for field in SHOWN} for entry in open_gazetteer().lookup(name)]
    if not found:
        Log().say(f"{name}: no place of this name; `dateline gazetteer add` takes more")
        raise typer.Exit(1)
    if format is ListFormat.jsonl:
        sys.stdout.writelines(map(jsonl.line, found))
    else:
        show_table(SHOWN, ([_cell(value) for value in row.values()] for row in found))


def _cell(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_cell(part)}" for name, part in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_cell, value))
    return "–" if value is None else str(value)
