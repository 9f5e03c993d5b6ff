"""PyMuPDF's way with one PDF: search, annotate, apply, save. Only in this process, never in the product (AGPL)."""

from __future__ import annotations

from typing import Any

import pymupdf

from bench.child import Facts, Job, processor


def whole(*, pdf: str, strings: list[str], out: str, save: dict[str, Any], once: bool = False) -> Job:
    """The documented loop. ``save`` goes to ``Document.save``; ``once`` analyses a page's text once for all strings."""

    def job() -> Facts:
        hits, searched = 0, 0.0
        with pymupdf.open(pdf) as document:
            for page in document:
                started = processor()
                shared = {"textpage": page.get_textpage()} if once else {}
                found = [rect for string in strings for rect in page.search_for(string, **shared)]
                searched += processor() - started
                for rect in found:
                    page.add_redact_annot(rect, fill=(0, 0, 0))
                hits += len(found)
                page.apply_redactions()
            document.save(out, **save)
        return {"hits": hits, "searched": searched}

    return job
