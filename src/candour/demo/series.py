"""The running papers of a long fictional file (notes of each month, e-mails, minutes), made from sentences in stock.

The same words each time: chance is begun anew for every document, from its path. It knows no story; papers that tell
one are written out in a family's own list of documents.
"""

from __future__ import annotations

import calendar
import datetime
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Told = dict[str, Any]
_TEXTS = ("path", "title", "author", "from", "to", "cc")
_HOLIDAYS = ((12, 25), (12, 26), (1, 1))
_AT = (5, 20, 40, 50)


def papers(told: Told) -> Iterator[Told]:
    """Every document of every series, each series by date.

    ``told["series"]``: how a paper is called and laid out, and how often one comes (``months``, or ``every`` so many to
    so many days). ``told["era"]``: who and where from a day on; ``told["choice"]``: words of which one is taken at
    random; ``told["stock"]``: sentences; ``told["closed"]``: days on which no entry is written.

    In a text ``{word}`` is of the era or a choice, a line ``= STOCK 3 5`` becomes three to five sentences, a line
    ``+ 3 5`` so many dated entries (``+ 3 5 KIND``: all of one kind).
    """
    for series in told.get("series", []):
        for first, last in _periods(series):
            yield _paper(series, first, last, told)


class _Words(dict[str, str]):
    """The words of one paper: those said of it, its era's, or one at random of a choice."""

    def __init__(self, said: Mapping[str, str], told: Told, chance: random.Random, day: datetime.date) -> None:
        super().__init__(said)
        self.chance, self.day, self.stock = chance, day, told["stock"]
        self.others = told.get("choice", {}) | _era(told, day)

    def __missing__(self, key: str) -> str:
        value = self.others[key]
        return self.chance.choice(value) if isinstance(value, list) else str(value)


def _paper(series: Told, first: datetime.date, last: datetime.date, told: Told) -> Told:
    said = {"date": _long(last), "iso": last.isoformat(), "month": f"{last:%B %Y}", "year": str(last.year)}
    chance = random.Random(f"{told['letters']} {series['path']} {last}")
    said["title"] = chance.choice(series["titles"]).format_map(_Words(said, told, chance, last))
    words = _Words(said, told, chance, last)
    texts = {key: series[key].format_map(words) for key in _TEXTS if key in series}
    lines = "".join(_line(line.format_map(words), words, first, series, told) for line in series["text"].splitlines())
    kind = {"format": series["format"], "type": series["type"]}
    return kind | texts | {"title": said["title"], "date": last.isoformat(), "text": lines}


def _line(line: str, words: _Words, first: datetime.date, series: Told, told: Told) -> str:
    what = line.split()
    if line.startswith("= "):
        return _sentences(words, " ".join(what[1:-2]), int(what[-2]), int(what[-1]))
    if line.startswith("+ "):
        number, kind = words.chance.randint(int(what[1]), int(what[2])), " ".join(what[3:]) or "{kind}"
        moments = _moments(words, first, number, closed=told.get("closed", []))
        return "".join(_entry(_Words({}, told, words.chance, at.date()), at, kind, series) for at in moments)
    return line + "\n"


def _sentences(words: _Words, stock: str, least: int, most: int) -> str:
    """So many of a stock, in its order; where it has a list in place of a sentence, one of that."""
    known, chance = words.stock[stock], words.chance
    chosen = sorted(chance.sample(range(len(known)), min(chance.randint(least, most), len(known))))
    said = (known[at] if isinstance(known[at], str) else chance.choice(known[at]) for at in chosen)
    return "".join(sentence.format_map(words) + "\n" for sentence in said)


def _moments(words: _Words, first: datetime.date, number: int, *, closed: list[str]) -> list[datetime.datetime]:
    """So many moments of office hours from ``first`` to the day of the paper, ascending."""
    chance = words.chance
    days = range((words.day - first).days - 3)  # the last ones may fall on days when nobody is there
    chosen = (
        _working(first + datetime.timedelta(days=ahead), closed=closed) for ahead in chance.choices(days, k=number)
    )
    times = (datetime.time(chance.randint(9, 17), chance.choice(_AT)) for _ in range(number))
    return sorted(datetime.datetime.combine(day, time) for day, time in zip(chosen, times, strict=True))


def _entry(words: _Words, at: datetime.datetime, kind: str, series: Told) -> str:
    """What somebody who worked there that day wrote, in the sentences for its kind."""
    kind, by = kind.format_map(words), series.get("by", "{worker}").format_map(words)
    least, most = series.get("sentences", (4, 8))
    return f"## {_long(at)} {at.hour}:{at:%M} {kind}\nRecorded by {by}\n{_sentences(words, kind, least, most)}"


def _periods(series: Told) -> Iterator[tuple[datetime.date, datetime.date]]:
    """(first, last day) of each paper; the last is its date."""
    start, end = datetime.date.fromisoformat(series["first"]), datetime.date.fromisoformat(series["last"])
    chance = random.Random(series["path"])
    while start <= end:
        last = _months_on(start, series["months"]) if "months" in series else _working(start)
        if last <= end:
            yield start, last
        start = last + datetime.timedelta(days=chance.randint(*series["every"]) if "every" in series else 1)


def _working(day: datetime.date, *, closed: Sequence[str] = ()) -> datetime.date:
    """The day itself or the next one that an office is open and that is not in ``closed``."""
    while day.weekday() > 4 or (day.month, day.day) in _HOLIDAYS or day.isoformat() in closed:
        day += datetime.timedelta(days=1)
    return day


def _months_on(start: datetime.date, months: int) -> datetime.date:
    year, month = divmod(start.year * 12 + start.month - 2 + months, 12)
    return datetime.date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def _era(told: Told, day: datetime.date) -> Told:
    """What each era that has begun says, the later ones over the earlier."""
    now: Told = {}
    for era in told.get("era", []):
        if era["since"] <= day.isoformat():
            now |= era
    return now


def _long(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"
