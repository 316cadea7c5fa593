"""The benchmark of happenings and incidents: its figures, and gold that fits its articles."""

from __future__ import annotations

import pytest

from benchmarks.incidents import LEVELS, figures, gold, score
from benchmarks.whenwhere import ARTICLES
from events.model import Article
from events.reading.inputs import read_paths

READERS = {"a": "1", "b": "1", "c": "1", "d": "2"}


@pytest.mark.parametrize(
    ("ours", "expected"),
    [
        (READERS, {"B-cubed precision": 1, "recall": 1, "F1": 1, "pairs right": 1, "pairs found": 1}),
        (
            {name: name for name in READERS},
            {"B-cubed precision": 1, "recall": 0.5, "F1": 2 / 3, "pairs right": 0, "pairs found": 0},
        ),
        (
            dict.fromkeys(READERS, "all"),
            {"B-cubed precision": 0.625, "recall": 1, "F1": 1.25 / 1.625, "pairs right": 0.5, "pairs found": 1},
        ),
        (
            {"a": "1", "b": "1", "c": "2", "d": "2"},
            {"B-cubed precision": 0.75, "recall": 2 / 3, "F1": 1 / 1.4166667, "pairs right": 0.5, "pairs found": 1 / 3},
        ),
    ],
)
def test_figures(ours, expected):
    assert figures(score(ours, READERS)) == pytest.approx(expected)


def test_the_gold_fits_its_articles():
    texts = {a.name: a.text for a in read_paths([str(ARTICLES)]) if isinstance(a, Article)}
    found = gold()
    assert len(found) > 150
    for article, mentions in found.items():
        for (start, end), said in mentions.items():
            words = texts[article][start:end]
            assert words == words.strip() != ""
            assert all(said[level] for level in LEVELS)
        # what is one happening is one incident
        incident_of = {}
        for said in mentions.values():
            assert incident_of.setdefault(said["happening"], said["incident"]) == said["incident"], article
