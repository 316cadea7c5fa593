"""What the README says is so: its figures, its commands, its files."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from benchmarks.accuracy import FLOORS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
FIGURES = {name: float(figure) for name, figure in re.findall(r"^\| ([a-z ]+) \| (0\.\d\d|1\.00) \|", README, re.M)}
SLACK = 0.03  # between a figure and its floor, which leaves room for other machines' arithmetic


def test_its_figures_are_those_that_the_floors_hold():
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    assert FIGURES.keys() == floors.keys()
    assert all(floors[name] <= figure <= floors[name] + SLACK for name, figure in FIGURES.items())


@pytest.mark.parametrize("path", re.findall(r"\]\((docs/[^)]+)\)", README))
def test_its_pictures_are_there(path):
    assert (ROOT / path).stat().st_size > 10_000


@pytest.mark.parametrize("command", sorted(set(re.findall(r"^    dateline ([a-z]+)", README, re.M))))
def test_its_commands_are_known(command):
    from typer.main import get_command

    from events.cli import app

    assert command in get_command(app).commands


@pytest.mark.parametrize("module", re.findall(r"python -m (benchmarks\.\w+)", README))
def test_its_benchmarks_are_there(module):
    assert (ROOT / module.replace(".", "/")).with_suffix(".py").exists()


@pytest.mark.parametrize("variable", sorted(set(re.findall(r"`(DATELINE_\w+)`", README))))
def test_its_settings_are_read(variable):
    assert variable in (ROOT / "events" / "settings.py").read_text(encoding="utf-8")
