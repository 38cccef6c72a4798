"""Dates stay dates; times of day and lengths of time are one text from every kind of file."""

from __future__ import annotations

import datetime as dt

import pytest

from danvan.intake.formats.moments import length, moment, written_length


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (dt.date(2021, 4, 3), dt.date(2021, 4, 3)),
        (dt.datetime(2021, 4, 3, 8, 30), dt.datetime(2021, 4, 3, 8, 30)),
        (dt.time(8, 30), "08:30:00"),
        (dt.datetime(1899, 12, 30, 8, 30), "08:30:00"),
        (dt.datetime(1899, 12, 31, 8, 30), "08:30:00"),
        (dt.date(1899, 12, 30), "00:00:00"),
        (dt.datetime(1904, 1, 1, 8, 30), dt.datetime(1904, 1, 1, 8, 30)),
        (dt.timedelta(hours=30, seconds=5), "30:00:05"),
    ],
)
def test_moments(value: dt.date | dt.time | dt.timedelta, told: object) -> None:
    assert moment(value) == told


def test_the_day_from_which_days_are_counted_since_1904() -> None:
    assert moment(dt.datetime(1904, 1, 1, 8, 30), date1904=True) == "08:30:00"


def test_lengths_of_time() -> None:
    assert (length(0), length(108_000), length(59.6)) == ("0:00:00", "30:00:00", "0:01:00")
    assert (written_length("PT30H05M07S"), written_length("PT30 hộ")) == ("30:05:07", "PT30 hộ")
