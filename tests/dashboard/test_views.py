from __future__ import annotations

import json

import pytest

from events.dashboard import families, table, world
from events.dashboard.table import Selection
from events.dashboard.world import Look
from events.extraction import ontology
from events.model import Place
from tests import factory
from tests.dashboard.test_table import ROWS, event

SHOWN = table.select(ROWS, Selection())


def layers(rows, look: Look = Look()) -> dict[str, list[dict]]:  # noqa: B008 (frozen)
    return {layer["id"]: layer["data"] for layer in json.loads(world.deck(rows, look).to_json())["layers"]}


def test_every_type_has_one_family() -> None:
    types = [type_ for family in families.FAMILIES for type_ in family.types]
    assert sorted(types) == sorted(ontology.types())
    assert (
        len({f.light for f in families.FAMILIES}) == len({f.dark for f in families.FAMILIES}) == len(families.FAMILIES)
    )


# ---- the map ---------------------------------------------------------------------------------------------------


def test_a_settlement_is_a_disc_and_a_country_a_ring() -> None:
    drawn = layers(SHOWN)
    assert [d["at"] for d in drawn["places"]] == [[44.588, 34.725], [43.119, 36.335]]
    assert [d["at"] for d in drawn["areas"]] == [[44.0, 33.0]]


def test_each_place_can_be_clicked_and_says_what_is_there() -> None:
    targets = layers(SHOWN)["targets-0"]
    assert {t["label"].split("\n")[0] for t in targets} == {
        "Amerli, Salah ad Din, IRQ",
        "Mosul, Nineveh, IRQ",
        "Iraq, IRQ",
    }
    assert next(t for t in targets if t["label"].startswith("Iraq"))["label"].endswith("somewhere in this country")
    assert {t["key"] for t in targets} == set(SHOWN["key"].drop_nulls())


def test_a_click_makes_the_layer_anew_so_that_the_next_is_a_new_one() -> None:
    assert "targets-7" in layers(SHOWN, Look(clicks=7))


def test_events_at_one_coordinate_are_one_target_and_nested_discs() -> None:
    rows = table.tabulate(
        [event(f"strike {n}", place=factory.MOSUL) for n in range(3)] + [event("talks", "CONSULT", place=factory.MOSUL)]
    )
    drawn = layers(rows)
    assert [t["label"] for t in drawn["targets-0"]] == ["Mosul, Nineveh, IRQ\n4 events"]
    outer, inner = drawn["places"]  # what is drawn later lies above
    assert inner["r"] < outer["r"] == pytest.approx(world.radius(4), abs=0.1)
    assert tuple(inner["c"][:3]) == families.rgb(families.family("ASSAULT").light)
    assert drawn["numbers"][0]["n"] == "4"


def test_more_reports_make_a_larger_mark_up_to_a_limit() -> None:
    sizes = [world.radius(n) for n in (1, 4, 16, 10_000)]
    assert sizes == sorted(set(sizes)) and sizes[-1] == world.LARGEST


def test_what_may_not_have_happened_is_fainter() -> None:
    sure, maybe = (
        layers(table.tabulate([event("e", place=factory.MOSUL, assertion=a)]))["places"][0]["c"][3]
        for a in ("asserted", "possible")
    )
    assert maybe < sure


def test_the_open_event_is_pointed_out() -> None:
    key = SHOWN["key"][0]
    assert [c["at"] for c in layers(SHOWN, Look(chosen=key))["chosen"]] == [[44.588, 34.725]]


@pytest.mark.parametrize(
    ("points", "lat", "lon", "zoom"),
    [
        ([], 25, 15, world.WORLD),
        ([(36.3, 43.1)], 36.3, 43.1, world.CLOSEST),
        ([(60.0, -170.0), (-60.0, 170.0)], 0, 0, world.WORLD),
        ([(90.0, 0.0)], 84, 0, world.CLOSEST),
    ],
)
def test_the_view_holds_all_points(points: list, lat: float, lon: float, zoom: float) -> None:
    view = world.fit(points)
    assert (view.latitude, view.longitude, view.zoom) == pytest.approx((lat, lon, zoom), abs=0.01)


def test_one_event_far_away_does_not_spread_the_view() -> None:
    capitol = Place(None, "Capitol", 38.89, -77.01, 1.0, None, "USA", None, "BLDG", "site")
    near = [event(f"strike {n}", place=factory.MOSUL) for n in range(9)]
    lone, even = (
        json.loads(world.deck(table.tabulate([*near[:n], event("far", place=capitol)]), Look()).to_json())
        for n in (9, 1)
    )
    assert lone["initialViewState"]["zoom"] == world.CLOSEST
    assert even["initialViewState"]["zoom"] < 3


def test_tiles_of_others_are_only_asked_for_where_it_is_wished() -> None:
    assert "://" not in json.loads(world.deck(SHOWN, Look()).to_json())["mapStyle"]
    assert "carto" in json.loads(world.deck(SHOWN, Look(online=True)).to_json())["mapStyle"]


def test_an_empty_map_can_be_drawn() -> None:
    assert all(data == [] for data in layers(SHOWN.clear()).values())
