"""Reads manifest.csv, the source system's list of what exists. It opens no file and refuses names outside the case."""

from __future__ import annotations

import os
from pathlib import Path, PureWindowsPath

from candour.engine.inputs.tables import fault, read_rows
from candour.engine.model import ManifestRow

COLUMNS = ("record_id", "title", "type", "date", "author", "filename")


def read_manifest(path: Path, *, case: Path) -> tuple[ManifestRow, ...]:
    """Every row in order; ``filename`` with forward slashes, relative to ``case``, possibly empty.

    BadInput: no or another header, an empty or doubled record_id, a name outside the folder.
    """
    rows: list[ManifestRow] = []
    records: set[str] = set()
    for line, row in read_rows(path=path, columns=COLUMNS):
        name = _inside(path, line, row["filename"], case)
        if not row["record_id"] or not row["record_id"].isprintable():
            raise fault(path, line, "the record_id is empty or not readable", "Give every record an id.")
        if row["record_id"] in records:
            raise fault(
                path, line, "this record_id stands on an earlier line too", "Give each record an id of its own."
            )
        records.add(row["record_id"])
        rows.append(ManifestRow(**{**row, "filename": name}))
    return tuple(rows)


def _inside(path: Path, line: int, filename: str, case: Path) -> str:
    """The name with forward slashes; BadInput when it leads out of the case folder."""
    name = filename if os.sep == "\\" or "\\" not in filename or (case / filename).exists() else _slashed(filename)
    absolute = name.startswith("/") or PureWindowsPath(filename).is_absolute() or PureWindowsPath(filename).drive
    if absolute or ".." in name.split("/") or "\0" in name:
        do = "Write the file's path as seen from the case folder, without leading slash and without “..”."
        raise fault(path, line, "the filename leads outside the case folder", do)
    return name.removeprefix("./")


def _slashed(filename: str) -> str:
    return filename.replace("\\", "/")
