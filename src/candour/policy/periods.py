"""How long a clock runs once it has started: its last day, and each step on the way there. It reads no wall clock."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from candour.policy.clocks import Clock
from candour.policy.working_days import BANK_HOLIDAYS, bank_holidays, in_words, is_working, why_free

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the reckoning, so that it can be checked by hand: the day, what happens, and the law for it."""

    date: date
    says: str
    law: str


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which the clock stands still, both ends included, and the law for that."""

    begins: date
    ends: date
    law: str

    @property
    def days(self) -> int:
        return (self.ends - self.begins).days + 1


@dataclass(frozen=True, slots=True)
class Period:
    """From ``start``, without the days of ``pauses``, lengthened or not."""

    clock: Clock
    start: date
    pauses: Sequence[Pause] = ()
    extended: bool = False

    @property
    def length(self) -> int:
        """In the clock's unit."""
        return self.clock.length + (extension(self.clock) if self.extended else 0)

    @property
    def last_day(self) -> date:
        last = self._last_day
        while self.clock.rolls and not self._counts(last):
            last += _DAY
        return last

    @property
    def _last_day(self) -> date:
        """Before it is moved from a day that is no working day."""
        if self.clock.unit == "working_days":
            return self._last_working_day
        return max((day for _, day in self._lengthened()), default=self._without_pauses)

    def _lengthened(self) -> Iterator[tuple[Pause, date]]:
        """Each pause, and the last day that it makes.

        One that begins later than the last day, while that was moved to a working day, adds nothing: the day moves on.
        """
        last = self._without_pauses
        for pause in self.pauses:
            if pause.begins <= last:
                last += pause.days * _DAY
                yield pause, last

    def _pause_on(self, day: date) -> Pause | None:
        return next((each for each in self.pauses if each.begins <= day <= each.ends), None)

    def _counts(self, day: date) -> bool:
        return is_working(day, holidays=self.clock.holidays) and not self._pause_on(day)

    @property
    def _without_pauses(self) -> date:
        return months_after(self.start, self.length) if self.clock.unit == "months" else self.start + self.length * _DAY

    @property
    def _last_working_day(self) -> date:
        day, left = self.start, self.length
        while left:
            day += _DAY
            left -= self._counts(day)
        return day

    def steps(self) -> Iterator[Step]:
        """From the start, which is told before, to the last day."""
        yield from self._working_days() if self.clock.unit == "working_days" else self._calendar()
        if self.clock.rolls:
            yield from self._moved()

    def _calendar(self) -> Iterator[Step]:
        law, day = self._law, self._without_pauses
        of_all = ", counted from the start and not from the first deadline" if self.extended else ""
        if self.clock.unit == "months":
            says = f"{counted(self.length, 'month')} after the start{of_all}."
            if day.day != self.start.day:
                says += f" {day:%B %Y} has no day {self.start.day}, so it is the last day of the month."
        else:
            says = f"{counted(self.length, 'day')} after the start{of_all}; the day after the start is the first."
        yield Step(day, says, law)
        for pause, day in self._lengthened():
            yield Step(day, f"{_still(pause)} The last day moves to {in_words(day)}.", pause.law)

    def _working_days(self) -> Iterator[Step]:
        last = self._last_working_day
        for day in bank_holidays(self.start + _DAY, last, holidays=self.clock.holidays):
            yield Step(day, f"{why_free(day, holidays=self.clock.holidays)}: no working day.", BANK_HOLIDAYS)
        for pause in (each for each in self.pauses if each.begins <= last):
            yield Step(pause.ends, _still(pause), pause.law)
        says = f"Working day {self.length} after the start; Saturdays, Sundays and bank holidays do not count."
        yield Step(last, says, self._law)

    def _moved(self) -> Iterator[Step]:
        day, law = self._last_day, self.clock.rolls_citation or self.clock.citation
        if day == self.last_day:
            return
        while not self._counts(day):
            if pause := self._pause_on(day):
                day = pause.ends
                yield Step(day, _still(pause), pause.law)
            else:
                yield Step(day, f"It is {why_free(day, holidays=self.clock.holidays)}: no working day.", law)
            day += _DAY
        yield Step(day, f"The next working day is {in_words(day)}.", law)

    @property
    def _law(self) -> str:
        return self.clock.extend_citation if self.extended and self.clock.extend_citation else self.clock.citation


def extension(clock: Clock) -> int:
    """By how much it can be lengthened, in its unit; 0: not at all."""
    return clock.extend_months if clock.unit == "months" else clock.extend_days


def clarification_law(clock: Clock) -> str:
    return clock.clarification_citation or clock.citation


def months_after(day: date, months: int) -> date:
    """The same date that many months later; the last day of the month where it has no such date."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _still(pause: Pause) -> str:
    ends = f"to {in_words(pause.ends)}, both included" if pause.days > 1 else "only"
    return f"It stood still: {in_words(pause.begins)} {ends} ({counted(pause.days, 'day')})."
