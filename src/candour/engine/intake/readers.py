"""Which reader reads which kind of file. It refuses what ``kinds`` has a refusal for, with that as the reason."""

from __future__ import annotations

import importlib
from collections.abc import Callable

from candour.engine.errors import Unreadable
from candour.engine.intake.kinds import FileKind, kind_of
from candour.engine.intake.shown import Job, Shown

Reader = Callable[[Job], Shown]
_PLACES = {
    "pdf": "pdf:read",
    "docx": "word:read",
    "doc": "odf:read_legacy",
    "rtf": "odf:read_legacy",
    "odt": "odf:read",
    "fodt": "odf:read_legacy",
    "odg": "odf:read_drawing",
    "xlsx": "sheets:read",
    "xlsb": "sheets:read_converted",
    "ods": "sheets:read_converted",
    "xls": "sheets:read_converted",
    "pptx": "slides:read",
    "ppt": "slides:read_converted",
    "odp": "slides:read_converted",
    "msg": "outlook:read",
    "eml": "mail:read",
    "mbox": "mbox:read",
    "html": "web:read",
    "csv": "plain:read_table",
    "text": "plain:read",
    "ics": "plain:read_calendar",
    "zip": "archive:read",
}
_PLACES |= dict.fromkeys(("png", "jpeg", "tiff", "gif", "bmp", "webp"), "pictures:read")


def read(job: Job, *, kind: FileKind | None = None) -> Shown:
    """What the file of ``job`` shows and hides. Unreadable: with the reason. NeedsConversion, NoConverter: see Job."""
    kind = kind or kind_of(job.path)
    if kind.refusal:
        raise Unreadable(kind.refusal)
    if job.depth > job.limits.depth:
        raise Unreadable(f"it is nested more than {job.limits.depth} files deep")
    # Imported when wanted: a worker that reads texts needs no PDF library.
    module, function = _PLACES[kind.name].split(":")
    reader: Reader = getattr(importlib.import_module(f"candour.engine.intake.{module}"), function)
    return reader(job)
