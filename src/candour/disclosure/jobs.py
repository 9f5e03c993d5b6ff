"""The work of disclosing that is done after the page was answered: working out proposals, producing bundles."""

from __future__ import annotations

import time
from datetime import datetime

from django.core.mail import send_mail

from candour.cases.models import Case
from candour.disclosure import producing
from candour.disclosure.knowing import opened_for
from candour.disclosure.models import Disclosure, Production
from candour.disclosure.proposing import keep, work_out
from candour.jobs import job, stop_point
from candour.ledger.acting import Actor, acting

_OFTEN = 0.5
"""Seconds between two reports of progress."""


@job("disclosure.propose", steps=True)
def propose(*, case: int, disclosure: int) -> None:
    """Works out what policy proposes; done twice it does no harm."""
    with acting(Actor(case=case)):
        found = Disclosure.objects.select_related("case").get(pk=disclosure)
        known = opened_for(found)
    put = work_out(found, known)
    known.kept.work.store.close()
    with acting(Actor(case=case)):
        keep(found, put)


@job("disclosure.produce", steps=True)
def produce(*, case: int, production: int) -> None:
    """Makes a bundle. Killed at any moment it is gone on with: the engine keeps every page that it has redacted."""
    actor = Actor(case=case)
    with acting(actor):
        producing.begin(production)
        task = producing.read(production)
    if task is None:
        return
    numbers, told = producing.make(task, progress=Shown(actor, production))
    task.kept.work.store.close()
    with acting(actor):
        producing.finish(task, numbers=numbers, told=told)
        _renew(case)


@produce.put_off
def not_yet_produced(error: Exception, again_at: datetime, *, case: int, production: int) -> None:
    producing.put_off(production, error, again_at=again_at)


@produce.failed
def not_produced(error: Exception, *, case: int, production: int) -> None:
    producing.fail(production, error)
    _renew(case)


def _renew(case: int) -> None:
    """A disclosure is left alone while it is produced."""
    from candour.disclosure.renewing import renew  # it asks for the job above

    renew(case=Case.objects.get(pk=case))


@job("disclosure.tell_of_enquiry", beside=True)
def tell_of_enquiry(*, case: int, enquiry: int) -> None:
    """Mail is read in many places: what was asked, by whom and in which case stand in Candour only."""
    manager = Case.objects.select_related("manager").get(pk=case).manager
    send_mail(
        "Candour: a recipient of records has written to you",
        "Somebody who received records of a case that you manage has sent a question or a complaint.\n\n"
        "Sign in to Candour, open the disclosure and choose “Send” to read it and see who answers it.\n"
        "A complaint about personal data has to be acknowledged within 30 days.\n",
        None,
        [manager.email],
    )


class Shown:
    """Tells people how far a production is, in short transactions of its own; stops where the worker has to end."""

    def __init__(self, actor: Actor, production: int) -> None:
        self._actor, self._production = actor, production
        self._stage, self._told = "", 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        stop_point()
        if what == self._stage and time.monotonic() - self._told < _OFTEN:
            return
        with acting(self._actor):
            Production.objects.filter(pk=self._production).update(stage=what, done=done, total=total)
        self._stage, self._told = what, time.monotonic()
