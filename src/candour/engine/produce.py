"""From a prepared case and decisions to a verified bundle: decide → redact → bundle → verify, or a refusal.

There is a verified bundle, or a certificate that says what failed; never anything between.
"""

from __future__ import annotations

import datetime
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import msgspec

from candour import chain
from candour.engine.assembly import Assembly, Request, assemble
from candour.engine.bundle import BundleResult, seal
from candour.engine.decide import decide, identified, propose
from candour.engine.errors import Refused, Unsafe
from candour.engine.inputs import resolve_recipient
from candour.engine.model import Decisions, Finding, Identified, Order, Plan, Proposal
from candour.engine.outcome import already_made, put_in_place
from candour.engine.reading import Progress
from candour.engine.store import disk_errors, key_of, sha256_of
from candour.engine.sweep import sweep
from candour.engine.work import Findings, Inputs, Work, paged_mentions

_NAMED = 10


def with_identified(findings: Findings, *, inputs: Inputs, said: Sequence[Identified]) -> Findings:
    """The findings with the owners that people said: what is proposed and what is produced are both made from these.

    Raises Refused for what cannot be used of it.
    """
    if not said:
        return findings
    people = (*inputs.people, *findings.found)
    return replace(findings, mentions=paged_mentions(identified(findings.mentions, said=said, people=people)))


def make_proposals(
    *, inputs: Inputs, findings: Findings, request: Request, orders: Sequence[Order] = ()
) -> Sequence[Proposal]:
    """What policy proposes for this recipient and purpose, of what was asked for. Refused for one the pack does not know."""
    person, role = resolve_recipient(inputs.people, request.recipient)
    scope = request.scope
    return propose(
        records=scope.of(inputs.intake.records),
        mentions=[each for each in findings.mentions if each.record in scope] if scope.only else findings.mentions,
        flags=[each for each in findings.flags if each.record in scope],
        people=(*inputs.people, *findings.found),
        known=findings.known,
        pack=request.pack,
        recipient=person,
        recipient_role=role,
        purpose=request.purpose,
        orders=orders,
    )


def make_plan(*, inputs: Inputs, findings: Findings, request: Request, decisions: Decisions) -> Plan:
    """The plan for one recipient. Raises Refused while anything is undecided."""
    person, role = resolve_recipient(inputs.people, request.recipient)
    people = (*inputs.people, *findings.found)
    plan = decide(
        records=inputs.intake.records,
        mentions=findings.mentions,
        proposals=make_proposals(inputs=inputs, findings=findings, request=request, orders=decisions.orders),
        decisions=request.scope.decided(decisions, records=inputs.intake.records),
        pack=request.pack,
        recipient=person,
        recipient_role=role,
        purpose=request.purpose,
        questions=findings.questions,
        people=people,
        case=inputs.case,
    )
    request.scope.refuse_more(plan)
    return plan


def carry_out(
    *, work: Work, inputs: Inputs, findings: Findings, plan: Plan, request: Request, progress: Progress
) -> tuple[str, ...]:
    """Redacts, bundles, verifies, puts the result in place and says so in lines. Unsafe when anything is found."""
    out = request.out
    job = Assembly(work, inputs, findings, request, out.with_name(out.name + ".partial"), progress)
    key = key_of(inputs.case, _plan_key(plan), job.widths, request.pack.sha256)
    told = already_made(out=out, key=key, store=work.store)
    if told is not None:
        return told
    plan = sweep(work=work, records=inputs.intake.records, plan=plan, ground=job.lock)
    with disk_errors(where=out.parent):
        try:
            plan, result, found = assemble(job, plan=plan)
        except BaseException:
            shutil.rmtree(job.partial, ignore_errors=True)  # nothing unverified stays beside the output
            raise
        if found:
            _keep_certificate_only(job.partial, out, found)
            raise _unsafe(found)
        head = _write_ledger(job.partial, inputs, plan, request)
        seal(out=job.partial, verified=True, verification={"findings": []}, ledger_head=head, sealed_at=_now())
        work.store.put("secrets", sha256_of(path=job.partial / "schedule.csv"), msgspec.json.encode(plan.secrets))
        told = _summary(plan, result, findings, out)
        put_in_place(partial=job.partial, out=out, key=key, store=work.store, told=told)
    return told


def _plan_key(plan: Plan) -> str:
    pages = (key_of(msgspec.json.encode(page)) for page in plan.pages)
    return key_of(msgspec.json.encode(replace(plan, pages=())), *pages)


def _summary(plan: Plan, result: BundleResult, findings: Findings, out: Path) -> tuple[str, ...]:
    actions = Counter(str(page.action) for page in plan.pages)
    return (
        f"Verified bundle in {out / 'send'}: {result.documents} documents, {result.pages} pages,"
        f" {result.redactions} redactions.",
        "Pages: " + ", ".join(f"{action} {count}" for action, count in sorted(actions.items())),
        f"Gaps: {len(findings.gaps)} (gaps.csv); open questions: {len(plan.questions)} (questions.csv)",
    )


def secrets_of(*, work: Path, folder: Path) -> tuple[str, ...]:
    """The protected strings of the bundle in ``folder``, worked out again from the work folder it was made from."""
    kept = Work.open(work).store.get("secrets", sha256_of(path=folder / "schedule.csv"))
    if kept is None:
        raise Refused(
            f"{folder} was not made from the work folder {work}.",
            means="Its protected strings cannot be known from there.",
            do="Give the work folder the bundle was made from.",
        )
    return tuple(msgspec.json.decode(kept, type=list[str]))


def _keep_certificate_only(partial: Path, out: Path, found: Sequence[Finding]) -> None:
    listed = {"findings": [_told_finding(each) for each in found]}
    seal(out=partial, verified=False, verification=listed, sealed_at=_now())
    out.mkdir(parents=True, exist_ok=True)
    (partial / "certificate.json").replace(out / "certificate.json")
    shutil.rmtree(partial)


def _told_finding(finding: Finding) -> dict[str, object]:
    return {"kind": finding.kind, "page": finding.page, "where": finding.where}


def _unsafe(found: Sequence[Finding]) -> Unsafe:
    kinds = Counter(f"{finding.kind} in {finding.where}" for finding in found)
    named = ", ".join(f"{kind} ({count})" for kind, count in kinds.most_common(_NAMED))
    return Unsafe(
        f"Verification found {len(found)} thing(s): {named}.",
        means="Something protected might be in the bundle, so there is none; certificate.json lists where.",
        do="Decide the pages it names anew, or report it.",
    )


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def _write_ledger(folder: Path, inputs: Inputs, plan: Plan, request: Request) -> str:
    """What was done, in order; identifiers, counts and hashes only. Returns the head, for the certificate."""
    ledger = folder / "ledger.jsonl"
    actions = Counter(str(page.action) for page in plan.pages)
    entries: list[dict[str, object]] = [
        {"did": "prepared", "case": inputs.case, "records": len(inputs.intake.records)},
        {
            "did": "decided",
            "by": plan.decided_by,
            "approved_by": plan.approved_by,
            "pages": dict(sorted(actions.items())),
        },
        {"did": "redacted", "redactions": sum(len(page.marks) for page in plan.pages)},
        {"did": "verified", "files": {path.name: sha256_of(path=path) for path in sorted((folder / "send").iterdir())}},
        {"did": "produced", "recipient": plan.recipient, "purpose": plan.purpose, "policy": request.pack.sha256},
    ]
    for entry in entries:
        head = chain.append(ledger, {"at": _now(), **entry})
    return str(head["hash"])
