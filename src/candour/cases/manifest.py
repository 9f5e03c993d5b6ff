"""The source system's own list of what exists: read, compared with what is here, saved as a whole once confirmed."""

from __future__ import annotations

import hashlib
import tempfile
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db.models import CharField

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.cases import paths, receiving, store
from candour.cases.arriving import Named
from candour.cases.models import Case, File, FileState, ManifestDraft, ManifestRow
from candour.engine.errors import BadInput, Refused
from candour.engine.inputs import read_manifest
from candour.engine.inputs.manifest import COLUMNS
from candour.engine.inputs.tables import fault, read_rows
from candour.engine.intake.listing import Listing
from candour.engine.model import ManifestRow as Row
from candour.ledger.acting import now_acting, record
from candour.ledger.clock import now
from candour.ledger.verbs import Verb

LARGEST = 20 << 20
_NAME = "manifest.csv"
_LENGTHS = {
    field.name: field.max_length
    for field in ManifestRow._meta.fields
    if isinstance(field, CharField) and field.max_length
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """A list against the files that are here now and the list that was saved before."""

    rows: tuple[Row, ...]
    here: int
    inside: int
    """Rows about something within a file that is here, such as an e-mail's attachment."""
    missing: tuple[Row, ...]
    """Rows that name a file which is not here."""
    nameless: tuple[Row, ...]
    """Rows without a file name that no file's name fits."""
    unlisted: tuple[str, ...]
    """Paths of files that no row names."""
    new: int
    changed: int
    gone: int
    """Records of the saved list that this one no longer has."""


def contents(files: Sequence[Named]) -> bytes:
    """What the one file sent holds. BadInput: there is none, there are several, or it is too large."""
    if len(files) != 1:
        raise BadInput("Choose the list.", means="Nothing was saved.", do="It is one CSV file.")
    if files[0].arrival.refusal:
        raise Refused(files[0].arrival.refusal)
    if files[0].arrival.size > LARGEST:
        raise _too_large()
    return files[0].arrival.path.read_bytes()


def read(data: bytes) -> tuple[Row, ...]:
    """The list's rows. BadInput names the line and never what stands in it."""
    if len(data) > LARGEST:
        raise _too_large()
    with tempfile.TemporaryDirectory(dir=store.arriving(), prefix="list-") as folder:
        path = Path(folder) / _NAME
        path.write_bytes(data)
        for line, row in read_rows(path=path, columns=COLUMNS):
            for name, most in _LENGTHS.items():
                if len(row[name]) > most:
                    raise fault(path, line, f"the {name} is longer than {most} characters", "Shorten it.")
        rows = read_manifest(path, case=Path(folder))
    if not rows:
        raise BadInput("The list names no record.", means="Nothing was saved.", do="Check the file.")
    return rows


def compare(*, case: Case, rows: Sequence[Row]) -> Comparison:
    """Files are found as the engine finds them: by name whatever its case, or by title."""
    held = list(
        File.objects.filter(case=case, state=FileState.RECEIVED).order_by("path").values_list("path", flat=True)
    )
    listing = Listing(rows, paths=held)
    rows_of = {path: listing.row_of(path) for path in held}
    found = {row.record_id for row in rows_of.values() if row is not None}
    names, folded = {_folded(row.filename) for row in rows if row.record_id in found}, {_folded(path) for path in held}
    here, inside, missing, nameless = 0, 0, list[Row](), list[Row]()
    for row in rows:
        if row.record_id in found or (row.filename and _folded(row.filename) in names):
            here += 1
        elif not row.filename:
            nameless.append(row)
        elif not folded.isdisjoint(paths.folders(_folded(row.filename))):
            inside += 1
        else:
            missing.append(row)
    unlisted = tuple(path for path, row in rows_of.items() if row is None)
    new, changed, gone = _against_saved(case, rows)
    return Comparison(tuple(rows), here, inside, tuple(missing), tuple(nameless), unlisted, new, changed, gone)


def draft(*, by: User, case: Case, data: bytes) -> ManifestDraft:
    """Keeps a list that can be read until it is confirmed; the person's earlier one goes."""
    check(by, Act.ADD_FILES)
    read(data)
    ManifestDraft.objects.filter(case=case, by=by).delete()
    return ManifestDraft.objects.create(case=case, by=by, at=now(), text=data.decode("utf-8-sig"))


def confirm(*, by: User, draft: ManifestDraft) -> None:
    """Saves the list in place of the one before."""
    save(by=by, case=draft.case, data=draft.text.encode())
    draft.delete()


def save(*, by: User | None, case: Case, data: bytes) -> tuple[Row, ...]:
    """Takes the place of the saved list; the same list again changes nothing. ``by`` None: the system whose token acts."""
    if by is not None:
        check(by, Act.ADD_FILES)
    elif now_acting().token is None:
        raise Refused("Nobody who may add files acts.", do="Sign in, or send an access token.")
    rows = read(data)
    if _saved(case) == list(rows):
        return rows
    ManifestRow.objects.filter(case=case).delete()
    ManifestRow.objects.bulk_create(
        (
            ManifestRow(case=case, number=number, **{name: getattr(row, name) for name in COLUMNS})
            for number, row in enumerate(rows, start=1)
        ),
        batch_size=1_000,
    )
    record(Verb.MANIFEST_TAKEN, case=case.pk, rows=len(rows), sha256=hashlib.sha256(data).hexdigest())
    if File.objects.filter(case=case, state=FileState.RECEIVED).exists():
        receiving.prepare(by=by, case=case)
    return rows


def _against_saved(case: Case, rows: Sequence[Row]) -> tuple[int, int, int]:
    saved, given = {row.record_id: row for row in _saved(case)}, {row.record_id: row for row in rows}
    both = saved.keys() & given.keys()
    changed = sum(saved[record] != given[record] for record in both)
    return len(given) - len(both), changed, len(saved) - len(both)


def _saved(case: Case) -> list[Row]:
    return [
        Row(**dict(zip(COLUMNS, values, strict=True)))
        for values in ManifestRow.objects.filter(case=case).order_by("number").values_list(*COLUMNS)
    ]


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path.replace("\\", "/").replace("::", "/")).casefold()


def _too_large() -> BadInput:
    return BadInput(f"The list is larger than {LARGEST >> 20} MB.", means="Nothing was saved.", do="Check the file.")
