"""Files carried in a PDF: their pages follow the PDF's own; archives and mail become records within it instead."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from candour.engine.errors import Unreadable
from candour.engine.intake import pages, readers
from candour.engine.intake.kinds import kind_of
from candour.engine.intake.pdf_objects import elements, get, text_of, tree
from candour.engine.intake.shown import Job, Loss, Member, NoConverter, Shown

AS_MEMBERS = frozenset(("zip", "mbox", "eml", "msg"))
"""Kinds that hold files themselves."""
WHAT = "Files carried inside"
Carried = tuple[str, pikepdf.Stream]


def take(pdf: pikepdf.Pdf, shown: Shown, *, job: Job) -> None:
    """Adds the pages, members, losses and names of all embedded files."""
    left = job.limits.unpacked
    for number, (name, stream) in enumerate(_carried(pdf), start=1):
        label = name.strip() or f"file {number}"
        shown.note(WHAT, "", label)
        if number > job.limits.members:
            shown.losses.append(Loss("", f"it carries more than {job.limits.members:,} files"))
            return
        try:
            data = _unpacked(stream, min(left, job.limits.file))
        except Unreadable as error:
            shown.losses.append(Loss(label, error.what))
            continue
        left -= len(data)
        file = job.new()
        file.write_bytes(data)
        _add(label, job.within(file), shown)


def _add(label: str, job: Job, shown: Shown) -> None:
    kind = kind_of(job.path)
    if kind.name in AS_MEMBERS:
        shown.members.append(Member(label, job.path))
        return
    try:
        inner = readers.read(job, kind=kind)
        made, _ = pages.assemble(inner, job=job)
    except NoConverter as missing:
        shown.losses.append(Loss(label, missing.what, converter=True))
        return
    except Unreadable as error:
        shown.losses.append(Loss(label, error.what))
        return
    if made is not None:
        shown.attached.append(made)
    shown.members += [Member(f"{label}::{member.name}", member.file) for member in inner.members]
    shown.losses += [Loss(f"{label}::{loss.name}", loss.reason, loss.converter) for loss in inner.losses]


def _carried(pdf: pikepdf.Pdf) -> Iterator[Carried]:
    """Name and stream of each embedded file: of the document, of its annotations, associated ones; each once."""
    seen: set[tuple[int, int]] = set()
    specifications = [value for _, value in tree(get(pdf.Root, "/Names", "/EmbeddedFiles"), "/Names")]
    specifications += list(elements(get(pdf.Root, "/AF")))
    for page in pdf.pages:
        specifications += list(elements(page.obj.get("/AF")))
        specifications += [
            found for note in elements(page.obj.get("/Annots")) if (found := get(note, "/FS")) is not None
        ]
    for specification in specifications:
        stream = get(specification, "/EF", "/F") or get(specification, "/EF", "/UF")
        if isinstance(stream, pikepdf.Stream) and stream.objgen not in seen:
            seen.add(stream.objgen)
            name = text_of(get(specification, "/UF")) or text_of(get(specification, "/F"))
            description = text_of(get(specification, "/Desc"))
            yield (f"{name} ({description})" if description.strip() and description != name else name), stream


def _unpacked(stream: pikepdf.Stream, most: int) -> bytes:
    try:
        declared = get(stream, "/Params", "/Size")
        if declared is not None and int(str(declared)) > most:
            raise Unreadable("it is larger than is unpacked")
        data = stream.read_bytes()
    except (pikepdf.PdfError, ValueError, RuntimeError, MemoryError):
        raise Unreadable("it is damaged") from None
    if len(data) > most:
        raise Unreadable("it is larger than is unpacked")
    return data
