"""How fast Dateline is beside bare spaCy, in one run: `python -m benchmarks.speed [--json]`.

words/s of the whole extraction as a ratio to `nlp.pipe` of the same pipeline on the same texts, the cold start of
`dateline extract` on one article, and the highest memory of the run.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from events import settings, times
from events.model import Article
from events.pipeline import Analyzer
from events.reading import read_paths

SAMPLES = Path(__file__).parent.parent / "sample_articles"
ROUNDS = 3  # the best of as many runs counts: other work on the machine only ever slows a run
COPIES = 4  # of the sample articles, so that a run takes seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    figures = measure()
    if parser.parse_args().json:
        print(json.dumps(figures, indent=1))
        return
    for name, figure in figures.items():
        print(f"{name:36} {figure:10.2f}")


def measure() -> dict[str, float]:
    """Figures by name; seconds, megabytes, or ratios as the name says."""
    articles = [a for a in read_paths([str(SAMPLES)]) if isinstance(a, Article)] * COPIES
    words = sum(len(a.text.split()) for a in articles)
    cold = min(_seconds(_extract_one) for _ in range(ROUNDS))
    analyzer = Analyzer.from_settings()
    bare = _bare_pipeline(analyzer)
    runs = [(_seconds(bare, articles), _seconds(_whole(analyzer), articles)) for _ in range(ROUNDS)]
    spacy, whole = min(r[0] for r in runs), min(r[1] for r in runs)
    return {
        "spaCy, words a second": words / spacy,
        "Dateline, words a second": words / whole,
        "ratio to spaCy": spacy / whole,
        "cold start on one article, s": cold,
        "time expressions, characters a second": _timexes(articles),
        "peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "peak memory of one article, MB": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
    }


def _bare_pipeline(analyzer: Analyzer) -> Callable[[Iterable[Article]], None]:
    import spacy

    nlp = spacy.load(settings.pipeline())

    def run(articles: Iterable[Article]) -> None:
        for _ in nlp.pipe((a.text for a in articles), batch_size=32):
            pass

    return run


def _whole(analyzer: Analyzer) -> Callable[[Iterable[Article]], None]:
    def run(articles: Iterable[Article]) -> None:
        for _ in analyzer.analyze_all(articles):
            pass

    return run


def _timexes(articles: list[Article]) -> float:
    times.find(articles[0].text)
    seconds = min(_seconds(lambda: [times.find(a.text, a.published) for a in articles]) for _ in range(ROUNDS))
    return sum(len(a.text) for a in articles) / seconds


def _extract_one() -> None:
    article = next(iter(sorted(SAMPLES.glob("*.md"))))
    command = [sys.executable, "-m", "events", "extract", str(article), "--format", "jsonl"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _seconds(run: Callable, *arguments: object) -> float:
    began = time.perf_counter()
    run(*arguments)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
