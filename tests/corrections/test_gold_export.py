"""Verified events as gold: the shapes that scorers take, and that what is gold is right of the text."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from events.corrections.gold import gold
from events.model import Article, Event, Mention, Span
from events.reading import read_paths
from events.store import Says, Store
from tests.factory import IRAQ_STATE, ISLAMIC_STATE, MOSUL, article, day, mention, span

FALL = article(
    "Mosul falls\n\nIslamic State fighters seized Mosul on 10 June 2014. Iraqi troops left Mosul. Talks followed.",
    name="fall", title="Mosul falls", published="2014-06-11", published_basis="metadata", source="The Paper",
)  # fmt: skip
AGAIN = article("Islamic State fighters seized Mosul, which shocked Iraqi ministers.", name="again")
OTHER = article("Ministers met in Rome.", name="other")

LABELLED = {"start", "end", "text", "class", "instance"}
SHAPES = {
    "articles": {"id", "title", "text", "published", "source", "url"},
    "merge.gold": {"id", "events", "sentences", "who", "where", "when"},
    "when.gold": {"id", "events"},
    "geoparse.gold": {"id", "toponyms"},
    "coded.gold": {"id", "events"},
}
ENTRIES = {
    ("merge.gold", "events"): LABELLED,
    ("merge.gold", "who"): LABELLED,
    ("merge.gold", "where"): LABELLED,
    ("merge.gold", "when"): LABELLED,
    ("merge.gold", "sentences"): {"start", "end"},
    ("when.gold", "events"): {"start", "end", "text", "day"},
    ("geoparse.gold", "toponyms"): {"start", "end", "name", "lat", "lon", "geonameid", "fclass", "fcode"},
    ("coded.gold", "events"): {"actor", "recipient", "root", "type"},
}


def seized(of: Article) -> Mention:
    start = of.text.index("seized Mosul") + len("seized ")
    return mention(
        of, "seized", mode="capture", cameo="195", place=replace(MOSUL, span=Span("Mosul", start, start + 5)),
        time=replace(day("2014-06-10"), span=span(of.text, "10 June 2014") if of is FALL else None),
        who=[("Islamic State", ISLAMIC_STATE)], whom=[("Iraqi", IRAQ_STATE)],
    )  # fmt: skip


def left() -> Mention:
    fields = {"cameo": "0874", "time": day("2014-06-01", "2014-06-30"), "assertion": "negated"}
    return mention(FALL, "left", "RETREAT", who=[("Iraqi", IRAQ_STATE)], **fields)


@pytest.fixture
def store(tmp_path):
    with Store.open(f"sqlite:///{tmp_path / 'store.sqlite'}") as opened:
        opened.add(FALL, [seized(FALL), left()])
        opened.add(AGAIN, [seized(AGAIN)])
        opened.add(OTHER, [mention(OTHER, "met", "CONSULT", mode="meet")])
        yield opened


def told(store: Store, trigger: str) -> Event:
    """The event with a mention of that trigger."""
    return next(e for e in store.events() if trigger in [m.trigger.text for m in e.mentions])


def verified(store: Store, *triggers: str) -> dict[str, list[dict]]:
    """The gold, once the events with these triggers are verified."""
    for trigger in triggers:
        store.corrections.set(told(store, trigger).id, "verified", True, Says("Nadia"))
    return gold(store.articles(), store.events())


def test_nothing_verified_is_no_gold(store):
    assert verified(store) == {file: [] for file in SHAPES}


def test_the_shapes(store):
    found = verified(store, "seized", "left", "met")
    assert set(found) == set(SHAPES)
    for file, keys in SHAPES.items():
        assert [record["id"] for record in found[file]] == ["again", "fall", "other"]
        assert all(set(record) == keys for record in found[file])
    for (file, part), keys in ENTRIES.items():
        entries = [entry for record in found[file] for entry in record[part]]
        assert entries
        assert all(set(entry) == keys for entry in entries)


def test_every_span_is_words_of_the_article(store):
    found = verified(store, "seized", "left", "met")
    texts = {a.name: a.text for a in store.articles()}
    for file, part in ENTRIES:
        for record in found[file]:
            for entry in record[part]:
                if words := entry.get("text") or entry.get("name"):
                    assert texts[record["id"]][entry["start"] : entry["end"]] == words


def test_only_what_is_verified(store):
    found = verified(store, "left")
    assert [record["id"] for record in found["articles"]] == ["fall"]
    (record,) = found["merge.gold"]
    assert [e["text"] for e in record["events"]] == ["left"]
    assert [FALL.text[s["start"] : s["end"]].strip() for s in record["sentences"]] == ["Iraqi troops left Mosul."]


def test_reports_that_came_later_are_not_verified(store):
    verified(store, "seized")
    late = article("Islamic State fighters seized Mosul, Iraqi officers said.", name="late")
    store.add(late, [seized(late)])
    assert told(store, "seized").sources == 3
    assert "late" not in [record["id"] for record in verified(store)["articles"]]


def test_what_was_deleted_is_no_gold(store):
    verified(store, "left")
    store.corrections.delete(told(store, "left").id, Says("Nadia"))
    assert verified(store)["articles"] == []


def test_merge(store):
    found = {(r["id"], e["text"]): e for r in verified(store, "seized", "left")["merge.gold"] for e in r["events"]}
    one, other = found["fall", "seized"], found["again", "seized"]
    assert one["instance"] == other["instance"] == told(store, "seized").id
    assert found["fall", "left"]["instance"] != one["instance"]
    assert (one["class"], found["fall", "left"]["class"]) == ("ACTION_OCCURRENCE", "NEG_ACTION_OCCURRENCE")


def test_when_is_of_events_of_one_day(store):
    found = verified(store, "seized", "left")["when.gold"]
    assert [(r["id"], e["text"], e["day"]) for r in found for e in r["events"]] == [
        ("again", "seized", "2014-06-10"),
        ("fall", "seized", "2014-06-10"),
    ]


def test_coded_has_each_event_of_an_article_once(store):
    found = {record["id"]: record["events"] for record in verified(store, "seized", "left")["coded.gold"]}
    assert found["fall"] == [
        {"actor": None, "recipient": "IRQ", "root": "19", "type": "ASSAULT"},
        {"actor": "IRQ", "recipient": None, "root": "08", "type": "RETREAT"},
    ]


def test_a_toponym_is_the_place_of_a_verified_event(store):
    found = {record["id"]: record["toponyms"] for record in verified(store, "seized")["geoparse.gold"]}
    start = FALL.text.index("Mosul on")
    assert found["fall"] == [
        {
            "start": start, "end": start + 5, "name": "Mosul", "lat": MOSUL.lat, "lon": MOSUL.lon,
            "geonameid": 99_072, "fclass": "P", "fcode": "PPLA",
        }
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "toponyms"), [("Mosul", 1), ("MÓSUL", 1), ("Nineveh", 0)])
def test_a_place_that_was_set_is_where_its_name_stands_in_the_sentence(store, name, toponyms):
    place = replace(MOSUL, name=name, lat=36.0)
    store.corrections.set(told(store, "left").id, "place", place, Says("Nadia"))
    (record,) = verified(store, "left")["geoparse.gold"]
    start = FALL.text.index("Mosul. Talks")
    assert [(t["start"], t["lat"]) for t in record["toponyms"]] == [(start, 36.0)] * toponyms


def test_articles_are_read_back_as_they_were(store, tmp_path):
    records = verified(store, "seized")["articles"]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    read = {a.name: a for a in read_paths([str(tmp_path / "a.jsonl")])}
    assert (read["fall"].text, read["again"].text) == (FALL.text, AGAIN.text)
    assert (read["fall"].title, read["fall"].published, read["fall"].source) == (
        FALL.title,
        FALL.published,
        FALL.source,
    )


def test_articles_of_one_name_are_called_by_their_ids(store):
    twin = article("Iraqi troops left Tikrit.", name="other")
    store.add(twin, [mention(twin, "left", "RETREAT")])
    for event in store.events():
        store.corrections.set(event.id, "verified", True, Says("Nadia"))
    found = [record["id"] for record in verified(store)["articles"]]
    assert sorted(found) == sorted(["again", "fall", OTHER.id, twin.id])
