"""Work spread over processes, in order, with a bounded queue; a worker that dies costs its job, never the run."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext
from typing import Generic, TypeVar

Job = TypeVar("Job")
Answer = TypeVar("Answer")
_ENGINE = "candour.engine."


def cores() -> int:
    """How many processes to use: ``CANDOUR_WORKERS``, else the processors this process may run on."""
    named = os.environ.get("CANDOUR_WORKERS", "")
    return max(1, int(named)) if named.isdigit() else len(os.sched_getaffinity(0))


def spread(
    work: Callable[[Job], Answer], jobs: Iterable[Job], *, processes: int | None = None
) -> Iterator[tuple[Job, Answer | BaseException]]:
    """Yields (job, answer) in the order of ``jobs``; an exception of ``work`` is the answer, so nothing is swallowed.

    ``work`` is a module-level function. With one process nothing is started and ``work`` runs here.
    """
    number = cores() if processes is None else processes
    if number <= 1:
        for job in jobs:
            yield job, _attempt(work, job)
        return
    crew = _Crew(work, number)
    try:
        for job in jobs:
            crew.take(job)
            if len(crew.waiting) >= number * 4:
                yield crew.first()
        while crew.waiting:
            yield crew.first()
    finally:
        crew.pool.shutdown(wait=False, cancel_futures=True)


class _Crew(Generic[Job, Answer]):
    """A pool and its queue; when a worker dies the pool is made anew and the job at fault is tried once more, alone."""

    def __init__(self, work: Callable[[Job], Answer], number: int) -> None:
        self.work, self.number = work, number
        self.pool = _pool(number)
        self.waiting: deque[tuple[Job, Future[Answer]]] = deque()

    def take(self, job: Job) -> None:
        try:
            self.waiting.append((job, self.pool.submit(self.work, job)))
        except BrokenProcessPool:
            self.renew()
            self.waiting.append((job, self.pool.submit(self.work, job)))

    def first(self) -> tuple[Job, Answer | BaseException]:
        job, future = self.waiting.popleft()
        try:
            return job, future.result()
        except BrokenProcessPool:
            self.renew()
            return job, self._alone(job)
        except Exception as error:
            return job, error

    def renew(self) -> None:
        self.pool.shutdown(wait=False, cancel_futures=True)
        self.pool = _pool(self.number)
        self.waiting = deque((job, self.pool.submit(self.work, job)) for job, _ in self.waiting)

    def _alone(self, job: Job) -> Answer | BaseException:
        with _pool(1) as pool:
            try:
                return pool.submit(self.work, job).result()
            except (BrokenProcessPool, Exception) as error:
                return error


def make_ready() -> None:
    """Starts what workers are forked from, so that it imports while this process does something else.

    With one process there is nothing to start.
    """
    if cores() > 1:
        _context()
        forkserver.ensure_running()


def _context() -> ForkServerContext:
    """Workers are forked from a server that has imported once what every worker of every stage would import again.

    Started with the first pool, unless made ready before, it imports whichever loaded modules hand work to ``spread``.
    """
    context = multiprocessing.get_context("forkserver")
    loaded = ((name, module) for name, module in list(sys.modules.items()) if name.startswith(_ENGINE))
    context.set_forkserver_preload([name for name, module in loaded if getattr(module, "spread", None) is spread])
    return context


def _pool(number: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(max_workers=number, mp_context=_context())


def _attempt(work: Callable[[Job], Answer], job: Job) -> Answer | BaseException:
    try:
        return work(job)
    except Exception as error:
        return error
