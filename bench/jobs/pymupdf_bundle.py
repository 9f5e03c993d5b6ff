"""PyMuPDF's way with a bundle: insert, table of contents, a number on every page, save."""

from __future__ import annotations

from pathlib import Path

import pymupdf

from bench.child import Facts, Job


def whole(*, parts: list[str], out: str) -> Job:
    def job() -> Facts:
        with pymupdf.open() as bundle:
            contents = []
            for number, part in enumerate(parts, 1):
                contents.append([1, f"Case notes, part {number}", len(bundle) + 1])
                with pymupdf.open(part) as document:
                    bundle.insert_pdf(document)
            bundle.set_toc(contents)
            for number, page in enumerate(bundle, 1):
                page.insert_text((540, 825), str(number), fontsize=10)
            bundle.save(out)
            return {"pages": len(bundle), "bytes": Path(out).stat().st_size}

    return job
