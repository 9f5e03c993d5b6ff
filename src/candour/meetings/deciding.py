"""Signs the minutes, and decides who gets what of them: by the rule's own people, with reasons, and of two by both.

Nothing is decided of the record before the minutes are signed, nor of anything that was sent.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from candour.accounts.models import User
from candour.cases.reasons import words
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.meetings.attending import not_sent, withdraw_instruction
from candour.meetings.distribution import Line, Standing, changed_since, decided_by_two, deciders, lines_of
from candour.meetings.duties import Step, StepRefused, guard, pack_of
from candour.meetings.entering import locked
from candour.meetings.models import Attendee, Decision, Instruction, Meeting, Outcome, Sending, Thing
from candour.packs import in_force
from candour.policy.minutes import (
    CHAIR_OR_PRACTITIONER,
    ENTITLED,
    RECORD_OR_INFORMATION,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody decides. ``removed``: which details go; ``information``: what is sent instead of the record."""

    outcome: str
    reasons: str = ""
    removed: str = ""
    information: str = ""


def sign(*, by: User, meeting: Meeting, on: date) -> None:
    """As the chair that the meeting names, on a day between the meeting and today; from then on its policy is fixed.

    Again, when the record is another one now: then everything that was not sent is decided anew.
    """
    there = locked(meeting)
    guard(there, Step.SIGN, by=by)
    if there.minutes is None or there.minutes.gone_at is not None:
        raise Refused("Nobody has said which record the minutes are.", do="Choose the record of the case file first.")
    if there.signed_at is not None and not changed_since(there):
        raise Refused("The minutes are signed already.", do="Load the page again.")
    if not there.held_on <= on <= today():
        raise BadInput("The day of the signature lies between the meeting and today.", do="Check the date.")
    pack = in_force.current(on=today())
    _forget(there, by=by)
    Meeting.objects.filter(pk=there.pk).update(
        signed_by=by, signed_on=on, signed_at=now(), signed_content=there.minutes.sha256,
        pack_version=pack.version, pack_sha256=pack.sha256,
    )  # fmt: skip
    record(
        Verb.MINUTES_SIGNED, case=there.case_id, object=f"meeting:{there.pk}", content=there.minutes.sha256,
        on=on.isoformat(), policy=pack.sha256,
    )  # fmt: skip


def take_signature_back(*, by: User, meeting: Meeting, reason: str) -> None:
    """What was decided and instructed since no longer counts. Refused once anything was sent to anybody."""
    there = locked(meeting)
    guard(there, Step.SIGN, by=by)
    reason = words(reason, "Say why the minutes are not to go out as they were signed.")
    if there.signed_at is None:
        raise Refused("The minutes are not signed.", do="Load the page again.")
    if Sending.objects.filter(meeting=there, thing=Thing.RECORD).exists():
        raise Refused(
            "Minutes of this meeting were sent already.",
            means="What somebody holds cannot be unsigned.",
            do="If they are wrong, say so to everybody who got them, and have corrected minutes signed.",
        )
    _forget(there, by=by)
    Meeting.objects.filter(pk=there.pk).update(
        signed_by=None, signed_on=None, signed_at=None, signed_content="", pack_version="", pack_sha256=""
    )
    record(Verb.MINUTES_UNSIGNED, case=there.case_id, object=f"meeting:{there.pk}", reason=reason)


def _forget(meeting: Meeting, *, by: User) -> None:
    """What was decided and instructed of other minutes than those that are signed now, as far as they were not sent."""
    sent = Sending.objects.filter(meeting=meeting, thing=Thing.RECORD).values("attendee")
    decided = Decision.objects.filter(meeting=meeting, thing=Thing.RECORD, undone_at=None)
    decided.exclude(attendee__in=sent).update(undone_by=by, undone_at=now())
    told = Instruction.objects.filter(meeting=meeting, thing=Thing.RECORD, withdrawn_at=None)
    told.exclude(attendee__in=sent).update(withdrawn_by=by, withdrawn_at=now())


def decide(*, by: User, attendee: Attendee, thing: str, choice: Choice) -> Decision:
    """Takes the place of what stood. StepRefused for who does not decide by the rule, BadInput without needed reasons."""
    there = locked(attendee.meeting)
    line = line_for(there, attendee, thing)
    guard_line(there, line, by=by)
    not_sent(attendee, thing)
    choice = _complete(line, choice)
    assert line.rule is not None
    policy = pack_of(there).sha256
    _undo(line, by=by)
    made = Decision.objects.create(
        case_id=there.case_id, meeting=there, attendee=attendee, thing=thing, outcome=choice.outcome,
        reasons=choice.reasons, removed=choice.removed, information=choice.information, rule=line.rule.id,
        pack_sha256=policy, by=by, at=now(),
    )  # fmt: skip
    record(
        Verb.MINUTES_DECIDED, case=there.case_id, object=f"meeting:{there.pk}", attendee=attendee.pk, thing=str(thing),
        outcome=str(choice.outcome), removed=bool(choice.removed), rule=line.rule.id, policy=policy,
        reason=choice.reasons,
    )  # fmt: skip
    return made


def decide_together(*, by: User, meeting: Meeting, attendees: Collection[Attendee]) -> int:
    """Professionals of whom nobody has decided get the record. How many they were."""
    there = locked(meeting)
    open_ = {line.attendee.pk for line in in_one_go(there, lines_of(there, pack=pack_of(there)))}
    if not attendees or not {each.pk for each in attendees} <= open_:
        raise BadInput(
            "Choose people of whom nobody has decided yet.", do="Load the page again and choose from the list."
        )
    for each in attendees:
        decide(by=by, attendee=each, thing=Thing.RECORD, choice=Choice(Outcome.GIVE))
    return len(attendees)


def in_one_go(meeting: Meeting, lines: Collection[Line]) -> list[Line]:
    """Lines that the chair or the social worker may settle together: the record for professionals, nothing removed."""
    signed = meeting.signed_at is not None and not changed_since(meeting)
    return [
        each
        for each in lines
        if signed
        and each.thing == Thing.RECORD
        and each.standing is Standing.OPEN
        and each.rule
        and each.rule.decided_by == CHAIR_OR_PRACTITIONER
    ]


def agree(*, by: User, attendee: Attendee, thing: str) -> None:
    """As the second of the two who decide together. StepRefused for who decided, and for everybody else."""
    there = locked(attendee.meeting)
    line = line_for(there, attendee, thing)
    guard_line(there, line, by=by)
    not_sent(attendee, thing)
    if line.standing is not Standing.SECOND or line.decision is None:
        raise Refused("Nothing waits for a second person here.", do="Load the page again.")
    if line.decision.by_id == by.pk:
        raise StepRefused(
            "You decided this, so the other one has to agree.",
            means="The social worker and the reviewing officer decide it together.",
            do=line.because,
            step=Step.DECIDE,
            meeting=there,
        )
    Decision.objects.filter(pk=line.decision.pk).update(agreed_by=by, agreed_at=now())
    record(
        Verb.MINUTES_AGREED, case=there.case_id, object=f"meeting:{there.pk}", attendee=attendee.pk, thing=str(thing)
    )


def undo(*, by: User, attendee: Attendee, thing: str, reason: str) -> None:
    """Takes a decision back before anything was sent to the person."""
    there = locked(attendee.meeting)
    line = line_for(there, attendee, thing)
    guard_line(there, line, by=by)
    not_sent(attendee, thing)
    reason = words(reason, "Say why it is to be decided again.")
    if line.decision is None:
        raise Refused("Nothing was decided here.", do="Load the page again.")
    _undo(line, by=by)
    record(
        Verb.MINUTES_UNDONE, case=there.case_id, object=f"meeting:{there.pk}", attendee=attendee.pk, thing=str(thing),
        reason=reason,
    )  # fmt: skip


def line_for(meeting: Meeting, attendee: Attendee, thing: str) -> Line:
    """Refused for something of which nothing is to be decided for this person."""
    lines = lines_of(meeting, pack=pack_of(meeting))
    line = next((each for each in lines if each.attendee.pk == attendee.pk and each.thing == thing), None)
    if line is None or line.rule is None or not line.rule.decided_by:
        raise Refused("There is nothing to decide about this.", do="Go back and load the page again.")
    return line


def outcomes(line: Line) -> list[Outcome]:
    """What can be decided: nobody keeps from people what they are entitled to."""
    assert line.rule is not None
    if line.rule.gives == RECORD_OR_INFORMATION:
        return [Outcome.GIVE, Outcome.INFORMATION]
    return [Outcome.GIVE] if line.rule.decided_by == ENTITLED else [Outcome.GIVE, Outcome.NOTHING]


def decides(meeting: Meeting, line: Line, *, by: User) -> bool:
    """Whether the rule leaves it to this person."""
    return line.rule is not None and by in deciders(meeting, line.rule)


def guard_line(meeting: Meeting, line: Line, *, by: User) -> None:
    """StepRefused for who does not decide by its rule, Refused of a record that is not signed as it is now."""
    guard(meeting, Step.DECIDE, by=by)
    if not decides(meeting, line, by=by):
        assert line.rule is not None
        names = " and ".join(each.name for each in deciders(meeting, line.rule))
        raise StepRefused(
            "This is not for you to decide.",
            means=f"{line.rule.explanation} Here that is {names}.",
            do="Ask them.",
            step=Step.DECIDE,
            meeting=meeting,
        )
    if line.thing == Thing.RECORD and (meeting.signed_at is None or changed_since(meeting)):
        raise Refused(
            "The minutes are not signed as they are now.",
            means="Who gets them is decided of minutes that the chair has signed.",
            do=f"{meeting.chair.name} signs them first.",
        )


def _complete(line: Line, choice: Choice) -> Choice:
    if line.standing is Standing.WAITS or (line.standing is Standing.OUT and line.decision is None):
        raise Refused("This cannot be decided now.", means=line.because, do="Go back to who gets what.")
    if choice.outcome not in outcomes(line):
        raise BadInput("This cannot be decided by the rule that fits.", do="Choose one of the answers.")
    given = choice.outcome == Outcome.GIVE
    removed = " ".join(choice.removed.split()) if choice.outcome != Outcome.NOTHING else ""
    information = " ".join(choice.information.split()) if choice.outcome == Outcome.INFORMATION else ""
    if choice.outcome == Outcome.INFORMATION and not information:
        raise BadInput(
            "Written information is sent instead.", do="Say what it has to tell of. Its text is written next."
        )
    assert line.rule is not None
    together = decided_by_two(line)
    reasons = " ".join(choice.reasons.split())
    if not given or removed or together:
        reasons = words(reasons, "Say why: in the child’s interest, and for whose protection.")
    return Choice(choice.outcome, reasons, removed, information)


def _undo(line: Line, *, by: User) -> None:
    standing = Decision.objects.filter(attendee=line.attendee, thing=line.thing, undone_at=None)
    standing.update(undone_by=by, undone_at=now())
    withdraw_instruction(line.attendee, by=by, thing=line.thing)
