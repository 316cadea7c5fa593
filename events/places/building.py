"""The gazetteer's file: built from the packages and the supplement, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path

from events import verifying
from events.errors import GazetteerError
from events.places import features, packages
from events.places.collecting import collect
from events.places.divisions import without_type
from events.places.entries import Draft, fame, weight
from events.places.names import fold, key
from events.places.tables import DATA, table

SCHEMA_VERSION = 2

SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE places (id INTEGER PRIMARY KEY, geonameid INTEGER, name TEXT, lat REAL, lon REAL, feature TEXT,
                     country TEXT, admin1 TEXT, population INTEGER, radius_km REAL, weight REAL, fame REAL,
                     source TEXT);
CREATE TABLE names (folded TEXT, place INTEGER, official INTEGER, PRIMARY KEY (folded, place)) WITHOUT ROWID;
CREATE TABLE keys (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE forms (form TEXT, place INTEGER, kind TEXT, PRIMARY KEY (form, place)) WITHOUT ROWID;
CREATE TABLE demonyms (folded TEXT, country TEXT, PRIMARY KEY (folded, country)) WITHOUT ROWID;
CREATE TABLE countries (iso2 TEXT PRIMARY KEY, iso3 TEXT) WITHOUT ROWID;
CREATE TABLE divisions (country TEXT, code TEXT, name TEXT, PRIMARY KEY (country, code)) WITHOUT ROWID;
CREATE TABLE added (file TEXT, row TEXT);
"""

_LATIN = re.compile("[a-z]")


def fingerprint() -> str:
    """Changes with whatever the gazetteer is made from: schema, packages, supplement, and the code that reads them."""
    parts = [f"schema {SCHEMA_VERSION}", *(f"{n} {v}" for n, v in sorted(packages.versions().items()))]
    files = sorted(DATA.glob("*.tsv")) + [
        Path(__file__).with_name(n) for n in ("names.py", "collecting.py", "divisions.py", "features.py", "entries.py")
    ]
    parts += [hashlib.sha256(path.read_bytes()).hexdigest() for path in files]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def build(path: Path) -> None:
    """Write the gazetteer to `path`, replacing what is there but for the rows that a user had added.

    Raises `GazetteerError` where a package is missing, or the folder cannot be written, `ModelError` where a package is
    not what was installed.
    """
    packages.versions()
    for name in packages.DISTRIBUTIONS:
        verifying.check_package(name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=path.name, suffix=".part", dir=path.parent)
    except OSError as error:
        raise GazetteerError(
            f"cannot write the gazetteer into {path.parent}: {error}; set DATELINE_CACHE to another folder"
        ) from error
    os.close(handle)
    temporary = Path(name)
    try:
        with closing(sqlite3.connect(temporary)) as db:
            _fill(db, added_rows(path))
        temporary.replace(path)  # two processes may build at once: the last one wins, both are whole
    except (sqlite3.Error, OSError) as error:
        raise GazetteerError(
            f"cannot write the gazetteer {path}: {error}; free disk space or set DATELINE_CACHE"
        ) from error
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()


def _fill(db: sqlite3.Connection, added: list[tuple[str, str]]) -> None:
    db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY;" + SCHEMA)
    alpha3 = {c["iso"]: c["iso3"] for c in packages.countries()}
    db.executemany("INSERT INTO countries VALUES (?, ?)", alpha3.items())
    drafts, divisions = collect()
    db.executemany("INSERT INTO divisions VALUES (?, ?, ?)", ((c, code, name) for (c, code), name in divisions.items()))
    write(db, drafts)
    _write_forms(db)
    _write_demonyms(db)
    from events.places import dump  # what users added, read anew

    db.executemany("INSERT INTO added VALUES (?, ?)", added)
    write(db, (dump.draft(row, divisions) for _, row in added))
    db.execute("INSERT INTO meta VALUES ('fingerprint', ?)", (fingerprint(),))
    db.commit()
    db.execute("ANALYZE")


def added_rows(path: Path) -> list[tuple[str, str]]:
    """(file, line) of each row that a user had added to the gazetteer at `path`."""
    if not path.exists():
        return []
    with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT file, row FROM added").fetchall()
    return []


def write(db: sqlite3.Connection, drafts: Iterable[Draft]) -> int:
    """Add places with their names and keys; returns how many."""
    first = (db.execute("SELECT max(id) FROM places").fetchone()[0] or 0) + 1
    alpha3 = dict(db.execute("SELECT iso2, iso3 FROM countries"))
    numbered = list(enumerate(drafts, first))
    db.executemany(f"INSERT INTO places VALUES ({','.join('?' * 13)})", (_row(i, d, alpha3) for i, d in numbered))  # noqa: S608
    names: dict[tuple[str, int], int] = {}
    for i, draft in numbered:
        for folded, official in _names(draft):
            names[folded, i] = max(official, names.get((folded, i), 0))
    db.executemany("INSERT INTO names VALUES (?, ?, ?)", sorted((f, i, o) for (f, i), o in names.items()))
    tolerant = {i for i, d in numbered if d.country in packages.transliterated() or d.curated}
    db.executemany(
        "INSERT INTO keys VALUES (?, ?)", sorted({(k, i) for f, i in names if i in tolerant and len(k := key(f)) > 3})
    )
    return len(numbered)


def _row(i: int, d: Draft, alpha3: dict[str, str]) -> tuple[object, ...]:
    country = alpha3.get(d.country or "")
    radius = d.radius_km or features.radius_km(d.feature, d.population)
    return (
        i,
        d.geonameid,
        d.name,
        d.lat,
        d.lon,
        d.feature,
        country,
        d.admin1,
        d.population,
        radius,
        round(weight(d), 3),
        round(fame(d), 3),
        d.source,
    )


def _names(draft: Draft) -> Iterator[tuple[str, int]]:
    """(folded name, 1 if official) of a draft; alternate names that are codes or not in Latin letters are left out."""
    kind = features.precision(draft.feature)
    official = draft.name
    halves = {half.strip() for half in official.split("/")} & draft.alternates  # "Biel/Bienne"
    yield from ((fold(name), 1) for name in (official, *draft.equals, *halves))
    if kind in ("admin1", "admin2") and (bare := without_type(official)):
        yield fold(bare), 1
    for name in draft.alternates:
        if _is_name(name) or draft.curated:
            folded = fold(name)
            if len(folded) > 2 and _LATIN.search(folded):
                yield folded, int(draft.curated)
                if kind in ("admin1", "admin2") and not _is_nickname(name) and (bare := without_type(name)):
                    yield fold(bare), int(draft.curated)


def _is_nickname(name: str) -> bool:
    """ "Golden State", "Empire State": without the last word they are names of nothing."""
    return name.endswith(" State")


def _is_name(name: str) -> bool:
    """Whether an alternate name is written as one: not a code ("JGX"), nor a machine's transliteration ("ghlyndyl")."""
    if name.isupper() and len(name) < 5:
        return False
    return (
        name[:1].isupper()
        or (not name[:1].isalpha() and name != name.lower())
        or name[:3].lower() in ("al-", "el-", "ad-", "as-", "ar-")
    )


def _write_forms(db: sqlite3.Connection) -> None:
    """Abbreviations, as they are written, each to the place that it stands for."""
    alpha3 = dict(db.execute("SELECT iso2, iso3 FROM countries"))
    for row in table("abbreviations.tsv"):
        found = db.execute(
            "SELECT p.id FROM names n JOIN places p ON p.id = n.place WHERE n.folded = ? AND p.country = ? ORDER BY "
            "(CASE WHEN ? LIKE 'PCL%' THEN p.feature LIKE 'PCL%' ELSE p.feature = ? END) DESC, p.weight DESC LIMIT 1",
            (fold(row["name"]), alpha3[row["country"]], row["feature"], row["feature"]),
        ).fetchone()
        if found is None:
            raise GazetteerError(f"abbreviations.tsv: no place {row['name']!r} in {row['country']}; correct the row")
        db.execute("INSERT OR IGNORE INTO forms VALUES (?, ?, ?)", (row["form"], found[0], row["kind"]))


def _write_demonyms(db: sqlite3.Connection) -> None:
    """Words for a country's people and things: countryinfo's, and the irregular ones of our own list."""
    alpha3 = dict(db.execute("SELECT iso2, iso3 FROM countries"))
    pairs = {(row["demonym"], row["country"]) for row in table("demonyms.tsv")}
    refused = {row["demonym"] for row in table("demonyms.tsv")}
    for facts in packages.country_facts():
        code = facts.get("ISO", {}).get("alpha2")
        for word in re.split("[,/]", facts.get("demonym") or ""):
            if word.strip() and word.strip() not in refused:
                pairs.add((word.strip(), code))
    rows = {(form, alpha3[c]) for word, c in pairs if c in alpha3 for form in (fold(word), fold(word + "s"))}
    db.executemany("INSERT OR IGNORE INTO demonyms VALUES (?, ?)", sorted(rows))
