"""What the people of the demonstration have done with its disclosures: each stands at another step.

Every step is one that the pages offer, taken by somebody who may, and only as far as the plan says.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from candour.accounts.models import User
from candour.cases.models import Case, Preparation
from candour.demo import handing, requests
from candour.demo.authority import FENN, LARCH, SALT, STANWAY, somebody
from candour.disclosure import producing
from candour.disclosure.approving import hold
from candour.disclosure.checking import mark, pass_round, send_back, send_to_check, start_round
from candour.disclosure.choices import Choice
from candour.disclosure.deciding import SeenPage, decide_mention, decide_pages
from candour.disclosure.models import Disclosure, Hold, Result, Round, Sheet, State
from candour.disclosure.opening import open_disclosure
from candour.disclosure.queries import missing
from candour.engine.model import Action
from candour.ledger.acting import Actor, acting

_WHY = "Looked at; as the policy proposes."
_BEGUN_PAGES = 12


class Far(IntEnum):
    """How far a disclosure goes."""

    OPENED = 1
    BEGUN = 2
    SENT_BACK = 3
    WITH_LEGAL = 4
    CHECKED = 5
    MADE = 6
    DELIVERED = 7
    COLLECTED = 8


@dataclass(frozen=True, slots=True)
class _Planned:
    case: str
    recipient: str
    purpose: str
    far: Far
    held: bool = False
    asked: bool = True
    """A request is behind it, and with that it is opened (``requests``)."""


_SMALL = (
    _Planned(FENN, "FN01", "subject-access", Far.COLLECTED),
    _Planned(LARCH, "LH02", "parent-request", Far.DELIVERED),
    _Planned(FENN, "FN02", "parent-request", Far.CHECKED),
    _Planned(FENN, "FN03", "parent-request", Far.SENT_BACK),
    _Planned(LARCH, "LH01", "court-civil", Far.WITH_LEGAL, asked=False),
    _Planned(LARCH, "LH01", "subject-access", Far.OPENED),
)
_LARGE = (
    _Planned(STANWAY, "SB01", "subject-access", Far.BEGUN),
    _Planned(STANWAY, "SB03", "parent-request", Far.OPENED, held=True),
    _Planned(LARCH, "dbs", "dbs", Far.MADE),
    _Planned(LARCH, "police", "police", Far.MADE),
)
_PREPARED = {False: (FENN, LARCH, SALT), True: (STANWAY,)}
"""The cases that the story waits for; the longest one goes on being prepared in the background."""


def go_on(*, later: bool) -> bool:
    """Takes the next step of everything that can go on now; True when nothing is left to do."""
    over = [requests.go_on(later=later), *(_one(each) for each in (_LARGE if later else _SMALL))]
    return all(over) and all(each.ended_at is not None for each in preparing(later=later))


def preparing(*, later: bool) -> list[Preparation]:
    """The latest preparation of every case that the story waits for, as far as each is."""
    with acting(Actor(user=_officer().pk)):
        cases = Case.objects.filter(reference__in=_PREPARED[later]).order_by("reference")
        last = [Preparation.objects.filter(case=case).order_by("-pk").first() for case in cases]
    return [each for each in last if each is not None]


def _one(planned: _Planned) -> bool:
    officer = _officer()
    with acting(Actor(user=officer.pk)):
        case = Case.objects.get(reference=planned.case)
        wanted = Disclosure.objects.filter(case=case, recipient=planned.recipient, purpose=planned.purpose)
        disclosure = wanted.select_related("case").first()
        if disclosure is None and planned.asked:
            return False
        if disclosure is None:
            last = Preparation.objects.filter(case=case).order_by("-pk").first()
            if last is None or last.ended_at is None:
                return False
            matter = planned.far is Far.WITH_LEGAL
            open_disclosure(by=officer, case=case, recipient=planned.recipient, purpose=planned.purpose, matter=matter)
            return False
    if planned.held:
        _hold(disclosure)
    return bool(disclosure.prepared_as) and take_next(disclosure, planned.far)


def take_next(disclosure: Disclosure, far: Far) -> bool:
    """One step; True when the disclosure is where the plan wants it, or somewhere that the plan does not know."""
    state = State(disclosure.state)
    if state is State.DECIDING:
        return _decided(disclosure, far)
    if state is State.CHECKING:
        _check(disclosure, agrees=far is not Far.SENT_BACK)
    elif state is State.CHECKED and far > Far.CHECKED:
        with acting(Actor(user=_officer().pk)):
            producing.ask(by=_officer(), disclosure=disclosure)
    elif state in (State.READY, State.DELIVERED) and far >= Far.DELIVERED:
        return handing.handed(disclosure, by=_officer(), collected=far is Far.COLLECTED)
    else:
        return state is not State.PRODUCING
    return False


def _decided(disclosure: Disclosure, far: Far) -> bool:
    officer = _officer()
    with acting(Actor(user=officer.pk)):
        begun = disclosure.decisions.exists()
        returned = Round.objects.filter(disclosure=disclosure, result=Result.SENT_BACK).exists()
    if far is Far.OPENED or returned or (far is Far.BEGUN and begun):
        return True
    _decide(officer, disclosure, pages=_BEGUN_PAGES if far is Far.BEGUN else None)
    return False


def _decide(officer: User, disclosure: Disclosure, *, pages: int | None) -> None:
    """The first ``pages`` as proposed; None: everything, and then it is sent to be checked."""
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
        if pages is None:
            send_to_check(by=officer, disclosure=disclosure)


def _check(disclosure: Disclosure, *, agrees: bool) -> None:
    """Every page is right; or, for the one that goes back, the first is not."""
    checker = somebody("Ines Carvalho")
    with acting(Actor(user=checker.pk)):
        made = start_round(by=checker, disclosure=disclosure)
        pages = list(made.pages.order_by("place").values_list("record", "page"))
        mark(by=checker, round=made, pages=pages, agrees=True)
        if agrees:
            pass_round(by=checker, round=made)
            return
        note = "What the child said of her mother is hers to tell: cover it here."
        mark(by=checker, round=made, pages=pages[:1], agrees=False, note=note)
        send_back(by=checker, round=made, reason="The first page says more of the mother than a relative may read.")


def _hold(disclosure: Disclosure) -> None:
    lawyer = somebody("Harriet Vane-Cole")
    with acting(Actor(user=lawyer.pk)):
        if not Hold.objects.filter(disclosure=disclosure).exists():
            hold(by=lawyer, disclosure=disclosure, reason="The father's request is before the court on 14 May.")


def _officer() -> User:
    return somebody("Farah Nadeem")
