"""On a full disk and on a read-only one each write is refused in words, and the store stays what it was."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.namespaces import unshare

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SAYS = {
    "full": "the disk is full; make room",
    "read-only": "(?i)read-only|cannot be opened; check that it is a file, and that you may read and write it",
}


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> list[dict]:
    folder = tmp_path_factory.mktemp("disk")
    command = [*unshare("mount"), sys.executable, "-m", "tests.store.disks", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_write_on_such_a_disk_is_refused_in_words_and_nothing_is_half_done(told):
    refused = [one for one in told if one["disk"] in SAYS and (one["disk"], one["write"]) != ("full", "open")]
    assert len(refused) == 14 + 4
    for one in refused:
        assert one["same"] and re.search(SAYS[one["disk"]], one["said"] or ""), one


def test_it_is_done_once_there_is_room(told):
    again = [one for one in told if one["disk"] == "with room"]
    assert [one["said"] for one in again] == [None] * 15
