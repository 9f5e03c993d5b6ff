"""Steps of a request in the demonstration by the word that its plan has for them, each the service that a page would call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from candour.access import answering, clarifying, closing, complaining, deciding, evidence, routing, searching
from candour.access.chains_lists import go_through, points_of
from candour.access.models import Complaint, ComplaintKind, Consultation, Found, Outcome, Reply, Request, Verdict
from candour.accounts.models import Team, User
from candour.cases.models import Preparation
from candour.demo import letters

Told = Mapping[str, Any]
Do = Callable[[User, Request, Told], object]


def _evidence(by: User, request: Request, told: Told) -> None:
    evidence.check(
        by=by, request=request, what=told["what"], verdict=Verdict(told.get("verdict", "accepted")),
        why=told.get("why", ""),
    )  # fmt: skip


def _gone_through(by: User, request: Request, told: Told) -> None:
    """Every point of a list is there, but for those that are ``missing`` or, with the reason, ``not_needed``."""
    missing, without = told.get("missing", ()), told.get("not_needed", {})

    def of(point: str) -> tuple[Found, str]:
        if point in without:
            return Found.NOT_NEEDED, without[point]
        return (Found.MISSING if point in missing else Found.THERE), ""

    points = {point: of(point) for point in points_of(request, told["list"])}
    go_through(by=by, request=request, step=told["list"], points=points)


def _consulted(request: Request) -> Consultation:
    return Consultation.objects.select_related("request").get(request=request)


def _complaint(request: Request) -> Complaint:
    return Complaint.objects.select_related("request").get(request=request)


def _replied(by: User, request: Request, told: Told) -> None:
    reply = Reply(told["reply"])
    searching.replied(by=by, consultation=_consulted(request), reply=reply, words=told["words"])


def _answered(by: User, request: Request, told: Told) -> None:
    complaining.answer(by=by, complaint=_complaint(request), outcome=told["words"], upheld=told["upheld"])


def _sent(by: User, request: Request, told: Told) -> None:
    answering.sent(by=by, instruction=answering.open_instructions(request).get(), how=told["how"])


STEPS: Mapping[str, Do] = {
    "confirm": lambda by, request, told: routing.confirm(by=by, request=request),
    "facts": lambda by, request, told: routing.answer_facts(
        by=by, request=request, facts={told["fact"]: (told["is"],)}, why=told["why"]
    ),
    "ask for": lambda by, request, told: evidence.ask(by=by, request=request, what=told["what"]),
    "came": lambda by, request, told: evidence.came(by=by, request=request, what=told["what"], shown_as=told["as"]),
    "check": _evidence,
    "clarify": lambda by, request, told: clarifying.ask(by=by, request=request, question=told["words"]),
    "clarified": lambda by, request, told: clarifying.answer(by=by, request=request, words=told["words"]),
    "extend": lambda by, request, told: clarifying.extend(by=by, request=request, why=told["why"]),
    "search": lambda by, request, told: searching.note(
        by=by, request=request, place=told["place"], found=told["found"], terms=told.get("terms", ""),
        not_found=told.get("not_found", ""), limits=told.get("limits", ""),
    ),
    "consult": lambda by, request, told: searching.consult(
        by=by, request=request, name=told["name"], about=told["about"], contact=told.get("contact", ""),
        not_asked=told.get("not_asked", ""),
    ),
    "remind": lambda by, request, told: searching.remind(by=by, consultation=_consulted(request)),
    "replied": _replied,
    "go through": _gone_through,
    "advise": lambda by, request, told: deciding.advise(by=by, request=request, text=told["words"]),
    "advise legally": lambda by, request, told: deciding.advise_legally(
        by=by, request=request, text=told["words"], allows=told["allows"]
    ),
    "decide": lambda by, request, told: deciding.decide(
        by=by, request=request, outcome=Outcome(told["outcome"]), why=told["why"]
    ),
    "allocate": lambda by, request, told: routing.allocate(
        by=by, request=request, team=Team.objects.get(name=told["team"])
    ),
    "collate": lambda by, request, told: deciding.collate(by=by, request=request, words=told["words"]),
    "entitled": lambda by, request, told: deciding.check_entitlement(
        by=by, request=request, passed=told.get("passed", True), words=told["words"]
    ),
    "release": lambda by, request, told: answering.begin_release(by=by, request=request, recipient=told["recipient"]),
    "instruct": lambda by, request, told: answering.instruct(
        by=by, request=request, to=told["to"], what=told["what"], way=told["way"]
    ),
    "send": _sent,
    "complain": lambda by, request, told: complaining.receive(
        by=by, request=request, kind=ComplaintKind(told["kind"]), text=told["words"]
    ),
    "acknowledge": lambda by, request, told: complaining.acknowledge(by=by, complaint=_complaint(request)),
    "answer complaint": _answered,
    "letter": letters.finished,
    "post letter": letters.posted,
    "mail letter": letters.mailed,
    "close": lambda by, request, told: closing.close(
        by=by, request=request, why=told["why"], withdrawn=told.get("withdrawn", False)
    ),
}  # fmt: skip
"""Each is one step in the request's own story: by their number is known how far its plan was followed."""


def can_be_taken(do: str, request: Request) -> bool:
    """Whether what others do meanwhile is far enough: a case is prepared, its bundle is made."""
    if do == "release":
        last = Preparation.objects.filter(case=answering.case_of(request)).order_by("-pk").first()
        return last is not None and last.ended_at is not None
    return do != "instruct" or not answering.not_yet(request)
