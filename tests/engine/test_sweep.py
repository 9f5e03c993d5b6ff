"""The last search: a secret that detection missed is covered; what is covered already gets no second box."""

from pathlib import Path

import pytest

from candour.engine.model import Action, Box, Ground, Mark, PageKind, PagePlan, Plan, Record
from candour.engine.reading import read_all
from candour.engine.store import sha256_of
from candour.engine.sweep import sweep
from candour.engine.typeset import Paragraph, write_pdf
from candour.engine.work import Work

GROUND = Ground("safety", "Safety", "", "", "verified", told=False)


def swept(
    tmp_path: Path, text: str, *secrets: str, marks: tuple[Mark, ...] = (), action: Action = Action.KEEP
) -> PagePlan:
    work = Work(tmp_path / "work")
    write_pdf([Paragraph(text)], out=tmp_path / "a.pdf")
    pdf = work.store.add_file(tmp_path / "a.pdf")
    assert pdf == sha256_of(path=tmp_path / "a.pdf")
    record = Record("R1", "a.pdf", pdf, "application/pdf", 1, pdf=pdf, pages=(PageKind.OWN,))
    read_all(work=work, records=[record], progress=lambda what, done, total: None)
    plan = Plan("K1", "subject", "subject-access", (PagePlan("R1", 1, action, marks),), secrets)
    return sweep(work=work, records=[record], plan=plan, ground=GROUND).pages[0]


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("We met FAITH Okafor there.", "Faith Okafor"),
        ("Ring 01632-960 005 tonight.", "01632 960005"),
        ("Now at Rowan Cottage, Pike Lane.", "Rowan Cottage Pike Lane"),
        ("Siân’s aunt rang.", "Sian's aunt"),
    ],
)
def test_missed_secret_is_covered(tmp_path: Path, text: str, secret: str) -> None:
    page = swept(tmp_path, text, secret)
    assert page.action is Action.REDACT
    assert [mark.ground for mark in page.marks] == ["safety"]


@pytest.mark.parametrize("text", ["She faithfully went to Okaforth.", "Call 01632 9600055."])
def test_only_whole_words(tmp_path: Path, text: str) -> None:
    assert swept(tmp_path, text, "Faith", "Okafor", "01632 960005").marks == ()


def test_covered_already(tmp_path: Path) -> None:
    mark = Mark((Box(0, 0, 595, 842),), "third_party")
    assert swept(tmp_path, "We met Faith Okafor.", "Faith Okafor", marks=(mark,)).marks == (mark,)


def test_pages_that_stay_are_left_alone(tmp_path: Path) -> None:
    assert swept(tmp_path, "We met Faith Okafor.", "Faith Okafor", action=Action.WITHHOLD).marks == ()
