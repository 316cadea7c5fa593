"""When and where events happened, against readers of 56 articles of all kinds: `python -m benchmarks.whenwhere`.

`whenwhere.tsv` has a row an event of `tools/tagger/written.articles.jsonl`: article, start and end of its trigger, when
(ISO 8601, a stretch as "1914-07..1918-11") and where (names, the most precise first, divided by "|"; several places by
";"), "-" where readers could not say. A time is right within the readers' stretch; a place by any of their names. The
tagger has learned from these articles, but for those of the part that is held out of its training.
"""

from __future__ import annotations

import csv
import hashlib
import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from events.model import Article, Mention, Place, TimeInterval
from events.pipeline import Analyzer
from events.reading.inputs import read_paths

ROOT = Path(__file__).parent.parent
GOLD = Path(__file__).parent / "whenwhere.tsv"
ARTICLES = ROOT / "tools" / "tagger" / "written.articles.jsonl"
PARTS = 8  # of which the second is held out of the tagger's training, as its --hold-out-verdicts 8 has it
UNKNOWN = "-"
FILLERS = {"the", "a", "an", "of", "in", "and"}


@dataclass(frozen=True, slots=True)
class Judged:
    """An event that was found: whether its time and its place are right, None where it or the readers have none."""

    article: str
    basis: str | None  # of its time
    time: bool | None
    own: bool  # its own sentence says where
    place: bool | None
    precise: bool  # the most precise name


def main() -> None:
    found = list(judge(Analyzer.from_settings()))
    for name, part in (("all", found), ("held out", [j for j in found if is_held_out(j.article)])):
        print(f"{name}: {len(part)} events")
        for what, shares in figures(part).items():
            print(f"  {what:28} {shares[0]:.3f} of {shares[1]}")


def figures(found: Iterable[Judged]) -> dict[str, tuple[float, int]]:
    """Share that is right, and of how many: of the times and places that are given."""
    found = list(found)
    given = {
        "time": [j.time for j in found],
        "time, stated": [j.time for j in found if j.basis == "stated"],
        "time, inferred": [j.time for j in found if j.basis not in ("stated", None)],
        "place": [j.place for j in found],
        "place, of its own sentence": [j.place for j in found if j.own],
        "place, carried over": [j.place for j in found if not j.own],
        "place, most precise name": [None if j.place is None else j.precise for j in found],
    }
    answered = {what: [right for right in of if right is not None] for what, of in given.items()}
    return {what: (sum(of) / len(of) if of else 0.0, len(of)) for what, of in answered.items()}


def judge(analyzer: Analyzer) -> Iterator[Judged]:
    """Each event of the gold that was found."""
    with GOLD.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    of_article: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        of_article[row["article"]].append(row)
    articles = (a for a in read_paths([str(ARTICLES)]) if isinstance(a, Article) and a.name in of_article)
    for analysis in analyzer.analyze_all(articles):
        for row in of_article[analysis.article.name]:
            start, end = int(row["start"]), int(row["end"])
            mention = next((m for m in analysis.mentions if m.trigger.start < end and start < m.trigger.end), None)
            if mention is not None:
                yield _judged(row, mention)


def _judged(row: dict[str, str], mention: Mention) -> Judged:
    time, place = mention.time, mention.place
    own = place is not None and place.span is not None and mention.sentence.covers(place.span)
    names = [] if row["where"] == UNKNOWN else [one.split("|") for one in row["where"].split(";")]
    is_dated = time is not None and time.earliest is not None and row["when"] != UNKNOWN
    return Judged(
        row["article"],
        time.basis if time else None,
        is_within(time, row["when"]) if is_dated and time else None,
        own,
        any(is_called(place, name) for of in names for name in of) if place and names else None,
        any(is_called(place, of[0]) for of in names) if place else False,
    )


def is_within(time: TimeInterval, when: str) -> bool:
    """Whether a time lies within the readers' stretch."""
    first, last = bounds(when)
    earliest = (time.earliest or "")[:10]
    return first <= earliest and max(earliest, (time.latest or earliest)[:10]) <= last


def bounds(when: str) -> tuple[str, str]:
    """The first and the last day of "1914-07..1918-11"."""
    first, _, last = when.partition("..")
    year, month, day = (*(int(part) for part in (last or first).split("-")), None, None)[:3]
    month = month or 12
    return "-".join([*first.split("-"), "01", "01"][:3]), f"{year:04}-{month:02}-{day or monthrange(year, month)[1]:02}"


def is_called(place: Place, name: str) -> bool:
    """Whether the words for a place, or its name, are a name's, or one has all words of the other."""
    said = (_words(one) for one in (place.span.text if place.span else None, place.name) if one)
    wanted = _words(name)
    return any(words and wanted and (words <= wanted or wanted <= words) for words in said)


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.lower())) - FILLERS


def is_held_out(article: str) -> bool:
    """Whether the tagger has not learned from an article."""
    return hashlib.sha256(article.encode()).digest()[0] % PARTS == 1


if __name__ == "__main__":
    main()
