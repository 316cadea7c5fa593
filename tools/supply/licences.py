"""The licences of what Dateline is made of, as Markdown: `python -m tools.supply.licences PIP_LICENSES PYTHON`."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

from tests.test_requirements import lines

# What a package says nothing of, or not clearly, and where its licence is found.
SAID = {
    "iso3166-2": "MIT",  # its LICENSE file
    "partd": "BSD-3-Clause",  # its LICENSE.txt
}
HEAD = """# Licences

What Dateline installs to run, by `make licences`. Dateline itself is MIT. None of these is GPL or AGPL: psycopg and
pycountry are LGPL, unchanged and used as libraries; of tld's three licences MPL is taken.

| package | version | licence |
|---|---|---|
"""
DATA = """
## Data and models in the repository

| what | from | licence |
|---|---|---|
"""


def main(tool: str, python: str) -> None:
    names = [line.partition("==")[0] for line in lines("requirements.txt")]
    command = [tool, "--python", python, "--from=mixed", "--with-system", "--format=csv", "--packages", *names]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    print(HEAD, end="")
    for row in csv.DictReader(found.splitlines()):
        print(f"| {row['Name']} | {row['Version']} | {SAID.get(row['Name'], row['License'])} |")
    print(DATA, end="")
    print((Path(__file__).parent / "data.md").read_text(encoding="utf-8"), end="")


if __name__ == "__main__":
    main(*sys.argv[1:])
