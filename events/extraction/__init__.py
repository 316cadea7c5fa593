"""Who did what to whom, as the words of one article say: parse, triggers, parties, assertion, attribution."""

from events.extraction.mentions import find_mentions
from events.extraction.parser import Parser

__all__ = ["Parser", "find_mentions"]
