"""What the filters leave of all events, and what each choice would."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from events.dashboard import address, moments, readmodel
from events.dashboard.facets import FACETS, SWITCHES, Selected, Selection, read_cell
from events.dashboard.readmodel import ReadModel
from events.merging import fuse
from events.model import Confidence, Event, Place, TimeInterval
from tests import factory
from tests.dashboard.columns import columns, model

ALL = frozenset(SWITCHES)


def event(name: str, type_: str = "ASSAULT", who: str = "Iran", place: Place | None = None, **fields: object) -> Event:
    """An event of one mention in an article of its own."""
    article = factory.article(f"{who} struck them. {name}")
    actor = {"Iran": factory.IRAN_STATE, "Iraq": factory.IRAQ_STATE}[who]
    mention = factory.mention(article, "struck", type_, who=[(who, actor)], place=place, **fields)
    return replace(fuse(name, (mention,)), id=name)


SIEGE = event("siege", place=factory.AMERLI, time=factory.day("2014-06-11", "2014-08-31"))
EVENTS = [
    event("vote", "ELECTION", who="Iraq", place=factory.IRAQ),
    SIEGE,
    event("strike", who="Iraq", place=factory.MOSUL, time=factory.day("2014-08-08"), confidence=Confidence(event=0.6)),
    event("talks", "CONSULT", time=factory.day("2014-09-05")),
    event("plan", assertion="planned", time=factory.day("2014-10-01")),
    event("odd", "OTHER", who="Iraq", time=factory.day("2014-10-02")),
    event("aside", time=factory.day("2014-10-03"), confidence=Confidence(event=0.1)),
    replace(event("none"), deleted=True),
]
MODEL = model(EVENTS, {SIEGE.mentions[0].article_id: "The Courier"})
PERHAPS = model([replace(SIEGE, confidence=Confidence(place=0.4)), *EVENTS[2:3]])
JULY = {"begins": moments.from_iso("2014-07-01"), "ends": moments.from_iso("2014-07-03")}


def left(wanted: Selection, found: pl.Series | None = None, of: ReadModel = MODEL) -> list[str]:
    return of.events["id"].gather(Selected(of, wanted, found).rows).to_list()


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Selection(), ["siege", "strike", "talks", "vote"]),
        (Selection(shown=ALL), ["siege", "strike", "talks", "plan", "odd", "aside", "vote"]),
        (Selection({"actor": ("Iran",)}), ["siege", "talks"]),
        (Selection({"actor": ("Iran", "Iraq")}), ["siege", "strike", "talks", "vote"]),
        (Selection({"actor": ("Iran",)}, role="actor"), ["siege", "talks"]),
        (Selection({"actor": ("Iran",)}, role="recipient"), []),
        (Selection({"nation": ("IRQ",)}), ["strike", "vote"]),
        (Selection({"type": ("ASSAULT",)}), ["siege", "strike"]),
        (Selection({"type": ("OTHER",)}), ["odd"]),
        (Selection({"assertion": ("planned",)}), ["plan"]),
        (Selection({"certainty": ("passing",)}), ["aside"]),
        (Selection({"certainty": ("likely",)}), ["strike"]),
        (Selection({"pin": ("found",)}), ["siege", "strike", "vote"]),
        (Selection({"pin": ("guessed",)}), []),
        (Selection({"country": ("IRQ",)}), ["siege", "strike", "vote"]),
        (Selection({"province": ("Nineveh, IRQ",)}), ["strike"]),
        (Selection({"spot": ("Mosul, Nineveh, IRQ",)}), ["strike"]),
        (Selection({"source": ("The Courier",)}), ["siege"]),
        (Selection({"reports": ("1",)}), ["siege", "strike", "talks", "vote"]),
        (Selection({"reports": ("2",)}), []),
        (Selection({"article": (SIEGE.mentions[0].article_id,)}), ["siege"]),
        (Selection({"actor": ("Iraq",), "type": ("ASSAULT",)}), ["strike"]),
        (Selection(begins=moments.from_iso("2014-08-31")), ["siege", "talks"]),
        (Selection(ends=moments.from_iso("2014-08-09")), ["siege", "strike"]),
        (Selection(**JULY), ["siege"]),
        (Selection({"actor": ("nobody",)}), []),
        (Selection(shown=frozenset({"unasserted"})), ["siege", "strike", "talks", "plan", "vote"]),
        (Selection(area="36.3350,43.1190"), ["strike"]),
        (Selection(area="0/0/0"), ["siege", "strike", "vote"]),
        (Selection(area="1/1/0"), ["siege", "strike", "vote"]),
        (Selection(area="1/0/1"), []),
        (Selection(area="nowhere"), []),
    ],
)
def test_filters_intersect_and_order_by_time_the_undated_last(wanted: Selection, ids: list[str]) -> None:
    assert left(wanted) == ids


@pytest.mark.parametrize(("pin", "ids"), [("guessed", ["siege"]), ("found", ["strike"])])
def test_where_an_event_was_may_be_a_guess(pin: str, ids: list[str]) -> None:
    assert left(Selection({"pin": (pin,)}), of=PERHAPS) == ids


def test_words_leave_the_events_that_they_were_found_in() -> None:
    numbers = pl.Series([n for n, each in enumerate(EVENTS, 1) if each.id in ("siege", "odd", "none")], dtype=pl.UInt32)
    assert left(Selection(words="town"), numbers) == ["siege"]
    assert left(Selection(words="town", shown=ALL), numbers) == ["siege", "odd"]
    assert left(Selection(words="town"), pl.Series([999_999], dtype=pl.UInt32)) == []


@pytest.mark.parametrize(
    ("wanted", "facet", "counts"),
    [
        (Selection(), "actor", {"Iran": 2, "Iraq": 2}),
        (Selection({"actor": ("Iran",)}), "actor", {"Iran": 2, "Iraq": 2}),
        (Selection({"type": ("ASSAULT",)}), "actor", {"Iran": 1, "Iraq": 1}),
        (Selection({"actor": ("Iraq",)}), "type", {"ASSAULT": 1, "ELECTION": 1, "OTHER": 1}),
        (Selection(), "assertion", {"asserted": 4, "planned": 1}),
        (Selection(), "source", {"The Courier": 1}),
        (Selection(), "granularity", {"day": 3}),
    ],
)
def test_counts_say_what_each_choice_alone_would_leave(wanted: Selection, facet: str, counts: dict) -> None:
    assert Selected(MODEL, wanted).counts(facet).most(9) == counts


@pytest.mark.parametrize("facet", [facet.name for facet in FACETS])
def test_choosing_a_value_leaves_as_many_as_was_said(facet: str) -> None:
    for value, number in Selected(MODEL, Selection()).counts(facet).most(99).items():
        assert len(left(Selection({facet: (value,)}))) == number


def test_only_the_most_frequent_values_are_told_but_each_can_be_asked() -> None:
    counts = Selected(MODEL, Selection()).counts("type")
    assert counts.most(1) == {"ASSAULT": 2}
    assert [counts.of(name) for name in ("ASSAULT", "CONSULT", "PROTEST", "")] == [2, 1, 0, 0]


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (Selection(), (1, 1, 1)),
        (Selection(shown=ALL), (1, 1, 1)),
        (Selection({"actor": ("Iran",)}), (0, 1, 1)),
        (Selection({"type": ("ASSAULT",)}), (0, 1, 1)),
        (Selection({"actor": ("Iraq",)}), (1, 0, 0)),
    ],
)
def test_the_hidden_are_counted(wanted: Selection, numbers: tuple[int, int, int]) -> None:
    selected = Selected(MODEL, wanted)
    assert tuple(selected.hidden(s) for s in ("unclassified", "unasserted", "passing")) == numbers


def test_what_map_and_timeline_cannot_show_is_known() -> None:
    rows = Selected(MODEL, Selection()).rows
    ids = MODEL.events["id"]
    assert ids.gather(rows[MODEL.spot()[rows] < 0]).to_list() == ["talks"]
    assert ids.gather(rows[~MODEL.dated()[rows]]).to_list() == ["vote"]
    assert MODEL.deleted() == ["none"]


def test_an_empty_store_can_be_asked_everything() -> None:
    empty = model([])
    assert left(Selection({"actor": ("Iran",)}, words="x", area="0/0/0", **JULY), of=empty) == []
    assert all(Selected(empty, Selection()).counts(facet.name).most(9) == {} for facet in FACETS)


@pytest.mark.parametrize(
    ("time", "periods"),
    [
        (TimeInterval(None, "2014-06-01", None, "day", "stated"), {"2014-05-01": False, "2014-07-01": True}),
        (TimeInterval(None, None, "2014-06-30", "day", "stated"), {"2014-05-01": True, "2014-07-01": False}),
        (
            TimeInterval(None, "-0043-03-15", "-0043-03-15", "day", "stated"),
            {"-0043-03-15": True, "-0043-03-16": False},
        ),
    ],
)
def test_open_ends_reach_on_and_years_before_christ_are_years(time: TimeInterval, periods: dict[str, bool]) -> None:
    one = model([event("since", time=time)])
    for day, there in periods.items():
        begins = moments.from_iso(day)
        assert begins is not None
        assert left(Selection(begins=begins, ends=begins + moments.DAY), of=one) == (["since"] if there else [])


def test_what_has_changed_takes_the_place_of_what_was() -> None:
    before = columns(EVENTS)
    moved = columns([replace(EVENTS[0], place=factory.MOSUL)], revision=2)
    changes = replace(moved, gone=pl.Series([2], dtype=pl.UInt32))
    after = readmodel.build(before.updated(changes))
    assert after.columns.revision == 2
    assert left(Selection(area="36.3350,43.1190"), of=after) == ["strike", "vote"]
    assert "siege" not in left(Selection(shown=ALL), of=after)
    assert Selected(after, Selection()).counts("actor").most(9) == {"Iraq": 2, "Iran": 1}


# ---- the address -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wanted",
    [
        Selection(),
        Selection(shown=ALL),
        Selection({"actor": ("Iran", "A & B=c"), "type": ("ASSAULT",), "article": ("x y",)}, role="recipient"),
        Selection(words='"a phrase" -not', area="5/18/12", shown=frozenset({"passing"}), **JULY),
        Selection(begins=moments.from_iso("-0043-03-15"), ends=moments.from_iso("2014-06-10T14:30")),
    ],
)
def test_an_address_gives_its_selection_back(wanted: Selection) -> None:
    written = address.write(wanted)
    assert address.read({k: v if isinstance(v, list) else [v] for k, v in written.items()}) == wanted


def test_an_address_names_the_last_day_of_a_period() -> None:
    assert address.write(Selection(**JULY)) == {"from": "2014-07-01", "to": "2014-07-02"}


@pytest.mark.parametrize("day", ["2014-02-31", "soon", "", "9" * 400, "2014-01-01T25:00"])
def test_a_wrong_day_in_an_address_is_left_out(day: str) -> None:
    assert address.read({"from": [day], "to": [day], "strange": ["1"], "role": ["x"]}) == Selection()


@pytest.mark.parametrize(
    ("text", "cell"),
    [("3/1/2", (3, 1, 2)), ("3/8/2", None), ("99/1/1", None), ("-1/0/0", None), ("1/2", None), ("a/b/c", None)],
)
def test_a_cell_is_one_of_those_of_its_level(text: str, cell: tuple | None) -> None:
    assert read_cell(text) == cell


@pytest.mark.parametrize(
    "iso", ["1970-01-01", "2014-06-10T14:30", "0001-01-01", "0000-02-29", "-0043-03-15", "-9999-12-31"]
)
def test_moments_are_written_as_they_are_read(iso: str) -> None:
    minutes = moments.from_iso(iso)
    assert minutes is not None
    assert moments.to_iso(minutes) == iso
    assert moments.to_iso(minutes - minutes % moments.DAY + moments.DAY) > iso or iso.startswith("-")
