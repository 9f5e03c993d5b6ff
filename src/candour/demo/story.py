"""What the people of the demonstration have done already: disclosures opened, one of them decided and checked.

Each step is taken only where it has not been taken, through the services that the pages use.
"""

from __future__ import annotations

from candour.accounts.models import User
from candour.cases.models import Case, Preparation, Stage
from candour.demo.authority import FILES
from candour.disclosure.checking import mark, pass_round, send_to_check, start_round
from candour.disclosure.choices import Choice
from candour.disclosure.deciding import SeenPage, decide_mention, decide_pages
from candour.disclosure.models import Disclosure, Sheet, State
from candour.disclosure.opening import open_disclosure
from candour.disclosure.queries import missing
from candour.engine.model import Action
from candour.ledger.acting import Actor, acting

_PURPOSES = {"SB03": "parent-request"}
_CHECKED, _BEGUN = "MW-2011-0042", "MW-2014-0231"
"""The case whose disclosure is decided and checked, and the one where somebody has begun."""
_WHY = "Looked at; as the policy proposes."


def preparing() -> list[Preparation]:
    """The latest preparation of every case that the story needs, as far as each is."""
    wanted = [each.reference for each in FILES if each.recipients]
    with acting(Actor(user=_officer().pk)):
        cases = Case.objects.filter(reference__in=wanted).order_by("reference")
        last = [Preparation.objects.filter(case=case).order_by("-pk").first() for case in cases]
    return [each for each in last if each is not None]


def open_disclosures() -> list[Disclosure]:
    """Those of every case that is prepared."""
    officer = _officer()
    with acting(Actor(user=officer.pk)):
        for each in FILES:
            case = Case.objects.get(reference=each.reference)
            ready = Preparation.objects.filter(case=case, stage=Stage.READY).exists()
            for recipient in each.recipients if ready else ():
                if not Disclosure.objects.filter(case=case, recipient=recipient).exists():
                    purpose = _PURPOSES.get(recipient, "subject-access")
                    open_disclosure(by=officer, case=case, recipient=recipient, purpose=purpose)
    return disclosures()


def disclosures() -> list[Disclosure]:
    with acting(Actor(user=_officer().pk)):
        return list(Disclosure.objects.select_related("case").order_by("pk"))


def decide() -> None:
    """One disclosure is decided and checked by a second person; in another somebody has begun."""
    officer = _officer()
    for each in disclosures():
        if each.state != State.DECIDING or not each.prepared_as:
            continue
        if each.case.reference == _CHECKED:
            _decide(officer, each)
            _check(each)
        elif each.case.reference == _BEGUN and not _decided(officer, each):
            _decide(officer, each, pages=12)


def _decided(officer: User, disclosure: Disclosure) -> bool:
    with acting(Actor(user=officer.pk)):
        return disclosure.decisions.exists()


def _decide(officer: User, disclosure: Disclosure, *, pages: int | None = None) -> None:
    with acting(Actor(user=officer.pk)):
        for sheet in Sheet.objects.filter(disclosure=disclosure).order_by("place")[:pages]:
            action = Action(sheet.action) if sheet.action not in ("", "keep") else Action.REDACT
            choice = Choice(action, sheet.ground if action is Action.WITHHOLD else "", _WHY)
            seen = SeenPage(sheet.record, sheet.page, sheet.shown)
            decide_pages(by=officer, disclosure=disclosure, pages=[seen], choice=choice)
        for each in missing(disclosure) if pages is None else ():
            if each.mention:
                choice = Choice(Action.KEEP, "", _WHY)
                decide_mention(by=officer, disclosure=disclosure, mention=each.mention, choice=choice, version=0)


def _check(disclosure: Disclosure) -> None:
    officer, checker = _officer(), User.objects.get(name="Ines Carvalho")
    with acting(Actor(user=officer.pk)):
        send_to_check(by=officer, disclosure=disclosure)
    with acting(Actor(user=checker.pk)):
        made = start_round(by=checker, disclosure=disclosure)
        mark(by=checker, round=made, pages=list(made.pages.values_list("record", "page")), agrees=True)
        pass_round(by=checker, round=made)


def _officer() -> User:
    return User.objects.get(name="Farah Nadeem")
