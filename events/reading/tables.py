"""Tables, an article a row: CSV and TSV as streams, XLSX. What their columns are called says what they hold."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import cache
from io import BufferedReader, BytesIO, TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZipFile

from events.errors import ReadingError
from events.model import Article, Failure
from events.reading.articles import MAX_CHARACTERS, Metadata, build
from events.reading.dates import parse_date
from events.reading.encoding import ADVICE, encoding_of
from events.reading.sources import Source
from events.reading.unpacking import check_ratio

HEAD = 1 << 18  # bytes of a table that its encoding is told by
MAX_CELL = 4 * MAX_CHARACTERS
MAX_BYTES = 100_000_000  # of a workbook
MAX_PART = 100_000_000  # bytes of one part of a workbook, unpacked: openpyxl holds all of its words at once
DELIMITERS = ",;\t|"
SHOWN = 20  # columns that an error lists

Row = Sequence[Any]


@cache
def names() -> dict[str, list[str]]:
    """What columns are called that hold each field of an article, as `_plain` writes them."""
    return tomllib.loads((Path(__file__).parent / "data" / "columns.toml").read_text(encoding="utf-8"))


def known_columns(given: str) -> dict[str, str]:
    """The columns of "text=Body,title=Headline": field of an article → name of the column. Raises `ReadingError`."""
    try:
        split = [pair.partition("=") for pair in next(csv.reader([given]), [])]
    except csv.Error as error:  # a line that ends in the midst
        raise ReadingError(f"{given!r} names no column ({error}); write text=Body,title=Headline") from error
    pairs = [(field.strip(), column.strip()) for field, _, column in split]
    wrong = next((f"{field}={column}" for field, column in pairs if field not in names() or not column), None)
    if wrong is not None or not pairs:
        raise ReadingError(
            f"{wrong or given!r} names no column; write text=Body,title=Headline; the fields are {', '.join(names())}"
        )
    return dict(pairs)


def read_csv(source: Source) -> Iterator[Article | Failure]:
    """One article, or the failure, of each row. Raises `ReadingError` where no column has the text."""
    buffered = BufferedReader(source.stream, HEAD)  # type: ignore[type-var]
    try:
        head = buffered.peek(HEAD)
        encoding = encoding_of(head, source.encoding)
        lines = _lines(TextIOWrapper(buffered, encoding, newline=""), encoding)
        yield from _articles(_records(lines), source.name, source)
    finally:
        with suppress(ValueError):  # detached already, by what wrapped it
            buffered.detach()


def count_csv(stream: BinaryIO) -> int:
    """How many rows there are below the first line: line ends outside of quotation marks."""
    number, inside = -1, 0
    for line in stream:
        inside ^= line.count(b'"') & 1
        number += not inside
    return max(number, 0)


def read_xlsx(source: Source) -> Iterator[Article | Failure]:
    """The articles of every sheet. Raises `ReadingError` where the file is no workbook, or an empty one."""
    stream = source.stream if source.stream.seekable() else BytesIO(source.page_bytes(MAX_BYTES))
    book = _workbook(stream)
    sheets = [sheet for sheet in book.worksheets if any(_has_words(row) for row in _cells(sheet))]
    if not sheets:
        raise ReadingError("is a workbook without rows: there is nothing to read")
    for sheet in sheets:
        name = f"{source.name}, sheet {sheet.title!r}" if len(sheets) > 1 else source.name
        try:
            yield from _articles(_cells(sheet), name, source)
        except ReadingError as error:
            yield Failure(name, str(error))


# ---- rows → articles -------------------------------------------------------------------------------------------


def _articles(rows: Iterator[Row], name: str, source: Source) -> Iterator[Article | Failure]:
    numbered = ((number, row) for number, row in enumerate(rows, 1) if _has_words(row))
    _, header = next(numbered, (0, None))
    if header is None:
        raise ReadingError("is empty: there is no table in it")
    places = _places([_words(cell) for cell in header], source.user.columns)
    empty = True
    for number, row in numbered:
        empty = False
        try:
            yield _article({field: row[at] for field, at in places.items() if at < len(row)}, source)
        except ReadingError as error:
            yield Failure(f"{name}, row {number}", str(error))
    if empty:
        raise ReadingError("has the names of its columns and no rows: there is no article in it")


def _places(header: list[str], said: Mapping[str, str]) -> dict[str, int]:
    """Which column holds which field: as the user says, else by what the columns are called."""
    places = {field: _place(header, column) for field, column in said.items()}
    plain = [_plain(column) for column in header]
    for field, known in names().items():
        free = (plain.index(name) for name in known if field not in places and name in plain)
        at = next((at for at in free if at not in places.values()), None)
        if at is not None:
            places[field] = at
    if "text" not in places:
        raise ReadingError(
            f"has no column that is known to hold the text; its columns: {_listed(header)}. Call the right one 'text', "
            "or say which it is (--columns text=NAME)"
        )
    return places


def _place(header: list[str], column: str) -> int:
    for same in (str.strip, _plain):
        if same(column) in (written := [same(name) for name in header]):
            return written.index(same(column))
    raise ReadingError(f"has no column {column!r}; its columns: {_listed(header)}")


def _listed(header: list[str]) -> str:
    shown = ", ".join(repr(name[:40]) for name in header[:SHOWN])
    return f"{shown} and {len(header) - SHOWN} more" if len(header) > SHOWN else shown


def _plain(column: str) -> str:
    return re.sub(r"[\W_]+", "", column).casefold()


def _article(cells: Mapping[str, Any], source: Source) -> Article:
    values = {field: _words(cell) for field, cell in cells.items()}
    text, published, language = (values.pop(field, "") for field in ("text", "published", "language"))
    found = Metadata(
        **{field: value or None for field, value in values.items()},
        published=parse_date(published) if published else None,
        language=language[:2].lower() or None,
    )
    return build(str(cells.get("text") or "") if text else "", None, source.user.metadata, found)


def _has_words(row: Row) -> bool:
    return any(map(_words, row))


def _words(cell: Any) -> str:
    """What a cell says: days as ISO 8601, whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


# ---- CSV -------------------------------------------------------------------------------------------------------


def _lines(text: TextIOWrapper, encoding: str) -> Iterator[str]:
    """Line after line, each with its end; none is longer than an article can be."""
    try:
        while line := text.readline(MAX_CELL):
            if len(line) == MAX_CELL and not line.endswith("\n"):
                raise ReadingError(f"has a line of more than {MAX_CELL:,} characters: is it a table?")
            yield line
    except UnicodeDecodeError as error:
        raise ReadingError(f"is {encoding} at its beginning but not throughout: {ADVICE}") from error


def _records(lines: Iterator[str]) -> Iterator[Row]:
    first = next(lines, "")
    while first and not first.strip():
        first = next(lines, "")
    delimiter = max(DELIMITERS, key=lambda sign: len(next(csv.reader([first], delimiter=sign), ())))
    csv.field_size_limit(max(MAX_CELL, csv.field_size_limit()))  # one limit for the whole process
    records = csv.reader(_again(first, lines), delimiter=delimiter)
    while True:
        try:
            record = next(records)
        except StopIteration:
            return
        except csv.Error as error:
            raise ReadingError(
                f"is no table from line {records.line_num:,} on ({error}): look for a quotation mark without its pair"
            ) from error
        yield record


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


# ---- XLSX ------------------------------------------------------------------------------------------------------


def _workbook(stream):  # type: ignore[no-untyped-def]
    from openpyxl import load_workbook  # takes 0.2 s to import

    try:
        with ZipFile(stream) as parts:
            for part in parts.infolist():
                check_ratio(part.file_size, part.compress_size)
                if part.file_size > MAX_PART:
                    raise ReadingError(
                        f"is a workbook of {part.file_size:,} bytes unpacked and may have {MAX_PART:,}: save it "
                        "as CSV, which may have any length"
                    )
        stream.seek(0)
        return load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    except ReadingError:
        raise
    except Exception as error:  # openpyxl says in many ways that a file is no workbook
        raise _damaged(error) from error


def _cells(sheet: Any) -> Iterator[Row]:
    """The values of each row; those of formulas as they were when the workbook was saved."""
    sheet.reset_dimensions()  # some programs write wrong ones, and rows beyond them would be lost
    rows = sheet.iter_rows(values_only=True)
    while True:
        try:
            found = list(islice(rows, 1))
        except Exception as error:
            raise _damaged(error) from error
        if not found:
            return
        yield found[0]


def _damaged(error: Exception) -> ReadingError:
    return ReadingError(f"is no workbook, or a damaged one ({type(error).__name__}: {error}): save it anew, or as CSV")
