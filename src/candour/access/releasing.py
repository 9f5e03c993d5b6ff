"""Records that were reviewed for a request are handed over only once it was decided to give them."""

from __future__ import annotations

from candour.access.answering import not_yet
from candour.access.deciding import GIVES, last_decision
from candour.access.models import Request, State
from candour.disclosure.before_release import before_release
from candour.disclosure.models import Disclosure


@before_release
def of_its_request(disclosure: Disclosure) -> str:
    return " ".join(_against(each) for each in Request.objects.filter(disclosure=disclosure).order_by("pk")).strip()


def _against(request: Request) -> str:
    decision = last_decision(request)
    if decision is None or request.state == State.OPEN:
        return f"Request {request.reference}, for which they were reviewed, is not decided."
    if decision.outcome not in GIVES:
        return f"On request {request.reference}, for which they were reviewed, it was not decided to give them."
    return " ".join(not_yet(request))
