"""The hand-made gold is well formed: everything that it names stands in its article, with known types and real dates.

It reads the articles without `events.reading`, so that a fault there cannot hide one here.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import frontmatter
import lxml.html
import pytest

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = sorted(p for p in (ROOT / "sample_articles").iterdir() if p.suffix in {".md", ".txt", ".html"})
GOLD = ROOT / "tests" / "gold"
ONTOLOGY = tomllib.loads((ROOT / "events/extraction/data/ontology.toml").read_text(encoding="utf-8"))["types"]
ASSERTIONS = {"asserted", "negated", "possible", "planned", "conditional"}
KINDS = {"country", "admin", "settlement", "site", "water", "region"}
MODS = {"START", "MID", "END", "APPROX", "LESS_THAN", "MORE_THAN"}
EVENT_KEYS = {
    *("type", "mode", "also", "trigger", "sentence", "actors", "recipients", "place", "earliest", "latest"),
    *("assertion", "ended", "killed", "injured", "incident", "optional", "main"),
}
VALUES = {  # TIMEX3 type → the values that TimeBank's guidelines allow for it
    "DATE": r"\d{4}(-(\d\d(-\d\d)?|W\d\d(-WE)?|SP|SU|FA|WI))?|P(RESENT|AST)_REF|FUTURE_REF",
    "TIME": r"\d{4}-\d\d-\d\dT(\d\d(:\d\d)?|MO|MI|AF|EV|NI)",
    "DURATION": r"P(\d+|X)[YMWD]|PT(\d+|X)[HMS]",
    "SET": r"P\d+[YMWD]",
}


@cache
def parts(path: Path) -> tuple[str, str, str]:
    """Title, published date and body of a sample."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".txt":
        return "", "", text
    if path.suffix == ".html":
        page = lxml.html.fromstring(text)
        published = page.xpath("//meta[@property='article:published_time']/@content")[0][:10]
        return page.xpath("//h1")[0].text_content(), published, "\n\n".join(page.xpath("//article/p/text()"))
    post = frontmatter.loads(text)
    return str(post["title"]), str(post["date"]), post.content


@cache
def gold(path: Path) -> dict:
    return json.loads((GOLD / f"{path.stem}.json").read_text(encoding="utf-8"))


def occurrences(text: str, body: str) -> int:
    """How often `text` stands in `body` as whole words."""
    return len(re.findall(rf"(?<!\w){re.escape(text)}(?!\w)", body))


samples = pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)


def test_every_sample_has_gold_and_every_gold_a_sample():
    assert {p.stem for p in SAMPLES} == {p.stem for p in GOLD.glob("*.json")}


def test_samples_cover_the_formats_with_fifteen_articles_or_more():
    assert {p.suffix for p in SAMPLES} == {".md", ".txt", ".html"}
    assert len(SAMPLES) >= 15


@samples
def test_sample_has_200_to_600_words(path):
    assert 200 <= len(parts(path)[2].split()) <= 600


@samples
def test_gold_names_its_article_and_day(path):
    _, published, body = parts(path)
    day = date.fromisoformat(path.name[:10])
    dateline = body.split("—")[0]
    assert gold(path)["article"] == path.name
    assert gold(path)["published"] == day.isoformat()
    assert published == day.isoformat() or (not published and f"{day:%B} {day.day}, {day.year}" in dateline)


@samples
def test_exactly_one_main_event_and_it_is_asked_for(path):
    main = [e for e in gold(path)["events"] if e.get("main")]
    assert len(main) == 1
    assert "optional" not in main[0]


@samples
def test_listed_actors_take_part(path):
    found = gold(path)
    asked = {a for e in found["events"] if not e.get("optional") for a in e["actors"]}
    parties = {a for e in found["events"] for a in [*e["actors"], *e["recipients"]]}
    assert asked <= set(found["actors"]) <= parties
    assert found["affiliations"].keys() <= parties
    assert max(Counter(found["actors"]).values()) == 1


@samples
def test_no_record_twice(path):
    found = gold(path)
    for key, fields in (("events", ("sentence", "trigger")), ("toponyms", ("text", "occurrence"))):
        assert max(Counter(tuple(r[f] for f in fields) for r in found[key]).values()) == 1
    assert max(Counter((t["text"], t["occurrence"]) for t in found["timexes"]).values()) == 1


def failing(records, check) -> list[str]:
    """The trigger or words of each record that does not pass `check`."""
    return [r.get("trigger") or r["text"] for r in records if not check(r)]


@samples
def test_events_have_known_fields_types_and_modes(path):
    def known(one: dict) -> bool:
        return one["type"] in ONTOLOGY and one["mode"] in {None, *ONTOLOGY[one["type"]].get("modes", ())}

    events = gold(path)["events"]
    assert failing(events, lambda e: e.keys() <= EVENT_KEYS and e["incident"]) == []
    assert failing(events, lambda e: all(known(one) for one in (e, *e.get("also", ())))) == []
    assert failing(events, lambda e: e["assertion"] in ASSERTIONS and isinstance(e["ended"], bool)) == []


@samples
def test_event_stands_in_the_article_once(path):
    title, _, body = parts(path)
    events = gold(path)["events"]
    assert failing(events, lambda e: f"{title}\n\n{body}".count(e["sentence"]) == 1) == []
    assert failing(events, lambda e: occurrences(e["trigger"], e["sentence"]) == 1) == []


@samples
def test_event_dates_are_days_in_order(path):
    def in_order(event: dict) -> bool:
        if event["earliest"] is None or event["latest"] is None:
            return event["earliest"] is event["latest"]
        return date.fromisoformat(event["earliest"]) <= date.fromisoformat(event["latest"])

    assert failing(gold(path)["events"], in_order) == []


@samples
def test_event_casualties_are_ranges(path):
    ranges = [e[k] for e in gold(path)["events"] for k in ("killed", "injured") if k in e]
    assert [r for r in ranges if not 0 < r[0] <= r[1]] == []


@samples
def test_event_place_is_named_in_the_article(path):
    fields = ("name", "lat", "lon", "kind")
    named = {tuple(t[f] for f in fields) for t in gold(path)["toponyms"]}
    placed = [e for e in gold(path)["events"] if e["place"] and e["place"]["kind"] in {"settlement", "site", "water"}]
    assert failing(placed, lambda e: tuple(e["place"][f] for f in fields) in named) == []


@samples
def test_toponyms_stand_in_the_article_with_coordinates(path):
    def placed(toponym: dict) -> bool:
        if toponym["lat"] is None or toponym["lon"] is None:
            return toponym["lat"] is toponym["lon"]
        return -90 <= toponym["lat"] <= 90 and -180 <= toponym["lon"] <= 180

    found, body = gold(path)["toponyms"], parts(path)[2]
    assert failing(found, lambda t: 1 <= t["occurrence"] <= occurrences(t["text"], body)) == []
    assert failing(found, lambda t: t["kind"] in KINDS and isinstance(t["metonym"], bool)) == []
    assert failing(found, placed) == []


@samples
def test_timexes_stand_in_the_article_with_timex3_values(path):
    found, body = gold(path)["timexes"], parts(path)[2]
    assert failing(found, lambda t: 1 <= t["occurrence"] <= occurrences(t["text"], body)) == []
    assert failing(found, lambda t: re.fullmatch(VALUES[t["type"]], t["value"])) == []
    assert failing(found, lambda t: t.get("mod", "START") in MODS) == []


@samples
def test_timex_of_a_weekday_has_a_day_of_that_name(path):
    def named(timex: dict) -> str | None:
        day = re.search(r"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", timex["text"])
        return day and day[0]

    weekdays = [t for t in gold(path)["timexes"] if named(t)]
    assert failing(weekdays, lambda t: f"{date.fromisoformat(t['value'][:10]):%A}" == named(t)) == []


def test_amerli_is_told_twice_with_shared_incidents():
    told = [{e["incident"] for e in gold(p)["events"]} for p in SAMPLES if "amerli" in p.name or "amirli" in p.name]
    assert len(told) == 2
    assert {"amerli-siege", "amerli-relief", "amerli-airstrikes", "amerli-airdrops"} <= told[0] & told[1]
