"""The schema of the actors' data, and finding actors by name."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from events.actors import ACTORS, lookup, names, sectors
from events.actors.table import KINDS, adjectives, read_names
from events.actors.words import words

DATA = Path(__file__).resolve().parents[2] / "events" / "actors" / "data"
# PLOVER's sectors, and those of CAMEO's agents that news outside politics needs.
SECTORS = {
    *("GOV", "MIL", "REB", "OPP", "PTY", "COP", "JUD", "SPY", "IGO", "NGO", "MED", "EDU", "BUS", "CRM", "CVL", "UAF"),
    *("LAB", "AGR", "HLH", "REL", "REF", "CUL", "SPO"),
}
# States that are no more, or that ISO 3166-1 gives no code.
OUTSIDE_ISO = {"CSK", "DDR", "SUN", "VDR", "XKX", "YUG"}


def rows(file: str) -> list[dict[str, str]]:
    with (DATA / file).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_every_row_has_every_column():
    assert not [r for r in rows("actors.tsv") if None in r or None in r.values()]
    assert not [r for r in rows("sectors.tsv") if None in r or None in r.values()]


def test_ids_are_alpha_3_for_states_and_slugs_for_others():
    for row in rows("actors.tsv"):
        expected = r"[A-Z]{3}" if row["kind"] == "state" else r"[a-z0-9]+(-[a-z0-9]+)*"
        assert re.fullmatch(expected, row["id"]), row


def test_ids_are_unique():
    assert not [i for i, n in Counter(r["id"] for r in rows("actors.tsv")).items() if n > 1]


def test_kinds_sectors_and_countries_are_known():
    states = {r["id"] for r in rows("actors.tsv") if r["kind"] == "state"}
    for row in rows("actors.tsv"):
        assert row["kind"] in KINDS, row
        assert row["sector"] in SECTORS, row
        assert row["country"] in states | {""}, row


def test_a_state_is_of_its_own_country():
    assert all(r["country"] == r["id"] for r in rows("actors.tsv") if r["kind"] == "state")
    assert {r["id"] for r in rows("actors.tsv") if r["kind"] == "state"} >= OUTSIDE_ISO


def test_no_name_stands_for_two_actors():
    meant: dict[tuple[str, ...], set[str]] = {}
    for name in read_names():
        assert name.words, name
        meant.setdefault(name.words, set()).add(name.actor.id)
    assert not {words: ids for words, ids in meant.items() if len(ids) > 1}


def test_nearly_every_state_has_an_adjective():
    states = {a.id for a in ACTORS.values() if a.kind == "state"}
    assert len(states - adjectives().keys()) < 12
    assert {ACTORS[i].kind for i in adjectives()} == {"state", "people"}


def test_sectors_that_aliases_give_are_known():
    assert {n.sector for n in read_names()} <= SECTORS


def test_the_table_is_broad():
    assert len(ACTORS) > 1000
    assert len(read_names()) > 3000
    assert sum(a.kind == "state" for a in ACTORS.values()) > 195


@pytest.mark.parametrize("role", ["head", "soft", "mod"])
def test_roles_of_nouns(role):
    assert any(r["role"] == role for r in rows("sectors.tsv"))


def test_nouns_are_lower_case_and_there_once():
    table = rows("sectors.tsv")
    assert {r["role"] for r in table} == {"head", "soft", "mod"}
    assert {r["sector"] for r in table} <= SECTORS | {""}
    assert not [r for r in table if r["phrase"] != r["phrase"].lower() or not r["phrase"].strip()]
    assert len({r["phrase"] for r in table}) == len(table)


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("ISIS", "islamic-state"),
        ("ISIL", "islamic-state"),
        ("Islamic State", "islamic-state"),
        ("the Islamic State", "islamic-state"),
        ("Daesh", "islamic-state"),
        ("U.S.", "USA"),
        ("the United States", "USA"),
        ("Washington", "USA"),
        ("Kremlin", "RUS"),
        ("Tehran", "IRN"),
        ("Iraqis", "IRQ"),
        ("Côte d'Ivoire", "CIV"),
        ("Cote d’Ivoire", "CIV"),
        ("al Qaida", "al-qaeda"),
        ("Qasem Soleimani", "qassem-suleimani"),
        ("Muammar Qaddafi", "muammar-gaddafi"),
        ("Medecins Sans Frontieres", "msf"),
        ("Kurdistan Workers’ Party", "pkk"),
    ],
)
def test_lookup_knows_an_actor_by_any_of_its_names(name, id_):
    found = lookup(name)
    assert found is not None and found.id == id_


@pytest.mark.parametrize("name", ["Gondor", "", "the", "…"])
def test_lookup_of_an_unknown_name_is_none(name):
    assert lookup(name) is None


def test_names_for_the_parser_are_distinct_names():
    given = dict(names())
    assert given["Islamic State"] == "ORG"
    assert given["United Nations"] == "ORG"
    assert given["Nelson Mandela"] == "PERSON"
    assert not {"Bush", "IS", "Washington", "Apple", "Christian", "US"} & given.keys()


@pytest.mark.parametrize(
    ("words", "sector"),
    [
        ("army", "MIL"),
        ("ground force", "MIL"),
        ("rebel force", "REB"),
        ("police force", "COP"),
        ("militant leader", "REB"),
        ("prime minister", "GOV"),
        ("defense minister", "MIL"),
        ("security force", "MIL"),
        ("aid worker", "NGO"),
        ("factory worker", "LAB"),
        ("drug cartel", "CRM"),
        ("supreme court", "JUD"),
        ("opposition leader", "OPP"),
        ("shiite militia", "UAF"),
        ("group", None),
        ("armed group", "REB"),
        ("table", None),
    ],
)
def test_sector_of_a_noun_phrase(words, sector):
    assert sectors.of_words(words.split()) == sector


def test_word_lists_are_lower_case_and_without_doubles():
    raw = tomllib.loads((DATA / "words.toml").read_text(encoding="utf-8"))
    for name, entries in raw.items():
        if isinstance(entries, list):
            assert len(set(entries)) == len(entries), name
            assert name == "newer" or all(e == e.lower() for e in entries), name


def test_every_sector_that_is_no_state_has_a_name_for_its_people():
    assert words().peoples.keys() == SECTORS - {"GOV", "MIL", "COP", "JUD", "SPY"}


@pytest.mark.parametrize(("noun", "one"), [("minister", True), ("general", True), ("army", False), ("rebels", False)])
def test_nouns_for_one_person(noun, one):
    assert words().is_one_person(noun) is one
