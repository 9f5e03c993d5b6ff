"""Does what waits in the queue, as a worker would, and returns: for tests of what jobs do."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from django.db import connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector


def work_off() -> None:
    """Every job that waits and is due, one after the other; what a job asks for is done too. Errors are in the queue."""

    async def work() -> None:
        own = app.with_connector(DjangoConnector().get_worker_connector())
        async with own.open_async():
            await own.run_worker_async(wait=False, listen_notify=False, install_signal_handlers=False)

    with ThreadPoolExecutor(1) as beside:  # a browser's test keeps a loop of its own in this thread
        beside.submit(asyncio.run, work()).result()
    connections["default"].close()
