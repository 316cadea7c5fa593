from __future__ import annotations

from dataclasses import replace

import pytest

from events.dashboard import address, table
from events.dashboard.table import Selection
from events.merging import fuse
from events.model import Confidence, Event, Place, TimeInterval
from tests import factory

ALL = Selection(unclassified=True, unasserted=True, passing=True)


def event(name: str, type_: str = "ASSAULT", who: str = "Iran", place: Place | None = None, **fields: object) -> Event:
    """An event of one mention in an article of its own."""
    article = factory.article(f"{who} struck them. {name}")
    actor = {"Iran": factory.IRAN_STATE, "Iraq": factory.IRAQ_STATE}[who]
    mention = factory.mention(article, "struck", type_, who=[(who, actor)], place=place, **fields)
    return replace(fuse(name, (mention,)), id=name)


ROWS = table.tabulate(
    [
        event("siege", place=factory.AMERLI, time=factory.day("2014-06-11", "2014-08-31")),
        event(
            "strike", who="Iraq", place=factory.MOSUL, time=factory.day("2014-08-08"), confidence=Confidence(event=0.6)
        ),
        event("talks", "CONSULT", time=factory.day("2014-09-05")),
        event("vote", "ELECTION", who="Iraq", place=factory.IRAQ),
        event("plan", assertion="planned", time=factory.day("2014-10-01")),
        event("odd", "OTHER", who="Iraq", time=factory.day("2014-10-02")),
        event("aside", time=factory.day("2014-10-03"), confidence=Confidence(event=0.1)),
    ]
)


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        (Selection(), ["siege", "strike", "talks", "vote"]),
        (ALL, ["siege", "strike", "talks", "plan", "odd", "aside", "vote"]),
        (Selection(actors=("Iran",)), ["siege", "talks"]),
        (Selection(actors=("Iran", "Iraq")), ["siege", "strike", "talks", "vote"]),
        (Selection(types=("ASSAULT",)), ["siege", "strike"]),
        (Selection(types=("OTHER",)), ["odd"]),
        (Selection(actors=("Iraq",), types=("ASSAULT",)), ["strike"]),
        (Selection(earliest="2014-08-31"), ["siege", "talks"]),
        (Selection(latest="2014-08-08"), ["siege", "strike"]),
        (Selection(earliest="2014-07-01", latest="2014-07-02"), ["siege"]),
        (Selection(actors=("nobody",)), []),
        (Selection(unasserted=True), ["siege", "strike", "talks", "plan", "vote"]),
        (Selection(passing=True, earliest="2014-10-01"), ["aside"]),
    ],
)
def test_filters_intersect_and_order_by_day(wanted: Selection, left: list[str]) -> None:
    assert table.select(ROWS, wanted)["id"].to_list() == left


def test_an_article_filter_leaves_its_events() -> None:
    siege = ROWS.row(0, named=True)
    assert table.select(ROWS, Selection(articles=(siege["articles"][0],)))["id"].to_list() == ["siege"]


def test_what_map_and_timeline_cannot_show_is_listed() -> None:
    shown = table.select(ROWS, Selection())
    assert table.unplaced(shown)["id"].to_list() == ["talks"]
    assert table.undated(shown)["id"].to_list() == ["vote"]


def test_counts_say_what_each_choice_alone_would_leave() -> None:
    assert table.actor_counts(ROWS, Selection(actors=("Iran",))) == {"Iran": 2, "Iraq": 2}
    assert table.actor_counts(ROWS, Selection(types=("ASSAULT",))) == {"Iran": 1, "Iraq": 1}
    assert table.type_counts(ROWS, Selection(actors=("Iraq",))) == {"ASSAULT": 1, "ELECTION": 1, "OTHER": 1}
    assert set(table.article_counts(ROWS, Selection()).values()) == {1}


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (Selection(), (1, 1, 1)),
        (ALL, (1, 1, 1)),
        (Selection(actors=("Iran",)), (0, 1, 1)),
        (Selection(types=("ASSAULT",)), (0, 1, 1)),
        (Selection(actors=("Iraq",)), (1, 0, 0)),
    ],
)
def test_the_hidden_are_counted(wanted: Selection, numbers: tuple[int, int, int]) -> None:
    assert table.hidden(ROWS, wanted) == dict(zip(("unclassified", "unasserted", "passing"), numbers, strict=True))


def test_an_empty_table_can_be_asked_everything() -> None:
    empty = table.tabulate([])
    assert table.select(empty, ALL).is_empty()
    assert table.actor_counts(empty, ALL) == {}
    assert set(table.hidden(empty, Selection()).values()) == {0}


def test_a_time_with_one_open_end_is_placed_at_the_end_that_is_known() -> None:
    since = event("since", time=TimeInterval(None, "2014-06-01", None, "day", "stated"))
    row = table.tabulate([since]).row(0, named=True)
    assert (row["earliest"], row["latest"], row["when"]) == ("2014-06-01", "2014-06-01", "from 1 Jun 2014")


@pytest.mark.parametrize(
    "wanted",
    [
        Selection(),
        ALL,
        Selection(actors=("Iran", "A & B=c"), types=("ASSAULT",), articles=("x y",)),
        Selection(earliest="2014-06-01", latest="2014-06-30", unasserted=True, passing=True),
    ],
)
def test_an_address_gives_its_selection_back(wanted: Selection) -> None:
    written = address.write(wanted)
    assert address.read({k: v if isinstance(v, list) else [v] for k, v in written.items()}) == wanted


@pytest.mark.parametrize("day", ["2014-02-31", "soon", "", "9" * 400])
def test_a_wrong_day_in_an_address_is_left_out(day: str) -> None:
    assert address.read({"from": [day], "to": [day], "strange": ["1"]}) == Selection()
