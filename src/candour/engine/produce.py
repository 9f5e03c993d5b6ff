"""From a prepared case and decisions to a verified bundle: decide → redact → bundle → verify, or a refusal.

There is a verified bundle, or a certificate that says what failed; never anything between.
"""

from __future__ import annotations

import datetime
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from candour import __version__, chain
from candour.engine.bundle import BundleContext, BundleResult, Form, LetterWords, make_bundle, people_told, seal
from candour.engine.decide import decide, propose
from candour.engine.errors import Refused, Unsafe
from candour.engine.inputs import resolve_recipient
from candour.engine.model import Box, Decisions, Finding, Ground, Mention, Plan, Proposal
from candour.engine.outcome import already_made, put_in_place
from candour.engine.reading import Progress
from candour.engine.redacting import Part, Widths, redact_all
from candour.engine.store import disk_errors, key_of, sha256_of
from candour.engine.sweep import sweep
from candour.engine.telling import Told, tell
from candour.engine.tools.workers import cores
from candour.engine.verify import verify_pdf, verify_strings
from candour.engine.work import Findings, Inputs, Work
from candour.policy import Pack

_NAMED = 10
_ATTEMPTS = 3
"""Pages that fail verification become pictures; a failure that wanders is not followed for ever."""


@dataclass(frozen=True, slots=True)
class Request:
    """For whom, why, by which rules and where to. ``widths`` None: as the purpose has it."""

    recipient: str
    purpose: str
    pack: Pack
    widths: Widths | None
    out: Path


def make_proposals(*, inputs: Inputs, findings: Findings, request: Request) -> tuple[Proposal, ...]:
    """What policy proposes for this recipient and purpose. Raises Refused for one the pack does not know."""
    person, role = resolve_recipient(inputs.people, request.recipient)
    return propose(
        records=inputs.intake.records,
        mentions=findings.mentions,
        flags=findings.flags,
        people=(*inputs.people, *findings.found),
        known=findings.known,
        pack=request.pack,
        recipient=person,
        recipient_role=role,
        purpose=request.purpose,
    )


def make_plan(*, inputs: Inputs, findings: Findings, request: Request, decisions: Decisions) -> Plan:
    """The plan for one recipient. Raises Refused while anything is undecided."""
    person, role = resolve_recipient(inputs.people, request.recipient)
    people = (*inputs.people, *findings.found)
    return decide(
        records=inputs.intake.records,
        mentions=findings.mentions,
        proposals=make_proposals(inputs=inputs, findings=findings, request=request),
        decisions=decisions,
        pack=request.pack,
        recipient=person,
        recipient_role=role,
        purpose=request.purpose,
        questions=findings.questions,
        people=people,
        case=inputs.case,
    )


def carry_out(
    *, work: Work, inputs: Inputs, findings: Findings, plan: Plan, request: Request, progress: Progress
) -> tuple[str, ...]:
    """Redacts, bundles, verifies, puts the result in place and says so in lines. Unsafe when anything is found."""
    out, widths = request.out, request.widths or _widths(request)
    key = key_of(inputs.case, msgspec.json.encode(plan), widths, request.pack.sha256)
    told = already_made(out=out, key=key, store=work.store)
    if told is not None:
        return told
    plan = sweep(work=work, records=inputs.intake.records, plan=plan, ground=_lock_ground(request))
    partial = out.with_name(out.name + ".partial")
    with disk_errors(where=out.parent):
        result, found = _attempts(partial, work, inputs, findings, plan, request, widths, progress)
        if found:
            _keep_certificate_only(partial, out, found)
            raise _unsafe(found)
        head = _write_ledger(partial, inputs, plan, request)
        seal(out=partial, verified=True, verification={"findings": []}, ledger_head=head, sealed_at=_now())
        work.store.put("secrets", sha256_of(path=partial / "schedule.csv"), msgspec.json.encode(plan.secrets))
        told = _summary(plan, result, findings, out)
        put_in_place(partial=partial, out=out, key=key, store=work.store, told=told)
    return told


def _attempts(
    partial: Path,
    work: Work,
    inputs: Inputs,
    findings: Findings,
    plan: Plan,
    request: Request,
    widths: Widths,
    progress: Progress,
) -> tuple[BundleResult, list[Finding]]:
    """The bundle and what verification has against it. Pages it stopped at are made pictures of, once, and checked anew."""
    as_pictures: frozenset[tuple[str, int]] = frozenset()
    for _ in range(_ATTEMPTS):
        parts = redact_all(
            work=work,
            records=inputs.intake.records,
            plan=plan,
            widths=widths,
            progress=progress,
            as_pictures=as_pictures,
        )
        shutil.rmtree(partial, ignore_errors=True)
        result = _bundle(partial, inputs, findings, plan, request, parts)
        progress("verifying", 0, result.pages)
        found = _verify(partial, plan, result, parts, findings.mentions)
        progress("verifying", result.pages, result.pages)
        stopped = _stopped(found, result)
        if not found or stopped <= as_pictures:
            break
        as_pictures |= stopped
    return result, [finding for _, finding in found]


def _stopped(found: Sequence[tuple[str, Finding]], result: BundleResult) -> frozenset[tuple[str, int]]:
    """The record pages behind the bundle pages that have findings."""
    pages = {(name, finding.page) for name, finding in found}
    return frozenset(source for source, place in result.page_of.items() if place in pages)


def _bundle(
    partial: Path, inputs: Inputs, findings: Findings, plan: Plan, request: Request, parts: Mapping[str, Sequence[Part]]
) -> BundleResult:
    records = inputs.intake.records
    told = tell(records=records, gaps=findings.gaps, mentions=findings.mentions, plan=plan)
    return make_bundle(
        out=partial,
        plan=plan,
        records=records,
        parts={record: [part.path for part in each] for record, each in parts.items()},
        redacted={record: [page for part in each for page in part.pages] for record, each in parts.items()},
        gaps=told.gaps,
        context=_context(inputs, findings, plan, request, told),
    )


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


def _lock_ground(request: Request) -> Ground:
    """The ground of what a last search finds: the lock's, never told, because nobody decided what may be said of it."""
    rule = request.pack.grounds[request.pack.never_disclose.ground]
    return Ground(rule.id, rule.title, rule.citation, rule.explanation, rule.checked, told=False)


def _widths(request: Request) -> Widths:
    return "faithful" if request.pack.purposes[request.purpose].widths == "faithful" else "safe"


def _context(inputs: Inputs, findings: Findings, plan: Plan, request: Request, told: Told) -> BundleContext:
    purpose, pack = request.pack.purposes[request.purpose], request.pack
    people = {person.id: person for person in inputs.people}
    letter = pack.letter
    return BundleContext(
        case=inputs.case,
        recipient=people[plan.recipient].name if plan.recipient in people else plan.recipient.replace("_", " "),
        purpose=plan.purpose,
        form=Form(purpose.form),
        dated=inputs.prepared_on,
        council=letter.get("council", "The council"),
        policy_name=pack.name,
        policy_version=pack.version,
        policy_sha256=pack.sha256,
        told_paths=told.paths,
        told_titles=told.titles,
        inputs={record.id: record.sha256 for record in inputs.intake.records} | dict(inputs.input_hashes),
        tools=dict(inputs.tools) | {"candour": __version__},
        words=LetterWords(
            contact=letter.get("contact", ""),
            support=letter.get("support", ""),
            review=letter.get("review", ""),
            regulator=letter.get("regulator", ""),
            purpose=purpose.letter,
        ),
        people=people_told(people=inputs.people, mentions=findings.mentions, plan=plan),
        roles={person.id: person.role for person in (*inputs.people, *findings.found)},
        searched=("the electronic case file",),
    )


def _verify(
    folder: Path, plan: Plan, result: BundleResult, parts: Mapping[str, Sequence[Part]], mentions: Sequence[Mention]
) -> list[tuple[str, Finding]]:
    """(file, finding): every bundle file against the boxes as drawn and the texts that went, and every other file against the secrets."""
    texts = {mention.id: mention.text for mention in mentions}
    planned = {(page.record, page.page): page for page in plan.pages}
    found: list[tuple[str, Finding]] = []
    for name in result.files:
        boxes: dict[int, tuple[Box, ...]] = {}
        gone: dict[int, list[str]] = {}
        labels: dict[int, list[str]] = {}
        pictured: list[int] = []
        for record, each in parts.items():
            for page in (page for part in each for page in part.pages):
                file, number = result.page_of[record, page.page]
                if file != name:
                    continue
                if page.boxes:
                    boxes[number] = page.boxes
                    marks = planned[record, page.page].marks
                    labels[number] = [mark.label for mark in marks if mark.label]
                    gone[number] = [texts[mark.mention] for mark in marks if mark.mention in texts]
                if page.method == "raster":
                    pictured.append(number)
        against = verify_pdf(
            pdf=folder / "send" / name,
            marks=boxes,
            secrets=plan.secrets,
            redacted=gone,
            pictured=pictured,
            labels=labels,
            workers=cores(),
        )
        found += [(name, finding) for finding in against]
    done = [f"send/{name}" for name in result.files]
    return [*found, *(("", finding) for finding in verify_strings(folder=folder, secrets=plan.secrets, skip=done))]


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
