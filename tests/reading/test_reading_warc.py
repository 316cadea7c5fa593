"""WARC files: the pages in what servers answered."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from events.model import Article, Failure
from events.reading import read_bytes
from tests.reading.test_reading_archives import packed

PAGE = """<html><head><title>Siege of Amerli is over</title>{meta}</head><body><nav>Home</nav><article>
<p>The siege of Amerli ended on Sunday, when the army and its allies came into the town, officials said.</p>
<p>Trucks with water and food came in at noon, and the mayor thanked all who had sent them.</p></article></body>
</html>"""
UNDATED = PAGE.format(meta="").encode()
DATED = PAGE.format(meta='<meta property="article:published_time" content="2014-08-31T10:00:00Z">').encode()
HTML = "text/html; charset=utf-8"


def warc(*answers: tuple[str, str, bytes], status: str = "200 OK", packing: bool = False, **headers: str) -> bytes:
    """A file of these answers, each an address, a type and a body, with the request and the log that stand between."""
    data = BytesIO()
    writer = WARCWriter(data, gzip=packing)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    for url, kind, body in answers:
        said = StatusAndHeaders(status, [("Content-Type", kind), *headers.items()], protocol="HTTP/1.1")
        day = {"WARC-Date": "2014-09-02T10:00:00Z"}
        asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "example.org")], is_http_request=True)
        writer.write_record(writer.create_warc_record(url, "request", http_headers=asked, payload=BytesIO()))
        args = {"payload": BytesIO(body), "http_headers": said, "warc_headers_dict": day}
        writer.write_record(writer.create_warc_record(url, "response", **args))
    return data.getvalue()


def found(name: str, data: bytes) -> list[Article | Failure]:
    return list(read_bytes(name, data))


def pages(name: str, data: bytes) -> Iterator[tuple]:
    return ((a.name, a.url, a.published, a.published_basis) for a in found(name, data) if isinstance(a, Article))


URL = "https://example.org/1"
OTHER = "https://example.org/2"


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_each_page_is_an_article(name: str) -> None:
    photo = ("https://example.org/a.png", "image/png", b"\x89PNG")
    data = warc((URL, HTML, DATED), photo, (OTHER, HTML, UNDATED), packing=name.endswith("gz"))
    assert list(pages(name, data)) == [
        (URL, URL, date(2014, 8, 31), "metadata"),
        (OTHER, OTHER, date(2014, 9, 2), "crawled"),
    ]
    assert "Home" not in found(name, data)[0].text  # type: ignore[union-attr]


def test_a_page_that_was_packed_for_its_way_is_unpacked() -> None:
    (page,) = found("a.warc", warc((URL, HTML, gzip.compress(DATED)), **{"Content-Encoding": "gzip"}))
    assert isinstance(page, Article)
    assert page.title == "Siege of Amerli is over"


def test_the_encoding_that_the_server_named_counts() -> None:
    body = UNDATED.replace(b"mayor", "maire Núñez".encode("cp1252"))
    (page,) = found("a.warc", warc((URL, "text/html; Charset=windows-1252", body)))
    assert isinstance(page, Article)
    assert "Núñez" in page.text


def test_a_page_without_text_is_named_and_the_others_go_on() -> None:
    data = warc((URL, HTML, b"<html><body><script>x</script></body></html>"), (OTHER, HTML, DATED))
    first, second = found("a.warc", data)
    assert isinstance(first, Failure)
    assert first.name == f"a.warc, {URL}"
    assert isinstance(second, Article)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "without pages"),
        (b"They met.", "no WARC file"),
        (warc((URL, HTML, DATED), status="404 Not Found"), "without pages"),
        (warc((URL, "image/png", b"\x89PNG")), "without pages"),
    ],
)
def test_what_has_no_page_is_said(data: bytes, reason: str) -> None:
    (failure,) = found("a.warc", data)
    assert isinstance(failure, Failure)
    assert reason in failure.reason


def test_what_came_before_the_damage_is_kept() -> None:
    data = warc((URL, HTML, DATED), (OTHER, HTML, UNDATED), packing=True)
    entries = found("a.warc.gz", data[:-300])
    assert isinstance(entries[0], Article)
    assert isinstance(entries[-1], Failure)


def test_in_an_archive_and_by_its_beginning() -> None:
    data = warc((URL, HTML, DATED), packing=True)
    assert [entry.name for entry in found("a.zip", packed({"crawl/a.warc.gz": data}))] == [URL]
    assert [entry.name for entry in found("a.gz", data)] == [URL]
