"""One PDF per record: own pages, then pages that show what is hidden, then pages of files carried in a PDF.

It never reorders or drops an own page, and gives back nothing that pdfium cannot open with the same number of pages.
"""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2

from candour.engine.errors import Unreadable
from candour.engine.intake.joined import joined
from candour.engine.intake.shown import Job, Shown, blocks_of
from candour.engine.model import PageKind
from candour.engine.typeset import write_pdf


def assemble(shown: Shown, *, job: Job) -> tuple[Path | None, list[PageKind]]:
    """The record's PDF and the kind of each of its pages; None and nothing for a container without pages."""
    if shown.own is None and not shown.notes and not shown.attached:
        return None, []
    parts = [(shown.own, PageKind.OWN)] if shown.own else []
    if shown.notes:
        hidden = job.new(".pdf")
        write_pdf(blocks_of(shown.notes), out=hidden)
        parts.append((hidden, PageKind.HIDDEN))
    parts += [(path, PageKind.ATTACHED) for path in shown.attached]
    made, kinds = _joined([path for path, _ in parts], out=job.new(".pdf")), []
    for path, kind in parts:
        kinds += [kind] * count(path)
    if len(kinds) > job.limits.pages:
        raise Unreadable(f"it has more than {job.limits.pages:,} pages")
    if count(made) != len(kinds) or not kinds:
        raise Unreadable("it is damaged: its pages cannot be read one by one")
    return made, kinds


def count(path: Path) -> int:
    """Number of pages as pdfium counts them. Unreadable: it cannot open the file."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        raise Unreadable("it is damaged: it cannot be shown") from None
    try:
        return len(document)
    finally:
        document.close()


def save(pdf: pikepdf.Pdf, path: Path) -> None:
    """The same document gives the same bytes: no random identifier, no encryption, nothing unreferenced.

    No object streams: made from a repaired file, they come out unreadable (qpdf 12).
    """
    plain = pikepdf.ObjectStreamMode.disable
    pdf.save(path, deterministic_id=True, object_stream_mode=plain, compress_streams=True, encryption=False)


def _joined(paths: list[Path], *, out: Path) -> Path:
    if len(paths) == 1:
        return paths[0]
    with joined(paths) as pdf:
        save(pdf, out)
    return out
