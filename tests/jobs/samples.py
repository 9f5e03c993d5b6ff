"""Jobs for tests: what they did stands in the ledger."""

from __future__ import annotations

import os
import time
from pathlib import Path

from candour.engine.errors import Refused
from candour.jobs import job, stop_point
from candour.ledger.acting import Actor, acting, record
from candour.ledger.verbs import Verb

HOLD = "CANDOUR_TEST_HOLD"
"""Names a file; while it is there the long job stays in its middle."""


@job("tests.short")
def short(*, case: int, number: int = 0) -> None:
    record(Verb.CASE_CHANGED, case=case, object=f"short:{number}")


@job("tests.long", steps=True)
def long(*, case: int) -> None:
    with acting(Actor(case=case)):
        record(Verb.CASE_CHANGED, case=case, object="begun")
    hold = os.environ.get(HOLD)
    if hold:
        Path(hold).with_suffix(".reached").touch()
    while hold and Path(hold).exists():
        stop_point()
        time.sleep(0.02)
    with acting(Actor(case=case)):
        record(Verb.CASE_CHANGED, case=case, object="ended")


@job("tests.deaf")
def deaf(*, case: int) -> None:
    """Never looks whether it is to stop."""
    hold = Path(os.environ[HOLD])
    hold.with_suffix(".reached").touch()
    while hold.exists():
        time.sleep(0.02)
    record(Verb.CASE_CHANGED, case=case, object="ended")


@job("tests.broken")
def broken(*, case: int) -> None:
    record(Verb.CASE_CHANGED, case=case, object="never")
    raise ValueError("Kayleigh Sample lives at 4 Mill Lane")


@broken.failed
def not_done(error: Exception, *, case: int) -> None:
    record(Verb.PREPARATION_FAILED, case=case, object=type(error).__name__)


@job("tests.refused")
def refused(*, case: int) -> None:
    raise Refused("This cannot be done.")


@refused.failed
def not_allowed(error: Exception, *, case: int) -> None:
    record(Verb.PREPARATION_FAILED, case=case, object=type(error).__name__)
