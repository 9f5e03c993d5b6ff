"""The site in a home of its own, with people, cases and workers, for what is measured of it. It measures nothing itself.

``CANDOUR_HOME`` names the home and is set before this is imported; Django is set up by ``site``.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bench import people
from candour.site.starting import started

if TYPE_CHECKING:
    from django.test import Client

    from candour.accounts.models import User
    from candour.cases.models import Case
    from candour.disclosure.models import Disclosure

SUBJECT = "p1"
_PATIENCE = 3600.0
_LOOK_EVERY = 0.02


@contextlib.contextmanager
def site() -> Iterator[None]:
    with started():
        yield


def reviewer() -> User:
    """An access officer who also manages cases, with a second factor."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from candour.accounts import services
    from candour.accounts.roles import Role
    from candour.ledger.acting import NOBODY, acting

    with acting(NOBODY):
        user = services.add_person(by=None, email="reviewer@council.example", name="A Reviewer")
        for role in (Role.MANAGER, Role.ACCESS_OFFICER):
            services.give_role(by=None, user=user, role=role)
    TOTP.activate(user, generate_totp_secret())
    return user


def browser(user: User) -> Client:
    """Before the site's own WSGI application, signed in."""
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return client


def filled(user: User, folder: Path, *, name: str) -> Case:
    """A case with the files of ``folder`` and the register of thirty, not yet prepared."""
    from candour.cases import receiving
    from candour.cases.arriving import Named, arrived
    from candour.cases.models import Person
    from candour.cases.services import open_case
    from candour.ledger.acting import Actor, acting

    with acting(Actor(user=user.pk)):
        made = open_case(by=user, reference=name, name="A family", manager=user, teams=())
    with acting(Actor(user=user.pk)):
        upload = receiving.begin(by=user, case=made)
        for path in sorted(folder.iterdir()):
            with path.open("rb") as stream:
                receiving.receive(by=user, case=made, upload=upload, files=[Named(path.name, arrived(stream))])
        for one in people.register():
            Person.objects.create(
                case=made, key=one.id, name=one.name, role=one.role, child=one.role == "subject", date_of_birth=one.born,
                address=one.address, phones=[one.phone], emails=[one.email],
            )  # fmt: skip
    return made


def ask(user: User, cases: Sequence[Case]) -> None:
    from candour.cases import preparing
    from candour.ledger.acting import Actor, acting

    for each in cases:
        with acting(Actor(user=user.pk)):
            preparing.ask(by=user, case=each)


def wait_until_ready(user: User, cases: Sequence[Case]) -> None:
    """Raises RuntimeError for a case that could not be prepared."""
    from candour.cases.models import Preparation, Stage
    from candour.ledger.acting import Actor, acting

    def ready(case: Case) -> bool:
        with acting(Actor(user=user.pk)):
            last = Preparation.objects.filter(case=case).latest("pk")
        if last.stage in (Stage.FAILED, Stage.EMPTY):
            raise RuntimeError("A case was not prepared.")
        return bool(last.stage == Stage.READY)

    for each in cases:
        _wait(lambda each=each: ready(each))  # type: ignore[misc]


def disclosed(user: User, case: Case) -> Disclosure:
    """A disclosure to the subject; a running worker works out what is proposed."""
    from candour.disclosure.models import Disclosure
    from candour.disclosure.opening import open_disclosure
    from candour.ledger.acting import Actor, acting

    with acting(Actor(user=user.pk)):
        made = open_disclosure(by=user, case=case, recipient=SUBJECT, purpose="subject-access")

    def now() -> Disclosure:
        with acting(Actor(user=user.pk)):
            return Disclosure.objects.select_related("case").get(pk=made.pk)

    _wait(lambda: bool(now().prepared_as))
    return now()


@contextlib.contextmanager
def workers(count: int, **setting: str) -> Iterator[None]:
    """So many ``candour worker`` processes, each doing one job at a time; the block begins when all of them look for jobs."""
    from django.db import connection

    def looking() -> bool:
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from procrastinate_workers")
            return bool(cursor.fetchone() >= (count,))

    step = [sys.executable, "-m", "candour", "worker", "--at-once", "1"]
    silent = subprocess.DEVNULL
    running = [
        subprocess.Popen(step, env={**os.environ, **setting}, stdin=silent, stdout=silent, stderr=silent)
        for _ in range(count)
    ]
    try:
        _wait(looking)
        yield
    finally:
        for each in running:
            each.terminate()
        for each in running:
            each.wait()


def _wait(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not done():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(_LOOK_EVERY)
