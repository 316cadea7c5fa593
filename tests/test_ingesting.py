"""An ingest ends with the same store, whatever happens to it on the way."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event

from events import ingesting, workers
from events.errors import AnalysisError, StoreError
from events.ingesting import Outcome
from events.store import Store
from events.workers import Processes
from tests import postgresql, readers
from tests.factory import article

ROOT = Path(__file__).parent.parent
SAID = (
    "Islamic State men besieged Amerli, day {n} of it, a {word} told us.",
    "In {n} days Islamic State seized Mosul; {n} soldiers fled, said a {word}.",
    "Islamic State seized Mosul and later besieged Amerli: report {n} of a {word}.",
)
WHO = ("baker", "driver", "nurse", "farmer", "teacher", "smith", "guard")
DRIVER = """
import sys
from events import ingesting, workers
from events.store import Store
from events.workers import Processes
from tests import readers

workers.BATCH_ARTICLES, ingesting.WRITTEN = 4, 8
if __name__ == "__main__":
    with Store.open(sys.argv[1]) as store, Processes(2) as pool:
        for outcome in ingesting.ingest(ingesting.given([sys.argv[2]]), store, pool, load=readers.slow):
            print(outcome.name, flush=True)
"""


def written(path: Path, articles: int, poison: Iterable[str] = ()) -> Path:
    """A file of articles, one a line; some say "POISON!" in their middle."""
    texts = [SAID[n % 3].format(n=n, word=WHO[n % 7]) for n in range(articles)]
    for word in poison:
        texts.insert(len(texts) // 2, f"Once.\n{word}!\nIslamic State seized Mosul.")
    path.write_text("".join(json.dumps({"id": f"n{n}", "text": text}) + "\n" for n, text in enumerate(texts)))
    return path


def dump(store: Store) -> tuple:
    """All that a store holds, but for what events are called and when it was written."""
    with store.reading() as connection:
        ids = connection.exec_driver_sql("SELECT id FROM event").scalars().all()
    events = sorted(str(replace(one, id="")) for one in map(store.event, ids) if one)
    failed = sorted((one.name, one.reason) for one in store.failed.all())
    return store.articles(), events, failed


def ingest(url: str, path: Path, *, load: workers.Load = readers.quick, number: int = 2, **more: bool) -> list[Outcome]:
    with Store.open(url) as store, Processes(number) as pool:
        given = ingesting.given([str(path)]) if path else ingesting.failed_before(store)
        return list(ingesting.ingest(given, store, pool, load=load, **more))


def dumped(url: str) -> tuple:
    with Store.open(url) as store:
        return dump(store)


def here(url: str, path: Path, **more: bool) -> list[Outcome]:
    """The same in this process, one article after another: what an undisturbed run gives."""
    with Store.open(url) as store:
        given = ingesting.given([str(path)])
        return list(ingesting.ingest(given, store, readers.Here(), load=readers.quick, **more))


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'store.sqlite'}"


@pytest.fixture
def undisturbed(tmp_path: Path) -> Callable[[Path], tuple]:
    def run(path: Path) -> tuple:
        here(f"sqlite:///{tmp_path / 'undisturbed.sqlite'}", path)
        return dumped(f"sqlite:///{tmp_path / 'undisturbed.sqlite'}")

    return run


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few articles a batch and a transaction, so that few articles are many of them."""
    monkeypatch.setattr(workers, "BATCH_ARTICLES", 4)
    monkeypatch.setattr(ingesting, "WRITTEN", 8)


# ---- processes that die ----------------------------------------------------------------------------------------


def test_poisoned_articles_are_found_and_the_rest_goes_on(url, tmp_path, small, undisturbed, monkeypatch):
    monkeypatch.setenv("DATELINE_SECONDS", "2")
    clean = undisturbed(written(tmp_path / "articles.jsonl", 60))
    poisoned = written(tmp_path / "articles.jsonl", 60, readers.POISON)
    failed = {outcome.name: outcome.reason for outcome in ingest(url, poisoned) if outcome.reason}
    assert len(failed) == len(readers.POISON)
    assert sum("crashed, or took more than 2 seconds" in reason for reason in failed.values()) == 4
    assert sum("failed (ValueError: a word too many)" in reason for reason in failed.values()) == 1
    articles, events, listed = dumped(url)
    assert {one.text for one in articles} == {one.text for one in clean[0]}
    assert len(events) == len(clean[1])
    assert dict(listed) == failed
    monkeypatch.delenv("DATELINE_SECONDS")
    again = [outcome.reason for outcome in ingest(url, poisoned) if outcome.reason]
    assert sorted(again) == sorted(f"{r} (as before: ingest --retry-failed reads it again)" for r in failed.values())


def test_where_every_article_ends_its_process_the_run_says_so(url, tmp_path, small, monkeypatch):
    monkeypatch.setattr(workers, "IN_A_ROW", 3)
    path = tmp_path / "articles.jsonl"
    path.write_text("".join(json.dumps({"text": f"Report {n}.\nCRASH!"}) + "\n" for n in range(6)))
    with pytest.raises(AnalysisError, match=r"3 articles one after another could not be read.*memory"):
        ingest(url, path, number=1)


def test_a_killed_process_is_replaced_and_nothing_is_lost(url, tmp_path, small, undisturbed):
    path = written(tmp_path / "articles.jsonl", 60)
    outcomes = []
    with Store.open(url) as store, Processes(2) as pool:
        for outcome in ingesting.ingest(ingesting.given([str(path)]), store, pool, load=readers.slow):
            if len(outcomes) in (1, 20):
                os.kill(children(os.getpid())[-1], signal.SIGKILL)
            outcomes.append(outcome)
    assert all(outcome.new for outcome in outcomes)
    assert dumped(url) == undisturbed(path)


def children(pid: int) -> list[int]:
    """Processes that another began to read articles."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((process / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == pid and b"spawn_main" in (process / "cmdline").read_bytes():
                found.append(int(process.name))
        except OSError:
            continue
    return sorted(found)


def begun(folder: Path, url: str, path: Path) -> subprocess.Popen[str]:
    """An ingest in a process of its own, by the same command each time; it prints each article that is written."""
    (folder / "driver.py").write_text(DRIVER)
    command = [sys.executable, str(folder / "driver.py"), url, str(path)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, text=True, **pipes)


def test_a_killed_run_is_begun_again(url, tmp_path, small, undisturbed):
    path = written(tmp_path / "articles.jsonl", 100)
    driver = begun(tmp_path, url, path)
    for _ in range(5):
        assert driver.stdout and driver.stdout.readline()
    began = children(driver.pid)
    driver.kill()
    driver.communicate()
    assert len(began) == 2
    with Store.open(url) as store:
        assert 0 < store.counts().articles < 100
    ingest(url, path)
    assert dumped(url) == undisturbed(path)
    until = time.monotonic() + 10
    while any(Path(f"/proc/{pid}").exists() for pid in began):
        assert time.monotonic() < until, "a process outlived the one that began it"
        time.sleep(0.05)


# ---- the store -------------------------------------------------------------------------------------------------


def test_a_full_disk_stops_the_run_and_it_goes_on_later(url, tmp_path, small, undisturbed):
    path = written(tmp_path / "articles.jsonl", 120)
    with Store.open(url) as store:
        pages = store._engine.connect().exec_driver_sql("PRAGMA page_count").scalar()
        event.listen(store._engine, "begin", lambda c: c.exec_driver_sql(f"PRAGMA max_page_count = {pages + 40}"))
        with pytest.raises(StoreError, match="the disk is full; make room, and ingest again"):
            list(ingesting.ingest(ingesting.given([str(path)]), store, readers.Here(), load=readers.quick))
    with Store.open(url) as store:
        assert 0 < store.counts().articles < 120
    ingest(url, path)
    assert dumped(url) == undisturbed(path)


def test_a_killed_database_server_ends_the_run_and_the_same_command_goes_on_later(tmp_path, undisturbed):
    """`kill -9` of all of PostgreSQL's processes while articles are read and written."""
    path = written(tmp_path / "articles.jsonl", 100)
    with postgresql.server() as server:
        url = server.url("postgres")
        driver = begun(tmp_path, url, path)
        for _ in range(5):
            assert driver.stdout and driver.stdout.readline()
        server.kill()
        said = driver.communicate(timeout=60)[1]
        assert driver.returncode == 1
        # It was writing, or about to.
        assert re.search("try again when it is back|cannot be reached; start its server", said.splitlines()[-1])
        server.start()
        with Store.open(url) as store:
            assert 0 < store.counts().articles < 100
        again = begun(tmp_path, url, path)
        assert again.communicate(timeout=60)[1] == ""
        assert again.returncode == 0
        assert dumped(url) == undisturbed(path)


# ---- failures --------------------------------------------------------------------------------------------------


def test_what_failed_is_read_again_when_asked(url, tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    refused, broken = folder / "refused.txt", folder / "broken.jsonl"
    refused.write_text("Once.\nREFUSE!\nIslamic State seized Mosul.")
    broken.write_text('{"text": "Islamic State besieged Amerli."}\nno JSON\n')
    assert sorted(o.reason is None for o in here(url, folder)) == [False, False, True]
    with Store.open(url) as store:
        assert [(f.path, f.article_id is None) for f in store.failed.all()] == [
            (str(broken), True),
            (str(refused), False),
        ]
        before = store.failed.all()
    refused.write_text("Islamic State seized Mosul.")
    with Store.open(url) as store:
        again = list(
            ingesting.ingest(ingesting.failed_before(store), store, readers.Here(), retry=True, load=readers.quick)
        )
        assert sorted((o.new, o.reason is None) for o in again) == [(False, False), (False, True), (True, True)]
        assert [(f.name, f.reason) for f in store.failed.all()] == [(before[0].name, before[0].reason)]
        assert store.counts().articles == 2


def test_a_preview_writes_nothing(url, tmp_path):
    path = written(tmp_path / "articles.jsonl", 6)
    here(url, written(tmp_path / "some.jsonl", 2))
    path.write_text(path.read_text() + "no JSON\n")
    before = dumped(url)
    with Store.open(url) as store:
        revision = store.revision()
        seen = list(ingesting.preview(ingesting.given([str(path)]), store))
        assert store.revision() == revision
    assert [o.new for o in seen if o.reason is None] == [False] * 2 + [True] * 4
    assert len(seen) == 7
    assert dumped(url) == before


def test_batches_hold_about_as_much_text():
    long, short = article("word " * 8_000), [article(f"Report {n}. " * 100) for n in range(60)]
    batches = list(workers.by_length([*short, long, *short]))
    assert [one for batch in batches for one in batch] == [*short, long, *short]
    assert [long] in batches
    assert max(sum(len(one.text) for one in batch) for batch in batches if len(batch) > 1) <= workers.BATCH_CHARACTERS


def test_the_process_that_writes_loads_no_model():
    loads = "import events.cli, events.cluster, events.ingesting, sys; print({'spacy', 'onnxruntime'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", loads], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
