"""Evidence: what a request has to be shown, what was asked for and came, and who says that it is good. No copy is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from candour.access.models import Evidence, Request, Verdict
from candour.access.policies import answer_for, rules_of
from candour.access.taking import begin, took
from candour.access.timing import IDENTITY, renew
from candour.accounts.models import User
from candour.cases.reasons import in_words
from candour.engine.errors import BadInput, Refused
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.policy.finding import Answer, Shown
from candour.policy.routes import AccessRules, EvidenceRule

_ENOUGH = (Verdict.ACCEPTED, Verdict.WAIVED)


@dataclass(frozen=True, slots=True)
class Need:
    """Something that has to be shown, and what is known of it. ``row`` None: nothing was done about it yet."""

    rule: EvidenceRule
    row: Evidence | None

    @property
    def enough(self) -> bool:
        return self.row is not None and self.row.verdict in _ENOUGH


@dataclass(frozen=True, slots=True)
class Needs:
    """All of ``all_of``, and where there are alternatives, everything in one of ``one_of``."""

    all_of: tuple[Need, ...]
    one_of: tuple[tuple[Need, ...], ...]

    def missing(self) -> tuple[EvidenceRule, ...]:
        """What is not shown yet; of alternatives the one that lacks least."""
        open_ = [each.rule for each in self.all_of if not each.enough]
        lacking = [[each.rule for each in some if not each.enough] for some in self.one_of]
        return (*open_, *(min(lacking, key=len) if lacking else ()))


def to_show(rules: AccessRules, answer: Answer) -> Shown:
    """Where the policy does not say what has to be shown and records would go out, somebody has to say who they are.

    That it is not needed can be said too, with a reason: nothing is guessed, and nothing goes to a stranger unasked.
    """
    if answer.route is not None and answer.route.purpose and "evidence" in answer.not_stated:
        return Shown(all_of=(rules.evidence[IDENTITY],))
    return answer.evidence


def needs(request: Request) -> Needs:
    """What ``to_show`` asks of the request, with what is known of each."""
    shown, there = to_show(rules_of(request), answer_for(request)), rows(request)

    def need(rule: EvidenceRule) -> Need:
        return Need(rule, there.get(rule.id))

    return Needs(tuple(map(need, shown.all_of)), tuple(tuple(map(need, some)) for some in shown.one_of))


def rows(request: Request) -> Mapping[str, Evidence]:
    return {each.what: each for each in request.evidences.all()}


def ask(*, by: User, request: Request, what: str, on: date | None = None) -> Evidence:
    """It was asked for on that day (None: today). Where it is asked for, who they are stops the clock until it comes."""
    request = begin(request, "check_evidence", by=by)
    found = _row(request, what, by)
    if found.verdict in _ENOUGH:
        raise Refused("This is there already.", do="Say first why it is not good any more, then ask for it anew.")
    found.asked_on = _day(on, since=request.received_on)
    found.save()
    took(request, "check_evidence", Verb.EVIDENCE_ASKED, by=by, what=what)
    renew(request)
    return found


def came(*, by: User, request: Request, what: str, shown_as: str, on: date | None = None) -> Evidence:
    """It came on that day (None: today). ``shown_as``: what was shown, in words."""
    request = begin(request, "check_evidence", by=by)
    if not shown_as.strip():
        raise BadInput("Nobody has said what was shown.", do="Write what it was, such as “passport, seen by video”.")
    found = _row(request, what, by)
    found.came_on, found.shown_as = _day(on, since=request.received_on), shown_as.strip()
    found.verdict, found.why, found.checked_by, found.checked_at = "", "", None, None
    found.save()
    took(request, "check_evidence", Verb.EVIDENCE_CAME, by=by, what=what)
    renew(request)
    return found


def check(*, by: User, request: Request, what: str, verdict: Verdict, why: str = "") -> Evidence:
    """``by`` says whether it is good; without a reason only what came can be accepted. BadInput otherwise."""
    request = begin(request, "check_evidence", by=by)
    found = _row(request, what, by)
    if verdict == Verdict.ACCEPTED and found.came_on is None:
        raise BadInput("It has not come yet.", means="Nobody can say that it is good.", do="Note first what was shown.")
    if verdict != Verdict.ACCEPTED:
        why = in_words(why, ask="Say why it is not good, or why it is not needed.")
    found.verdict, found.why, found.checked_by, found.checked_at = verdict, why.strip(), by, now()
    found.save()
    took(request, "check_evidence", Verb.EVIDENCE_CHECKED, by=by, reason=why, what=what, verdict=verdict.value)
    renew(request)
    return found


def _row(request: Request, what: str, by: User) -> Evidence:
    if what not in rules_of(request).evidence:
        raise BadInput("The policy knows no such evidence.", do="Choose what the page of the request lists.")
    found = Evidence.objects.filter(request=request, what=what).first()
    return found or Evidence(request=request, what=what, by=by, at=now())


def _day(on: date | None, *, since: date) -> date:
    """BadInput for a day before the request came, or that is yet to come."""
    on = on or today()
    if not since <= on <= today():
        raise BadInput("This day cannot be.", do="Give a day between the one on which the request came and today.")
    return on
