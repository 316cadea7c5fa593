"""The words of the dashboard, and how its numbers and days are written, in each language that there is."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextvars import copy_context
from pathlib import Path
from string import Formatter
from typing import Any

import pycountry
import pytest
from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from events.dashboard import language, wording
from events.dashboard.language import _, _n, count, decimal
from events.extraction import ontology
from events.model import Casualties, TimeInterval
from tests import factory

ROOT = Path(__file__).parent.parent.parent
TEMPLATE = ROOT / "events" / "dashboard" / "locale" / "dateline.pot"
LANGUAGES = language.translated()


def said(locale: str | None, what: Callable[..., Any], *arguments: object) -> Any:
    """What a function gives where the page speaks a language."""

    def run() -> Any:
        language.use(locale)
        return what(*arguments)

    return copy_context().run(run)


@pytest.fixture(autouse=True)
def browser_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATELINE_LANGUAGE", raising=False)


# ---- which language --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("locale", "tag"),
    [
        (None, "en-GB"),
        ("", "en-GB"),
        ("en", "en-GB"),
        ("en-GB", "en-GB"),
        ("en-US", "en-US"),
        ("de", "de"),
        ("de-DE", "de-DE"),
        ("de-AT", "de-AT"),
        ("de-XX", "de"),
        ("fr-FR", "en-GB"),  # no catalogue yet
        ("xx", "en-GB"),
        ("../../etc", "en-GB"),
        ("de" * 5000, "en-GB"),
    ],
)
def test_a_locale_that_we_cannot_speak_is_english(locale: str | None, tag: str) -> None:
    assert said(locale, lambda: language.present().tag) == tag


@pytest.mark.parametrize(("setting", "tag"), [("de", "de"), ("en-US", "en-US"), ("tlh", "en-GB"), ("", "de-AT")])
def test_the_setting_wins_over_the_browser(setting: str, tag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_LANGUAGE", setting)
    assert said("de-AT", lambda: language.present().tag) == tag


def test_one_session_does_not_change_the_language_of_another() -> None:
    assert said("de", _, "Events") == "Ereignisse"
    assert _("Events") == "Events"


# ---- numbers and days ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("locale", "number", "likely", "events"),
    [
        (None, "1,234,567", "0.62", "1,204 events"),
        ("en-US", "1,234,567", "0.62", "1,204 events"),
        ("de-DE", "1.234.567", "0,62", "1.204 Ereignisse"),
        ("de-CH", "1’234’567", "0.62", "1’204 Ereignisse"),
    ],
)
def test_numbers_are_written_as_readers_write_them(locale: str | None, number: str, likely: str, events: str) -> None:
    assert said(locale, count, 1_234_567) == number
    assert said(locale, decimal, 0.62, 2) == likely
    assert said(locale, _n, "{n} event", "{n} events", 1204) == events


@pytest.mark.parametrize(
    ("earliest", "latest", "granularity", "british", "american", "german"),
    [
        ("2014-06-10", "2014-06-10", "day", "10 Jun 2014", "Jun 10, 2014", "10. Juni 2014"),
        ("2014-09-01", "2014-09-01", "day", "1 Sep 2014", "Sep 1, 2014", "1. Sept. 2014"),
        ("2014-06-10T14:30", "2014-06-10T14:30", "minute", "10 Jun 2014, 14:30", "Jun 10, 2014, 14:30",
         "10. Juni 2014, 14:30"),
        ("2014-06-10T00:00", "2014-06-10T06:00", "hour", "10 Jun 2014, 00:00–06:00", "Jun 10, 2014, 00:00–06:00",
         "10. Juni 2014, 00:00–06:00"),
        ("2014-06-01", "2014-06-30", "month", "June 2014", "June 2014", "Juni 2014"),
        ("2014-01-01", "2014-12-31", "year", "2014", "2014", "2014"),
        ("-0043-03-15", "-0043-03-15", "day", "15 Mar 44 BCE", "Mar 15, 44 BCE", "15. März 44 v. Chr."),
        ("-0043-01-01", "-0043-12-31", "year", "44 BCE", "44 BCE", "44 v. Chr."),
        ("2014-06-10", None, "day", "from 10 Jun 2014", "from Jun 10, 2014", "ab 10. Juni 2014"),
        (None, "2014-06-10", "day", "until 10 Jun 2014", "until Jun 10, 2014", "bis 10. Juni 2014"),
    ],
)  # fmt: skip
def test_days_are_written_as_readers_write_them(
    earliest: str | None, latest: str | None, granularity: str, british: str, american: str, german: str
) -> None:
    time = TimeInterval(None, earliest, latest, granularity, "stated")
    for locale, expected in ((None, british), ("en-GB", british), ("en-US", american), ("de-DE", german)):
        assert said(locale, wording.days, time) == expected


@pytest.mark.parametrize(
    ("what", "arguments", "expected"),
    [
        (wording.kind, ("ASSAULT", "suicide-attack"), "Angriff · Selbstmordanschlag"),
        (wording.choice, ("mode", "airstrike"), "Luftangriff"),
        (wording.choice, ("mode", "economic"), "Wirtschaftlich"),
        (wording.choice, ("country", "IRQ"), "Irak"),
        (wording.choice, ("granularity", "decade"), "Jahrzehnt"),
        (wording.choice, ("reports", "3 or 4"), "3 oder 4 Berichte"),
        (wording.choice, ("actor", "Iraq"), "Iraq"),
        (wording.certainty, (0.62,), "wahrscheinlich 0,62"),
        (wording.toll, (Casualties((1200, 1200), (9, 12)),), "1.200 getötet, 9 bis 12 verletzt"),
        (wording.where, (factory.MOSUL,), "Mosul, Nineveh, Irak"),
        (wording.where, (factory.IRAQ,), "Irak"),
        (wording.perhaps, (factory.IRAQ, 0.5), "Irak"),
        (wording.perhaps, (factory.IRAQ, 0.49), "vielleicht Irak"),
        (wording.perhaps, (factory.IRAQ, None), "Irak"),  # a person said so
        (wording.perhaps, (None, 0.2), None),
        (wording.choice, ("spot", "Mosul, Nineveh, IRQ"), "Mosul, Nineveh, Irak"),
        (wording.choice, ("spot", "Iraq, IRQ"), "Irak"),
    ],
)
def test_german(what: Callable[..., str], arguments: tuple, expected: str) -> None:
    assert said("de-DE", what, *arguments) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Mosul, Nineveh, IRQ", "Mosul, Nineveh, Iraq"),
        ("Iraq, IRQ", "Iraq"),
        ("Singapore, SGP", "Singapore"),
        ("Goma, Nord-Kivu, COD", "Goma, Nord-Kivu, The Democratic Republic of the Congo"),
        ("Black Sea", "Black Sea"),
        ("Pristina, XKX", "Pristina, XKX"),
    ],
)
def test_a_place_says_its_country_by_name(value: str, expected: str) -> None:
    assert said("en-GB", wording.located, value) == expected


# ---- the catalogues --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What stands in the code now, as `make strings` finds it."""
    found = tmp_path_factory.mktemp("strings") / "dateline.pot"
    options = ["-k", "_n:1,2", "-k", "N_", "--add-location=file", "-o", str(found)]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        CommandLineInterface().run(["pybabel", "-q", "extract", "-F", "pyproject.toml", *options, "."])
    with found.open("rb") as stream:
        return read_po(stream)


def messages(catalogue: Catalog) -> dict[str | tuple[str, ...], set[str]]:
    """The messages of a catalogue, each with the files that it stands in."""
    return {
        message.id if isinstance(message.id, str) else tuple(message.id): {path for path, _line in message.locations}
        for message in catalogue
        if message.id
    }


def test_the_template_is_of_this_code(extracted: Catalog) -> None:
    with TEMPLATE.open("rb") as stream:
        assert messages(read_po(stream)) == messages(extracted), "run `make strings`"


def calls() -> Iterator[tuple[str, str]]:
    """File and text of each call of `_`, `N_` and `_n` with words in it, also where Babel does not look."""
    for path in (ROOT / "app.py", *(ROOT / "events" / "dashboard").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_", "_n"):
                texts = node.args[: 2 if node.func.id == "_n" else 1]
                yield from ((path.name, t.value) for t in texts if isinstance(t, ast.Constant) and t.value)
    sources = [*(ROOT / "components" / "timeline" / "src").iterdir(), ROOT / "events/dashboard/data/detail.js"]
    for path in sources:
        found = re.findall(r'\b(?:_|N_|_n)\("((?:[^"\\]|\\.)*)"', path.read_text(encoding="utf-8"))
        yield from ((path.name, text) for text in found)


def test_no_text_hides_where_it_is_not_found(extracted: Catalog) -> None:
    known = {text for each in messages(extracted) for text in ([each] if isinstance(each, str) else each)}
    assert [call for call in calls() if call[1] not in known] == []


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_translation_is_whole(name: str, extracted: Catalog) -> None:
    catalogue = language.read(name)
    texts = {message.id: message.string for message in catalogue if message.id}
    assert [text for text, translation in texts.items() if not translation or not all(translation)] == []
    assert messages(catalogue).keys() == messages(extracted).keys(), "run `make strings` and translate what is new"
    assert not [message.id for message in catalogue if message.id and message.fuzzy]


MARKS = re.compile(r"`[^`]+`|\(https?:[^)]+\)|\*\*|<\w")


def fields(text: str) -> Counter[str | None]:
    return Counter(name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_translation_has_the_same_gaps_and_marks(name: str) -> None:
    for message in language.read(name):
        if not message.id:
            continue
        texts = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string)
        for string in strings:
            assert fields(string) == fields(texts[-1]), texts
            assert sorted(MARKS.findall(string)) == sorted(MARKS.findall(texts[-1])), texts


CHOICES = {
    "type": list(ontology.types()),
    "mode": [mode for entry in ontology.types().values() for mode in entry.modes],
    "sector": list(wording.SECTORS),
    "country": [country.alpha_3 for country in pycountry.countries],
}


@pytest.mark.parametrize("name", LANGUAGES)
@pytest.mark.parametrize("facet", CHOICES)
def test_no_two_choices_of_a_filter_are_called_the_same(name: str, facet: str) -> None:
    values = sorted(set(CHOICES[facet]))
    called = Counter(said(name, wording.choice, facet, value) for value in values)
    assert [label for label, times in called.items() if times > 1] == []


def test_a_component_gets_the_words_of_its_source_alone() -> None:
    assert said("en-GB", language.spoken, "components/timeline/") == {"locale": "en-GB", "words": {}}
    timeline = said("de-AT", language.spoken, "components/timeline/")
    assert timeline["locale"] == "de-AT"
    assert timeline["words"]["All dates"] == "Alle Daten"
    assert timeline["words"]["{n} event"] == {"one": "{n} Ereignis", "other": "{n} Ereignisse"}
    assert "Clear all filters" not in timeline["words"]
    detail = said("de-AT", language.spoken, "events/dashboard/data/detail.js")
    assert detail["words"]["According to: {who}"] == "Laut: {who}"
