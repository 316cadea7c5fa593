"""Which files open as a store, and what is said of those that do not."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from events.errors import StoreError
from events.store import Store
from events.store.opening import MIGRATIONS, name_of
from events.store.schema import REVISION, metadata
from tests.factory import article


def opened(path, **kwargs):
    return Store.open(f"sqlite:///{path}", **kwargs)


def test_missing_folders_are_made(tmp_path):
    path = tmp_path / "a" / "b" / "store.sqlite"
    opened(path).close()
    assert path.exists()


def test_a_new_store_is_in_write_ahead_mode(tmp_path):
    path = tmp_path / "store.sqlite"
    opened(path).close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_the_migrations_make_the_schema(tmp_path):
    path = tmp_path / "store.sqlite"
    opened(path).close()
    with create_engine(f"sqlite:///{path}").connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _is_ours})
        assert compare_metadata(context, metadata) == []


def _is_ours(name, kind, parents) -> bool:
    """Not one of the tables in which SQLite keeps the index of words."""
    return not (kind == "table" and name.startswith("event_search"))


def test_the_newest_migration_is_the_one_that_opens_at_once():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == REVISION


def test_a_store_of_this_version_opens_at_once_and_without_alembic(tmp_path):
    path = tmp_path / "store.sqlite"
    opened(path).close()
    code = (
        "import sys, time; from events.store import Store; Store.open(sys.argv[1]).revision();"
        "start = time.perf_counter(); Store.open(sys.argv[1]);"
        "print(time.perf_counter() - start, 'alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, f"sqlite:///{path}"], capture_output=True, text=True, check=True)
    seconds, alembic = done.stdout.split()
    assert float(seconds) < 0.05
    assert alembic == "False"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"database": "nosuch"}, "is not there; make the database with createdb"),
        ({"username": "nobody"}, "has no such user"),
        ({"port": 9}, "cannot be reached; start its server"),
        ({"host": "nowhere.invalid"}, "there is no such host"),
    ],
)
def test_a_server_that_does_not_let_us_in(server, change, says):
    url = make_url(server.url("postgres")).set(password="secret", **change)  # noqa: S106
    with pytest.raises(StoreError, match=says) as error:
        Store.open(url.render_as_string(hide_password=False))
    assert "secret" not in str(error.value)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_url_may_leave_out_the_driver(new_database, scheme):
    with Store.open(new_database().replace("postgresql+psycopg", scheme)) as store:
        assert store.revision() == 0


def test_a_store_that_no_migration_has_finished_is_upgraded(tmp_path):
    """An empty file, as a process leaves it that is killed before it has written anything."""
    path = tmp_path / "store.sqlite"
    path.touch()
    with opened(path) as store:
        assert store.add(article(), []) is True


def test_many_processes_may_open_a_new_store_at_once(tmp_path):
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    at = time.time() + 1.5
    code = (
        "import sys, time; from events.store import Store; import alembic.command;"
        "time.sleep(max(0, float(sys.argv[2]) - time.time()));"
        "print(Store.open(sys.argv[1]).revision())"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", code, url, str(at)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    ended = [process.communicate(timeout=60) for process in started]
    assert [out.strip() for out, _ in ended] == [b"0"] * 4, ended


# ---- what cannot be opened -------------------------------------------------------------------------------------


def _noise(path):
    path.write_bytes(b"GIF89a not a database at all" * 100)


def _other_database(path):
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipe (id INTEGER)")


def _newer(path):
    opened(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


def _damaged(path):
    with opened(path) as store:
        for number in range(200):
            store.add(article(f"Article {number} " * 200), [])
    content = bytearray(path.read_bytes())
    content[100:8192] = b"\xff" * 8092
    path.write_bytes(content)


def _folder(path):
    path.mkdir()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_noise, "no SQLite file"),
        (_other_database, "something else than Dateline"),
        (_newer, "newer Dateline .*9999.* update"),
        (_damaged, "damaged"),
        (_folder, "is a folder without manifest.json: it is no export of Dateline"),
    ],
)
def test_a_file_that_is_no_store(tmp_path, make, said):
    path = tmp_path / "store.sqlite"
    make(path)
    with pytest.raises(StoreError, match=f"{path}.*{said}"):
        opened(path)


def test_a_database_of_something_else_is_left_as_it_is(tmp_path):
    path = tmp_path / "recipes.sqlite"
    _other_database(path)
    before = path.read_bytes()
    with pytest.raises(StoreError):
        opened(path)
    assert path.read_bytes() == before


def test_a_folder_that_is_a_file(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="folder cannot be made"):
        opened(tmp_path / "file" / "store.sqlite")


def test_a_store_that_is_locked(tmp_path):
    path = tmp_path / "store.sqlite"
    with opened(path, wait_seconds=0.1) as store:
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=f"{path}.*another process"):
            store.add(article(), [])
        holder.execute("ROLLBACK")
        holder.close()
        assert store.add(article(), []) is True


def test_a_store_that_is_read_only_is_read_and_not_written(tmp_path):
    path = tmp_path / "store.sqlite"
    with opened(path) as store:
        store.add(article(), [])
    with Store.open(f"sqlite:///file:{path}?mode=ro&uri=true") as store:
        assert len(store.articles()) == 1
        with pytest.raises(StoreError, match="read-only"):
            store.add(article("Another."), [])


def test_a_new_store_on_what_is_read_only(tmp_path):
    path = tmp_path / "store.sqlite"
    path.touch()
    with pytest.raises(StoreError, match="read-only"):
        Store.open(f"sqlite:///file:{path}?mode=ro&uri=true")


@pytest.mark.parametrize("url", ["", "nonsense", "nosuch://host/db", "sqlite+nosuch:///x"])
def test_a_url_that_is_none(url):
    with pytest.raises(StoreError, match="store"):
        Store.open(url)


def test_messages_keep_a_password_secret():
    assert "secret" not in name_of("postgresql+psycopg://me:secret@host/db")
