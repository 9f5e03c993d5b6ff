"""A long PDF redacted in runs of pages says and shows what it does redacted at one go."""

import json
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from candour.cli import main
from candour.engine import runs
from candour.engine.marking import PdfPlan
from candour.engine.typeset import Heading, Paragraph, write_pdf

PAGES = 11


def a_file(path: Path) -> Path:
    """Every page has its own words in the same embedded font, and a name to go."""
    single = [path.with_name(f"{number}.pdf") for number in range(1, PAGES + 1)]
    with pikepdf.Pdf.new() as whole:
        for number, page in enumerate(single, 1):
            text = f"On day {number} Orla went with Faith Okafor to the fair and came home with {number} goldfish."
            write_pdf([Heading(f"Day {number}"), Paragraph(text)], out=page)
            with pikepdf.open(page) as part:
                whole.pages.extend(part.pages)
        whole.save(path)
    return path


def texts(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def pictures(path: Path) -> list[bytes]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.render(scale=1).to_pil().tobytes() for page in document]


def redacted(folder: Path, monkeypatch: pytest.MonkeyPatch, *, run: int, name: str = "") -> Path:
    monkeypatch.setattr(runs, "RUN", run)
    out, plan = folder / f"out-{run}{name}.pdf", folder / "plan.json"
    label = {"page": 5, "box": [56, 60, 114, 79], "ground": "x", "label": "ANOTHER CHILD"}
    plan.write_text(json.dumps({"strings": ["Faith Okafor"], "redactions": [label]}))
    assert main(["redact", str(folder / "a.pdf"), "--plan", str(plan), "-o", str(out)]) == 0
    assert main(["verify", str(out), "--plan", str(plan)]) == 0
    return out


def test_runs_make_what_one_go_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_file(tmp_path / "a.pdf")
    whole = redacted(tmp_path, monkeypatch, run=PAGES)
    said = texts(whole)
    assert len(said) == PAGES
    assert not any("Okafor" in text for text in said)
    for run in (1, 4):
        joined = redacted(tmp_path, monkeypatch, run=run)
        assert texts(joined) == said
        assert pictures(joined) == pictures(whole)
        boxes = [json.loads(each.with_name(each.name + ".boxes.json").read_text())["boxes"] for each in (joined, whole)]
        assert boxes[0] == boxes[1]


def test_what_runs_share_is_written_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_file(tmp_path / "a.pdf")
    with pikepdf.open(redacted(tmp_path, monkeypatch, run=4)) as pdf:
        programs = [
            bytes(each.read_bytes()) for each in pdf.objects if isinstance(each, pikepdf.Stream) and "/Length1" in each
        ]
    assert programs
    assert len(set(programs)) == len(programs)


def test_same_bytes_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_file(tmp_path / "a.pdf")
    first, second = (redacted(tmp_path, monkeypatch, run=3, name=name) for name in "ab")
    assert first.read_bytes() == second.read_bytes()


def test_only_runs_with_a_stopped_page_are_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_file(tmp_path / "a.pdf")
    monkeypatch.setattr(runs, "RUN", 4)
    plan = PdfPlan({}, ("Faith Okafor",))
    job = runs.Runs(pdf=tmp_path / "a.pdf", pages=PAGES, plan=plan, widths="safe", folder=tmp_path)
    job.written()
    before = {part: part.stat().st_mtime_ns for part in tmp_path.glob("part-*.pdf")}
    job.draw([6])
    job.written()
    assert [page.page for page in job.left if page.method == "raster"] == [6]
    assert job.redactions == PAGES
    changed = {part.name for part, at in before.items() if part.stat().st_mtime_ns != at}
    assert changed == {"part-5.pdf"}
