"""Which language an article is in: what is English is never taken for another, however short or loud."""

from __future__ import annotations

from pathlib import Path

import pytest

from events.model import Article
from events.reading import read_bytes, read_paths
from events.reading.languages import language_of

SAMPLES = Path(__file__).parent.parent.parent / "sample_articles"
OTHERS = {
    "fr": "Nelson Mandela a prêté serment mardi comme premier président noir d’Afrique du Sud, devant des dizaines de "
    "milliers de personnes réunies à Pretoria.",
    "de": "Nelson Mandela ist am Dienstag in Pretoria als erster schwarzer Präsident Südafrikas vereidigt worden.",
    "es": "Nelson Mandela juró el martes como primer presidente negro de Sudáfrica ante decenas de miles de personas.",
    "it": "Nelson Mandela ha giurato martedì come primo presidente nero del Sudafrica davanti a migliaia di persone.",
    "nl": "Nelson Mandela is dinsdag in Pretoria beëdigd als eerste zwarte president van Zuid-Afrika. Tienduizenden "
    "mensen vierden feest voor de regeringsgebouwen.",
    "ru": "Нельсон Мандела во вторник принёс присягу как первый чернокожий президент ЮАР.",
    "ar": "أدى نيلسون مانديلا اليوم الثلاثاء اليمين الدستورية كأول رئيس أسود لجنوب أفريقيا.",
    "zh": "纳尔逊·曼德拉周二在比勒陀利亚数万人面前宣誓就任南非首位黑人总统。",
    "tr": "Nelson Mandela salı günü Pretoria'da on binlerce kişinin önünde yemin ederek cumhurbaşkanı oldu.",
    "pl": "Nelson Mandela został we wtorek zaprzysiężony w Pretorii jako pierwszy czarnoskóry prezydent.",
}
SHORT = [
    "MOSUL FALLS",
    "Troops left.",
    "They met.",
    "El Niño hits La Paz",
    "Real Madrid beat Bayern Munich 3-1",
    "LISBON (PORTUGAL), 3 MAY 2014 (EXAMPLE WIRE) -- [REPORT]",
    "Charlie Hebdo: Paris mourns",
    "Angela Merkel, Wolfgang Schäuble, Deutsche Bank AG, Frankfurt",
    "12345 6789 -- 2014",
    "https://www.example.org/news/2014/09/01/siege-of-amerli-ends.html",
    "a" * 1000,
]


@pytest.mark.parametrize(("language", "text"), OTHERS.items())
def test_an_article_in_another_language_is_named(language: str, text: str) -> None:
    assert [language_of(text), language_of(text.upper()), language_of(text, "en"), language_of(f"{text}\n" * 9)] == [
        language
    ] * 4


@pytest.mark.parametrize("text", SHORT)
@pytest.mark.parametrize("cased", [str, str.upper, str.lower])
def test_what_is_too_short_to_tell_is_no_other_language(text: str, cased) -> None:
    assert language_of(cased(text)) in (None, "en")


def test_no_sample_article_nor_a_sentence_of_it_is_taken_for_another_language() -> None:
    articles = [found for found in read_paths([str(SAMPLES)]) if isinstance(found, Article)]
    parts = [part for a in articles for part in (a.title or "", a.text, *a.text.replace("\n", " ").split(". "))]
    wrong = {part: language_of(part) for each in parts for part in (each, each.upper(), each.lower())}
    assert {part: found for part, found in wrong.items() if found not in (None, "en")} == {}


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        ("They met.", "en-GB", "en"),
        ("They met.", "fr", None),
        ("Ils se sont rencontrés.", "fr", "fr"),
        ("Ils se sont rencontrés.", None, None),
        ("They met in the old town, and the talks on the truce went on for the whole of the day.", "fr", "en"),
        ("They met.", "", None),
        ("", "xx", None),
    ],
)
def test_what_a_source_says_is_believed_where_it_fits(text: str, said: str | None, expected: str | None) -> None:
    assert language_of(text, said) == expected


def test_a_page_that_says_english_may_be_french() -> None:
    page = f'<html lang="en"><body><article><p>{OTHERS["fr"]}</p><p>{OTHERS["fr"]}</p></article></body></html>'
    (found,) = read_bytes("a.html", page.encode())
    assert isinstance(found, Article)
    assert found.language == "fr"
