"""The error browser: each kind of gold, what it finds wrong in it, and what it prints."""

import json
from argparse import Namespace

import pytest

from benchmarks.errors import find, marked, plain, show
from events.model import Span

TEXT = "Rwandan troops attacked a camp near Goma on Monday. The president of Kenya visited Cairo."


@pytest.fixture
def corpus(tmp_path, analyzer):
    def errors(gold):
        articles, truth = tmp_path / "c.articles.jsonl", tmp_path / "c.gold.jsonl"
        articles.write_text(json.dumps({"id": "a", "title": None, "text": TEXT, "published": "1996-11-05"}) + "\n")
        truth.write_text(json.dumps({"id": "a", **gold}) + "\n")
        return find(articles, truth, analyzer)

    return errors


def event(word, kind="ACTION_OCCURRENCE"):
    return {
        "start": TEXT.index(word),
        "end": TEXT.index(word) + len(word),
        "text": word,
        "class": kind,
        "instance": "1",
    }


WHOLE = [{"start": 0, "end": len(TEXT)}]


@pytest.mark.parametrize(
    ("gold", "kinds"),
    [
        ({"events": [event("attacked"), event("visited")], "sentences": WHOLE}, []),
        (
            {"events": [event("attacked"), event("visited"), event("Goma")], "sentences": WHOLE},
            ["missed PROPN, unknown"],
        ),
        ({"events": [event("visited")], "sentences": WHOLE}, ["false ASSAULT"]),
        ({"events": [{"actor": "RWA", "recipient": None, "root": None, "type": "ASSAULT"}]}, []),
        (
            {"events": [{"actor": "UGA", "recipient": None, "root": None, "type": "AID"}]},
            ["wrong actor", "wrong type, AID"],
        ),
        ({"events": []}, ["event where none is"]),
        ({"types": ["ASSAULT"], "incidents": []}, ["incident where none is"]),
        ({"types": ["ASSAULT"], "incidents": [{"type": ["ASSAULT"]}]}, []),
        ({"types": ["CRIME"], "incidents": [{"type": ["CRIME"]}]}, ["missed incident"]),
        ({"answers": {"who": ["Rwandan troops"], "what": [], "when": [], "where": ["Nairobi"]}}, ["main event, where"]),
    ],
)
def test_errors_have_a_class(corpus, gold, kinds):
    assert [error.kind for error, _ in corpus(gold)] == kinds


def test_what_is_printed(corpus, capsys):
    show(corpus({"events": [], "sentences": WHOLE}), Namespace(kind="false", limit=5, seed=1, parse=True))
    printed = capsys.readouterr().out
    assert "== false ASSAULT: 1" in printed
    assert "Rwandan troops «attacked» a camp" in printed
    assert "nsubj" in printed


def test_the_sentence_alone_is_shown(parser):
    parse = parser.parse(TEXT)
    assert marked(Span("visited", TEXT.index("visited"), TEXT.index("visited") + 7), parse).startswith("The president")


def test_a_terminal_is_not_obeyed():
    assert plain("a\x1b[31mred\x07") == "a [31mred "
