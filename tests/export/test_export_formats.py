"""The JSON of the contract, and files of events as other programs read them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from events.errors import SettingError
from events.export import FORMATS, About, Sources, event_record, format_named, mention_record
from events.export.csv_table import EVENT_COLUMNS, MENTION_COLUMNS, mention_row, rows, safe
from events.export.records import timex_record, toponym_record
from events.model import Candidate, Confidence, Event, Place, Timex, Toponym
from tests.factory import AMERLI, ISLAMIC_STATE, UNITED_STATES, article, day, mention, span, toll

TEXT = "ISIS besieged Amerli on Sunday, officials said. U.S. jets struck =SUM(A1) positions."
ARTICLE = article(TEXT, name="a.txt")
RIVAL = Candidate("Amerli", 33.0, 44.0, 5, 0.1)
SIEGE = mention(
    ARTICLE,
    "besieged",
    mode="siege",
    cameo="191",
    incident="i1",
    who=[("ISIS", ISLAMIC_STATE)],
    place=replace(AMERLI, span=span(TEXT, "Amerli"), alternatives=(RIVAL,)),
    time=replace(day("2014-08-31"), span=span(TEXT, "on Sunday")),
    attribution=span(TEXT, "officials"),
    casualties=toll(killed=(6, 8)),
    ended=True,
    salience=0.9123456,
    confidence=Confidence(0.9, 0.8, 0.71239, 0.5),
)
STRIKE = mention(
    ARTICLE, "struck", who=[("U.S. jets", UNITED_STATES)], whom=[("=SUM(A1) positions", None)], after=SIEGE.id
)
SHARED = ("type", "mode", "cameo", "participants", "place", "time", "assertion", "casualties")


def event(*mentions, identity: str) -> Event:
    first = mentions[0]
    return Event(identity, **{f: getattr(first, f) for f in SHARED}, mentions=mentions, basis={"place": first.id})


EVENTS = (event(SIEGE, identity="e1"), event(STRIKE, identity="e2"))
NAMES = {ARTICLE.id: "a.txt"}


ABOUT = About(Sources({ARTICLE.id: ARTICLE}.get))


def written(format: str, events=EVENTS, about=ABOUT) -> str:
    sink = io.BytesIO()
    FORMATS[format].write(events, sink, about)
    return sink.getvalue().decode("utf-8")


def test_a_whole_mention():
    assert mention_record(SIEGE, "a.txt") == {
        "id": SIEGE.id,
        "article_id": "a.txt",
        "incident": "i1",
        "type": "ASSAULT",
        "mode": "siege",
        "cameo": "191",
        "trigger": {"text": "besieged", "start": 5, "end": 13},
        "what": {"text": "besieged", "start": 5, "end": 13},
        "actors": [
            {
                "text": "ISIS",
                "start": 0,
                "end": 4,
                "role": "actor",
                "name": "Islamic State",
                "country": None,
                "sector": None,
            }
        ],
        "place": {
            "text": "Amerli",
            "start": 14,
            "end": 20,
            "name": "Amerli",
            "lat": 34.725,
            "lon": 44.588,
            "radius_km": 10.0,
            "geonameid": None,
            "country": "IRQ",
            "admin1": "Salah ad Din",
            "feature": "PPL",
            "precision": "settlement",
            "service": None,
            "alternatives": [{"name": "Amerli", "lat": 33.0, "lon": 44.0, "geonameid": 5, "confidence": 0.1}],
        },
        "time": {
            "text": "on Sunday",
            "start": 21,
            "end": 30,
            "earliest": "2014-08-31",
            "latest": "2014-08-31",
            "granularity": "day",
            "basis": "stated",
        },
        "assertion": "asserted",
        "ended": True,
        "after": None,
        "attribution": {"text": "officials", "start": 32, "end": 41},
        "casualties": {"killed": [6, 8], "injured": None},
        "sentence": {"start": SIEGE.sentence.start, "end": SIEGE.sentence.end},
        "salience": 0.9123,
        "confidence": {"event": 0.5, "actor": 0.9, "place": 0.8, "time": 0.7124},
    }


def test_what_is_unknown_is_null():
    record = mention_record(mention(ARTICLE, "struck"), "a.txt")
    unknown = ("incident", "mode", "cameo", "place", "time", "after", "attribution", "casualties")
    assert {name: record[name] for name in unknown} == dict.fromkeys(unknown)
    assert record["confidence"] == {"event": None, "actor": None, "place": None, "time": None}
    assert record["actors"] == []


def test_an_unresolved_place_keeps_its_words():
    place = mention_record(replace(STRIKE, place=Place(span(TEXT, "Amerli"))), "a.txt")["place"]
    assert (place["text"], place["lat"], place["alternatives"]) == ("Amerli", None, [])


def test_a_whole_event():
    record = event_record(EVENTS[0], NAMES)
    told = mention_record(SIEGE, "a.txt")
    assert record["mentions"] == [told]
    same = ("type", "mode", "cameo", "actors", "place", "time", "assertion", "casualties")
    assert {name: record[name] for name in same} == {name: told[name] for name in same}
    assert (record["id"], record["sources"], record["from"]) == ("e1", 1, {"place": SIEGE.id})


def test_toponym_and_timex():
    found = toponym_record(Toponym(span(TEXT, "Amerli"), AMERLI, metonym=True))
    assert found == {
        "start": 14,
        "end": 20,
        "text": "Amerli",
        "lat": 34.725,
        "lon": 44.588,
        "geonameid": None,
        "country": "IRQ",
        "feature": "PPL",
        "metonym": True,
        "name": "Amerli",
        "precision": AMERLI.precision,
        "radius_km": AMERLI.radius_km,
        "confidence": AMERLI.confidence,
        "service": None,
    }
    found = timex_record(Timex(span(TEXT, "Sunday"), "DATE", "2014-08-31", flag="ambiguous"))
    assert found == {
        "start": 24,
        "end": 30,
        "text": "Sunday",
        "type": "DATE",
        "value": "2014-08-31",
        "mod": None,
        "flag": "ambiguous",
    }


def test_jsonl_has_one_event_a_line():
    assert [json.loads(line) for line in written("jsonl").splitlines()] == [event_record(e, NAMES) for e in EVENTS]


def test_csv_has_one_row_an_event():
    first, second = csv.DictReader(io.StringIO(written("csv")))
    assert tuple(first) == EVENT_COLUMNS
    assert (first["actors"], first["place"], first["lat"], first["earliest"]) == (
        "Islamic State",
        "Amerli",
        "34.725",
        "2014-08-31",
    )
    assert (first["killed_lowest"], first["killed_highest"], first["injured_lowest"]) == ("6", "8", "")
    assert (first["articles"], first["sources"]) == ("a.txt", "1")
    assert (second["actors"], second["actor_countries"], second["place"], second["lat"]) == (
        "United States",
        "USA",
        "",
        "",
    )
    assert second["recipients"] == "'=SUM(A1) positions"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t1", "\n1", " =1", "\ufeff=1", "＝1", "－1"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_text(cell):
    assert safe({"a": cell}) == {"a": "'" + cell}


@pytest.mark.parametrize(
    "said, cell", [("\r=1", "'\n'=1"), ("\r\n=1", "'\n'=1"), ("a\r=cmd()", "a\n'=cmd()"), ("a\r\n\rb\r", "a\n\nb\n")]
)
def test_no_text_begins_a_row(said, cell):
    sink = io.BytesIO()
    rows(sink, ("a", "b"), [{"a": said, "b": "c"}])
    assert list(csv.reader(io.StringIO(sink.getvalue().decode(), newline=""))) == [["a", "b"], [cell, "c"]]


@pytest.mark.parametrize("cell", ["Amerli", "", None, -1.5, "a=1"])
def test_other_cells_stay(cell):
    assert safe({"a": cell}) == {"a": cell}


def test_a_mention_has_a_cell_for_every_column():
    assert tuple(mention_row(SIEGE, "a.txt")) == MENTION_COLUMNS


def test_geojson():
    found = json.loads(written("geojson"))
    placed, unplaced = found["features"]
    assert found["type"] == "FeatureCollection"
    assert (placed["type"], placed["id"]) == ("Feature", "e1")
    assert placed["geometry"] == {"type": "Point", "coordinates": [44.588, 34.725]}
    assert placed["properties"]["type"] == "ASSAULT"
    assert unplaced["geometry"] is None


def test_no_events():
    assert json.loads(written("geojson", ())) == {"type": "FeatureCollection", "features": []}
    assert written("jsonl", ()) == ""
    assert written("csv", ()) == ",".join(EVENT_COLUMNS) + "\n"


def test_an_unknown_format_lists_the_known():
    with pytest.raises(SettingError, match="csv, jsonl, parquet"):
        format_named("docx")
