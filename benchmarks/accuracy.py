"""How right Dateline is on the sample articles, against their hand-made gold: `python -m benchmarks.accuracy [--json]`.

Every figure is a share between 0 and 1. Gold events are paired with mentions whose triggers overlap; what is said of
parties, place, time and assertion is judged on the pairs, and its share is of all gold events that have such a value:
what is not found is not right. Optional gold is neither asked for nor held against anyone; titles are not judged
(`tests/gold/README.md`). `floors.json` beside this file holds what a change must not fall below.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from geopy.distance import great_circle

from events.model import Article, Mention, Place, Span, Timex, Toponym
from events.pipeline import Analysis, Analyzer
from events.reading import read_paths

ROOT = Path(__file__).parent.parent
SAMPLES, GOLD, FLOORS = ROOT / "sample_articles", ROOT / "tests" / "gold", ROOT / "benchmarks" / "floors.json"
NEAR_KM = 161  # the field's usual bound for "the right place" (Acc@161)
WIDE_KM = 1500  # for countries, seas and regions: the point that stands for one is one of many
WIDE = ("country", "region", "water")
Found = TypeVar("Found", Mention, Toponym, Timex)


@dataclass(frozen=True, slots=True)
class Tally:
    """What was right and what was asked for, by figure."""

    right: Counter[str]
    asked: Counter[str]

    def count(self, name: str, verdicts: Iterable[bool]) -> None:
        for right in verdicts:
            self.asked[name] += 1
            self.right[name] += bool(right)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    arguments = parser.parse_args()
    figures = measure(Analyzer.from_settings())
    if arguments.json:
        print(json.dumps(figures, indent=1))
        return
    for name, figure in figures.items():
        print(f"{name:24} {figure:6.3f}")


def measure(analyzer: Analyzer) -> dict[str, float]:
    """Figures over all sample articles, by name."""
    tally = Tally(Counter(), Counter())
    for analysis, gold in judged(analyzer):
        _score_events(tally, analysis, gold)
        _score_toponyms(tally, analysis, gold)
        _score_timexes(tally, analysis, gold)
    return {name: round(tally.right[name] / asked, 3) for name, asked in sorted(tally.asked.items()) if asked}


def judged(analyzer: Analyzer) -> Iterator[tuple[Analysis, dict]]:
    """Each sample article as it was read, with its gold."""
    articles = [a for a in read_paths([str(SAMPLES)]) if isinstance(a, Article)]
    for analysis in analyzer.analyze_all(articles):
        path = GOLD / f"{Path(analysis.article.name).stem}.json"
        yield analysis, json.loads(path.read_text(encoding="utf-8"))


# ---- events ----------------------------------------------------------------------------------------------------


def _score_events(tally: Tally, analysis: Analysis, gold: dict) -> None:
    text, start = analysis.article.text, body_start(analysis.article)
    mentions = [m for m in analysis.mentions if m.trigger.start >= start]
    paired = list(
        zip(gold["events"], pairs(mentions, [trigger_of(text, e, start) for e in gold["events"]]), strict=True)
    )
    asked = [(event, mention) for event, mention in paired if not event.get("optional")]
    tally.count("event found", (bool(m) for _, m in asked))
    found = [m for _, m in paired if m]
    tally.count("event precision", (m in found for m in mentions if m.type != "OTHER" and m.assertion == "asserted"))
    for event, mention in asked:
        for name, right in _judge(event, mention, gold.get("affiliations", {})).items():
            tally.count(name, [right])
    tally.count("main event first", [_main_is_first(paired, mentions)])


def trigger_of(text: str, event: dict, start: int) -> Span:
    """The trigger's words inside of the words that the gold quotes its sentence by."""
    return nth(text, event["trigger"], 1, text.index(event["sentence"], start))


def _main_is_first(paired: list[tuple[dict, Mention | None]], mentions: list[Mention]) -> bool:
    main = next(e["incident"] for e, _ in paired if e.get("main"))
    top = max(mentions, key=lambda m: m.salience, default=None)
    return any(m is not None and m == top for e, m in paired if e["incident"] == main)


def _judge(event: dict, mention: Mention | None, affiliations: dict[str, list[str]]) -> dict[str, bool]:
    """Which parts of a gold event are right; only parts that the gold has."""
    readings = [event, *event.get("also", ())]
    verdict = {"type": bool(mention and any(mention.type == r["type"] for r in readings))}
    verdict["assertion"] = bool(mention and mention.assertion == event["assertion"])
    if event.get("mode"):
        verdict["mode"] = bool(
            mention and any((mention.type, mention.mode) == (r["type"], r["mode"]) for r in readings)
        )
    for role, key in (("actor", "actors"), ("recipient", "recipients")):
        if event.get(key):
            names = {folded(n) for g in event[key] for n in (g, *affiliations.get(g, ()))}
            verdict[role] = bool(names & _names(mention, role))
    if (place := event.get("place")) and place["lat"] is not None:
        verdict["place"] = bool(mention and near(mention.place, place))
    if event.get("earliest"):
        verdict["day"] = bool(mention and _same_days(mention, event))
    if event.get("killed"):
        verdict["killed"] = bool(
            mention and mention.casualties and list(mention.casualties.killed or ()) == event["killed"]
        )
    return verdict


def _names(mention: Mention | None, role: str) -> set[str]:
    """What a mention calls its parties: an actor's names, and the words where they name nobody that is known."""
    found: set[str] = set()
    for participant in mention.participants if mention else ():
        if participant.role == role:
            actor = participant.actor
            found |= {actor.name, *actor.aliases} if actor else {participant.span.text}
    return {folded(name) for name in found}


def _same_days(mention: Mention, event: dict) -> bool:
    """The same day; for a stretch of days, one that lies within it or shares an end with it."""
    time = mention.time
    if time is None or time.earliest is None or time.latest is None:
        return False
    earliest, latest = time.earliest[:10], time.latest[:10]
    if event["earliest"] == event["latest"]:
        return earliest == latest == event["earliest"]
    return event["earliest"] <= earliest <= latest <= event["latest"]


def near(place: Place | None, gold: dict) -> bool:
    if place is None or place.lat is None or place.lon is None:
        return False
    bound = WIDE_KM if gold.get("kind") in WIDE else NEAR_KM
    return great_circle((place.lat, place.lon), (gold["lat"], gold["lon"])).km <= bound


# ---- toponyms and timexes --------------------------------------------------------------------------------------


def _score_toponyms(tally: Tally, analysis: Analysis, gold: dict) -> None:
    start = body_start(analysis.article)
    found = [t for t in analysis.toponyms if t.span.start >= start]
    spans = [nth(analysis.article.text, t["text"], t["occurrence"], start) for t in gold["toponyms"]]
    paired = list(zip(gold["toponyms"], pairs(found, spans), strict=True))
    tally.count("toponym precision", (any(t is p for _, p in paired) for t in found))
    for entry, toponym in paired:
        if entry.get("optional"):
            continue
        tally.count("toponym found", [bool(toponym)])
        tally.count("toponym metonymy", [bool(toponym and toponym.metonym == entry["metonym"])])
        if entry["lat"] is not None:
            tally.count("toponym place", [bool(toponym and near(toponym.place, entry))])


def _score_timexes(tally: Tally, analysis: Analysis, gold: dict) -> None:
    start = body_start(analysis.article)
    found = [t for t in analysis.timexes if t.span.start >= start]
    spans = [nth(analysis.article.text, t["text"], t["occurrence"], start) for t in gold["timexes"]]
    paired = list(zip(gold["timexes"], pairs(found, spans), strict=True))
    tally.count("timex precision", (any(t is p for _, p in paired) for t in found))
    for entry, timex in paired:
        tally.count("timex found", [bool(timex)])
        tally.count("timex value", [bool(timex and timex.value == entry["value"])])


# ---- matching --------------------------------------------------------------------------------------------------


def folded(name: str) -> str:
    """Without case, diacritics and points: "F. W. de Klerk" is "F.W. de Klerk"."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in letters if c.isalnum())


def span_of(found: Mention | Toponym | Timex) -> Span:
    return found.trigger if isinstance(found, Mention) else found.span


def pairs(found: Iterable[Found], spans: list[Span]) -> list[Found | None]:
    """For each gold span what was found there, each used once."""
    free = list(found)
    paired: list[Found | None] = []
    for span in spans:
        hit = next((f for f in free if span_of(f).overlaps(span)), None)
        if hit is not None:
            free.remove(hit)
        paired.append(hit)
    return paired


def body_start(article: Article) -> int:
    """Where the body begins: after the title and the blank line, where the text has a title."""
    return len(article.title) + 2 if article.title and article.text.startswith(article.title) else 0


def nth(text: str, words: str, occurrence: int, start: int) -> Span:
    """The nth place from `start` on where the text has these words as whole words. Raises IndexError for none."""
    found = list(re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text[start:]))[occurrence - 1]
    return Span(words, start + found.start(), start + found.end())


if __name__ == "__main__":
    main()
