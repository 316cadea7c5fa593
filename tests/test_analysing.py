"""An article that crashes its analysis or hangs it is a failure in words, and the next one is analysed."""

from __future__ import annotations

import pytest

from events.analysing import Apart
from events.errors import AnalysisError
from events.reading import article_from_text
from tests.factory import article

TOLD = "Islamic State seized Mosul on 10 June 2014. The army fled to Kirkuk."
POISONED = "Once.\n{}!\nIslamic State seized Mosul."


@pytest.fixture
def apart():
    found = Apart("tests.analysing")
    yield found
    found._process.end()


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("CRASH", "crashed, took more than 1 seconds"),
        ("SEGFAULT", "crashed, took more than 1 seconds"),
        ("HANG", "crashed, took more than 1 seconds"),
        ("HANG IN C", "crashed, took more than 1 seconds"),
        ("REFUSE", "cannot be analysed"),
    ],
)
def test_what_an_article_does_ends_with_it(apart, monkeypatch, word, why):
    monkeypatch.setenv("DATELINE_SECONDS", "1")
    with pytest.raises(AnalysisError, match=why):
        apart.analyze(article(POISONED.format(word), name="poisoned.txt"))
    (found,) = apart.analyze(article("Islamic State seized Mosul.")).mentions
    assert found.trigger.text == "seized"


@pytest.mark.slow
@pytest.mark.usefixtures("gazetteer")
def test_what_is_found_apart_is_what_is_found_here(analyzer, monkeypatch):
    told = article_from_text(TOLD)
    apart = Apart()
    apart.begin()
    assert apart.analyze(told).mentions == analyzer.analyze(told).mentions
    apart._process.end()


def test_a_model_that_is_not_there_is_said(monkeypatch):
    monkeypatch.setenv("DATELINE_PIPELINE", "no_such_model")
    apart = Apart()
    with pytest.raises(AnalysisError, match="'no_such_model' is not installed"):
        apart.begin()
    apart._process.end()
