"""What is asked of the network for an address, and what is not."""

from __future__ import annotations

import gzip
import socket
import ssl
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from protego import Protego

from events.errors import ReadingError
from events.reading import web

SLOW = ("/slow", "/slow-head", "/slow-status")
TEXT = {"Content-Type": "text/plain; Charset=UTF-8"}
ROBOTS = (
    b"User-agent: *\nDisallow: /private\nDisallow: /*?print\n\n"
    b"User-agent: Dateline\nDisallow: /not-us\nAllow: /not-us/but\n"
)
ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/page": (200, TEXT, b"They met."),
    "/to-page": (302, {"Location": "/page"}, b""),
    "/to-not-us": (302, {"Location": "/not-us"}, b""),
    "/to-file": (302, {"Location": "file:///etc/passwd"}, b""),
    "/to-cloud": (302, {"Location": "http://169.254.169.254/latest/meta-data"}, b""),
    "/to-home": (302, {"Location": "http://localhost.example:1/"}, b""),
    "/round": (301, {"Location": "/round"}, b""),
    "/not-us": (200, TEXT, b"They met."),
    "/not-us/but": (200, TEXT, b"They met."),
    "/private": (200, TEXT, b"They met."),
    "/film": (200, {"Content-Type": "video/mp4"}, b"They met."),
    "/bomb": (200, TEXT | {"Content-Encoding": "gzip"}, gzip.compress(bytes(30_000_000))),
    "/long": (200, TEXT, bytes(20_000_001)),
    "/none": (404, TEXT, b"none"),
    "/robots.txt": (200, TEXT, ROBOTS),
}


class Handler(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012 (of one test)

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path in SLOW:
            return self._slow()
        if self.path.startswith("/to?"):
            return self._lead(unquote(self.path[4:]))
        status, headers, data = ANSWERS.get(self.path, (404, TEXT, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def _lead(self, where: str) -> None:
        self.wfile.write(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + where.encode() + b"\r\n\r\n")

    def _slow(self) -> None:
        """Byte by byte: what it says that it is, or the page."""
        head = {"/slow": b"HTTP/1.1 200 OK\r\n\r\n", "/slow-head": b"HTTP/1.1 200 OK\r\nX: "}.get(self.path, b"")
        with suppress(OSError):  # the other side is gone
            self.wfile.write(head)
            for _ in range(100):
                self.wfile.write(b"x")
                time.sleep(0.05)

    def log_message(self, *_) -> None:
        pass


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server whose name a look-up gives; its address counts as one of the public internet."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    known, public = socket.getaddrinfo, web.is_public
    homes = {"news.example": "127.0.0.1", "localhost.example": "127.0.0.2"}
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **more: known(homes.get(host, host), *rest, **more))
    monkeypatch.setattr(web, "is_public", lambda address: address == "127.0.0.1" or public(address))
    monkeypatch.setattr(Handler, "asked", [])
    web._rules.cache_clear()
    yield f"http://news.example:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["/page", "/to-page", "/not-us/but", "/private"])
def test_a_page_is_fetched(site: str, path: str) -> None:
    assert web.fetch(site + path) == web.Page(b"They met.", "text/plain", "utf-8")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/none", "answered 404"),
        ("/film", "video/mp4"),
        ("/bomb", "more than 20,000,000 bytes"),
        ("/long", "more than 20,000,000 bytes"),
        ("/round", "from address to address"),
        ("/to-file", "only http and https"),
        ("/to-cloud", "169.254.169.254 is no address of the public internet"),
        ("/to-home", "localhost.example is no address of the public internet"),
        ("/not-us", "robots.txt"),
        ("/to-not-us", "robots.txt"),
    ],
)
def test_what_is_not_fetched_is_said(site: str, path: str, reason: str) -> None:
    with pytest.raises(ReadingError, match=reason):
        web.fetch(site + path)


def test_a_page_that_robots_are_kept_from_is_never_asked_for(site: str) -> None:
    for path in ("/not-us", "/to-not-us", "/page", "/page"):
        try:
            web.fetch(site + path)
        except ReadingError:
            continue
    assert Handler.asked == ["/robots.txt", "/to-not-us", "/page", "/page"]


@pytest.mark.parametrize(
    ("path", "robots", "fetched"),
    [
        ("/page", (404, b""), True),
        ("/page", (200, b"<html>\xff\0"), True),
        ("/page", (200, b"User-agent: *\nDisallow: /"), False),
        ("/page", (200, b"User-agent: *\nDisallow: /\nAllow: /page"), True),
        ("/page", (200, b"User-agent: *\nDisallow: /*ge$"), False),
        ("/page", (200, b"User-agent: other\nDisallow: /"), True),
        ("/page", (500, b""), False),
        ("/page", (429, b""), False),
    ],
)
def test_what_robots_txt_says_holds(
    site: str, monkeypatch: pytest.MonkeyPatch, path: str, robots: tuple[int, bytes], fetched: bool
) -> None:
    monkeypatch.setitem(ANSWERS, "/robots.txt", (robots[0], TEXT, robots[1]))
    if fetched:
        assert web.fetch(site + path).data == b"They met."
    else:
        with pytest.raises(ReadingError, match=r"robots\.txt"):
            web.fetch(site + path)


@pytest.mark.parametrize("path", SLOW)
def test_what_comes_drop_by_drop_is_given_up(site: str, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setattr(web, "DEADLINE", 0.3)
    monkeypatch.setattr(web, "_rules", lambda *_: Protego.parse(""))
    began = time.monotonic()
    with pytest.raises(ReadingError, match="did not arrive within"):
        web.fetch(site + path)
    assert time.monotonic() - began < 4  # it sends for five seconds


def test_a_robots_txt_that_comes_drop_by_drop_is_given_up(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "DEADLINE", 0.3)
    monkeypatch.setattr(sys.modules[__name__], "SLOW", ("/robots.txt",))
    with pytest.raises(ReadingError, match="did not arrive within"):
        web.fetch(f"{site}/page")


@pytest.mark.attack
@pytest.mark.parametrize(
    "where",
    [
        *("http://127.0.0.2/", "http://127.0.0.2./", "http://0177.0.0.2/", "http://0x7f.2/", "http://0x7f000002/"),
        *("http://2130706434/", "http://127.2/", "http://017700000002/", "http://[::1]/", "http://[::]/"),
        *(
            "http://[::ffff:127.0.0.2]/",
            "http://[::ffff:7f00:2]/",
            "http://[64:ff9b::7f00:2]/",
            "http://[2002:7f00:2::]/",
        ),
        *(
            "http://[fe80::1%25lo]/",
            "http://[fd00:ec2::254]/",
            "http://①②⑦.⓪.⓪.②/",
            "http://127。0。0。2/",
            "http://0/",
        ),
        *(
            "//169.254.169.254/latest",
            "http:\\\\169.254.169.254\\",
            "http://news.example@127.0.0.2/",
            "HTTP://LOCALHOST.example/",
        ),
        *(
            "http://127.0.0.2#@news.example/",
            "http://127.0.0.2\\@news.example/",
            "gopher://news.example/",
            "data:text/plain,x",
        ),
    ],
)
def test_no_redirect_leads_into_this_machine_or_its_network(site: str, where: str) -> None:
    with pytest.raises(
        ReadingError, match=r"public internet|only http and https|answered 404|Failed to (?:parse|resolve)"
    ):
        web.fetch(f"{site}/to?{quote(where, safe='')}")


def test_the_address_that_was_checked_is_the_one_that_is_asked(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads elsewhere at the second look-up (DNS rebinding) leads nowhere."""
    known, asked = socket.getaddrinfo, []

    def changing(host: str, *rest, **more):
        if host == "news.example":
            asked.append(host)
            assert len(asked) == 1
        return known("127.0.0.1" if host == "news.example" else host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    monkeypatch.setattr(web, "_rules", lambda *_: Protego.parse(""))
    assert web.fetch(f"{site}/page").data == b"They met."


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:4700::6810:84e5", True),
        ("64:ff9b::5db8:d822", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.100.100.200", False),
        ("168.63.129.16", False),
        ("0.0.0.0", False),  # noqa: S104
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("198.18.0.1", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00:ec2::254", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_only_addresses_of_the_public_internet_are_asked(address: str, public: bool) -> None:
    assert web.is_public(address) is public


@pytest.mark.parametrize("url", ["http://localhost/x", "http://127.1/x", "http://[::1]/", "http://2130706433/"])
def test_this_machine_is_not_asked(url: str) -> None:
    with pytest.raises(ReadingError, match="public internet"):
        web.fetch(url)


# ---- TLS -------------------------------------------------------------------------------------------------------


def certificate(folder: Path, name: str) -> Path:
    """A file with a key, and a certificate for this name that it has signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    day, now = timedelta(days=1), datetime.now(UTC)
    made = x509.CertificateBuilder(who, who, key.public_key(), x509.random_serial_number(), now - day, now + day)
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path = folder / f"{name}.pem"
    path.write_bytes(private + made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM))
    return path


@pytest.mark.attack
@pytest.mark.parametrize(
    ("name", "trusted", "fetched"),
    [("news.example", False, False), ("news.example", True, True), ("other.example", True, False)],
    ids=["signed by itself", "trusted", "of another name"],
)
@pytest.mark.usefixtures("site")
def test_tls_is_verified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, trusted: bool, fetched: bool
) -> None:
    path = certificate(tmp_path, name)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
    try:
        url = f"https://news.example:{server.server_port}/page"
        if fetched:
            assert web.fetch(url).data == b"They met."
        else:
            with pytest.raises(ReadingError, match="certificate"):
                web.fetch(url)
        assert bool(Handler.asked) is fetched
    finally:
        server.shutdown()
        server.server_close()
