"""A small case prepared and a disclosure opened on it, with people for every part, for tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tests.cases.prepared import prepare, receive_small_case
from tests.web.people import case, person, team
from tests.web.work import work_off

from candour.accounts.models import Team, User
from candour.accounts.roles import Role
from candour.cases.models import Case
from candour.disclosure.choices import Choice
from candour.disclosure.deciding import SeenPage, decide_pages
from candour.disclosure.models import Disclosure, Sheet
from candour.disclosure.opening import open_disclosure
from candour.disclosure.queries import missing
from candour.engine.model import Action
from candour.ledger.acting import Actor, acting


@dataclass
class Office:
    """Whoever takes part in a disclosure, and the case."""

    team: Team = field(default_factory=team)
    manager: User = field(init=False)
    reviewer: User = field(init=False)
    other: User = field(init=False)
    checker: User = field(init=False)
    lawyer: User = field(init=False)
    sender: User = field(init=False)
    reader: User = field(init=False)
    case: Case = field(init=False)

    def __post_init__(self) -> None:
        self.manager = person(Role.MANAGER)
        self.reviewer = person(Role.ACCESS_OFFICER, team=self.team, name="Ada First")
        self.other = person(Role.ACCESS_OFFICER, team=self.team, name="Bo Second")
        self.checker = person(Role.INFORMATION_GOVERNANCE, team=self.team, name="Cy Third")
        self.lawyer = person(Role.LAWYER, team=self.team)
        self.sender = person(Role.ACCESS_OFFICER, team=self.team)
        self.reader = person(Role.READER, team=self.team)
        self.case = case(manager=self.manager, teams=(self.team,))


def office(folder: Path) -> Office:
    """With the small case prepared."""
    made = Office()
    receive_small_case(made.manager, made.case, folder)
    prepare(made.manager, made.case)
    return made


def opened(office: Office, *, recipient: str = "K1", purpose: str = "subject-access", **more) -> Disclosure:
    with acting(Actor(user=office.reviewer.pk)):
        made = open_disclosure(by=office.reviewer, case=office.case, recipient=recipient, purpose=purpose, **more)
    work_off()
    return again(office, made)


def again(office: Office, disclosure: Disclosure) -> Disclosure:
    with acting(Actor(user=office.manager.pk)):
        return Disclosure.objects.select_related("case").get(pk=disclosure.pk)


def seen(disclosure: Disclosure, **only) -> list[SeenPage]:
    return [
        SeenPage(sheet.record, sheet.page, sheet.shown)
        for sheet in Sheet.objects.filter(disclosure=disclosure, **only).order_by("place")
    ]


def decide_everything(office: Office, disclosure: Disclosure, *, by: User | None = None) -> None:
    """Every page as proposed, every question answered."""
    from candour.disclosure.deciding import decide_mention

    by = by or office.reviewer
    with acting(Actor(user=by.pk)):
        for sheet in Sheet.objects.filter(disclosure=disclosure).order_by("place"):
            page = SeenPage(sheet.record, sheet.page, sheet.shown)
            action = Action(sheet.action) if sheet.action not in ("", "keep") else Action.REDACT
            choice = Choice(action, sheet.ground if action is Action.WITHHOLD else "", "As proposed, looked at.")
            decide_pages(by=by, disclosure=disclosure, pages=[page], choice=choice)
        for each in missing(disclosure):
            choice = Choice(Action.KEEP, "", "Looked at.")
            decide_mention(by=by, disclosure=disclosure, mention=each.mention, choice=choice, version=0)
