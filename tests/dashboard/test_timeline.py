from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from events.dashboard import timeline
from events.dashboard.families import FAMILIES

DAY, YEAR = 1440, 525_960
JUNE = 16222 * DAY  # 1 June 2014
TEXT = pl.Categorical


def frame(*rows: tuple[str, int | None, int | None], **columns: Any) -> pl.DataFrame:
    """Events of id, begin and end; `columns` are the same for all, or one value each."""
    known: dict[str, Any] = {
        "family": "Violence",
        "assertion": "asserted",
        "granularity": "day",
        "country": None,
    } | columns
    told = {name: value if isinstance(value, list) else [value] * len(rows) for name, value in known.items()}
    ids, begins, ends = (list(each) for each in zip(*rows, strict=True)) if rows else ([], [], [])
    minutes = {"begins": pl.Series(begins, dtype=pl.Int64), "ends": pl.Series(ends, dtype=pl.Int64)}
    return pl.DataFrame({"id": pl.Series(ids, dtype=pl.String), **minutes}).with_columns(
        *(pl.Series(name, values, dtype=pl.String).cast(TEXT) for name, values in told.items()),
        number=pl.int_range(pl.len(), dtype=pl.UInt32) * 3,  # numbers are no row numbers
    )


def parties(*rows: tuple[int, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"event": pl.UInt32, "actor": pl.String}, orient="row").with_columns(
        pl.col("actor").cast(TEXT)
    )


def drawn(events: pl.DataFrame, **given: Any) -> dict[str, Any]:
    asked: dict[str, Any] = {"view": None, "window": None, "lanes": "none", "chosen": None, "theme": "light"} | given
    told = asked.pop("parties", parties())
    labels = asked.pop("labels", lambda ids: {})
    data = timeline.data(events, told, labels=labels, **asked)
    json.dumps(data)
    return data


def day(n: int, id_: str = "") -> tuple[str, int, int]:
    return (id_ or f"d{n}", JUNE + n * DAY, JUNE + (n + 1) * DAY)


THREE = frame(day(0), ("month", JUNE, JUNE + 30 * DAY), day(200))

# ---- what is drawn ---------------------------------------------------------------------------------------------


def test_few_events_are_drawn_one_by_one_in_order_of_time() -> None:
    data = drawn(THREE)
    assert [mark["id"] for mark in data["marks"]] == ["d0", "month", "d200"]
    assert data["rows"] == [{"name": "", "count": 3, "bins": None}]
    assert data["ends"] == [JUNE, JUNE + 201 * DAY]
    assert data["extent"][0] < JUNE
    assert data["extent"][1] > JUNE + 201 * DAY


@pytest.mark.parametrize(
    ("granularity", "assertion", "soft", "hollow"),
    [
        ("day", "asserted", False, False),
        ("month", "asserted", True, False),
        ("hour", "possible", False, True),
        (None, "negated", False, True),
    ],
)
def test_what_is_vague_is_soft_and_what_is_not_asserted_hollow(
    granularity: str | None, assertion: str, soft: bool, hollow: bool
) -> None:
    mark = drawn(frame(day(0), granularity=granularity, assertion=assertion))["marks"][0]
    assert (mark.get("soft", False), mark.get("hollow", False)) == (soft, hollow)


def test_an_open_end_stays_open_and_undated_events_are_only_counted() -> None:
    data = drawn(frame(("since", JUNE, None), ("until", None, JUNE), ("never", None, None)))
    assert {mark["id"]: (mark["begins"], mark["ends"]) for mark in data["marks"]} == {
        "since": (JUNE, None),
        "until": (None, JUNE),
    }
    assert (data["total"], data["undated"]) == (2, 1)


def test_the_texts_of_marks_are_asked_for_by_id_and_cut() -> None:
    asked: list[list[str]] = []

    def labels(ids: list[str]) -> dict[str, dict[str, Any]]:
        asked.append(ids)
        return {"d0": {"what": "x" * 500, "reports": 2, "secret": "no"}}

    marks = drawn(THREE, labels=labels)["marks"]
    assert asked == [["d0", "month", "d200"]]
    assert len(marks[0]["what"]) == timeline.LONGEST
    assert marks[0]["reports"] == "2"
    assert "secret" not in marks[0]
    assert "what" not in marks[1]


def test_nothing_at_all_is_drawn_of_nothing() -> None:
    for lanes in timeline.LANE_NAMES:
        data = drawn(frame(), lanes=lanes, window=(0, 5))
        assert (data["marks"], data["total"], data["inside"], data["histogram"]["counts"]) == ([], 0, 0, [])


def test_only_what_is_in_view_is_sent() -> None:
    data = drawn(THREE, view=(JUNE + 10 * DAY, JUNE + 20 * DAY))
    assert [mark["id"] for mark in data["marks"]] == ["month"]
    assert data["total"] == 3


@pytest.mark.parametrize("chosen", ["d7", 21])
def test_too_many_are_counted_in_bars_and_the_open_event_is_drawn_all_the_same(chosen: str | int) -> None:
    many = frame(*(day(n % 400, f"d{n}") for n in range(timeline.MARKS + 1)))
    data = drawn(many, chosen=chosen)
    assert [mark["id"] for mark in data["marks"]] == ["d7"]
    assert data["chosen"] == "d7"
    assert sum(n for _, _, n in data["rows"][0]["bins"]["counts"]) == timeline.MARKS + 1
    assert drawn(many)["marks"] == []
    assert len(drawn(many, view=(JUNE, JUNE + 10 * DAY))["marks"]) > 10


def test_emptier_lanes_show_events_where_full_ones_count_them() -> None:
    many = [day(n % 400, f"v{n}") for n in range(timeline.MARKS)]
    families = ["Violence"] * len(many) + ["Protest"] * 5
    data = drawn(frame(*many, *(day(n, f"p{n}") for n in range(5)), family=families), lanes="type")
    assert [(row["name"], row["bins"] is None) for row in data["rows"]] == [("Violence", False), ("Protest", True)]
    assert {mark["id"] for mark in data["marks"]} == {f"p{n}" for n in range(5)}


# ---- the window ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("window", "inside"),
    [
        (None, 3),
        ((JUNE, JUNE + DAY), 2),
        ((JUNE + DAY, JUNE + 2 * DAY), 1),  # an end is the first minute after
        ((JUNE + 30 * DAY, JUNE + 200 * DAY), 0),
        ((JUNE + 30 * DAY, JUNE + 200 * DAY + 1), 1),
    ],
)
def test_a_window_says_how_many_are_inside_and_takes_nothing_away(window: tuple[int, int] | None, inside: int) -> None:
    data = drawn(THREE, window=window)
    assert (data["inside"], data["total"], len(data["marks"])) == (inside, 3, 3)


def test_an_open_end_may_lie_anywhere_and_an_undated_event_nowhere() -> None:
    events = frame(("since", JUNE, None), ("until", None, JUNE), ("never", None, None))
    for window, inside in (((JUNE + YEAR, JUNE + YEAR + 5), ["since"]), ((0, 5), ["until"])):
        assert events.filter(timeline.overlaps(window))["id"].to_list() == inside


# ---- bars ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("span", "minutes"),
    [(600, 5), (DAY, 15), (10 * DAY, 180), (100 * DAY, DAY), (YEAR, 3 * DAY), (3000 * YEAR, 6892 * DAY)],
)
def test_bars_are_whole_days_or_parts_of_one(span: int, minutes: int) -> None:
    assert timeline.bar((0, span)) == minutes
    assert span / minutes < timeline.BINS


@pytest.mark.parametrize("begin", [JUNE, -735_600 * DAY])
def test_every_event_is_counted_once_by_its_family(begin: int) -> None:
    rows = [(f"e{n}", begin + n * 977, begin + n * 977 + n) for n in range(300)]
    families = [FAMILIES[n % 3].name for n in range(300)]
    histogram = drawn(frame(*rows, family=families))["histogram"]
    counted = {family: sum(n for _, f, n in histogram["counts"] if f == family) for family in range(len(FAMILIES))}
    assert counted == {n: 100 if n < 3 else 0 for n in range(len(FAMILIES))}
    bins = [bin_ for bin_, _, _ in histogram["counts"]]
    assert bins == sorted(bins)
    assert 0 <= bins[0] < bins[-1] < timeline.BINS
    assert histogram["begin"] % histogram["step"] == 0


# ---- lanes -----------------------------------------------------------------------------------------------------


def test_an_event_is_in_the_lane_of_each_of_its_actors() -> None:
    told = parties((0, "Iraq"), (0, "Rebels"), (3, "Iraq"), (999, "Nobody shown"), (0, "Iraq"))
    data = drawn(THREE, lanes="actor", parties=told)
    assert [(row["name"], row["count"]) for row in data["rows"]] == [("Iraq", 2), ("Rebels", 1), ("Others", 1)]
    assert {mark["id"]: mark["lanes"] for mark in data["marks"]} == {"d0": [0, 1], "month": [0], "d200": [2]}


def test_places_have_lanes_by_country_the_most_first_and_the_rest_share_one() -> None:
    countries = ["IRQ", "IRQ", *(f"C{n:02}" for n in range(timeline.LANES)), None]
    events = frame(*(day(n) for n in range(len(countries))), country=countries)
    rows = drawn(events, lanes="place", country=lambda code: {"IRQ": "Iraq"}.get(code, code))["rows"]
    assert [row["name"] for row in rows] == ["Iraq", *(f"C{n:02}" for n in range(timeline.LANES - 1)), "Elsewhere"]
    assert rows[-1]["count"] == 2


def test_lanes_stay_when_the_view_moves() -> None:
    events = frame(day(0), day(200), family=["Protest", "Violence"])
    for view in (None, (JUNE, JUNE + DAY)):
        assert [row["name"] for row in drawn(events, lanes="type", view=view)["rows"]] == ["Violence", "Protest"]


def test_a_payload_stays_small_however_many_there_are() -> None:
    n = 50_000
    rows = pl.int_range(n, eager=True)
    events = pl.DataFrame({"number": rows.cast(pl.UInt32), "begins": JUNE - rows % 20_000 * DAY}).with_columns(
        id=pl.format("e{}", "number"),
        ends=pl.col("begins") + DAY,
        family=pl.Series([FAMILIES[i % 9].name for i in range(n)]).cast(TEXT),
        country=pl.Series([f"C{i % 40:02}" for i in range(n)]).cast(TEXT),
        assertion=pl.lit("asserted").cast(TEXT),
        granularity=pl.lit("day").cast(TEXT),
    )
    label = {
        "what": "w" * 60,
        "parties": "p" * 40,
        "when": "10 Jun 2014",
        "place": "Mosul",
        "kind": "Assault",
        "reports": 1,
    }
    for lanes in timeline.LANE_NAMES:
        data = drawn(events, lanes=lanes, labels=lambda ids: dict.fromkeys(ids, label), parties=parties((0, "Iraq")))
        assert len(json.dumps(data)) < 400_000
        assert len(data["marks"]) <= timeline.MARKS


# ---- the component ---------------------------------------------------------------------------------------------


def test_the_built_component_is_of_these_sources() -> None:
    root = Path(__file__).parent.parent.parent
    sources = sorted((root / "components" / "timeline" / "src").iterdir(), key=lambda path: path.name)
    expected = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    built = (root / "events" / "dashboard" / "data" / "timeline.js").read_text(encoding="utf-8")
    assert expected in built.splitlines()[0], "run `npm ci && npm run build` in components/timeline"


@pytest.mark.parametrize(
    ("far_off", "near"),
    [
        ([], False),  # nothing lies far off: all is seen
        ([-44 * 365 - 735_000], True),  # one event before Christ squeezes nobody's year
        ([-44 * 365 - 735_000 + 500 * n for n in range(40)], False),  # an archive of antiquity too
    ],
)
def test_a_few_events_far_off_do_not_squeeze_the_first_view(far_off: list[int], near: bool) -> None:
    events = frame(*(day(n, f"n{n}") for n in range(200)), *(day(n, f"f{n}") for n in far_off))
    data = drawn(events)
    assert (data["home"] != data["extent"]) is near
    assert data["home"][0] < JUNE + 3 * DAY
    assert data["home"][1] > JUNE + 197 * DAY
    if near:
        assert data["home"][1] - data["home"][0] < 300 * DAY
