"""Ties files to the rows of manifest.csv, and tells what either side lacks. It reads no file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from candour.engine.errors import BadInput
from candour.engine.model import Gap, GapKind, ManifestRow, Record


class Listing:
    """The manifest's rows by file. BadInput: a row names a file outside the case folder."""

    def __init__(self, rows: Sequence[ManifestRow], *, paths: Iterable[str]) -> None:
        self.rows = tuple(rows)
        self._by_path: dict[str, ManifestRow] = {}
        for number, row in enumerate(rows, start=1):
            _inside(row.filename, number)
            if row.filename.strip():
                self._by_path.setdefault(_key(row.filename), row)
        self._by_title(paths)
        self._seen: set[str] = set()

    def row_of(self, path: str) -> ManifestRow | None:
        """The row for the file or member at ``path``; it counts as held from then on."""
        row = self._by_path.get(_key(path))
        if row is not None:
            self._seen.add(_key(path))
        return row

    def gaps(self, records: Sequence[Record], *, left_out: frozenset[str]) -> list[Gap]:
        """Rows without a file, then files of the folder (members and ``left_out`` ids aside) without a row."""
        if not self.rows:
            return []
        held = {id(row) for key, row in self._by_path.items() if key in self._seen}
        known = {_key(row.filename) for row in self.rows if row.filename.strip()} & self._seen
        missing = [row for row in self.rows if id(row) not in held and _key(row.filename) not in known]
        extra = [record for record in records if not (record.listed or record.parent or record.id in left_out)]
        return [_missing(row) for row in missing] + [
            Gap(
                GapKind.NOT_IN_MANIFEST,
                f"In the folder, not in the manifest: {record.path}",
                record.path,
                record=record.id,
            )
            for record in extra
        ]

    def _by_title(self, paths: Iterable[str]) -> None:
        """A row without a file name is the one file, otherwise unlisted, that is named as the row's title."""
        stems: dict[str, list[str]] = {}
        for path in paths:
            if _key(path) not in self._by_path:
                stems.setdefault(_words(PurePosixPath(path).stem), []).append(path)
        for row in self.rows:
            if not row.filename.strip() and row.title.strip() and len(stems.get(_words(row.title), ())) == 1:
                self._by_path.setdefault(_key(stems[_words(row.title)][0]), row)


def _missing(row: ManifestRow) -> Gap:
    parts = [row.record_id, row.title, row.type, row.date, row.author, row.filename]
    detail = "; ".join(part.strip() for part in parts if part.strip())
    return Gap(
        GapKind.MISSING_FROM_FOLDER, f"In the manifest, not in the folder: {detail}", f"manifest {row.record_id}"
    )


def _key(path: str) -> str:
    """Separators, case and Unicode form made one; ``container::member`` and ``container/member`` are the same."""
    clean = unicodedata.normalize("NFC", path.strip()).replace("\\", "/").replace("::", "/")
    return "/".join(part for part in clean.split("/") if part not in ("", ".")).casefold()


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold()))


def _inside(filename: str, number: int) -> None:
    name = filename.strip().replace("\\", "/")
    if name.startswith("/") or re.match(r"[A-Za-z]:/", name) or ".." in name.split("/"):
        raise BadInput(
            f"Row {number} of the manifest names a file outside the case folder.",
            means="Only files within the case folder are read; nothing was read.",
            do="Correct the file name in that row: it is relative to the case folder.",
        )
