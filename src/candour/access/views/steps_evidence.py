"""What can be done about evidence, questions of what is meant, and the time: one form for each thing and each item."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from candour.access import clarifying, evidence
from candour.access.evidence import Need, needs
from candour.access.forms_steps_work import AskedFor, Came, Check, Extend, Question, TheirAnswer
from candour.access.models import Clarification, Request
from candour.access.taking import BEFORE_DECISION, not_in
from candour.access.timing import deadline
from candour.access.views.steps_offer import Offer
from candour.accounts.models import User


def check_evidence(of: Request, user: User) -> Iterator[Offer]:
    shown = needs(of)
    alternatives = [need for some in shown.one_of for need in some]
    for need in shown.all_of:
        yield from _of_one(of, need, "")
    for need in alternatives:
        yield from _of_one(of, need, "It is one of several that would do.")


def _of_one(of: Request, need: Need, more: str) -> Iterator[Offer]:
    rule, closed = need.rule, not_in(of, BEFORE_DECISION)
    told = tuple(
        filter(
            None, (f"The letter asks for it so: “{rule.asked}”", rule.explanation, f"Source: {rule.citation}.", more)
        )
    )
    yield Offer(
        "asked", "Note that it was asked for", "Save", lambda sent: AskedFor(sent), partial(evidence.ask, request=of, what=rule.id),
        "It is noted.", rule.id, rule.title, closed or ("It is there already." if need.enough else ""), told,
    )  # fmt: skip
    yield Offer(
        "came", "Note that it came", "Save", lambda sent: Came(sent), partial(evidence.came, request=of, what=rule.id),
        "It is noted. Somebody has to look now whether it is good.", rule.id, rule.title, closed, told,
    )  # fmt: skip
    yield Offer(
        "check", "Say whether it is good", "Save", lambda sent: Check(sent), partial(evidence.check, request=of, what=rule.id),
        "It is noted under your name.", rule.id, rule.title, closed, told, "access/step_evidence.html", {"need": need},
    )  # fmt: skip


def clarify(of: Request, user: User) -> Iterator[Offer]:
    closed = not_in(of, BEFORE_DECISION)
    open_ = Clarification.objects.filter(request=of, answered_on=None).first()
    yield Offer(
        "ask", "Ask what is meant", "Save", lambda sent: Question(sent), partial(clarifying.ask, request=of),
        "The question is noted.", against=closed or ("A question is open: note the answer to it first." if open_ else ""),
        lines=(
            "Ask only what is needed to find what they want.",
            "From the question to the answer the clock stands still, where the policy says so.",
        ),
    )  # fmt: skip
    yield Offer(
        "answer", "Note the answer", "Save", lambda sent: TheirAnswer(sent), partial(clarifying.answer, request=of),
        "The answer is noted.", against=closed or ("" if open_ else "No question is open."),
        part="access/step_question.html", known={"open": open_},
    )  # fmt: skip


def extend(of: Request, user: User) -> Iterator[Offer]:
    longer = clarifying.longer(of)
    against = not_in(of, BEFORE_DECISION) or clarifying.not_longer(of)
    yield Offer(
        "extend", "Lengthen the time", "Lengthen the time", lambda sent: Extend(sent),
        partial(clarifying.extend, request=of), "The time is longer. Tell them the reasons, if that is not done yet.",
        against=against, part="access/step_extend.html", known={"now": deadline(of), "longer": longer},
    )  # fmt: skip
