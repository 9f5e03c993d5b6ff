"""Who gets what of a meeting, by which rule, and what is still missing. It decides nothing and sends nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from candour.accounts.models import User
from candour.meetings.models import Attendee, Decision, Meeting, Outcome, Said, Sending, Thing, Views
from candour.policy import Pack
from candour.policy.minutes import (
    CHAIR,
    CHAIR_OR_PRACTITIONER,
    ENTITLED,
    NOTHING,
    SOCIAL_WORKER_AND_REVIEWING_OFFICER,
    MinutesRule,
    rule_for,
)


class Standing(StrEnum):
    """How it stands with one thing for one person."""

    GETS = "gets"
    INFORMATION = "information"
    OUT = "out"
    OPEN = "open"
    """Somebody has to decide."""
    SECOND = "second"
    """One of two has decided, the other has to agree."""
    WAITS = "waits"
    """Something has to be noted before anybody can decide."""


SETTLED = frozenset({Standing.GETS, Standing.INFORMATION, Standing.OUT})


@dataclass(frozen=True, slots=True)
class Line:
    """One thing for one person: the rule that puts them in or out (None: the policy does not say), and how it stands."""

    attendee: Attendee
    thing: Thing
    rule: MinutesRule | None
    standing: Standing
    because: str
    decision: Decision | None = None

    @property
    def details_go(self) -> bool:
        """Somebody decided that details have to be removed."""
        return self.decision is not None and bool(self.decision.removed)


def happened(attendee: Attendee) -> str:
    """As ``policy.vocabulary.HAPPENED``: being kept out counts before everything, being there before the rest."""
    if attendee.excluded_at is not None:
        return "excluded"
    for each in ("attended", "contributed", "invited"):
        if getattr(attendee, each):
            return each
    return "uninvolved"


def lines_of(meeting: Meeting, *, pack: Pack) -> list[Line]:
    """For everybody who belongs to the meeting, parents first: the record, then the report."""
    return lines_of_each({meeting: pack})[meeting]


def lines_of_each(packs: Mapping[Meeting, Pack]) -> dict[Meeting, list[Line]]:
    """As ``lines_of``, by meeting and by the pack that counts for it; two questions however many there are."""
    standing = Decision.objects.filter(meeting__in=packs, undone_at=None).select_related("by", "agreed_by")
    decisions = {(each.attendee_id, each.thing): each for each in standing}
    people = defaultdict(list)
    for each in _people(packs):
        people[each.meeting_id].append(each)
    return {
        meeting: [line for each in people[meeting.pk] for line in _of(meeting, each, decisions, pack)]
        for meeting, pack in packs.items()
    }


def people_of(meeting: Meeting) -> list[Attendee]:
    return _people([meeting])


def _people(meetings: Iterable[Meeting]) -> list[Attendee]:
    found = Attendee.objects.filter(meeting__in=list(meetings))
    found = found.select_related("person", "supports", "sending__by", "excluded_by")
    return sorted(found, key=lambda each: (_ORDER.index(each.capacity), each.name.casefold(), each.pk))


_ORDER = ("parent", "child", "childs_lawyer", "supporter", "parents_solicitor", "professional")


def _of(
    meeting: Meeting, attendee: Attendee, decisions: Mapping[tuple[int, str], Decision], pack: Pack
) -> Iterable[Line]:
    for thing in Thing:
        rule = rule_for(
            pack.minutes, thing=thing, meeting=meeting.kind, capacity=attendee.capacity, happened=happened(attendee)
        )
        if rule is not None or thing == Thing.RECORD:
            yield _line(meeting, attendee, thing, rule, decisions.get((attendee.pk, thing)))


def _line(
    meeting: Meeting, attendee: Attendee, thing: Thing, rule: MinutesRule | None, decision: Decision | None
) -> Line:
    standing, because = _before(attendee, rule) or _decided(meeting, rule, decision)
    return Line(attendee, thing, rule, standing, because, decision)


def _before(attendee: Attendee, rule: MinutesRule | None) -> tuple[Standing, str] | None:
    """What settles it, or has to be noted, before anybody decides."""
    if rule is None:
        return (
            Standing.OUT,
            "The policy does not say that they get it. If that looks wrong, ask information governance.",
        )
    if rule.gives == NOTHING:
        return Standing.OUT, ""
    if rule.on_request and attendee.requested_on is None:
        return Standing.OUT, "They have not asked for it."
    if "parents_agree" in rule.needs and (found := _parent(attendee)):
        return found
    if "views_presented" in rule.needs and attendee.views == Views.NOT_NOTED:
        return Standing.WAITS, "Note first whether their views were recorded and presented to the meeting."
    return None


def _parent(attendee: Attendee) -> tuple[Standing, str] | None:
    if attendee.supports is None:
        return Standing.WAITS, "Note first with which parent they came."
    if attendee.parent_said == Said.NOT_ASKED:
        return Standing.WAITS, f"The chair asks {attendee.supports.name} first whether they may have a copy."
    if attendee.parent_said == Said.NO:
        return Standing.OUT, f"{attendee.supports.name} does not want them to have a copy."
    return None


def _decided(meeting: Meeting, rule: MinutesRule | None, decision: Decision | None) -> tuple[Standing, str]:
    assert rule is not None
    if decision is None:
        return (Standing.GETS, "") if rule.decided_by == ENTITLED else (Standing.OPEN, _asks(meeting, rule))
    if rule.decided_by == SOCIAL_WORKER_AND_REVIEWING_OFFICER and decision.agreed_at is None:
        other = [each.name for each in deciders(meeting, rule) if each.pk != decision.by_id]
        return Standing.SECOND, f"{decision.by.name} has decided; {' or '.join(other)} has to agree."
    return _OUTCOMES[Outcome(decision.outcome)], ""


_OUTCOMES = {
    Outcome.GIVE: Standing.GETS,
    Outcome.INFORMATION: Standing.INFORMATION,
    Outcome.NOTHING: Standing.OUT,
}


def _asks(meeting: Meeting, rule: MinutesRule) -> str:
    names = [each.name for each in deciders(meeting, rule)]
    if rule.decided_by == SOCIAL_WORKER_AND_REVIEWING_OFFICER:
        if meeting.reviewing_officer is None:
            return "Name the reviewing officer of the meeting first: the social worker and they decide together."
        return f"{' and '.join(names)} decide together."
    return f"{' or '.join(names)} decides."


def deciders(meeting: Meeting, rule: MinutesRule) -> list[User]:
    """Who of the meeting decides by this rule; of what somebody is entitled to, the chair says what is removed."""
    named = {
        CHAIR: (meeting.chair,),
        ENTITLED: (meeting.chair,),
        CHAIR_OR_PRACTITIONER: (meeting.chair, meeting.social_worker),
        SOCIAL_WORKER_AND_REVIEWING_OFFICER: (meeting.social_worker, meeting.reviewing_officer),
    }.get(rule.decided_by, ())
    return [each for each in dict.fromkeys(named) if each is not None]


def missing(meeting: Meeting, lines: Sequence[Line]) -> list[str]:
    """What stands against giving instructions and sending anything to anybody, in sentences."""
    left = [each for each in lines if sending_of(each.attendee) is None]
    found = _papers(meeting, left)
    open_ = sum(each.standing not in SETTLED for each in left)
    if open_:
        found.append("One decision is still open." if open_ == 1 else f"{open_} decisions are still open.")
    return found


def _papers(meeting: Meeting, lines: Sequence[Line]) -> list[str]:
    found = []
    if meeting.minutes is None:
        found.append("Nobody has said which record of the case file the minutes are.")
    elif meeting.signed_at is None:
        found.append(f"{meeting.chair.name}, who chaired it, has not signed the minutes.")
    elif changed_since(meeting):
        found.append("The minutes in the case file are not as they were signed: the chair has to sign them again.")
    if meeting.report is None and any(each.thing == Thing.REPORT and each.standing == Standing.GETS for each in lines):
        found.append("Nobody has said which record the social worker’s report is, and somebody gets it.")
    return found


def changed_since(meeting: Meeting) -> bool:
    """The record is another one, or is gone, since it was signed."""
    record = meeting.minutes
    signed = meeting.signed_at is not None
    return signed and (record is None or record.gone_at is not None or record.sha256 != meeting.signed_content)


def sending_of(attendee: Attendee) -> Sending | None:
    """What was sent to somebody; None: nothing yet."""
    return getattr(attendee, "sending", None)


def things_for(lines: Iterable[Line]) -> list[str]:
    """What goes to the person whose lines these are: ``Thing``s, or ``information``."""
    return [
        "information" if each.standing == Standing.INFORMATION else str(each.thing)
        for each in lines
        if each.standing in (Standing.GETS, Standing.INFORMATION)
    ]
