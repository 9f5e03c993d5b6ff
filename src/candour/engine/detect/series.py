"""Unusually long silences in running records (case notes, contact logs, visits), against each series' own rhythm.

Only dates that head an entry count, never dates in prose; before the first and after the last entry is no gap.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from candour.engine.detect.record_text import RecordText, plain
from candour.engine.detect.written_dates import MONTH, dates_in
from candour.engine.model import Gap, GapKind

SHORTEST_GAP = 90
"""Days. A quarter of silence in a record kept week by week is worth a question; less is often leave or a holiday."""
TIMES_RHYTHM = 6
FEWEST_ENTRIES = 5
LABEL = r"(?:(?:date(?:\s*(?:and|&|/)\s*time)?|entry|entered|visit|contact|event date|occurred)\s*[:#-]?\s*(?:\d{1,3}[.):]\s*)?)?"
HEADS_LINE = re.compile(rf"^[ \t>*|•-]*{LABEL}(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?(?=\d|{MONTH})", re.I | re.M)
STEM_NOISE = re.compile(
    rf"(?:19|20)\d\d|\d+|\b{MONTH}|\b(?:to|from|part|vol(?:ume)?|file|copy|export|scan|final|of|pdf|docx?|odt|rtf|xlsx?|csv"
    r"|txt|html?|eml|tiff?|jpe?g|png)\b|[^a-z ]",
    re.IGNORECASE,
)
PROSE_NEXT = re.compile(r"^\s*(?:,|and\b|or\b|to\b|until\b|when\b|was\b|were\b|is\b|at the\b|as\b|but\b|that\b|[a-z]+ed\b)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated entry; ``heading`` is the rest of its line."""

    day: datetime.date
    heading: str


@dataclass(frozen=True, slots=True)
class _Dated:
    day: datetime.date
    path: str
    record: str


def entries_in(page: str) -> Iterator[Entry]:
    """Entries of one page of plain text: lines that begin with a full date (a label such as "Date:" may stand first)."""
    for match in HEADS_LINE.finditer(page):
        line = page[match.end() : (page.find("\n", match.end()) + 1 or len(page) + 1) - 1]
        date = next(iter(dates_in(line[:40])), None)
        if date is None or date.exact is None or date.start > 0 or PROSE_NEXT.match(line[date.end :]):
            continue
        yield Entry(day=date.exact, heading=line[date.end : date.end + 120].strip())


def date_gaps(*, texts: Iterable[RecordText]) -> tuple[Gap, ...]:
    """One line per silence longer than 90 days and six times the series' median interval, both dates in ISO."""
    gaps = []
    for name, entries in sorted(_series(texts).items()):
        gaps.extend(_gaps_of(name, entries))
    return tuple(gaps)


def _series(texts: Iterable[RecordText]) -> dict[str, list[_Dated]]:
    found: dict[str, list[_Dated]] = defaultdict(list)
    for item in texts:
        if item.record.duplicate_of:
            continue
        entries = [entry for page in item.pages for entry in entries_in(plain(page))]
        if _runs(entries):
            key = _stem(item)
            found[key].extend(_Dated(entry.day, item.record.path, item.record.id) for entry in entries)
    return found


def _runs(entries: list[Entry]) -> bool:
    """Running notes have several entries, mostly in order of time; a table of dates of birth has not."""
    days = [entry.day for entry in entries]
    if len(set(days)) < FEWEST_ENTRIES:
        return False
    rising = sum(first <= second for first, second in zip(days, days[1:], strict=False))
    return max(rising, len(days) - 1 - rising) >= 0.8 * (len(days) - 1)


def _stem(item: RecordText) -> str:
    """Folder and title without years, numbers and "part 2": the name that the files of one series share."""
    record = item.record
    folder, _, file = record.path.replace("::", "/").rpartition("/")
    title = record.title or file
    stem = " ".join(STEM_NOISE.sub(" ", title.casefold()).split())
    return f"{folder}/{stem}"


def _gaps_of(name: str, entries: list[_Dated]) -> Iterator[Gap]:
    entries.sort(key=lambda entry: (entry.day, entry.path))
    days = sorted({entry.day for entry in entries})
    steps = [(second - first).days for first, second in zip(days, days[1:], strict=False)]
    if len(steps) < FEWEST_ENTRIES - 1:
        return
    usual = median(steps)
    longest = max(SHORTEST_GAP, TIMES_RHYTHM * usual)
    last = {entry.day: entry for entry in entries}
    for first, second, step in zip(days, days[1:], steps, strict=False):
        if step > longest:
            yield _gap(name=name, first=last[first], second=last[second], step=step, usual=usual)


def _gap(*, name: str, first: _Dated, second: _Dated, step: int, usual: float) -> Gap:
    detail = (
        f"{name}: no entry between {first.day.isoformat()} and {second.day.isoformat()} ({step} days; usually one every"
        f" {usual:g} days)"
    )
    return Gap(GapKind.DATE_GAP, detail, first.path, record=first.record)
