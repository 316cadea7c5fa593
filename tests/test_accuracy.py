"""The sample articles are read at least as well as the floors say; a floor only rises (see CONTRIBUTING.md)."""

from __future__ import annotations

import json

import pytest

from benchmarks.accuracy import FLOORS, measure

FLOOR = json.loads(FLOORS.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def figures(analyzer):
    return measure(analyzer)


@pytest.mark.parametrize("name", sorted(FLOOR))
def test_figure_is_not_below_its_floor(figures, name):
    assert figures[name] >= FLOOR[name]


def test_every_figure_has_a_floor(figures):
    assert figures.keys() == FLOOR.keys()
