"""PDF: its pages as they are shown, in order and number, with what lies on them made part of them; repaired if need be.

Notes tell what the pages do not show. It refuses what needs a password, has no page, or cannot be shown after repair.
"""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import pikepdf
import pypdfium2

from candour.engine.errors import Unreadable
from candour.engine.intake import pages, pdf_attached, pdf_drawn, pdf_notes, pdf_pictures, pdf_revisions, pdf_text
from candour.engine.intake.shown import Job, Shown

KEPT_OF_DOCUMENT = ("/Type", "/Pages", "/StructTreeRoot", "/MarkInfo", "/Lang", "/OCProperties")
KEPT_OF_PAGE = (
    "/Type /Parent /MediaBox /CropBox /Rotate /UserUnit /Resources /Contents /Group /StructParents /Tabs".split()
)

DAMAGE = (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError, OverflowError)
"""What pikepdf raises on damaged files."""


def read(job: Job) -> Shown:
    """The pages and notes of a PDF. Unreadable: with the reason."""
    data = job.path.read_bytes()
    with opened(data) as pdf:
        number = len(pdf.pages)
        if not number:
            raise Unreadable("it is damaged: it has no pages")
        if number > job.limits.pages:
            raise Unreadable(f"it has more than {job.limits.pages:,} pages")
        shown = Shown()
        pdf_notes.take(pdf, shown)
        pdf_revisions.take(data, pdf, shown)
        pdf_attached.take(pdf, shown, job=job)
        pdf_pictures.clean(pdf, shown)
        pdf_drawn.draw(pdf)
        _strip(pdf)
        shown.own = job.new(".pdf")
        pages.save(pdf, shown.own)
    if pages.count(shown.own) != number:
        raise Unreadable("it is damaged: its pages cannot be read one by one")
    pdf_text.take(shown.own, shown)
    return shown


def opened(data: bytes) -> pikepdf.Pdf:
    """The document, repaired by qpdf, or by pdfium where qpdf cannot. Unreadable: encrypted, or beyond repair."""
    try:
        return _whole(pikepdf.open(io.BytesIO(data)))
    except pikepdf.PasswordError:
        raise Unreadable("it is encrypted: it needs a password") from None
    except DAMAGE:
        pass
    for rewrite in (_rewritten, _imported):
        with contextlib.suppress(pypdfium2.PdfiumError, *DAMAGE):
            return _whole(pikepdf.open(io.BytesIO(rewrite(data))))
    raise Unreadable("it is damaged beyond repair")


def _whole(pdf: pikepdf.Pdf) -> pikepdf.Pdf:
    """Fails now, not later, where the page tree is broken."""
    if not len(pdf.pages):
        raise ValueError("no pages")
    pdf.pages[-1].obj.get("/MediaBox")
    return pdf


def _rewritten(data: bytes) -> bytes:
    document = pypdfium2.PdfDocument(data)
    try:
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()
    finally:
        document.close()


def _imported(data: bytes) -> bytes:
    """The pages alone, put into a new document."""
    document, fresh = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument.new()
    try:
        fresh.import_pages(document)
        out = io.BytesIO()
        fresh.save(out)
        return out.getvalue()
    finally:
        document.close()
        fresh.close()


def _strip(pdf: pikepdf.Pdf) -> None:
    """Takes away what is no page content: it stands in the notes, and nothing behind intake needs it."""
    for key in [key for key in pdf.Root.keys() if key not in KEPT_OF_DOCUMENT]:
        del pdf.Root[key]
    pdf.Root.Type = pikepdf.Name.Catalog  # a repaired file may lack it, and readers insist on it
    for key in [key for key in pdf.trailer.keys() if key not in ("/Root", "/Size", "/Encrypt", "/Prev")]:
        del pdf.trailer[key]
    for page in pdf.pages:
        for name in ("/Resources", "/MediaBox", "/CropBox", "/Rotate"):
            _inherit(page.obj, name)
        for key in [key for key in page.obj.keys() if key not in KEPT_OF_PAGE]:
            del page.obj[key]


def _inherit(page: pikepdf.Object, name: str) -> None:
    parent, depth = page, 0
    while name not in parent and "/Parent" in parent and depth < 64:
        parent, depth = parent["/Parent"], depth + 1
    if name not in page and name in parent:
        page[name] = parent[name]


def write(data: bytes, path: Path, shown: Shown) -> int:
    """Puts a PDF made by a converter in the same form, what its pictures say into ``shown``; the number of pages."""
    with opened(data) as pdf:
        pdf_pictures.clean(pdf, shown)
        pdf_drawn.draw(pdf)
        _strip(pdf)
        pages.save(pdf, path)
        return len(pdf.pages)
