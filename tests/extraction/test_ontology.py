"""The schema of the data that says what words mean, and its loader."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from events.extraction import ontology
from events.extraction.tagger import HEADS

PLOVER = ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"]
PLOVER += ["ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]
OURS = ["ACCIDENT", "DISASTER", "CRIME", "JUSTICE", "ELECTION", "DEATH", "DISEASE", "OTHER"]
# What a trigger may ask of its arguments, beside a preposition ("prep:with").
NEEDS = {
    "object",
    "no-object",
    "human-object",
    "lone-object",
    "party-object",
    "place-object",
    "place-subject",
    "human-subject",
    "armed-subject",
    "passive",
    "not-passive",
    "clause",
    "infinitive",
    "no-name",
    "quote",
}
ABOUT = {"object", "subject", "complement", "sentence", "text"}  # what must name a topic's words, as in "object:aid"
# ACLED codebook 2023: sub-event types by event type.
ACLED = {
    "Battles": ["Armed clash", "Government regains territory", "Non-state actor overtakes territory"],
    "Explosions/Remote violence": [
        "Air/drone strike",
        "Chemical weapon",
        "Grenade",
        "Remote explosive/landmine/IED",
        "Shelling/artillery/missile attack",
        "Suicide bomb",
    ],
    "Violence against civilians": ["Abduction/forced disappearance", "Attack", "Sexual violence"],
    "Protests": ["Excessive force against protesters", "Peaceful protest", "Protest with intervention"],
    "Riots": ["Mob violence", "Violent demonstration"],
    "Strategic developments": [
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    ],
}
# CAMEO 1.1b3 (Schrodt 2012): how many codes there are below each root, and below each of those that are divided.
CAMEO = {1: 9, 2: 8, 3: 9, 4: 6, 5: 7, 6: 4, 7: 5, 8: 7, 9: 4, 10: 8}
CAMEO |= {11: 6, 12: 9, 13: 9, 14: 5, 15: 5, 16: 6, 17: 6, 18: 6, 19: 6, 20: 4}
DIVIDED = {"021": 4, "023": 4, "024": 4, "025": 6, "031": 4, "033": 4, "034": 4, "035": 6, "081": 4, "083": 4, "084": 2}
DIVIDED |= {
    "085": 0,
    "086": 3,
    "087": 4,
    "101": 4,
    "103": 4,
    "104": 4,
    "105": 6,
    "112": 5,
    "121": 2,
    "122": 4,
    "123": 4,
}
DIVIDED |= {
    "124": 6,
    "131": 3,
    "132": 4,
    "138": 5,
    "141": 4,
    "142": 4,
    "143": 4,
    "144": 4,
    "145": 4,
    "162": 3,
    "166": 3,
}
DIVIDED |= {"171": 2, "172": 4, "182": 3, "183": 4, "195": 2, "204": 2}


def rows():
    return ontology.read_triggers()


def named(entry: str, of: str) -> ontology.Trigger:
    """The row that a reader of the table would expect first for a phrase without conditions."""
    return next(t for t in rows() if t.phrase == tuple(entry.split()) and t.pos == of and not t.needs)


def test_types_are_those_of_plover_and_ours():
    assert list(ontology.types()) == PLOVER + OURS


def test_the_tagger_knows_every_type():
    assert sorted(HEADS["types"]) == sorted(ontology.types())


def test_definitions_are_one_line_and_a_sentence():
    for name, type_ in ontology.types().items():
        for definition in (type_.definition, *(m.definition for m in type_.modes.values())):
            assert re.fullmatch(r"[A-Z][^\n]{8,110}\.", definition), (name, definition)


def test_every_type_of_plover_has_a_cameo_code():
    assert all(ontology.cameo(name) for name in PLOVER)


def test_codes_are_well_formed():
    types = ontology.types().values()
    codes = [t.cameo for t in types] + [m.cameo for t in types for m in t.modes.values()] + [t.cameo for t in rows()]
    assert not [c for c in codes if c is not None and not is_cameo(c)]


def is_cameo(code: str) -> bool:
    if not re.fullmatch(r"\d{3,4}", code) or int(code[2]) > CAMEO.get(int(code[:2]), -1):
        return False
    return len(code) == 3 or 1 <= int(code[3]) <= DIVIDED.get(code[:3], 0)


def test_a_trigger_has_a_code_of_its_own_only_where_its_mode_has_another():
    with (ontology.DATA / "triggers.tsv").open(encoding="utf-8") as lines:
        own = [line.rstrip("\n").split("\t")[2:5] for line in lines][1:]
    assert not [row for row in own if row[2] and row[2] == ontology.cameo(row[0], row[1] or None)]


def test_acled_pairs_name_its_event_types():
    types = ontology.types().values()
    pairs = [t.acled for t in types] + [m.acled for t in types for m in t.modes.values()]
    assert not [pair for pair in pairs if pair and pair[1] not in ACLED[pair[0]]]


def test_what_acled_codes_has_its_place_there():
    types = ontology.types()
    political = ("PROTEST", "MOBILIZE", "ASSAULT")
    assert not [(t, m) for t in political for m in types[t].modes if ontology.acled(t, m) is None]


def test_modes_are_named_alike():
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", m) for t in ontology.types().values() for m in t.modes)


def test_triggers_have_known_types_and_modes():
    types = ontology.types()
    assert not [t for t in rows() if t.type not in types or (t.mode and t.mode not in types[t.type].modes)]


def test_every_type_and_mode_has_a_trigger():
    used = {(t.type, t.mode) for t in rows()}
    declared = {(name, mode) for name, t in ontology.types().items() for mode in t.modes}
    assert not declared - used


def test_trigger_needs_are_known():
    needs = {n for t in rows() for n in t.needs}
    topics = {f"{part}:{topic}" for part in ABOUT for topic in ontology.classes().topics}
    assert not {n for n in needs - NEEDS - topics if not re.fullmatch(r"(prep|party|place):[a-z]+", n)}


def test_every_topic_is_asked_for():
    asked = {n.partition(":")[2] for t in rows() for n in t.needs if ":" in n and n.partition(":")[0] in ABOUT}
    asked.add("settlements")  # by place-object
    assert set(ontology.classes().topics) == asked


def test_contents_lead_to_known_types_and_modes():
    types, contents = ontology.types(), ontology.classes().contents
    assert not [(t, c) for t, row in contents.items() for c in (t, *row) if c not in types]
    assert not [r for row in contents.values() for r in row.values() if r[1] not in types[r[0]].modes]


def test_weapons_and_forces_do_what_the_ontology_knows():
    types = ontology.types()
    assert not [i for i in ontology.classes().instruments.values() if i[1] not in types[i[0]].modes]


def test_trigger_phrases_are_lower_case_lemmas():
    assert not [t.phrase for t in rows() if not all(re.fullmatch(r"[a-zéèêçôïâ'0-9-]+", w) for w in t.phrase)]


def test_no_trigger_row_is_there_twice():
    counts = Counter((t.phrase, t.pos, t.needs) for t in rows())
    assert not [row for row, n in counts.items() if n > 1]


def test_no_condition_stands_behind_a_row_without_one():
    for found in ontology.triggers().values():
        keys = [(-len(t.phrase), -len(t.needs)) for t in found]
        assert keys == sorted(keys)


def test_the_table_is_broad():
    count = Counter(t.pos for t in rows())
    heads = {(t.phrase[0] if t.pos == "V" else t.phrase[-1], t.pos) for t in rows()}
    assert count["V"] > 900 and count["N"] > 600
    assert Counter(pos for _, pos in heads)["V"] > 900


@pytest.mark.parametrize(
    ("phrase", "pos", "type_", "mode", "root"),
    [
        ("besiege", "V", "ASSAULT", "siege", "19"),
        ("siege", "N", "ASSAULT", "siege", "19"),
        ("airstrike", "N", "ASSAULT", "airstrike", "19"),
        ("open fire", "V", "ASSAULT", "shooting", "19"),
        ("car bombing", "N", "ASSAULT", "bombing", "18"),
        ("massacre", "V", "ASSAULT", "massacre", "20"),
        ("arrest", "V", "COERCE", "arrest", "17"),
        ("strike deal", "V", "AGREE", "sign", "05"),
        ("accuse", "V", "ACCUSE", "allege", "11"),
        ("investigate", "V", "ACCUSE", "investigate", "09"),
        ("demand", "V", "REQUEST", "demand", "10"),
        ("urge", "V", "REQUEST", None, "02"),
        ("ceasefire", "N", "RETREAT", "ceasefire", "08"),
        ("impose sanction", "V", "SANCTION", "embargo", "16"),
        ("summit", "N", "CONSULT", "multilateral", "04"),
        ("earthquake", "N", "DISASTER", "earthquake", None),
        ("heart attack", "N", "DISEASE", "infection", None),
        ("train crash", "N", "ACCIDENT", "rail", None),
    ],
)
def test_what_words_mean(phrase, pos, type_, mode, root):
    found = named(phrase, pos)
    assert (found.type, found.mode, found.cameo and found.cameo[:2]) == (type_, mode, root)


def test_the_longest_phrase_comes_first():
    sizes = [len(t.phrase) for t in ontology.triggers()["attack", "N"]]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize(
    ("type_", "mode", "code"),
    [
        ("ASSAULT", "siege", "191"),
        ("ASSAULT", None, "190"),
        ("ASSAULT", "unheard-of", "190"),
        ("DISASTER", "flood", None),
    ],
)
def test_cameo_of_a_mode_else_of_its_type(type_, mode, code):
    assert ontology.cameo(type_, mode) == code


def test_acled_of_a_mode():
    assert ontology.acled("ASSAULT", "airstrike") == ("Explosions/Remote violence", "Air/drone strike")
    assert ontology.acled("CONSULT", "visit") is None


def test_an_unknown_type_is_an_error():
    with pytest.raises(KeyError):
        ontology.cameo("WEATHER")


@pytest.mark.parametrize(
    ("lemma", "phase"), [("begin", "begin"), ("resume", "continue"), ("stop", "end"), ("lift", "end"), ("eat", None)]
)
def test_phase_of_aspectual_verbs(lemma, phase):
    assert ontology.classes().phase(lemma) == phase


@pytest.mark.parametrize(("lemma", "made"), [("plan", "planned"), ("threaten", "possible"), ("fail", "negated")])
def test_what_a_governor_makes_of_its_complement(lemma, made):
    assert ontology.classes().modality[lemma] == made


def test_classes_are_lower_case_and_known():
    classes = ontology.classes()
    groups = (classes.light_verbs, classes.reporting, classes.stative, classes.generic, classes.implicative)
    assert not [w for words in groups for w in words if w != w.lower() or not w.strip()]
    assert set(classes.modality.values()) == {"planned", "possible", "negated"}
    assert set(classes.aspectual.values()) == {"begin", "continue", "end"}
