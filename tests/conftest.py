"""What many tests share: the real parser and the real gazetteer, loaded once."""

from __future__ import annotations

import pytest

from events import settings


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
