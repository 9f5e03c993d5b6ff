"""Tiny PDFs that hide a word in one way each, and every reader there is to look for it again."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
from pdfminer.high_level import extract_text
from pikepdf import Array, Dictionary, Name

from candour.engine.model import Box, Mark, RedactedPage
from candour.engine.redact import redact_pdf

SECRET = "Zephyrine"
WIDTH, HEIGHT = 400.0, 300.0


def helvetica(pdf: pikepdf.Pdf) -> Any:
    return pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )


def new_pdf(content: bytes, *, resources: dict[str, Any] | None = None, **page: Any) -> pikepdf.Pdf:
    """One page of 400 by 300 points with Helvetica as /F1."""
    pdf = pikepdf.Pdf.new()
    table = Dictionary(Font=Dictionary(F1=helvetica(pdf)))
    for key, value in (resources or {}).items():
        table[key] = value
    obj = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, WIDTH, HEIGHT]),
        Contents=pdf.make_stream(content),
        Resources=table,
        **page,
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(obj)))
    return pdf


def form(pdf: pikepdf.Pdf, content: bytes, **more: Any) -> Any:
    resources = Dictionary(Font=Dictionary(F1=helvetica(pdf)))
    return pdf.make_stream(
        content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, WIDTH, HEIGHT]), Resources=resources, **more
    )


def saved(pdf: pikepdf.Pdf, folder: Path, name: str = "in.pdf") -> Path:
    path = folder / name
    pdf.save(path)
    return path


def boxes_of(path: Path, word: str, page: int = 0) -> list[Box]:
    """Where pdfium finds a word: loose character boxes, in the page's frame."""
    from candour.engine.redact.raster import _displayed

    with pdfium.PdfDocument(path) as document:
        shown = document[page]
        text = shown.get_textpage()
        found, searcher = [], text.search(word, match_case=True)
        while (hit := searcher.get_next()) is not None:
            boxes = [
                _displayed(shown, text.get_charbox(at, loose=True), *shown.get_size())
                for at in range(hit[0], hit[0] + hit[1])
            ]
            found.append(
                Box(
                    min(b.x0 for b in boxes),
                    min(b.y0 for b in boxes),
                    max(b.x1 for b in boxes),
                    max(b.y1 for b in boxes),
                )
            )
        return found


def redacted(
    source: Path, boxes: Sequence[Box], *, widths: str = "faithful", label: str = "", pages: Sequence[int] = (1,)
) -> tuple[Path, tuple[RedactedPage, ...]]:
    out = source.with_name("out.pdf")
    marks = {1: [Mark((box,), "test", label) for box in boxes]}
    return out, redact_pdf(source=source, pages=pages, marks=marks, out=out, widths=widths)  # type: ignore[arg-type]


def every_reading(path: Path) -> str:
    """The text of a PDF by pdfium, pdfminer and poppler, and every string and stream of every object in it."""
    with pdfium.PdfDocument(path) as document:
        by_pdfium = "\n".join(page.get_textpage().get_text_range() for page in document)
    by_poppler = subprocess.run(["pdftotext", "-q", str(path), "-"], capture_output=True, check=True).stdout.decode()
    return "\n".join(
        (by_pdfium, by_poppler, extract_text(str(path)), objects_of(path), path.read_bytes().decode("latin-1"))
    )


def objects_of(path: Path) -> str:
    """Everything in every object, reachable or not: names, strings, streams decoded."""
    found = []
    with pikepdf.Pdf.open(path) as pdf:
        found.append(bytes(pdf.trailer.unparse(resolved=True)).decode("latin-1"))
        for item in pdf.objects:
            found.append(bytes(item.unparse(resolved=True)).decode("latin-1"))
            if isinstance(item, pikepdf.Stream):
                found.append(decoded(item).decode("latin-1"))
                found += [bytes(text).decode("utf-16-be", "ignore") for text in _strings(item)]
    return "\n".join(found)


def decoded(stream: pikepdf.Stream) -> bytes:
    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError:
        return bytes(stream.read_raw_bytes())


def _strings(item: Any) -> list[Any]:
    return [value for value in item.values() if isinstance(value, pikepdf.String)]


def chars_of(path: Path, page: int = 0) -> list[tuple[str, float, float]]:
    """Each visible character with the left and lower edge of its box (user space)."""
    with pdfium.PdfDocument(path) as document:
        text = document[page].get_textpage()
        return [
            (text.get_text_range(at, 1), *text.get_charbox(at)[:2])
            for at in range(text.count_chars())
            if text.get_text_range(at, 1).strip()
        ]


def png_pixels(path: Path, *, scale: float = 2.0) -> Any:
    with pdfium.PdfDocument(path) as document:
        return document[0].render(scale=scale).to_pil().convert("L")


def jpeg(picture: Any, *, comment: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=90, comment=comment)
    return buffer.getvalue()
