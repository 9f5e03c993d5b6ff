"""The files of the demonstration's legal matters, prepared: what is not in them is told, and nothing else."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from candour.demo.folder import told_of, write_case
from candour.engine import pipeline
from candour.engine.model import Gap, GapKind

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]


def prepared(folder: Path, family: str) -> tuple[int, tuple[Gap, ...]]:
    """Pages and gaps of everything, what comes later included."""
    case, *_ = write_case(folder=folder, family=f"families/{family}")
    later, people, manifest = write_case(folder=folder, family=f"families/{family}", later=True)
    shutil.copytree(later, case, dirs_exist_ok=True)
    source = pipeline.Source(case, people, manifest, folder / "work", datetime.date(2026, 8, 20))
    made = pipeline.prepare(source=source, progress=lambda *_: None)
    return sum(len(record.pages) for record in made.inputs.intake.records), made.findings.gaps


@pytest.mark.parametrize(
    ("family", "least", "most"), [("danvers", 80, 120), ("aldous_reid", 70, 110), ("merrin", 1800, 2200)]
)
def test_one_document_is_not_there(tmp_path: Path, family: str, least: int, most: int) -> None:
    pages, gaps = prepared(tmp_path / "family", family)
    (planned,) = told_of(f"families/{family}_truth")["mentioned"]
    assert least <= pages <= most
    assert [gap.kind for gap in gaps] == [GapKind.MENTIONED_NOT_HELD]
    assert planned["document"] in gaps[0].detail
    assert gaps[0].source in planned["mentioned_in"]
    times = len(planned["mentioned_in"])
    assert (f"mentioned {times} times" in gaps[0].detail) == (times > 1)
