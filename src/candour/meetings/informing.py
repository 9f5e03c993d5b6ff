"""The text that is sent instead of a record: written by one of the two who decide, agreed to by both, made as Word and PDF.

A change asks both again. It is refused where it tells what the register locks or where the child lives, and where the
register does not say where that is: what nobody knows cannot be looked for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping

from django.utils.formats import date_format

from candour.accounts.models import User
from candour.cases import printed
from candour.cases.printed import WORD, below
from candour.engine.errors import BadInput, Refused
from candour.engine.typeset import Block, Heading, Paragraph
from candour.ledger.acting import record
from candour.ledger.clock import LONDON, now
from candour.ledger.verbs import Verb
from candour.meetings.attending import not_sent, withdraw_instruction
from candour.meetings.deciding import decides, guard_line, line_for
from candour.meetings.distribution import Line
from candour.meetings.duties import Step, guard, may, pack_of
from candour.meetings.entering import locked
from candour.meetings.informed import Text
from candour.meetings.locating import hindrances
from candour.meetings.models import Agreement, Attendee, Decision, Information, Instruction, Meeting, Outcome, Thing
from candour.meetings.naming import named

LONGEST = 20_000


def write(*, by: User, attendee: Attendee, text: str, after: int) -> Information:
    """The next version. ``after``: the number of the one that was changed, 0 for none; Refused when there is a later one."""
    there, line, decision = _line(attendee, by=by)
    text = _plain(text)
    if not text or len(text) > LONGEST:
        raise BadInput("There is no text, or too much of it.", do=f"Write it, in up to {LONGEST:,} characters.")
    if against := hindrances(attendee, text):
        raise BadInput("This text cannot be sent to this person.", means=" ".join(against), do="Change it first.")
    last = Information.objects.filter(attendee=attendee).order_by("-version").first()
    if (last.version if last else 0) != after:
        raise Refused(
            "Somebody has written another version meanwhile.",
            do="Keep a copy of your words, read theirs, and change it where that is still needed.",
        )
    if last is not None and line.text is not None and last.text == text:
        raise BadInput("The text is as it was.", do="Agree to it instead, or go back.")
    withdraw_instruction(attendee, by=by, thing=Thing.RECORD)
    made = Information.objects.create(
        case_id=there.case_id, meeting=there, attendee=attendee, decision=decision, version=after + 1, text=text,
        by=by, at=now(),
    )  # fmt: skip
    _enter(Verb.INFORMATION_WRITTEN, made)
    return made


def agree(*, by: User, attendee: Attendee, version: int) -> None:
    """To the version that was read. Refused where it is not the last, or may not be sent as the register stands now."""
    there, line, _ = _line(attendee, by=by)
    found = line.text
    if found is None or found.it.version != version:
        raise Refused("There is another version by now.", do="Read it before you agree.")
    if by.pk not in {each.pk for each in found.waits_for(there)}:
        raise Refused("You have agreed to this version already.", do="Load the page again.")
    _sendable(attendee, found)
    Agreement.objects.create(case_id=there.case_id, meeting=there, information=found.it, by=by, at=now())
    _enter(Verb.INFORMATION_AGREED, found.it)


def download(*, by: User, attendee: Attendee, form: str) -> bytes:
    """The file that is sent: for the two who agreed, and for business support once they are told to send this version."""
    there = locked(attendee.meeting)
    line = line_for(there, attendee, Thing.RECORD)
    guard_download(there, line, by=by)
    found = line.text
    if found is None or not found.agreed(there):
        raise Refused(
            "There is no text yet to which both have agreed.", do="They agree first, then it can be downloaded."
        )
    told = Instruction.objects.filter(attendee=attendee, thing=Thing.RECORD, withdrawn_at=None, information=found.it)
    if not decides(there, line, by=by) and not told.exists():
        raise Refused(
            "Nobody has given instructions to send it.", do=f"Ask {there.chair.name} or {there.social_worker.name}."
        )
    _sendable(attendee, found)
    _enter(Verb.INFORMATION_DOWNLOADED, found.it, form=form)
    return FORMS[form][1](_blocks(there, attendee, found), title=_title(there))


def guard_download(meeting: Meeting, line: Line, *, by: User) -> None:
    """StepRefused for who neither decides about it nor sends it."""
    if not (decides(meeting, line, by=by) and may(meeting, Step.DECIDE, by=by)):
        guard(meeting, Step.SEND, by=by)


def _line(attendee: Attendee, *, by: User) -> tuple[Meeting, Line, Decision]:
    there = locked(attendee.meeting)
    line = line_for(there, attendee, Thing.RECORD)
    guard_line(there, line, by=by)
    not_sent(attendee, Thing.RECORD)
    return there, line, decision_of(line)


def decision_of(line: Line) -> Decision:
    """Refused where it is another one, or none."""
    if line.decision is None or line.decision.outcome != Outcome.INFORMATION:
        raise Refused(
            "It is not decided that this person gets written information instead of the record.",
            do="Decide that first.",
        )
    return line.decision


def _sendable(attendee: Attendee, text: Text) -> None:
    if against := hindrances(attendee, text.it.text):
        raise Refused("This text cannot be sent to this person.", means=" ".join(against), do="Have it changed first.")


def _blocks(meeting: Meeting, attendee: Attendee, text: Text) -> list[Block]:
    """It says who wrote and when it was agreed, and bears no address: where it goes stands in the instructions."""
    council = pack_of(meeting).letter.get("council", "")
    day = date_format(max(each.at for each in text.agreements).astimezone(LONDON).date())
    officer = meeting.reviewing_officer.name if meeting.reviewing_officer else ""
    signed = f"{meeting.social_worker.name}, social worker\n{officer}, reviewing officer"
    head = Paragraph("\n".join(each for each in (council, f"To {attendee.name}", day) if each))
    return [head, Heading(_title(meeting)), *below(text.it.text), Paragraph(signed)]


def _title(meeting: Meeting) -> str:
    return f"Information from the {named(meeting)}"


def _plain(text: str) -> str:
    """Without control characters, which no file of words can hold."""
    lines = text.replace("\r\n", "\n").replace("\t", " ")
    return "".join(char for char in lines if char == "\n" or unicodedata.category(char) != "Cc").strip()


def _enter(verb: Verb, text: Information, **details: str) -> None:
    record(
        verb, case=text.case_id, object=f"meeting:{text.meeting_id}", attendee=text.attendee_id, version=text.version,
        **details,
    )  # fmt: skip


FORMS: Mapping[str, tuple[str, Callable[..., bytes]]] = {
    "docx": (WORD, printed.as_word),
    "pdf": ("application/pdf", printed.as_pdf),
}
"""Ending of a file → its media type, and what makes it."""
