"""Our side of one PDF: find strings, redact, write anew, verify, run by run as ``candour redact`` does it."""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path
from typing import Literal

from bench.child import Facts, Job, processor
from candour.engine.marking import PdfPlan
from candour.engine.runs import Runs
from candour.engine.single import check

Widths = Literal["safe", "faithful"]


def whole(
    *, pdf: str, strings: list[str], pages: int, out: str, widths: Widths = "safe", pictures: bool = False
) -> Job:
    """``candour redact`` from strings to a verified file; ``pictures`` adds the drawing of every box."""

    def job() -> Facts:
        with tempfile.TemporaryDirectory(dir=Path(out).parent) as folder:
            clock = [processor()]
            runs = Runs(
                pdf=Path(pdf), pages=pages, plan=PdfPlan({}, tuple(strings)), widths=widths, folder=Path(folder)
            )
            made = runs.written()
            clock.append(processor())
            findings = check(pdf=made, left=runs.left, strings=strings, texts=runs.texts, pictures=pictures)
            clock.append(processor())
            made.replace(out)
        return {
            "hits": runs.redactions,
            "vector": sum(page.method != "raster" for page in runs.left),
            "findings": len(findings),
            "parts": [end - start for start, end in itertools.pairwise(clock)],
        }

    return job
