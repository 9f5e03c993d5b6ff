"""Lists of the pack that are gone through point by point: a written request of the police, and what the barring service may get.

Each point gets a named person's word. A point of a written request that is missing holds back what would be given; it
is asked for in writing, and the list is gone through anew with the answer.
"""

from __future__ import annotations

from collections.abc import Mapping

from candour.access.models import Found, Point, Request
from candour.access.policies import route_of, rules_of
from candour.access.taking import BEFORE_DECISION, UNTIL_SENT, begin, taken_since, took
from candour.accounts.models import User
from candour.cases.reasons import in_words
from candour.engine.errors import BadInput
from candour.ledger.clock import now
from candour.ledger.verbs import Verb
from candour.policy.routes import ListedItem

WRITTEN_REQUEST, PRESCRIBED = "check_written_request", "check_prescribed"
_KIND = {WRITTEN_REQUEST: "police", PRESCRIBED: "dbs"}
_STATES = {WRITTEN_REQUEST: BEFORE_DECISION, PRESCRIBED: UNTIL_SENT}
Points = Mapping[str, tuple[Found, str]]
"""Point → what was found of it, and words on it."""


def points_of(request: Request, step: str) -> Mapping[str, ListedItem]:
    """The list of a step, by point; nothing on a route of another kind."""
    route, rules = route_of(request), rules_of(request)
    if route is None or route.kind != _KIND[step] or step not in rules.duties:
        return {}
    return rules.written_request if step == WRITTEN_REQUEST else rules.prescribed


def found(request: Request, step: str) -> Mapping[str, Point]:
    """What was said last of each point."""
    rows = sorted(request.points.all(), key=lambda each: each.pk)
    return {each.what: each for each in rows if each.step == step}


def missing(request: Request) -> list[ListedItem]:
    """Points of the written request that are known to be missing."""
    there = found(request, WRITTEN_REQUEST)
    points = points_of(request, WRITTEN_REQUEST).items()
    return [point for key, point in points if key in there and there[key].found == Found.MISSING]


def gone_through(request: Request, step: str) -> bool:
    """Whether every point has its word, since the request was last opened again; also where there is no list."""
    points = points_of(request, step)
    return not points or (
        points.keys() <= found(request, step).keys() and taken_since(request, step, change=Verb.REQUEST_REOPENED)
    )


def against_giving(request: Request) -> list[str]:
    """What the written request stands in the way of, in sentences; empty: nothing."""
    if not gone_through(request, WRITTEN_REQUEST):
        return ["Nobody has gone through the written request point by point."]
    return [f"Missing from the written request: {each.title[:1].lower()}{each.title[1:]}." for each in missing(request)]


def against_sending(request: Request) -> list[str]:
    if gone_through(request, PRESCRIBED):
        return []
    return ["Nobody has gone through the list of what may be given to the service."]


def go_through(*, by: User, request: Request, step: str, points: Points) -> None:
    """What was found of every point. BadInput for one without a word, and for one that does not apply without a reason."""
    request = begin(request, step, by=by, states=_STATES[step])
    listed = points_of(request, step)
    if not listed or points.keys() != listed.keys():
        raise BadInput("Not every point of the list has an answer.", do="Say of each what you found.")
    for key, (what, words) in points.items():
        if what == Found.NOT_NEEDED:
            words = in_words(words, ask=f"Say why this does not apply: {listed[key].title}.")
        Point.objects.create(
            request=request, by=by, at=now(), step=step, what=key, found=what, words=words.strip()
        )  # fmt: skip
    many = sum(what == Found.MISSING for what, _ in points.values())
    took(request, step, Verb.LIST_CHECKED, by=by, points=len(points), missing=many)
