"""Running records in the layouts of real files: a planted silence is found in each, and none where there is none."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable

import pytest
from record_factory import paper

from candour.engine.detect.record_text import RecordText
from candour.engine.detect.series import date_gaps

Layout = Callable[[datetime.date, int], str]
WORDS = ("Home visit", "Telephone call to school", "E-mail from health visitor", "Duty contact", "Statutory visit")
LAYOUTS: dict[str, Layout] = {
    "weekday first": lambda day, at: f"{day:%A} {day.day} {day:%B %Y}\n{WORDS[at % 5]}. Tilly was well.",
    "ordinal": lambda day, at: f"{ordinal(day.day)} {day:%B %Y} - {WORDS[at % 5]}\nTilly was well.",
    "label above": lambda day, at: f"Date of entry: {day:%d/%m/%Y}\nType: {WORDS[at % 5]}\nWorker: M Ellery\nAll well.",
    "label beneath": lambda day, at: f"Entry {at + 1}\nEvent date\n{day:%d/%m/%Y}\nType\n{WORDS[at % 5]}\nAll well.",
    "recorded on": lambda day, at: f"Contact date {day:%d-%m-%Y} 14:20\n{WORDS[at % 5]}\nRecorded by M Ellery",
    "table rows": lambda day, at: f"{day:%d/%m/%Y} | 10:15 | {WORDS[at % 5]} | M Ellery",
    "numbered rows": lambda day, at: f"{at + 1} {day:%d/%m/%Y} {WORDS[at % 5]} ME",
    "numbered with stop": lambda day, at: f"{at + 1}. {day:%d.%m.%y} {WORDS[at % 5]}",
    "short with dashes": lambda day, at: f"{day:%d.%m.%y} – HV – no reply, card left.",
    "iso with time": lambda day, at: f"{day.isoformat()} 09:30 {WORDS[at % 5]}",
    "iso stamp": lambda day, at: f"[{day.isoformat()}T09:30:00] M.Ellery: {WORDS[at % 5]}",
    "month in letters": lambda day, at: f"{day:%d-%b-%Y}  {WORDS[at % 5]}",
    "month in letters, short year": lambda day, at: f"{day:%d-%b-%y}  {WORDS[at % 5]}",
    "bold heading": lambda day, at: f"** {day.day} {day:%B %Y} ** {WORDS[at % 5]}",
    "kind before the date": lambda day, at: f"{WORDS[at % 5]} - {day:%d/%m/%Y}\nTilly was well and ate her tea.",
    "worker before the date": lambda day, at: f"M Ellery {day:%d/%m/%Y} 11:00\nTilly was well and ate her tea.",
}
START = datetime.date(2013, 1, 7)


def ordinal(day: int) -> str:
    ending = "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def weekly(start: datetime.date, count: int, *, every: int = 6) -> list[datetime.date]:
    """Dates about ``every`` days apart, never quite regular."""
    return [start + datetime.timedelta(days=every * number + number % 3) for number in range(count)]


def written(
    layout: Layout, days: Iterable[datetime.date], *, path: str = "Case/Case notes.pdf", per: int = 5
) -> RecordText:
    entries = [layout(day, number) for number, day in enumerate(days)]
    pages = ("\n\n".join(entries[at : at + per]) for at in range(0, len(entries), per))
    title = path.rpartition("/")[2].rpartition(".")[0]
    return paper(path, *pages, title=title, kind="Case notes")


SILENT = [*weekly(START, 40), *weekly(datetime.date(2014, 3, 3), 40)]
LAST, NEXT = SILENT[39], SILENT[40]


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_silence_is_found_in_every_layout(name: str) -> None:
    gaps = date_gaps(texts=[written(LAYOUTS[name], SILENT)])
    assert len(gaps) == 1
    assert LAST.isoformat() in gaps[0].detail
    assert NEXT.isoformat() in gaps[0].detail


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_silence_where_there_is_none(name: str) -> None:
    assert date_gaps(texts=[written(LAYOUTS[name], weekly(START, 90))]) == ()


@pytest.mark.parametrize(
    "paths",
    [
        ("Case/Case notes 2013.pdf", "Case/Case notes 2014.pdf"),
        ("Case/Case notes Jan-Dec 2013.pdf", "Case/Case notes Jan-Dec 2014.pdf"),
        ("Case/case_notes_2013_part1.pdf", "Case/case_notes_2014_part2.pdf"),
        ("2013/Case notes.pdf", "2014/Case notes.pdf"),
        ("Case/Case Notes (vol 1).pdf", "Case/Case Notes (vol 2).docx"),
        ("Case/Casenotes 2013 Q1-Q4.pdf", "Case/Casenotes 2014 Q1.pdf"),
        ("Case/01 Case notes A.pdf", "Case/02 Case notes B.pdf"),
    ],
    ids=lambda paths: paths[0],
)
def test_the_join_of_two_files_of_a_series_is_looked_at(paths: tuple[str, str]) -> None:
    layout = LAYOUTS["weekday first"]
    texts = [written(layout, SILENT[:40], path=paths[0]), written(layout, SILENT[40:], path=paths[1])]
    assert [LAST.isoformat() in gap.detail and NEXT.isoformat() in gap.detail for gap in date_gaps(texts=texts)] == [
        True
    ]
    nearer = written(layout, weekly(LAST + datetime.timedelta(days=5), 40), path=paths[1])
    assert date_gaps(texts=[texts[0], nearer]) == ()


def test_files_by_month_with_two_months_and_more_missing() -> None:
    days = weekly(datetime.date(2013, 1, 2), 120, every=3)
    by_month: dict[tuple[int, int], list[datetime.date]] = {}
    for day in days:
        by_month.setdefault((day.year, day.month), []).append(day)
    months = sorted(by_month)
    kept = [month for month in months if month not in [(2013, 5), (2013, 6), (2013, 7), (2013, 8)]]
    layout = LAYOUTS["table rows"]
    names = {month: f"Notes/{month[0]}-{month[1]:02d} daily log.pdf" for month in months}
    assert len(date_gaps(texts=[written(layout, by_month[month], path=names[month]) for month in kept])) == 1
    assert date_gaps(texts=[written(layout, by_month[month], path=names[month]) for month in months]) == ()


@pytest.mark.parametrize(
    ("every", "count"), [(182, 8), (90, 10), (42, 12), (365, 6), (120, 9)], ids=lambda value: str(value)
)
def test_reviews_have_their_own_rhythm(every: int, count: int) -> None:
    days = weekly(START, count, every=every)
    papers = [
        paper(f"Reviews/{day}.pdf", "Looked after review", title=f"LAC review minutes {day}", date=day.isoformat())
        for day in days
    ]
    assert date_gaps(texts=papers) == ()
    assert date_gaps(texts=[written(LAYOUTS["ordinal"], days, path="Reviews/Review notes.pdf")]) == ()


@pytest.mark.parametrize("away", [21, 35, 45], ids=lambda days: f"{days} days")
def test_holidays_are_no_silence(away: int) -> None:
    first = weekly(START, 30, every=4)
    days = [*first, *weekly(first[-1] + datetime.timedelta(days=away), 30, every=4)]
    assert date_gaps(texts=[written(LAYOUTS["table rows"], days)]) == ()


def test_a_sparse_series_has_no_silence() -> None:
    steps = (20, 75, 33, 110, 48, 15, 90, 61, 130, 25, 80)
    days = [START]
    for step in steps:
        days.append(days[-1] + datetime.timedelta(days=step))
    assert date_gaps(texts=[written(LAYOUTS["label above"], days)]) == ()


def test_dates_inside_entries_make_no_series() -> None:
    prose = "She was seen on 3 May 2013.\nThe review was on\n4 June 2014 and all went well.\nBorn 5 July 2008."
    layout: Layout = lambda day, at: f"{day:%d/%m/%Y} {WORDS[at % 5]}\n{prose}"  # noqa: E731
    gaps = date_gaps(texts=[written(layout, SILENT)])
    assert len(gaps) == 1
    assert date_gaps(texts=[written(layout, weekly(START, 90))]) == ()
