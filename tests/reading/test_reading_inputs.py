"""Files, folders, addresses and standard input, in one call."""

from __future__ import annotations

import io
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from events.model import Article, Failure
from events.reading import article_from_text, count_articles, read_paths, web


def names(found) -> list[str]:
    return [item.name for item in found]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {"b.txt": "B left.", "a.md": "A left.", "sub/c.jsonl": '{"id":"c1","text":"C"}\n{"id":"c2","text":"D"}\n'}
    for name, text in (files | {".hidden.txt": "No.", ".git/x.txt": "No.", "sub/photo.jpg": "No."}).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_a_folder_gives_all_files_in_order_and_names_those_it_cannot_read(folder):
    found = list(read_paths([str(folder)]))
    assert names(found) == ["a.md", "b.txt", "c1", "c2", str(folder / "sub" / "photo.jpg")]
    assert isinstance(found[-1], Failure)
    assert ".jpg files are not known" in found[-1].reason


def test_the_number_of_articles_is_known_before(folder):
    assert count_articles([str(folder), str(folder / "a.md"), "https://example.org"]) == 7
    assert count_articles([str(folder), "-"]) is None


def test_a_missing_file_is_named_and_the_others_go_through(folder):
    missing = str(folder / "none.txt")
    found = list(read_paths([str(folder / "a.md"), missing, str(folder / "b.txt")]))
    assert names(found) == ["a.md", missing, "b.txt"]
    assert "no such file" in found[1].reason


def test_an_empty_folder_is_said(tmp_path):
    (found,) = read_paths([str(tmp_path)])
    assert "without files" in found.reason


def test_a_hostile_path_is_a_failure():
    (found,) = read_paths(["a\0b.txt"])
    assert isinstance(found, Failure)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"Troops left.\r\n", ["Troops left.\r\n"]),
        (b'{"id": "x", "text": "One."}\n{"text": "Two."}', ["One.", "Two."]),
        (b"---\ntitle: T\n---\nTroops left.", ["T\n\nTroops left."]),
    ],
)
def test_standard_input_is_text_or_json_lines(monkeypatch, data, expected):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert [article.text for article in read_paths(["-"])] == expected


def test_a_pipe_is_read_as_standard_input_is(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b'{"text": "One."}\n{"text": "Two."}\n',), daemon=True)
    writer.start()
    assert [article.text for article in read_paths([str(pipe)])] == ["One.", "Two."]
    writer.join(5)


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (found,) = read_paths([str(tmp_path)])
    assert "no regular file" in found.reason


def test_endless_data_is_refused():
    (found,) = read_paths(["/dev/zero"])
    assert isinstance(found, Failure)


def test_empty_standard_input_is_said(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    (found,) = read_paths(["-"])
    assert found == Failure("standard input", "is empty: there is no text to read")


@pytest.mark.parametrize("url", ["ftp://example.org/a", "file:///etc/passwd", "http://", "https://[bad"])
def test_only_web_addresses_are_fetched(url):
    (found,) = read_paths([url])
    assert isinstance(found, Failure)
    assert found.name == url


PAGES = {
    "/text": ("text/plain; charset=windows-1252", "Señor Muñoz left.".encode("cp1252")),
    "/page": (
        "text/html",
        b"<html><body><article><p>Troops left the town on Monday, the mayor said.</p></article></body>",
    ),
    "/lines": ("application/x-ndjson", b'{"id": "x", "text": "Troops left."}'),
    "/image": ("image/png", b"\x89PNG\r\n\x1a\n\0"),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        kind, data = PAGES.get(self.path, ("text/plain", b"no"))
        self.send_response(200 if self.path in PAGES else 404)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def _this_machine_is_public(monkeypatch):
    monkeypatch.setattr(web, "is_public", lambda address: True)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/text", "Señor Muñoz left."),
        ("/page", "Troops left the town on Monday, the mayor said."),
        ("/lines", "Troops left."),
    ],
)
def test_an_address_is_fetched(site, path, text):
    (found,) = read_paths([site + path])
    assert isinstance(found, Article)
    assert found.text == text


def test_the_article_of_an_address_has_it(site):
    (found,) = read_paths([f"{site}/page"])
    assert (found.name, found.url) == (f"{site}/page", f"{site}/page")


@pytest.mark.parametrize(("path", "says"), [("/none", "404"), ("/image", "image/png")])
def test_an_address_that_gives_no_article_is_said(site, path, says):
    (found,) = read_paths([site + path])
    assert says in found.reason


def test_an_address_that_does_not_answer_is_said(site):
    (found,) = read_paths(["http://127.0.0.1:9/x"])
    assert "cannot be fetched" in found.reason


def test_pasted_text():
    found = article_from_text("Troops left.", title="T", source="S", url="https://x.org")
    assert (found.text, found.title, found.source, found.url) == ("T\n\nTroops left.", "T", "S", "https://x.org")
    assert found.name == found.id
