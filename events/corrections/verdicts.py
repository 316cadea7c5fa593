"""The log → what of it holds now, and which mentions persons put together or keep apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product

from events.merging.clustering import Constraints, Pair
from events.model import Anchor, Correction


def active(log: Iterable[Correction]) -> tuple[Correction, ...]:
    """The entries that hold, in the order of the log: all but those whose last word was to undo them."""
    entries: dict[int, Correction] = {}
    undone: set[int] = set()
    for entry in log:
        if entry.action == "undo" and entry.undoes is not None:
            undone.add(entry.undoes)
        elif entry.action == "redo" and entry.undoes is not None:
            undone.discard(entry.undoes)
        else:
            entries[entry.number] = entry
    return tuple(entry for number, entry in sorted(entries.items()) if number not in undone)


def undoable(log: Sequence[Correction]) -> tuple[int | None, int | None]:
    """Numbers of the entry that undo would take back, and of the one that redo would bring back.

    As in any editor: undo takes the last entry that holds; redo the last one undone, unless something was said since.
    """
    holds = [entry.number for entry in active(log)]
    undone: list[int] = []
    for entry in log:
        if entry.action == "undo" and entry.undoes is not None:
            undone.append(entry.undoes)
        elif entry.action == "redo" and undone and entry.undoes == undone[-1]:
            undone.pop()
        elif entry.action != "redo":
            undone.clear()
    return (holds[-1] if holds else None), (undone[-1] if undone else None)


def constraints(corrections: Iterable[Correction], incident_of: Mapping[Anchor, str]) -> Constraints:
    """Which incidents persons put together and which they keep apart; of two sayings on a pair the later one holds."""
    said: dict[Pair, bool] = {}
    for correction in corrections:
        if correction.action == "merge":
            for one, other in combinations(_incidents(correction.anchors, incident_of), 2):
                said[one, other] = True
        elif correction.action == "split":
            part, rest = (_incidents(a, incident_of) for a in (correction.anchors, correction.rest))
            for one, other in product(part, rest):
                if one != other:
                    said[min(one, other), max(one, other)] = False
    together = frozenset(pair for pair, joined in said.items() if joined)
    return Constraints(together, frozenset(said) - together)


def _incidents(anchors: Iterable[Anchor], incident_of: Mapping[Anchor, str]) -> list[str]:
    return sorted({incident_of[anchor] for anchor in anchors if anchor in incident_of})
