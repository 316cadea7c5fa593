"""How right Dateline is on the sample articles, against their hand-made gold: `python -m benchmarks.accuracy [--json]`.

Every figure is a share between 0 and 1. Gold events are paired with mentions whose triggers overlap; what is said of
parties, place, time and assertion is judged on the pairs, and its share is of all gold events that have such a value:
what is not found is not right. `floors.json` beside this file holds what a change must not fall below.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from geopy.distance import great_circle

from events.model import Article, Mention, Span, Timex, Toponym
from events.pipeline import Analysis, Analyzer
from events.reading import read_paths

ROOT = Path(__file__).parent.parent
SAMPLES, GOLD, FLOORS = ROOT / "sample_articles", ROOT / "tests" / "gold", ROOT / "benchmarks" / "floors.json"
Found = TypeVar("Found", Mention, Toponym, Timex)
NEAR_KM = 161  # the field's usual bound for "the right place" (Acc@161)


@dataclass(frozen=True, slots=True)
class Tally:
    """What was right, found and asked for, by figure."""

    right: Counter[str]
    asked: Counter[str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    figures = measure(Analyzer.from_settings())
    if parser.parse_args().json:
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
    text = analysis.article.text
    found = pairs(analysis.mentions, [trigger_span(text, e) for e in gold["events"]])
    known = [m for m in analysis.mentions if m.type != "OTHER" and m.assertion == "asserted"]
    count(tally, "trigger recall", (bool(m) for m in found))
    count(tally, "asserted precision", (m in found for m in known))
    for event, mention in zip(gold["events"], found, strict=True):
        for name, right in _judge(event, mention).items():
            count(tally, name, [right])
    top = max(analysis.mentions, key=lambda m: m.salience, default=None)
    main = [m for e, m in zip(gold["events"], found, strict=True) if e.get("main")]
    same = [m for m in main if m and top and (m == top or m.incident == top.incident)]
    count(tally, "main event first", [bool(same)])


def _judge(event: dict, mention: Mention | None) -> dict[str, bool]:
    """Which parts of a gold event are right; only parts that the gold has."""
    named = {r: _names(mention, r) for r in ("actor", "recipient")}
    verdict = {"type": bool(mention and mention.type == event["type"])}
    verdict["assertion"] = bool(mention and mention.assertion == event.get("assertion", "asserted"))
    if event.get("mode"):
        verdict["mode"] = bool(mention and mention.mode == event["mode"])
    for role, key in (("actor", "actors"), ("recipient", "recipients")):
        if event.get(key):
            verdict[role] = any(_same_name(n, g) for n in named[role] for g in event[key])
    if event.get("place"):
        verdict["place"] = bool(mention and _near(mention.place, event["place"]))
    if event.get("earliest"):
        verdict["day"] = bool(mention and _same_days(mention, event))
    if event.get("killed"):
        verdict["killed"] = bool(mention and mention.casualties and list(mention.casualties.killed or ()) == event["killed"])
    return verdict


def _names(mention: Mention | None, role: str) -> set[str]:
    participants = [p for p in mention.participants if p.role == role] if mention else []
    return {n for p in participants for n in (p.span.text, p.actor and p.actor.name) if n}


def _same_name(name: str, gold: str) -> bool:
    a, b = name.casefold(), gold.casefold()
    return a == b or b in a.split(" and ") or a in b and len(a) > 4 or b in a and len(b) > 4


def _same_days(mention: Mention, event: dict) -> bool:
    time = mention.time
    if time is None or time.earliest is None or time.latest is None:
        return False
    return (time.earliest[:10], time.latest[:10]) == (event["earliest"], event.get("latest") or event["earliest"])


def _near(place: object, gold: dict) -> bool:
    lat, lon = getattr(place, "lat", None), getattr(place, "lon", None)
    return lat is not None and great_circle((lat, lon), (gold["lat"], gold["lon"])).km <= NEAR_KM


# ---- toponyms and timexes --------------------------------------------------------------------------------------


def _score_toponyms(tally: Tally, analysis: Analysis, gold: dict) -> None:
    spans = [nth(analysis.article.text, t["text"], t["occurrence"], body_start(analysis.article)) for t in gold["toponyms"]]
    found: list[Toponym | None] = pairs(analysis.toponyms, spans)
    count(tally, "toponym recall", (bool(t) for t in found))
    count(tally, "toponym precision", (t in found for t in analysis.toponyms))
    for toponym, entry in zip(found, gold["toponyms"], strict=True):
        if entry.get("lat") is not None:
            count(tally, "toponym within 161 km", [bool(toponym and _near(toponym.place, entry))])
        count(tally, "metonym", [bool(toponym and toponym.metonym == entry.get("metonym", False))])


def _score_timexes(tally: Tally, analysis: Analysis, gold: dict) -> None:
    spans = [nth(analysis.article.text, t["text"], t["occurrence"], body_start(analysis.article)) for t in gold["timexes"]]
    found: list[Timex | None] = pairs(analysis.timexes, spans)
    count(tally, "timex recall", (bool(t) for t in found))
    count(tally, "timex precision", (t in found for t in analysis.timexes))
    for timex, entry in zip(found, gold["timexes"], strict=True):
        count(tally, "timex value", [bool(timex and timex.value == entry["value"])])


# ---- matching --------------------------------------------------------------------------------------------------


def count(tally: Tally, name: str, verdicts: Iterable[bool]) -> None:
    for right in verdicts:
        tally.asked[name] += 1
        tally.right[name] += right


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


def trigger_span(text: str, event: dict) -> Span:
    """The trigger's words inside of the words that the gold quotes its sentence by."""
    sentence = text.index(event["sentence"])
    start = text.index(event["trigger"], sentence)
    return Span(event["trigger"], start, start + len(event["trigger"]))


def body_start(article: Article) -> int:
    return len(article.title) + 2 if article.title and article.text.startswith(article.title) else 0


def nth(text: str, words: str, occurrence: int, start: int) -> Span:
    """The nth place where the body has these words."""
    for _ in range(occurrence):
        start = text.index(words, start) + 1
    return Span(words, start - 1, start - 1 + len(words))


if __name__ == "__main__":
    main()
