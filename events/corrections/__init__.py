"""What persons say of events, and what follows from it. Pure: the log is kept by `events.store`."""

from events.corrections.applying import Applied, apply, found_by
from events.corrections.values import FIELDS, checked, plain, taking, told
from events.corrections.verdicts import active, constraints, undoable

__all__ = [
    "FIELDS",
    "Applied",
    "active",
    "apply",
    "checked",
    "constraints",
    "found_by",
    "plain",
    "taking",
    "told",
    "undoable",
]
