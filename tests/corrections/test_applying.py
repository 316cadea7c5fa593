"""An article's mentions with what persons said of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from events.corrections import apply, found_by, plain
from events.corrections.applying import BY_HAND
from events.model import Actor, Anchor, Confidence, Correction, Participant
from tests.factory import AMERLI, ISLAMIC_STATE, MOSUL, ROME, UNITED_STATES, article, day, mention, span, toll

TEXT = "Militants besieged Amerli in June. The siege lasted long. Jets bombed trucks near Mosul."
ONE = article(TEXT, source="Paper")
AT_AMERLI = replace(AMERLI, span=span(TEXT, "Amerli"))
BESIEGED = mention(
    ONE, "besieged", mode="siege", place=AT_AMERLI, who=[("Militants", None)], confidence=Confidence(0.3, 0.5, 0.4, 0.9)
)
SIEGE = mention(ONE, "The siege", mode="siege")
BOMBED = mention(ONE, "bombed", mode="airstrike", who=[("Jets", UNITED_STATES)])
FOUND = (
    replace(BESIEGED, incident=BESIEGED.id),
    replace(SIEGE, incident=BESIEGED.id),
    replace(BOMBED, incident=BOMBED.id),
)


def anchor(words):
    found = span(TEXT, words)
    return Anchor(ONE.id, found.start, found.end)


def said(number, action, words=(), rest=(), **fields):
    bound = tuple(anchor(w) for w in ((words,) if isinstance(words, str) else words))
    return Correction(number, action, "Ada", "2026-01-01", bound, tuple(map(anchor, rest)), **fields)


def setting(number, field, value, words="besieged"):
    return said(number, "set", words, field=field, new=plain(value))


def taking(number, name, scope="everywhere", within=None, **means):
    return said(number, "take", new=plain({"name": name, "scope": scope, "within": within} | means))


def applied(*corrections, of=ONE, found=FOUND):
    """By trigger."""
    return {m.trigger.text: m for m in apply(of, found, corrections).mentions}


# ---- one mention -----------------------------------------------------------------------------------------------


def test_without_corrections_nothing_changes():
    assert apply(ONE, FOUND, ()).mentions == FOUND


US = (Participant(None, "actor", UNITED_STATES),)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("type", {"type": "COERCE", "mode": "seize"}, {"type": "COERCE", "mode": "seize"}),
        ("type", {"type": "ASSAULT", "mode": "clash", "cameo": "190"}, {"mode": "clash", "cameo": "190"}),
        ("place", MOSUL, {"place": MOSUL, "confidence": Confidence(0.3, 1.0, 0.4, 0.9)}),
        ("place", None, {"place": None, "confidence": Confidence(0.3, None, 0.4, 0.9)}),
        ("time", day("2014-06-18"), {"time": day("2014-06-18"), "confidence": Confidence(0.3, 0.5, 1.0, 0.9)}),
        ("participants", US, {"participants": US, "confidence": Confidence(1.0, 0.5, 0.4, 0.9)}),
        ("participants", (), {"participants": (), "confidence": Confidence(None, 0.5, 0.4, 0.9)}),
        ("casualties", toll((6, 6)), {"casualties": toll((6, 6))}),
        ("assertion", "negated", {"assertion": "negated"}),
        ("verified", True, {"verified": True}),
        ("deleted", True, {"deleted": True}),
        ("note", "Asked the mayor.", {}),
    ],
)
def test_what_is_set_is_set_and_nothing_else(field, value, expected):
    found = applied(setting(7, field, value))
    changed = {name: getattr(found["besieged"], name) for name in expected}
    assert changed == expected
    assert found["besieged"] == replace(
        FOUND[0], **{"cameo": found["besieged"].cameo} | expected, corrected=((field, "c7"),)
    )
    assert (found["The siege"], found["bombed"]) == FOUND[1:]


def test_a_corrected_type_has_its_own_code():
    assert applied(setting(1, "type", {"type": "ASSAULT", "mode": "siege"}))["besieged"].cameo == "191"


def test_of_two_sayings_the_later_holds():
    found = applied(setting(1, "place", MOSUL), setting(2, "assertion", "possible"), setting(3, "place", ROME))
    assert found["besieged"].place == ROME
    assert found["besieged"].corrected == (("assertion", "c2"), ("place", "c3"))


def test_an_event_is_corrected_in_all_its_mentions_of_the_article():
    found = applied(setting(1, "place", MOSUL, ("besieged", "The siege")))
    assert [m.place for m in found.values()] == [MOSUL, MOSUL, None]


def test_what_was_erased_says_nothing():
    assert applied(replace(setting(1, "deleted", True), erased=True))["besieged"] == FOUND[0]


# ---- another extractor -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("besieged", "besieged"),
        ("sieged Amerli", "besieged"),
        ("Militants besieged", "besieged"),
        ("siege lasted", "The siege"),
        ("Amerli", None),
        ("trucks", None),
    ],
)
def test_a_correction_finds_the_mention_whose_trigger_overlaps_its_words(words, expected):
    found = found_by(anchor(words), FOUND)
    assert (found and found.trigger.text) == expected


def test_of_two_triggers_it_is_the_one_that_overlaps_most_then_the_shorter():
    longer = mention(ONE, "besieged Amerli")
    assert found_by(anchor("besieged Amerli"), (BESIEGED, longer)) == longer
    assert found_by(anchor("besieged"), (BESIEGED, longer)) == BESIEGED
    assert found_by(replace(anchor("besieged"), article_id="another"), (BESIEGED,)) is None


def test_a_correction_goes_over_to_what_another_extractor_finds_there():
    anew = (replace(mention(ONE, "besieged Amerli"), id="new"),)
    assert applied(setting(1, "place", MOSUL), found=anew)["besieged Amerli"].place == MOSUL


@pytest.mark.parametrize(
    "correction",
    [
        setting(1, "place", MOSUL),
        said(1, "merge", ("besieged", "bombed")),
        said(1, "split", "besieged", ("The siege",)),
    ],
    ids=lambda correction: correction.action,
)
def test_what_finds_no_mention_is_listed_and_changes_nothing(correction):
    left = FOUND[2:]
    found = apply(ONE, left, (correction,))
    assert found.mentions == left
    assert found.detached == ((1, anchor("besieged")),)


def test_what_is_bound_to_other_articles_is_not_detached_here():
    elsewhere = replace(setting(1, "place", MOSUL), anchors=(Anchor("another", 10, 18),))
    assert apply(ONE, FOUND, (elsewhere,)).detached == ()


# ---- split -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (["The siege"], ["besieged", "The siege", "bombed"]),
        (["besieged"], ["besieged", "The siege", "bombed"]),
        (["besieged", "The siege"], ["besieged", "besieged", "bombed"]),  # all of it
        (["bombed"], ["besieged", "besieged", "bombed"]),
        (["The siege", "bombed"], ["besieged", "The siege", "bombed"]),  # of two incidents
    ],
)
def test_a_split_takes_mentions_out_of_an_incident(part, expected, order):
    found = applied(said(1, "split", part), found=FOUND[::order])
    named = {m.id: m.trigger.text for m in FOUND}
    assert [named[found[words].incident] for words in ("besieged", "The siege", "bombed")] == expected


def test_both_parts_are_called_by_their_first_mention():
    whole = tuple(replace(m, incident=BESIEGED.id) for m in (*FOUND, mention(ONE, "lasted")))
    for found in (whole, whole[::-1]):
        parts = applied(said(1, "split", ("bombed", "besieged")), found=found)
        assert parts["bombed"].incident == parts["besieged"].incident == BESIEGED.id
        assert parts["The siege"].incident == parts["lasted"].incident == SIEGE.id


# ---- by hand ---------------------------------------------------------------------------------------------------

SENTENCE = [TEXT.index("Jets"), len(TEXT)]
TRUCKS = {"type": "ASSAULT", "mode": "airstrike", "sentence": SENTENCE}


def adding(number, words="trucks near Mosul", **fields):
    return said(number, "add", words, new=plain(TRUCKS | fields))


def test_an_event_by_hand_is_a_mention_of_its_words():
    added = applied(adding(4, place=MOSUL))["trucks near Mosul"]
    assert added.id.startswith(BY_HAND) and added.incident == added.id
    assert (added.type, added.mode, added.place, added.assertion) == ("ASSAULT", "airstrike", MOSUL, "asserted")
    assert added.sentence.text == TEXT[SENTENCE[0] :]
    assert added.confidence == Confidence(None, 1.0, None, 1.0)
    assert dict(added.corrected) == dict.fromkeys(("type", "mode", "place", "assertion"), "c4")


def test_an_event_by_hand_can_be_corrected_and_others_stay():
    found = applied(adding(4), setting(5, "place", ROME, "trucks near Mosul"))
    assert found["trucks near Mosul"].place == ROME
    assert tuple(found.values())[:3] == FOUND


def test_two_events_by_hand_of_the_same_words_are_two():
    assert len({m.id for m in apply(ONE, FOUND, (adding(4), adding(5))).mentions}) == 5


@pytest.mark.parametrize("other", [replace(adding(4), erased=True), replace(adding(4), anchors=(Anchor("x", 0, 9),))])
def test_no_event_of_what_was_erased_or_of_another_article(other):
    assert apply(ONE, FOUND, (other,)).mentions == FOUND


# ---- what a name is always to mean -----------------------------------------------------------------------------

OTHER_AMERLI = replace(AMERLI, name="Amirli", lat=35.0, geonameid=5)


@pytest.mark.parametrize(
    ("name", "scope", "within", "taken"),
    [
        ("Amerli", "everywhere", None, True),
        ("AMERLI", "everywhere", None, True),
        ("Amer", "everywhere", None, False),
        ("Mosul", "everywhere", None, False),
        ("Amerli", "source", "Paper", True),
        ("Amerli", "source", "Another paper", False),
        ("Amerli", "article", ONE.id, True),
        ("Amerli", "article", "another", False),
    ],
)
def test_a_name_is_taken_for_a_place_where_it_was_said_to_be(name, scope, within, taken):
    found = applied(taking(1, name, scope, within, place=OTHER_AMERLI))["besieged"]
    assert found.place == (replace(OTHER_AMERLI, span=AT_AMERLI.span) if taken else AT_AMERLI)
    assert found.confidence.place == (1.0 if taken else 0.5)


def test_a_rule_of_a_source_holds_for_no_article_without_one():
    rule = taking(1, "Amerli", "source", "Paper", place=OTHER_AMERLI)
    assert applied(rule, of=replace(ONE, source=None))["besieged"].place == AT_AMERLI


def test_an_unresolved_name_is_taken_too():
    unresolved = replace(FOUND[0], place=replace(AT_AMERLI, name=None, lat=None, lon=None))
    found = applied(taking(1, "Amerli", place=OTHER_AMERLI), found=(unresolved,))
    assert found["besieged"].place.lat == OTHER_AMERLI.lat


MILITANTS = Actor("jaysh", "Jaysh", None, "armed group")


@pytest.mark.parametrize(
    ("name", "words", "expected"),
    [
        ("militants", "besieged", MILITANTS),  # as the text calls them
        ("United States", "bombed", MILITANTS),  # as the table does
        ("Jets", "bombed", MILITANTS),
        ("trucks", "bombed", UNITED_STATES),
    ],
)
def test_a_name_is_taken_for_an_actor(name, words, expected):
    assert applied(taking(1, name, actor=MILITANTS))[words].participants[0].actor == expected


def test_of_two_rules_the_later_holds():
    rules = taking(1, "Amerli", place=OTHER_AMERLI), taking(2, "Amerli", place=ROME)
    assert applied(*rules)["besieged"].place.name == "Rome"


@pytest.mark.parametrize("rule_first", [True, False])
def test_what_is_said_of_one_event_wins_over_a_rule(rule_first):
    rule = taking(1 if rule_first else 3, "Amerli", place=OTHER_AMERLI)
    both = [rule, setting(2, "place", MOSUL)]
    assert applied(*both if rule_first else both[::-1])["besieged"].place == MOSUL
    actors = [
        taking(1, "Militants", actor=MILITANTS),
        setting(2, "participants", [Participant(None, "actor", ISLAMIC_STATE)]),
    ]
    assert applied(*actors)["besieged"].participants[0].actor == ISLAMIC_STATE


def test_an_event_by_hand_wins_over_a_rule():
    found = applied(taking(1, "Mosul", place=ROME), adding(2, place=MOSUL))
    assert found["trucks near Mosul"].place == MOSUL
