"""An address → its page. The only part of reading that uses the network, for an address that the user gave."""

from __future__ import annotations

import time
from dataclasses import dataclass

from events.errors import ReadingError

TIMEOUT = 20.0  # seconds without an answer
DEADLINE = 60.0  # seconds for the whole page
MAX_BYTES = 20_000_000
REDIRECTS = 5
HEADERS = {"User-Agent": "Dateline (reads the news articles that its user names)", "Accept": "text/html, text/*;q=0.9"}


@dataclass(frozen=True, slots=True)
class Page:
    """What a server sent, and what it says that it is."""

    data: bytes
    content_type: str | None
    charset: str | None


def fetch(url: str) -> Page:
    """The page at an http or https address. Raises `ReadingError`."""
    import urllib3

    retries = urllib3.Retry(total=REDIRECTS, connect=1, read=1, redirect=REDIRECTS)
    try:
        with urllib3.PoolManager(headers=HEADERS, timeout=TIMEOUT, retries=retries) as pool:
            response = pool.request("GET", url, preload_content=False)
            if response.status != 200:
                raise ReadingError(f"cannot be fetched: the server answered {response.status}")
            data = _body(response)
    except urllib3.exceptions.HTTPError as error:
        reason = getattr(error, "reason", None) or error
        raise ReadingError(f"cannot be fetched ({reason}): check the address and the network") from error
    content_type, _, parameters = response.headers.get("Content-Type", "").partition(";")
    charset = parameters.partition("charset=")[2].strip("\"' ;") or None
    return Page(data, content_type.strip().lower() or None, charset)


def _body(response) -> bytes:  # type: ignore[no-untyped-def]
    began, chunks, length = time.monotonic(), [], 0
    for chunk in response.stream(1 << 16, decode_content=True):
        chunks.append(chunk)
        length += len(chunk)
        if length > MAX_BYTES:
            raise ReadingError(f"is more than {MAX_BYTES:,} bytes long: save the text of the article and give that")
        if time.monotonic() - began > DEADLINE:
            raise ReadingError(
                f"did not arrive within {DEADLINE:.0f} seconds: try again, or save the page and give that"
            )
    return b"".join(chunks)
