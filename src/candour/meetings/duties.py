"""Who may take which step with the minutes of a meeting: by the pack's table of duties, and of those the people it names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

from django.db.models import Q

from candour.accounts.models import User
from candour.accounts.queries import roles_of
from candour.accounts.roles import NAMES, Role
from candour.engine.errors import Refused
from candour.ledger.clock import LONDON, today
from candour.meetings.models import Decision, Instruction, Meeting
from candour.packs import in_force
from candour.policy import Pack
from candour.policy.routes import Duty


class Step(StrEnum):
    """Each is a duty of the pack, narrowed here to people whom the meeting names."""

    SIGN = "sign"
    CHAIR = "chair"
    """What the chair alone does besides: excluding somebody, asking a parent."""
    DECIDE = "decide"
    INSTRUCT = "instruct"
    SEND = "send"


_DUTIES: Mapping[Step, str] = {
    Step.SIGN: "sign_minutes",
    Step.CHAIR: "decide_minutes",
    Step.DECIDE: "decide_minutes",
    Step.INSTRUCT: "instruct_minutes",
    Step.SEND: "send_minutes",
}
_NAMED: Mapping[Step, tuple[str, ...]] = {
    Step.SIGN: ("chair",),
    Step.CHAIR: ("chair",),
    Step.DECIDE: ("chair", "social_worker", "reviewing_officer"),
    Step.INSTRUCT: ("chair", "social_worker"),
}
_APART = frozenset({_DUTIES[Step.DECIDE], _DUTIES[Step.INSTRUCT]})
"""Whoever took these does not also send, where the pack says so."""
_WORDS = {"chair": "the chair", "social_worker": "the social worker", "reviewing_officer": "the reviewing officer"}


class StepRefused(Refused):
    """Somebody may not take a step with the minutes of a meeting. The attempt is entered in the ledger by the gate."""

    def __init__(self, what: str, *, means: str, do: str, step: Step, meeting: Meeting) -> None:
        super().__init__(what, means=means, do=do)
        self.step, self.meeting = step, meeting


def pack_of(meeting: Meeting) -> Pack:
    """The policy in force when the minutes were signed; before that, the one in force now."""
    if meeting.pack_sha256:
        assert meeting.signed_at is not None
        return in_force.of(meeting.pack_sha256, on=meeting.signed_at.astimezone(LONDON).date())
    return in_force.current(on=today())


def may(meeting: Meeting, step: Step, *, by: User, pack: Pack | None = None) -> bool:
    """Whether a page offers the step to somebody."""
    try:
        guard(meeting, step, by=by, pack=pack)
    except StepRefused:
        return False
    return True


def guard(meeting: Meeting, step: Step, *, by: User, pack: Pack | None = None) -> None:
    """StepRefused with the reason when ``by`` may not take the step with this meeting."""
    duty = _duty(pack or pack_of(meeting), step)
    if not _fits(duty, by=by):
        raise _by_role(meeting, step, duty)
    named = _NAMED.get(step, ())
    if named and by.pk not in {getattr(meeting, f"{each}_id") for each in named}:
        raise StepRefused(
            f"You are not named for this meeting, so this is not yours: {duty.title.lower()}.",
            means=f"{duty.explanation} It is for {' or '.join(_WORDS[each] for each in named)} of this meeting.",
            do="Ask them, or have the meeting changed if somebody else took their place.",
            step=step,
            meeting=meeting,
        )
    if _APART & duty.apart_from and took_part([meeting], by=by):
        raise StepRefused(
            "You decided or gave instructions about these minutes, so somebody else has to send them.",
            means=duty.explanation,
            do="Ask a colleague in business support.",
            step=step,
            meeting=meeting,
        )


def _duty(pack: Pack, step: Step) -> Duty:
    duty = pack.access.duties.get(_DUTIES[step])
    if duty is None:
        raise Refused(
            "The policy in force does not say who may do this.",
            means="It is older than this version of Candour, or a council's own that left it out.",
            do="Ask information governance to put a policy in force that has the duties of minutes.",
        )
    return duty


def _by_role(meeting: Meeting, step: Step, duty: Duty) -> StepRefused:
    told = ", ".join(NAMES[role] for role in Role if role in duty.may - duty.never)
    ruled_out = ", ".join(NAMES[role] for role in Role if role in duty.never)
    never = f" Nobody may who also holds this role: {ruled_out}." if ruled_out else ""
    return StepRefused(
        f"Your role does not let you take this step: {duty.title.lower()}.",
        means=f"{duty.explanation} These roles may: {told}.{never}",
        do="Ask somebody who may.",
        step=step,
        meeting=meeting,
    )


def sendable(meetings: Mapping[Meeting, Pack], *, by: User) -> set[int]:
    """Numbers of those whose minutes ``by`` may send; two questions however many there are."""
    fitting = {each: _duty(pack, Step.SEND) for each, pack in meetings.items()}
    apart = took_part(list(meetings), by=by)
    return {
        each.pk
        for each, duty in fitting.items()
        if _fits(duty, by=by) and not (_APART & duty.apart_from and each.pk in apart)
    }


def took_part(meetings: Collection[Meeting], *, by: User) -> set[int]:
    """Numbers of those of which the person ever decided or instructed anything."""
    decided = Decision.objects.filter(Q(by=by) | Q(agreed_by=by), meeting__in=meetings)
    instructed = Instruction.objects.filter(meeting__in=meetings, by=by)
    return {*decided.values_list("meeting", flat=True), *instructed.values_list("meeting", flat=True)}


def _fits(duty: Duty, *, by: User) -> bool:
    roles = roles_of(by)
    return bool(roles & duty.may) and not roles & duty.never
