"""Which mentions tell of one event, and what they tell of it together. Knows neither spaCy nor SQL."""

from events.merging.assign import MergeScore, Probe, assign, keys, probe, score
from events.merging.fuse import fuse
from events.merging.incidents import group_incidents
from events.merging.sharing import share

__all__ = ["MergeScore", "Probe", "assign", "fuse", "group_incidents", "keys", "probe", "score", "share"]
