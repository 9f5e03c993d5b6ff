"""``candour worker``: does jobs until it is asked to end. It may be killed at any moment; another then does its jobs.

Sent SIGTERM or SIGINT it begins no job any more, gives the ones in hand a while, and puts back what is not done by then.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys

from django.db import close_old_connections, connections
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from candour.jobs import doing, stopping, tending
from candour.site import databases, starting

_LOG = logging.getLogger("candour.worker")
_PARENT_SEEN_EVERY = 1.0
_LOOK_EVERY = 2.0
"""Seconds between looks at the queue for jobs whose pause is over; a new job is told of at once."""
_BEFORE_TRYING_AGAIN = 2.0


def run(
    *, at_once: int = 2, grace: float = 20.0, patience: float = tending.PATIENCE, parent: int | None = None
) -> None:
    """Returns when it was asked to end. ``parent``: ends with that process too. ``grace`` in seconds, below ``patience``.

    ``patience``: seconds without a sign of life after which other workers count as dead.
    """
    stopping.ASKED.clear()
    asyncio.run(_until_asked(at_once, grace, patience, parent))


async def _until_asked(at_once: int, grace: float, patience: float, parent: int | None) -> None:
    """Works, beginning again when the database was away."""
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, asked.set)
    watching = asyncio.create_task(_watch(parent, asked)) if parent else None
    while not asked.is_set():
        try:
            await _session(asked, at_once, grace, patience)
        except Exception as error:
            _LOG.warning("database away", extra={"told": {"error": type(error).__name__}})
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asked.wait(), _BEFORE_TRYING_AGAIN)
    if watching:
        watching.cancel()


async def _session(asked: asyncio.Event, at_once: int, grace: float, patience: float) -> None:
    """Works on one set of connections until asked to end or until they break, which is raised."""
    await asyncio.to_thread(databases.ready)
    own = _own_app()
    async with own.open_async():
        working = asyncio.create_task(
            own.run_worker_async(
                concurrency=at_once,
                install_signal_handlers=False,
                fetch_job_polling_interval=_LOOK_EVERY,
                update_heartbeat_interval=patience / 6,
                stalled_worker_timeout=patience,
            )
        )
        _LOG.info("ready", extra={"told": {"at_once": at_once}})
        others = [asyncio.create_task(_tend(patience)), asyncio.create_task(asked.wait())]
        try:
            await asyncio.wait([working, others[1]], return_when=asyncio.FIRST_COMPLETED)
            if asked.is_set():
                return await _end(working, grace)
            await working
            raise ConnectionError  # it ends unasked only when its connections break
        finally:
            for each in others:
                each.cancel()


async def _end(working: asyncio.Task[None], grace: float) -> None:
    """Lets jobs in hand end, or cuts them off: their transactions end with the connection, another worker goes on."""
    stopping.ASKED.set()
    working.cancel()
    done, _ = await asyncio.wait([working], timeout=grace)
    if not done:
        try:
            await asyncio.to_thread(_leave)
        finally:
            sys.stderr.flush()
            os._exit(0)  # a thread cannot be ended otherwise


def _leave() -> None:
    doing.put_back()
    connections.close_all()
    databases.leave()


def _own_app() -> App:
    """The same jobs on connections of the worker's own; what a job asks for goes with the job's transaction."""
    return app.with_connector(DjangoConnector().get_worker_connector())


async def _tend(patience: float) -> None:
    while True:
        try:
            await asyncio.to_thread(_tended, patience)
        except Exception as error:
            _LOG.warning("queue not tended", extra={"told": {"error": type(error).__name__}})
        await asyncio.sleep(patience / 3)


def _tended(patience: float) -> None:
    close_old_connections()
    try:
        tending.tend(patience=patience)
    finally:
        connections.close_all()


async def _watch(parent: int | None, asked: asyncio.Event) -> None:
    while os.getppid() == parent:
        await asyncio.sleep(_PARENT_SEEN_EVERY)
    asked.set()


if __name__ == "__main__":  # beside the site, and no longer than it
    with starting.started():
        run(parent=int(sys.argv[1]))
