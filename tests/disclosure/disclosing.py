"""A small case prepared and a disclosure opened on it, with people for every part, for tests."""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from tests.cases.prepared import prepare, receive_small_case
from tests.web import HOME
from tests.web.people import case, person, team
from tests.web.work import work_off

from candour.accounts.models import Team, User
from candour.accounts.roles import Role
from candour.cases.models import Case
from candour.cases.prepared import work_folder
from candour.disclosure.choices import Choice
from candour.disclosure.deciding import SeenPage, decide_pages
from candour.disclosure.delivering import Ways, deliver, keep_contact
from candour.disclosure.models import Channel, Contact, Disclosure, Sheet
from candour.disclosure.opening import open_disclosure
from candour.disclosure.queries import missing
from candour.engine.model import Action
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today


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
    """With the small case prepared. What the engine read once it does not read again for the next test."""
    made, read = Office(), HOME / "read-once"
    receive_small_case(made.manager, made.case, folder)
    if read.exists():
        shutil.copytree(read, work_folder(made.case))
    prepare(made.manager, made.case)
    if not read.exists():
        copy = HOME / f"read-by-{os.getpid()}"
        shutil.copytree(work_folder(made.case), copy)
        with contextlib.suppress(OSError):  # another process was quicker
            copy.rename(read)
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


def checked(office: Office, disclosure: Disclosure) -> None:
    """Everything decided, and a check by a second person passed."""
    decide_everything(office, disclosure)
    passed(office, disclosure)


def passed(office: Office, disclosure: Disclosure) -> None:
    """Checked, of what is decided already."""
    from candour.disclosure.checking import mark, pass_round, send_to_check, start_round

    with acting(Actor(user=office.reviewer.pk)):
        send_to_check(by=office.reviewer, disclosure=disclosure)
    with acting(Actor(user=office.checker.pk)):
        round_ = start_round(by=office.checker, disclosure=disclosure)
        pages = [(page.record, page.page) for page in round_.pages.all()]
        mark(by=office.checker, round=round_, pages=pages, agrees=True)
        pass_round(by=office.checker, round=round_)


def produced(office: Office, disclosure: Disclosure) -> Disclosure:
    from candour.disclosure.producing import ask

    with acting(Actor(user=office.sender.pk)):
        ask(by=office.sender, disclosure=disclosure)
    work_off()
    return again(office, disclosure)


def contacts(here: Office, one: Disclosure) -> tuple[Contact, Contact]:
    with acting(Actor(user=here.sender.pk)):
        mail = keep_contact(by=here.sender, disclosure=one, channel=Channel.EMAIL, value="orla@example.org")
        phone = keep_contact(by=here.sender, disclosure=one, channel=Channel.PHONE, value="07700 900001")
    return mail, phone


def handed_over(here: Office, one: Disclosure, *, days: int = 9) -> Ways:
    """By a link to an e-mail address and a code to a telephone."""
    mail, phone = contacts(here, one)
    with acting(Actor(user=here.sender.pk)):
        last_day = today() + timedelta(days=days)
        return deliver(by=here.sender, disclosure=one, link_to=mail, code_to=phone, last_day=last_day)


def answer_all(office: Office, disclosure: Disclosure, *, by: User | None = None, explanation: str = "") -> int:
    """A lawyer approves every redaction and removal that awaits one and is not their own, group by group."""
    from candour.disclosure.redaction_counts import Wanted, groups
    from candour.disclosure.ruling import Which, approve_redactions, of_group, shown_as

    by, many = by or office.lawyer, 0
    with acting(Actor(user=by.pk)):
        found, _ = groups(disclosure, wanted=Wanted("awaiting"), many=1_000)
        for each in [each for each in found if each.author != by.pk]:
            which = Which(shown_as(of_group(disclosure, each.grouped)), group=each.grouped)
            many += approve_redactions(by=by, disclosure=disclosure, which=which, explanation=explanation)
    return many
