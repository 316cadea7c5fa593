"""Text in capitals gets the case of prose, and no character moves."""

import pytest

from events.extraction import casing
from events.extraction.tagger import Tagger


@pytest.fixture(scope="module")
def tagger():
    return Tagger()


@pytest.mark.parametrize(
    ("text", "names", "small"),
    [
        (
            "PRESIDENT ANWAR SADAT FLEW TO JERUSALEM IN NOVEMBER 1977.",
            ["Anwar Sadat", "Jerusalem", "November"],
            ["flew"],
        ),
        (
            "SOVIET TROOPS LEFT AFGHANISTAN AFTER NINE YEARS OF WAR.",
            ["Soviet", "Afghanistan"],
            ["troops", "left", "war"],
        ),
        ("THE AFRICAN NATIONAL CONGRESS [ANC] ELECTED NELSON MANDELA.", ["[ANC]", "Nelson Mandela"], ["elected"]),
        ("THE CARTER CENTER SAID ON MONDAY THAT I WAS RIGHT.", ["Monday", " I "], ["said", "right"]),
    ],
)
def test_names_keep_a_capital_and_words_lose_theirs(tagger, text, names, small):
    restored = casing.restore(text, tagger)
    assert restored.upper() == text
    for part in (*names, *small):
        assert part in restored


@pytest.mark.parametrize(
    "text", ["NATO", "Rebels took Aleppo.\n\nUN TROOPS", "", "1989 — 2,000", "Tension in the UN and the EU."]
)
def test_text_that_is_not_in_capitals_stays(tagger, text):
    assert casing.restore(text, tagger) == text


def test_a_paragraph_is_restored_beside_one_in_usual_case(tagger):
    text = "FIDEL CASTRO ENTERED HAVANA IN TRIUMPH\n\nThe rebels had won."
    assert casing.restore(text, tagger) == "Fidel Castro entered Havana in triumph\n\nThe rebels had won."


def test_offsets_hold_where_small_letters_are_longer(tagger):
    text = "THE İZMİR EARTHQUAKE SHOOK TURKEY AND GREECE."
    assert len(casing.restore(text, tagger)) == len(text)


def test_known_acronyms_stay(tagger):
    assert "ETA" in casing.restore("THE POLICE SAID THAT ETA CLAIMED THE ATTACK.", tagger, frozenset({"ETA"}))
