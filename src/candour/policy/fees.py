"""A fee that stops a clock until it is paid: by when it has to be paid, and under which law. It names no amount."""

from __future__ import annotations

from datetime import date, timedelta

from candour.policy.clocks import Clock
from candour.policy.periods import counted, months_after
from candour.policy.working_days import is_working

_DAY = timedelta(days=1)


def fee_law(clock: Clock) -> str:
    return clock.fee_citation or clock.citation


def pay_by(clock: Clock, asked: date) -> date | None:
    """The last day on which the fee can be paid; None: nothing is said about that.

    Months begin with the day of the notice, so they end on the day before the same date; working days come after it.
    """
    if clock.fee_months:
        until = months_after(asked, clock.fee_months)
        return until - _DAY if until.day == asked.day else until
    if not clock.fee_days:
        return None
    day, left = asked, clock.fee_days
    while left:
        day += _DAY
        left -= is_working(day, holidays=clock.holidays)
    return day


def time_to_pay(clock: Clock) -> str:
    """Such as "3 months, beginning with the day of the notice"."""
    if clock.fee_months:
        return f"{counted(clock.fee_months, 'month')}, beginning with the day of the notice"
    return f"{counted(clock.fee_days, 'working day')} after the day of the notice"
