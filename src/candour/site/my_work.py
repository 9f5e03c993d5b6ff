"""What waits for somebody: which kinds there are and whom each is for, gathered and in order. It decides and changes nothing.

A kind stands in the app that knows it; whose cases it looks at is for the database to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice

from candour.access import sharing_seen as sharing
from candour.access import waiting as requests
from candour.access import waiting_arrivals as arrivals
from candour.access import waiting_awaited as awaited
from candour.access import waiting_destroying as destroying
from candour.accounts import waiting as people
from candour.accounts.models import User
from candour.accounts.queries import roles_of
from candour.accounts.roles import Act, may
from candour.accounts.waiting import Pressing, Waiting
from candour.actions import waiting as actions
from candour.cases import waiting as cases
from candour.cases import waiting_keeping as keeping
from candour.cases.belonging import Belongs, belonging
from candour.disclosure import waiting as disclosures
from candour.disclosure import waiting_names as names
from candour.disclosure import waiting_release as release
from candour.ledger.clock import today
from candour.litigation import waiting_protocols as protocols
from candour.litigation import waiting_search as searches
from candour.litigation import waiting_statements as statements
from candour.meetings import series_waiting as series
from candour.meetings import waiting as meetings
from candour.packs import waiting as policy
from candour.site import sitting_actions
from candour.site import waiting as running
from candour.training import waiting as training

FOR: Mapping[Callable[[User], Iterator[Waiting]], tuple[Act, ...]] = {
    disclosures.to_decide: (Act.REVIEW,),
    names.unclear_names: (Act.REVIEW,),
    names.names_to_confirm: (Act.LIFT_LOCKS,),
    names.orders_to_confirm: (Act.LIFT_LOCKS,),
    disclosures.to_check: (Act.CHECK,),
    disclosures.notes: (Act.REVIEW,),
    disclosures.with_legal: (Act.APPROVE_LEGALLY,),
    release.to_produce: (Act.RELEASE,),
    release.not_produced: (Act.RELEASE,),
    release.to_send: (Act.RELEASE,),
    release.not_collected: (Act.RELEASE,),
    release.enquiries: (Act.SEE_CASES,),
    release.holds: (Act.APPROVE_LEGALLY,),
    meetings.to_sign: (Act.KEEP_MEETINGS,),
    meetings.to_decide: (Act.KEEP_MEETINGS,),
    meetings.to_send: (Act.KEEP_MEETINGS,),
    series.missed: (Act.SEE_ACTIONS,),
    series.to_plan: (Act.SEE_ACTIONS,),
    series.to_note: (Act.SEE_ACTIONS,),
    series.to_sign: (Act.SEE_ACTIONS,),
    sitting_actions.overdue_of_meetings: (Act.SEE_ACTIONS,),
    actions.to_do: (Act.SEE_ACTIONS,),
    actions.to_confirm: (Act.SEE_ACTIONS,),
    actions.overdue_of_others: (Act.SEE_ACTIONS,),
    cases.not_prepared: (Act.CHANGE_CASE,),
    cases.refused_files: (Act.ADD_FILES,),
    cases.not_explained: (Act.CHANGE_CASE,),
    cases.not_registered: (Act.CHANGE_CASE,),
    cases.access_ending: (Act.GRANT_ACCESS,),
    cases.own_access_ending: (Act.SEE_CASES,),
    keeping.proposals: (Act.DISPOSE,),
    keeping.not_destroyed: (Act.DISPOSE,),
    keeping.due: (Act.DISPOSE,),
    keeping.old_holds: (Act.DISPOSE, Act.APPROVE_LEGALLY),
    keeping.copies: (Act.EXPORT_CASE,),
    requests.pressing_steps: (Act.SEE_REQUESTS,),
    requests.steps: (Act.SEE_REQUESTS,),
    requests.later_steps: (Act.SEE_REQUESTS,),
    awaited.evidence: (Act.SEE_REQUESTS,),
    awaited.answers: (Act.SEE_REQUESTS,),
    awaited.fees: (Act.SEE_REQUESTS,),
    arrivals.to_take_up: (Act.TAKE_UP,),
    destroying.proposals: (Act.DISPOSE,),
    destroying.due: (Act.DISPOSE,),
    requests.complaints: (Act.SEE_REQUESTS,),
    training.questions: (Act.ADVISE,),
    training.answers: (Act.SEE_TRAINING,),
    training.workshops: (Act.KEEP_TRAINING,),
    training.attendance: (Act.KEEP_TRAINING,),
    training.gaps: (Act.KEEP_TRAINING,),
    training.own_courses: (Act.SEE_TRAINING,),
    training.courses_of_teams: (Act.SEE_TRAINING,),
    statements.to_read_or_sign: (Act.SEE_MATTERS,),
    statements.to_approve: (Act.KEEP_MATTERS,),
    statements.to_file: (Act.KEEP_MATTERS,),
    statements.short_of_time: (Act.HEAD_LITIGATION,),
    people.without_second_step: (Act.MANAGE_PEOPLE,),
    people.broken_ledger: (Act.SEE_LEDGER,),
    protocols.to_read: (Act.SEE_MATTERS,),
    protocols.to_agree: (Act.AGREE_PROTOCOLS,),
    sharing.to_look_at: (Act.SEE_CASES,),
    searches.asked: (Act.SEE_POLICY,),
    searches.late: (Act.KEEP_MATTERS,),
    searches.came_later: (Act.KEEP_MATTERS,),
    policy.changed_policy: (Act.CHANGE_POLICY,),
    running.jobs: (Act.MANAGE_JOBS,),
    running.full_disk: (Act.MANAGE_JOBS,),
}
"""Each kind, and the acts of which a role must allow one."""
_IN_ORDER = frozenset({requests.pressing_steps, requests.steps, requests.later_steps})
"""Kinds that may be very many: each is of one group, comes in its order, and is looked for only as far as it is shown."""
_TITLES = {Pressing.FIRST: "Do these first", Pressing.NEXT: "Waiting for you", Pressing.LATER: "When you have time"}
_NEVER, _ALWAYS = date.max, datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Row:
    """``overdue``: its day is over. ``case`` None: it belongs to none."""

    it: Waiting
    case: Belongs | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class Group:
    """``shown`` of ``many``, the most pressing ones first; ``more``: there are more than ``many``, which nobody counted."""

    key: str
    title: str
    many: int
    shown: tuple[Row, ...]
    more: bool


def my_work(user: User, *, at_most: int | None, after: int = 0) -> list[Group]:
    """What waits for the person, the most pressing first; ``at_most`` of each group, None: all; ``after`` so many of it."""
    until = None if at_most is None else after + at_most
    found, uncounted = _all(user, until)
    found.sort(key=_order)
    groups = {pressing: [each for each in found if each.pressing is pressing] for pressing in Pressing}
    cases_of = {each.case for some in groups.values() for each in some[after:until] if each.case is not None}
    known = belonging(user, cases_of) if cases_of else {}
    return [
        _group(pressing, some, _rows(some[after:until], known), more=pressing in uncounted)
        for pressing, some in groups.items()
        if some
    ]


def _order(each: Waiting) -> tuple[Pressing, date, datetime, str]:
    return each.pressing, each.by or _NEVER, each.since or _ALWAYS, each.what


def _all(user: User, until: int | None) -> tuple[list[Waiting], set[Pressing]]:
    """All of it, but of what may be very many one more than is shown; and the groups in which there are still more."""
    roles, found, uncounted = roles_of(user), list[Waiting](), set[Pressing]()
    for kind, acts in FOR.items():
        if not any(may(roles, act) for act in acts):
            continue
        some = list(islice(kind(user), until + 1 if until is not None and kind in _IN_ORDER else None))
        if until is not None and kind in _IN_ORDER and len(some) > until:
            uncounted.add(some.pop().pressing)
        found += some
    return found, uncounted


def _rows(some: Iterable[Waiting], known: Mapping[int, Belongs]) -> tuple[Row, ...]:
    return tuple(
        Row(each, known.get(each.case or 0), overdue=each.by is not None and each.by < today()) for each in some
    )


def _group(pressing: Pressing, here: Sequence[Waiting], shown: tuple[Row, ...], *, more: bool) -> Group:
    return Group(pressing.name.lower(), _TITLES[pressing], len(here), shown, more)
