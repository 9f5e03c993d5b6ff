"""A worker as a process of its own, on the database of one test: ``python -m tests.jobs.process DATABASE``."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 1.5


@contextlib.contextmanager
def worker(database: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.jobs.process", database],
        cwd=ROOT, env={**os.environ, **environment}, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        yield started
    finally:
        started.kill()
        started.communicate()


def wait_for(done: Callable[[], bool], *, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, "It did not happen in time."
        time.sleep(0.03)


if __name__ == "__main__":
    import django

    django.setup()
    from django.db import connections

    from candour.site import worker as site_worker

    for alias in connections.settings:
        connections.settings[alias]["NAME"] = sys.argv[1]
    from tests.jobs import samples  # noqa: F401

    site_worker.run(patience=PATIENCE, grace=0.5)
