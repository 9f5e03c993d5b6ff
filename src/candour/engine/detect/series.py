"""Unusually long silences in running records (case notes, contact logs, visits), against each series' own rhythm.

Only dates that head an entry count, never dates in prose; before the first and after the last entry is no gap.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from candour.engine.detect.record_text import RecordText, plain
from candour.engine.model import Gap, GapKind
from candour.engine.written_dates import MONTH, dates_in, from_iso

SHORTEST_GAP = 90
"""Days. A quarter of silence in a record kept week by week is worth a question; less is often leave or a holiday."""
TIMES_RHYTHM = 6
TIMES_AROUND = 3
FEWEST_ENTRIES = 5
FEWEST_PAPERS = 6
FILLS = 3
"""So many entries of a namesake elsewhere (an old system's export) inside a silence mean that it is none."""
RUNNING = re.compile(
    r"\b(?:case ?(?:notes?|records?|recordings?|file notes?)|notes?|logs?|diar(?:y|ies)|recordings?|running record|contacts?|visits?"
    r"|daily|sessions?|supervision|duty|observations?)\b",
    re.IGNORECASE,
)
EVENTS = re.compile(
    r"\b(?:incidents?|accidents?|chronolog\w*|timeline|attendance|index|exclusions?|missing episodes?|genogram|immunisation\w*"
    r"|manifest)\b",
    re.IGNORECASE,
)
"""Lists of what happened have no rhythm: quiet months are good news there, not a missing record."""
REGULAR = re.compile(
    r"\b(?:supervision|contact|visit|core group|review|daily|weekly|monthly|session)\b.*\b(?:records?|notes?|minutes|logs?|sheets?"
    r"|forms?)\b",
    re.IGNORECASE,
)
CLOCK = re.compile(r"^\W{0,3}(?:at\s+)?(?:[01]?\d|2[0-3])[:.][0-5]\d")
THING = r"(?:entry|visit|contact|event|call|session|recording|record|note|case note)"
LABEL = (
    rf"(?:(?:date(?:\s*(?:and|&|/)\s*time|\s+of\s+{THING})?|{THING}(?:\s+date)?|entered|occurred|recorded(?:\s+on)?)\s*[:#-]?\s*"
    r"(?:\d{1,3}[.):]\s*)?|\d{1,4}[.):]?\s+(?=[0-3]?\d\s?[/.-]\s?[01]?\d\s?[/.-]))?"
)
TAIL_DATE = re.compile(
    r"^(?P<what>[^\n.|]{3,45}?)[\s:,–-]+(?P<date>(?=\S*\d).{6,24}?)(?:,?\s+(?:at\s+)?\d?\d[:.]\d\d)?[ \t]*$",
    re.MULTILINE,
)
NO_ENTRY = re.compile(
    r"\b(?:page|printed|born|d\.?o\.?b|birth|review date|due|next|report|created|version|downloaded|signed|copied|from|until|since"
    r"|to|on|of|in|dated|is|was|were|has|had|will)\b",
    re.IGNORECASE,
)
"""Words of running heads, forms and prose: a line with one of them that ends with a date heads no entry."""
HEADS_LINE = re.compile(
    rf"^[ \t>*|•\[(-]*{LABEL}(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?(?=\d|{MONTH})", re.I | re.M
)
STEM_NOISE = re.compile(
    rf"(?:19|20)\d\d|\d+|\b{MONTH}|\b(?:to|from|part|vol(?:ume)?|file|copy|export|scan|final|of|pdf|docx?|odt|rtf|xlsx?|csv"
    r"|txt|html?|eml|tiff?|jpe?g|png|q\d?|quarter|spring|summer|autumn|winter|term|week|book)\b|[^a-z /]|\b[a-z](?=\W*$)",
    re.IGNORECASE,
)
PROSE_NEXT = re.compile(
    r"^\s*(?:,|and\b|or\b|to\b|until\b|when\b|was\b|were\b|is\b|at the\b|as\b|but\b|that\b|[a-z]+ed\b)"
)


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
    """One line per silence longer than 90 days, six times the series' median interval and three times the interval
    around it; both dates in ISO. A silence that another file of the same name fills is none.
    """
    series = _series(texts)
    gaps: list[Gap] = []
    for name, entries in sorted(series.items()):
        others = sorted(
            entry.day
            for other, found in series.items()
            if other != name and _title(other) == _title(name)
            for entry in found
        )
        gaps.extend(_gaps_of(name, entries, others))
    return tuple(gaps)


def _series(texts: Iterable[RecordText]) -> dict[str, list[_Dated]]:
    """Entries by series. Papers of one kind, one date each (monthly supervision records), make a series too."""
    found: dict[str, list[_Dated]] = defaultdict(list)
    single: dict[str, list[_Dated]] = defaultdict(list)
    for item in texts:
        record = item.record
        if record.duplicate_of or EVENTS.search(f"{record.title} {record.type} {record.path}"):
            continue
        entries = _entries(item)
        day = from_iso(record.date)
        if _runs(entries, named=bool(RUNNING.search(f"{record.title} {record.type} {record.path}"))):
            found[_stem(item)].extend(_Dated(entry.day, record.path, record.id) for entry in entries)
        elif day and REGULAR.search(f"{record.title} {record.type}"):
            single[_stem(item)].append(_Dated(day, record.path, record.id))
    for name, papers in single.items():
        if len({paper.day for paper in papers}) >= FEWEST_PAPERS or name in found:
            found[name].extend(papers)
    return found


def _entries(item: RecordText) -> list[Entry]:
    """Its entries; where none begin with their date, those whose first line ends with it ("Home visit - 3/5/16")."""
    pages = [plain(page) for page in item.pages]
    entries = [entry for page in pages for entry in entries_in(page)]
    return entries if len(entries) >= FEWEST_ENTRIES else [entry for page in pages for entry in _ended_by_date(page)]


def _ended_by_date(page: str) -> Iterator[Entry]:
    for match in TAIL_DATE.finditer(page):
        date = next(iter(dates_in(match["date"])), None)
        if (
            date
            and date.exact
            and date.start == 0
            and date.end == len(match["date"])
            and not NO_ENTRY.search(match["what"])
        ):
            yield Entry(day=date.exact, heading=match["what"].strip())


def _runs(entries: list[Entry], *, named: bool) -> bool:
    """Running notes have several entries, mostly in order of time, and say so by their name or by the times of day."""
    days = [entry.day for entry in entries]
    if len(set(days)) < FEWEST_ENTRIES:
        return False
    rising = sum(first <= second for first, second in pairwise(days))
    timed = sum(bool(CLOCK.match(entry.heading)) for entry in entries)
    return max(rising, len(days) - 1 - rising) >= 0.8 * (len(days) - 1) and (named or 2 * timed >= len(days))


def _stem(item: RecordText) -> str:
    """Folder and title without years, numbers and "part 2": the name that the files of one series share."""
    record = item.record
    folder, _, file = record.path.replace("::", "/").rpartition("/")
    stem, where = (_bare(name.casefold()) for name in (record.title or file, folder))
    return f"{where}/{stem}"


def _bare(name: str) -> str:
    """Without numbers, months and "part B"; twice, for what stands last only after that."""
    for _ in range(2):
        name = " ".join(STEM_NOISE.sub(" ", name).split())
    return name


def _title(name: str) -> str:
    return name.rpartition("/")[2]


def _gaps_of(name: str, entries: list[_Dated], others: list[datetime.date]) -> Iterator[Gap]:
    entries.sort(key=lambda entry: (entry.day, entry.path))
    days = sorted({entry.day for entry in entries})
    steps = [(second - first).days for first, second in pairwise(days)]
    if len(steps) < FEWEST_ENTRIES - 1:
        return
    usual = median(steps)
    last = {entry.day: entry for entry in entries}
    for at, step in enumerate(steps):
        around = steps[max(0, at - 5) : at] + steps[at + 1 : at + 6]
        filled = sum(days[at] < day < days[at + 1] for day in others)
        if step > max(SHORTEST_GAP, TIMES_RHYTHM * usual, TIMES_AROUND * median(around)) and filled < FILLS:
            yield _gap(name=name, first=last[days[at]], second=last[days[at + 1]], step=step, usual=usual)


def _gap(*, name: str, first: _Dated, second: _Dated, step: int, usual: float) -> Gap:
    detail = (
        f"{name}: no entry between {first.day.isoformat()} and {second.day.isoformat()} ({step} days; usually one every"
        f" {usual:g} days)"
    )
    return Gap(GapKind.DATE_GAP, detail, first.path, record=first.record)
