"""Mentions drawn at random, for a person to judge; and what the judgements come to.

    python -m benchmarks.sample draw A.articles.jsonl B.articles.jsonl [--count 100] [--seed 7]
    python -m benchmarks.sample sum  [benchmarks/judged.tsv]

`judged.tsv` has a row a mention and judge (the seed and a letter): article, start and end of its trigger, then 1 or 0
for trigger, type, parties and assertion, and a note that quotes no text.
"""

from __future__ import annotations

import argparse
import csv
import random
from pathlib import Path

from benchmarks.errors import ours, plain
from events.model import Article
from events.pipeline import Analyzer
from events.reading.inputs import read_paths

JUDGED = Path(__file__).parent / "judged.tsv"
VERDICTS = ("trigger", "type", "parties", "assertion")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw")
    drawing.add_argument("articles", nargs="+")
    drawing.add_argument("--count", type=int, default=100)
    drawing.add_argument("--seed", type=int, default=7)
    commands.add_parser("sum").add_argument("table", nargs="?", type=Path, default=JUDGED)
    args = parser.parse_args()
    if args.command == "sum":
        print("\n".join(f"{name:12} {share:.2f}" for name, share in summed(args.table).items()))
    else:
        draw(args.articles, args.count, args.seed)


def draw(paths: list[str], count: int, seed: int) -> None:
    """Prints `count` of all mentions, each as likely as any other."""
    articles = [a for a in read_paths(paths) if isinstance(a, Article)]
    found = [(a.article, m) for a in Analyzer.from_settings().analyze_all(articles) for m in a.mentions]
    chosen = random.Random(seed).sample(found, min(count, len(found)))  # noqa: S311 (no secret)
    for n, (article, m) in enumerate(chosen, 1):
        text, s, t = article.text, m.sentence, m.trigger
        sentence = f"{text[s.start : t.start]}«{t.text}»{text[t.end : s.end]}".replace("\n", " ")
        print(plain(f"{n} {article.name} {t.start} {t.end} | {m.mode or ''} {ours(m)} | {sentence}"))


def summed(table: Path) -> dict[str, float]:
    """Share of the judged mentions that are right in each respect, and in all."""
    with table.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    shares = {name: sum(row[name] == "1" for row in rows) / len(rows) for name in VERDICTS}
    return {**shares, "all": sum(all(row[name] == "1" for name in VERDICTS) for row in rows) / len(rows)}


if __name__ == "__main__":
    main()
