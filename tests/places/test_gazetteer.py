"""The gazetteer: what it knows, what it ranks first, what users add, and what it refuses."""

from __future__ import annotations

import pickle
import shutil
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from events.errors import GazetteerError
from events.places import building, packages
from events.places.entries import distance_km
from events.places.gazetteer import Gazetteer, open_gazetteer


@pytest.mark.parametrize(
    ("name", "lat", "lon", "within_km", "precision"),
    [
        ("Amerli", 34.725, 44.588, 10, "settlement"),
        ("Amirli", 34.725, 44.588, 10, "settlement"),
        ("Āmirlī", 34.725, 44.588, 10, "settlement"),
        ("Mosul", 36.34, 43.12, 10, "settlement"),
        ("Deir Ezzor", 35.34, 40.14, 60, "settlement"),
        ("Kirkuk", 35.47, 44.39, 10, "settlement"),
        ("Anbar province", 33.5, 41.3, 200, "admin1"),
        ("Strait of Hormuz", 26.57, 56.25, 80, "region"),
        ("Sinai", 29.5, 33.8, 100, "region"),
        ("Mediterranean", 35, 18, 900, "region"),
        ("U.S.", 39.8, -98.5, 500, "country"),
        ("Britain", 54.8, -2.7, 300, "country"),
        ("Calif.", 37.2, -119.7, 300, "admin1"),
        ("W.Va.", 38.6, -80.6, 200, "admin1"),
        ("Quebec", 52, -72, 500, "admin1"),
        ("Cook County", 41.8, -87.8, 60, "admin2"),
        ("Paris", 48.85, 2.35, 10, "settlement"),
        ("TEHRAN", 35.69, 51.42, 10, "settlement"),
        ("Second Thomas Shoal", 9.73, 115.86, 15, "site"),
        ("Ayungin Shoal", 9.73, 115.86, 15, "site"),
        ("Scarborough Shoal", 15.18, 117.76, 30, "site"),
        ("Sabina Shoal", 9.75, 116.47, 20, "site"),
        ("Reed Bank", 11.33, 116.8, 40, "site"),
        ("Itu Aba", 10.38, 114.37, 5, "region"),
        ("Amu Darya", 39.0, 64.5, 500, "region"),
        ("Lake Turkana", 3.6, 36.1, 40, "region"),
        ("Alberta", 55.0, -115.0, 100, "admin1"),
        ("Canada", 60.0, -96.0, 300, "country"),
        ("Bakhmut", 48.59, 38.0, 10, "settlement"),
        ("Kyiv", 50.45, 30.52, 15, "settlement"),
        ("Kiev", 50.45, 30.52, 15, "settlement"),
        ("Mazar-i-Sharif", 36.71, 67.11, 10, "settlement"),
        ("Conn.", 41.6, -72.7, 60, "admin1"),
        ("NYC", 40.71, -74.01, 15, "settlement"),
        ("Pacific", 0, -160, 1000, "region"),
        ("the Atlantic Ocean", 0, -25, 1000, "region"),
        ("Bab el-Mandeb", 12.6, 43.3, 60, "region"),
        ("Bering Strait", 65.8, -169, 80, "region"),
        ("Grand Ethiopian Renaissance Dam", 11.215, 35.093, 10, "site"),
        ("Kakhovka Dam", 46.78, 33.37, 10, "site"),
        ("Golan Heights", 33, 35.75, 40, "region"),
        ("Tigray", 13.8, 38.5, 150, "admin1"),
        ("Darfur", 13, 25, 200, "region"),
        ("Kibera", -1.31, 36.79, 5, "settlement"),
        ("Zaporizhzhia nuclear power plant", 47.51, 34.59, 10, "site"),
    ],
)
def test_first_candidate(gazetteer, name, lat, lon, within_km, precision):
    best = gazetteer.lookup(name)[0]
    assert distance_km(best.lat, best.lon, lat, lon) <= within_km
    assert best.precision == precision


@pytest.mark.parametrize("name", ["", " ", "—", "Xyzzyplugh", "'; DROP TABLE names; --", "\x00", "𓀀" * 500])
def test_unknown_names_have_no_candidates(gazetteer, name):
    assert gazetteer.lookup(name) == ()


@pytest.mark.parametrize(
    ("name", "country", "admin1"),
    [
        ("Paris", "USA", "Texas"),
        ("Springfield", "USA", "Illinois"),
        ("Georgia", "USA", "Georgia"),
        ("Georgia", "GEO", None),
    ],
)
def test_namesakes_are_candidates_too(gazetteer, name, country, admin1):
    assert any((e.country, e.admin1) == (country, admin1) for e in gazetteer.lookup(name))


def test_codes_are_no_names_where_they_are_words(gazetteer):
    assert all(
        e.country != "USA" or e.precision != "admin1" for e in gazetteer.lookup("OR")
    )  # Oregon after a comma only
    assert {kind for _, kind in gazetteer.abbreviation("OR")} == {"postal"}


@pytest.mark.parametrize(
    ("word", "country"), [("Iraqi", "IRQ"), ("Britons", "GBR"), ("French", "FRA"), ("Mosul", None)]
)
def test_demonyms(gazetteer, word, country):
    assert gazetteer.country_of(word) == country


def test_coordinates_and_radii_are_possible(gazetteer):
    with sqlite3.connect(gazetteer.path) as db:
        wrong = db.execute(
            "SELECT count(*) FROM places "
            "WHERE lat NOT BETWEEN -90 AND 90 OR lon NOT BETWEEN -180 AND 180 OR radius_km <= 0"
        ).fetchone()
    assert wrong == (0,)


def test_a_lookup_takes_far_less_than_a_millisecond(gazetteer):
    names = [f"{a}{b}" for a in ("Mosul", "Springfield", "San Antonio", "Xyz") for b in ("", " City", "ville", " Nord")]
    took = []
    for _ in range(5):  # the best of some: the machine may be busy
        gazetteer.lookup.cache_clear()
        start = time.perf_counter()
        for name in names:
            gazetteer.lookup(name)
        took.append((time.perf_counter() - start) / len(names))
    assert min(took) < 0.0005


def test_threads_share_one_gazetteer(gazetteer):
    gazetteer.lookup.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: gazetteer.lookup("Aleppo")[0].country, range(32)))
    assert found == ["SYR"] * 32


def test_info(gazetteer):
    info = gazetteer.info()
    assert info["places"] > 250_000
    assert info["bytes"] < 100_000_000
    assert info["sources"]["supplement"] > 200


# ---- what users add ----------------------------------------------------------------------------------------------

ROW = (
    "99000001|Klein Testow|Klein Testow|Mali Testow|51.5|14.2|P|PPL|DE||11||||321||80|Europe/Berlin|2026-01-01".replace(
        "|", "\t"
    )
)


@pytest.fixture
def own(gazetteer, tmp_path):
    """A copy of the gazetteer that a test may change."""
    path = tmp_path / "gazetteer.sqlite"
    shutil.copy(gazetteer.path, path)
    return Gazetteer(path)


def test_added_rows_are_found_and_counted_once(own, tmp_path):
    dump = tmp_path / "DE.txt"
    dump.write_text(ROW + "\n", encoding="utf-8")
    assert own.lookup("Klein Testow") == ()
    assert own.add(dump) == 1
    assert own.lookup("Mali Testow")[0].geonameid == 99000001
    assert own.lookup("Klein Testow")[0].admin1 == "Brandenburg"
    assert own.add(dump) == 0
    assert own.info()["added"] == 1


def test_added_rows_survive_a_rebuild(own, tmp_path, monkeypatch):
    dump = tmp_path / "DE.txt"
    dump.write_text(ROW, encoding="utf-8")
    own.add(dump)
    monkeypatch.setattr(building, "collect", lambda: ([], {("DE", "11"): "Brandenburg"}))
    monkeypatch.setattr(building, "_write_forms", lambda db: None)
    building.build(own.path)
    assert Gazetteer(own.path).lookup("Klein Testow")[0].admin1 == "Brandenburg"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"id,name\n1,Mosul\n", "line 1: 1 columns instead of 19"),
        (ROW.replace("51.5", "north").encode(), "line 1: could not convert"),
        (ROW.replace("51.5", "151.5").encode(), "out of range"),
        ((ROW + "\n" + ROW.replace("Klein Testow", "")).encode(), "line 2: no name"),
        (b"\xff\xfe\x00", "not UTF-8"),
    ],
)
def test_malformed_dumps_are_refused_whole(own, tmp_path, content, complaint):
    dump = tmp_path / "wrong.txt"
    dump.write_bytes(content)
    with pytest.raises(GazetteerError, match=complaint):
        own.add(dump)
    assert own.info()["added"] == 0


def test_a_missing_dump_is_named(own, tmp_path):
    with pytest.raises(GazetteerError, match="nowhere"):
        own.add(tmp_path / "nowhere.txt")


# ---- building ----------------------------------------------------------------------------------------------------


@pytest.fixture
def few(monkeypatch):
    """A build that takes no time: no packages' places, the supplement's rows only."""
    from events.places import collecting

    monkeypatch.setattr(building, "collect", lambda: (list(collecting._supplement()), {}))
    monkeypatch.setattr(building, "_write_forms", lambda db: None)


@pytest.mark.usefixtures("few")
def test_a_damaged_file_is_built_anew(tmp_path):
    path = tmp_path / "gazetteer.sqlite"
    path.write_bytes(b"SQLite format 3\x00 and then nothing that makes sense" * 100)
    assert open_gazetteer(path).lookup("Amerli")[0].country == "IRQ"


@pytest.mark.usefixtures("few")
def test_a_gazetteer_of_other_data_is_built_anew(tmp_path, monkeypatch):
    path = tmp_path / "gazetteer.sqlite"
    open_gazetteer(path)
    first = path.stat().st_ino
    open_gazetteer(path)
    assert path.stat().st_ino == first
    monkeypatch.setattr(building, "SCHEMA_VERSION", 999)
    open_gazetteer(path)
    assert path.stat().st_ino != first


@pytest.mark.usefixtures("few")
def test_two_builds_at_once_leave_one_whole_file(tmp_path):
    path = tmp_path / "gazetteer.sqlite"
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(building.build, [path, path]))
    assert Gazetteer(path).lookup("Amerli")
    assert [p.name for p in tmp_path.iterdir()] == ["gazetteer.sqlite"]


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    with pytest.raises(GazetteerError, match="file"):
        open_gazetteer(blocked / "gazetteer.sqlite")


def test_a_missing_package_is_named(monkeypatch):
    monkeypatch.setattr(packages, "DISTRIBUTIONS", ("no-such-package-of-places",))
    with pytest.raises(GazetteerError, match="no-such-package-of-places"):
        packages.versions()


def test_a_changed_pickle_is_not_opened(tmp_path):
    path = tmp_path / "data.pkl"
    path.write_bytes(pickle.dumps([]))
    with pytest.raises(GazetteerError, match="SHA-256"):
        packages.unpickle(path, "0" * 64)


def test_a_pickle_cannot_run_code(tmp_path):
    import hashlib
    import os

    path = tmp_path / "data.pkl"
    path.write_bytes(pickle.dumps(os.getcwd))
    with pytest.raises(GazetteerError, match="refused"):
        packages.unpickle(path, hashlib.sha256(path.read_bytes()).hexdigest())
