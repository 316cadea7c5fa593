"""How far confidence is from being right, on the sample articles: `python -m benchmarks.calibration`.

Of toponyms and of the places of events: what was said on average and what share was right, by tenths, and the expected
calibration error, which is the mean distance between the two weighted by how many a tenth holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from benchmarks.accuracy import body_start, judged, near, nth, pairs, trigger_of
from events.pipeline import Analyzer

Judged = tuple[float, bool]  # what was said, 0 to 1, and whether it was right
TENTHS = 10


def main() -> None:
    judgements = list(judge(Analyzer.from_settings()))
    for part in ("toponym", "event"):
        mine = [(said, right) for of, said, right in judgements if of == part]
        print(f"{part} places: {len(mine)}, expected calibration error {expected_error(mine):.3f}")
        for said, right, count in tenths(mine):
            print(f"  said {said:.2f}  right {right:.2f}  of {count}")


def judge(analyzer: Analyzer) -> Iterator[tuple[str, float, bool]]:
    """Of every place with a confidence that the gold has a position for: whose it is, what was said, whether right."""
    for analysis, gold in judged(analyzer):
        text, start = analysis.article.text, body_start(analysis.article)
        toponyms = [t for t in analysis.toponyms if t.span.start >= start]
        spans = [nth(text, entry["text"], entry["occurrence"], start) for entry in gold["toponyms"]]
        for entry, toponym in zip(gold["toponyms"], pairs(toponyms, spans), strict=True):
            if toponym and toponym.place.confidence is not None and entry["lat"] is not None:
                yield "toponym", toponym.place.confidence, near(toponym.place, entry)
        mentions = [m for m in analysis.mentions if m.trigger.start >= start]
        triggers = [trigger_of(text, event, start) for event in gold["events"]]
        for event, mention in zip(gold["events"], pairs(mentions, triggers), strict=True):
            if mention and mention.confidence.place is not None and event.get("place"):
                yield "event", mention.confidence.place, near(mention.place, event["place"])


def expected_error(judgements: Iterable[Judged]) -> float:
    """0 where of all that is said to be .8 sure eight in ten are right, and so on; 0 of nothing."""
    found = list(tenths(judgements))
    whole = sum(count for _, _, count in found)
    return sum(count * abs(said - right) for said, right, count in found) / whole if whole else 0.0


def tenths(judgements: Iterable[Judged]) -> Iterator[tuple[float, float, int]]:
    """Of each tenth that holds some: the mean of what was said, the share that was right, how many."""
    bins: list[list[Judged]] = [[] for _ in range(TENTHS)]
    for said, right in judgements:
        bins[min(TENTHS - 1, int(said * TENTHS))].append((said, right))
    for held in bins:
        if held:
            yield sum(s for s, _ in held) / len(held), sum(r for _, r in held) / len(held), len(held)


if __name__ == "__main__":
    main()
