"""Which rows of the list stand together."""

from __future__ import annotations

import pytest

from events.dashboard.table import Row, row, together
from events.merging import fuse
from tests.factory import article, mention

WORDS = article("The quake, the vote, those killed, and those who fled.")


def a_row(trigger: str, salience: float, *incidents: str) -> Row:
    told = tuple(mention(WORDS, trigger, incident=incident, salience=salience) for incident in incidents)
    return row(fuse(trigger, told))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], []),
        ([("quake", 0.9, "i"), ("vote", 0.5, "k")], [["quake"], ["vote"]]),
        # what it did stands below it, wherever it stood, and the group where its first one stood
        ([("killed", 0.4, "i"), ("vote", 0.5, "k"), ("quake", 0.9, "i")], [["quake", "killed"], ["vote"]]),
        # an event of several articles belongs to the incidents of each
        ([("killed", 0.4, "i"), ("quake", 0.9, "i", "k"), ("fled", 0.3, "k")], [["quake", "killed", "fled"]]),
        # of two that nothing joins before, it goes to one
        ([("killed", 0.4, "i"), ("fled", 0.3, "k"), ("quake", 0.9, "i", "k")], [["quake", "killed"], ["fled"]]),
    ],
)
def test_what_belongs_to_one_incident_stands_together(rows, expected):
    assert [[r["id"] for r in group] for group in together([a_row(*r) for r in rows])] == expected
