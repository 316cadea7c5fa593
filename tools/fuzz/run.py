"""Fuzzes what takes bytes from strangers, led by which code they reach: `python -m tools.fuzz.run MINUTES [TARGET …]`.

Each target (`tests/fuzz/targets.py`) gets its share of the minutes in a process of its own, and begins with its seeds.
What makes one raise, hang for 10 s or take over 2 GB is kept in build/fuzz, one input for each place in the code. The
exit code is 1 where there is any.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

FOUND = Path("build/fuzz")
TIMEOUT = 10  # seconds an input
MEMORY = 2048  # MB
LONGEST = 16_384  # bytes of an input
ENDED = re.compile(r"^(?:Done |stat::number_of_executed_units:\s+)(\d+)", re.MULTILINE)
SHOWN = re.compile(r"^#(\d+)", re.MULTILINE)


def main(minutes: float, chosen: list[str]) -> int:
    from tests.fuzz import seeds
    from tests.fuzz.targets import TARGETS

    names = chosen or [name for name in TARGETS if name not in seeds.SAME]
    inputs = found = 0
    for name in names:
        number, crashes = _fuzz(name, minutes * 60 / len(names))
        inputs, found = inputs + number, found + len(crashes)
        print(f"{name:14} {number:>10,} inputs", *crashes, sep="\n    " if crashes else "", flush=True)
    print(f"{inputs:,} inputs to {len(names)} targets; {found} that should not be so", flush=True)
    return 1 if found else 0


def _fuzz(name: str, seconds: float) -> tuple[int, list[str]]:
    """How many inputs one target took, and what was found."""
    from tests.fuzz import seeds

    folder = FOUND / name.lstrip(".")
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds.of(name)):
        (corpus / f"seed{number}").write_bytes(seed)
    for old in folder.glob("*-*"):
        old.unlink()
    inputs, ends = 0, time.monotonic() + seconds
    while (left := int(ends - time.monotonic())) > 0:  # what hangs or takes too much ends the process: another goes on
        limits = (f"-max_total_time={left}", f"-timeout={TIMEOUT}", f"-rss_limit_mb={MEMORY}", f"-max_len={LONGEST}")
        command = [sys.executable, "-m", "tools.fuzz.one", name, str(corpus), f"-artifact_prefix={folder}/", *limits]
        ended = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603
        (folder / "log").write_text(ended.stderr, encoding="utf-8")
        counts = [*ENDED.findall(ended.stderr), *SHOWN.findall(ended.stderr), 0]
        inputs += max(map(int, counts))
        if ended.returncode and not list(folder.glob("*-*")):
            raise SystemExit(f"{name}: {ended.stderr[-2000:]}")
    return inputs, sorted(str(path) for path in folder.glob("*-*"))


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), sys.argv[2:]))
