"""Redacts a word on every page of every file of a corpus of nasty PDFs and looks for what is left, lost or moved.

The corpus lies beside the project or where CANDOUR_CORPUS says; without one there is nothing to test.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from candour.engine.errors import CandourError
from candour.engine.model import Box, Mark
from candour.engine.redact import redact_pdf
from candour.engine.redact.raster import _displayed

ROOT = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("CANDOUR_CORPUS", ROOT.parent / "shared" / "data" / "pdf-corpus"))
PAGES, SECONDS = 60, 120


@dataclass
class Result:
    file: str
    opened: bool = False
    words: int = 0
    vector: int = 0
    crash: str = ""
    leaks: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    shift: float = 0.0
    reasons: list[str] = field(default_factory=list)


def chars_of(page: object) -> list[tuple[str, Box]]:
    width, height = page.get_size()  # type: ignore[attr-defined]
    text, found = page.get_textpage(), []  # type: ignore[attr-defined]
    for at in range(min(text.count_chars(), 6000)):
        char = text.get_text_range(at, 1)
        found.append((char, _displayed(page, text.get_charbox(at), width, height)))
    text.close()
    return [(char, box) for char, box in found if box.x0 >= 0 and box.x1 <= width and box.y0 >= 0 and box.y1 <= height]


def word_of(chars: list[tuple[str, Box]], seed: str) -> Box | None:
    runs: list[list[Box]] = [[]]
    for char, box in chars:
        near = not runs[-1] or (abs(box.y1 - runs[-1][-1].y1) < 4 and -1 < box.x0 - runs[-1][-1].x1 < 6)
        if char.isalnum() and box.x1 > box.x0 and near:
            runs[-1].append(box)
        else:
            runs.append([])
    words = [run for run in runs if len(run) >= 3]
    if not words:
        return None
    run = random.Random(seed).choice(words)
    return Box(min(b.x0 for b in run), min(b.y0 for b in run), max(b.x1 for b in run), max(b.y1 for b in run))


def check(path: Path) -> Result:
    result = Result(path.name)
    try:
        document = pdfium.PdfDocument(path)
        pikepdf.Pdf.open(path, suppress_warnings=True).close()
        count = min(len(document), PAGES)
        before = [chars_of(document[at]) for at in range(count)]
    except Exception:
        return result
    result.opened = True
    boxes = [word_of(chars, f"{path.name}{at}") for at, chars in enumerate(before)]
    marks = {at + 1: [Mark((box,), "test")] for at, box in enumerate(boxes) if box is not None}
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.pdf"
        try:
            left = redact_pdf(source=path, pages=range(1, count + 1), marks=marks, out=out, widths="faithful")
        except CandourError as error:
            result.reasons.append(f"refused: {error.what}")
            return result
        redacted = pdfium.PdfDocument(out)
        for at, page in enumerate(left):
            box = boxes[at]
            if page.method == "raster":
                result.reasons.append(f"{at + 1}: {page.reason}")
            if box is not None:
                result.words += 1
                result.vector += page.method == "vector"
            compare(result, at + 1, before[at], chars_of(redacted[at]), box, page.method)
    return result


def compare(result: Result, number: int, before: list, after: list, mark: Box | None, method: str) -> None:
    def middle(box: Box) -> tuple[float, float]:
        return (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2

    def under(box: Box, by: float) -> bool:
        x, y = middle(box)
        return mark is not None and mark.x0 - by < x < mark.x1 + by and mark.y0 - by < y < mark.y1 + by

    result.leaks += [str(number) for char, box in after if char.strip() and box.x1 > box.x0 and under(box, -0.05)]
    if method == "raster":
        return
    places = defaultdict(list)
    for char, box in after:
        places[char].append(middle(box))
    for char, box in before:
        if (
            not char.strip()
            or char in "\ufffe\u00ad"
            or box.x1 <= box.x0
            or (mark is not None and mark.grown(0.5).meets(box))
        ):
            continue
        x, y = middle(box)
        best = min((max(abs(x - i), abs(y - j)) for i, j in places[char]), default=99.0)
        if best > 1.0:  # broken ToUnicode tables: pdfium reads another character from the one that stands there
            best = min((max(abs(x - i), abs(y - j)) for found in places.values() for i, j in found), default=99.0)
        if best > 1.0:
            result.lost.append(f"{number}")
        else:
            result.shift = max(result.shift, best)


def run(path: Path) -> Result:
    """In a process of its own, so that a hang or a crash is seen as one."""
    try:
        done = subprocess.run(
            [sys.executable, __file__, str(path)], capture_output=True, timeout=SECONDS, text=True, check=False
        )
    except subprocess.TimeoutExpired:
        return Result(path.name, opened=True, crash="hang")
    if done.returncode:
        return Result(
            path.name, opened=True, crash=done.stderr.strip().splitlines()[-1][:200] if done.stderr else "died"
        )
    return Result(**json.loads(done.stdout))


def files() -> list[Path]:
    return sorted(CORPUS.rglob("*.pdf")) if CORPUS.is_dir() else []


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.skipif(not files(), reason="no corpus")
def test_corpus() -> None:
    results = [run(path) for path in files()]
    words, vector = sum(r.words for r in results), sum(r.vector for r in results)
    assert [r.file for r in results if r.crash] == []
    assert [r.file for r in results if r.leaks] == []
    assert vector >= 0.975 * words
    # pdfium rounds the widths of composite fonts to thousandths of an em: what it sees move is its own rounding
    # and of text painted twice it shows now one copy, now the other
    assert sum(r.shift > 0.06 for r in results) <= 0.01 * len(results)
    assert [r.file for r in results if r.lost] == []


if __name__ == "__main__":
    if len(sys.argv) == 2:
        sys.stdout.write(json.dumps(asdict(check(Path(sys.argv[1])))))
    else:
        every = files()[int(sys.argv[2]) :: int(sys.argv[3])]
        tally: Counter[str] = Counter()
        for file in every:
            outcome = run(file)
            tally.update(
                words=outcome.words,
                vector=outcome.vector,
                crash=bool(outcome.crash),
                leak=bool(outcome.leaks),
                lost=bool(outcome.lost),
                moved=outcome.shift > 0.05,
            )
            if outcome.crash or outcome.leaks or outcome.lost or outcome.reasons or outcome.shift > 0.05:
                print(
                    outcome.file,
                    "CRASH " + outcome.crash if outcome.crash else "",
                    "LEAK" * bool(outcome.leaks),
                    f"LOST{len(outcome.lost)}" if outcome.lost else "",
                    f"shift {outcome.shift:.2f}" if outcome.shift > 0.05 else "",
                    outcome.reasons[:2],
                    flush=True,
                )
        print(dict(tally))
