"""requirements.txt names all that the code imports, each with its exact version."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PINNED = re.compile(r"([A-Za-z0-9._-]+)==[0-9][\w.]*")


def lines(name: str) -> list[str]:
    written = (line.partition("#")[0].strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines())
    return [line for line in written if line and not line.startswith("-r ")]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(*folders: str) -> set[str]:
    """Top-level modules that the code in these folders imports, ours and Python's own left out."""
    found = set()
    for path in [file for folder in folders for file in (ROOT / folder).rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
            found |= {name.partition(".")[0] for name in names}
    return found - sys.stdlib_module_names - {"events", "tests", "benchmarks"}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_version_is_pinned_once(name):
    names = [normal(found[1]) for line in lines(name) if (found := PINNED.fullmatch(line))]
    assert len(names) == len(lines(name)) == len(set(names))


@pytest.mark.parametrize(
    ("folders", "files"),
    [
        (["events"], ["requirements.txt"]),
        (["benchmarks"], ["requirements.txt", "requirements-dev.txt"]),
        (["tests"], ["requirements.txt", "requirements-dev.txt"]),
    ],
)
def test_what_the_code_imports_is_required(folders, files):
    required = {normal(line.partition("==")[0]) for name in files for line in lines(name)}
    distributions = packages_distributions()
    missing = {m for m in imported(*folders) if not required & {normal(d) for d in distributions.get(m, [m])}}
    assert missing == set()


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_what_is_installed_is_locked_by_its_hash(name):
    """`make lock` writes the locks; beside what is required they hold what other systems and Pythons need."""
    lock = (ROOT / f"{name}.lock").read_text(encoding="utf-8")
    packages = re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.MULTILINE)[1:]
    locked = {re.sub(r"\[.*?\]", "", package.split()[0]) for package in packages}
    required = {f"{normal(n)}=={v}" for line in lines(f"{name}.txt") for n, _, v in [line.partition("==")]}
    assert required <= {f"{normal(n)}=={v}" for one in locked for n, _, v in [one.partition("==")]}
    assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []


def test_every_licence_is_known():
    """`make licences` writes them down; each package that is installed to run Dateline is there, with a licence."""
    rows = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8").splitlines()
    said = dict(re.findall(r"^\| ([\w.-]+) \| [^|]+ \| ([^|]+) \|", "\n".join(rows), re.MULTILINE))
    required = {normal(line.partition("==")[0]) for line in lines("requirements.txt")}
    assert required - {normal(name) for name in said} == set()
    assert {name for name, licence in said.items() if licence.strip() in ("", "UNKNOWN", "License")} == set()
    assert {
        n
        for n, licence in said.items()
        if re.search(r"\bA?GPL|(?<!Lesser )General Public", licence) and " OR " not in licence
    } == set()
