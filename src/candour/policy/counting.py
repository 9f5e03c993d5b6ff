"""When something is due: from a clock and the days on which things came, with every step. It reads no wall clock.

It refuses dates that cannot be: an answer before its question, a pause or an extension after the time was over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from candour.policy.clocks import Clock
from candour.policy.periods import Pause, Period, Step, clarification_law, extension
from candour.policy.working_days import in_words

Came = date | Literal["awaited"] | None
"""The day on which something came; ``awaited``: it was asked for and is not there yet; None: it was not asked for."""
Asked = tuple[date, date | None]
"""From asking what is meant until the answer, both included; until None: there is no answer yet."""
_FIRST, _LAST = date(1990, 1, 1), date(2099, 12, 31)
_WAITED_FOR: Mapping[str, str] = {"identity": "Proof of identity", "fee": "The fee"}


class CannotCount(ValueError):
    """Dates that cannot be. ``what`` and ``do`` are whole sentences for whoever entered them."""

    def __init__(self, what: str, *, do: str) -> None:
        self.what, self.do = what, do
        super().__init__(f"{what} {do}")


@dataclass(frozen=True, slots=True)
class Deadline:
    """``due`` None: it stands still or has not started; ``waiting_for`` says for what (``identity``, ``fee``,
    ``clarification``, ``stated``). ``first_due``: without an extension. ``latest_extension``: the last day on which a
    notice of extension is still in time; None where there is no extension or the first period stands still.
    """

    due: date | None
    started: date | None
    first_due: date | None
    latest_extension: date | None
    derivation: tuple[Step, ...]
    waiting_for: str = ""


def due(
    clock: Clock, *, received: date, identity: Came = None, fee: Came = None, clarifications: Sequence[Asked] = (),
    extended_on: date | None = None, stated: date | None = None,
) -> Deadline:  # fmt: skip
    """The deadline and how it comes about. ``stated``: the day that whoever asks has named. CannotCount says why not."""
    came = {"identity": identity, "fee": fee}
    _check_dates(clock, received, came, clarifications, extended_on, stated)
    begun = _begin(clock, received, came)
    if clock.unit == "stated":
        return _stated(clock, begun, received, stated)
    if begun.start is None:
        return _not_started(clock, begun, extended_on)
    run = _Run(Period(clock, begun.start), list(begun.steps))
    run.through(_joined(clarifications), extended_on)
    return run.deadline()


@dataclass(frozen=True, slots=True)
class _Begun:
    start: date | None
    steps: tuple[Step, ...]
    waiting_for: str = ""


def _begin(clock: Clock, received: date, came: Mapping[str, Came]) -> _Begun:
    """The start is the latest of what the clock counts from."""
    steps, start, waiting = [Step(received, "The request came.", clock.citation)], received, ""
    waited = [name for name, when in came.items() if when is not None and name in clock.counts_from]
    for name, when in came.items():
        if when is None:
            continue
        counts = name in clock.counts_from
        note = "" if counts else " This clock does not wait for it."
        if when == "awaited":
            waiting = waiting or (name if counts else "")
            note = note or " The clock has not started."
            steps.append(Step(received, f"{_WAITED_FOR[name]} was asked for and has not come.{note}", clock.citation))
        else:
            start = max(start, when) if counts else start
            steps.append(Step(when, f"{_WAITED_FOR[name]} came.{note}", clock.citation))
    if waiting:
        return _Begun(None, tuple(steps), waiting)
    steps.sort(key=lambda each: each.date)
    says = "The clock starts: this is the latest of the days it waits for." if waited else "The clock starts."
    return _Begun(start, (*steps, Step(start, says, clock.citation)))


def _not_started(clock: Clock, begun: _Begun, extended_on: date | None) -> Deadline:
    if extended_on is not None:
        raise _too_early(extended_on)
    return Deadline(None, None, None, None, begun.steps, begun.waiting_for)


def _stated(clock: Clock, begun: _Begun, received: date, stated: date | None) -> Deadline:
    if stated is None:
        says = "The day by which it is due has to be read from the request, or asked for: no time is in our sources."
        steps = (*begun.steps, Step(received, says, clock.citation))
        return Deadline(None, begun.start, None, None, steps, begun.waiting_for or "stated")
    says = "The day that the request names. It is the last day."
    if stated < received:
        says = "The day that the request names. It was over when the request came: ask for more time now."
    return Deadline(stated, begun.start, stated, None, (*begun.steps, Step(stated, says, clock.citation)))


@dataclass(slots=True)
class _Run:
    """A clock that has started, as it goes through what is asked and answered, in order.

    ``whole``: the period as it stands, lengthened or not.
    ``open``: the day of the question that has no answer yet. ``notice``: of the extension, once there is one.
    """

    whole: Period
    steps: list[Step]
    open: date | None = None
    notice: list[Step] = field(default_factory=list)

    def through(self, questions: Sequence[Asked], extended_on: date | None) -> None:
        for asked, answered in questions:
            if extended_on is not None and extended_on <= asked:
                self._extend(extended_on)
            self._ask(asked, answered)
        if extended_on is not None:
            self._extend(extended_on)

    def _ask(self, asked: date, answered: date | None) -> None:
        clock = self.whole.clock
        if clock.clarification == "none":
            self._note(asked, "It was asked what is meant. That does not stop this clock.")
            return
        if asked > self.whole.last_day:
            over = in_words(self.whole.last_day)
            what = f"It was asked what is meant on {in_words(asked)}, but the time was over on {over}."
            raise CannotCount(what, do="Check the days: a question does not stop a clock that has run out.")
        if answered is None:
            self.open = asked
        elif clock.clarification == "restart":
            self._restart(asked, answered)
        elif answered < self.whole.start:
            self._note(answered, "What is meant was told before the clock started: no day is added.")
        else:
            self._pause(asked, answered)

    def _restart(self, asked: date, answered: date) -> None:
        start = max(self.whole.start, answered)
        self.whole = replace(self.whole, start=start, pauses=())
        self._note(asked, "It was asked what is meant.")
        self._note(start, "The answer is there: the clock starts again.")

    def _pause(self, asked: date, answered: date) -> None:
        pause = Pause(max(asked, self.whole.start), answered)
        self.whole = replace(self.whole, pauses=(*self.whole.pauses, pause))

    def _note(self, day: date, says: str) -> None:
        self.steps.append(Step(day, says, clarification_law(self.whole.clock)))

    def _extend(self, on: date) -> None:
        if self.whole.extended:
            return
        last = self.first_due
        if on < self.whole.start or self._stopped:
            raise _too_early(on)
        if last is not None and on > last:
            raise CannotCount(
                f"The notice of extension ({in_words(on)}) came too late: its last day was {in_words(last)}.",
                do="The first time limit holds. Answer as soon as you can, and tell whoever asked why it is late.",
            )
        law = self.whole.clock.extend_citation or self.whole.clock.citation
        until = f"the last day for it then was {in_words(last)}" if last else "the clock stood still"
        self.notice = [Step(on, f"Notice of extension, with reasons, in time: {until}.", law)]
        self.whole = replace(self.whole, extended=True)

    @property
    def _stopped(self) -> bool:
        """It does not stand still only: it will start again."""
        return self.open is not None and self.whole.clock.clarification == "restart"

    @property
    def first(self) -> Period:
        """Without the extension. What began later than its last day does not change it."""
        return replace(self.whole, extended=False)

    @property
    def first_due(self) -> date | None:
        last = self.first.last_day
        return None if self.open is not None and self.open <= last else last

    def deadline(self) -> Deadline:
        clock, first = self.whole.clock, self.first_due
        steps = [*self.steps, *([] if self._stopped else self._period_steps())]
        latest = first if extension(clock) else None
        started = None if self._stopped else self.whole.start
        if self.open is not None:
            then = (
                "the clock starts again with it"
                if self._stopped
                else "the clock stands still until it is there, and those days are added"
            )
            says = f"It was asked what is meant. There is no answer yet: {then}."
            steps.append(Step(self.open, says, clarification_law(clock)))
            return Deadline(None, started, first, latest, tuple(steps), "clarification")
        last = self.whole.last_day
        steps.append(Step(last, f"The last day is {in_words(last)}.", clock.citation))
        return Deadline(last, started, first, latest, tuple(steps))

    def _period_steps(self) -> list[Step]:
        return [*self.first.steps(), *self.notice, *(self.whole.steps() if self.notice else ())]


def _too_early(on: date) -> CannotCount:
    what = f"The notice of extension ({in_words(on)}) was given while the clock had not started."
    return CannotCount(what, do="Check the days: a notice counts only once the clock runs.")


def _joined(clarifications: Sequence[Asked]) -> list[Asked]:
    """In order of time; those that overlap are one."""
    joined: list[Asked] = []
    for asked, answered in sorted(clarifications, key=lambda each: each[0]):
        if joined and (joined[-1][1] is None or asked <= joined[-1][1]):
            begun, until = joined.pop()
            answered = None if until is None or answered is None else max(until, answered)
            asked = begun
        joined.append((asked, answered))
    return joined


def _check_dates(
    clock: Clock, received: date, came: Mapping[str, Came], clarifications: Sequence[Asked], extended_on: date | None,
    stated: date | None,
) -> None:  # fmt: skip
    told = [received, *came.values(), extended_on, stated, *(day for each in clarifications for day in each)]
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
    _check_use(clock, extended_on, stated)


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
