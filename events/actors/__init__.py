"""Names and aliases → one actor with country, and the sector in which it acts."""

from events.actors.resolver import resolve
from events.actors.table import actors, lookup, names

ACTORS = actors()

__all__ = ["ACTORS", "actors", "lookup", "names", "resolve"]
