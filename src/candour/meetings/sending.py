"""Clear instructions for each person, and the note that something was sent on them. Business support decide nothing.

No record is sent before everything about it is decided; the report and what is sent instead wait for what is theirs. Nothing
goes as it is where something of it has to be removed first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record
from candour.ledger.clock import LONDON, now, today
from candour.ledger.verbs import Verb
from candour.meetings.attending import not_sent, withdraw_instruction
from candour.meetings.distribution import SETTLED, Line, Standing, lines_of, missing_for
from candour.meetings.duties import Step, guard, pack_of
from candour.meetings.entering import locked
from candour.meetings.locating import hindrances
from candour.meetings.models import Attendee, Information, Instruction, Meeting, Sending, Thing, Way
from candour.meetings.protecting import paper_of, to_redact
from candour.meetings.released import Made, made_for


@dataclass(frozen=True, slots=True)
class Told:
    """By which way something goes, where to, and how the person can safely be reached."""

    way: str
    to: str
    safe_contact: str


def instruct(*, by: User, attendee: Attendee, thing: str, told: Told) -> Instruction:
    """Takes the place of what stood. Refused while something stands against sending it, BadInput without all of ``told``."""
    there = locked(attendee.meeting)
    guard(there, Step.INSTRUCT, by=by)
    not_sent(attendee, thing)
    line = _ready(there, attendee, thing)
    to, safe = " ".join(told.to.split()), " ".join(told.safe_contact.split())
    if told.way not in Way.values or not to or not safe:
        raise BadInput(
            "An instruction says by which way, where to, and how the person can safely be reached.",
            do="Fill in all three. Say so, if nothing speaks against any way.",
        )
    withdraw_instruction(attendee, by=by, thing=thing)
    made = Instruction.objects.create(
        case_id=there.case_id, meeting=there, attendee=attendee, thing=thing, information=_information(line),
        way=told.way, to=to, safe_contact=safe, by=by, at=now(),
    )  # fmt: skip
    record(
        Verb.MINUTES_INSTRUCTED, case=there.case_id, object=f"meeting:{there.pk}", attendee=attendee.pk,
        thing=str(thing), information=made.information_id, way=told.way,
    )  # fmt: skip
    return made


def withdraw(*, by: User, attendee: Attendee, thing: str) -> None:
    """Before it was sent."""
    there = locked(attendee.meeting)
    guard(there, Step.INSTRUCT, by=by)
    not_sent(attendee, thing)
    if withdraw_instruction(attendee, by=by, thing=thing):
        record(
            Verb.MINUTES_WITHDRAWN, case=there.case_id, object=f"meeting:{there.pk}", attendee=attendee.pk,
            thing=str(thing),
        )  # fmt: skip


def link(*, by: User, attendee: Attendee, thing: str, disclosure: str) -> None:
    """Says in which disclosure details are removed from a paper for this person; empty: in none."""
    check(by, Act.KEEP_MEETINGS)
    there = locked(attendee.meeting)
    not_sent(attendee, thing)
    fitting = fitting_disclosures(there, line_of(there, attendee, thing))
    if disclosure and disclosure not in {each.key for each in fitting}:
        raise BadInput("This disclosure does not fit.", do="Choose one that is for this person and of this paper.")
    Attendee.objects.filter(pk=attendee.pk).update(**{_LINKS[Thing(thing)]: disclosure})
    record(
        Verb.MEETING_CHANGED, case=there.case_id, object=f"meeting:{there.pk}", attendee=attendee.pk, linked=disclosure
    )


def note_sent(*, by: User, attendee: Attendee, thing: str, on: date) -> Sending:
    """Refused for what nobody gave instructions for, or what is not what the instructions say any more."""
    there = locked(attendee.meeting)
    guard(there, Step.SEND, by=by)
    not_sent(attendee, thing)
    line = _ready(there, attendee, thing)
    standing = _instructed(there, line)
    if why := held_up(there, line):
        raise Refused("This cannot be sent as it is.", means=" ".join(why), do="Send what the disclosure made of it.")
    if not min(there.held_on, standing.at.astimezone(LONDON).date()) <= on <= today():
        raise BadInput("The day lies between the instructions, or the meeting, and today.", do="Check the date.")
    assert line.rule is not None
    made = Sending.objects.create(
        case_id=there.case_id, meeting=there, attendee=attendee, instruction=standing, thing=thing,
        information=standing.information, rule=line.rule.id,
        disclosure=chosen(line) if to_redact(there, line) else "", content=_content(there, line), sent_on=on, by=by,
        at=now(),
    )  # fmt: skip
    record(
        Verb.MINUTES_SENT, case=there.case_id, object=f"meeting:{there.pk}", attendee=attendee.pk, thing=str(thing),
        information=made.information_id, way=standing.way, instruction=standing.pk, on=on.isoformat(),
        content=made.content, disclosure=made.disclosure, policy=pack_of(there).sha256,
    )  # fmt: skip
    return made


def held_up(meeting: Meeting, line: Line) -> list[str]:
    """Why what goes out may not go as it is; empty: it may, or a released disclosure is linked."""
    if line.standing is Standing.INFORMATION:
        return hindrances(line.attendee, line.text.it.text) if line.text else []
    needed = to_redact(meeting, line)
    if not needed or any(each.released for each in linked(meeting, line)):
        return []
    return [needed, "A disclosure to them, of this paper only, has to be released and chosen first."]


def linked(meeting: Meeting, line: Line) -> list[Made]:
    """The disclosure that was chosen for the person and the paper, if it still fits."""
    return [each for each in fitting_disclosures(meeting, line) if each.key == chosen(line)]


def fitting_disclosures(meeting: Meeting, line: Line) -> list[Made]:
    """Those that could be chosen, where something has to be removed."""
    paper = paper_of(meeting, line.thing)
    return made_for(line.attendee, papers=[paper.key]) if paper is not None and to_redact(meeting, line) else []


def chosen(line: Line) -> str:
    """The key of the disclosure that was chosen; empty: none."""
    return str(getattr(line.attendee, _LINKS[line.thing]))


def line_of(meeting: Meeting, attendee: Attendee, thing: str) -> Line:
    """Refused for a thing that is not about this person."""
    return _own(lines_of(meeting, pack=pack_of(meeting)), attendee, thing)


def _own(lines: Sequence[Line], attendee: Attendee, thing: str) -> Line:
    found = next((each for each in lines if each.attendee.pk == attendee.pk and each.thing == thing), None)
    if found is None:
        raise Refused("This does not go to this person.", do="Go back and load the page again.")
    return found


def _ready(meeting: Meeting, attendee: Attendee, thing: str) -> Line:
    """The line, when it goes out and nothing stands against sending it."""
    lines = lines_of(meeting, pack=pack_of(meeting))
    line = _own(lines, attendee, thing)
    against = missing_for(meeting, lines, line)
    if thing == Thing.REPORT and line.standing not in SETTLED:
        against.append(line.because)
    if against:
        raise Refused("This cannot be sent yet.", means=" ".join(against), do="Settle that first.")
    if not line.goes_out:
        raise Refused("Nothing of this goes to this person.", means=line.because)
    return line


def _instructed(meeting: Meeting, line: Line) -> Instruction:
    """Refused where there are none for what would go out now."""
    standing = Instruction.objects.filter(attendee=line.attendee, thing=line.thing, withdrawn_at=None).first()
    report = meeting.report if line.thing == Thing.REPORT else None
    other = standing is not None and report is not None and report.changed_at > standing.at
    if standing is None or standing.information != _information(line) or other:
        raise Refused(
            "Nobody has given instructions for this person."
            if not other
            else "The report has changed since the instructions.",
            means="Business support send on clear instructions only.",
            do=f"Ask {meeting.chair.name} or {meeting.social_worker.name} what goes to them, and by which way.",
        )
    return standing


def _information(line: Line) -> Information | None:
    return line.text.it if line.standing is Standing.INFORMATION and line.text else None


def _content(meeting: Meeting, line: Line) -> str:
    """SHA-256 of what is sent, or of the paper from which something was removed."""
    if (text := _information(line)) is not None:
        return hashlib.sha256(text.text.encode()).hexdigest()
    paper = paper_of(meeting, line.thing)
    return paper.sha256 if paper and line.thing == Thing.REPORT else meeting.signed_content


_LINKS = {Thing.RECORD: "disclosure", Thing.REPORT: "report_disclosure"}
"""Where the key of the disclosure stands in which details are removed."""
