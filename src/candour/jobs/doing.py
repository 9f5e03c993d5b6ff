"""Does one job: alone on its case, as the job of that case, and with a line in the log that says how it went."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from django.db import Error, connection, transaction

from candour.jobs.again import pause
from candour.jobs.stopping import InHand, Postponed, TurnOver, in_hand
from candour.jobs.trouble import note, refuse_given_up
from candour.jobs.waiting import let_others
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now

_LOG = logging.getLogger("candour.jobs")
_in_hand: set[int] = set()


class Work:
    """What there is to do, and what when it cannot be done."""

    def __init__(self, name: str, run: Callable[..., None], *, steps: bool, beside: bool, anew: bool) -> None:
        self.name, self.run, self.steps, self.beside, self.anew = name, run, steps, beside, anew
        self.failed: Callable[..., None] | None = None
        self.put_off: Callable[..., None] | None = None

    @property
    def can_be_tried_again(self) -> bool:
        """Also after it failed for good; otherwise its end is told, and whoever asked for it asks anew."""
        return self.anew or self.failed is None

    def lock(self, arguments: Mapping[str, Any]) -> str:
        """Of two jobs with the same lock only one is done at a time."""
        case = arguments.get("case")
        return self.name if case is None else f"{self.name}:{case}" if self.beside else f"case:{case}"


def do(work: Work, *, number: int, attempts: int, arguments: Mapping[str, Any]) -> None:
    """Does the job ``number`` of the queue; raises what it raises, and ends it for good when that was the last attempt."""
    started, went = time.perf_counter(), "postponed"
    _in_hand.add(number)
    token = in_hand.set(InHand(number))
    try:
        with alone(work.lock(arguments)):
            _let_others_wait(number)
            refuse_given_up(number)
            with contextlib.nullcontext() if work.steps else acting(actor(arguments)):
                work.run(**arguments)
        went = "done"
    except Postponed as why:
        _not_counted(number)
        if isinstance(why, TurnOver):
            let_others(number)
        raise
    except Exception as error:
        went = "failed"
        note(number, error)
        wait = pause(error, attempts=attempts)
        if wait is None:
            give_up(work, error, arguments)
        elif work.put_off is not None:
            _say(partial(work.put_off, error, now() + wait), arguments)
        raise
    finally:
        in_hand.reset(token)
        _in_hand.discard(number)
        milliseconds = round((time.perf_counter() - started) * 1000)
        told = {"job": work.name, "number": number, "attempt": attempts + 1, "milliseconds": milliseconds}
        _LOG.info(went, extra={"told": told})


def actor(arguments: Mapping[str, Any]) -> Actor:
    """A job sees the one case it works on, or none."""
    return Actor(case=arguments.get("case"))


def give_up(work: Work, error: Exception, arguments: Mapping[str, Any]) -> None:
    """Says in the tables that the job has failed. That it could not be said is logged; the job has failed anyway."""
    if work.failed is not None:
        _say(partial(work.failed, error), arguments)


def _say(hook: Callable[..., None], arguments: Mapping[str, Any]) -> None:
    connection.close_if_unusable_or_obsolete()
    try:
        with acting(actor(arguments)):
            hook(**arguments)
    except Exception:
        _LOG.exception("failure not noted")


@contextlib.contextmanager
def alone(lock: str) -> Iterator[None]:
    """Holds ``lock`` in the database for as long as this process and its connection live; Postponed if another has it.

    A worker that was taken for dead may still be at work: the queue alone would then let two do the same.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(hashtextextended(%s, 0))", [lock])
        if cursor.fetchone() != (True,):
            raise Postponed
    try:
        yield
    finally:
        with contextlib.suppress(Error), connection.cursor() as cursor:  # a lost connection holds no lock
            cursor.execute("select pg_advisory_unlock(hashtextextended(%s, 0))", [lock])


def _let_others_wait(number: int) -> None:
    """The like of a job that has begun may be asked for again, and a second attempt of this one never meets it."""
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set queueing_lock = null where id = %s", [number])


def put_back() -> None:
    """Puts the jobs that this process has in hand back into the queue: it is about to end without having done them."""
    with transaction.atomic(), connection.cursor() as cursor:
        for number in sorted(_in_hand):
            _not_counted(number)
            cursor.execute("select procrastinate_retry_job_v2(%s, now(), null, null, null)", [number])


def _not_counted(number: int) -> None:
    """Being put off is no attempt."""
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set attempts = attempts - 1 where id = %s", [number])
