"""What a job is and how it is asked for: in the running transaction, so that it is there exactly when the change is."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, Concatenate, Generic, ParamSpec

from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.job_context import JobContext

from candour.jobs.again import Again
from candour.jobs.doing import Work, do
from candour.jobs.waiting import place

P = ParamSpec("P")
NAMED: dict[str, Job[Any]] = {}
DAILY: list[Job[[]]] = []
"""What is done once each day."""


class Job(Generic[P]):
    """A function that a worker runs. Calling it runs it here and now, for whoever acts."""

    def __init__(self, name: str, run: Callable[P, None], *, steps: bool, beside: bool, anew: bool = False) -> None:
        self.name = name
        self.work = Work(name, run, steps=steps, beside=beside, anew=anew)
        self._task = app.task(name=name, pass_context=True, retry=Again())(self._done)
        NAMED[name] = self

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        self.work.run(*args, **kwargs)

    def failed(self, hook: Callable[Concatenate[Exception, P], None]) -> Callable[Concatenate[Exception, P], None]:
        """Marks what runs when the job has failed for good; it gets the error and the job's arguments."""
        self.work.failed = hook
        return hook

    def put_off(
        self, hook: Callable[Concatenate[Exception, datetime, P], None]
    ) -> Callable[Concatenate[Exception, datetime, P], None]:
        """Marks what runs when an attempt failed and another follows; it gets the error, when that is, and the arguments."""
        self.work.put_off = hook
        return hook

    def enqueue(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Asks for the job. RuntimeError outside a transaction, TypeError for arguments that it does not take."""
        if not connection.in_atomic_block:
            raise RuntimeError(f"{self.name} is asked for in the transaction of the change that wants it.")
        arguments = inspect.signature(self.work.run).bind(*args, **kwargs).arguments
        while not self._asked(arguments):
            pass

    def _asked(self, arguments: dict[str, Any]) -> bool:
        """False when the like of it was waiting and has just begun: it may not see this change, so ask again."""
        waiting = json.dumps([self.name, arguments], sort_keys=True)
        lock = self.work.lock(arguments)
        asked = self._task.configure(lock=lock, queueing_lock=waiting, priority=place(lock))
        try:
            with transaction.atomic():
                asked.defer(**arguments)
        except AlreadyEnqueued:
            return _held(waiting)
        return True

    def _done(self, context: JobContext, /, **arguments: Any) -> None:
        do(self.work, number=int(context.job.id or 0), attempts=context.job.attempts, arguments=arguments)


def job(
    name: str, *, steps: bool = False, beside: bool = False, anew: bool = False
) -> Callable[[Callable[P, None]], Job[P]]:
    """Makes a job of a function with an argument ``case``. ``name`` is kept in the queue: it stays what it is.

    ``anew``: it can be done after it failed for good, although that was told in the tables.
    """

    def decorate(run: Callable[P, None]) -> Job[P]:
        if "case" not in inspect.signature(run).parameters:
            raise TypeError(f"The job {name} does not say on which case it works.")
        return Job(name, run, steps=steps, beside=beside, anew=anew)

    return decorate


def daily(name: str, *, steps: bool = False) -> Callable[[Callable[[], None]], Job[[]]]:
    """Makes a job of a function without arguments that is done once each day, on no case."""

    def decorate(run: Callable[[], None]) -> Job[[]]:
        made: Job[[]] = Job(name, run, steps=steps, beside=True)
        DAILY.append(made)
        return made

    return decorate


def _held(waiting: str) -> bool:
    """Keeps the waiting job from being begun until this transaction ends; False when none waits any more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select id from procrastinate_jobs where queueing_lock = %s and status = 'todo' for share", [waiting]
        )
        return cursor.fetchone() is not None
