"""One PDF by a plan: redacted, verified, and verified again from what was written."""

import json
from pathlib import Path

import pypdfium2
import pytest
from tests.engine.read.sheets import typed

from candour.cli import main

LINES = [
    (72.0, 700.0, "Orla went with Faith Okafor to the fair"),
    (72.0, 684.0, "and they came home with two goldfish."),
]


def text_of(path: Path) -> str:
    return str(pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range())


@pytest.mark.parametrize("widths", ["safe", "faithful"])
@pytest.mark.parametrize(
    "plan",
    [
        {"strings": ["faith okafor"]},
        {"redactions": [{"page": 1, "box": [150, 130, 222, 146], "ground": "x", "label": "ANOTHER CHILD"}]},
    ],
    ids=["strings", "boxes"],
)
def test_redact_then_verify(tmp_path: Path, plan: dict[str, object], widths: str) -> None:
    source, out, told = typed(tmp_path / "a.pdf", LINES), tmp_path / "o.pdf", tmp_path / "plan.json"
    told.write_text(json.dumps(plan))
    assert main(["redact", str(source), "--plan", str(told), "-o", str(out), "--widths", widths]) == 0
    assert "Okafor" not in text_of(out)
    assert "Orla went with" in text_of(out)
    assert "goldfish" in text_of(out)
    assert main(["verify", str(out), "--plan", str(told)]) == 0


def test_source_does_not_pass(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, told = typed(tmp_path / "a.pdf", LINES), tmp_path / "plan.json"
    told.write_text(json.dumps({"strings": ["Faith Okafor"]}))
    assert main(["verify", str(source), "--plan", str(told)]) == 5
    assert "Okafor" not in capsys.readouterr().out


def test_boxes_of_another_file_are_not_believed(tmp_path: Path) -> None:
    source, out, told = typed(tmp_path / "a.pdf", LINES), tmp_path / "o.pdf", tmp_path / "plan.json"
    told.write_text(json.dumps({"redactions": [{"page": 1, "box": [150, 130, 222, 146]}]}))
    assert main(["redact", str(source), "--plan", str(told), "-o", str(out)]) == 0
    out.write_bytes(source.read_bytes())
    assert main(["verify", str(out), "--plan", str(told)]) == 5
