"""An address → its page. The only part of reading that uses the network, for an address that the user gave.

Only http and https; only addresses of the public internet, checked for each redirect and for the very address that is
connected to; nothing that a site's robots.txt keeps robots from; TLS verified; size and time bounded.
"""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from events.errors import ReadingError

if TYPE_CHECKING:
    from protego import Protego
    from urllib3 import BaseHTTPResponse, PoolManager

AGENT = "Dateline"  # what a robots.txt calls us
TIMEOUT = 20.0  # seconds without an answer
DEADLINE = 60.0  # seconds for the whole page, with what leads to it
MAX_BYTES = 20_000_000
MAX_ROBOTS = 512_000  # bytes of a robots.txt that are read, as RFC 9309 has it
REDIRECTS = 5
HOUR = 3600  # seconds that a robots.txt is remembered
HEADERS = {
    "User-Agent": f"{AGENT} (reads the news articles that its user names)",
    "Accept": "text/html, text/*;q=0.9, */*;q=0.8",
}
NO_TEXT = frozenset({"image", "audio", "video", "font", "model"})  # types of which nothing has words to read
_AZURE = ip_address("168.63.129.16")  # a public address that answers as the cloud's own
_NAT64 = IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Page:
    """What a server sent, and what it says that it is."""

    data: bytes
    content_type: str | None
    charset: str | None


def fetch(url: str) -> Page:
    """The page at an http or https address. Raises `ReadingError`."""
    with _Deadline(DEADLINE) as deadline:
        try:
            page = _page(url)
        except ReadingError:
            deadline.check()
            raise
        deadline.check()  # what was cut off looks like what ended
    return page


def _page(url: str) -> Page:
    import urllib3

    try:
        with _pool() as pool:
            response = _followed(pool, url, polite=True)
            if response.status != 200:
                raise ReadingError(f"cannot be fetched: the server answered {response.status}")
            content_type, _, parameters = response.headers.get("Content-Type", "").lower().partition(";")
            if content_type.partition("/")[0].strip() in NO_TEXT:
                raise ReadingError(f"is {content_type.strip()}, in which there is no text to read")
            data = _body(response)
    except urllib3.exceptions.HTTPError as error:
        reason = getattr(error, "reason", None) or error
        raise ReadingError(f"cannot be fetched ({reason}): check the address and the network") from error
    charset = parameters.partition("charset=")[2].partition(";")[0].strip("\"' ") or None
    return Page(data, content_type.strip() or None, charset)


# ---- where a request may go ------------------------------------------------------------------------------------


def _followed(pool: PoolManager, url: str, *, polite: bool) -> BaseHTTPResponse:
    """The answer at an address, or where it leads; each step is checked. `polite`: as robots.txt allows."""
    for _ in range(REDIRECTS + 1):
        parts = urlsplit(url)
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
            raise ReadingError("cannot be fetched: only http and https addresses are")
        if polite and not _rules(f"{parts.scheme}://{parts.netloc}", int(time.time() / HOUR)).can_fetch(url, AGENT):
            raise ReadingError("is not fetched: robots.txt of its site keeps robots away. Save the page, and give that")
        response = pool.request("GET", url, redirect=False, preload_content=False)
        target = response.get_redirect_location()
        if not target:
            return response
        response.close()
        url = urljoin(url, target)
    raise ReadingError("cannot be fetched: it leads from address to address without an end")


@lru_cache(maxsize=256)
def _rules(site: str, hour: int) -> Protego:
    """What a site's robots.txt says: all may be fetched where there is none, nothing while it cannot be asked."""
    import urllib3
    from protego import Protego

    try:
        with _pool() as pool:
            response = _followed(pool, f"{site}/robots.txt", polite=False)
            if response.status >= 500 or response.status == 429:
                raise ReadingError(
                    f"cannot be fetched: the server answered {response.status} for robots.txt of its site"
                )
            told = response.read(MAX_ROBOTS, decode_content=True) if response.status == 200 else b""
            response.close()
    except urllib3.exceptions.HTTPError as error:
        reason = getattr(error, "reason", None) or error
        raise ReadingError(f"cannot be fetched ({reason}): check the address and the network") from error
    return Protego.parse(told.decode("utf-8", "replace"))


def _pool() -> PoolManager:
    """Connections that reach the public internet only."""
    import urllib3
    from urllib3.connection import HTTPConnection, HTTPSConnection

    class PublicHTTP(_Public, HTTPConnection):
        pass

    class PublicHTTPS(_Public, HTTPSConnection):
        pass

    class HTTPPool(urllib3.HTTPConnectionPool):
        ConnectionCls = PublicHTTP

    class HTTPSPool(urllib3.HTTPSConnectionPool):
        ConnectionCls = PublicHTTPS

    retries = urllib3.Retry(total=1, connect=1, read=1, redirect=False)
    pool = urllib3.PoolManager(headers=HEADERS, timeout=TIMEOUT, retries=retries)
    pool.pool_classes_by_scheme = {"http": HTTPPool, "https": HTTPSPool}
    return pool


class _Public:
    """Connects to an address of the host that was checked, and to no other: a second look-up might give another."""

    _dns_host: str
    port: int

    def _new_conn(self) -> socket.socket:
        from urllib3.exceptions import NameResolutionError, NewConnectionError

        name = self._dns_host
        failed: Exception = OSError(f"{name} has no address")
        try:
            for address in public_addresses(name, self.port):
                try:
                    self._dns_host = address
                    return _watched(super()._new_conn())  # type: ignore[misc]
                except NewConnectionError as error:
                    failed = error
        except socket.gaierror as error:
            raise NameResolutionError(name, self, error) from error  # type: ignore[arg-type]
        finally:
            self._dns_host = name
        raise failed


class _Deadline:
    """Cuts the connections of a block off when its time is over: a server may send a byte at a time, headers too."""

    def __init__(self, seconds: float):
        self._until = time.monotonic() + seconds
        self._seconds = seconds
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> _Deadline:
        self._before = _present.set(self)
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        _present.reset(self._before)
        self._timer.cancel()
        for each in self._sockets:
            each.close()

    def watch(self, connected: socket.socket) -> None:
        self._sockets.append(connected.dup())  # TLS takes the socket itself away
        self.check()

    def check(self) -> None:
        """Raises `ReadingError` where the time is over."""
        if time.monotonic() >= self._until:
            raise ReadingError(
                f"did not arrive within {self._seconds:.0f} seconds: try again, or save the page and give that"
            )

    def _cut(self) -> None:
        for each in self._sockets:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


_present: ContextVar[_Deadline | None] = ContextVar("deadline", default=None)


def _watched(connected: socket.socket) -> socket.socket:
    if deadline := _present.get():
        deadline.watch(connected)
    return connected


def public_addresses(host: str, port: int) -> list[str]:
    """The addresses of a host. Raises `ReadingError` where any is not one of the public internet."""
    found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not all(is_public(address) for address in found):
        raise ReadingError(f"cannot be fetched: {host} is no address of the public internet")
    return found


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet: not private, of this machine, its link or its cloud."""
    ip: Any = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        ip = ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (0, 0))[1] or _behind_nat64(ip) or ip
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and ip != _AZURE


def _behind_nat64(ip: IPv6Address) -> IPv4Address | None:
    return IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None


# ---- what it sends ---------------------------------------------------------------------------------------------


def _body(response: BaseHTTPResponse) -> bytes:
    chunks, length = [], 0
    while chunk := response.read1(1 << 16, decode_content=True):  # what has come, however little
        chunks.append(chunk)
        length += len(chunk)
        if length > MAX_BYTES:
            raise ReadingError(f"is more than {MAX_BYTES:,} bytes long: save the text of the article and give that")
    return b"".join(chunks)
