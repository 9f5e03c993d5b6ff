"""What can be done about a fee: ask for it, note that it came, or answer without it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from candour.access import charging
from candour.access.forms_steps_fee import AskFee, FeeCame
from candour.access.models import Request
from candour.access.taking import BEFORE_DECISION, not_in
from candour.access.timing import clock_of
from candour.access.views.steps_offer import Offer, reasoned
from candour.accounts.models import User
from candour.policy.fees import time_to_pay


def charge(of: Request, user: User) -> Iterator[Offer]:
    closed, clock = not_in(of, BEFORE_DECISION), clock_of(of)
    none = closed or ("" if charging.awaited(of) else "No fee is awaited.")
    stops = (
        "Its clock stands still until the fee comes."
        if clock and clock.fee_pauses
        else "Its clock starts with the fee."
    )
    known = {"fee": charging.standing(of)}
    yield Offer(
        "ask", "Ask for a fee", "Save", lambda sent: AskFee(sent), partial(charging.ask, request=of),
        "It is noted. Send them the notice, if that is not done yet.", against=closed or charging.not_charged(of),
        lines=(
            "The notice says how much it is, why, and how it can be paid.", stops,
            *([f"There is this long to pay it: {time_to_pay(clock)}."] if clock and (clock.fee_months or clock.fee_days) else []),
        ),
    )  # fmt: skip
    yield Offer(
        "came", "Note that the fee came", "Save", lambda sent: FeeCame(sent), partial(charging.came, request=of),
        "It is noted. Its time runs.", against=none, part="access/step_fee.html", known=known,
    )  # fmt: skip
    yield Offer(
        "drop", "Answer without the fee", "Answer without the fee", reasoned("Why is it answered without a fee?"),
        partial(charging.drop, request=of), "The fee is dropped. Its time is as if nobody had asked for one.",
        against=none, part="access/step_fee.html", known=known,
    )  # fmt: skip
