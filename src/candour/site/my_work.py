"""What waits for somebody: which kinds there are and whom each is for, gathered and in order. It decides and changes nothing.

A kind stands in the app that knows it; whose cases it looks at is for the database to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from candour.access import sharing_seen as sharing
from candour.access import waiting as requests
from candour.access import waiting_arrivals as arrivals
from candour.accounts import waiting as people
from candour.accounts.models import User
from candour.accounts.queries import roles_of
from candour.accounts.roles import Act, may
from candour.accounts.waiting import Pressing, Waiting
from candour.cases import waiting as cases
from candour.cases import waiting_keeping as keeping
from candour.cases.belonging import Belongs, belonging
from candour.disclosure import waiting as disclosures
from candour.disclosure import waiting_names as names
from candour.disclosure import waiting_release as release
from candour.ledger.clock import today
from candour.meetings import waiting as meetings
from candour.packs import waiting as policy
from candour.site import waiting as running

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
    requests.steps: (Act.SEE_REQUESTS,),
    arrivals.to_take_up: (Act.TAKE_UP,),
    requests.complaints: (Act.SEE_REQUESTS,),
    people.without_second_step: (Act.MANAGE_PEOPLE,),
    people.broken_ledger: (Act.SEE_LEDGER,),
    sharing.to_look_at: (Act.SEE_CASES,),
    policy.changed_policy: (Act.CHANGE_POLICY,),
    running.jobs: (Act.MANAGE_JOBS,),
    running.full_disk: (Act.MANAGE_JOBS,),
}
"""Each kind, and the acts of which a role must allow one."""
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
    """``shown`` of ``many``: the most pressing ones, unless all were asked for."""

    key: str
    title: str
    many: int
    shown: tuple[Row, ...]


def my_work(user: User, *, at_most: int | None) -> list[Group]:
    """What waits for the person, the most pressing first; ``at_most`` of each group, None: all."""
    found = sorted(_all(user), key=lambda each: (each.pressing, each.by or _NEVER, each.since or _ALWAYS, each.what))
    cases_of = {each.case for each in found if each.case is not None}
    known = belonging(user, cases_of) if cases_of else {}
    return [group for pressing in Pressing if (group := _group(pressing, found, known, at_most)).many]


def _all(user: User) -> Iterator[Waiting]:
    roles = roles_of(user)
    for kind, acts in FOR.items():
        if any(may(roles, act) for act in acts):
            yield from kind(user)


def _group(pressing: Pressing, found: Iterable[Waiting], known: Mapping[int, Belongs], at_most: int | None) -> Group:
    here = [each for each in found if each.pressing is pressing]
    rows = (
        Row(each, known.get(each.case or 0), overdue=each.by is not None and each.by < today())
        for each in here[:at_most]
    )
    return Group(pressing.name.lower(), _TITLES[pressing], len(here), tuple(rows))
