"""Hostile words in what is given out: no table runs them, no page and no picture reads them as markup."""

from __future__ import annotations

import csv
import io
import json
import re
from functools import cache

import pytest
from lxml import etree, html

from events.dashboard.literal import STEERING as UNSEEN
from events.export import FORMATS, About, Sources
from events.store import Store
from tests.attacks import hostile
from tests.attacks.payloads import FORMULAS, MARKUP, OVERRIDE, TERMINAL

pytestmark = pytest.mark.attack
PAYLOADS = (*MARKUP, *FORMULAS, TERMINAL.replace("\r", ""), f"a {OVERRIDE} b")
FORMULA = re.compile(r"[\s\u200b-\u200f\ufeff]*[=+@＝＋－＠-]")
TABLES = ("csv", "acled", "timelinejs-csv")


@cache
def store() -> Store:
    made = Store.open("sqlite://")
    hostile.fill(made, PAYLOADS)
    return made


@cache
def exported(format: str) -> str:
    sink = io.BytesIO()
    (story,) = store().stories.all()
    about = About(Sources(store().article), story if FORMATS[format].story else None)
    FORMATS[format].write(store().events(), sink, about)
    return sink.getvalue().decode("utf-8")


def runs(cell: str) -> bool:
    """Whether a spreadsheet takes it for a formula; numbers stay numbers."""
    return bool(FORMULA.match(cell)) and not re.fullmatch(r"-?\d+(\.\d+)?", cell)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("format", TABLES)
def test_no_cell_is_a_formula_wherever_a_spreadsheet_cuts(format, delimiter):
    cells = [cell for row in csv.reader(io.StringIO(exported(format)), delimiter=delimiter) for cell in row]
    assert len(cells) > len(PAYLOADS)
    assert [cell for cell in cells if runs(cell)] == []


@pytest.mark.parametrize("format", TABLES)
def test_a_table_has_a_row_an_event_and_no_control_character(format):
    rows = list(csv.DictReader(io.StringIO(exported(format), newline="")))
    assert len(rows) == len(PAYLOADS)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", exported(format))


def test_the_page_holds_no_markup_of_theirs_and_nothing_that_turns_it_round():
    page = exported("html")
    assert len(re.findall("<script", page)) == 2 and len(re.findall("</script", page)) == 2
    assert not UNSEEN.search(page.replace("\n", ""))
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert data
    assert "<" not in data[1] and "@@" in data[1]
    events = json.loads(data[1])["events"]
    assert len(events) == len(PAYLOADS)
    assert all("url" not in report for event in events for report in event["reports"])
    assert MARKUP[0] in events[0]["what"]


@pytest.mark.parametrize("format", ["kml", pytest.param("svg", marks=pytest.mark.slow)])
def test_xml_is_whole_and_holds_no_element_of_theirs(format):
    root = etree.fromstring(exported(format).encode(), etree.XMLParser(resolve_entities=False))
    names = {etree.QName(element).localname.lower() for element in root.iter() if isinstance(element.tag, str)}
    assert not names & {"script", "img", "iframe", "foreignobject", "b", "a"}
    assert not any(name.lower().startswith("on") for element in root.iter() for name in element.attrib)


def test_a_calendar_has_an_entry_an_event():
    lines = exported("ical").replace("\r\n ", "").split("\r\n")
    assert lines.count("BEGIN:VEVENT") == len(PAYLOADS)
    assert all(re.match(r"[A-Z-]+[;:]", line) for line in lines if line)


def test_timelinejs_shows_no_markup_of_theirs():
    for slide in json.loads(exported("timelinejs"))["events"]:
        read = html.fromstring(f"<div>{slide['text']['headline']}{slide['text']['text']}</div>")
        assert {element.tag for element in read.iter()} <= {"div", "p", "small"}
        assert not any(element.attrib for element in read.iter())


@pytest.mark.parametrize("format", ["jsonl", "geojson"])
def test_json_says_all_and_steers_no_terminal(format):
    text = exported(format)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", text)
    told = [
        json.loads(line.rstrip(",")) for line in text.split("\n") if line.startswith('{"id"') or '"Feature"' in line
    ]
    assert len(told) == len(PAYLOADS)
    for words in PAYLOADS:
        assert json.dumps(words)[1:-1] in json.dumps(told)
