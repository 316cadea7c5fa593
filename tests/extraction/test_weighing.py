"""When the tagger's reading outweighs the rules: readings are given, so that the weighing alone is looked at."""

from __future__ import annotations

from dataclasses import replace

import pytest

from events.extraction import find_mentions, weighing
from events.extraction.triggers import find_triggers
from events.model import Article, Mention, Reading

SHELLED = "Rebels from Gao shelled the camp by the river after the mayor had left."
JABBED = "The clinic by the river jabbed forty pupils of two schools on Monday."
HOSTED = "The mayor of Gao hosted the envoys in the hall by the river after the vote."
FEW = "Rebels shelled the camp."


def read(
    parser, text: str, trigger: str, types=None, assertions=None, actor=None, recipient=None, place=None
) -> Mention:
    """The mention of a trigger in a text, with what the tagger would read in it; parties are words of the text."""
    parse = parser.parse(text)
    words = {t.text: t.i for t in parse.tokens}
    parties = {
        role: {None if word is None else words[word]: p for word, p in (of or {}).items()}
        for role, of in (("actor", actor), ("recipient", recipient), ("place", place))
    }
    given = {words[trigger]: Reading(types or {}, assertions or {}, parties)}
    parse = replace(parse, reading=lambda i: given.get(i, Reading({}, {}, {})))
    return next(m for m in find_mentions(Article("a", "a", text), parse) if m.trigger.text == trigger)


@pytest.mark.parametrize(
    ("text", "trigger", "types", "expected"),
    [
        (SHELLED, "shelled", {}, ("ASSAULT", "shelling")),
        (SHELLED, "shelled", {"ASSAULT": 0.9}, ("ASSAULT", "shelling")),
        (SHELLED, "shelled", {"OTHER": 0.85, "ASSAULT": 0.15}, ("ASSAULT", "shelling")),  # the rules' has its chance
        (SHELLED, "shelled", {"OTHER": 0.7, "CRIME": 0.3}, ("ASSAULT", "shelling")),  # not sure
        (SHELLED, "shelled", {"OTHER": 0.95, "CRIME": 0.05}, ("OTHER", None)),
        (FEW, "shelled", {"OTHER": 0.95, "CRIME": 0.05}, ("ASSAULT", "shelling")),  # too little to go by
        # another sense that the lexicon has of the word
        (HOSTED, "hosted", {"OTHER": 0.99}, ("OTHER", "culture")),
        # what no rule knows
        (JABBED, "jabbed", {"DISEASE": 0.8, "OTHER": 0.2}, ("DISEASE", None)),
        (JABBED, "jabbed", {"DISEASE": 0.6, "OTHER": 0.4}, ("OTHER", None)),
        (JABBED, "jabbed", {"DISEASE": 0.3, "AID": 0.3, "CRIME": 0.3}, ("OTHER", None)),  # never a wild guess
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
        ("asserted", {"planned": 0.7, "asserted": 0.3}, "asserted"),  # not sure
        ("asserted", {"negated": 0.99}, "negated"),
        ("possible", {"asserted": 0.9, "possible": 0.1}, "asserted"),
        ("planned", {"asserted": 0.6, "planned": 0.4}, "planned"),
        ("negated", {"asserted": 0.7}, "negated"),
        ("conditional", {"asserted": 0.7, "conditional": 0.1}, "conditional"),
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
        ({"mayor": 0.8, "Rebels": 0.2}, ["Rebels"]),
        ({"mayor": 0.99}, ["mayor"]),
        ({None: 0.8, "Rebels": 0.2}, ["Rebels"]),
        ({None: 0.99}, []),
    ],
)
def test_whom_the_rules_find(parser, pointed, expected):
    found = read(parser, SHELLED, "shelled", actor=pointed)
    assert [p.span.text for p in found.participants if p.role == "actor"] == expected


def test_rules_say_whose_a_thing_is(parser):
    found = read(
        parser, "Rebels from Gao shelled Iraqi towns after the mayor had left.", "shelled", recipient={"towns": 0.99}
    )
    assert [p.span.text for p in found.participants if p.role == "recipient"] == ["Iraqi"]


PRAISED = "Farmers from Gao praised the mayor in the hall by the river after the vote."
VISITED = "The foreign minister of Chad arrived in Amman for a visit on the day after the vote."


@pytest.mark.parametrize(("place", "expected"), [({"Amman": 0.9}, ["Amman"]), ({"Amman": 0.2, None: 0.8}, [])])
def test_whose_guest_one_is_may_be_a_place_to_the_tagger(parser, place, expected):
    found = read(parser, VISITED, "visit", recipient={None: 0.99}, place=place)
    assert [p.span.text for p in found.participants if p.role == "recipient"] == expected


@pytest.mark.parametrize(
    ("text", "trigger", "pointed", "expected"),
    [
        (SHELLED, "shelled", {None: 0.8, "camp": 0.1}, ["camp"]),  # hit, though the tagger takes it for the place
        (SHELLED, "shelled", {None: 0.99, "camp": 0.0}, []),
        (PRAISED, "praised", {None: 0.8, "mayor": 0.05}, []),
        (PRAISED, "praised", {None: 0.6, "mayor": 0.3}, ["mayor"]),
    ],
)
def test_to_whom_it_was_done(parser, text, trigger, pointed, expected):
    found = read(parser, text, trigger, recipient=pointed)
    assert [p.span.text for p in found.participants if p.role == "recipient"] == expected


def test_who_ends_it_is_not_who_did_it(parser):
    text = "Troops from Gao ended the siege of the camp after the mayor had left."
    assert [
        p.span.text for p in read(parser, text, "siege", actor={"Troops": 0.99}).participants if p.role == "actor"
    ] == []


def test_nobody_has_both_parts_in_it(parser):
    found = read(parser, SHELLED, "shelled", recipient={"Rebels": 0.99})
    assert [(p.role, p.span.text) for p in found.participants if p.span.text == "Rebels"] == [("actor", "Rebels")]


SHELLING = "After a vote in which the mayor and the council had lost, rebels by the river shelled."


@pytest.mark.parametrize(
    ("pointed", "expected"),
    [
        ({"mayor": 0.4, "council": 0.4, None: 0.2}, ["mayor", "council"]),
        ({"mayor": 0.3, "council": 0.3, None: 0.4}, []),  # not sure
        ({"rebels": 0.9, None: 0.1}, []),  # it is they who shelled
        ({None: 0.9}, []),
    ],
)
def test_whom_no_rule_finds(parser, pointed, expected):
    found = read(parser, SHELLING, "shelled", recipient=pointed)
    assert [p.span.text for p in found.participants if p.role == "recipient"] == expected
