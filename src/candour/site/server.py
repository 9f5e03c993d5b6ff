"""``candour serve``: the site in processes of gunicorn, and beside it what belongs to it; what dies is started again."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from django.db import connections
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger

from candour.engine.errors import Unavailable
from candour.site import databases

_THREADS = 8
_MOST_PROCESSES = 4
_LOOK_EVERY = 5.0
_LAST_WORDS = 30
"""Seconds that requests and jobs in hand are given when the site is stopped."""


def serve(*, bind: str, port: int, workers: int, ready: Callable[[int], None]) -> None:
    """Serves until it is asked to stop. ``workers``: processes for jobs beside it; ``ready`` gets the port.

    Raises Unavailable when the port is taken or the site cannot be started.
    """
    listening = _listening(bind, port)
    companions = [Companion() for _ in range(workers)]
    beside = _Beside(companions)
    connections.close_all()  # no connection is shared with the processes to come
    try:
        for each in companions:
            each.start()
        ready(listening.getsockname()[1])
        _Site(listening.detach(), beside.look_after).run()
    except SystemExit as end:
        if end.code:
            raise Unavailable(
                "The site could not be started.", do="Look at the lines above; 'candour doctor' says what is missing."
            ) from None
    finally:
        listening.close()
        for each in companions:
            each.stop()


def end_when_asked() -> None:
    """Being asked to stop while the site is not up yet ends it as tidily as later."""

    def leave(number: int, frame: object) -> NoReturn:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, leave)


class Companion:
    """A worker for jobs that lives as long as the site does."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "candour.site.worker", str(os.getpid())], stdin=subprocess.DEVNULL
        )

    def look_after(self) -> None:
        if self._process is not None and self._process.poll() is not None:
            self.start()

    def stop(self) -> None:
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=_LAST_WORDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class _Beside:
    """What is looked after every few seconds: the embedded database, and the workers."""

    def __init__(self, companions: list[Companion]) -> None:
        self.companions = companions
        self._next = time.monotonic() + _LOOK_EVERY

    def look_after(self) -> None:
        if time.monotonic() < self._next:
            return
        with contextlib.suppress(Unavailable):  # tried again the next time; pages say so meanwhile
            databases.ready()
        for each in self.companions:
            each.look_after()
        self._next = time.monotonic() + _LOOK_EVERY


class _Log(Logger):
    """gunicorn's own messages, in our lines: they name addresses, which ours leave out."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True


class _Site(BaseApplication):
    def __init__(self, listening: int, look_after: Callable[[], None]) -> None:
        self.listening, self.look_after = listening, look_after
        super().__init__()

    def load_config(self) -> None:
        for name, value in {
            "bind": f"fd://{self.listening}",
            "worker_class": "gthread",
            "workers": min(_cores(), _MOST_PROCESSES),
            "threads": _THREADS,
            "timeout": 120,
            "graceful_timeout": _LAST_WORDS,
            "keepalive": 5,
            "max_requests": 5_000,
            "max_requests_jitter": 500,
            "loglevel": "warning",
            "logger_class": _Log,
            "accesslog": None,
            "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,  # noqa: S108 (a slow disk is no hang)
            "forwarded_allow_ips": "",  # Django decides whether a proxy is believed
            "control_socket_disable": True,
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from candour.site.wsgi import application

        return application

    def run(self) -> None:
        """Returns, or raises, in this process only: its children end here, and tidy up nothing that is not theirs."""
        parent = os.getpid()
        try:
            _Arbiter(self).run()
        except SystemExit as end:
            if os.getpid() != parent:
                os._exit(end.code if isinstance(end.code, int) else 0)
            raise


class _Arbiter(Arbiter):
    def manage_workers(self) -> None:
        """Called about once a second."""
        super().manage_workers()
        self.app.look_after()


def _listening(bind: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    try:
        return socket.create_server((bind, port), family=family, backlog=512)
    except OSError as error:
        raise Unavailable(
            f"Nothing can be served at {bind}, port {port}: {os.strerror(error.errno or 0)}.",
            means="Something else may use this port already, perhaps Candour itself.",
            do="Stop that, or choose another with --port.",
        ) from None


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
