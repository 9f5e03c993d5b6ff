"""Makes actions, notes how they get on, moves their days and changes who owns them. It never makes up a day.

A day that was moved stays to be seen beside the new one, with the reason. ``closing`` ends an action.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.queries import allowed
from candour.accounts.roles import Act
from candour.actions.duties import owns, refuse_ended, refuse_idle, refuse_others, refuse_waiting
from candour.actions.models import Action, Kind, Owner, Priority, Step
from candour.cases.models import Bar, Case
from candour.cases.reasons import in_words
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb


@dataclass(frozen=True, slots=True)
class Owners:
    """``outside``: names of people who do not use Candour, with their organisation."""

    users: Collection[User] = ()
    outside: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Days:
    """``by_when`` None: no day was agreed. Then there is a day on which it is looked at again."""

    by_when: date | None = None
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What an action belongs to: a word that ``belonging`` knows and a number.

    ``case``: the case that it is about; its number, where whoever makes the action does not see the case.
    """

    word: str = ""
    number: int | None = None
    case: Case | int | None = None

    @property
    def case_number(self) -> int | None:
        return self.case.pk if isinstance(self.case, Case) else self.case


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed. ``why``: in the words of whoever asked for it, where there are any."""

    what: str
    owners: Owners
    days: Days
    why: str = ""
    priority: str = Priority.NORMAL
    confirmer: User | None = None
    about: About = field(default_factory=About)


def make(*, by: User, agreed: Agreed) -> Action:
    """BadInput without words, an owner or a day; Refused where somebody named could not see it."""
    check(by, Act.SEE_ACTIONS)
    what, about = " ".join(agreed.what.split()), agreed.about
    if not what:
        raise BadInput("An action says what is to be done.", do="Write it in a sentence.")
    if agreed.priority not in Priority.values:
        raise BadInput("This priority is not known.", do="Choose high, normal or low.")
    _check_days(agreed.days)
    outside = _check_people(agreed.owners, agreed.confirmer, case=about.case_number)
    made = Action.objects.create(
        what=what, why=agreed.why.strip(), about=about.word, about_id=about.number, case_id=about.case_number,
        by_when=agreed.days.by_when, review_on=agreed.days.review_on, priority=agreed.priority, maker=by, made_at=now(),
        confirmer=agreed.confirmer,
    )  # fmt: skip
    _own(made, agreed.owners.users, outside, by=by)
    enter(Verb.ACTION_MADE, made, by_when=_said(made.by_when), about=about.word)
    return made


def note(*, by: User, action: Action, text: str) -> Step:
    """Progress, which stays as it was written."""
    there = locked(action)
    refuse_idle(by, there)
    refuse_ended(there)
    text = in_words(text, ask="Write what has happened since the last note.")
    enter(Verb.ACTION_NOTED, there)
    return add_step(there, Kind.NOTED, by=by, text=text)


def move(*, by: User, action: Action, days: Days, reason: str) -> None:
    """To other days. BadInput when they are the same, or none."""
    there = locked(action)
    refuse_idle(by, there)
    refuse_waiting(there)
    _check_days(days)
    before = Days(there.by_when, there.review_on)
    if days == before:
        raise BadInput("This is the day that it has.", do="Give another one, or go back.")
    reason = in_words(reason, ask="Say why the day is moved.", means="The old day and the reason stay to be seen.")
    Step.objects.create(
        action=there, kind=Kind.MOVED, text=reason, by_when_was=before.by_when, review_on_was=before.review_on,
        by_when=days.by_when, review_on=days.review_on, by=by, at=now(),
    )  # fmt: skip
    Action.objects.filter(pk=there.pk).update(by_when=days.by_when, review_on=days.review_on)
    enter(Verb.ACTION_MOVED, there, was=_said(before.by_when), by_when=_said(days.by_when))


def change_owners(*, by: User, action: Action, owners: Owners, confirmer: User | None, reason: str) -> None:
    """Who owns it from now on, and who confirms it."""
    there = locked(action)
    refuse_others(by, there)
    refuse_waiting(there)
    if confirmer != there.confirmer and owns(by, there) and by.pk != there.maker_id:
        raise Refused("Owners do not choose who confirms their work.", do="Ask the maker of the action.")
    outside = _check_people(owners, confirmer, case=there.case_id)
    reason = in_words(reason, ask="Say why others own it from now on.")
    ended, added, left = _difference(there, owners.users, outside)
    if not ended and not added and not left and confirmer == there.confirmer:
        raise BadInput("These are its owners already.", do="Change them, or go back.")
    add_step(there, Kind.OWNERS, by=by, text=reason)
    _own(there, added, left, by=by)
    Action.objects.filter(pk=there.pk).update(confirmer=confirmer)
    enter(Verb.ACTION_OWNERS, there, users=[each.pk for each in owners.users], outside=len(outside))
    Owner.objects.filter(pk__in=ended).update(ended_at=now())  # last: who gives it away may see it no more


def locked(action: Action) -> Action:
    """As it stands now, until the transaction ends."""
    return Action.objects.select_for_update(of=("self",)).select_related("case", "confirmer").get(pk=action.pk)


def add_step(action: Action, kind: Kind, *, by: User, text: str) -> Step:
    return Step.objects.create(action=action, kind=kind, text=text, by=by, at=now())


def enter(verb: Verb, action: Action, **details: Any) -> None:
    record(verb, case=action.case_id, object=f"action:{action.pk}", **details)


def _check_days(days: Days) -> None:
    if days.by_when is None and days.review_on is None:
        raise BadInput(
            "An action has a day, or a day on which it is looked at again.",
            means="Where no day was agreed, none is made up.",
            do="Give one of the two.",
        )
    if days.by_when is None and days.review_on is not None and days.review_on < today():
        raise BadInput("The day on which it is looked at again is over.", do="Give today or a later day.")


def _check_people(owners: Owners, confirmer: User | None, *, case: int | None) -> list[str]:
    """That each of them could see it; returns the names of those outside, each once."""
    names = list(dict.fromkeys(name for each in owners.outside if (name := " ".join(each.split())[:200])))
    if not names and not owners.users:
        raise BadInput("Somebody has to own an action.", do="Choose at least one person, or write who it is.")
    if confirmer in owners.users:
        raise BadInput(
            "Whoever confirms an action does not own it.", do="Choose somebody else to confirm that it is done."
        )
    for user in (*owners.users, *([confirmer] if confirmer else [])):
        _check_sees(user, case)
    return names


def _check_sees(user: User, case: int | None) -> None:
    if not allowed(user, Act.SEE_ACTIONS):
        raise Refused(f"{user.name} cannot be given an action.", do="Choose somebody whose role lets them see it.")
    if case is not None and Bar.objects.filter(case=case, user=user, lifted_at=None).exists():
        raise Refused(
            f"{user.name} is barred from the case that this action is about.", do="Choose somebody who is not."
        )


def _own(action: Action, users: Iterable[User], outside: Iterable[str], *, by: User) -> None:
    for user in users:
        Owner.objects.create(action=action, user=user, given_by=by, since=now())
    for name in outside:
        Owner.objects.create(action=action, name=name, given_by=by, since=now())


def _difference(
    action: Action, users: Collection[User], outside: Collection[str]
) -> tuple[list[int], list[User], list[str]]:
    """Owners that end, people and names that are added."""
    standing = list(Owner.objects.filter(action=action, ended_at=None))
    wanted = {user.pk for user in users}
    ended = [each.pk for each in standing if (each.user_id not in wanted if each.user_id else each.name not in outside)]
    there, named = {each.user_id for each in standing}, {each.name for each in standing}
    return ended, [each for each in users if each.pk not in there], [name for name in outside if name not in named]


def _said(day: date | None) -> str:
    return day.isoformat() if day else ""
