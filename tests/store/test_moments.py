"""When an interval begins and ends, in minutes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from events.store.moments import begins, ends


def minute(text: str) -> int:
    return int(
        (datetime.fromisoformat(text).replace(tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() / 60
    )


@pytest.mark.parametrize(
    ("earliest", "latest", "granularity", "first", "end"),
    [
        ("2014-08-31", "2014-08-31", "day", "2014-08-31T00:00", "2014-09-01T00:00"),
        ("2014-08-01", "2014-08-31", "month", "2014-08-01T00:00", "2014-09-01T00:00"),
        ("2014-08-31T14:05", "2014-08-31T14:05", "minute", "2014-08-31T14:05", "2014-08-31T14:06"),
        ("2014-08-31T14:00", "2014-08-31T14:00", "hour", "2014-08-31T14:00", "2014-08-31T15:00"),
        ("2014-08-31T06:00", "2014-08-31T12:00", "hour", "2014-08-31T06:00", "2014-08-31T12:00"),
        ("2014-08-31T14:05", "2014-08-31", "day", "2014-08-31T14:05", "2014-09-01T00:00"),
        ("1969-12-31", "1969-12-31", "day", "1969-12-31T00:00", "1970-01-01T00:00"),
        ("0001-01-01", "9998-12-31", None, "0001-01-01T00:00", "9999-01-01T00:00"),
    ],
)
def test_an_interval_in_minutes(earliest, latest, granularity, first, end):
    assert (begins(earliest), ends(earliest, latest, granularity)) == (minute(first), minute(end))


@pytest.mark.parametrize(
    ("moment", "days"),  # before 0001-01-01, by the calendar counted backwards
    [
        ("0000-12-31", 1),
        ("0000-01-01", 366),
        ("-0001-12-31", 367),
        ("-0001-01-01", 366 + 365),
        ("-0400-01-01", 146_463),
    ],
)
def test_years_before_christ(moment, days):
    assert begins(moment) == minute("0001-01-01") - days * 24 * 60
    assert ends(moment, moment, "day") == begins(moment) + 24 * 60


@pytest.mark.parametrize("moment", [None, "", "Sunday", "2014-02-30", "2014"])
def test_what_is_no_moment(moment):
    assert begins(moment) is ends(moment, moment, "day") is None


def test_an_end_that_is_not_known_is_open():
    assert (begins(None), ends(None, "2014-08-31", "day")) == (None, minute("2014-09-01"))
    assert (begins("2014-08-31"), ends("2014-08-31", None, "day")) == (minute("2014-08-31"), None)
