"""PyMuPDF's way with one PDF: search, annotate, apply, save. Only in this process, never in the product (AGPL)."""

from __future__ import annotations

import time
from typing import Any

import pymupdf

from bench.child import Facts, Job


def whole(*, pdf: str, strings: list[str], out: str, **save: Any) -> Job:
    """The documented loop; ``save`` goes to ``Document.save``. The page's text is analysed once for all strings."""

    def job() -> Facts:
        hits, searched, started = 0, 0.0, time.perf_counter()
        with pymupdf.open(pdf) as document:
            for page in document:
                found = _found(page, strings)
                searched += time.perf_counter() - started
                for rect in found:
                    page.add_redact_annot(rect, fill=(0, 0, 0))
                hits += len(found)
                page.apply_redactions()
                started = time.perf_counter()
            document.save(out, **save)
        return {"hits": hits, "searched": searched}

    return job


def _found(page: Any, strings: list[str]) -> list[Any]:
    text = page.get_textpage()
    return [rect for string in strings for rect in page.search_for(string, textpage=text)]
