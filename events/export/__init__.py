"""Mentions and events → the JSON of the contract, and files of events in many formats."""

from events.export.formats import EXPORTERS, exporter_for
from events.export.records import event_record, mention_record

__all__ = ["EXPORTERS", "event_record", "exporter_for", "mention_record"]
