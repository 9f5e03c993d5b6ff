"""A long record is searched in runs of pages, and nothing of it depends on where they end."""

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from candour.engine import finding
from candour.engine.finding import find_all
from candour.engine.model import Intake, PageKind, Person, Record
from candour.engine.reading import read_all
from candour.engine.work import FORM, Findings, Inputs, Work

PAGES = 40
PEOPLE = (
    Person("P1", "Faith Okafor", "subject", date_of_birth="2009-05-04"),
    Person("P2", "Jack Okafor", "father", phones=("07700 900111",)),
    Person("P3", "Jack Tamblyn", "social_worker"),
    Person("P4", "Dilys Prosser", "mother", address="8 Larch Mews, Farrow Green, FG4 5CD"),
)
LINES = (
    "Jack rang at noon about the contact plan.",
    "Faith said that she had seen Dilys",
    "Prosser at the shop with her neighbour Wendy Quelch.",
    "Jack Tamblyn will visit. Jack will bring the forms.",
    "They moved to 8 Larch Mews, Farrow",
    "Green on 3 March; call 07700 900111.",
    "Mr Okafor was not at home. Her date of birth is 4 May 2009.",
)


def a_book(path: Path) -> None:
    """Sentences and names run on over the ends of pages; no two pages are alike."""
    canvas = Canvas(str(path), pagesize=(420, 200), invariant=1)
    for page in range(PAGES):
        for line in range(5):
            canvas.drawString(20, 170 - 30 * line, LINES[(5 * page + line) % len(LINES)])
        canvas.showPage()
    canvas.save()


def found(folder: Path, monkeypatch: pytest.MonkeyPatch, *, run: int) -> Findings:
    monkeypatch.setattr(finding, "_RUN", run)
    work = Work(folder / f"work-{run}")
    pdf = work.store.add_file(folder / "book.pdf")
    record = Record("R1", "book.pdf", pdf, "application/pdf", 1, pdf=pdf, pages=(PageKind.OWN,) * PAGES)
    inputs = Inputs(FORM, "c" * 64, "2026-01-05", PEOPLE, (), Intake((record,), ()), (), ())
    read_all(work=work, records=[record], progress=lambda what, done, total: None)
    return find_all(work=work, inputs=inputs, progress=lambda what, done, total: None)


def test_runs_find_what_the_whole_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_book(tmp_path / "book.pdf")
    whole = found(tmp_path, monkeypatch, run=PAGES)
    assert len(whole.mentions) > 3 * PAGES
    for run in (10, 17):
        parts = found(tmp_path, monkeypatch, run=run)
        assert list(parts.mentions) == list(whole.mentions)
        assert (parts.questions, parts.flags, parts.gaps) == (whole.questions, whole.flags, whole.gaps)


def test_findings_are_kept_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_book(tmp_path / "book.pdf")
    made = found(tmp_path, monkeypatch, run=PAGES)
    assert found(tmp_path, monkeypatch, run=PAGES) == made
