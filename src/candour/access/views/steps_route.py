"""What can be done about the route of a request: confirm it, say what is known, pass it to another team, open it again."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.forms import Form

from candour.access import passing, routing
from candour.access.explaining import lines, named_day
from candour.access.forms_steps import Sent
from candour.access.forms_steps_out import Allocate, PassOn
from candour.access.forms_steps_route import Facts, NameDay, SafeContact
from candour.access.models import Request
from candour.access.policies import answer_for, pack_of
from candour.access.taking import BEFORE_DECISION, NOT_CLOSED, NOT_OPEN, UNTIL_SENT, not_in
from candour.access.views.steps_offer import Offer, confirm, reasoned
from candour.accounts.models import User
from candour.ledger.clock import today
from candour.packs import in_force
from candour.policy.finding import ask
from candour.policy.routes import ORDER_FACT


def route(of: Request, user: User) -> Iterator[Offer]:
    closed = not_in(of, BEFORE_DECISION)
    answer, pack = answer_for(of), pack_of(of)
    yield Offer(
        "confirm", "Confirm the route", "This is the route", confirm, partial(routing.confirm, request=of),
        "The route is confirmed.", against=closed or _not_confirmed(of), part="access/step_route.html",
        known={"answer": answer, "lines": lines(pack, answer)},
    )  # fmt: skip
    yield Offer(
        "facts", "Say what is known by now", "Save", partial(_facts, of), partial(routing.answer_facts, request=of),
        "It is noted. The route follows from it, and has to be confirmed anew.", against=closed,
        lines=("The route, and what has to be shown, follow from what is known. Nothing is assumed.",),
    )  # fmt: skip
    if named_day(pack, answer):
        yield Offer(
            "day", "Note the day that they name", "Save", lambda sent: NameDay(sent),
            partial(routing.name_day, request=of), "The day is noted.", against=closed,
        )  # fmt: skip
    yield Offer(
        "contact", "Note how they can safely be reached", "Save", partial(_contact, of),
        partial(routing.note_contact, request=of), "It is noted.", against=not_in(of, NOT_CLOSED),
        lines=("Ask them. Do not take it from the letterhead, the e-mail or the case file.",),
    )  # fmt: skip
    yield from _later(of, closed)


def _later(of: Request, closed: str) -> Iterator[Offer]:
    if in_force.current(on=today()).sha256 != of.pack_sha256:
        yield Offer(
            "newer", "Go on under the policy in force", "Go on under it", reasoned("Why is it changed?"),
            partial(routing.take_newer_policy, request=of), "It stands under the policy in force now.", against=closed,
            lines=("The route may become another one, and has to be confirmed anew. What was decided keeps its rules.",),
        )  # fmt: skip
    yield Offer(
        "reopen", "Open it again", "Open it again", reasoned("Why is it opened again?"),
        partial(routing.reopen, request=of), "It is open again.", against=not_in(of, NOT_OPEN), danger=True,
        lines=("It has to be decided once more. What waits to be sent is withdrawn; what was sent stays sent.",),
    )  # fmt: skip


def allocate(of: Request, user: User) -> Iterator[Offer]:
    yield Offer(
        "allocate", "Allocate it to a team", "Allocate it", lambda sent: Allocate(sent),
        partial(routing.allocate, request=of), "It is allocated.", against=not_in(of, BEFORE_DECISION),
    )  # fmt: skip


def pass_on(of: Request, user: User) -> Iterator[Offer]:
    yield Offer(
        "pass", "Pass it to another team", "Pass it on", lambda sent: PassOn(sent, of=of),
        partial(passing.pass_on, request=of), "It is passed on. The other team has it now.",
        against=not_in(of, UNTIL_SENT) or passing.not_theirs(of, by=user),
        lines=("The other team handles it from then on. Your team still sees that it was passed on, to whom and why.",),
    )  # fmt: skip


def _not_confirmed(of: Request) -> str:
    if not of.route:
        return "There is no route to confirm yet: what decides it is not known, or the policy says nothing about it."
    return "It is confirmed already." if of.routed_at else ""


def _facts(of: Request, sent: Sent) -> Form:
    rules, asked = pack_of(of).access, answer_for(of).asks
    more = dict.fromkeys(fact for fact in (ORDER_FACT, *of.facts) if fact not in {each.fact for each in asked})
    known = (ask(rules, fact, decides=False) for fact in more if fact == ORDER_FACT or fact in rules.facts)
    return Facts(sent, asks=[*asked, *known], known=of.facts)


def _contact(of: Request, sent: Sent) -> Form:
    known = {"way": of.contact_way, "contact": of.contact, "never": of.contact_never}
    return SafeContact(sent, initial=known)
