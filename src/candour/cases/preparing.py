"""Prepares a case file: the engine opens, reads and searches it as a job, and what it finds becomes rows.

Every step may be killed and is then gone on with. It decides nothing, and never changes a file that was received.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import msgspec

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.cases import afterwards, store
from candour.cases.keeping import keep, keep_nothing
from candour.cases.models import Case, File, FileState, ManifestRow, Person, Preparation, Stage
from candour.cases.prepared import received_folder, work_folder
from candour.engine import model, pipeline
from candour.engine.errors import BadInput, CandourError
from candour.engine.store import disk_errors
from candour.jobs import Turn, job, stop_point
from candour.ledger.acting import Actor, acting, record
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb

_OFTEN = 0.5
"""Seconds between two reports of progress."""
_STAGES = {
    "intake": (Stage.INTAKE, 0, 1),
    "reading": (Stage.READING, 0, 1),
    "learning who is who": (Stage.FINDING, 0, 2),
    "searching": (Stage.FINDING, 1, 2),
}
"""What the engine calls its work → the stage, and which part of it of how many."""
_OVER = (Stage.READY, Stage.EMPTY)
_KEPT_AS_IT_GOES = (Stage.INTAKE, Stage.READING)
"""Left in the middle they cost little; finding begins anew."""


def ask(*, by: User | None, case: Case) -> Preparation:
    """A preparation of the case as it will be when this transaction ends: a new one, or the one that waits already.

    ``by`` None: another system added files, or a document that was made here became one.
    """
    if by is not None:
        check(by, Act.CHANGE_CASE)
    # Locked, so that it does not begin before what was changed here can be seen.
    waiting = Preparation.objects.select_for_update().filter(case=case)
    made, new = waiting.get_or_create(case=case, stage=Stage.WAITING, defaults={"by": by, "asked_at": now()})
    if new:
        prepare.enqueue(case=case.pk, preparation=made.pk)
        record(Verb.PREPARATION_ASKED, case=case.pk, object=f"preparation:{made.pk}")
    else:  # it reads what has come since it was asked first, too
        made.asked_at = now()
        made.save(update_fields=["asked_at"])
    return made


@job("cases.prepare", steps=True, anew=True)
def prepare(*, case: int, preparation: int) -> None:
    """Goes on where it was stopped. Raises what the engine raises; ``not_prepared`` then says so."""
    actor = Actor(case=case)
    with acting(actor):
        given = _begun(preparation)
    if given is None:
        return
    progress = _Shown(actor, preparation)
    lay_out(given.files, folder=given.engine.case)
    done = pipeline.prepare_given(given=given.engine, progress=progress)
    progress.tell(Stage.KEEPING, 0, 0)
    with acting(actor):
        row = Case.objects.get(pk=case)
        counts = keep(case=row, work=done.work, inputs=done.inputs, findings=done.findings)
        _end(preparation, stage=Stage.READY, case_hash=done.inputs.case)
        record(Verb.CASE_PREPARED, case=case, object=f"preparation:{preparation}", **asdict(counts))
        afterwards.prepared(row)
    done.work.store.close()


@prepare.failed
def not_prepared(error: Exception, *, case: int, preparation: int) -> None:
    """The engine's own errors hold no case text and are shown; of any other only that it happened."""
    if isinstance(error, CandourError):
        why = str(error)
    else:
        why = "Something went wrong that should not. What was found before is still there. Ask whoever runs Candour."
    _end(preparation, stage=Stage.FAILED, error=why[:500])
    record(Verb.PREPARATION_FAILED, case=case, object=f"preparation:{preparation}", error=type(error).__name__)


@dataclass(frozen=True, slots=True)
class _Given:
    """What one preparation works on, read at its beginning."""

    files: list[tuple[str, str]]
    """Path and SHA-256."""
    engine: pipeline.Given


def _begun(preparation: int) -> _Given | None:
    """None when there is nothing to do: it was done before, or the case has no files."""
    row = Preparation.objects.select_for_update().select_related("case").get(pk=preparation)
    if row.stage in _OVER:
        return None
    files = File.objects.filter(case=row.case, state=FileState.RECEIVED).order_by("path")
    given = _Given(list(files.values_list("path", "sha256")), _engine(row.case))
    if not given.files:
        keep_nothing(case=row.case)
        _end(preparation, stage=Stage.EMPTY)
        record(Verb.CASE_PREPARED, case=row.case.pk, object=f"preparation:{preparation}", records=0)
        return None
    Preparation.objects.filter(pk=preparation).update(stage=Stage.INTAKE, done=0, total=0, ended_at=None, error="")
    return given


def _engine(case: Case) -> pipeline.Given:
    people = tuple(map(_person, Person.objects.filter(case=case, found=False, gone_at=None).order_by("pk")))
    rows = tuple(map(_row, ManifestRow.objects.filter(case=case).order_by("number", "pk")))
    hashes = (("register", _hash(people)), ("manifest", _hash(rows)))
    return pipeline.Given(received_folder(case), people, rows, hashes, work_folder(case), today())


def _person(row: Person) -> model.Person:
    return model.Person(
        id=row.key, name=row.name, role=row.role, aliases=tuple(row.aliases), date_of_birth=row.date_of_birth,
        address=row.address, phones=tuple(row.phones), emails=tuple(row.emails), identifiers=tuple(row.identifiers),
        never_disclose=frozenset(row.never_disclose), notes=row.notes,
    )  # fmt: skip


def _row(row: ManifestRow) -> model.ManifestRow:
    return model.ManifestRow(row.record_id, row.title, row.type, row.date, row.author, row.filename)


def _hash(values: object) -> str:
    return hashlib.sha256(msgspec.json.encode(values, order="deterministic")).hexdigest()


def _end(preparation: int, *, stage: Stage, case_hash: str = "", error: str = "") -> None:
    Preparation.objects.filter(pk=preparation).update(stage=stage, ended_at=now(), case_hash=case_hash, error=error)


class _Shown:
    """Tells people how far it is, in short transactions of its own; a worker that has to end leaves the job here."""

    def __init__(self, actor: Actor, preparation: int) -> None:
        self._actor, self._preparation = actor, preparation
        self._stage, self._told, self._turn = Stage.INTAKE, 0.0, Turn()

    def __call__(self, what: str, done: int, total: int) -> None:
        stop_point()
        stage, part, parts = _STAGES[what]
        if stage != self._stage:
            self._turn = Turn()
        elif stage in _KEPT_AS_IT_GOES:
            self._turn.let_others()
        if stage != self._stage or time.monotonic() - self._told >= _OFTEN:
            self.tell(stage, part * total + done, parts * total)

    def tell(self, stage: Stage, done: int, total: int) -> None:
        with acting(self._actor):
            Preparation.objects.filter(pk=self._preparation).update(stage=stage, done=done, total=total)
        self._stage, self._told = stage, time.monotonic()


def lay_out(files: Iterable[tuple[str, str]], *, folder: Path) -> None:
    """``folder`` anew with each file (path, SHA-256) at its path: links to the store, or copies from another place."""
    shutil.rmtree(folder, ignore_errors=True)
    with disk_errors(where=folder):
        folder.mkdir(parents=True, mode=0o700)
        store.fetch([(sha256, _place(folder, path)) for path, sha256 in files])


def _place(folder: Path, path: str) -> Path:
    place = folder / path
    if not Path(os.path.normpath(place)).is_relative_to(folder):
        raise BadInput("A file's path leads out of the case.", means="Nothing was read.", do="Add it again.")
    place.parent.mkdir(parents=True, exist_ok=True)
    return place
