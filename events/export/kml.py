"""KML 2.3 for Google Earth and other globes: one placemark an event; one without a place has no geometry."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import BinaryIO

from lxml import etree

from events.dashboard import wording
from events.dashboard.families import FAMILIES, family
from events.export.about import About
from events.export.csv_table import event_row
from events.model import Event, TimeInterval

NAMESPACE = "http://www.opengis.net/kml/2.2"  # of KML 2.3 too
# What XML 1.0 cannot hold, and the control characters that it discourages.
UNWRITABLE = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(events: Iterable[Event], sink: BinaryIO, about: About) -> None:
    """A document with a style a family of types and a placemark an event."""
    with etree.xmlfile(sink, encoding="utf-8") as out:
        out.write_declaration()
        with out.element("kml", nsmap={None: NAMESPACE}), out.element("Document"):
            out.write(_node("name", "Events"))
            for number, each in enumerate(FAMILIES):
                out.write(_style(f"family-{number}", each.light))
            for event in events:
                out.write(_placemark(event, about), "\n")


def _style(name: str, colour: str) -> etree._Element:
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    style = etree.Element("Style", id=name)
    etree.SubElement(style, "IconStyle").append(_node("color", f"ff{blue}{green}{red}".lower()))
    return style


def _placemark(event: Event, about: About) -> etree._Element:
    row = event_row(event, about.names)
    mark = etree.Element("Placemark")
    mark.append(_node("name", f"{wording.kind(event.type, event.mode)}: {wording.headline(event)}"))
    mark.append(_node("description", row["sentence"]))
    if (when := _when(event.time)) is not None:
        mark.append(when)
    mark.append(_node("styleUrl", f"#family-{FAMILIES.index(family(event.type))}"))
    data = etree.SubElement(mark, "ExtendedData")
    for name, value in row.items():
        if value not in (None, ""):
            etree.SubElement(data, "Data", name=name).append(_node("value", str(value)))
    if event.place and event.place.lat is not None and event.place.lon is not None:
        point = etree.SubElement(mark, "Point")
        point.append(_node("coordinates", f"{event.place.lon},{event.place.lat}"))
    return mark


def _when(time: TimeInterval | None) -> etree._Element | None:
    """A TimeStamp for one day or moment, else a TimeSpan, which may be open on one side; None for the undated."""
    if time is None or not (time.earliest or time.latest):
        return None
    if time.earliest == time.latest:
        stamp = etree.Element("TimeStamp")
        stamp.append(_node("when", _moment(time.earliest or "")))
        return stamp
    span = etree.Element("TimeSpan")
    for name, moment in (("begin", time.earliest), ("end", time.latest)):
        if moment:
            span.append(_node(name, _moment(moment)))
    return span


def _moment(iso: str) -> str:
    return f"{iso}:00" if re.search(r"T\d\d:\d\d$", iso) else iso


def _node(name: str, text: str) -> etree._Element:
    node = etree.Element(name)
    node.text = UNWRITABLE.sub("\ufffd", text)
    return node
