"""Everything the page of one request shows of it, read at once. It decides nothing: who may do what is asked of the guard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from candour.access import charging
from candour.access.answering import being_reviewed, case_of
from candour.access.clarifying import not_longer
from candour.access.evidence import needs
from candour.access.explaining import Line, lines, named_day
from candour.access.fetching import to_fetch
from candour.access.guarding import may
from candour.access.letters_told import title_of
from candour.access.models import PARTS, Evidence, Instruction, Letter, Part, Passing, Request, State, Step, Way
from candour.access.next_steps import Next, next_steps
from candour.access.passing import misplaced, not_theirs
from candour.access.policies import answer_for, pack_of, route_of, rules_of
from candour.access.taking import ANY, NOT_CLOSED, NOT_OPEN, UNTIL_SENT, not_in
from candour.access.timing import deadline
from candour.accounts.models import User
from candour.accounts.queries import allowed
from candour.accounts.roles import Act
from candour.ledger.clock import today
from candour.ledger.verbs import SENTENCES, Verb
from candour.packs import in_force
from candour.policy import Pack
from candour.policy.counting import CannotCount, Deadline
from candour.policy.finding import UnknownWord


@dataclass(frozen=True, slots=True)
class Also:
    """Something that can be done beside what comes next. ``do``: which thing of the step; empty: its page as a whole."""

    step: str
    states: tuple[State, ...]
    do: str = ""
    title: str = ""
    """Empty: as the duty is called."""


_OPEN, _SENT = (State.OPEN,), (State.ANSWERED, State.CLOSED)
_ALSO = (
    Also("search", _OPEN, "case", "Link the case file"), Also("route", _OPEN, "facts", "Say what is known by now"),
    Also("route", _OPEN, "day", "Note the day that they name"),
    Also("route", NOT_CLOSED, "contact", "Note how they can safely be reached"), Also("clarify", _OPEN),
    Also("extend", _OPEN), Also("charge", _OPEN),
    Also("search", _OPEN), Also("search", UNTIL_SENT, "review", "Begin the review of the records"),
    Also("consult", _OPEN), Also("advise", _OPEN), Also("advise_legally", _OPEN), Also("allocate", _OPEN),
    Also("pass_on", UNTIL_SENT), Also("track", _SENT), Also("complain", ANY), Also("route", NOT_OPEN, "reopen", "Open it again"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Happened:
    """``letter``: what it was done to, and ``title``: what that is called."""

    at: datetime
    who: str
    what: str
    letter: Letter | None = None
    title: str = ""


def read(request: Request) -> Request:
    """The request with all its rows, and who wrote each."""
    parts = [Prefetch(f"{part.__name__.lower()}s", _rows(part)) for part in PARTS]
    return Request.objects.select_related(
        "case", "team", "allocated", "disclosure", "logged_by", "routed_by", "same_as", "follows"
    ).prefetch_related(*parts).get(pk=request.pk)  # fmt: skip


_NAMED_TOO: Mapping[type[Part], tuple[str, ...]] = {
    Evidence: ("checked_by",), Instruction: ("sent_by", "receipt_by"), Passing: ("from_team", "to_team"),
    Step: ("letter",),
}  # fmt: skip


def _rows(part: type[Part]) -> QuerySet[Part]:
    more = _NAMED_TOO.get(part, ())
    return part._default_manager.select_related("by", *more).order_by("pk")


def clock(request: Request) -> Deadline | None:
    """When it is due and why; None: no time is stated, or its days do not fit together."""
    try:
        return deadline(request)
    except CannotCount:
        return None


def other_steps(request: Request, shown: list[Next], *, user: User) -> Iterator[Also]:
    """What can be done besides what comes next: only what the person may do now."""
    open_ = {each.step for each in shown if each.open}
    duties = rules_of(request).duties
    for each in _ALSO:
        if each.step not in duties or (not each.do and each.step in open_) or not_in(request, each.states):
            continue
        if may(request, each.step, by=user) and _of_use(request, each, user):
            yield replace(each, title=each.title or duties[each.step].title)
    waiting = any(each.answered_on is None for each in request.complaints.all())
    if waiting and may(request, "review_complaint", by=user):
        yield Also("review_complaint", ANY, title=duties["review_complaint"].title)


def _of_use(request: Request, also: Also, user: User) -> bool:
    if also.do == "case":
        return request.case_id is None
    if also.do == "day":
        return named_day(pack_of(request), answer_for(request))
    if also.step == "pass_on":
        return not not_theirs(request, by=user)
    if also.step == "extend":
        return clock(request) is not None and not not_longer(request)
    if also.step == "charge":
        return not charging.not_charged(request)
    return also.do != "review" or may_begin_review(request, user)


def may_begin_review(request: Request, user: User) -> bool:
    """Whether records go out on its route, and their review has not begun."""
    route = route_of(request)
    if route is None or not route.purpose or not allowed(user, Act.REVIEW):
        return False
    return case_of(request) is not None and not being_reviewed(request)


def timeline(request: Request) -> list[Happened]:
    """What was done, the latest first."""
    return [
        Happened(
            each.at, each.by.name if each.by else "Candour", _sentence(each), each.letter,
            title_of(each.letter, request) if each.letter else "",
        )
        for each in reversed(request.steps.all())
    ]  # fmt: skip


def _sentence(step: Step) -> str:
    return SENTENCES[Verb(step.verb)].replace("{object}", "this request")


@dataclass(frozen=True, slots=True)
class Newer:
    """What the pack in force says of a request that stands under an earlier one. ``lines``: only those that differ."""

    pack: Pack
    route: str
    lines: tuple[Line, ...]


def newer(request: Request, own: list[Line]) -> Newer | None:
    """None: it stands under the pack in force, or that says the same."""
    pack = in_force.current(on=today())
    if pack.sha256 == request.pack_sha256 or request.state == State.CLOSED:
        return None
    try:
        answer = answer_for(request, pack=pack)
    except UnknownWord:
        return Newer(pack, "It has no rule for such a request any more.", ())
    differing = tuple(each for each in lines(pack, answer) if each not in own)
    title = answer.route.title if answer.route else "It cannot be told which rule applies."
    return (
        Newer(pack, title, differing)
        if differing or (answer.route.id if answer.route else "") != request.route
        else None
    )


def way(request: Request) -> str:
    return Way(request.contact_way).label if request.contact_way in Way.values else request.contact_way


def shown(request: Request, *, user: User) -> dict[str, object]:
    """What the template needs besides the request."""
    answer = answer_for(request)
    own = lines(in_force.of(request.pack_sha256, on=today()), answer)
    steps = next_steps(request, user=user)
    return {
        "answer": answer,
        "lines": own,
        "clock": clock(request),
        "today": today(),
        "steps": steps,
        "next": next((each for each in steps if not each.done), None),
        "others": list(other_steps(request, steps, user=user)),
        "needs": needs(request),
        "timeline": timeline(request),
        "newer": newer(request, own),
        "way": way(request),
        "misplaced": "" if request.state == State.CLOSED else misplaced(request),
        "to_fetch": to_fetch(request, user=user),
        "further": list(request.further.order_by("pk")),
    }
