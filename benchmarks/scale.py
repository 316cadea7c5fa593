"""What `dateline ingest` makes of many articles and processes: `python -m benchmarks.scale [--articles N] [--json]`.

Ratios within one run: extraction by two processes, and by a Dask cluster of two workers, to that by one process; the
whole ingest (read, extract, resolve, merge, store) to bare spaCy on the same texts; and the memory of the process that
reads and writes and of its workers, with few and with many articles. The articles are made of the templates of
`synthetic.tsv`: real places and parties, and nothing that was.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import psutil

from benchmarks.synthetic import KINDS
from benchmarks.synthetic_world import World
from events import settings, workers
from events.cluster import Cluster
from events.model import Article
from events.reading import read_paths
from events.workers import Pool, Processes

FEW = 10  # times fewer articles, for memory that should not grow
ALIKE = 3  # articles that tell of the same events
SENTENCES = (5, 14)  # of an article: about 100 to 300 words
# What stands between the events, put together at random: a text that repeats another's would be taken for a copy of it.
FILLER = (
    ("Witnesses", "Shopkeepers", "Drivers", "Doctors", "Teachers", "Farmers", "Clerks", "Students"),
    ("spoke of", "worried about", "told reporters of", "had long warned of", "remembered", "asked about"),
    ("empty markets", "long nights", "rising prices", "a shortage of bread", "broken bridges", "power cuts"),
    ("in the centre", "near the river", "along the road", "around the harbour", "behind the station", "everywhere"),
    ("and hoped for rain", "while buses stood still", "but would not leave", "as the week went on", "and went home"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000, help="for the whole ingest and its memory")
    parser.add_argument("--sample", type=int, default=600, help="articles for the ratios of extraction")
    parser.add_argument("--rounds", type=int, default=3, help="the best counts: other work only ever slows a run")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        figures = measure(Path(folder), given.articles, given.sample, given.rounds)
    if given.json:
        print(json.dumps(figures, indent=1))
        return
    for name, figure in figures.items():
        print(f"{name:52} {figure:10.2f}")


def measure(folder: Path, count: int, sample: int, rounds: int) -> dict[str, float]:
    """Figures by name; words a second, megabytes, or ratios as the name says."""
    some = _written(folder / "sample.jsonl", sample)
    with Processes(1) as one, Processes(2) as two, _cluster() as cluster:
        runs: dict[str, Callable[[], float]] = {
            "one": lambda: _extraction(some, one),
            "two": lambda: _extraction(some, two),
            "cluster": lambda: _extraction(some, cluster),
            "spaCy": lambda: _bare(some),
            "whole": lambda: _ingest(some, 1)["words"],
        }
        each = [{name: run() for name, run in runs.items()} for _ in range(rounds)]  # side by side: a machine has moods
    best = {name: max(figures[name] for figures in each) for name in runs}
    few, many = (_written(folder / f"{n}.jsonl", n) for n in (count // FEW, count))
    small, large = _ingest(few, 2), _ingest(many, 2)
    return {
        "bare spaCy, words a second": best["spaCy"],
        "extraction by one process, words a second": best["one"],
        "two processes to one": best["two"] / best["one"],
        "a cluster of two workers to one process": best["cluster"] / best["one"],
        "whole ingest with one worker, words a second": best["whole"],
        "whole ingest with one worker, to bare spaCy": best["whole"] / best["spaCy"],
        f"whole ingest of {count} with two workers, to bare spaCy": large["words"] / best["spaCy"],
        f"driver at {count // FEW} articles, MB": small["driver"],
        f"driver at {count} articles, MB": large["driver"],
        f"largest worker at {count // FEW} articles, MB": small["worker"],
        f"largest worker at {count} articles, MB": large["worker"],
    }


# ---- articles --------------------------------------------------------------------------------------------------


def _written(path: Path, count: int, seed: int = 8) -> Path:
    """A file of so many articles, one a line; some tell of the same events, each in another order."""
    dice, world, told = Random(seed), World(seed), 0  # noqa: S311 (no secret)
    acts = [line.split("\t")[3] for line in KINDS.read_text(encoding="utf-8").splitlines()[1:]]
    with path.open("w", encoding="utf-8") as file:
        while told < count:
            day = date(1990, 1, 1) + timedelta(dice.randrange(12_000))
            sentences = list(_sentences(dice, world, acts, dice.randint(*SENTENCES)))
            for _ in range(min(ALIKE, count - told)):
                dice.shuffle(sentences)
                kept = [*sentences[: max(3, len(sentences) - dice.randrange(4))], f"This is report {told}."]
                body = {"id": f"a{told}", "text": "\n\n".join(kept), "published": day.isoformat()}
                file.write(json.dumps(body) + "\n")
                told += 1
    return path


def _sentences(dice: Random, world: World, acts: Sequence[str], number: int) -> Iterator[str]:
    country = world.country()
    for _ in range(number):
        who, whom, place = world.party(country), world.party(country), world.place(country)
        act = dice.choice(acts).replace("*", "").format(who=who.actor.name, whom=whom.actor.name)
        day = dice.choice(("on Monday", "on Tuesday", "on Friday", "two days ago", "last week"))
        yield f"{act} in {place.name} {day}. {' '.join(map(dice.choice, FILLER))}."


def _articles(path: Path) -> list[Article]:
    return [found for found in read_paths([str(path)]) if isinstance(found, Article)]


# ---- runs ------------------------------------------------------------------------------------------------------


def _extraction(path: Path, pool: Pool) -> float:
    """Words a second, from when the processes have their models."""
    articles = _articles(path)
    warm = articles[: 40 * pool.size()]
    list(workers.read_all(warm, pool))
    began = time.perf_counter()
    words = sum(len(article.text.split()) for article, _ in workers.read_all(articles, pool))
    return words / (time.perf_counter() - began)


def _bare(path: Path) -> float:
    """Words a second of `nlp.pipe` of the same pipeline, in this process."""
    import spacy

    nlp, articles = spacy.load(settings.pipeline()), _articles(path)
    list(nlp.pipe(a.text for a in articles[:40]))
    began = time.perf_counter()
    for _ in nlp.pipe((a.text for a in articles), batch_size=32):
        pass
    return sum(len(a.text.split()) for a in articles) / (time.perf_counter() - began)


def _ingest(path: Path, number: int) -> dict[str, float]:
    """Words a second of `dateline ingest`, from its start to its end, and the most memory of its processes, in MB."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/store.sqlite"
        command = [sys.executable, "-m", "events", "ingest", str(path), "--store", url, "--workers", str(number)]
        began = time.perf_counter()
        run = psutil.Popen(command, stderr=subprocess.DEVNULL)
        driver = worker = 0.0
        while run.poll() is None:
            driver = max(driver, _megabytes(run))
            worker = max([worker, *map(_megabytes, _children(run))])
            time.sleep(0.2)
        seconds = time.perf_counter() - began
    assert run.returncode == 0
    return {"words": sum(len(a.text.split()) for a in _articles(path)) / seconds, "driver": driver, "worker": worker}


def _children(run: psutil.Popen) -> list[psutil.Process]:
    try:
        return run.children()
    except psutil.NoSuchProcess:
        return []


def _megabytes(process: psutil.Process) -> float:
    try:
        return process.memory_info().rss / 1e6
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return 0.0


@contextmanager
def _cluster() -> Iterator[Cluster]:
    """A Dask cluster of two workers on this machine."""
    from distributed import LocalCluster

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as local,
        Cluster(local.scheduler_address) as cluster,
    ):
        yield cluster


if __name__ == "__main__":
    main()
