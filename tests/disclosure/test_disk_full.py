"""Producing onto a full disk: the reason is on the page at once, the work goes on by itself, and then the page forgets it."""

from __future__ import annotations

import contextlib
import resource
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection
from tests.disclosure.disclosing import Office, again, checked, office, opened
from tests.disclosure.pages import as_, at, said
from tests.web.database import fresh
from tests.web.work import work_off

from candour.disclosure.models import Disclosure, Production, State
from candour.disclosure.producing import ask, fail, put_off
from candour.engine.errors import Unavailable
from candour.jobs.again import PAUSES
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import LONDON, now


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with fresh():
        yield office(tmp_path_factory.mktemp("case"))


@pytest.fixture
def asked(here: Office) -> Production:
    one = opened(here)
    checked(here, one)
    with acting(Actor(user=here.sender.pk)):
        return ask(by=here.sender, disclosure=one)


def row(here: Office, made: Production) -> Production:
    with acting(Actor(user=here.sender.pk)):
        return Production.objects.select_related("disclosure").get(pk=made.pk)


@contextlib.contextmanager
def full_disk() -> Iterator[None]:
    """No file can grow beyond what the engine needs for its notes; the database is another process."""
    ends = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (36 << 10, ends[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, ends)


def at_once() -> None:
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set scheduled_at = null where status = 'todo'")


def test_the_reason_is_on_the_page_at_once_and_the_work_goes_on(here: Office, asked: Production) -> None:
    one: Disclosure = asked.disclosure
    with full_disk():
        work_off()
    waits = row(here, asked)
    assert isinstance(waits.again_at, datetime)
    assert timedelta(0) < waits.again_at - now() <= PAUSES[0]
    assert (waits.ended_at, again(here, one).state) == (None, State.PRODUCING)
    for address in (at("release", one), at("production_progress", one)):
        shown = as_(here.reader).get(address)
        assert "There is no space left" in said(shown), (waits.what, waits.means)
        assert f"We try again at {waits.again_at.astimezone(LONDON):%H:%M}" in said(shown)
        assert 'hx-trigger="every 2s"' in shown.content.decode()
        assert "HX-Refresh" not in shown.headers
        assert "is being made" not in said(shown)
    at_once()
    work_off()
    ended = row(here, asked)
    assert (ended.again_at, ended.what, ended.outcome) == (None, "", "made")
    assert again(here, one).state == State.READY
    assert "no space left" not in said(as_(here.sender).get(at("release", one)))


def test_an_attempt_that_runs_is_not_one_that_waits(here: Office, asked: Production) -> None:
    from candour.disclosure.producing import begin

    error = Unavailable("There is no space left.", means="Nothing is lost.", do="Free some space.")
    with acting(Actor(case=here.case.pk)):
        put_off(asked.pk, error, again_at=now())
        begin(asked.pk)
    assert "The bundle is being made" in said(as_(here.sender).get(at("release", asked.disclosure)))
    with acting(Actor(case=here.case.pk)):
        put_off(asked.pk, error, again_at=now())
        fail(asked.pk, error)
        put_off(asked.pk, Unavailable("Too late to say."), again_at=now())  # another worker was slower
    ended = row(here, asked)
    assert (ended.what, ended.again_at) == ("There is no space left.", None)
    assert "We try again" not in said(as_(here.sender).get(at("release", asked.disclosure)))
