"""What many tests share: the real parser and the real gazetteer, loaded once."""

from __future__ import annotations

import pytest

from events import settings


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where tests run side by side, those that drive a browser go one after another: each wants a processor."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.xdist_group("browser"))


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
