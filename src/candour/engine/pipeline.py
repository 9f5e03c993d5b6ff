"""The flow on one screen: ``prepare``, a person's decisions, ``produce``.

prepare:  intake → read → detect        (kept in the work folder)
produce:  propose → decide → redact → bundle → verify        (an output folder, or a refusal that names what is missing)
"""

from __future__ import annotations

import csv
import dataclasses
import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import msgspec

from candour.engine.assembly import Request
from candour.engine.decide import check_request
from candour.engine.errors import BadInput
from candour.engine.finding import find_all, findings_key
from candour.engine.inputs import read_decisions, read_manifest, read_pack, read_people, resolve_recipient
from candour.engine.intake import take_in
from candour.engine.model import Decisions, ManifestRow, Mention, Person
from candour.engine.outcome import refuse_used
from candour.engine.produce import carry_out, make_plan, make_proposals, with_identified
from candour.engine.reading import Progress, read_all
from candour.engine.redacting import Widths
from candour.engine.store import disk_errors, sha256_of
from candour.engine.tools import libreoffice, ocr, poppler, workers
from candour.engine.work import FORM, Findings, Inputs, Work, case_hash


@dataclass(frozen=True, slots=True)
class Prepared:
    work: Work
    inputs: Inputs
    findings: Findings
    summary: tuple[str, ...]
    people_found: Path


@dataclass(frozen=True, slots=True)
class Produced:
    summary: tuple[str, ...]
    trial: bool


@dataclass(frozen=True, slots=True)
class Source:
    """What a case is made from, the work folder it is kept in, and the date printed in letters."""

    case: Path
    people: Path
    manifest: Path | None
    work: Path
    today: datetime.date


@dataclass(frozen=True, slots=True)
class Given:
    """A ``Source`` as values: the register, the manifest's rows, and the hashes that the certificate tells of them."""

    case: Path
    people: tuple[Person, ...]
    manifest: tuple[ManifestRow, ...]
    hashes: tuple[tuple[str, str], ...]
    work: Path
    today: datetime.date


@dataclass(frozen=True, slots=True)
class Asked:
    """For whom (a role or a person's id), why, by which pack, where to. ``widths`` None: as the purpose has it."""

    recipient: str
    purpose: str
    policy: str
    out: Path
    widths: Widths | None = None


def prepare(*, source: Source, progress: Progress) -> Prepared:
    """Takes in, reads and searches a case folder. Killed at any moment, the same call goes on where it stopped."""
    return prepare_given(given=_given(source), progress=progress)


def prepare_given(*, given: Given, progress: Progress) -> Prepared:
    """As ``prepare``, for who keeps the register and the manifest elsewhere than in files."""
    kept = Work(given.work)
    workers.make_ready()
    intake = take_in(case=given.case, manifest=given.manifest, store=kept.store, progress=progress)
    if not intake.records:
        raise BadInput(
            f"The case folder {given.case} holds no files.",
            means="There is nothing to disclose, or it is the wrong folder.",
            do="Check its name.",
        )
    named = case_hash(people=given.people, manifest=given.manifest, intake=intake)
    before = kept.prepared()
    dated = before.prepared_on if before is not None and before.case == named else given.today.isoformat()
    inputs = Inputs(FORM, named, dated, given.people, given.manifest, intake, _tools(), given.hashes)
    kept.save(inputs)
    read_all(work=kept, records=intake.records, progress=progress)
    findings = find_all(work=kept, inputs=inputs, progress=progress)
    found = given.work / "people-found.csv"
    _write_found(found, findings.found)
    return Prepared(kept, inputs, findings, _summary(inputs, findings), found)


def _given(source: Source) -> Given:
    case = source.case
    if not case.is_dir():
        raise BadInput(f"There is no case folder {case}.", do="Check its name.")
    people = read_people(source.people)
    rows = read_manifest(source.manifest, case=case) if source.manifest else ()
    # Under fixed names: the certificate tells them, and a file may be named after somebody.
    named = (("people.csv", source.people), ("manifest.csv", source.manifest))
    hashes = tuple((name, sha256_of(path=path)) for name, path in named if path)
    return Given(case, people, rows, hashes, source.work, source.today)


def write_proposals(*, prepared: Prepared, asked: Asked) -> Path:
    """Everything a person has to decide for this recipient, as JSON lines in the work folder. Holds case text."""
    inputs, findings = prepared.inputs, prepared.findings
    request = _request(inputs, asked)
    proposals = make_proposals(inputs=inputs, findings=findings, request=request)
    path = prepared.work.folder / f"proposals-{asked.recipient}-{asked.purpose}.jsonl"
    with disk_errors(where=path.parent), path.open("wb") as handle:
        for page, group in groupby(proposals, key=lambda proposal: (proposal.record, proposal.page)):
            mentions = {mention.id: mention for mention in findings.mentions.on(page)}
            for proposal in group:
                mention = mentions.get(proposal.mention)
                said = _said(mention) if mention else {}
                handle.write(msgspec.json.encode({**dataclasses.asdict(proposal), **said}) + b"\n")
        for question in findings.questions:
            handle.write(msgspec.json.encode({"question": question}) + b"\n")
    return path


def _said(mention: Mention) -> dict[str, str]:
    return {"text": mention.text, "kind": mention.span.kind, "person": mention.span.person}


def produce(*, work: Path, decisions: Path, asked: Asked, progress: Progress) -> Produced:
    """Makes the bundle from people's decisions. Raises Refused while one is missing, Unsafe when verification fails."""
    refuse_used(asked.out)
    kept = Work.open(work)
    inputs = kept.inputs
    findings = kept.findings(findings_key(kept, inputs))
    if findings is None:
        raise BadInput(
            f"The work folder {work} is not finished.",
            means="Preparing was interrupted.",
            do="Run the same 'candour prepare' again: it goes on where it stopped.",
        )
    given = read_decisions(decisions)
    findings = with_identified(findings, inputs=inputs, said=given.identified)
    return _produced(kept, inputs, findings, given, _request(inputs, asked), progress)


def disclose(*, source: Source, asked: Asked, progress: Progress) -> Produced:
    """Both in one with every proposal accepted: a trial run, stamped as such on every page."""
    refuse_used(asked.out)
    _, role = resolve_recipient(read_people(source.people), asked.recipient)
    check_request(pack=read_pack(asked.policy, on=source.today), recipient_role=role, purpose=asked.purpose)
    prepared = prepare(source=source, progress=progress)
    accepted = Decisions(case=prepared.inputs.case, by="nobody (proposals accepted)", accepted=True)
    request = _request(prepared.inputs, asked)
    return _produced(prepared.work, prepared.inputs, prepared.findings, accepted, request, progress)


def _produced(
    work: Work, inputs: Inputs, findings: Findings, decisions: Decisions, request: Request, progress: Progress
) -> Produced:
    plan = make_plan(inputs=inputs, findings=findings, request=request, decisions=decisions)
    told = carry_out(work=work, inputs=inputs, findings=findings, plan=plan, request=request, progress=progress)
    return Produced(told, plan.accepted)


def _request(inputs: Inputs, asked: Asked) -> Request:
    pack = read_pack(asked.policy, on=datetime.date.fromisoformat(inputs.prepared_on))
    return Request(asked.recipient, asked.purpose, pack, asked.widths, asked.out)


def _tools() -> tuple[tuple[str, str], ...]:
    office = libreoffice.find()
    return (
        ("tesseract", ocr.version()),
        ("libreoffice", libreoffice.version(office) if office else ""),
        ("poppler", poppler.version() if poppler.find() else ""),
    )


def _write_found(path: Path, found: Sequence[Person]) -> None:
    """Suggested new people, in the form of people.csv."""
    with disk_errors(where=path.parent), path.open("w", newline="", encoding="utf-8") as handle:
        out = csv.writer(handle)
        out.writerow(
            "id,name,role,aliases,date_of_birth,address,phone,email,identifiers,never_disclose,notes".split(",")
        )
        for person in found:
            out.writerow([person.id, person.name, person.role, "|".join(person.aliases), *[""] * 7])


def _summary(inputs: Inputs, findings: Findings) -> tuple[str, ...]:
    records = inputs.intake.records
    gaps = Counter(str(gap.kind) for gap in findings.gaps)
    kinds = Counter(str(mention.span.kind) for mention in findings.mentions if mention.page)
    return (
        f"Records: {len(records)}; pages: {sum(len(record.pages) for record in records)}",
        "Found: " + (", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())) or "nothing"),
        "Missing or for a person: "
        + (", ".join(f"{kind} {count}" for kind, count in sorted(gaps.items())) or "nothing"),
        f"Questions to answer: {len(findings.questions)}; people nobody had registered: {len(findings.found)}",
        f"Case: {inputs.case}",
    )
