"""Events as rows of a list: what is said of each."""

from __future__ import annotations

from typing import TypedDict

from events.dashboard import wording
from events.dashboard.families import family
from events.model import Event


class Row(TypedDict):
    """An event in words."""

    id: str
    family: str
    when: str | None
    what: str
    parties: str
    place: str | None
    kind: str
    reports: int
    assertion: str
    salience: float
    incidents: frozenset[str]  # of its articles, to which it belongs


def row(event: Event) -> Row:
    return {
        "id": event.id,
        "family": family(event.type).name,
        "when": wording.days(event.time),
        "what": wording.what(event),
        "parties": wording.parties(event),
        "place": wording.perhaps(event.place, event.confidence.place),
        "kind": wording.kind(event.type, event.mode),
        "reports": event.sources,
        "assertion": event.assertion,
        "salience": event.salience,
        "incidents": frozenset(m.incident for m in event.mentions if m.incident),
    }


def together(rows: list[Row]) -> list[list[Row]]:
    """Rows that an article tells as one incident, what matters most first; each group where its first row stood."""
    groups: list[list[Row]] = []
    home: dict[str, list[Row]] = {}
    for row in rows:
        group = next((home[name] for name in sorted(row["incidents"]) if name in home), None)
        if group is None:
            groups.append(group := [])
        group.append(row)
        for name in row["incidents"]:
            home.setdefault(name, group)
    return [sorted(group, key=lambda row: -row["salience"]) for group in groups]
