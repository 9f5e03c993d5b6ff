"""Dates that cannot be, before anything is counted: an answer before its question, a fee before it was asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from candour.policy.clocks import Clock
from candour.policy.periods import extension
from candour.policy.working_days import in_words

Came = date | Literal["awaited"] | None
"""The day on which something came; ``awaited``: it was asked for and is not there yet; None: it was not asked for."""
Asked = tuple[date, date | None]
"""From asking what is meant until the answer, both included; until None: there is no answer yet."""
_FIRST, _LAST = date(1990, 1, 1), date(2099, 12, 31)


class CannotCount(ValueError):
    """Dates that cannot be. ``what`` and ``do`` are whole sentences for whoever entered them."""

    def __init__(self, what: str, *, do: str) -> None:
        self.what, self.do = what, do
        super().__init__(f"{what} {do}")


def check_dates(
    clock: Clock, received: date, came: Mapping[str, Came], fee_asked: date | None, clarifications: Sequence[Asked],
    extended_on: date | None, stated: date | None,
) -> None:  # fmt: skip
    """CannotCount for the first that cannot be."""
    told = [received, *came.values(), fee_asked, extended_on, stated, *(day for each in clarifications for day in each)]
    if unlikely := [each for each in told if isinstance(each, date) and not _FIRST <= each <= _LAST]:
        raise CannotCount(
            f"{in_words(unlikely[0])} cannot be right.", do=f"Use days from {_FIRST.year} to {_LAST.year}."
        )
    for asked, answered in clarifications:
        if asked < received:
            what = f"It was asked what is meant on {in_words(asked)}, before the request came on {in_words(received)}."
            raise CannotCount(what, do="Check both days.")
        if answered is not None and answered < asked:
            what = f"The answer ({in_words(answered)}) is before the question ({in_words(asked)})."
            raise CannotCount(what, do="Check both days.")
    _check_fee(clock, received, fee_asked, came["fee"])
    _check_use(clock, extended_on, stated)


def _check_fee(clock: Clock, received: date, asked: date | None, fee: Came) -> None:
    if asked is None:
        if clock.fee_pauses and fee is not None:
            what = "The day on which the fee was asked for is not given, and this clock stands still from it on."
            raise CannotCount(what, do="Give the day of the fees notice.")
        return
    if asked < received:
        what = f"A fee was asked for on {in_words(asked)}, before the request came on {in_words(received)}."
        raise CannotCount(what, do="Check both days.")
    if isinstance(fee, date) and fee < asked:
        what = f"The fee came on {in_words(fee)}, before it was asked for on {in_words(asked)}."
        raise CannotCount(what, do="Check both days.")


def _check_use(clock: Clock, extended_on: date | None, stated: date | None) -> None:
    if stated is not None and clock.unit != "stated":
        what = f"The time of this clock is counted, not named by whoever asks ({clock.title})."
        raise CannotCount(what, do="Leave out the named day.")
    if extended_on is not None and not extension(clock):
        do = (
            "Ask whoever named the day for a later one, and enter that."
            if clock.unit == "stated"
            else "Answer in time."
        )
        raise CannotCount(f"This clock cannot be lengthened ({clock.title}).", do=do)
