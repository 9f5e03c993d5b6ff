"""What stands in a statement's files, in the form that courts ask for: heading, paragraphs, gaps, truth and exhibit.

It says what the version says and nothing else: a basis or a source that is not there is not made up. What is not signed
is marked as a draft on every page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format

from candour.engine.typeset import Table
from candour.litigation import gaps, parties, statement_titles, versions
from candour.litigation.exhibiting import Paragraph, Whole, whole
from candour.litigation.kinds import kind_of, pack_of
from candour.litigation.models import Basis, Matter, Side, State, Statement

TRUTH, GAPS = "Statement of truth", "Documents not before the court"
_NOT_SAID = "[Own knowledge, or information or belief: not said yet]"
_NO_SOURCE = "[source not given yet]"


@dataclass(frozen=True, slots=True)
class Said:
    """A part of the statement. ``number`` None: a heading. ``source``: of information or belief, in a line of its own."""

    number: int | None
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Sheets:
    """Everything that stands in the files."""

    corner: Sequence[str]
    """On whose behalf, who, which statement, exhibit, day: at the right of the first page."""
    court: Sequence[str]
    between: Sequence[tuple[str, str]]
    """Names of parties, each with the side."""
    title: str
    begins: str
    said: Sequence[Said]
    truth: str
    signature: Sequence[str]
    exhibit: str
    introduces: str
    pages: Table | None
    foot: str
    draft: str
    """Empty: it is no draft."""


def sheets(statement: Statement, version: int) -> Sheets:
    found, matter = whole(versions.numbered(statement, version)), statement.matter
    draft = "" if _signed(statement, version) else f"DRAFT version {version}"
    return Sheets(
        corner=_corner(statement),
        court=[text for text in (_in_the(matter), _claim(matter)) if text],
        between=[(each.name, Side(each.side).label) for each in parties.of(matter) if each.side != Side.COURT],
        title=statement.title,
        begins=f"I, {statement.author.name}, state:",
        said=[*_said(statement, found, draft=bool(draft)), *_gaps(statement, found, version)],
        truth=kind_of(matter).truth,
        signature=_signature(statement, signed=not draft),
        exhibit=f"Exhibit {statement.exhibit}" if found.exhibit else "",
        introduces=f"These are the pages of the exhibit marked {statement.exhibit} to which my statement refers.",
        pages=_exhibit(found),
        foot=" – ".join(each for each in (draft, statement.title) if each),
        draft=draft,
    )


def _signed(statement: Statement, version: int) -> bool:
    return statement.state in (State.SIGNED, State.APPROVED, State.FILED) and statement.signed_version == version


def _corner(statement: Statement) -> list[str]:
    council = pack_of(statement.matter).letter.get("council", "the council")
    lines = [
        f"On behalf of: {council}",
        f"Witness: {statement.author.name}",
        f"Statement: {statement_titles.ordinal(statement_titles.number_of(statement))}",
        f"Exhibit: {statement.exhibit}" if statement.exhibit else "",
        f"Date: {date_format(statement.signed_on)}" if statement.signed_on else "Date:",
    ]
    return [line for line in lines if line]


def _in_the(matter: Matter) -> str:
    return f"In the {matter.court}" if matter.court and not matter.court.lower().startswith("in the") else matter.court


def _claim(matter: Matter) -> str:
    return f"Number: {matter.claim_number}" if matter.claim_number else ""


def _said(statement: Statement, found: Whole, *, draft: bool) -> list[Said]:
    return [
        Said(each.number, _words(statement, each, draft=draft), _source(each, draft=draft))
        if each.number
        else Said(None, each.row.text)
        for each in found.paragraphs
    ]


def _words(statement: Statement, each: Paragraph, *, draft: bool) -> str:
    mark = f"{statement.exhibit}, " if statement.exhibit else ""
    numbers = ", ".join(str(number) for number, _ in each.pages)
    where = f" [{mark}page{'s' if len(each.pages) > 1 else ''} {numbers}]" if each.pages else ""
    basis = f" {_NOT_SAID}" if draft and each.row.basis == Basis.NOT_SAID else ""
    return f"{each.row.text}{where}{basis}"


def _source(each: Paragraph, *, draft: bool) -> str:
    if each.row.basis != Basis.INFORMATION:
        return ""
    source = each.row.source or (_NO_SOURCE if draft else "")
    return f"This is information or belief. Its source: {source}" if source else "This is information or belief."


def _gaps(statement: Statement, found: Whole, version: int) -> list[Said]:
    """They stand in the statement as it is now, numbered on; an older version had others, or none."""
    named = gaps.standing(statement) if version == statement.version else []
    begun = sum(each.number is not None for each in found.paragraphs)
    return [Said(None, GAPS), *(Said(begun + at, gap.words) for at, gap in enumerate(named, start=1))] if named else []


def _signature(statement: Statement, *, signed: bool) -> list[str]:
    """Who signed and when; for a draft the lines to sign on."""
    if signed and statement.signed_on:
        return [f"Signed: {statement.author.name}", f"Date: {date_format(statement.signed_on)}"]
    return ["Signed: ______________________________", statement.author.name, "Date: ______________________________"]


def _exhibit(found: Whole) -> Table | None:
    if not found.exhibit:
        return None
    head = ("Page of the exhibit", "Document", "Date and kind", "Page of the document")
    rows = [
        (str(number), each.document, each.about, str(each.link.page or "whole"))
        for number, each in enumerate(found.exhibit, start=1)
    ]
    return Table([head, *rows], widths=(1.3, 3.6, 2, 1.5))
