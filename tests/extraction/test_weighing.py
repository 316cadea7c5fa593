"""When the tagger's reading outweighs the rules: readings are given, so that the weighing alone is looked at."""

from __future__ import annotations

from dataclasses import replace

import pytest

from events.extraction import find_mentions, weighing
from events.extraction.triggers import find_triggers
from events.model import Article, Mention, Reading

SHELLED = "Rebels from Gao shelled the camp by the river after the mayor had left."
JABBED = "The clinic by the river jabbed forty pupils of two schools on Monday."
FEW = "Rebels shelled the camp."


def read(parser, text: str, trigger: str, types=None, assertions=None, actor=None, recipient=None) -> Mention:
    """The mention of a trigger in a text, with what the tagger would read in it; parties are words of the text."""
    parse = parser.parse(text)
    words = {t.text: t.i for t in parse.tokens}
    parties = {
        role: {None if word is None else words[word]: p for word, p in (of or {}).items()}
        for role, of in (("actor", actor), ("recipient", recipient))
    }
    given = {words[trigger]: Reading(types or {}, assertions or {}, parties)}
    parse = replace(parse, reading=lambda i: given.get(i, Reading({}, {}, {})))
    return next(m for m in find_mentions(Article("a", "a", text), parse) if m.trigger.text == trigger)


@pytest.mark.parametrize(
    ("text", "trigger", "types", "expected"),
    [
        (SHELLED, "shelled", {}, ("ASSAULT", "shelling")),
        (SHELLED, "shelled", {"ASSAULT": 0.9}, ("ASSAULT", "shelling")),
        (SHELLED, "shelled", {"OTHER": 0.9, "ASSAULT": 0.1}, ("ASSAULT", "shelling")),  # not hopeless
        (SHELLED, "shelled", {"OTHER": 0.7, "CRIME": 0.3}, ("ASSAULT", "shelling")),  # not sure
        (SHELLED, "shelled", {"OTHER": 0.95, "CRIME": 0.05}, ("OTHER", None)),
        (FEW, "shelled", {"OTHER": 0.95, "CRIME": 0.05}, ("ASSAULT", "shelling")),  # too little to go by
        # what no rule knows
        (JABBED, "jabbed", {"DISEASE": 0.6, "OTHER": 0.4}, ("DISEASE", None)),
        (JABBED, "jabbed", {"DISEASE": 0.4, "OTHER": 0.6}, ("OTHER", None)),
    ],
)
def test_type(parser, text, trigger, types, expected):
    found = read(parser, text, trigger, types=types)
    assert (found.type, found.mode) == expected


@pytest.mark.parametrize(
    ("by_rules", "assertions", "expected"),
    [
        ("asserted", {}, "asserted"),
        ("asserted", {"planned": 0.9, "asserted": 0.1}, "planned"),
        ("asserted", {"possible": 0.7, "asserted": 0.3}, "possible"),
        ("planned", {"asserted": 0.9, "planned": 0.1}, "asserted"),
        ("asserted", {"planned": 0.7, "asserted": 0.3}, "asserted"),
        ("asserted", {"negated": 0.99}, "asserted"),
        ("negated", {"asserted": 0.99}, "negated"),
        ("conditional", {"asserted": 0.99}, "conditional"),
    ],
)
def test_assertion(parser, by_rules, assertions, expected):
    parse = replace(parser.parse(SHELLED), reading=lambda i: Reading({}, assertions, {}))
    match = find_triggers(parse)[0]
    assert weighing.asserted(parse, match, by_rules) == expected


@pytest.mark.parametrize(
    ("pointed", "expected"),
    [
        ({}, ["Rebels"]),
        ({"mayor": 0.99}, ["Rebels"]),  # whom the rules find stays
        ({None: 0.99}, ["Rebels"]),
    ],
)
def test_whom_rules_find_stays(parser, pointed, expected):
    found = read(parser, SHELLED, "shelled", actor=pointed)
    assert [p.span.text for p in found.participants if p.role == "actor"] == expected


SHELLING = "After a vote in which the mayor and the council had lost, rebels by the river shelled."


@pytest.mark.parametrize(
    ("pointed", "expected"),
    [
        ({"mayor": 0.4, "council": 0.4, None: 0.2}, ["mayor", "council"]),
        ({"mayor": 0.3, "council": 0.3, None: 0.4}, []),  # not sure
        ({"rebels": 0.9, None: 0.1}, []),  # they have another part in it
        ({None: 0.9}, []),
    ],
)
def test_whom_no_rule_finds(parser, pointed, expected):
    found = read(parser, SHELLING, "shelled", recipient=pointed)
    assert [p.span.text for p in found.participants if p.role == "recipient"] == expected
