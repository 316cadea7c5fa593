"""When: time expressions with their TIMEX3 values, and the time of each event."""

from events.times.anchoring import anchor
from events.times.order import day_first
from events.times.timexes import find

__all__ = ["anchor", "day_first", "find"]
