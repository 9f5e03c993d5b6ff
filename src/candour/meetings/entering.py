"""Enters a meeting, says which records its papers are, and changes or removes it while nobody has signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.queries import roles_of
from candour.accounts.roles import NAMES, Act, Role
from candour.cases.models import Case, Record
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.meetings.models import RELATED, Attendee, Decision, Instruction, Kind, Meeting, Sending, Thing

_AHEAD = timedelta(days=366)
"""A meeting is entered before it is held where somebody is kept out: they get the report to it, and give their views."""
CHAIRS = frozenset({Role.CHAIR, Role.REVIEWING_OFFICER})


@dataclass(frozen=True, slots=True)
class Details:
    """What a meeting was, and whom it names."""

    kind: str
    held_on: date
    chair: User
    social_worker: User
    reviewing_officer: User | None = None


def enter(*, by: User, case: Case, details: Details) -> Meeting:
    """Raises BadInput for details that do not fit together."""
    check(by, Act.KEEP_MEETINGS)
    _check(details)
    made = Meeting.objects.create(case=case, entered_by=by, entered_at=now(), **_columns(details))
    record(Verb.MEETING_ENTERED, case=case.pk, object=f"meeting:{made.pk}", kind=details.kind)
    return made


def change(*, by: User, meeting: Meeting, details: Details) -> None:
    """Refused once the minutes are signed: decisions hang on who the chair is and which kind of meeting it was."""
    check(by, Act.KEEP_MEETINGS)
    _unsigned(locked(meeting))
    _check(details)
    Meeting.objects.filter(pk=meeting.pk).update(**_columns(details))
    record(Verb.MEETING_CHANGED, case=meeting.case_id, object=f"meeting:{meeting.pk}")


def choose_papers(*, by: User, meeting: Meeting, minutes: Record | None, report: Record | None) -> None:
    """Records of the same case. Refused once the minutes are signed, but for a report that was missing."""
    check(by, Act.KEEP_MEETINGS)
    there = locked(meeting)
    if there.signed_at is not None and (minutes != there.minutes or there.report_id is not None):
        _unsigned(there)
    if report != there.report and Sending.objects.filter(meeting=there, thing=Thing.REPORT).exists():
        raise Refused(
            "The report to this meeting was sent already.",
            means="Which record it is is kept with what was sent.",
            do="If it was the wrong one, tell the chair and information governance at once.",
        )
    for each in (minutes, report):
        if each is not None and (each.case_id != there.case_id or each.gone_at is not None):
            raise BadInput("This record is not in the case file.", do="Load the page again and choose from the list.")
    if minutes is not None and minutes == report:
        raise BadInput("The minutes and the report are the same record.", do="Choose another record for one of them.")
    if there.report is not None and report != there.report:
        _forget_report(there, by=by)
    Meeting.objects.filter(pk=meeting.pk).update(minutes=minutes, report=report)
    record(Verb.MEETING_CHANGED, case=meeting.case_id, object=f"meeting:{meeting.pk}", papers=True)


def _forget_report(meeting: Meeting, *, by: User) -> None:
    """What was decided and instructed of another report. Nothing of it was sent."""
    of = {"meeting": meeting, "thing": Thing.REPORT}
    Decision.objects.filter(**of, undone_at=None).update(undone_by=by, undone_at=now())
    Instruction.objects.filter(**of, withdrawn_at=None).update(withdrawn_by=by, withdrawn_at=now())


def remove(*, by: User, meeting: Meeting) -> None:
    """For one that was entered by mistake. Refused once its minutes were ever signed and anything decided of them."""
    check(by, Act.KEEP_MEETINGS)
    _unsigned(locked(meeting))
    if Decision.objects.filter(meeting=meeting).exists() or Sending.objects.filter(meeting=meeting).exists():
        raise Refused(
            "Something was decided or sent of this meeting before.",
            means="Who decided and sent what is kept with the case.",
            do="Change what is wrong instead.",
        )
    record(Verb.MEETING_REMOVED, case=meeting.case_id, object=f"meeting:{meeting.pk}")
    Attendee.objects.filter(meeting=meeting).update(supports=None)
    meeting.delete()


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it is now; nobody else changes anything of it until the transaction ends."""
    return Meeting.objects.select_for_update(of=("self",)).select_related(*RELATED).get(pk=meeting.pk)


def _unsigned(meeting: Meeting) -> None:
    if meeting.signed_at is not None:
        raise Refused(
            "The minutes of this meeting are signed.",
            means="What is decided about them rests on what the meeting was and who chaired it.",
            do="The chair can take the signature back while nothing has been sent.",
        )


def _check(details: Details) -> None:
    if details.kind not in Kind.values or details.held_on > today() + _AHEAD:
        raise BadInput("A meeting has a kind, and a day that is not more than a year ahead.", do="Check both.")
    if not roles_of(details.chair) & CHAIRS:
        named = " or ".join(NAMES[role].lower() for role in Role if role in CHAIRS)
        raise BadInput("This person cannot chair the meeting.", do=f"Choose somebody with the role {named}.")
    officer = details.reviewing_officer
    if officer is not None and Role.REVIEWING_OFFICER not in roles_of(officer):
        raise BadInput("This person is no reviewing officer.", do="Choose somebody with that role.")
    if details.kind == Kind.CARE_REVIEW and officer is None:
        raise BadInput(
            "A child in care review has a reviewing officer.",
            means="With the social worker they decide what a parent gets who was not there.",
            do="Choose the reviewing officer.",
        )
    if Role.PRACTITIONER not in roles_of(details.social_worker):
        raise BadInput("This person is no social work practitioner.", do="Choose somebody with that role.")
    if details.social_worker in (details.chair, officer):
        raise BadInput(
            "The social worker cannot also be the chair or the reviewing officer.",
            means="What two people have to decide would be decided by one.",
            do="Name different people.",
        )


def _columns(details: Details) -> dict[str, object]:
    return {name: getattr(details, name) for name in Details.__dataclass_fields__}
