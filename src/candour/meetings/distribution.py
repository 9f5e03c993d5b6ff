"""Who gets what of a meeting, by which rule, and what is still missing. It decides nothing and sends nothing.

The record waits for the chair's signature and for every decision about it. The report does not: it goes out by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from candour.accounts.models import User
from candour.meetings.informed import Text, texts_of
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
    text: Text | None = None
    """The last version of what goes out instead of the record, written under this decision."""

    @property
    def goes_out(self) -> bool:
        """Something goes out by it."""
        return self.standing in (Standing.GETS, Standing.INFORMATION)

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
    """As ``lines_of``, by meeting and by the pack that counts for it; as many questions however many there are."""
    standing = Decision.objects.filter(meeting__in=packs, undone_at=None).select_related("by", "agreed_by")
    decisions = {(each.attendee_id, each.thing): each for each in standing}
    texts = texts_of(decisions.values())
    people = defaultdict(list)
    for each in _people(packs):
        people[each.meeting_id].append(each)
    return {
        meeting: [line for each in people[meeting.pk] for line in _of(meeting, each, decisions, texts, pack)]
        for meeting, pack in packs.items()
    }


def people_of(meeting: Meeting) -> list[Attendee]:
    return _people([meeting])


def _people(meetings: Iterable[Meeting]) -> list[Attendee]:
    found = Attendee.objects.filter(meeting__in=list(meetings))
    found = found.select_related("person", "supports", "excluded_by", "views_by").prefetch_related("sendings__by")
    return sorted(found, key=lambda each: (_ORDER.index(each.capacity), each.name.casefold(), each.pk))


_ORDER = ("parent", "child", "childs_lawyer", "supporter", "parents_solicitor", "professional")


def _of(
    meeting: Meeting, attendee: Attendee, decisions: Mapping[tuple[int, str], Decision], texts: Mapping[int, Text],
    pack: Pack,
) -> Iterable[Line]:  # fmt: skip
    for thing in Thing:
        rule = rule_for(
            pack.minutes, thing=thing, meeting=meeting.kind, capacity=attendee.capacity, happened=happened(attendee)
        )
        if rule is not None or thing == Thing.RECORD:
            decision = decisions.get((attendee.pk, thing))
            standing, because = _before(attendee, rule) or _decided(meeting, rule, decision)
            yield Line(attendee, thing, rule, standing, because, decision, texts.get(decision.pk) if decision else None)


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
    if "views_presented" in rule.needs and attendee.views not in (Views.PRESENTED, Views.NONE_GIVEN):
        return Standing.WAITS, "Note first that their views were presented to the meeting, or that they gave none."
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
    """What stands against giving instructions for the record and sending it to anybody, in sentences."""
    left = [each for each in lines if each.thing == Thing.RECORD and sending_of(each) is None]
    found = []
    if meeting.minutes is None:
        found.append("Nobody has said which record of the case file the minutes are.")
    elif meeting.signed_at is None:
        found.append(f"{meeting.chair.name}, who chaired it, has not signed the minutes.")
    elif changed_since(meeting):
        found.append("The minutes in the case file are not as they were signed: the chair has to sign them again.")
    open_ = sum(each.standing not in SETTLED for each in left)
    if open_:
        found.append("One decision is still open." if open_ == 1 else f"{open_} decisions are still open.")
    return found


def report_missing(meeting: Meeting, lines: Sequence[Line]) -> bool:
    """Somebody gets the report, and nobody has said which record it is; or its file is gone."""
    gone = meeting.report is None or meeting.report.gone_at is not None
    return gone and any(each.thing == Thing.REPORT and each.goes_out and sending_of(each) is None for each in lines)


def missing_for(meeting: Meeting, lines: Sequence[Line], line: Line) -> list[str]:
    """What stands against giving instructions for one line and sending it; the report waits for nothing but itself."""
    if line.thing == Thing.REPORT:
        lacks = "Nobody has said which record of the case file the social worker’s report is."
        return [lacks] if report_missing(meeting, [line]) else []
    found = missing(meeting, lines)
    if line.standing is Standing.INFORMATION:
        found += [line.text.lacks(meeting)] if line.text else ["Nobody has written the information yet."]
    return [each for each in found if each]


def changed_since(meeting: Meeting) -> bool:
    """The record is another one, or is gone, since it was signed."""
    record = meeting.minutes
    signed = meeting.signed_at is not None
    return signed and (record is None or record.gone_at is not None or record.sha256 != meeting.signed_content)


def sending_of(line: Line) -> Sending | None:
    """How a line was sent; None: not yet."""
    return sent_of(line.attendee, line.thing)


def sent_of(attendee: Attendee, thing: str) -> Sending | None:
    """As ``sending_of``; nothing more is asked of the database for somebody who came with others."""
    return next((each for each in attendee.sendings.all() if each.thing == thing), None)


def decided_by_two(line: Line) -> bool:
    return line.rule is not None and line.rule.decided_by == SOCIAL_WORKER_AND_REVIEWING_OFFICER
