from __future__ import annotations

import json

import numpy as np
import pytest

from events.dashboard import families, world
from events.dashboard.facets import Selected, Selection
from events.dashboard.readmodel import ReadModel
from events.dashboard.world import Look
from events.extraction import ontology
from events.model import Confidence, Place
from tests import factory
from tests.dashboard.columns import model
from tests.dashboard.test_facets import MODEL, event

MAYBE = Selection(shown=frozenset({"unasserted"}))


def drawn(of: ReadModel = MODEL, look: Look = Look(), wanted: Selection = Selection()) -> dict:  # noqa: B008 (frozen)
    return json.loads(world.deck(of, Selected(of, wanted).mask, look).to_json())


def layers(of: ReadModel = MODEL, look: Look = Look(), wanted: Selection = Selection()) -> dict:  # noqa: B008 (frozen)
    return {layer["id"]: layer["data"] for layer in drawn(of, look, wanted)["layers"]}


def test_every_type_has_one_family() -> None:
    types = [type_ for family in families.FAMILIES for type_ in family.types]
    assert sorted(types) == sorted(ontology.types())
    assert (
        len({f.light for f in families.FAMILIES}) == len({f.dark for f in families.FAMILIES}) == len(families.FAMILIES)
    )


# ---- the map ---------------------------------------------------------------------------------------------------


def test_a_settlement_is_a_disc_and_a_country_a_ring() -> None:
    found = layers()
    assert sorted(d["at"] for d in found["places"]) == [[43.119, 36.335], [44.588, 34.725]]
    assert [d["at"] for d in found["areas"]] == [[44.0, 33.0]]


def test_each_place_can_be_clicked_and_says_what_is_there() -> None:
    targets = layers()["targets-0"]
    assert {t["label"].split("\n")[0] for t in targets} == {
        "Amerli, Salah ad Din, Iraq",
        "Mosul, Nineveh, Iraq",
        "Iraq",
    }
    assert next(t for t in targets if t["label"].startswith("Iraq"))["label"].endswith("somewhere in this country")
    assert {t["key"] for t in targets} == {"36.3350,43.1190", "34.7250,44.5880", "33.0000,44.0000"}


def test_a_click_makes_the_layer_anew_so_that_the_next_is_a_new_one() -> None:
    assert "targets-7" in layers(look=Look(clicks=7))


def test_events_at_one_coordinate_are_one_target_and_nested_discs() -> None:
    strikes = [event(f"strike {n}", place=factory.MOSUL) for n in range(3)]
    found = layers(model([*strikes, event("talks", "CONSULT", place=factory.MOSUL)]))
    assert [t["label"] for t in found["targets-0"]] == ["Mosul, Nineveh, Iraq\n4 events"]
    outer, inner = found["places"]  # what is drawn later lies above
    assert inner["r"] < outer["r"] == pytest.approx(world.radius(4), abs=0.1)
    assert tuple(inner["c"][:3]) == families.rgb(families.family("ASSAULT").light)
    assert found["numbers"][0]["n"] == "4"


@pytest.mark.parametrize(("apart", "numbers"), [(20.0, ["4", "3"]), (0.01, ["4"])])
def test_numbers_do_not_lie_over_each_other(apart: float, numbers: list[str]) -> None:
    near = Place(None, "Near", 36.335, 43.119 + apart, 1.0, None, "IRQ", None, "PPL", "settlement")
    far = Place(None, "Far", -30.0, 20.0, 1.0, None, "ZAF", None, "PPL", "settlement")  # so that the view is a wide one
    at = [factory.MOSUL] * 4 + [near] * 3 + [far]
    found = layers(model(event(f"e{n}", place=place) for n, place in enumerate(at)))
    assert [each["n"] for each in found["numbers"]] == numbers


def test_more_reports_make_a_larger_mark_up_to_a_limit() -> None:
    sizes = [world.radius(n) for n in (1, 4, 16, 10_000)]
    assert sizes == sorted(set(sizes)) and sizes[-1] == world.LARGEST


def test_what_may_not_have_happened_is_fainter() -> None:
    sure, maybe = (
        layers(model([event("e", place=factory.MOSUL, assertion=a)]), wanted=MAYBE)["places"][0]["c"][3]
        for a in ("asserted", "possible")
    )
    assert maybe < sure


def test_where_something_perhaps_was_is_fainter_and_said() -> None:
    events = [
        event(f"e{n}", place=place, confidence=Confidence(place=sure))
        for n, (place, sure) in enumerate([(factory.MOSUL, 0.9), (factory.MOSUL, 0.3), (factory.AMERLI, 0.3)])
    ]
    found = layers(model(events))
    mosul, amerli = sorted(found["places"], key=lambda disc: -disc["c"][3])
    assert mosul["at"] == [factory.MOSUL.lon, factory.MOSUL.lat] and amerli["c"][3] < mosul["c"][3]
    said = {t["label"].split("\n")[0] for t in found["targets-0"]}
    assert said == {"Mosul, Nineveh, Iraq", "perhaps Amerli, Salah ad Din, Iraq"}


def test_the_open_event_is_pointed_out() -> None:
    assert [c["at"] for c in layers(look=Look(chosen="34.7250,44.5880"))["chosen"]] == [[44.588, 34.725]]


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
    view = world.fit(np.array(points).reshape(-1, 2))
    assert (view.latitude, view.longitude, view.zoom) == pytest.approx((lat, lon, zoom), abs=0.01)


def test_one_event_far_away_does_not_spread_the_view() -> None:
    capitol = Place(None, "Capitol", 38.89, -77.01, 1.0, None, "USA", None, "BLDG", "site")
    near = [event(f"strike {n}", place=factory.MOSUL) for n in range(9)]
    lone, even = (drawn(model([*near[:n], event("far", place=capitol)])) for n in (9, 1))
    assert lone["initialViewState"]["zoom"] == world.CLOSEST
    assert even["initialViewState"]["zoom"] < 3


def test_tiles_of_others_are_only_asked_for_where_it_is_wished() -> None:
    assert "://" not in drawn()["mapStyle"]
    assert "carto" in drawn(look=Look(online=True))["mapStyle"]


def test_an_empty_map_can_be_drawn() -> None:
    assert all(data == [] for data in layers(model([])).values())


# ---- more places than can be told apart ------------------------------------------------------------------------


def many(n: int) -> ReadModel:
    """Events on a grid of `n` times `n` places, every tenth of a degree."""
    at = [(30 + i / 10, 40 + j / 10) for i in range(n) for j in range(n)]
    places = [Place(None, f"P{n}", *spot, 1.0, None, "IRQ", None, "PPL", "settlement") for n, spot in enumerate(at)]
    return model(event(f"e{n}", place=place) for n, place in enumerate(places))


CROWD = many(45)


def test_many_places_share_marks_and_no_event_is_lost() -> None:
    targets = layers(CROWD)["targets-0"]
    assert len(targets) < 1000
    cells = [t["key"] for t in targets if "/" in t["key"]]
    assert cells
    assert sum(len(Selected(CROWD, Selection(area=t["key"])).rows) for t in targets) == CROWD.height
    assert any("more" in t["label"] or "near it" in t["label"] for t in targets)


def test_a_cell_that_is_opened_fills_the_map_and_is_drawn_finer() -> None:
    largest = max((t for t in layers(CROWD)["targets-0"] if "/" in t["key"]), key=lambda t: t["r"])
    inside = drawn(CROWD, Look(cell=largest["key"]))
    assert inside["initialViewState"]["zoom"] > drawn(CROWD)["initialViewState"]["zoom"]
    keys = {t["key"] for layer in inside["layers"] if layer["id"] == "targets-0" for t in layer["data"]}
    held = Selected(CROWD, Selection(area=largest["key"])).rows
    assert {CROWD.key(int(row)) for row in held} <= keys


def test_what_is_sent_does_not_grow_with_the_events() -> None:
    few = len(json.dumps(drawn(CROWD)))
    crowded = model([event(f"x{n}", place=factory.MOSUL) for n in range(500)] + [event("y", place=factory.AMERLI)])
    assert len(json.dumps(drawn(crowded))) < few


def test_cells_are_where_their_events_are() -> None:
    mask = np.ones(CROWD.height, dtype=bool)
    for mark in world.marks(CROWD, mask, 8).iter_rows(named=True):
        rows = Selected(CROWD, Selection(area=mark["key"])).rows
        assert CROWD.events["lat"].gather(rows).mean() == pytest.approx(mark["lat"], abs=0.001)
