"""What of the log holds, and which incidents persons put together or keep apart."""

from __future__ import annotations

import pytest

from events.corrections import active, constraints, undoable
from events.model import Anchor, Correction


def log(words):
    """ "set set undo2 redo2" → entries 1 to 4."""
    found = []
    for number, word in enumerate(words.split(), start=1):
        action = word.rstrip("0123456789")
        found.append(Correction(number, action, "Ada", "2026-01-01", undoes=int(word[len(action) :] or 0) or None))
    return found


@pytest.mark.parametrize(
    ("said", "holds", "undo", "redo"),
    [
        ("", [], None, None),
        ("set", [1], 1, None),
        ("set merge take", [1, 2, 3], 3, None),
        ("set undo1", [], None, 1),
        ("set set undo2", [1], 1, 2),
        ("set set undo1", [2], 2, 1),  # one of before
        ("set set undo2 undo1", [], None, 1),
        ("set set undo2 undo1 redo1", [1], 1, 2),
        ("set set undo2 undo1 redo1 redo2", [1, 2], 2, None),
        ("set undo1 redo1", [1], 1, None),
        ("set undo1 redo1 undo1", [], None, 1),
        ("set undo1 set", [3], 3, None),  # something was said since
        ("set set undo2 set undo4", [1], 1, 4),
        ("set set undo2 set undo4 undo1", [], None, 1),
    ],
)
def test_undo_and_redo(said, holds, undo, redo):
    entries = log(said)
    assert [entry.number for entry in active(entries)] == holds
    assert undoable(entries) == (undo, redo)


def anchors(letters):
    return tuple(Anchor("article", ord(letter), ord(letter) + 1) for letter in letters)


INCIDENT_OF = dict(zip(anchors("abcdABCD"), "abcdabcd", strict=True))  # two mentions of each


def limits(*said):
    """Sayings as "+ab" (merge) and "-a b" (split a from b) → the pairs together, and those apart."""
    entries = []
    for number, words in enumerate(said, start=1):
        part, _, rest = words[1:].partition(" ")
        action = "merge" if words[0] == "+" else "split"
        entries.append(Correction(number, action, "Ada", "2026-01-01", anchors(part), anchors(rest)))
    found = constraints(entries, INCIDENT_OF)
    return " ".join(sorted(map("".join, found.together))), " ".join(sorted(map("".join, found.apart)))


@pytest.mark.parametrize(
    ("said", "together", "apart"),
    [
        ([], "", ""),
        (["+ab"], "ab", ""),
        (["+ba"], "ab", ""),
        (["+abc"], "ab ac bc", ""),
        (["-a b"], "", "ab"),
        (["-b a"], "", "ab"),
        (["-ab cd"], "", "ac ad bc bd"),
        (["+ab", "-a b"], "", "ab"),  # of two sayings the later one holds
        (["-a b", "+ab"], "ab", ""),
        (["+abc", "-a bc"], "bc", "ab ac"),
        (["-a bc", "+ab"], "ab", "ac"),
        (["+aA"], "", ""),  # two mentions of one incident
        (["-a A"], "", ""),
        (["+ax"], "", ""),  # no mention stands there any more
        (["-x a", "+bc"], "bc", ""),
    ],
)
def test_together_and_apart(said, together, apart):
    assert limits(*said) == (together, apart)


def test_other_entries_say_nothing_of_pairs():
    assert constraints(log("set take add"), INCIDENT_OF) == constraints([], INCIDENT_OF)
