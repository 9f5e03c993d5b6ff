"""Our side of one PDF: find strings, redact, write anew, verify. The steps are those of ``candour redact``."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Literal

from bench.child import Facts, Job, processor
from candour.engine.marking import PdfPlan, all_marks
from candour.engine.redact import redact_pdf
from candour.engine.single import check

Widths = Literal["safe", "faithful"]


def whole(
    *, pdf: str, strings: list[str], pages: int, out: str, widths: Widths = "safe", pictures: bool = False
) -> Job:
    """``candour redact`` from strings to a verified file; ``pictures`` adds the drawing of every box."""

    def job() -> Facts:
        clock = [processor()]
        marks, texts = all_marks(pdf=Path(pdf), pages=pages, plan=PdfPlan({}, tuple(strings)))
        clock.append(processor())
        left = redact_pdf(source=Path(pdf), pages=range(1, pages + 1), marks=marks, out=Path(out), widths=widths)
        clock.append(processor())
        findings = check(pdf=Path(out), left=left, strings=strings, texts=texts, pictures=pictures)
        clock.append(processor())
        return {
            "hits": sum(map(len, marks.values())),
            "vector": sum(page.method != "raster" for page in left),
            "findings": len(findings),
            "parts": [end - start for start, end in itertools.pairwise(clock)],
        }

    return job
