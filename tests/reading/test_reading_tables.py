"""CSV, TSV and XLSX: an article a row, whatever the columns are called."""

from __future__ import annotations

import csv
import io
import tomllib
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from events.errors import ReadingError
from events.model import Article, Failure
from events.reading import count_articles, known_columns, read_bytes, read_paths, tables


def written(rows: list[list[object]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def workbook(*sheets: list[list[object]]) -> bytes:
    book, data = Workbook(), io.BytesIO()
    book.remove(book.worksheets[0])
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.save(data)
    return data.getvalue()


def articles(name: str, data: bytes, **said) -> list[Article]:
    found = list(read_bytes(name, data, **said))
    assert all(isinstance(entry, Article) for entry in found), found
    return [entry for entry in found if isinstance(entry, Article)]


def failures(name: str, data: bytes, **said) -> dict[str, str]:
    return {e.name: e.reason for e in read_bytes(name, data, **said) if isinstance(e, Failure)}


BODY = 'Troops left Mosul,\nthe mayor said. "At last", he said; "all of them".'
HEADER = ["id", "Headline", "Publication Date", "Publication", "Link", "Author", "Body"]
ROW = ["n1", "Troops leave", "2014-09-01", "The Gazette", "https://example.org/1", "A. Writer", BODY]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", written([HEADER, ROW])),
        ("a.csv", written([HEADER, ROW], ";")),
        ("a.csv", b"\xef\xbb\xbf" + written([HEADER, ROW], "|")),
        ("a.csv", written([HEADER, ROW], encoding="utf-16")),
        ("a.tsv", written([HEADER, ROW], "\t")),
        ("a.CSV", b"\n" + written([HEADER, [], ROW, ["", " "]])),
        ("a.xlsx", workbook([HEADER, ROW])),
        ("a.xlsx", workbook([[None], HEADER, [None], ROW])),
    ],
)
def test_the_columns_are_known_by_their_names(name: str, data: bytes) -> None:
    (found,) = articles(name, data)
    assert (found.title, found.text) == ("Troops leave", f"Troops leave\n\n{BODY}")
    assert (found.name, found.source, found.url) == ("n1", "The Gazette", "https://example.org/1")
    assert (found.published, found.published_basis) == (date(2014, 9, 1), "metadata")


@pytest.mark.parametrize(
    ("header", "text"),
    [
        (["content", "text"], "second"),  # the likelier name wins
        (["article", "Article Text"], "second"),
        (["full_text", "summary"], "first"),
        (["STORY", "x"], "first"),
    ],
)
def test_the_likelier_column_has_the_text(header: list[object], text: str) -> None:
    assert [a.text for a in articles("a.csv", written([header, ["first", "second"]]))] == [text]


def test_the_user_may_say_which_column_has_what() -> None:
    data = written([["Body", "text", "Kop"], ["Troops left.", "no", "Weg"]])
    (found,) = articles("a.csv", data, columns={"text": "body", "title": " Kop "})
    assert found.text == "Weg\n\nTroops left."


def test_a_table_without_text_lists_its_columns() -> None:
    why = failures("a.csv", written([["Kop", "Datum", "Inhoud"], ["Weg", "1", "x"]]))["a.csv"]
    assert "'Kop', 'Datum', 'Inhoud'" in why
    assert "(--columns text=NAME)" in why


def test_a_column_that_is_not_there_is_named_with_those_that_are() -> None:
    why = failures("a.csv", written([["Kop"], ["Weg"]]), columns={"text": "Inhoud"})["a.csv"]
    assert why == "has no column 'Inhoud'; its columns: 'Kop'"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["", "2014-09-01"], "is empty"),
        (["Troops left.", "31 February 2014"], "31 February"),
        (["Troops left.", "03/04/2014"], "more than one way"),
        (["x" * 300_001, ""], "300,001 characters"),
    ],
)
def test_a_bad_row_is_named_and_the_others_go_on(row: list[object], why: str) -> None:
    rows: list[list[object]] = [["text", "date"], ["One.", ""], row, ["Two.", "1 May 2014"]]
    found = list(read_bytes("a.csv", written(rows)))
    assert [type(entry) for entry in found] == [Article, Failure, Article]
    assert found[1].name == "a.csv, row 3"
    assert why in failures("a.csv", written(rows))["a.csv, row 3"]


@pytest.mark.parametrize(("order", "day"), [("dmy", date(2014, 4, 3)), ("mdy", date(2014, 3, 4))])
def test_the_order_of_day_and_month_may_be_set(monkeypatch: pytest.MonkeyPatch, order: str, day: date) -> None:
    monkeypatch.setenv("DATELINE_DATE_ORDER", order)
    (found,) = articles("a.csv", written([["text", "date"], ["One.", "03/04/2014"]]))
    assert found.published == day


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"\n \n", "is empty"),
        ("a.csv", b"text,date\n", "no rows"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\0", "PNG image"),
        ("a.csv", b'text\n"' + b"x" * 2_000_000, "line of more than"),
        ("a.csv", b'text\n"' + b"They left.\n" * 200_000, "without its pair"),
        ("a.csv", b"text\n" + b"They left.\n" * 40_000 + b"caf\xe9\n", "not throughout"),
        ("a.xlsx", b"PK\x03\x04 none", "no workbook"),
        ("a.xlsx", b"They left.", "no workbook"),
        ("a.xlsx", workbook([]), "without rows"),
        ("a.xlsx", workbook([["text"]]), "no rows"),
    ],
)
def test_what_is_no_table_is_said(name: str, data: bytes, why: str) -> None:
    assert why in failures(name, data)[name]


def test_a_table_of_another_encoding() -> None:
    data = written([["text"], ["The café in Tannis was closed, the mayor’s office said — “for a week”. " * 3]])
    assert "café" in articles("a.csv", data.decode().encode("cp1252"))[0].text
    assert articles("a.csv", "text\nSeñor Muñoz left.".encode("cp1252"), encoding="cp1252")[0].text.startswith("Señor")


def test_days_numbers_and_formulas_are_values() -> None:
    rows: list[list[object]] = [
        ["id", "date", "text"],
        [7.0, datetime(2014, 9, 1, 10), "They left."],
        [8, None, "=1+1"],
    ]
    found = list(read_bytes("a.xlsx", workbook(rows)))
    assert isinstance(found[0], Article)
    assert (found[0].name, found[0].published) == ("7", date(2014, 9, 1))
    assert found[1] == Failure("a.xlsx, row 3", "is empty: there is no text to read")  # never computed, so no value


def test_every_sheet_is_a_table() -> None:
    found = list(read_bytes("a.xlsx", workbook([["text"], ["One."]], [], [["note"], ["x"]], [["body"], ["Two."]])))
    assert [e.text for e in found if isinstance(e, Article)] == ["One.", "Two."]
    assert [e.name for e in found if isinstance(e, Failure)] == ["a.xlsx, sheet 'Sheet2'"]


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_PART", 100)
    assert "save it as CSV" in failures("a.xlsx", workbook([["text"], ["One."]]))["a.xlsx"]


def test_a_table_is_read_as_a_stream_and_its_rows_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(written([["text"], ["One."], ["Two,\nor so."]]))
    assert count_articles([str(path)]) == 2
    assert [entry.text for entry in read_paths([str(path)]) if isinstance(entry, Article)] == ["One.", "Two,\nor so."]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("text=Body", {"text": "Body"}),
        ("text=Body, title = Head line", {"text": "Body", "title": "Head line"}),
        ('"text=Body, full",id=n', {"text": "Body, full", "id": "n"}),
    ],
)
def test_columns_are_said_in_one_option(given: str, expected: dict[str, str]) -> None:
    assert known_columns(given) == expected


@pytest.mark.parametrize("given", ["", "Body", "text=", "body=Body", "=x"])
def test_columns_that_name_no_field_are_refused(given: str) -> None:
    with pytest.raises(ReadingError, match="the fields are text, title"):
        known_columns(given)


def test_the_names_of_columns_are_plain_and_each_says_one_thing() -> None:
    listed = tomllib.loads((Path(tables.__file__).parent / "data" / "columns.toml").read_text(encoding="utf-8"))
    every = [name for names in listed.values() for name in names]
    assert len(every) == len(set(every))
    assert all(tables._plain(name) == name for name in every)
