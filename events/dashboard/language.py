"""The language of the page: its words from a catalogue, numbers and days as its readers write them.

`use` is called once a run. A callback runs before that, in a thread that nobody has told yet: what it has to say is
marked with `N_`, kept in English, and translated where it is shown. What is said outside of a page is English.
"""

from __future__ import annotations

import gettext
import re
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Any

from babel import Locale, UnknownLocaleError, dates, numbers
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from events import settings

CATALOGUES = files("events.dashboard") / "locale"  # a folder a language, as gettext has them, and the template
FILE = "LC_MESSAGES/dateline.po"
YEAR = re.compile("y+")


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """`locale`: how numbers and days are written. `catalogue`: the translations; none where it is English."""

    locale: Locale
    words: gettext.NullTranslations
    catalogue: Catalog | None = None

    @property
    def tag(self) -> str:
        """Its name as browsers have it: "de-AT"."""
        return str(self.locale).replace("_", "-")


ENGLISH = Language(Locale("en", "GB"), gettext.NullTranslations())
_present: ContextVar[Language] = ContextVar("language", default=ENGLISH)


def use(locale: str | None) -> None:
    """What follows is said as readers of this locale want it, unless DATELINE_LANGUAGE names another one."""
    _present.set(of(settings.language() or locale or ""))


def present() -> Language:
    return _present.get()


@lru_cache(maxsize=64)
def of(asked: str) -> Language:
    """The language of a locale such as "de-AT"; English where there is no catalogue of it, or it is no locale."""
    locale = _locale(asked)
    if locale is None or locale.language == "en":
        return Language(locale, ENGLISH.words) if locale is not None and locale.territory else ENGLISH
    for name in (str(locale), locale.language):
        if name in translated():
            catalogue = read(name)
            return Language(locale, _translations(catalogue), catalogue)
    return ENGLISH


def _locale(asked: str) -> Locale | None:
    """The locale of this name, or of its language where its region is not known."""
    name = asked.strip().replace("-", "_")
    for each in (name, name.partition("_")[0]):
        try:
            return Locale.parse(each)
        except (ValueError, UnknownLocaleError):
            continue
    return None


def translated() -> list[str]:
    """The languages that there is a catalogue of."""
    return sorted(folder.name for folder in CATALOGUES.iterdir() if folder.is_dir())


def read(name: str) -> Catalog:
    """The catalogue of a language."""
    with (CATALOGUES / name / FILE).open("rb") as stream:
        return read_po(stream, locale=name)


def _translations(catalogue: Catalog) -> gettext.GNUTranslations:
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


# ---- words -----------------------------------------------------------------------------------------------------


def N_(text: str) -> str:
    """Marks a text that is translated where it is shown."""
    return text


def _(text: str) -> str:
    """The text in the language of the page."""
    return present().words.gettext(text) if text else text


def _n(one: str, many: str, n: int) -> str:
    """The text that goes with a number, and the number in it: "1 event", "1,204 events"."""
    return present().words.ngettext(one, many, n).format(n=count(n))


def spoken(component: str) -> dict[str, Any]:
    """What a component of ours has to know: the locale, and the words that stand in its source."""
    return {"locale": present().tag, "words": _words(present(), component)}


@lru_cache(maxsize=256)
def _words(language: Language, component: str) -> dict[str, str | dict[str, str]]:
    """Text → its translation, or one a plural category, of the messages that a file or folder has."""
    found: dict[str, str | dict[str, str]] = {}
    for message in language.catalogue or ():
        if not message.string or not any(path.startswith(component) for path, _line in message.locations):
            continue
        if isinstance(message.id, str):
            found[message.id] = language.words.gettext(message.id)
        else:
            one, many = message.id
            form = language.locale.plural_form
            found[one] = {form(n): language.words.ngettext(one, many, n) for n in reversed(range(200))}
    return found


# ---- numbers and days ------------------------------------------------------------------------------------------


def count(n: int) -> str:
    """ "1,204"."""
    return _count(n, present().locale)


@lru_cache(maxsize=50_000)
def _count(n: int, locale: Locale) -> str:
    return numbers.format_decimal(n, locale=locale)


def decimal(value: float, digits: int) -> str:
    """ "0.62", with so many digits behind the point."""
    return numbers.format_decimal(value, format=f"#,##0.{'0' * digits}", locale=present().locale)


def day(of_year: date, year: str) -> str:
    """ "10 Jun 2014", "15 Mar 44 BCE": the year as it is called."""
    return _written("yMMMd", "d MMM y", of_year, year, present().locale)


def month(of_year: date, year: str) -> str:
    """ "June 2014"."""
    return _written("yMMMM", "MMMM y", of_year, year, present().locale)


@lru_cache(maxsize=50_000)
def _written(skeleton: str, else_: str, of_year: date, year: str, locale: Locale) -> str:
    """A day in the order of the locale; English months have three letters, also September."""
    known = locale.datetime_skeletons.get(skeleton)
    pattern = YEAR.sub(f"'{year}'", known.pattern if known else else_)
    names = Locale("en") if locale.language == "en" else locale
    return dates.format_date(of_year, pattern, names)
