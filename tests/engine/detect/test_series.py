"""Silences in running records: found against the series' own rhythm, one line each."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st
from record_factory import paper

from candour.engine.detect.record_text import RecordText
from candour.engine.detect.series import date_gaps, entries_in
from candour.engine.model import GapKind

START = datetime.date(2016, 1, 4)


def written(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"


def notes(path: str, days: list[datetime.date], *, title: str = "Case notes", kind: str = "Case notes") -> RecordText:
    entries = [
        f"{written(day)} 10:15 Home visit Recorded by A Dale\nAll was well. She was born on 3 May 2001." for day in days
    ]
    return paper(path, *("\n\n".join(entries[at : at + 4]) for at in range(0, len(entries), 4)), title=title, kind=kind)


def days_from(start: datetime.date, *, every: int, count: int) -> list[datetime.date]:
    return [start + datetime.timedelta(days=every * number) for number in range(count)]


def test_a_silence_between_two_files_of_a_series_is_one_line() -> None:
    first, second = days_from(START, every=5, count=20), days_from(datetime.date(2016, 11, 1), every=4, count=20)
    one, two = (
        notes("N/Case notes 2016.pdf", first),
        notes("N/Case notes 2016-2017.pdf", second, title="Case notes 2016-2017"),
    )
    (gap,) = date_gaps(texts=[two, one])
    assert gap.kind is GapKind.DATE_GAP
    assert first[-1].isoformat() in gap.detail
    assert "2016-11-01" in gap.detail
    assert gap.source == "N/Case notes 2016.pdf"


def test_a_silence_within_one_file_is_found() -> None:
    days = days_from(START, every=3, count=15) + days_from(datetime.date(2016, 9, 1), every=3, count=15)
    assert len(date_gaps(texts=[notes("a.pdf", days)])) == 1


def test_a_series_without_silence_has_no_gap() -> None:
    assert date_gaps(texts=[notes("a.pdf", days_from(START, every=20, count=30))]) == ()


def test_six_monthly_reviews_are_no_silence() -> None:
    assert date_gaps(texts=[notes("a.pdf", days_from(START, every=180, count=8), title="Review notes")]) == ()


def test_a_slower_later_rhythm_is_no_silence() -> None:
    days = days_from(START, every=4, count=40) + days_from(datetime.date(2016, 9, 1), every=95, count=8)
    assert date_gaps(texts=[notes("a.pdf", days)]) == ()


def test_before_the_first_and_after_the_last_entry_is_no_gap() -> None:
    old, new = (
        notes("a/Contact log.pdf", days_from(START, every=7, count=12), title="Contact log"),
        notes("b/Duty log.pdf", days_from(datetime.date(2018, 1, 1), every=7, count=12), title="Duty log"),
    )
    assert date_gaps(texts=[old, new]) == ()


def test_lists_of_events_have_no_rhythm() -> None:
    days = days_from(START, every=3, count=15) + days_from(datetime.date(2016, 9, 1), every=3, count=15)
    assert date_gaps(texts=[notes("a.pdf", days, title="Incident log")]) == ()
    assert date_gaps(texts=[notes("a.pdf", days, title="Chronology")]) == ()


def test_an_export_that_fills_the_silence_is_no_gap() -> None:
    days = days_from(START, every=3, count=15) + days_from(datetime.date(2016, 9, 1), every=3, count=15)
    between = notes("old.zip::Case notes.pdf", days_from(datetime.date(2016, 3, 1), every=6, count=25))
    assert date_gaps(texts=[notes("new/a.pdf", days), between]) == ()


def test_monthly_papers_of_one_kind_make_a_series() -> None:
    months = [f"2016-{month:02d}-10" for month in (1, 2, 3, 4, 5, 6)] + [f"2017-{month:02d}-10" for month in (4, 5, 6)]
    papers = [paper(f"S/{day}.pdf", "Supervision", title=f"Supervision record {day}", date=day) for day in months]
    (gap,) = date_gaps(texts=papers)
    assert "2016-06-10" in gap.detail
    assert "2017-04-10" in gap.detail


def test_dates_in_prose_head_no_entry() -> None:
    page = "3 May 2016 was the day she moved.\nThe order of\n4 May 2016 and the letter stand.\nDate: 5 May 2016\nHome visit"
    assert [entry.day.day for entry in entries_in(page)] == [5]


def test_entries_are_read_in_many_forms() -> None:
    page = "03/05/2016 14:00 Visit\nTue 4 May 2016 - call\n2016-05-06 e-mail\n[7.5.16] text\n| 8 May 2016 | visit\nDate/time: 9/5/16 10:00"
    assert [entry.day.day for entry in entries_in(page)] == [3, 4, 6, 7, 8, 9]


@given(st.lists(st.integers(min_value=1, max_value=60), min_size=6, max_size=60))
def test_no_interval_within_a_quarter_is_ever_a_gap(steps: list[int]) -> None:
    days = [START]
    for step in steps:
        days.append(days[-1] + datetime.timedelta(days=step))
    assert date_gaps(texts=[notes("a.pdf", days)]) == ()
