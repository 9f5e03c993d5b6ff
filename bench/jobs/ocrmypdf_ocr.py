"""OCRmyPDF on the same pages: one job, every page read afresh, no optimising of pictures afterwards."""

from __future__ import annotations

from pathlib import Path

import ocrmypdf

from bench.child import Facts, Job
from bench.jobs.ours_ocr import found


def whole(*, pdf: str, out: str, names: list[list[str]]) -> Job:
    """Called in process, so that its start-up is not counted; tesseract, its child, is."""
    told = Path(out).with_suffix(".txt")

    def job() -> Facts:
        ocrmypdf.ocr(
            pdf, out, force_ocr=True, jobs=1, optimize=0, output_type="pdf", sidecar=told, progress_bar=False,
            language=["eng"],
        )  # fmt: skip
        return {"read": found(told.read_text(encoding="utf-8").split("\f"), names)}

    return job
