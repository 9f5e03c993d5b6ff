"""Advice and decisions. Advice is never an approval; a decision waits until everything that it rests on is there."""

from __future__ import annotations

from operator import attrgetter

from candour.access.chains_lists import against_giving
from candour.access.evidence import needs
from candour.access.models import Advice, Consultation, Decision, Entitlement, Outcome, Request, State
from candour.access.policies import answer_for, route_of
from candour.access.taking import UNTIL_SENT, begin, taken_since, took
from candour.accounts.models import User
from candour.accounts.queries import teams_of
from candour.cases.reasons import in_words
from candour.engine.errors import Refused
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb

GIVES = (Outcome.GIVE, Outcome.GIVE_PART)
"""Outcomes with which something goes out."""


def advise(*, by: User, request: Request, text: str) -> Advice:
    request = begin(request, "advise", by=by)
    made = Advice.objects.create(request=request, by=by, at=now(), text=in_words(text, ask="Write the advice."))
    took(request, "advise", Verb.ADVISED, by=by)
    return made


def advise_legally(*, by: User, request: Request, text: str, allows: bool) -> Advice:
    """What a lawyer says of the orders that bear on the requester: whether they let anything be given."""
    request = begin(request, "advise_legally", by=by)
    made = Advice.objects.create(
        request=request, by=by, at=now(), text=in_words(text, ask="Write the advice."), legal=True, allows=allows
    )
    took(request, "advise_legally", Verb.ADVISED, by=by, legal=True, allows=allows)
    return made


def decide(*, by: User, request: Request, outcome: Outcome, why: str) -> Decision:
    """Refused while something that it rests on is missing, and for a refusal of somebody who is entitled."""
    request = begin(request, "decide", by=by)
    route = route_of(request)
    against = missing(request, gives=outcome in GIVES)
    if route is None or against:
        raise Refused("This cannot be decided yet.", means=" ".join(against), do="Do what is missing first.")
    if outcome not in outcomes(request):
        raise Refused(
            "This request cannot be refused.",
            means=f"{route.explanation} ({route.citation})",
            do="If what has to be shown is not good, say so where evidence is checked; otherwise ask Legal.",
        )
    made = Decision.objects.create(
        request=request, by=by, at=now(), outcome=outcome, why=in_words(why, ask="Give the reasons."),
        route=route.id, pack_sha256=request.pack_sha256,
    )  # fmt: skip
    Request.objects.filter(pk=request.pk).update(state=State.DECIDED)
    took(
        request, "decide", Verb.REQUEST_DECIDED, by=by, outcome=outcome.value, route=route.id, policy=request.pack_sha256
    )  # fmt: skip
    return made


def outcomes(request: Request) -> list[Outcome]:
    """What can be decided on its route: nobody who is entitled is refused."""
    route = route_of(request)
    return [each for each in Outcome if each != Outcome.REFUSE or route is None or not route.entitled]


def missing(request: Request, *, gives: bool = True) -> list[str]:
    """What a decision still waits for, in sentences; ``gives``: something would be given. Empty: it can be made."""
    answer, found = answer_for(request), list[str]()
    if answer.route is None:
        return ["It has no route yet: what decides it is not known, or the policy says nothing about it."]
    if request.routed_at is None:
        found.append("Nobody has confirmed the route.")
    if not request.contact_asked_at:
        found.append("Nobody has asked how the requester can safely be reached.")
    if gives:
        found += [f"Not shown yet: {rule.title}." for rule in needs(request).missing()]
        found += against_giving(request)
        found += _of_orders(request, [each.effect for each in answer.cautions])
        if answer.route.purpose and not request.searchs.all():
            found.append("No search is noted.")
        if any(_has_time(each) for each in request.consultations.all()):
            found.append("Somebody who was asked about their information still has time to answer.")
    if any(each.answered_on is None for each in request.clarifications.all()):
        found.append("A question about what is meant is open.")
    return found


def _has_time(asked: Consultation) -> bool:
    return not asked.reply and asked.reply_by is not None and today() <= asked.reply_by


def _of_orders(request: Request, effects: list[str]) -> list[str]:
    """Orders of a court that bear on the requester wait for a lawyer; a stop is lifted by a lawyer's word only."""
    if not effects:
        return []
    last = max((each for each in request.advices.all() if each.legal), key=attrgetter("pk"), default=None)
    if last is None or not taken_since(request, "advise_legally", change=Verb.REQUEST_CHANGED):
        return ["An order of a court bears on the requester, and no lawyer has advised on it as it is known now."]
    if not last.allows:
        return ["A lawyer advised that the order does not let anything be given."]
    return []


def check_entitlement(*, by: User, request: Request, passed: bool, words: str) -> Entitlement:
    """The second look at what is to go out: that it is only what the requester is entitled to."""
    request = begin(request, "check_entitlement", by=by, states=UNTIL_SENT)
    made = Entitlement.objects.create(
        request=request, by=by, at=now(), passed=passed, words=in_words(words, ask="Say what you looked at.")
    )
    took(request, "check_entitlement", Verb.ENTITLEMENT_CHECKED, by=by, passed=passed)
    return made


def collate(*, by: User, request: Request, words: str) -> None:
    """The allocated team has put the information together; it replies to nobody outside."""
    request = begin(request, "collate", by=by, states=UNTIL_SENT)
    if against := not_theirs(request, by=by):
        raise Refused("You cannot note this.", means=against, do="Look at its page for who can.")
    took(request, "collate", Verb.COLLATED, by=by, reason=in_words(words, ask="Say what was put together."))


def not_theirs(request: Request, *, by: User) -> str:
    """Why ``by`` cannot note that the information was put together; empty: they can."""
    if request.allocated_id is None:
        return "It is allocated to no team yet: whoever logs and tracks it says which one works on it."
    if not teams_of(by).filter(pk=request.allocated_id).exists():
        return "Only somebody of the team that it was allocated to knows whether all of it is there."
    return ""


def last_decision(request: Request) -> Decision | None:
    return max(request.decisions.all(), key=attrgetter("pk"), default=None)
