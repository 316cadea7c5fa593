"""An ingest on a Dask cluster ends with the same store, whatever becomes of the cluster."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from events import ingesting, workers
from events.cluster import Cluster
from events.errors import AnalysisError
from events.store import Store
from tests import readers
from tests.test_ingesting import ROOT, dumped, here, written


class Dask:
    """A scheduler and two workers, each a process of its own."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.processes: list[subprocess.Popen] = []

    def start(self) -> None:
        alone = ["--no-dashboard"]
        self.run("scheduler", "--host", "127.0.0.1", "--port", str(self.port), *alone)
        self.run("worker", self.address, "--nworkers", "2", "--nthreads", "1", *alone)

    def run(self, *arguments: str) -> None:
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.processes.append(subprocess.Popen([sys.executable, "-m", "dask", *arguments], env=environment, **quiet))

    def kill(self) -> None:
        """The scheduler at once; its workers then end by themselves, or are told to."""
        while self.processes:
            process = self.processes.pop(0)
            process.terminate() if self.processes == [] else process.kill()
            process.wait(30)


@pytest.fixture
def dask() -> Iterator[Dask]:
    cluster = Dask()
    cluster.start()
    yield cluster
    cluster.kill()


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "BATCH_ARTICLES", 4)
    monkeypatch.setattr(ingesting, "WRITTEN", 8)


@pytest.mark.slow
def test_a_cluster_gives_what_one_process_does_and_finds_the_poisoned(dask, tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINE_SECONDS", "1")
    path = written(tmp_path / "articles.jsonl", 40, ["HANG IN C"])
    url = f"sqlite:///{tmp_path / 'cluster.sqlite'}"
    with Store.open(url) as store, Cluster(dask.address) as pool:
        outcomes = list(ingesting.ingest(ingesting.given([str(path)]), store, pool, load=readers.quick))
    (failed,) = [outcome for outcome in outcomes if outcome.reason]
    assert (failed.name, "crashed, or took more than 1 seconds" in failed.reason) == ("n20", True)
    undisturbed = f"sqlite:///{tmp_path / 'here.sqlite'}"
    here(undisturbed, written(path, 40))
    articles, events, _ = dumped(url)
    assert ({one.text for one in articles}, len(events)) == (
        {one.text for one in dumped(undisturbed)[0]},
        len(dumped(undisturbed)[1]),
    )


def test_without_a_scheduler_it_says_so():
    with pytest.raises(AnalysisError, match="there is no Dask scheduler with workers"):
        Cluster("tcp://127.0.0.1:1", wait_seconds=0.5)


@pytest.mark.slow
def test_a_scheduler_that_is_gone_for_ten_seconds_is_waited_for(dask, tmp_path):
    path = written(tmp_path / "articles.jsonl", 120)
    url, undisturbed = (f"sqlite:///{tmp_path / name}.sqlite" for name in ("cluster", "here"))
    said: list[str] = []

    def say(line: str) -> None:
        said.append(line)
        if "is gone" in line:
            time.sleep(10)
            dask.start()

    with Store.open(url) as store, Cluster(dask.address, say) as pool:
        for number, _ in enumerate(ingesting.ingest(ingesting.given([str(path)]), store, pool, load=readers.slow)):
            if number == 8:
                dask.kill()
    assert [line.split(": ")[0].rpartition(" is ")[2] for line in said[:1]] == ["gone"]
    assert said[-1].endswith("is back")
    here(undisturbed, path)
    assert dumped(url) == dumped(undisturbed)


@pytest.mark.slow
def test_a_scheduler_that_stays_away_ends_the_run_and_it_goes_on_later(dask, tmp_path):
    path = written(tmp_path / "articles.jsonl", 120)
    url, undisturbed = (f"sqlite:///{tmp_path / name}.sqlite" for name in ("cluster", "here"))
    with (
        Store.open(url) as store,
        Cluster(dask.address, wait_seconds=5) as pool,
        pytest.raises(AnalysisError, match="what was written until now is kept"),
    ):
        for number, _ in enumerate(ingesting.ingest(ingesting.given([str(path)]), store, pool, load=readers.slow)):
            if number == 8:
                dask.kill()
    assert 0 < len(dumped(url)[0]) < 120
    here(url, path)
    here(undisturbed, path)
    assert dumped(url) == dumped(undisturbed)
