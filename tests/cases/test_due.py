"""From which day a file may be destroyed: counted as the law counts, to the safe side, and never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.cases.due import Days, anniversary, work_out
from candour.policy import load_pack

RULES = load_pack("england").retention
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


def test_a_looked_after_childs_file_is_kept_to_the_75th_birthday() -> None:
    due = work_out(RULES["looked_after"], Days(born=date(1990, 3, 4)))
    assert due.not_before == date(2065, 3, 5)
    assert due.steps[0] == "75 years from the birth of the youngest child on 4 March 1990: 4 March 2065."
    assert due.steps[-1] == "It is kept to the end of 4 March 2065, and may be destroyed from 5 March 2065."


def test_for_a_child_who_died_young_the_years_are_counted_from_the_death() -> None:
    due = work_out(RULES["looked_after"], Days(born=date(2000, 6, 1), died=date(2009, 1, 31)))
    assert due.not_before == date(2024, 2, 1)
    assert "died before the age of 18" in due.steps[0]


@pytest.mark.parametrize(("died", "year"), [(date(2018, 5, 31), 2033), (date(2018, 6, 1), 2075), (None, 2075)])
def test_the_age_at_death_counts_to_the_day(died: date | None, year: int) -> None:
    due = work_out(RULES["looked_after"], Days(born=date(2000, 6, 1), died=died))
    assert due.not_before is not None
    assert due.not_before.year == year


def test_the_death_of_one_of_several_children_shortens_nothing() -> None:
    due = work_out(RULES["looked_after"], Days(born=date(2000, 6, 1), died=date(2009, 1, 31), children=2))
    assert due.not_before == date(2075, 6, 2)


def test_the_later_of_two_counts() -> None:
    born = date(1990, 1, 1)
    early = work_out(RULES["child_in_need"], Days(born=born, closed=date(2001, 7, 1)))
    late = work_out(RULES["child_in_need"], Days(born=born, closed=date(2014, 7, 1)))
    assert early.not_before == date(2015, 1, 2)
    assert late.not_before == date(2020, 7, 2)


@pytest.mark.parametrize(
    ("kind", "days", "missing"),
    [
        ("looked_after", Days(), "the date of birth of every child of the file"),
        ("looked_after", Days(died=date(2009, 1, 31)), "the date of birth of every child of the file"),
        ("adoption", Days(born=date(2009, 1, 31)), "the day of the adoption order"),
        ("child_in_need", Days(born=date(1980, 1, 1)), "the day on which the case was closed"),
    ],
)
def test_what_is_not_known_is_asked_for_and_never_guessed(kind: str, days: Days, missing: str) -> None:
    due = work_out(RULES[kind], days)
    assert due.not_before is None
    assert missing in due.missing


def test_a_leap_day_goes_to_the_safe_side() -> None:
    assert anniversary(date(2004, 2, 29), 75) == date(2079, 3, 1)
    assert anniversary(date(2004, 2, 29), 76) == date(2080, 2, 29)


@given(born=DAYS, closed=DAYS)
def test_never_before_any_of_the_periods_has_passed(born: date, closed: date) -> None:
    due = work_out(RULES["child_protection"], Days(born=born, closed=closed))
    assert due.not_before is not None
    assert due.not_before > anniversary(born, 25)
    assert due.not_before > anniversary(closed, 6)
