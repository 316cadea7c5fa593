"""What a folder of Parquet files costs beside the store that it is made from: `python -m benchmarks.archive STORE`.

STORE is a synthetic one (`python -m benchmarks.synthetic`). Each side is asked what the dashboard asks
(`benchmarks.asking`), and the folder the same count by DuckDB.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import asking
from events.store import Store


def main(path: str) -> None:
    with tempfile.TemporaryDirectory(dir=Path(path).parent) as at:
        folder = Path(at) / "folder"
        done = _alone("export", path, str(folder))
        held = [file.stat().st_size for file in folder.rglob("*") if file.is_file()]
        print(f"{done['events']:,} events of {done['articles']:,} articles")
        print(f"written in {done['seconds']:.0f} s, with {done['memory']:.0f} MB of memory at most")
        print(f"{sum(held) / 1e6:,.0f} MB in {len(held):,} files, beside {Path(path).stat().st_size / 1e6:,.0f} MB")
        print(f"all events by country, by DuckDB: {_duckdb(folder) * 1000:,.0f} ms")
        sides = [asking.alone(f"sqlite:///{side}") for side in (path, folder)]
        for name, value in sides[0].items():
            print(f"{name:40} {sides[1][name]:10,.1f} beside {value:10,.1f}: {sides[1][name] / value:.2f}")


def _alone(*arguments: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.archive", *arguments]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def export(path: str, into: str) -> dict[str, float]:
    from events.export import parquet_folder

    began = time.perf_counter()
    with Store.open(f"sqlite:///{path}") as store:
        held = parquet_folder.write(store, Path(into))
    return {"seconds": time.perf_counter() - began, "memory": _memory(), "events": held.events} | {
        "articles": held.articles
    }


def _duckdb(folder: Path) -> float:
    import duckdb

    files = f"read_parquet('{folder}/events/**/*.parquet', hive_partitioning = true)"
    began = time.perf_counter()
    duckdb.sql(f"SELECT country, count(*) FROM {files} GROUP BY country").fetchall()  # noqa: S608 (our own path)
    return time.perf_counter() - began


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    if sys.argv[1] == "export":
        print(json.dumps(export(*sys.argv[2:])))
    else:
        main(sys.argv[1])
