"""Destroys a case that two people agreed to destroy: its rows, its files, and then the certificate that it is gone.

The rows go by a function of the database's owner, which asks everything again and finds every table that names the case.
A file goes only when no other case holds the same bytes; nothing is written over, so disks have to be encrypted, and
backups keep what they hold until they are overwritten.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from candour.cases import retaining
from candour.cases.against import obstacles
from candour.cases.certificate import set_as_pdf
from candour.cases.letting_go import let_go
from candour.cases.models import Case, File, random_key
from candour.cases.retention import Certificate, Disposal
from candour.engine.errors import CandourError, Refused, Unavailable
from candour.jobs import daily, job, stop_point
from candour.ledger.acting import Actor, acting, record
from candour.ledger.clock import now
from candour.ledger.services import erase_reasons
from candour.ledger.verbs import Verb

_AT_ONCE = 500


@job("cases.destroy", steps=True)
def destroy(*, case: int) -> None:
    """May be killed at any moment: rows go and the certificate comes in one transaction, the rest as often as needed."""
    erase_rows(case)
    erase_files(case)
    certify(case)


@destroy.failed
def not_destroyed(error: Exception, *, case: int) -> None:
    """A case that is still there can be proposed anew; where its rows are gone the rest is tried again each day."""
    plain = error if isinstance(error, CandourError) else Unavailable("Something went wrong in Candour.")
    approved = Disposal.objects.filter(case_id=case, ended_at=None, approved_at__isnull=False)
    if approved.update(ended_at=now(), why=f"{plain.what} {plain.means}".strip()):
        record(Verb.DISPOSAL_FAILED, case=case, error=type(error).__name__)


@daily("cases.destroy_rest")
def destroy_rest() -> None:
    """Asks again for every destruction whose files could not be erased."""
    with connection.cursor() as cursor:
        cursor.execute("select candour_disposals_unfinished()")
        unfinished = cursor.fetchall()
    for (number,) in unfinished:
        destroy.enqueue(case=number)


# -- rows


def erase_rows(number: int) -> None:
    """Nothing when that was done before. Refused when anything stands against it by now."""
    with acting(Actor(case=number)):
        case = Case.objects.select_for_update(of=("self",)).filter(pk=number).first()
        if case is None:
            return
        proposal = Disposal.objects.filter(case=case, ended_at=None, approved_at__isnull=False).first()
        if proposal is None or proposal.approved_by_id is None or proposal.approved_at is None:
            raise Refused("Nobody has approved that this case is destroyed.")
        against = obstacles(case)
        if against:
            raise Refused("The case was not destroyed.", means=" ".join(against))
        _gone(case, proposal, approved_by=proposal.approved_by_id, approved_at=proposal.approved_at)
        record(Verb.CASE_ERASED, case=number)
        erase_reasons(case=number)


def _gone(case: Case, proposal: Disposal, *, approved_by: int, approved_at: datetime) -> None:
    files = dict(File.objects.filter(case=case).exclude(sha256="").values_list("sha256", "size"))
    hashes, schedule = sorted(files), _schedule(case)
    with connection.cursor() as cursor:
        cursor.execute("select candour_dispose(%s)", [case.pk])
        (counts,) = cursor.fetchone()
    Certificate.objects.create(
        key=random_key(), chain=case.pk, reference=case.reference, schedule=schedule,
        proposed_by_id=proposal.proposed_by_id, proposed_at=proposal.proposed_at,
        approved_by_id=approved_by, approved_at=approved_at,
        rows=json.loads(counts), files=len(hashes), bytes=sum(files.values()),
        digest=hashlib.sha256("".join(f"{each}\n" for each in hashes).encode()).hexdigest(),
        erased_at=now(), left={"folder": case.key, "files": hashes},
    )  # fmt: skip


def _schedule(case: Case) -> dict[str, str]:
    """The rule by which it is due, as the pack has it now."""
    pack = retaining.schedule()
    kept = retaining.kept(case, pack=pack)
    if kept.rule is None or kept.due.not_before is None:
        raise Refused("It cannot be worked out how long this case is kept.")
    return {
        "kind": kept.rule.id, "title": kept.rule.title, "citation": kept.rule.citation, "checked": kept.rule.checked,
        "pack": pack.name, "version": pack.version, "sha256": pack.sha256,
        "not_before": kept.due.not_before.isoformat(),
    }  # fmt: skip


# -- files


def erase_files(number: int) -> None:
    """Erases the case's folder and the files that no other case holds; goes on where it was stopped.

    Unavailable: others have been receiving files for so long that it is not certain which they hold.
    """
    with acting(Actor(case=number)):
        left = Certificate.objects.filter(chain=number).values_list("left", flat=True).first()
    if left is None:
        return
    hashes, shared = left["files"], 0
    for start in range(0, len(hashes), _AT_ONCE):
        stop_point()
        some = hashes[start : start + _AT_ONCE]
        shared += let_go(some, named=functools.partial(_held_elsewhere, number))
    home: Path = settings.ENVIRONMENT.home
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(home / "cases" / left["folder"])
    with acting(Actor(case=number)):
        Certificate.objects.filter(chain=number, finished_at=None).update(left=None, shared=shared)


def _held_elsewhere(number: int, hashes: Sequence[str]) -> frozenset[str]:
    with acting(Actor(case=number)), connection.cursor() as cursor:
        cursor.execute("select candour_files_shared(%s, %s)", [number, list(hashes)])
        (found,) = cursor.fetchone()
    return frozenset(found)


# -- certificate


def certify(number: int) -> None:
    """Keeps the certificate as a PDF and closes it; nothing while files are left, or when it was done before."""
    with acting(Actor(case=number)):
        one = Certificate.objects.select_related("proposed_by", "approved_by").filter(chain=number).first()
        if one is None or one.finished_at is not None or one.left is not None:
            return
        finished = now()
        pdf = set_as_pdf(one, finished=finished)
        Certificate.objects.filter(pk=one.pk, finished_at=None).update(finished_at=finished, pdf=pdf)
        record(
            Verb.DISPOSAL_CERTIFIED, case=number, object=f"certificate:{one.pk}", files=one.files, shared=one.shared,
            digest=one.digest, pdf=hashlib.sha256(pdf).hexdigest(),
        )  # fmt: skip
