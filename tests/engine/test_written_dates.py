"""Dates as they are written in case files."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.engine.written_dates import dates_in


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("9/11/15", (2015, 11, 9)), ("3 March 2017", (2017, 3, 3)), ("3rd of May '16", (2016, 5, 3)), ("4 May", (0, 5, 4)),
        ("March 2017", (2017, 3, 0)), ("May 4th, 2016", (2016, 5, 4)), ("2018-02-14", (2018, 2, 14)), ("14.03.2005", (2005, 3, 14)),
        ("Tue, 17 Jan 2017", (2017, 1, 17)), ("12-Jan-17", (2017, 1, 12)),
        ("3\nMarch\n2017", (2017, 3, 3)), ("1st Sept. 2016", (2016, 9, 1)),
    ],
)  # fmt: skip
def test_a_date_is_read(text: str, parts: tuple[int, int, int]) -> None:
    (date,) = dates_in(f"on {text} at home")
    assert (date.year, date.month, date.day) == parts


@pytest.mark.parametrize(
    "text", ["31 February 2016", "she may be hurt", "1.5.2.3", "flat 12/3", "32/01/2016", "01632 960144"]
)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert list(dates_in(text)) == []


@given(st.dates(min_value=datetime.date(1941, 1, 1), max_value=datetime.date(2040, 12, 31)))
def test_every_day_is_read_in_every_usual_form(day: datetime.date) -> None:
    for text in (
        f"{day:%d/%m/%Y}",
        f"{day:%d.%m.%y}",
        f"{day.day} {day:%B %Y}",
        f"{day:%a} {day.day} {day:%b %Y}",
        day.isoformat(),
    ):
        (date,) = dates_in(text)
        assert date.exact == day
