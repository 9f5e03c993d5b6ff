"""A statement from which nothing is missing, built through the same services as the site uses, and ways to look at it."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field

from django.test import Client
from tests.cases.places import record, signed_in, working
from tests.litigation.matters import Place, place
from tests.web.people import days

from candour.accounts.models import User
from candour.cases.models import Preparation, Record, Stage
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now, today
from candour.ledger.models import Entry
from candour.litigation import answering, considering, drafting, marking, scoping, searching, statement_gate
from candour.litigation.answering import Answered
from candour.litigation.drafting import About, Words
from candour.litigation.lacking import Lack
from candour.litigation.linking import Link
from candour.litigation.listed import content_of
from candour.litigation.marking import Said
from candour.litigation.models import Basis, PlaceKind, Result, State, Statement
from candour.litigation.models import Place as Searched
from candour.litigation.scoping import Scope
from candour.litigation.searching import Asked

UNSIGNED = {"signed_on": None, "signed_at": None, "signed_version": 0, "approved_by": None, "approved_at": None}


@dataclass
class Passing:
    """``mentioned`` by the first assertion; ``adverse`` and mentioned; ``neutral``, not mentioned; ``whole``: has no pages."""

    here: Place
    statement: Statement
    mentioned: Record
    adverse: Record
    neutral: Record
    whole: Record
    _clients: dict[int, Client] = field(default_factory=dict)

    @property
    def at(self) -> str:
        return f"/matters/{self.here.matter.key}/statements/{self.statement.key}/"

    def client(self, user: User) -> Client:
        return self._clients.setdefault(user.pk, fresh_client(user))

    def now(self) -> Statement:
        with acting(Actor(user=self.here.owner.pk)):
            return self.now_within()

    def now_within(self) -> Statement:
        """The same while somebody acts."""
        return Statement.objects.select_related("matter", "author", "supervisor").get(pk=self.statement.pk)

    def lacks(self) -> list[Lack]:
        one = self.now()
        with acting(Actor(user=self.here.owner.pk)):
            return statement_gate.lacks(one)

    def set(self, **values: object) -> None:
        """Puts the row so, past the services."""
        with acting(Actor(user=self.here.owner.pk)):
            Statement.objects.filter(pk=self.statement.pk).update(**values)

    def stands(self, state: State) -> None:
        """As if the earlier steps had been taken."""
        one, signed = self.now(), {}
        if state != State.DRAFT:
            signed = {"signed_on": today(), "signed_at": now(), "signed_version": one.version}
        if state == State.APPROVED:
            signed |= {"approved_by": one.supervisor, "approved_at": now()}
        self.set(state=state, **{**UNSIGNED, **signed})

    def entries(self, verb: str) -> list[Entry]:
        with acting(Actor(case=self.here.case.pk)):
            return list(Entry.objects.filter(chain=self.here.case.pk, verb=verb).order_by("seq"))


def fresh_client(user: User) -> Client:
    """Of somebody who has just shown who they are."""
    client = signed_in(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "email": user.email}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def document(here: Place, key: str, *texts: str) -> Record:
    return record(here.case, key, *texts, sha256=hashlib.sha256(key.encode()).hexdigest(), size=10)


def look_at(here: Place, user: User, *records: Record) -> None:
    """Displays every page, through the site."""
    client = signed_in(user)
    for each in records:
        for page in range(1, each.pages_count + 1):
            assert client.get(f"/cases/{here.case.key}/records/{each.pk}/{page}/").status_code == 200
        if not each.pages_count:
            assert client.get(f"/cases/{here.case.key}/records/{each.pk}/").status_code == 200


def searched(here: Place) -> None:
    """Complete and certified: one place answered, the other kinds said to be not needed."""
    lawyer, matter = here.owner, here.matter
    with acting(Actor(user=lawyer.pk)):
        scoping.set_scope(by=lawyer, matter=matter, scope=Scope("Everything about the assessment of the home."))
        asked = Asked(PlaceKind.CASE_SYSTEM.value, "Case system", "assessment", days(3), custodian_name="Cara Clerk")
        at = searching.ask(by=lawyer, matter=matter, asked=asked)
        for kind in PlaceKind:
            if kind not in (PlaceKind.CASE_SYSTEM, PlaceKind.OTHER):
                searching.not_needed(by=lawyer, matter=matter, kind=kind.value, reason="Nothing of the kind is kept")
        found = Answered(Result.FOUND.value, today(), "assessment", 4, today())
        answering.answer_for(by=lawyer, place=Searched.objects.get(pk=at.pk), answered=found)
        searching.certify(by=lawyer, matter=matter)


def passing() -> Passing:
    here = place()
    with working(here.case):
        Preparation.objects.create(case=here.case, asked_at=now(), stage=Stage.READY, ended_at=now())
    one, adverse = document(here, "visit", "A visit", "It went well"), document(here, "assessment", "It was positive")
    neutral, whole = document(here, "invoice", "An invoice"), document(here, "archive")
    searched(here)
    with acting(Actor(user=here.owner.pk)):
        said = Said("adverse", "It says the opposite of what was decided")
        marking.mark(by=here.owner, matter=here.matter, record=adverse, said=said)
        about = About(supervisor=here.colleague)
        made = drafting.begin(by=here.owner, matter=here.matter, author=here.witness, about=about)
        drafting.add(
            by=here.owner, statement=made, words=Words("I visited the home.", basis=Basis.OWN, links=(Link(one.pk, 2),))
        )
        told = Words("It was positive.", basis=Basis.INFORMATION, source="The assessment", links=(Link(adverse.pk, 1),))
        drafting.add(by=here.owner, statement=made, words=told)
        alone = Words("I remember it well.", basis=Basis.OWN, no_record="I told nobody at the time")
        drafting.add(by=here.owner, statement=made, words=alone)
    look_at(here, here.witness, one, adverse, neutral, whole)
    found = Passing(here, made, one, adverse, neutral, whole)
    found.statement = found.now()
    for each, why in ((adverse, "It harms us and paragraph two says so"), (neutral, "A bill that decides nothing here"),
                      (whole, "It only holds other files")):  # fmt: skip
        consider(found, each, why)
    return found


def consider(found: Passing, each: Record, why: str, *, by: User | None = None) -> None:
    by = by or found.here.witness
    with acting(Actor(user=by.pk)):
        considering.consider(by=by, statement=found.statement, record=each, reason=why, content=content_of(each))
