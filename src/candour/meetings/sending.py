"""Clear instructions for each person, and the note that something was sent on them. Business support decide nothing.

Nothing is sent before everything of the meeting is decided, nor as it is where something of it has to be removed first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.meetings.attending import not_sent, withdraw_instruction
from candour.meetings.distribution import Line, lines_of, missing, things_for
from candour.meetings.duties import Step, guard, pack_of
from candour.meetings.entering import locked
from candour.meetings.models import Attendee, Instruction, Meeting, Sending, Way
from candour.meetings.protecting import to_redact
from candour.meetings.released import Made, made_for


@dataclass(frozen=True, slots=True)
class Told:
    """By which way something goes, where to, and how the person can safely be reached."""

    way: str
    to: str
    safe_contact: str


def instruct(*, by: User, attendee: Attendee, told: Told) -> Instruction:
    """Takes the place of what stood. Refused while anything of the meeting is undecided, BadInput without all of ``told``."""
    there = locked(attendee.meeting)
    guard(there, Step.INSTRUCT, by=by)
    not_sent(attendee)
    own = _ready(there, attendee)
    to, safe = " ".join(told.to.split()), " ".join(told.safe_contact.split())
    if told.way not in Way.values or not to or not safe:
        raise BadInput(
            "An instruction says by which way, where to, and how the person can safely be reached.",
            do="Fill in all three. Say so, if nothing speaks against any way.",
        )
    withdraw_instruction(attendee, by=by)
    made = Instruction.objects.create(
        case_id=there.case_id, meeting=there, attendee=attendee, things=things_for(own), way=told.way, to=to,
        safe_contact=safe, by=by, at=now(),
    )  # fmt: skip
    record(
        Verb.MINUTES_INSTRUCTED, case=there.case_id, object=f"meeting:{there.pk}", attendee=attendee.pk,
        things=made.things, way=told.way,
    )  # fmt: skip
    return made


def withdraw(*, by: User, attendee: Attendee) -> None:
    """Before anything was sent."""
    there = locked(attendee.meeting)
    guard(there, Step.INSTRUCT, by=by)
    not_sent(attendee)
    if withdraw_instruction(attendee, by=by):
        record(Verb.MINUTES_WITHDRAWN, case=there.case_id, object=f"meeting:{there.pk}", attendee=attendee.pk)


def link(*, by: User, attendee: Attendee, disclosure: str) -> None:
    """Says in which disclosure details are removed for this person; empty: in none."""
    check(by, Act.KEEP_MEETINGS)
    there = locked(attendee.meeting)
    not_sent(attendee)
    needed = to_redact(there, _lines(there, attendee))
    if disclosure and disclosure not in {each.key for each in made_for(attendee, papers=needed.keys())}:
        raise BadInput("This disclosure does not fit.", do="Choose one that is for this person and of these papers.")
    Attendee.objects.filter(pk=attendee.pk).update(disclosure=disclosure)
    record(
        Verb.MEETING_CHANGED, case=there.case_id, object=f"meeting:{there.pk}", attendee=attendee.pk, linked=disclosure
    )


def note_sent(*, by: User, attendee: Attendee, on: date) -> Sending:
    """Refused for what nobody gave instructions for, or what is not what the instructions say any more."""
    there = locked(attendee.meeting)
    guard(there, Step.SEND, by=by)
    not_sent(attendee)
    own = _ready(there, attendee)
    standing = Instruction.objects.filter(attendee=attendee, withdrawn_at=None).first()
    if standing is None or standing.things != things_for(own):
        raise Refused(
            "Nobody has given instructions for this person.",
            means="Business support send on clear instructions only.",
            do=f"Ask {there.chair.name} or {there.social_worker.name} what goes to them, and by which way.",
        )
    if why := held_up(there, attendee, own):
        raise Refused("This cannot be sent as it is.", means=" ".join(why), do="Send what the disclosure made of it.")
    if not there.held_on <= on <= today():
        raise BadInput("The day lies between the meeting and today.", do="Check the date.")
    made = Sending.objects.create(
        case_id=there.case_id, meeting=there, attendee=attendee, instruction=standing, things=standing.things,
        rules=[each.rule.id for each in own if each.rule], disclosure=_used(there, attendee, own),
        content=there.signed_content, sent_on=on, by=by, at=now(),
    )  # fmt: skip
    record(
        Verb.MINUTES_SENT, case=there.case_id, object=f"meeting:{there.pk}", attendee=attendee.pk, things=made.things,
        way=standing.way, instruction=standing.pk, on=on.isoformat(), content=made.content, disclosure=made.disclosure,
        policy=there.pack_sha256,
    )  # fmt: skip
    return made


def held_up(meeting: Meeting, attendee: Attendee, lines: Sequence[Line]) -> list[str]:
    """Why what goes to this person may not go as it is; empty: it may, or a released disclosure is linked."""
    needed = to_redact(meeting, lines)
    if not needed or any(each.released for each in linked(attendee, papers=list(needed))):
        return []
    return [*needed.values(), "A disclosure to them, of these papers only, has to be released and chosen first."]


def linked(attendee: Attendee, *, papers: Sequence[str]) -> list[Made]:
    """The disclosure that was chosen for the person, if it still fits."""
    return [each for each in made_for(attendee, papers=papers) if each.key == attendee.disclosure]


def _used(meeting: Meeting, attendee: Attendee, lines: Sequence[Line]) -> str:
    return attendee.disclosure if to_redact(meeting, lines) else ""


def _ready(meeting: Meeting, attendee: Attendee) -> list[Line]:
    """The person's lines, when everything of the meeting is settled and something goes to them."""
    lines = lines_of(meeting, pack=pack_of(meeting))
    if against := missing(meeting, lines):
        raise Refused("Nothing of this meeting can be sent yet.", means=" ".join(against), do="Settle that first.")
    own = [each for each in lines if each.attendee.pk == attendee.pk]
    if not things_for(own):
        raise Refused("Nothing goes to this person.", means=" ".join(each.because for each in own).strip())
    return own


def _lines(meeting: Meeting, attendee: Attendee) -> list[Line]:
    return [each for each in lines_of(meeting, pack=pack_of(meeting)) if each.attendee.pk == attendee.pk]
