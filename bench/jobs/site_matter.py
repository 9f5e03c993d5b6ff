"""How long the pages of a matter of many documents take, asked for through the whole application, against an ordinary page."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.child import Facts, Job
from bench.jobs import site_office as office

if TYPE_CHECKING:
    from django.test import Client

    from candour.accounts.models import User
    from candour.accounts.roles import Role
    from candour.cases.models import Case
    from candour.litigation.models import Statement

WARM = 2
"""Rounds before any is timed."""
ORDINARY = "case file of ten documents"
_WORD = "worker"


def asked(*, large: str, small: str, times: int) -> Job:
    """``large``, ``small``: folders of the two cases. The facts: milliseconds by what was asked; ``questions`` of each."""

    def job() -> Facts:
        with office.site():
            return _measured(large, small, times)

    return job


def _measured(large: str, small: str, times: int) -> Facts:
    from candour.accounts.roles import Role

    manager = office.reviewer()
    lawyer, witness = _person(Role.LAWYER), _person(Role.PRACTITIONER)
    cases = [office.filled(manager, Path(folder), name=name) for folder, name in ((large, "Large"), (small, "Small"))]
    with office.workers(1):
        office.ask(manager, cases)
        office.wait_until_ready(manager, cases)
    made = _drafted(lawyer, witness, cases[0])
    walk = _Walk(*(office.browser(user) for user in (manager, lawyer, witness)), lawyer, made, *cases)
    told: dict[str, list[float]] = defaultdict(list)
    for turn in range(WARM + times):
        for what, took in walk.once(turn):
            if turn >= WARM:
                told[what].append(took * 1000)
    return {"told": told, "questions": walk.questions, **walk.sizes()}


def _person(role: Role) -> User:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from candour.accounts import services
    from candour.ledger.acting import NOBODY, acting

    with acting(NOBODY):
        user = services.add_person(by=None, email=f"{role.value}@council.example", name=f"A {role.value}")
        services.give_role(by=None, user=user, role=role)
    TOTP.activate(user, generate_totp_secret())
    return user


def _opened(lawyer: User, case: Case, title: str) -> Any:
    from candour.ledger.acting import Actor, acting
    from candour.litigation.opening import Details, open_matter

    with acting(Actor(user=lawyer.pk)):
        return open_matter(by=lawyer, case=case.reference, kind="judicial_review", details=Details(title))


def _drafted(lawyer: User, witness: User, case: Case) -> Statement:
    """A statement with one assertion, in a matter on the case."""
    from candour.ledger.acting import Actor, acting
    from candour.litigation import drafting, members
    from candour.litigation.drafting import About, Words
    from candour.litigation.models import Basis, Capacity

    matter = _opened(lawyer, case, "R (A) v Council")
    with acting(Actor(user=lawyer.pk)):
        members.join(by=lawyer, matter=matter, user=witness, capacity=Capacity.WITNESS)
        members.join(by=lawyer, matter=matter, user=lawyer, capacity=Capacity.SUPERVISING)
        made = drafting.begin(by=lawyer, matter=matter, author=witness, about=About(supervisor=lawyer))
        drafting.add(by=lawyer, statement=made, words=Words("I visited the home.", basis=Basis.OWN))
    return made


@dataclass
class _Walk:
    """One round asks for each page once, the ordinary one between them."""

    manager: Client
    lawyer: Client
    witness: Client
    by: User
    statement: Statement
    large: Case
    small: Case

    def __post_init__(self) -> None:
        self.questions: dict[str, int] = {}

    def sizes(self) -> dict[str, int]:
        from candour.ledger.acting import Actor, acting
        from candour.litigation.scope import records_of

        with acting(Actor(user=self.by.pk)):
            pages = records_of(self.statement.matter).values_list("pages_count", flat=True)
            return {"documents": len(pages), "pages": sum(pages)}

    def once(self, turn: int) -> Iterator[tuple[str, float]]:
        fresh = _opened(self.by, self.large, f"Matter {turn}")
        at = f"/matters/{self.statement.matter.key}/"
        statement = f"{at}statements/{self.statement.key}/"
        found = str(self.lawyer.post(f"{at}file/search/", {"words": _WORD})["Location"])
        pages = (
            ("whole file, right after opening", self.lawyer, f"/matters/{fresh.key}/file/"),
            ("search of the whole file", self.lawyer, found),
            ("matter", self.lawyer, at),
            ("disclosure list", self.lawyer, f"{at}documents/"),
            ("what would be in a bundle", self.lawyer, f"{at}bundles/make/"),
            ("statement gate", self.lawyer, f"{statement}gate/"),
            ("reading page", self.witness, self._reading(statement)),
        )
        for what, client, address in pages:
            yield self._timed(what, lambda client=client, address=address: client.get(address))  # type: ignore[misc]
            yield self._timed(ORDINARY, lambda: self.manager.get(f"/cases/{self.small.key}/"))

    def _reading(self, statement: str) -> str:
        return str(self.witness.get(f"{statement}reading/next/")["Location"])

    def _timed(self, what: str, ask: Callable[[], Any]) -> tuple[str, float]:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        began = time.perf_counter()
        answer = ask()
        took = time.perf_counter() - began
        if answer.status_code != 200:
            raise RuntimeError(f"The site answered {answer.status_code} for {what}.")
        if what not in self.questions:
            with CaptureQueriesContext(connection) as seen:
                ask()
            self.questions[what] = len(seen)
        return what, took
