"""A copy of a whole case for the person who asked: made by a job, kept for a day, handed out once, entered in the ledger.

Nobody else can collect it. It holds everything uncovered, so it is no disclosure and never takes the place of one.
"""

from __future__ import annotations

import contextlib
import hashlib
import time
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import IntegrityError, transaction

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.cases.copying import Copy
from candour.cases.exported import PARTS
from candour.cases.models import Case, File, FileState, random_key
from candour.cases.reasons import words
from candour.cases.retention import Export
from candour.engine.errors import CandourError, Refused, Unavailable
from candour.jobs import daily, job, stop_point
from candour.ledger.acting import Actor, acting, record
from candour.ledger.clock import now
from candour.ledger.verbs import Verb

LASTS = timedelta(days=1)
_TOLD_EVERY = 1.0
"""Seconds between two lines of progress."""


def ask(*, by: User, case: Case, reason: str) -> Export:
    """Refused while a copy that the same person asked for is being made."""
    check(by, Act.EXPORT_CASE)
    reason = words(reason, "Say for what the copy is needed.")
    try:
        with transaction.atomic():
            made = Export.objects.create(key=random_key(), case=case, by=by, asked_at=now())
    except IntegrityError:
        raise Refused("A copy is being made for you already.", do="Wait until it is ready.") from None
    record(Verb.EXPORT_ASKED, case=case.pk, object=f"export:{made.pk}", reason=reason)
    export.enqueue(case=case.pk, number=made.pk)
    return made


def asked_by(user: User, case: Case) -> list[Export]:
    """The copies that somebody asked for and can still look for, the latest first."""
    return list(Export.objects.filter(case=case, by=user).order_by("-pk")[:5])


def can_be_collected(one: Export) -> bool:
    return bool(one.sha256) and one.collected_at is None and one.ended_at is not None and now() < one.ended_at + LASTS


def collect(*, by: User, case: Case, key: str) -> tuple[Export, BinaryIO]:
    """The archive, open for reading; its file is gone once the transaction ends. Refused to anybody but who asked."""
    check(by, Act.EXPORT_CASE)
    one = Export.objects.select_for_update(of=("self",)).filter(case=case, key=key, by=by).first()
    if one is None or not can_be_collected(one):
        raise _not_there()
    try:
        archive = _place(case.key, one).open("rb")
    except FileNotFoundError:
        raise _not_there() from None
    Export.objects.filter(pk=one.pk).update(collected_at=now())
    record(Verb.EXPORT_COLLECTED, case=case.pk, object=f"export:{one.pk}", sha256=one.sha256)
    transaction.on_commit(lambda: _place(case.key, one).unlink(missing_ok=True))
    return one, archive


def _not_there() -> Refused:
    return Refused(
        "This copy is not there.",
        means="A copy is handed out once, to who asked for it, within a day.",
        do="Ask for another copy if you need one.",
    )


def _folder(key: str) -> Path:
    home: Path = settings.ENVIRONMENT.home
    return home / "cases" / key / "exports"


def _place(key: str, one: Export) -> Path:
    return _folder(key) / f"{one.key}.zip"


@job("cases.export", steps=True)
def export(*, case: int, number: int) -> None:
    """Begins anew when it was stopped: what was half written is written over."""
    with acting(Actor(case=case)):
        one = Export.objects.select_related("case").filter(pk=number, case=case, ended_at=None).first()
    if one is None:
        return
    _folder(one.case.key).mkdir(parents=True, exist_ok=True, mode=0o700)
    half = _place(one.case.key, one).with_suffix(".part")
    half.touch(mode=0o600)
    wrong = _write(one, half)
    size, sha256 = half.stat().st_size, _sha256(half)
    half.replace(_place(one.case.key, one))
    with acting(Actor(case=case)):
        Export.objects.filter(pk=number).update(ended_at=now(), sha256=sha256, size=size)
        record(Verb.EXPORTED, case=case, object=f"export:{number}", sha256=sha256, bytes=size, wrong=wrong)


@export.failed
def not_exported(error: Exception, *, case: int, number: int) -> None:
    plain = error if isinstance(error, CandourError) else Unavailable("Something went wrong in Candour.")
    one = Export.objects.select_related("case").filter(pk=number, case=case, ended_at=None).first()
    if one is not None:
        _place(one.case.key, one).with_suffix(".part").unlink(missing_ok=True)
        Export.objects.filter(pk=number).update(ended_at=now(), error=f"{plain.what} {plain.means}".strip()[:500])
        record(Verb.EXPORT_FAILED, case=case, object=f"export:{number}", error=type(error).__name__)


def _write(one: Export, out: Path) -> int:
    """Writes the archive; returns how many files are not in it as they were received."""
    copy = Copy.begun(out)
    with contextlib.closing(copy.archive):
        for part in PARTS:
            with acting(Actor(case=one.case_id)):
                for path, what, content in part(one.case):
                    copy.add(path, what, content)
            stop_point()
        _add_files(one, copy)
        copy.close(title=f"{one.case.reference} {one.case.name}")
    return copy.wrong


def _add_files(one: Export, copy: Copy) -> None:
    """Those that are in the file now at their paths; earlier ones apart, each in a folder of its own."""
    with acting(Actor(case=one.case_id)):
        kept = File.objects.filter(case=one.case, state__in=(FileState.RECEIVED, FileState.REPLACED)).order_by("pk")
        listed = list(kept.values_list("pk", "path", "sha256", "state"))
    told = 0.0
    for done, (number, path, sha256, state) in enumerate(listed):
        if time.monotonic() - told > _TOLD_EVERY:
            stop_point()
            _tell(one, done, len(listed))
            told = time.monotonic()
        folder = "files" if state == FileState.RECEIVED else f"earlier/{number}"
        copy.add_received(f"{folder}/{path}", sha256)
    _tell(one, len(listed), len(listed))


def _tell(one: Export, done: int, total: int) -> None:
    with acting(Actor(case=one.case_id)):
        Export.objects.filter(pk=one.pk).update(done=done, total=total)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@daily("cases.export_over")
def export_over() -> None:
    """Archives that nobody collected in time, and halves of those whose case or asking is gone, are removed."""
    home: Path = settings.ENVIRONMENT.home
    for left in (home / "cases").glob("*/exports/*"):
        with contextlib.suppress(FileNotFoundError):
            if time.time() - left.stat().st_mtime > LASTS.total_seconds():
                left.unlink()
