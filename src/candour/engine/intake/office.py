"""Pages of Office files by LibreOffice, put in the form of a record's own pages; and the text these pages show."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from candour.engine.intake import pdf
from candour.engine.intake.shown import Job, Shown


def pages(job: Job, source: Path, shown: Shown, *, form: str, suffix: str) -> Path:
    """The pages of ``source`` as a PDF without the converter's dates and identifiers; its pictures' texts as notes."""
    made = job.convert(source, form=form, suffix=suffix)
    out = job.new(".pdf")
    pdf.write(made.read_bytes(), out, shown)
    return out


def text_of(path: Path) -> str:
    """The text of all pages of a PDF."""
    document = pypdfium2.PdfDocument(path)
    try:
        texts = []
        for page in document:
            texts.append(page.get_textpage().get_text_range())
            page.close()
        return "\n".join(texts)
    finally:
        document.close()
