"""What can be done to find the records, to review them, and to ask others whose information would go out with them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial

from candour.access import answering, routing, searching
from candour.access.forms_steps_route import LinkCase
from candour.access.forms_steps_scope import BeginReview
from candour.access.forms_steps_work import Consult, NotAsked, Reply, Search
from candour.access.models import Consultation, Request
from candour.access.models import Reply as Said
from candour.access.policies import pack_of, route_of
from candour.access.taking import BEFORE_DECISION, UNTIL_SENT, not_in
from candour.access.views.steps_offer import Offer, confirm
from candour.accounts.models import User
from candour.accounts.queries import allowed
from candour.accounts.roles import Act
from candour.cases.models import Case
from candour.cases.queries import register
from candour.disclosure.forms import BODIES
from candour.ledger.clock import today

_NOBODY = "Nobody in the register of the case may receive on this route: register whoever asks, with their role."
_CONSULTATION = "access/step_consultation.html"


def search(of: Request, user: User) -> Iterator[Offer]:
    yield Offer(
        "note", "Note a search", "Save", lambda sent: Search(sent), partial(searching.note, request=of),
        "The search is noted.", against=not_in(of, BEFORE_DECISION),
        lines=("One search at a time: where, with what, what came of it. Later somebody else has to be able to follow it.",),
    )  # fmt: skip
    yield Offer(
        "case", "Link the case file", "Link it", lambda sent: LinkCase(sent), partial(routing.link_case, request=of),
        "The case file is linked.",
        against=not_in(of, BEFORE_DECISION) or ("A case file is linked already." if of.case_id else ""),
        lines=("Everybody who may see the case file sees the request from then on.",),
    )  # fmt: skip
    route = route_of(of)
    if route is None or not route.purpose or not allowed(user, Act.REVIEW):
        return
    case = answering.case_of(of)
    fitting = _recipients(case, pack_of(of).purposes[route.purpose].recipients)
    yield Offer(
        "review", "Begin the review of the records", "Begin the review",
        lambda sent: BeginReview(sent, recipients=fitting, of=of, case=case), partial(answering.begin_release, request=of),
        "The review has begun. Candour works out what the policy proposes.",
        against=not_in(of, UNTIL_SENT) or _not_reviewed(of, case) or ("" if fitting else _NOBODY),
        part="access/step_review.html",
        lines=("Records go out only after each page was decided, checked by a second person and produced.",),
    )  # fmt: skip


def _not_reviewed(of: Request, case: Case | None) -> str:
    if case is None:
        return "The request belongs to no case file that you may see: link the one that holds the records."
    return "The review of its records has begun already." if answering.being_reviewed(of) else ""


def _recipients(case: Case | None, roles: Collection[str]) -> list[tuple[str, str]]:
    """Who may receive under the purpose of the route: people of the register, and bodies that need not be in it."""
    people = register(case) if case else ()
    named = [(each.key, f"{each.name}, {each.role.replace('_', ' ')}") for each in people if each.role in roles]
    return [*named, *(body for body in BODIES if body[0] in roles)]


def consult(of: Request, user: User) -> Iterator[Offer]:
    closed = not_in(of, BEFORE_DECISION)
    yield Offer(
        "ask", "Note that somebody is asked", "Save", lambda sent: Consult(sent), partial(searching.consult, request=of),
        "It is noted, with the day until which they can answer.", group="Somebody else", against=closed,
        lines=("Tell them no more about who asks, and why, than they have to know.",),
    )  # fmt: skip
    yield Offer(
        "not_asked", "Note that somebody is not asked", "Save", lambda sent: NotAsked(sent),
        partial(searching.consult, request=of), "It is noted, with the reason.", group="Somebody else", against=closed,
    )  # fmt: skip
    for place, each in enumerate(Consultation.objects.filter(request=of).order_by("pk"), start=1):
        yield from _of_one(each, str(place), closed)


def _of_one(one: Consultation, row: str, closed: str) -> Iterator[Offer]:
    waits = "Nobody waits for an answer of theirs." if one.reply else ""
    reminded = "They were reminded today." if today() in one.reminded_on else ""
    yield Offer(
        "remind", "Note that they are reminded", "They are reminded today", confirm,
        partial(searching.remind, consultation=one), "It is noted. They have time anew.", row, one.name,
        closed or waits or reminded, part=_CONSULTATION, known={"one": one},
    )  # fmt: skip
    over = "" if one.reply in ("", Said.NONE) else "Their answer is noted already."
    yield Offer(
        "reply", "Note their answer", "Save", lambda sent: Reply(sent), partial(searching.replied, consultation=one),
        "Their answer is noted.", row, one.name, closed or over, part=_CONSULTATION, known={"one": one},
    )  # fmt: skip
