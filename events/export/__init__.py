"""Mentions and events → the JSON of the contract, and files of events in many formats."""

from events.export.about import About, Sources
from events.export.formats import FORMATS, Format, format_named
from events.export.records import event_record, mention_record

__all__ = ["FORMATS", "About", "Format", "Sources", "event_record", "format_named", "mention_record"]
