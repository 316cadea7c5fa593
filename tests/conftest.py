"""What many tests share: the real parser and the real gazetteer, loaded once."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from events import settings
from tests.commands import Run


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Packed bytes hold the time of day: every process that runs tests must call one test the same."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(autouse=True)
def own_main() -> Iterator[None]:
    """AppTest leaves its script behind as the main module, which new processes of later tests would then run."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session")
def parser():
    from events.actors import names
    from events.extraction import Parser

    return Parser(settings.pipeline(), names())


@pytest.fixture(scope="session")
def gazetteer():
    from events.places import open_gazetteer

    return open_gazetteer()


@pytest.fixture(scope="session")
def analyzer(parser, gazetteer):
    from events.pipeline import Analyzer
    from events.places import Geoparser

    return Analyzer(parser, Geoparser(gazetteer))


@pytest.fixture
def run(monkeypatch, capsys):
    """Runs `dateline` in this process."""
    from events.cli import main

    def call(*arguments: object) -> Run:
        monkeypatch.setattr(sys, "argv", ["dateline", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            main()
        written = capsys.readouterr()
        return Run(stopped.value.code or 0, written.out, written.err)

    return call
