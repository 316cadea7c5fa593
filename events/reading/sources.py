"""What a reader is given: one input, its bytes and what is known about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from events.errors import ReadingError
from events.reading.articles import MAX_CHARACTERS, Metadata, too_long


@dataclass(frozen=True, slots=True)
class User:
    """What the user says of all inputs; it wins over what they say themselves."""

    metadata: Metadata
    encoding: str | None = None  # of inputs that are not UTF-8
    columns: Mapping[str, str] = field(default_factory=dict)  # field of an article → the column of tables that has it


@dataclass(frozen=True, slots=True)
class Source:
    """`name` is what messages call it, `short` what its article is called where it says no id itself."""

    name: str
    short: str | None
    stream: BinaryIO
    user: User
    url: str | None = None
    declared: str | None = None  # the encoding, as a server named it
    size: int | None = None  # bytes, where that is known before they are read
    within: bool = False  # a file in an archive: it may not be one itself

    def text_bytes(self) -> bytes:
        """The bytes of one article. Raises `ReadingError` where they can only be too many, before reading them all."""
        limit = 4 * MAX_CHARACTERS  # no encoding of Unicode takes more than 4 bytes a character
        data = self.stream.read(limit + 1)
        if len(data) > limit:
            raise too_long(f"{self.size:,} bytes" if self.size else f"more than {limit:,} bytes")
        return data

    def page_bytes(self, limit: int) -> bytes:
        """The bytes of a page with its markup. Raises `ReadingError` where they are more than `limit`."""
        data = self.stream.read(limit + 1)
        if len(data) > limit:
            raise ReadingError(f"is more than {limit:,} bytes long: give the text of the article only")
        return data

    @property
    def encoding(self) -> str | None:
        """What the user or the server says that the encoding is."""
        return self.user.encoding or self.declared


class Joined:
    """A stream of which the beginning was read already."""

    def __init__(self, head: bytes, rest: BinaryIO):
        self._head, self._rest = head, rest

    def read(self, size: int = -1) -> bytes:
        head, self._head = (self._head, b"") if size < 0 else (self._head[:size], self._head[size:])
        return head + self._rest.read(size if size < 0 else size - len(head))
