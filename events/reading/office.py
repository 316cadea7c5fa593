"""What DOCX and ODT have in common: XML in a ZIP archive, read without entities, networks or bombs."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from events.errors import ReadingError
from events.reading.sources import Source
from events.reading.unpacking import check_ratio

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_BYTES = 100_000_000  # of a document with its pictures
MAX_XML = 50_000_000  # bytes of its words with their markup, unpacked
ENCRYPTED = b"\xd0\xcf\x11\xe0"  # how a DOCX with a password begins, and a .doc of before 2007


def xml_of(source: Source, member: str, kind: str) -> Element:
    """The XML of the part of a document that has its text. Raises `ReadingError` for what is no such document."""
    from lxml import etree

    data = source.page_bytes(MAX_BYTES)
    if data.startswith(ENCRYPTED):
        raise ReadingError(f"is encrypted, or an older format: open it and save it as {kind} without a password")
    try:
        with ZipFile(BytesIO(data)) as archive:
            found = archive.getinfo(member)
            check_ratio(found.file_size, found.compress_size)
            if found.file_size > MAX_XML:
                raise ReadingError(f"has {found.file_size:,} bytes of text, and a document may have {MAX_XML:,}")
            with archive.open(found) as stream:
                words = stream.read(MAX_XML + 1)
    except KeyError as error:
        raise ReadingError(f"is no {kind} document: it has no {member}") from error
    except (BadZipFile, ZlibError, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise ReadingError(f"is no {kind} document, or a damaged one ({error}): save it again") from error
    parser: Any = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        return etree.fromstring(words, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadingError(f"is a damaged {kind} document ({error}): save it again") from error


def joined(paragraphs: list[str]) -> str:
    """The text of paragraphs, with a blank line between."""
    return "\n\n".join(p for p in (paragraph.strip() for paragraph in paragraphs) if p)
