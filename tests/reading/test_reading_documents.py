"""Documents as people's archives hold them: PDF, DOCX, ODT, RTF, made here."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from events.model import Article, Failure
from events.reading import read_bytes

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
FALL = "Islamic State seized Mosul on 10 June 2014."
AFTER = "The army fled to Kirkuk."


def zipped(**members: str | bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data, zipfile.ZIP_STORED if name == "mimetype" else None)
    return made.getvalue()


def docx(*paragraphs: str) -> bytes:
    xml = f'<?xml version="1.0"?><w:document {W}><w:body>{"".join(paragraphs)}</w:body></w:document>'
    return zipped(**{"[Content_Types].xml": "<Types/>", "word__document.xml": xml})


def p(words: str, style: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}<w:r><w:t>{words}</w:t></w:r></w:p>"


def odt(body: str) -> bytes:
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    xml = f"<office:document-content {ODF}>{text}</office:document-content>"
    return zipped(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": xml})


def rtf(body: str) -> bytes:
    return (r"{\rtf1\ansi\ansicpg1252{\fonttbl\f0 Arial;}" + body + "}").encode("cp1252")


def pdf(*pages: str, title: str = "") -> bytes:
    """A PDF with these pages, each a line of text or more; a page without words has none."""
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for words in pages:
        shown = "".join(f"({line}) Tj T* " for line in words.splitlines())
        stream = f"BT /F1 12 Tf 14 TL 72 720 Td {shown}ET".encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(len(objects))
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(f'{k} 0 R' for k in kids)}] /Count {len(kids)} >>".encode()
    objects.append(f"<< /Title ({title}) /CreationDate (D:20200101000000Z) >>".encode())
    made, places = bytearray(b"%PDF-1.4\n"), []
    for number, thing in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, thing)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        len(objects),
        start,
    )
    return bytes(made)


READ = {
    "paragraphs.docx": (docx(p(FALL), p(""), p(AFTER)), None, f"{FALL}\n\n{AFTER}"),
    "title.docx": (docx(p("Mosul falls", "Title"), p(FALL)), "Mosul falls", f"Mosul falls\n\n{FALL}"),
    "heading.docx": (docx(p("Iraq", "Heading1"), p(FALL)), None, f"Iraq\n\n{FALL}"),
    "runs.docx": (docx("<w:p><w:r><w:t>Islamic </w:t></w:r><w:r><w:t>State</w:t><w:br/><w:t>seized Mosul.</w:t></w:r>"
                       "</w:p>"),
                  None, "Islamic State\nseized Mosul."),
    "changed.docx": (docx("<w:p><w:del><w:r><w:delText>Nobody </w:delText></w:r></w:del><w:ins><w:r><w:t>Rebels </w:t>"
                          "</w:r></w:ins><w:r><w:t>fled.</w:t></w:r></w:p>"), None, "Rebels fled."),
    "table.docx": (docx(f"<w:tbl><w:tr><w:tc>{p(FALL)}</w:tc></w:tr></w:tbl>"), None, FALL),
    "paragraphs.odt": (odt(f"<text:h>Iraq</text:h><text:p>{FALL}</text:p><text:p/><text:p>{AFTER}</text:p>"), None,
                       f"Iraq\n\n{FALL}\n\n{AFTER}"),
    "title.odt": (odt(f'<text:p text:style-name="Title">Mosul falls</text:p><text:p>{FALL}</text:p>'), "Mosul falls",
                  f"Mosul falls\n\n{FALL}"),
    "spaces.odt": (odt('<text:p>Rebels<text:s text:c="2"/>fled<text:line-break/><text:span>north</text:span>.'
                       "</text:p>"),
                   None, "Rebels  fled\nnorth."),
    "left.odt": (odt("<text:tracked-changes><text:p>Nobody</text:p></text:tracked-changes><text:p>Rebels fled"
                     "<text:note><text:p>A note.</text:p></text:note>.</text:p>"), None, "Rebels fled."),
    "words.rtf": (rtf(r"\pard " + FALL + r"\par S\'e9govia \u8212? " + AFTER + r"\par"), None,
                  f"{FALL}\nSégovia — {AFTER}"),
    "one.pdf": (pdf(FALL), None, FALL),
    "parted.pdf": (pdf("Islamic State seized Mo-\nsul. Well-\nknown men fled.\n1", "2\nThe army fled."), None,
                   "Islamic State seized Mosul. Wellknown men fled.\nThe army fled."),
    "title.pdf": (pdf(f"Mosul falls\n{FALL}", title="Mosul falls"), "Mosul falls", f"Mosul falls\n\n{FALL}"),
    "template.pdf": (pdf(FALL, title="Microsoft Word - template.doc"), None, FALL),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_words_of_documents(name):
    data, title, text = READ[name]
    (article,) = read_bytes(name, data)
    assert isinstance(article, Article), article
    assert (article.title, article.text) == (title, text)


@pytest.mark.parametrize("name", ["paragraphs.docx", "paragraphs.odt", "words.rtf", "one.pdf"])
def test_when_a_file_was_made_is_not_when_it_was_published(name):
    (article,) = read_bytes(name, READ[name][0])
    assert article.published is None
    (article,) = read_bytes(name, READ[name][0], published=date(2014, 6, 11))
    assert article.published == date(2014, 6, 11)


def test_a_byline_dates_a_document():
    (article,) = read_bytes("a.docx", docx(p("By Anna Ames, 11 June 2014"), p(FALL)))
    assert article.published == date(2014, 6, 11)


def encrypted_pdf() -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(FALL))))
    writer.encrypt("secret", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


BOMB = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
BAD = {
    "empty.docx": (docx(), "empty"),
    "no.docx": (b"Just words.", "is no DOCX document"),
    "other.docx": (zipped(a="b"), "has no word/document.xml"),
    "broken.docx": (docx(p(FALL))[:-30], "is no DOCX document"),
    "old.docx": (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "encrypted, or an older format"),
    "xml.docx": (zipped(**{"word__document.xml": "<w:document>"}), "damaged DOCX document"),
    "bomb.docx": (zipped(**{"word__document.xml": b" " * 60_000_000}), "as no text does"),
    "entities.docx": (zipped(**{"word__document.xml": f"{BOMB}]><w:document {W}><w:body><w:p><w:r><w:t>&i;</w:t></w:r>"
                                "</w:p></w:body></w:document>"}), "is a damaged DOCX document"),
    "file.docx": (zipped(**{"word__document.xml": f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
                            f"<w:document {W}>"
                            "<w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"}), "empty"),
    "no.odt": (b"Just words.", "is no ODT document"),
    "empty.odt": (odt(""), "empty"),
    "no.rtf": (b"Just words.", "is no RTF document"),
    "empty.rtf": (rtf(""), "empty"),
    "no.pdf": (b"Just words.", "is no PDF"),
    "scanned.pdf": (pdf(""), "it was scanned, and needs OCR"),
    "cut.pdf": (pdf(FALL)[:200], "PDF"),
    "secret.pdf": (encrypted_pdf(), "is encrypted: open it with its password"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_said(name):
    data, says = BAD[name]
    (failure,) = read_bytes(name, data)
    assert isinstance(failure, Failure)
    assert says in failure.reason


def test_a_document_piped_in_is_known_by_how_it_begins():
    from events.reading.formats import sniff

    known = {".pdf": pdf(FALL), ".rtf": rtf(FALL), ".docx": docx(p(FALL)), ".odt": odt("<text:p>Words.</text:p>")}
    assert {suffix: sniff(data[:512]) for suffix, data in known.items()} == {suffix: suffix for suffix in known}
