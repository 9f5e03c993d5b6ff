"""The demonstration's long file, prepared: what is not in it is told, with how often it is spoken of."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from candour.demo.folder import write_case
from candour.engine import pipeline
from candour.engine.model import GapKind

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]


def test_the_assessment_that_is_not_there(tmp_path: Path) -> None:
    case, people, manifest = write_case(folder=tmp_path / "family", family="families/merrin")
    source = pipeline.Source(case, people, manifest, tmp_path / "work", datetime.date(2026, 7, 31))
    prepared = pipeline.prepare(source=source, progress=lambda *_: None)
    assert 1800 <= sum(len(record.pages) for record in prepared.inputs.intake.records) <= 2200
    gap = next(each for each in prepared.findings.gaps if each.kind is GapKind.MENTIONED_NOT_HELD)
    assert gap.detail.startswith("the viability assessment of Dorothy Merrin dated 14 March 2025")
    assert "mentioned 3 times" in gap.detail
    assert gap.source == "Case notes/Case note 19 March 2025.txt"
    assert [each.kind for each in prepared.findings.gaps] == [GapKind.MENTIONED_NOT_HELD]
