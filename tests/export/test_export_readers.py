"""Each export is opened again by a reader that is not ours, and has the same events."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import duckdb
import icalendar
import polars as pl
import pyogrio
import pytest
from lxml import etree
from PIL import Image

from events.export import FORMATS, About, Sources
from events.export.acled import COLUMNS
from events.model import Chapter, Event, Participant, Place, Span, Story
from tests.factory import AMERLI, IRAQ_STATE, ISLAMIC_STATE, article, day, mention, toll

EVIL = '<b>]]>&amp;\x0b=1,"\n'
NEWS = article(
    "Islamic State besieged Amerli on Sunday and 6 to 8 died. Caesar crossed the Rubicon. Someone visited a town. "
    f"A crowd {EVIL} marched.",
    name="a.txt",
    source="The Courier",
    url="https://example.org/a?b=1&c=2",
)
SHARED = ("type", "mode", "cameo", "participants", "place", "time", "assertion", "casualties")


def event(name: str, trigger: str, type: str, **fields) -> Event:
    told = mention(NEWS, trigger, type, **fields)
    return Event(name, **{f: getattr(told, f) for f in SHARED}, mentions=(told,))


PARTIES = (
    Participant(None, "actor", ISLAMIC_STATE, "REB"),
    Participant(None, "actor", IRAQ_STATE, "GOV"),
    Participant(Span("=civilians", 0, 10), "recipient", None, "CVL"),
)
SIEGE = event("siege", "besieged", "ASSAULT", mode="siege", participants=PARTIES, place=AMERLI,
              time=day("2014-08-31"), casualties=toll(killed=(6, 8)))  # fmt: skip
RUBICON = event("rubicon", "crossed", "MOBILIZE", time=day("-0048-01-10"))
VISIT = event("visit", "visited", "CONSULT", mode="visit", place=Place(Span("a town", 0, 6)), assertion="possible")
MARCH = event("march", "marched", "PROTEST", place=AMERLI, time=day("2014-06-01T09:30", "2014-06-01T17:00", "stated"))
EVENTS = (SIEGE, RUBICON, VISIT, MARCH)
IDS = [e.id for e in EVENTS]
ABOUT = About(Sources({NEWS.id: NEWS}.get))


def written(format: str, events=EVENTS, about=ABOUT) -> bytes:
    sink = io.BytesIO()
    FORMATS[format].write(iter(events), sink, about)
    return sink.getvalue()


def rows(format: str, **given) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(format, **given).decode("utf-8"), newline="")))


@pytest.fixture(params=["geojson", "kml"])
def opened(request, tmp_path) -> Path:
    path = tmp_path / f"events{FORMATS[request.param].suffix}"
    path.write_bytes(written(request.param))
    return path


def test_a_geographic_library_opens_maps(opened):
    path = opened
    _, _, geometries, _ = pyogrio.raw.read(path)
    found = pyogrio.raw.read(path, read_geometry=False)
    assert len(geometries) == len(EVENTS)
    assert [g is not None for g in geometries] == [True, False, False, True]
    assert pyogrio.read_info(path, force_total_bounds=True)["total_bounds"] == (44.588, 34.725, 44.588, 34.725)
    column = list(found[0]["fields"]).index("id")
    assert list(found[3][column]) == IDS


KML = {"k": "http://www.opengis.net/kml/2.2"}


def test_kml_says_when_and_keeps_every_word():
    tree = etree.fromstring(written("kml"))
    marks = tree.findall(".//k:Placemark", KML)
    assert [m.findtext(".//k:when", namespaces=KML) for m in marks] == ["2014-08-31", "-0048-01-10", None, None]
    assert marks[3].findtext(".//k:begin", namespaces=KML) == "2014-06-01T09:30:00"
    assert marks[3].findtext(".//k:end", namespaces=KML) == "2014-06-01T17:00:00"
    assert "<b>]]>&amp;" in marks[3].findtext("k:description", namespaces=KML)


@pytest.mark.parametrize("format", ["kml", "ical", "timelinejs", "timelinejs-csv", "svg", "html"])
def test_what_may_not_have_happened_says_so(format):
    doubtful, sure = (
        written(format, [replace(MARCH, assertion=told)]).decode("utf-8").replace("\r\n ", "")
        for told in ("negated", "asserted")
    )
    said = "may not have happened" if format == "svg" else "said not to have happened"
    assert said in doubtful
    assert said not in sure


def test_duckdb_opens_parquet(tmp_path):
    path = tmp_path / "events.parquet"
    path.write_bytes(written("parquet"))
    with duckdb.connect() as database:
        query = f"select id, actors, recipient_sectors, lat, killed_highest, begins, ends, articles from '{path}'"  # noqa: S608
        found = database.execute(f"{query} where lat is not null").fetchall()
        year = f"select id from '{path}' where begins < timestamp '0001-01-01'"  # noqa: S608
        assert database.execute(year).fetchall() == [("rubicon",)]
    actors = ["Islamic State", "Iraq"]
    assert found[0] == ("siege", actors, ["CVL"], 34.725, 8, datetime(2014, 8, 31), datetime(2014, 9, 1), ["a.txt"])
    assert found[1][:3] == ("march", [], [])
    assert pl.read_parquet(path)["id"].to_list() == IDS


def test_acled_has_its_columns_and_makes_nothing_up():
    siege, rubicon, visit, march = found = rows("acled")
    assert [tuple(row) for row in found] == [COLUMNS] * 4
    expected = {
        "event_id_cnty": "siege", "event_date": "2014-08-31", "year": "2014", "time_precision": "1",
        "disorder_type": "Strategic developments", "actor1": "Islamic State", "assoc_actor_1": "Iraq",
        "inter1": "Rebel Group", "actor2": "'=civilians", "inter2": "Civilians", "iso": "368", "country": "Iraq",
        "admin1": "Salah ad Din", "location": "Amerli", "latitude": "34.725", "longitude": "44.588",
        "geo_precision": "1", "source": "The Courier", "fatalities": "6", "tags": "", "region": "",
    }  # fmt: skip
    assert {name: siege[name] for name in expected} == expected
    assert (rubicon["event_date"], rubicon["year"]) == ("'-0048-01-10", "-48")
    told = ("event_date", "disorder_type", "event_type", "actor1", "country", "latitude", "fatalities")
    assert {visit[name] for name in told} == {""}
    assert visit["tags"] == "assertion=possible"
    assert (march["event_type"], march["disorder_type"]) == ("Protests", "Demonstrations")


@pytest.mark.parametrize("format", [name for name, each in FORMATS.items() if each.suffix == ".csv"])
def test_no_cell_of_a_table_is_a_formula(format):
    cells = [cell for row in rows(format) for cell in row.values()]
    unsafe = [c for c in cells if c.startswith(("=", "+", "-", "@"))]
    assert [c for c in unsafe if not c.lstrip("-").isdigit()] == []


def test_timelinejs():
    siege, rubicon, march = json.loads(written("timelinejs"))["events"]
    assert siege["start_date"] == {"year": 2014, "month": 8, "day": 31}
    assert rubicon["start_date"] == {"year": -49, "month": 1, "day": 10}
    assert march["end_date"] == {"year": 2014, "month": 6, "day": 1, "hour": 17, "minute": 0}
    assert "&lt;b&gt;" in march["text"]["text"] and "<b>" not in march["text"]["text"]
    assert '<a href="https://example.org/a?b=1&amp;c=2">The Courier</a>' in siege["text"]["text"]


def test_timelinejs_as_a_spreadsheet():
    found = [(r["Year"], r["Month"], r["Day"], r["Time"], r["End Time"]) for r in rows("timelinejs-csv")]
    assert found == [("2014", "8", "31", "", ""), ("-49", "1", "10", "", ""), ("2014", "6", "1", "09:30", "17:00")]


def test_timelinejs_tells_a_story():
    story = Story("s", "A <siege>", (Chapter("siege", "It <held>."),))
    told = json.loads(written("timelinejs", events=(SIEGE,), about=About(ABOUT.sources, story)))
    assert told["title"]["text"]["headline"] == "A &lt;siege&gt;"
    assert told["events"][0]["text"]["text"].startswith("<p>It &lt;held&gt;.</p>")


def test_timelinejs_tells_both_chapters_of_events_that_were_merged():
    story = Story("s", "A siege", (Chapter("siege", "It held."), Chapter("siege", "It was over.")))
    told = json.loads(written("timelinejs", events=(SIEGE, SIEGE), about=About(ABOUT.sources, story)))["events"]
    assert [e["text"]["text"].split("</p>")[0] for e in told] == ["<p>It held.", "<p>It was over."]
    assert len({e["unique_id"] for e in told}) == 2


@pytest.mark.parametrize(("format", "number"), [("ical", 2), ("timelinejs", 1), ("timelinejs-csv", 1), ("csv", None)])
def test_what_a_format_has_no_place_for_is_counted(format, number):
    assert FORMATS[format].write(EVENTS, io.BytesIO(), ABOUT) == number


def test_a_calendar_opens_icalendar():
    siege, march = icalendar.Calendar.from_ical(written("ical")).walk("VEVENT")
    assert (siege.decoded("dtstart"), siege.decoded("dtend")) == (date(2014, 8, 31), date(2014, 9, 1))
    assert (str(siege["uid"]), str(siege["location"])) == ("siege@dateline", "Amerli, Salah ad Din, Iraq")
    assert "<b>]]>" in str(march["description"])
    assert max(map(len, written("ical").split(b"\r\n"))) <= 75


def test_pictures():
    tree = etree.fromstring(written("svg"))
    words = ["".join(t.itertext()) for t in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert {"4 events", "Violence", "Protest"} <= set(words)
    assert any("2 without a place" in word for word in words)
    picture = Image.open(io.BytesIO(written("png")))
    picture.load()
    assert min(picture.size) > 1000
    assert len(picture.convert("RGB").getcolors(1 << 24)) > 20


@pytest.mark.parametrize("format", FORMATS)
def test_no_events(format):
    assert written(format, events=()) or format == "jsonl"
