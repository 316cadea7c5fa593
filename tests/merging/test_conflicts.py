"""Where the reports of one event contradict each other."""

from __future__ import annotations

import pytest

from events.merging import conflicts, fuse
from tests.factory import AMERLI, IRAQ, MOSUL, article, day, mention, toll

ARTICLES = [article(f"Report {number}: fighters besieged Amerli.") for number in range(4)]
MONTH = day("2014-08-01", "2014-08-31", granularity="month")


def found(*reports):
    return conflicts(fuse("e", tuple(mention(ARTICLES[n], "besieged", **fields) for n, fields in enumerate(reports))))


@pytest.mark.parametrize(
    ("reports", "name"),
    [
        ([{"place": AMERLI}, {"place": MOSUL}], "place"),
        ([{"time": day("2014-08-30")}, {"time": day("2014-08-31")}], "time"),
        ([{"casualties": toll((6, 6))}, {"casualties": toll((9, 12))}], "casualties"),
        ([{"casualties": toll((6, 6), (2, 2))}, {"casualties": toll((6, 6), (3, 3))}], "casualties"),
        ([{"mode": "siege"}, {"mode": "clash"}], "type"),
        ([{"assertion": "asserted"}, {"assertion": "negated"}], "assertion"),
    ],
)
def test_a_contradiction_is_shown(reports, name):
    assert set(found(*reports)) == {name}


@pytest.mark.parametrize(
    "reports",
    [
        [{}],
        [{"place": AMERLI}, {"place": IRAQ}],  # coarser
        [{"place": AMERLI}, {}],
        [{"time": day("2014-08-31")}, {"time": MONTH}],
        [{"time": day("2014-08-31")}, {"time": day("2014-09-03", basis="published")}],
        [{"casualties": toll((6, 9))}, {"casualties": toll((8, 12))}],
        [{"casualties": toll((6, 6))}, {"casualties": toll(None, (3, 3))}],
        [{"mode": "siege"}, {}],
        [{"mode": "siege"}, {"type": "COERCE", "mode": "arrest"}],  # parts of one event
        [{"place": AMERLI}, {"place": MOSUL, "deleted": True}],
    ],
)
def test_no_contradiction(reports):
    assert found(*reports) == {}


def test_every_value_is_shown_the_most_told_first_with_the_mentions_that_give_it():
    variants = found(
        {"casualties": toll((6, 6))}, {"casualties": toll((9, 9))}, {"casualties": toll((9, 9))}, {"place": AMERLI}
    )["casualties"]
    assert [v.mention.casualties.killed for v in variants] == [(9, 9), (6, 6)]
    assert [len(v.mentions) for v in variants] == [2, 1]
    assert {a.id for a in ARTICLES[:3]} == {name.split("-")[0] for v in variants for name in v.mentions}
