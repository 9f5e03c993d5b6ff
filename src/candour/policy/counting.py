"""When something is due: from a clock and the days on which things came, with every step. It reads no wall clock.

It refuses dates that cannot be: an answer before its question, a pause or an extension after the time was over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from operator import itemgetter

from candour.policy.clocks import Clock
from candour.policy.dates import Asked, Came, CannotCount, check_dates
from candour.policy.fees import fee_law, pay_by, time_to_pay
from candour.policy.periods import Pause, Period, Step, clarification_law, extension
from candour.policy.working_days import in_words

__all__ = ["Asked", "Came", "CannotCount", "Deadline", "due"]
_WAITED_FOR: Mapping[str, str] = {"identity": "Proof of identity", "fee": "The fee"}


@dataclass(frozen=True, slots=True)
class Deadline:
    """``due`` None: it stands still or has not started; ``waiting_for`` says for what (``identity``, ``fee``,
    ``clarification``, ``stated``). ``first_due``: without an extension. ``latest_extension``: the last day on which a
    notice of extension is still in time; None where there is no extension or the first period stands still. ``pay_by``:
    the last day on which a fee that is awaited can be paid, where the clock says one.
    """

    due: date | None
    started: date | None
    first_due: date | None
    latest_extension: date | None
    derivation: tuple[Step, ...]
    waiting_for: str = ""
    pay_by: date | None = None


def due(
    clock: Clock, *, received: date, identity: Came = None, fee: Came = None, fee_asked: date | None = None,
    clarifications: Sequence[Asked] = (), extended_on: date | None = None, stated: date | None = None,
) -> Deadline:  # fmt: skip
    """The deadline and how it comes about. ``stated``: the day that whoever asks has named. CannotCount says why not.

    ``fee_asked``: the day of the fees notice; without ``fee`` beside it the fee is awaited.
    """
    fee = "awaited" if fee is None and fee_asked else fee
    came = {"identity": identity, "fee": fee}
    check_dates(clock, received, came, fee_asked, clarifications, extended_on, stated)
    begun = _begin(clock, received, {"identity": identity} if clock.fee_pauses else came, fee_asked or received)
    if clock.unit == "stated":
        return _stated(clock, begun, received, stated)
    if begun.start is None:
        return _not_started(clock, begun, extended_on)
    run = _Run(Period(clock, begun.start), list(begun.steps))
    charged = (fee_asked, fee if isinstance(fee, date) else None) if clock.fee_pauses and fee_asked else None
    run.through(_joined(clarifications), charged, extended_on)
    return run.deadline()


@dataclass(frozen=True, slots=True)
class _Begun:
    start: date | None
    steps: tuple[Step, ...]
    waiting_for: str = ""


def _begin(clock: Clock, received: date, came: Mapping[str, Came], fee_asked: date) -> _Begun:
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
            asked = fee_asked if name == "fee" else received
            steps.append(Step(asked, f"{_WAITED_FOR[name]} was asked for and has not come.{note}", clock.citation))
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
    ``open``: the day of the question that has no answer yet. ``unpaid``: that of a notice of a fee that has not come.
    ``notice``: of the extension, once there is one.
    """

    whole: Period
    steps: list[Step]
    open: date | None = None
    unpaid: date | None = None
    notice: list[Step] = field(default_factory=list)

    def through(self, questions: Sequence[Asked], charged: Asked | None, extended_on: date | None) -> None:
        """``charged``: from asking for a fee that stops the clock until it was paid."""
        happened: list[tuple[date, Callable[[], None]]] = [(each[0], partial(self._ask, *each)) for each in questions]
        if charged is not None:
            happened.append((charged[0], partial(self._charge, *charged)))
        for day, happen in sorted(happened, key=itemgetter(0)):
            if extended_on is not None and extended_on <= day:
                self._extend(extended_on)
            happen()
        if extended_on is not None:
            self._extend(extended_on)

    def _ask(self, asked: date, answered: date | None) -> None:
        clock = self.whole.clock
        if clock.clarification == "none":
            self._note(asked, "It was asked what is meant. That does not stop this clock.")
            return
        if self._over(asked):
            what = f"It was asked what is meant on {in_words(asked)}, but {self._when_over}."
            raise CannotCount(what, do="Check the days: a question does not stop a clock that has run out.")
        if answered is None:
            self.open = asked
        elif clock.clarification == "restart":
            self._restart(asked, answered)
        elif answered < self.whole.start:
            self._note(answered, "What is meant was told before the clock started: no day is added.")
        else:
            self._pause(asked, answered, clarification_law(clock))

    def _charge(self, asked: date, paid: date | None) -> None:
        """A fee was asked for. CannotCount when that was too late, or the fee came when there was no time left to pay it."""
        clock = self.whole.clock
        if self._over(asked):
            what = f"A fee was asked for on {in_words(asked)}, but {self._when_over}."
            raise CannotCount(what, do="Check the days: a fee does not stop a clock that has run out.")
        until = pay_by(clock, asked)
        if paid is not None and until is not None and paid > until:
            what = f"The fee came on {in_words(paid)}. The time to pay it was over on {in_words(until)}."
            raise CannotCount(
                what, do="It need not be answered any more. If it is, log it anew, as of the day of the fee."
            )
        by = f" It can be paid until {in_words(until)}: {time_to_pay(clock)}." if until else ""
        self.steps.append(Step(asked, f"A fee was asked for.{by}", fee_law(clock)))
        if paid is None:
            self.unpaid = asked
            return
        self.steps.append(Step(paid, "The fee came.", fee_law(clock)))
        if paid >= self.whole.start:
            self._pause(asked, paid, fee_law(clock))

    def _over(self, day: date) -> bool:
        """The time was over on that day, and nothing stood open that kept the clock still."""
        return self.open is None and self.unpaid is None and day > self.whole.last_day

    @property
    def _when_over(self) -> str:
        return f"the time was over on {in_words(self.whole.last_day)}"

    def _restart(self, asked: date, answered: date) -> None:
        """A fee that is paid later than the answer still keeps the clock still."""
        start = max(self.whole.start, answered)
        kept = tuple(replace(each, begins=max(each.begins, start)) for each in self.whole.pauses if each.ends >= start)
        self.whole = replace(self.whole, start=start, pauses=kept)
        self._note(asked, "It was asked what is meant.")
        self._note(start, "The answer is there: the clock starts again.")

    def _pause(self, begins: date, ends: date, law: str) -> None:
        pause = Pause(max(begins, self.whole.start), ends, law)
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
        still = [each for each in (self.open, self.unpaid) if each is not None and each <= last]
        return None if still else last

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
        if self.unpaid is not None:
            says = "The fee has not come: the clock stands still until it is there, and those days are added."
            steps.append(Step(self.unpaid, says, fee_law(clock)))
            return Deadline(None, started, first, latest, tuple(steps), "fee", pay_by(clock, self.unpaid))
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
