"""Exports of Nexis and Factiva, as people's archives hold them, with words of our own."""

from __future__ import annotations

from datetime import date

import pytest

from events.model import Failure
from events.reading import read_bytes
from tests.reading.test_reading_documents import docx, p, rtf

NEXIS = """Mosul falls to militants
The Daily Example (London)
June 11, 2014 Wednesday
First Edition
Copyright 2014 Example News Limited
All Rights Reserved
Section: NEWS; Pg. 4
Length: 120 words
Byline: Anna Ames in Erbil
Highlight: A city of two million
Body

Islamic State seized Mosul on Tuesday.

The army fled to Kirkuk.

Load-Date: June 12, 2014
Classification
Language: ENGLISH
End of Document
Flood in Passau
Example Wire
3 June 2013
Length: 80 words
Body

The Danube flooded Passau on Monday.

Load-Date: June 4, 2013
End of Document
"""
OLD = """
                               1 of 2 DOCUMENTS


                              The Daily Example

                           June 11, 2014 Wednesday

Mosul falls

BYLINE: Anna Ames

SECTION: NEWS; Pg. 4

LENGTH: 120 words

HEADLINE: Mosul falls to militants

Islamic State seized Mosul on Tuesday.

LOAD-DATE: June 12, 2014

LANGUAGE: ENGLISH

                               2 of 2 DOCUMENTS

                              Example Wire

                              June 3, 2013 Monday

LENGTH: 80 words

HEADLINE: Flood in Passau

BODY:
The Danube flooded Passau on Monday.

LOAD-DATE: June 4, 2013
"""
FACTIVA = """HD
Mosul falls to militants
BY
By Anna Ames
WC
120 words
PD
11 June 2014
SN
The Daily Example
SC
EXAM
LA
English
CY
(c) 2014 Example News Limited
LP
Islamic State seized Mosul on Tuesday.
TD
The army fled to Kirkuk.
NS
gvio : Military Action
AN
Document EXAM000020140611ea6b00001
HD
Flood in Passau
WC
80 words
PD
3 June 2013
SN
Example Wire
LP
The Danube flooded Passau on Monday.
AN
Document EXWI000020130603e963000a1
"""
DISPLAYED = """Mosul falls to militants
By Anna Ames
120 words
11 June 2014
03:21
The Daily Example
EXAM
English
(c) 2014 Example News Limited

Islamic State seized Mosul on Tuesday.

The army fled to Kirkuk.

Document EXAM000020140611ea6b00001

Flood in Passau
80 words
3 June 2013
Example Wire
EXWI
English
© 2013 Example Wire

The Danube flooded Passau on Monday.

Document EXWI000020130603e963000a1
"""
EXPECTED = [
    ("Mosul falls to militants", "The Daily Example", date(2014, 6, 11), "Islamic State seized Mosul on Tuesday."),
    ("Flood in Passau", "Example Wire", date(2013, 6, 3), "The Danube flooded Passau on Monday."),
]
TEXTS = {"nexis": NEXIS, "old nexis": OLD, "factiva": FACTIVA, "factiva displayed": DISPLAYED}


def as_docx(text: str) -> bytes:
    return docx(*(p(line) for line in text.splitlines()))


def as_rtf(text: str) -> bytes:
    return rtf("".join(line.replace("©", r"\'a9") + r"\par " for line in text.splitlines()))


FORMATS = {".txt": str.encode, ".docx": as_docx, ".rtf": as_rtf}


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("kind", TEXTS)
def test_each_article_of_an_export(kind, suffix):
    found = list(read_bytes(f"export{suffix}", FORMATS[suffix](TEXTS[kind])))
    assert not any(isinstance(one, Failure) for one in found), found
    told = [(a.title, (a.source or "").removesuffix(" (London)"), a.published) for a in found]
    assert told == [each[:3] for each in EXPECTED]
    for article, (title, _, _, first) in zip(found, EXPECTED, strict=True):
        body = article.text.removeprefix(f"{title}\n\n")
        assert body.startswith(first)
        for word in ("Load-Date", "LOAD-DATE", "Document EX", "words", "gvio", "Copyright", "LANGUAGE", "English"):
            assert word not in body
    assert [a.name for a in found] == [f"export{suffix} 1", f"export{suffix} 2"]


def test_a_long_export_is_read_whole():
    one = NEXIS.split("End of Document")[0] + "End of Document\n"
    found = list(read_bytes("many.txt", "".join(one.replace("Tuesday", f"day {n}") for n in range(6000)).encode()))
    assert len(found) == 6000
    assert not any(isinstance(a, Failure) for a in found)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels fled.\nEnd of Document\nNobody was hurt.",
        "He wrote 120 words.\n11 June 2014\nDocument A1\nRebels fled.",
        "Section: NEWS\nLength: 120 words\nBody\nRebels fled from Mosul.",
        "1 of 2 documents was signed in Minsk.\nLength: 120 words",
        "HD\nThe disk failed.\nDocument ABCDEFGHIJKLMNOPQ\n",
    ],
)
def test_what_only_looks_like_one_stays_one_text(text):
    (article,) = read_bytes("a.txt", text.encode())
    assert article.text == text
