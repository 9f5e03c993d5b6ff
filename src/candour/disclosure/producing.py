"""Makes the bundle: what people decided goes to the engine, and what comes back is a verified bundle or a plain reason.

Nothing is produced while anything is missing, held or not approved, nor from proposals that nobody reviewed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.cases.models import Case
from candour.cases.prepared import PreparedCase
from candour.disclosure.accounting import CERTIFICATE, accounted, certificate_of
from candour.disclosure.approving import approved, refuse_held
from candour.disclosure.asking import request_for
from candour.disclosure.checking import last_passed, refuse_missing
from candour.disclosure.guarding import locked
from candour.disclosure.handing_over import Handed, handed
from candour.disclosure.knowing import opened_for, outdated
from candour.disclosure.models import Disclosure, Outcome, Production, State
from candour.disclosure.telling import story
from candour.engine.assembly import Request
from candour.engine.drafting import draft_letter
from candour.engine.errors import CandourError, Refused, Unsafe
from candour.engine.model import Plan
from candour.engine.produce import carry_out, make_plan
from candour.engine.reading import Progress
from candour.engine.store import sha256_of
from candour.ledger.acting import record
from candour.ledger.clock import now
from candour.ledger.verbs import Verb

_CAN = (State.CHECKED, State.FAILED, State.READY, State.RECALLED)


def ask(*, by: User, disclosure: Disclosure) -> Production:
    """Asks for the bundle; a job makes it. Refused with what is missing."""
    from candour.disclosure.jobs import produce

    disclosure = locked(disclosure, by=by, act=Act.RELEASE, states=_CAN)
    refuse_unready(disclosure)
    number = disclosure.productions.count() + 1
    made = Production.objects.create(
        case_id=disclosure.case_id, disclosure=disclosure, number=number, asked_by=by, asked_at=now()
    )
    Disclosure.objects.filter(pk=disclosure.pk).update(state=State.PRODUCING)
    record(Verb.PRODUCTION_ASKED, case=disclosure.case_id, object=f"disclosure:{disclosure.pk}", number=number)
    produce.enqueue(case=disclosure.case_id, production=made.pk)
    return made


def refuse_unready(disclosure: Disclosure) -> None:
    """Refused unless everything is decided, checked by a second person, approved where needed, and nothing holds it."""
    if last_passed(disclosure) is None:
        raise Refused("No second person has checked this.", do="Send it to be checked.")
    refuse_missing(disclosure)
    refuse_held(disclosure)


def folder_of(case: Case, disclosure: Disclosure, number: int) -> Path:
    """Where the bundle with this number is."""
    return cases_folder() / told_folder(case.key, disclosure.key, number)


def told_folder(case: str, disclosure: str, number: int) -> str:
    """The same, below the folder of all cases, told from their keys."""
    return f"{case}/out/{disclosure}/{number}"


def cases_folder() -> Path:
    home: Path = settings.ENVIRONMENT.home
    return home / "cases"


@dataclass(frozen=True, slots=True)
class Task:
    """Everything that a production needs, read in one transaction; the engine then works without one."""

    production: int
    number: int
    disclosure: Disclosure
    kept: PreparedCase
    request: Request
    handed: Handed
    out: Path


def read(production: int) -> Task | None:
    """None when it was done before. Refused when something has changed since it was asked for."""
    row = Production.objects.select_related("disclosure__case").get(pk=production)
    if row.ended_at is not None:
        return None
    out = folder_of(row.disclosure.case, row.disclosure, row.number)
    return Task(row.pk, row.number, row.disclosure, *_given(row.disclosure, out=out), out)


def _given(disclosure: Disclosure, *, out: Path) -> tuple[PreparedCase, Request, Handed]:
    refuse_unready(disclosure)
    checked = last_passed(disclosure)
    now_known = opened_for(disclosure)
    kept = now_known.kept
    request = request_for(disclosure, inputs=kept.inputs, out=out)
    made_from = (disclosure.prepared_as, disclosure.pack_sha256, disclosure.known_as)
    if (kept.inputs.case, request.pack.sha256, now_known.known_as) != made_from or checked is None:
        raise Refused(
            "The case file, the policy or what is known of them has changed since this was decided.",
            means="The bundle would not be what was checked.",
            do="Have the proposals worked out again, and look at what is new.",
        )
    given = handed(disclosure, kept, approved_by=checked.by, orders=now_known.orders)
    kept.findings.mentions.extend(given.drawn)
    return kept, request, given


def plan_now(disclosure: Disclosure) -> Plan:
    """The plan as the bundle would be made by now; takes seconds for a large case. Raises Refused as production does."""
    kept, request, given = _given(disclosure, out=Path())
    try:
        return _plan(kept, request, given)
    finally:
        kept.work.store.close()


def draft_now(disclosure: Disclosure) -> bytes:
    """The letter as it would be by now, as PDF, marked as a draft. Raises Refused as production does, and Unsafe."""
    kept, request, given = _given(disclosure, out=Path())
    try:
        plan = _plan(kept, request, given)
        return draft_letter(work=kept.work, inputs=kept.inputs, findings=kept.findings, plan=plan, request=request)
    finally:
        kept.work.store.close()


def make(task: Task, *, progress: Progress) -> tuple[dict[str, Any], dict[str, Any]]:
    """The engine's work; returns the numbers and the story. Raises Refused, Unsafe, Unavailable."""
    plan = _plan(task.kept, task.request, task.handed)
    task.out.parent.mkdir(parents=True, exist_ok=True)
    carry_out(
        work=task.kept.work, inputs=task.kept.inputs, findings=task.kept.findings, plan=plan, request=task.request,
        progress=progress,
    )  # fmt: skip
    form = task.request.pack.purposes[task.request.purpose].form
    return accounted(task.out), story(plan=plan, kept=task.kept, out=task.out, form=form)


def _plan(kept: PreparedCase, request: Request, given: Handed) -> Plan:
    return make_plan(inputs=kept.inputs, findings=kept.findings, request=request, decisions=given.decisions)


def finish(task: Task, *, numbers: dict[str, Any], told: dict[str, Any]) -> None:
    """The bundle is there and can be sent."""
    disclosure = Disclosure.objects.select_for_update().get(pk=task.disclosure.pk)
    certificate = sha256_of(path=task.out / CERTIFICATE)
    Production.objects.filter(pk=task.production).update(
        outcome=Outcome.MADE, numbers=numbers, story=told, certificate=certificate, ended_at=now()
    )
    # what was said of names and orders while it was made is decided on first
    state = State.DECIDING if outdated(disclosure) else _unless_with_legal(disclosure, State.READY)
    Disclosure.objects.filter(pk=disclosure.pk).update(state=state)
    record(
        Verb.PRODUCED, case=disclosure.case_id, object=f"disclosure:{disclosure.pk}", number=task.number,
        certificate=certificate, pages=numbers["pages"], redactions=numbers["redactions"],
    )  # fmt: skip


def begin(production: int) -> None:
    """An attempt: why the one before it failed is over."""
    Production.objects.filter(pk=production, ended_at=None).update(again_at=None, what="", means="", do="")


def put_off(production: int, error: Exception, *, again_at: datetime) -> None:
    """Says at once why an attempt failed, so that somebody can help before the next one."""
    what, means, do = _said(error)
    waiting = Production.objects.filter(pk=production, ended_at=None)
    waiting.update(again_at=again_at, what=what, means=means, do=do, stage="", done=0, total=0)


def fail(production: int, error: Exception) -> None:
    """There is no bundle; the engine's own words say why, for any other error only that it happened."""
    row = Production.objects.select_related("disclosure__case").get(pk=production)
    disclosure = Disclosure.objects.select_for_update().get(pk=row.disclosure_id)
    row.outcome, (row.what, row.means, row.do) = _outcome(error), _said(error)
    if isinstance(error, Unsafe):
        row.positions = list(_positions(folder_of(row.disclosure.case, disclosure, row.number)))
    row.ended_at, row.again_at = now(), None
    row.save(update_fields=["again_at", "outcome", "what", "means", "do", "positions", "ended_at"])
    state = _unless_with_legal(disclosure, State.FAILED)
    Disclosure.objects.filter(pk=disclosure.pk, state=State.PRODUCING).update(state=state)
    record(
        Verb.PRODUCTION_FAILED, case=disclosure.case_id, object=f"disclosure:{disclosure.pk}", number=row.number,
        error=type(error).__name__,
    )  # fmt: skip


def _unless_with_legal(disclosure: Disclosure, state: State) -> State:
    """It came under a lawyer's oversight while it was made."""
    return State.WITH_LEGAL if disclosure.needs_legal and not approved(disclosure) else state


def _outcome(error: Exception) -> Outcome:
    return (
        Outcome.UNSAFE
        if isinstance(error, Unsafe)
        else Outcome.REFUSED
        if isinstance(error, Refused)
        else Outcome.BROKEN
    )


def _said(error: Exception) -> tuple[str, str, str]:
    if isinstance(error, CandourError):
        return error.what, error.means, error.do
    return (
        "Something went wrong that should not.",
        "There is no bundle. Everything that was decided is still there.",
        "Ask whoever runs Candour, then produce it again.",
    )


def _positions(folder: Path) -> Sequence[dict[str, Any]]:
    """What verification found and where, from the certificate that says so; kinds and places, no text."""
    if not (folder / CERTIFICATE).is_file():
        return ()
    verification = certificate_of(folder).get("verification") or {}
    return [dict(each) for each in verification.get("findings", ())]
