"""Who belongs to a meeting, what happened with them there, whom the chair kept out, and what parents said about others.

A change takes back what was decided of the person: another rule may fit them. Once the record was sent to them nothing
changes, and once the report was, nothing by which they got it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.cases.models import Person
from candour.cases.reasons import words
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.meetings.duties import Step, guard
from candour.meetings.entering import locked
from candour.meetings.models import Attendee, Capacity, Decision, Instruction, Meeting, Said, Sending, Thing

WITH_A_PARENT = frozenset({Capacity.SUPPORTER, Capacity.PARENTS_SOLICITOR})


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody as they are entered. ``name`` empty: as the register has ``person``."""

    capacity: str
    person: Person | None = None
    name: str = ""
    agency: str = ""
    part: str = ""
    invited: bool = False
    attended: bool = False
    contributed: bool = False
    contact: str = ""
    requested_on: date | None = None
    supports: Attendee | None = None


def add(*, by: User, meeting: Meeting, told: Told) -> Attendee:
    """Raises BadInput for somebody without a name, or who is there already."""
    check(by, Act.KEEP_MEETINGS)
    there = locked(meeting)
    made = Attendee.objects.create(case_id=there.case_id, meeting=there, **_columns(there, told))
    _entered(made)
    return made


def change(*, by: User, attendee: Attendee, told: Told) -> None:
    """Raises BadInput as ``add``, Refused once the record was sent to them, or what they are once the report was."""
    check(by, Act.KEEP_MEETINGS)
    there = locked(attendee.meeting)
    not_sent(attendee, Thing.RECORD if told.capacity == attendee.capacity else None)
    Attendee.objects.filter(pk=attendee.pk).update(**_columns(there, told, besides=attendee))
    if told.capacity != Capacity.PARENT and attendee.supporters.exists():
        raise Refused(
            "Somebody else came with this person as a parent.",
            means="Whether they get the minutes depends on what the parent says.",
            do="Change with whom the other one came first.",
        )
    parent = told.supports.pk if told.supports else None
    if parent != attendee.supports_id:
        Attendee.objects.filter(pk=attendee.pk).update(parent_said=Said.NOT_ASKED, parent_asked_on=None)
    take_back(attendee, by=by)
    _entered(attendee)


def remove(*, by: User, attendee: Attendee) -> None:
    """Somebody who was entered by mistake. Refused once anything was decided of them, or they are the parent of another."""
    check(by, Act.KEEP_MEETINGS)
    locked(attendee.meeting)
    if attendee.supporters.exists() or Decision.objects.filter(attendee=attendee).exists() or _sent(attendee):
        raise Refused(
            "This person cannot be taken off.",
            means="Something was decided of them, or somebody else came with them.",
            do="Change what is noted of them instead.",
        )
    _entered(attendee)
    attendee.delete()


def exclude(*, by: User, attendee: Attendee, reason: str) -> None:
    """The chair kept somebody out of the meeting. StepRefused for anybody but the chair it names."""
    there = _by_chair(attendee, by)
    reason = words(reason, "Say why the chair kept them out.")
    kept = {"excluded_at": now(), "excluded_by": by, "excluded_because": reason, "attended": False}
    Attendee.objects.filter(pk=attendee.pk).update(**kept)
    take_back(attendee, by=by)
    record(Verb.MEETING_EXCLUDED, case=there.case_id, object=f"meeting:{there.pk}", attendee=attendee.pk, reason=reason)


def let_in(*, by: User, attendee: Attendee, reason: str) -> None:
    """They were not kept out, or not any more."""
    there = _by_chair(attendee, by)
    reason = words(reason, "Say why they do not count as kept out.")
    Attendee.objects.filter(pk=attendee.pk).update(excluded_at=None, excluded_by=None, excluded_because="")
    take_back(attendee, by=by)
    record(
        Verb.MEETING_EXCLUDED, case=there.case_id, object=f"meeting:{there.pk}", attendee=attendee.pk, excluded=False,
        reason=reason,
    )  # fmt: skip


def parent_said(*, by: User, attendee: Attendee, said: str, asked_on: date) -> None:
    """What the parent answered when the chair asked whether the person who came with them may have a copy."""
    there = _by_chair(attendee, by)
    if attendee.capacity not in WITH_A_PARENT or attendee.supports is None:
        raise Refused("Nobody has noted with which parent this person came.", do="Note that first.")
    if said not in (Said.YES, Said.NO) or not there.held_on <= asked_on <= today():
        raise BadInput(
            "The answer is yes or no, and the day lies between the meeting and today.", do="Check both, and save again."
        )
    Attendee.objects.filter(pk=attendee.pk).update(parent_said=said, parent_asked_on=asked_on)
    take_back(attendee, by=by)
    record(Verb.MEETING_PARENT_ASKED, case=there.case_id, object=f"meeting:{there.pk}", attendee=attendee.pk, said=said)


def take_back(attendee: Attendee, *, by: User, thing: str | None = None) -> None:
    """What was decided and instructed of a person no longer counts, as far as it was not sent; None: of whatever it is."""
    sent = Sending.objects.filter(attendee=attendee).values("thing")
    decided = Decision.objects.filter(attendee=attendee, undone_at=None).exclude(thing__in=sent)
    decided = decided.filter(thing=thing) if thing else decided
    undone = decided.update(undone_by=by, undone_at=now())
    withdrawn = withdraw_instruction(attendee, by=by, thing=thing)
    if undone or withdrawn:
        record(
            Verb.MINUTES_UNDONE, case=attendee.case_id, object=f"meeting:{attendee.meeting_id}", attendee=attendee.pk,
            decisions=undone,
        )  # fmt: skip


def withdraw_instruction(attendee: Attendee, *, by: User, thing: str | None = None) -> int:
    """How many stood that nothing was sent on; None: for whatever it is."""
    standing = Instruction.objects.filter(attendee=attendee, withdrawn_at=None, sendings=None)
    standing = standing.filter(thing=thing) if thing else standing
    return standing.update(withdrawn_by=by, withdrawn_at=now())


def not_sent(attendee: Attendee, thing: str | None = None) -> None:
    """Refused once it was sent to them; None: anything."""
    if _sent(attendee, thing):
        raise Refused(
            "Something was sent to this person already.",
            means="What was decided and sent cannot be undone.",
            do="If it was wrong, tell the chair and information governance at once.",
        )


def _sent(attendee: Attendee, thing: str | None = None) -> bool:
    found = Sending.objects.filter(attendee=attendee)
    return (found.filter(thing=thing) if thing else found).exists()


def _by_chair(attendee: Attendee, by: User) -> Meeting:
    there = locked(attendee.meeting)
    guard(there, Step.CHAIR, by=by)
    not_sent(attendee)
    return there


def _columns(meeting: Meeting, told: Told, *, besides: Attendee | None = None) -> dict[str, object]:
    name = " ".join((told.name or (told.person.name if told.person else "")).split())
    if not name:
        raise BadInput(
            "Somebody who belongs to a meeting has a name.", do="Choose them from the register, or write it."
        )
    if told.attended and besides is not None and besides.excluded_at is not None:
        raise BadInput("The chair kept this person out, so they were not there.", do="Ask the chair to correct it.")
    if told.attended and meeting.held_on > today():
        raise BadInput("The meeting has not been held yet.", do="Note afterwards who was there.")
    if told.requested_on is not None and told.requested_on > today():
        raise BadInput("The day on which they asked is not to come.", do="Check the date.")
    _check_people(meeting, told, besides=besides)
    columns = {each: getattr(told, each) for each in Told.__dataclass_fields__}
    return {**columns, "name": name, "supports": told.supports if told.capacity in WITH_A_PARENT else None}


def _check_people(meeting: Meeting, told: Told, *, besides: Attendee | None) -> None:
    others = Attendee.objects.filter(meeting=meeting)
    others = others.exclude(pk=besides.pk) if besides else others
    if told.person is not None:
        if told.person.case_id != meeting.case_id:
            raise BadInput("This person is not in the register of the case.", do="Choose from the list.")
        if others.filter(person=told.person).exists():
            raise BadInput("This person is on the list of the meeting already.", do="Change what is noted of them.")
    if told.supports is not None and not others.filter(pk=told.supports.pk, capacity=Capacity.PARENT).exists():
        raise BadInput("With whom they came has to be a parent on this list.", do="Add the parent first.")


def _entered(attendee: Attendee) -> None:
    record(Verb.MEETING_TOOK_PART, case=attendee.case_id, object=f"meeting:{attendee.meeting_id}", attendee=attendee.pk)
