"""Which mentions tell of one event, and what they tell of it together. Knows neither spaCy nor SQL."""

from events.merging.blocking import around, days, keys, near
from events.merging.clustering import Constraints, cluster
from events.merging.compare import Likeness, compare, join
from events.merging.conflicts import Variant, conflicts
from events.merging.copies import ALIKE, copied, groups, origin, shingles, sketch
from events.merging.fuse import fuse
from events.merging.identity import identify
from events.merging.incidents import group_incidents
from events.merging.sharing import share
from events.merging.telling import Incident, Story, incidents, story

__all__ = [
    "ALIKE",
    "Constraints",
    "Incident",
    "Likeness",
    "Story",
    "Variant",
    "around",
    "cluster",
    "compare",
    "conflicts",
    "copied",
    "days",
    "fuse",
    "group_incidents",
    "groups",
    "identify",
    "incidents",
    "join",
    "keys",
    "near",
    "origin",
    "share",
    "shingles",
    "sketch",
    "story",
]
