"""Advice, the decision, the second look, and putting the information together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.forms import Form

from candour.access import deciding
from candour.access.deciding import GIVES
from candour.access.forms_steps import Sent
from candour.access.forms_steps_out import Advise, AdviseLegally, Collate, Decide, Entitled
from candour.access.models import Outcome, Request
from candour.access.policies import answer_for
from candour.access.taking import BEFORE_DECISION, UNTIL_SENT, not_in
from candour.access.views.steps_offer import Offer
from candour.accounts.models import User


def advise(of: Request, user: User) -> Iterator[Offer]:
    yield Offer(
        "advise", "Advise", "Save the advice", lambda sent: Advise(sent), partial(deciding.advise, request=of),
        "Your advice is noted.", against=not_in(of, BEFORE_DECISION),
        lines=("It helps who decides, and approves nothing. Whoever advises does not decide this request.",),
    )  # fmt: skip


def advise_legally(of: Request, user: User) -> Iterator[Offer]:
    yield Offer(
        "advise", "Give a lawyer’s advice", "Save the advice", lambda sent: AdviseLegally(sent),
        partial(deciding.advise_legally, request=of), "Your advice is noted.", against=not_in(of, BEFORE_DECISION),
        part="access/step_orders.html", known={"orders": answer_for(of).cautions},
    )  # fmt: skip


def decide(of: Request, user: User) -> Iterator[Offer]:
    """While something is missing that giving rests on, only what gives nothing can be decided."""
    closed = not_in(of, BEFORE_DECISION)
    to_give = [] if closed else deciding.missing(of)
    against = closed or " ".join([] if closed else deciding.missing(of, gives=False))
    possible = [each for each in deciding.outcomes(of) if not to_give or each not in GIVES]
    yield Offer(
        "decide", "Decide", "Save the decision", partial(_decide, possible), partial(deciding.decide, request=of),
        "It is decided.", against=against, part="access/step_decide.html",
        known={"to_give": to_give, "entitled": Outcome.REFUSE not in possible, "answer": answer_for(of)},
    )  # fmt: skip


def _decide(possible: list[Outcome], sent: Sent) -> Form:
    return Decide(sent, outcomes=possible)


def check_entitlement(of: Request, user: User) -> Iterator[Offer]:
    yield Offer(
        "check", "Check what they are entitled to", "Save", lambda sent: Entitled(sent),
        partial(deciding.check_entitlement, request=of), "It is noted under your name.",
        against=not_in(of, UNTIL_SENT), part="access/step_entitled.html", known={"answer": answer_for(of)},
    )  # fmt: skip


def collate(of: Request, user: User) -> Iterator[Offer]:
    yield Offer(
        "collate", "Note that the information is put together", "Save", lambda sent: Collate(sent),
        partial(deciding.collate, request=of), "It is noted.",
        against=not_in(of, UNTIL_SENT) or deciding.not_theirs(of, by=user),
        lines=("Reply to nobody outside the council: what goes out is checked, and sent by who the route names.",),
    )  # fmt: skip
