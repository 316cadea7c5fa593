"""GeoNames' country dumps (https://download.geonames.org/export/dump/, 19 columns) → drafts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from events.errors import GazetteerError
from events.places.entries import Draft

COLUMNS = 19


def read(path: Path) -> Iterator[str]:
    """The lines of a dump, each checked. Raises `GazetteerError` that names the first malformed ones."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise GazetteerError(f"cannot read {str(path)!r}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise GazetteerError(
            f"{str(path)!r} is not UTF-8 text (byte {error.start}); give a GeoNames dump such as IQ.txt, unzipped"
        ) from error
    lines = [line.rstrip("\r") for line in text.split("\n")]
    wrong = [f"line {n}: {fault}" for n, line in enumerate(lines, 1) if line.strip() and (fault := _fault(line))]
    if wrong:
        more = f" and {len(wrong) - 5} more" if len(wrong) > 5 else ""
        raise GazetteerError(f"{str(path)!r} is not a GeoNames dump: {'; '.join(wrong[:5])}{more}; nothing was added")
    return (line for line in lines if line.strip())


def _fault(line: str) -> str | None:
    cells = line.split("\t")
    if len(cells) != COLUMNS:
        return f"{len(cells)} columns instead of {COLUMNS}"
    try:
        lat, lon = float(cells[4]), float(cells[5])
        int(cells[0]), int(cells[14] or 0)
    except ValueError as error:
        return str(error)
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return f"position {lat}, {lon} is out of range"
    return None if cells[1].strip() else "no name"


def draft(line: str, divisions: dict[tuple[str, str], str]) -> Draft:
    """One line as a draft; `divisions` names admin1 codes by country."""
    cells = line.split("\t")
    alternates = {a for a in (cells[2], *cells[3].split(",")) if a}
    return Draft(
        cells[1], float(cells[4]), float(cells[5]), cells[7] or "PPL", "added", cells[8] or None, int(cells[0]),
        divisions.get((cells[8], cells[10])), int(cells[14] or 0) or None, None, alternates,
    )  # fmt: skip
