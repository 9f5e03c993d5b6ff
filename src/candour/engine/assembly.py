"""One bundle in the making: redacted, put together and verified, again where verification stops at a page.

A page that fails becomes a picture; in a trial run one that still fails is withheld. It never lets a finding pass.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from candour import __version__
from candour.engine.bundle import BundleContext, BundleResult, Form, LetterWords, make_bundle, people_told
from candour.engine.model import Action, Box, Finding, Ground, Mark, Plan
from candour.engine.paged import once
from candour.engine.reading import Progress
from candour.engine.redacting import Part, Widths, paged_pages, paged_plans, redact_all
from candour.engine.scope import WHOLE_FILE, Scope
from candour.engine.telling import Told, tell, without
from candour.engine.tools.workers import cores
from candour.engine.verify import verify_pdf, verify_strings
from candour.engine.work import Findings, Inputs, Work
from candour.policy import Pack

_ATTEMPTS = 4
"""As written, as pictures, withheld, and once more; a failure that wanders is not followed for ever."""
_NOT_CLEARED = "Verification could not make sure that everything protected is gone from this page."

Pages = frozenset[tuple[str, int]]
"""(record id, page)."""


@dataclass(frozen=True, slots=True)
class Request:
    """For whom, why, what of the file, by which rules and where to. ``widths`` None: as the purpose has it."""

    recipient: str
    purpose: str
    pack: Pack
    widths: Widths | None
    out: Path
    scope: Scope = WHOLE_FILE


@dataclass(frozen=True, slots=True)
class Assembly:
    """What a bundle is made from, for whom, and the folder it is put together in."""

    work: Work
    inputs: Inputs
    findings: Findings
    request: Request
    partial: Path
    progress: Progress

    @property
    def widths(self) -> Widths:
        rule = self.request.pack.purposes[self.request.purpose]
        return self.request.widths or ("faithful" if rule.widths == "faithful" else "safe")

    @property
    def lock(self) -> Ground:
        """The ground of what only a last search or verification finds: never told, since nobody decided what may be said."""
        rule = self.request.pack.grounds[self.request.pack.never_disclose.ground]
        return Ground(rule.id, rule.title, rule.citation, rule.explanation, rule.checked, told=False)


def assemble(job: Assembly, *, plan: Plan) -> tuple[Plan, BundleResult, list[Finding]]:
    """The plan as carried out, the bundle in ``job.partial``, and what verification has against it (nothing: safe)."""
    as_pictures: Pages = frozenset()
    for _ in range(_ATTEMPTS):
        result, found = _attempt(job, plan, as_pictures)
        stopped = _stopped(found, result)
        if not stopped or (stopped <= as_pictures and not plan.accepted):
            break
        if stopped <= as_pictures:
            plan = _withheld(plan, stopped, job.lock)
        as_pictures |= stopped
    return plan, result, [finding for _, finding in found]


def _attempt(job: Assembly, plan: Plan, as_pictures: Pages) -> tuple[BundleResult, list[tuple[str, Finding]]]:
    records = job.inputs.intake.records
    parts = redact_all(
        work=job.work, records=records, plan=plan, widths=job.widths, progress=job.progress, as_pictures=as_pictures
    )
    told = tell(records=records, gaps=job.findings.gaps, mentions=job.findings.mentions, plan=plan)
    shutil.rmtree(job.partial, ignore_errors=True)
    result = make_bundle(
        out=job.partial,
        plan=plan,
        records=records,
        parts={record: [part.path for part in each] for record, each in parts.items()},
        redacted={record: paged_pages(page for part in each for page in part.pages) for record, each in parts.items()},
        gaps=job.request.scope.gaps(told.gaps),
        context=context_of(job, plan, told),
    )
    job.progress("verifying", 0, result.pages)
    found = _verify(job, plan, result, parts)
    job.progress("verifying", result.pages, result.pages)
    return result, found


def _stopped(found: Sequence[tuple[str, Finding]], result: BundleResult) -> Pages:
    """The record pages behind the bundle pages that have findings."""
    pages = {(name, finding.page) for name, finding in found}
    return frozenset(source for source, place in result.page_of.items() if place in pages)


def _withheld(plan: Plan, stopped: Pages, ground: Ground) -> Plan:
    """A trial run leaves out what it cannot clear; when people decide, they are told instead."""
    pages = (
        replace(page, action=Action.WITHHOLD, marks=(), ground=ground.id, explanation=_NOT_CLEARED)
        if (page.record, page.page) in stopped
        else page
        for page in plan.pages
    )
    return replace(plan, pages=paged_plans(pages), grounds={ground.id: ground, **plan.grounds})


def context_of(job: Assembly, plan: Plan, told: Told) -> BundleContext:
    """What is printed beside the pages; ``told``: every text of it as this recipient may read it."""
    inputs, findings, request = job.inputs, job.findings, job.request
    purpose, pack = request.pack.purposes[request.purpose], request.pack
    scope = replace(request.scope, why=without(request.scope.why, secrets=plan.secrets))
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
            helplines=pack.helplines_for(recipient=plan.recipient_role),
        ),
        people=people_told(people=inputs.people, mentions=findings.mentions, plan=plan),
        roles={person.id: person.role for person in (*inputs.people, *findings.found)},
        searched=("the electronic case file",),
        scope=scope,
    )


def _verify(
    job: Assembly, plan: Plan, result: BundleResult, parts: Mapping[str, Sequence[Part]]
) -> list[tuple[str, Finding]]:
    """(file, finding): bundle files against the boxes as drawn and the texts that went, all others against the secrets."""
    places = {(page.record, page.page): at for at, page in enumerate(plan.pages)}
    found: list[tuple[str, Finding]] = []
    for name in result.files:
        boxes: dict[int, tuple[Box, ...]] = {}
        gone: dict[int, tuple[str, ...]] = {}
        labels: dict[int, tuple[str, ...]] = {}
        pictured: list[int] = []
        for record, each in parts.items():
            for page in (page for part in each for page in part.pages):
                file, number = result.page_of[record, page.page]
                if file != name:
                    continue
                if page.boxes:
                    boxes[number] = page.boxes
                    marks = plan.pages[places[record, page.page]].marks
                    labels[number] = once(mark.label for mark in marks if mark.label)
                    gone[number] = once(_texts(job.findings, record, page.page, marks))
                if page.method == "raster":
                    pictured.append(number)
        against = verify_pdf(
            pdf=job.partial / "send" / name,
            marks=boxes,
            secrets=plan.secrets,
            redacted=gone,
            pictured=pictured,
            labels=labels,
            workers=cores(),
        )
        found += [(name, finding) for finding in against]
    done = [f"send/{name}" for name in result.files]
    return [*found, *(("", finding) for finding in verify_strings(folder=job.partial, secrets=plan.secrets, skip=done))]


def _texts(findings: Findings, record: str, page: int, marks: Sequence[Mark]) -> Iterator[str]:
    """What the marks of a page take away."""
    texts = {mention.id: mention.text for mention in findings.mentions.on((record, page))}
    return (texts[mark.mention] for mark in marks if mark.mention in texts)
