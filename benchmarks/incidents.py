"""What of an article is told more than once, and put together, against readers: `python -m benchmarks.incidents`.

`tools/merging/same.tsv` has a row a mention; asked are those of `tools/tagger/written.articles.jsonl`. It says where
the trigger stands, and two numbers that mentions of one article share where readers said so: `happening`, the very same
happening in whatever words ("exploded", "the blast"), and `incident`, what an analyst has one row for: an act or an
accident and what it did to people and things ("exploded", "killed"). Two readers of the same articles agreed on 96 in
100 pairs. The weights have been learned from these articles; `tools/merging/train_incidents.py` says how right those
are that were held back.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from benchmarks.whenwhere import ARTICLES, ROOT
from events.merging.coreference import LEVELS
from events.model import Article
from events.pipeline import Analyzer
from events.reading.inputs import read_paths

GOLD = ROOT / "tools" / "merging" / "same.tsv"

Groups = Mapping[str, str]  # mention → what it is of
Spans = dict[tuple[int, int], dict[str, str]]  # of triggers → happening and incident


def main() -> None:
    found = list(read(Analyzer.from_settings(), gold()))
    print(f"{len(found)} articles, {sum(len(us['incident']) for us, _ in found)} mentions")
    for level in LEVELS:
        for name, ours in (("each alone", False), ("as they come out", True)):
            groups = ((us[level] if ours else {m: m for m in us[level]}, them[level]) for us, them in found)
            counts = sum((score(us, them) for us, them in groups), Counter())
            print(f"  {level:10} {name:17} " + "  ".join(f"{n} {v:.3f}" for n, v in figures(counts).items()))


def gold() -> dict[str, Spans]:
    """Of each article."""
    found: dict[str, Spans] = defaultdict(dict)
    with GOLD.open(encoding="utf-8", newline="") as lines:
        for row in (r for r in csv.DictReader(lines, delimiter="\t") if r["corpus"] == "written"):
            found[row["article"]][int(row["start"]), int(row["end"])] = {level: row[level] for level in LEVELS}
    return found


def read(analyzer: Analyzer, known: Mapping[str, Spans]) -> Iterator[tuple[dict[str, Groups], dict[str, Groups]]]:
    """Of each article and level: the groups of its mentions that readers saw, ours and theirs."""
    articles = (a for a in read_paths([str(ARTICLES)]) if isinstance(a, Article) and a.name in known)
    for analysis in analyzer.analyze_all(articles):
        said = known[analysis.article.name]
        seen = {m.id: m for m in analysis.mentions if (m.trigger.start, m.trigger.end) in said}
        ours = {level: {name: getattr(m, level) for name, m in seen.items()} for level in LEVELS}
        of = {name: said[m.trigger.start, m.trigger.end] for name, m in seen.items()}
        yield ours, {level: {name: groups[level] for name, groups in of.items()} for level in LEVELS}


def score(ours: Groups, theirs: Groups) -> Counter[str]:
    """Sums of B-cubed precision and recall (Bagga and Baldwin, 1998), and numbers of pairs put together."""
    a, b = _members(ours), _members(theirs)
    total: Counter = Counter()
    for name in ours:
        us, them = a[ours[name]], b[theirs[name]]
        both = len(us & them)
        total.update(
            {
                "mentions": 1,
                "precise": both / len(us),  # type: ignore[dict-item]
                "found": both / len(them),  # type: ignore[dict-item]
                "right": both - 1,
                "ours": len(us) - 1,
                "theirs": len(them) - 1,
            }
        )
    return total


def figures(total: Counter[str]) -> dict[str, float]:
    precision, recall = total["precise"] / max(1, total["mentions"]), total["found"] / max(1, total["mentions"])
    return {
        "B-cubed precision": precision,
        "recall": recall,
        "F1": 2 * precision * recall / ((precision + recall) or 1),
        "pairs right": total["right"] / max(1, total["ours"]),
        "pairs found": total["right"] / max(1, total["theirs"]),
    }


def _members(groups: Groups) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name, group in groups.items():
        found[group].add(name)
    return found


if __name__ == "__main__":
    main()
