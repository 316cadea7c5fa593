"""Which day a date names, and which dates at the head of a report are its own."""

from __future__ import annotations

from datetime import date

import pytest

from events.errors import ReadingError
from events.reading import article_from_text, parse_date

DATES = [
    ("2014-09-01", date(2014, 9, 1)),
    (" 2014-09-01 ", date(2014, 9, 1)),
    ("2014-09-01T22:15:00-05:00", date(2014, 9, 1)),
    ("2014-09-01T22:15:00Z", date(2014, 9, 1)),
    ("20140901", date(2014, 9, 1)),
    ("Mon, 01 Sep 2014 10:00:00 GMT", date(2014, 9, 1)),
    ("1 September 2014", date(2014, 9, 1)),
    ("September 1, 2014", date(2014, 9, 1)),
    ("Sept. 1, 2014", date(2014, 9, 1)),
    ("Monday, 1st September 2014", date(2014, 9, 1)),
    ("June 3, 2014 5:23 pm ET", date(2014, 6, 3)),
    ("13/9/2014", date(2014, 9, 13)),
    ("29 February 2016", date(2016, 2, 29)),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_date_in_full(text, expected):
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("31 February", "31 February"),
        ("31 February 2014", "31 February 2014"),
        ("2014-02-31", "2014-02-31"),
        ("29 February 2015", "29 February 2015"),
        ("1/9/2014", "more than one way"),
        ("May 2014", "more than one way"),
        ("2014", "more than one way"),
        ("Tuesday", "more than one way"),
        ("12:30", "more than one way"),
        ("tomorrow", "no date"),
        ("", "no date"),
        ("9" * 40, "no date"),
        ("1 May 2014 " * 1000, "no date"),
    ],
)
def test_no_date_or_not_in_full_is_said(text, says):
    with pytest.raises(ReadingError, match="YYYY-MM-DD") as error:
        parse_date(text)
    assert says in str(error.value)
    assert len(str(error.value)) < 200


HEADS = [
    ("BAGHDAD, Sept. 1, 2014 (Reuters) — Iraqi forces entered the town.", date(2014, 9, 1)),
    ("LIMA, 9 APR 92 (EFE) -- The president spoke.", date(1992, 4, 9)),
    ("PARIS, France, 14 November 2015 – Police searched a flat.", date(2015, 11, 14)),
    ("Published 4 May 2020\n\nThe court ruled.", date(2020, 5, 4)),
    ("First published on Monday, 4 May 2020 at 10:00\nThe court ruled.", date(2020, 5, 4)),
    ("By Ana Pérez | June 3, 2014\nThe bridge fell.", date(2014, 6, 3)),
    ("By Ana Pérez, Test Gazette - June 3, 2014 5:23 pm\nThe bridge fell.", date(2014, 6, 3)),
    ("Bridge falls in Genoa\nTest Gazette, August 14, 2018\nThe bridge fell.", date(2018, 8, 14)),
    ("Monday, June 3, 2014\r\nThe bridge fell.", date(2014, 6, 3)),
    ("# Bridge falls\n\n*Published: 2014-06-03*\n\nThe bridge fell.", date(2014, 6, 3)),
    # dates that the report speaks of, or that are not whole
    ("On September 1, 1939, Germany attacked Poland.", None),
    ("By Sunday, September 1, 2014, the army had left.", None),
    ("By September 1, 2014", None),
    ("June 3, 2014 was a quiet day in Kyiv.", None),
    ("The treaty of June 3, 2014 was signed in Oslo.", None),
    ("NATO said on 4 May 2020 that it would leave.", None),
    ("BAGHDAD, Sept. 1 (Reuters) — Iraqi forces entered the town.", None),
    ("Updated 4 May 2020\nThe court ruled.", None),
    ("31 February 2014\nThe court ruled.", None),
    ("One.\nTwo.\nThree.\nPublished 4 May 2020", None),
    ("The court ruled.", None),
]


@pytest.mark.parametrize(("text", "expected"), HEADS)
def test_date_at_the_head_of_a_report(text, expected):
    article = article_from_text(text)
    assert (article.published, article.published_basis) == (expected, "byline" if expected else None)


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        ("Published 4 May 2990\nThe court ruled.", None, (None, "future")),
        ("The court ruled.", date(2990, 1, 2), (None, "future")),
        ("Published 4 May 2020\nThe court ruled.", date(2990, 1, 2), (date(2020, 5, 4), "byline")),
        ("The court ruled.", date.today(), (date.today(), "user")),
    ],
)
def test_a_day_that_is_yet_to_come_is_not_believed(text, said, expected):
    article = article_from_text(text, published=said)
    assert (article.published, article.published_basis) == expected


def test_what_the_user_says_wins_over_the_byline():
    article = article_from_text("Published 4 May 2020\nThe court ruled.", published=date(2021, 1, 2))
    assert (article.published, article.published_basis) == (date(2021, 1, 2), "user")
