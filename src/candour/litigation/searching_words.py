"""The search certificate as parts of a text, for Word and PDF: who searched what, when, with which words, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from candour.engine.typeset import Block, Bullets, Heading, Paragraph, Table
from candour.litigation import certificate
from candour.litigation.board import title_of
from candour.litigation.certificate import Searched
from candour.litigation.models import Certificate, Matter, PlaceKind, Result
from candour.litigation.scope import cases_of


def blocks(matter: Matter) -> list[Block]:
    return list(_blocks(matter))


def custodian(row: Searched) -> str:
    return row.place.custodian.name if row.place.custodian else row.place.custodian_name


def _blocks(matter: Matter) -> Iterator[Block]:
    found, missing = certificate.of(matter), certificate.lacks(matter)
    yield Heading("Search certificate")
    yield Table(list(_about(matter, found)), header=False, widths=(1, 3))
    yield Heading("What was searched for", level=2)
    yield Paragraph(found.scope if found and found.scope else "Nobody has said yet what is searched for.")
    yield from _time(found)
    yield Heading("Where, by whom, and what came of it", level=2)
    rows = certificate.places(matter)
    if not rows:
        yield Paragraph("Nobody has been asked to search.")
    for row in rows:
        yield from _place(row)
    left = certificate.not_needed(matter)
    if left:
        yield Heading("Not searched at all", level=2)
        yield Bullets(
            [f"{PlaceKind(each.kind).label}: {each.reason} ({each.by.name}, {_day(each.at.date())})" for each in left]
        )
    yield Heading("Whether it is complete", level=2)
    if missing:
        yield Paragraph("The search is not complete. What is missing:")
        yield Bullets([each.words for each in missing])
    elif found and found.certified_at and found.certified_by:
        yield Paragraph(
            f"Nothing is missing. {found.certified_by.name} certified it on {_day(found.certified_at.date())}."
        )
    else:
        yield Paragraph("Nothing is missing. No lawyer has certified it yet.")


def _about(matter: Matter, found: Certificate | None) -> Iterator[tuple[str, str]]:
    yield "Matter", matter.title
    yield "Kind", title_of(matter.kind)
    if matter.claim_number:
        yield "The court’s number", matter.claim_number
    if matter.reference:
        yield "Reference", matter.reference
    yield "Cases", ", ".join(each.reference for each in cases_of(matter))
    certified = found is not None and found.certified_at is not None
    yield "State", "Certified" if certified else "Not certified"


def _time(found: Certificate | None) -> Iterator[Block]:
    if found is None or not (found.since or found.until):
        yield Paragraph("Records of every time.")
        return
    since = f"from {_day(found.since)}" if found.since else ""
    until = f"to {_day(found.until)}" if found.until else ""
    yield Paragraph(f"Records dated {' '.join(filter(None, (since, until)))}, and those without a date.")
    yield Paragraph(f"Why not of other times: {found.narrowed_because}")


def _place(row: Searched) -> Iterator[Block]:
    place, answer = row.place, row.answer
    yield Heading(place.name, level=3)
    lines = [
        ("Kind", PlaceKind(place.kind).label),
        ("Searched by", custodian(row)),
        ("Asked", f"by {place.asked_by.name} on {_day(place.asked_at.date())}, due {_day(place.due)}"),
        ("Words asked for", place.terms),
    ]
    if answer is None:
        lines.append(("Answer", "None yet" + (f"; reminded {place.reminders} times" if place.reminders else "")))
    else:
        lines.append(("Answer", f"{Result(answer.result).label} ({answer.by.name}, {_day(answer.at.date())})"))
        if answer.searched_on:
            lines += [("Searched on", _day(answer.searched_on)), ("Words searched for", answer.terms)]
        if answer.result == Result.FOUND:
            provided = _day(answer.provided_on) if answer.provided_on else "Not yet"
            lines += [("Found", str(answer.found)), ("In the case file since", provided)]
        if answer.not_found:
            lines.append(("Not found", answer.not_found))
        if answer.why:
            lines.append(("Why", answer.why))
    yield Table(lines, header=False, widths=(1, 3))


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
