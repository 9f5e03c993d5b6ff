"""The letter that goes with a bundle: what was searched, enclosed, withheld and why, what could not be opened, rights.

Short words and short sentences, for a reader of eleven. It names no ground and no document that this recipient may not
be told of, and makes no promise that the authority's own words do not make.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from candour.engine.bundle.context import BundleContext, Form, LetterWords
from candour.engine.bundle.front import TRIAL, UNLETTERED, plain_date
from candour.engine.bundle.order import SENT
from candour.engine.bundle.reasons import Reason, Struck, reasons
from candour.engine.bundle.tables import withheld
from candour.engine.model import Action, Gap, GapKind, PagePlan, Plan, Record
from candour.engine.typeset import Block, Bullets, Heading, Paragraph, Table, write_pdf

REVIEW = (
    "If you think we got something wrong, tell us. You can ask us to look again. You can also make a complaint to us "
    "about how we have used your information. We will tell you within 30 days that we have it, look into it, and tell "
    "you what we found."
)
REGULATOR = (
    "You can also complain to the Information Commissioner, who looks after people's rights over their information: "
    "ico.org.uk, telephone 0303 123 1113."
)
COURT = "You can also ask a court to decide. A solicitor or Citizens Advice can tell you how."
DRAFT = (
    "This is a draft and not for sending. It shows how the letter would read if the bundle were made now. Numbers of "
    "pages and of parts that are blacked out can still change."
)
_PART = "This is about some records of the file only, not about the whole file."
LISTED = 40
"""Items a list in the letter shows before it says how many more there are."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What the letter counts."""

    files: Sequence[str]
    pages: int
    documents: int
    redactions: int
    reasons: Sequence[Reason]


def write_letter(
    *,
    out: Path,
    plan: Plan,
    records: Sequence[Record],
    gaps: Sequence[Gap],
    context: BundleContext,
    enclosed: Enclosed,
    draft: bool = False,
) -> int:
    """Writes the letter as PDF; returns its pages. ``draft``: it says that it is one, and is not for sending."""
    personal = context.form is Form.SUBJECT_ACCESS
    subject = f"Draft: {_subject(plan, context)}" if draft else _subject(plan, context)
    blocks: list[Block] = [Heading(subject)]
    if draft:
        blocks.append(Paragraph(DRAFT))
    if plan.accepted:
        blocks.append(Paragraph(TRIAL))
    blocks += _opening(context)
    blocks += _searched(plan, records, context)
    blocks += _enclosed(enclosed, personal=personal)
    blocks += _blacked_out(enclosed)
    blocks += _withheld(list(withheld(plan, records, context)))
    blocks += _not_here(plan, records, context)
    blocks += _missing(plan, gaps, context)
    blocks += _rights(plan, context, personal=personal)
    return write_pdf(blocks, out=out, title=subject)


def write_draft(
    *, out: Path, plan: Plan, records: Sequence[Record], gaps: Sequence[Gap], context: BundleContext
) -> int:
    """The letter before there is a bundle, counted by the plan alone: without front pages, in one file."""
    sent = Counter(page.record for page in plan.pages if page.page and page.action in SENT)
    marked = [
        Struck(mark, box) for page in plan.pages if page.action in SENT for mark in page.marks for box in mark.boxes
    ]
    enclosed = Enclosed(
        ("bundle.pdf",), sent.total(), len(sent), len(marked), reasons(marked, grounds=plan.grounds)
    )  # fmt: skip
    return write_letter(
        out=out, plan=plan, records=records, gaps=gaps, context=context, enclosed=enclosed, draft=True
    )  # fmt: skip


def _subject(plan: Plan, context: BundleContext) -> str:
    if context.form is not Form.SUBJECT_ACCESS:
        return "Disclosure of children's services records"
    return "Your records" if plan.recipient_role == "subject" else "Your request for records"


def _opening(context: BundleContext) -> list[Block]:
    lines = [context.council, plain_date(context.dated), f"To: {context.recipient}"]
    blocks: list[Block] = [Paragraph("\n".join(line for line in lines if line))]
    return blocks + ([Paragraph(context.words.purpose)] if context.words.purpose else [])


def _searched(plan: Plan, records: Sequence[Record], context: BundleContext) -> list[Block]:
    """The counts leave out what may not be told of, or the difference to what is enclosed would tell."""
    records = context.scope.of(records)
    silent = Counter(page.record for page in plan.pages if page.action is Action.WITHHOLD and not _told(page, plan))
    pages = sum(len(record.pages) - silent[record.id] for record in records if not record.duplicate_of)
    unsaid = {record.id for record in records if record.pages and silent[record.id] == len(record.pages)}
    count = sum(not record.duplicate_of and record.id not in unsaid for record in records)
    text = f"We looked through {_many(count, 'document')} with {_many(pages, 'page')}."
    if context.scope.only:
        text = f"{_PART} {text}"
    blocks: list[Block] = [Heading("What we searched", level=2), Paragraph(text)]
    return blocks + ([Bullets(context.searched)] if context.searched else [])


def _told(page: PagePlan, plan: Plan) -> bool:
    return page.ground in plan.grounds and plan.grounds[page.ground].told


def _enclosed(enclosed: Enclosed, *, personal: bool) -> list[Block]:
    blocks: list[Block] = [Heading("What is with this letter", level=2)]
    if not enclosed.documents:
        return [*blocks, Paragraph("There is no document that we can send.")]
    name = "Your records are" if personal else "The bundle is"
    files = (
        " and ".join((", ".join(enclosed.files[:-1]), enclosed.files[-1])) if enclosed.files[1:] else enclosed.files[0]
    )
    text = (
        f"{name} in {files}: {_many(enclosed.documents, 'document')}, {_many(enclosed.pages, 'page')}. "
        "The index at the front lists them. Click a line to go to the document."
    )
    return [*blocks, Paragraph(text)]


def _blacked_out(enclosed: Enclosed) -> list[Block]:
    if not enclosed.redactions:
        return []
    blocks: list[Block] = [
        Heading("Why parts are blacked out", level=2),
        Paragraph(f"Some parts are blacked out. The letter in the margin gives the reason. {UNLETTERED}"),
    ]
    if enclosed.reasons:
        rows = [
            (reason.letter, reason.ground.title, reason.ground.explanation, reason.ground.citation, str(reason.count))
            for reason in enclosed.reasons
        ]
        head = ("Letter", "Reason", "What it means", "Law", "Parts")
        blocks.append(Table([head, *rows], widths=(1, 2.6, 4.6, 2.4, 1)))
    return blocks


def _withheld(rows: Sequence[tuple[str, str, str, str, str]]) -> list[Block]:
    if not rows:
        return []
    body = [(title, plain_date(day), pages, f"{ground}. {why}") for title, day, pages, ground, why in rows]
    return [
        Heading("What we have not sent", level=2),
        Paragraph("We have not sent these documents or pages. The reason stands beside each."),
        Table([("Document", "Date", "Pages", "Why"), *body], widths=(3, 1.8, 0.9, 5)),
    ]


def _not_here(plan: Plan, records: Sequence[Record], context: BundleContext) -> list[Block]:
    """Could not be opened, or to come later."""
    decided = _decided(plan, records)
    titles = {record.id: context.title(record.id) for record in records}
    return [
        *_list(
            "Documents that we could not open",
            "We hold these files but could not open them.",
            (titles[record] for record, action in decided.items() if action is Action.CANNOT_OPEN),
        ),
        *_list(
            "Documents that come later",
            "These documents are not finished yet. We will send you our decision about them later.",
            (titles[record] for record, action in decided.items() if action is Action.LATER_STAGE),
        ),
    ]


def _missing(plan: Plan, gaps: Sequence[Gap], context: BundleContext) -> list[Block]:
    """What the file should hold and does not.

    Nobody has read a missing document, so nobody knows whether it may be named: unless the caller says so, a person is
    told of those that their own pages mention, and only how many others there are; a court is told of all.
    """
    told, unnamed = context.told_gaps, 0
    if told is None:
        sent = {page.record for page in plan.pages if page.action in SENT}
        missing = [gap for gap in gaps if gap.kind is GapKind.MISSING_FROM_FOLDER]
        personal = context.form is Form.SUBJECT_ACCESS
        told = tuple(gap for gap in gaps if gap.kind is GapKind.MENTIONED_NOT_HELD and gap.record in sent)
        rest = [gap for gap in missing if not any(_row(gap) in other.detail for other in told)]
        told, unnamed = (told, len(rest)) if personal else ((*told, *rest), 0)
    kinds = (GapKind.MENTIONED_NOT_HELD, GapKind.MISSING_FROM_FOLDER)
    items = [gap.detail for gap in told if gap.kind in kinds]
    if unnamed:
        items.append(f"{_many(unnamed, 'more document')} that our list of records names")
    text = "The records mention these documents, or list them, but we did not find them."
    return _list("Documents that we do not have", text, items)


def _row(gap: Gap) -> str:
    """The record id of a manifest row that has no file: a mention may already have been traced to it."""
    return gap.source.rpartition(" ")[2]


def _decided(plan: Plan, records: Sequence[Record]) -> Mapping[str, Action]:
    """Record → that it could not be opened, or is for later, in the order of the records."""
    parents = {record.parent for record in records}
    told = {Action.CANNOT_OPEN, Action.LATER_STAGE}
    found = {page.record: page.action for page in plan.pages if page.action in told}
    planned = {page.record for page in plan.pages}
    for record in records:
        if not record.pages and record.id not in planned | parents:
            found[record.id] = Action.CANNOT_OPEN
    return {record.id: found[record.id] for record in records if record.id in found}


def _list(title: str, text: str, items: Iterable[str]) -> list[Block]:
    held = list(dict.fromkeys(items))
    if not held:
        return []
    more = [f"and {len(held) - LISTED} more. Ask us for the full list."] if len(held) > LISTED else []
    return [Heading(title, level=2), Paragraph(text), Bullets([*held[:LISTED], *more])]


def _rights(plan: Plan, context: BundleContext, *, personal: bool) -> list[Block]:
    words = context.words
    if not personal:
        texts = [
            "If you think that something is missing, or that a part should not be blacked out, tell us.",
            words.review,
        ]
    else:
        texts = [
            "You can ask us what a word means, why something was blacked out, or to put a mistake right.",
            words.review or REVIEW,
            words.regulator or f"{REGULATOR} {COURT}",
        ]
    blocks: list[Block] = [Heading("Questions and your rights" if personal else "Questions", level=2)]
    blocks += [Paragraph(text) for text in texts if text]
    if words.contact:
        blocks += [Heading("Who to ask", level=2), Paragraph(words.contact)]
    if personal and plan.recipient_role == "subject":
        blocks += _support(words)
    return blocks


def _support(words: LetterWords) -> list[Block]:
    text = "Reading your records can be hard. You do not have to do it alone. Take breaks, and read a bit at a time."
    blocks: list[Block] = [Heading("Support for you", level=2), Paragraph(words.support or text)]
    return [*blocks, Paragraph("You can also turn to:"), Bullets(words.helplines)] if words.helplines else blocks


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
