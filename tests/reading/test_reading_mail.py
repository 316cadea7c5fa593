"""Mail and mailboxes, with what is attached to them."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from email.message import EmailMessage

import pytest

from events.model import Article, Failure
from events.reading import read_bytes

FALL = "Islamic State seized Mosul on Tuesday."
MORE = f"{FALL} The army fled to Kirkuk, and half a million people left."
PAGE = f"<html><body><article><p>{MORE}</p></article></body></html>"


def mail(text: str | None = FALL, **headers: str) -> EmailMessage:
    made = EmailMessage()
    given = {
        "Subject": "Mosul falls",
        "From": "Anna Ames <anna@example.org>",
        "Date": "Wed, 11 Jun 2014 23:30:00 -0500",
    }
    for name, value in (given | headers).items():
        made[name] = value
    if text is not None:
        made.set_content(text)
    return made


def read(message: EmailMessage | bytes, name: str = "a.eml") -> list[Article | Failure]:
    data = message if isinstance(message, bytes) else bytes(message)
    return list(read_bytes(name, data))


def test_subject_day_and_sender_are_the_articles():
    (article,) = read(mail())
    assert article.text == f"Mosul falls\n\n{FALL}"
    assert (article.title, article.published, article.source) == ("Mosul falls", date(2014, 6, 11), "Anna Ames")


def test_encoded_heads_and_texts():
    (article,) = read(mail("Des combattants à Mossoul. " * 9, Subject="Guerre à Mossoul", From="é@example.org"))
    assert article.title == "Guerre à Mossoul"
    assert "à Mossoul" in article.text
    assert article.source == "é@example.org"


@pytest.mark.parametrize(
    ("plain", "page", "text"),
    [(FALL, PAGE, FALL), (None, PAGE, MORE)],
)
def test_plain_text_is_preferred_to_a_page(plain, page, text):
    message = mail(plain)
    if plain:
        message.add_alternative(page, subtype="html")
    else:
        message.set_content(page, subtype="html")
    (article,) = read(message)
    assert article.text == f"Mosul falls\n\n{text}"


def test_each_attachment_is_read_as_what_it_is():
    message = mail()
    message.add_attachment("Rebels shelled Aleppo.", filename="aleppo.txt")
    message.add_attachment(b"\x89PNG\r\n", maintype="image", subtype="png", filename="logo.png")
    message.add_attachment(
        b'{"text": "Troops left Kharkiv."}', maintype="application", subtype="jsonl", filename="b.jsonl"
    )
    message.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="../../evil.exe")
    message.add_attachment(mail("Nobody fled.", Subject="Forwarded"))
    found = read(message)
    assert [a.text for a in found if isinstance(a, Article)] == [
        f"Mosul falls\n\n{FALL}", "Rebels shelled Aleppo.\n", "Troops left Kharkiv.", "Forwarded\n\nNobody fled."
    ]  # fmt: skip
    (failure,) = (f for f in found if isinstance(f, Failure))
    assert failure.name == "a.eml/evil.exe"
    assert ".exe files are not known here" in failure.reason


def test_a_mail_that_only_brings_something_is_no_article():
    message = mail("\n")
    message.add_attachment("Rebels shelled Aleppo.", filename="aleppo.txt")
    assert [a.text for a in read(message)] == ["Rebels shelled Aleppo.\n"]


def test_an_archive_may_be_attached_but_hold_none():
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.txt", FALL)
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("b.txt", FALL)
        archive.writestr("c.zip", inner.getvalue())
    message = mail()
    message.add_attachment(outer.getvalue(), maintype="application", subtype="zip", filename="all.zip")
    found = read(message)
    assert [type(one) for one in found] == [Article, Article, Failure]


def test_mails_within_mails_end_somewhere():
    message = mail("Deepest.")
    for depth in range(8):
        outer = mail(f"Depth {depth}.")
        outer.add_attachment(message)
        message = outer
    found = read(message)
    assert sum(isinstance(one, Article) for one in found) == 6
    assert "mails deep" in found[-1].reason


# ---- mailboxes -------------------------------------------------------------------------------------------------


def test_each_mail_of_a_mailbox():
    box = b"".join(
        b"From anna Wed Jun 11 2014\n" + bytes(mail(f"Rebels took village {n}.\nFrom here on nobody fled.\n")) + b"\n"
        for n in range(3)
    )
    found = read(box.replace(b"\nFrom here", b"\n>From here"), "inbox.mbox")
    assert [a.name for a in found] == ["inbox.mbox 1", "inbox.mbox 2", "inbox.mbox 3"]
    assert found[2].text == "Mosul falls\n\nRebels took village 2.\nFrom here on nobody fled."


def test_a_broken_mail_in_a_mailbox_is_named_and_the_rest_goes_on():
    box = b"From a b\n\nno head\n\nFrom a b\n" + bytes(mail())
    found = read(box, "inbox.mbox")
    assert [type(one) for one in found] == [Failure, Article]
    assert found[0].name == "inbox.mbox 1"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [("a.eml", b"", "is no mail"), ("a.eml", b"Just words.", "is no mail"), ("a.mbox", b"Just words.", "is no mailbox"),
     ("a.eml", b"Subject: x\nContent-Type: text/plain; charset=klingon\n\n\xff\xfe", None),
     ("a.eml", b"Content-Type: multipart/mixed; boundary=x\n\n--x\n--x--", "empty")],
)  # fmt: skip
def test_what_is_no_mail_is_said(name, data, says):
    found = read(data, name)
    assert len(found) == 1
    if says:
        assert says in found[0].reason
