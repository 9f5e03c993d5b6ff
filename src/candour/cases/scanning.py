"""Has the council's own malware scanner look at a file before it is kept. What could not be checked is refused.

The scanner gets the path of a copy with a name that means nothing. What it prints is thrown away: it could hold names.
"""

from __future__ import annotations

import contextlib
import os
import resource
import shlex
import signal
import subprocess
from pathlib import Path

from django.conf import settings

from candour.engine.errors import Refused

SECONDS = 300.0
MEMORY = 4 << 30
_CLEAN, _INFECTED = 0, 1
"""The exit codes of ClamAV, which others follow."""


def check(path: Path, *, seconds: float = SECONDS) -> None:
    """Refused when the scanner finds something, takes longer than ``seconds`` or cannot say; nothing without a scanner."""
    command = shlex.split(settings.ENVIRONMENT.malware_scan)
    if not command:
        return
    code = _code([*command, str(path)], seconds=seconds)
    if code == _INFECTED:
        raise Refused(
            "The malware scanner found something harmful in it.",
            means="The file was not kept.",
            do="Do not open it; tell your IT security team.",
        )
    if code != _CLEAN:
        raise Refused(
            "It could not be checked for malware.",
            means="The file was not kept.",
            do="Try again later; if that does not help, tell a system administrator.",
        )


def _code(command: list[str], *, seconds: float) -> int | None:
    """The scanner's exit code; None when it did not start or did not end. All that it started is dead afterwards."""
    try:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"},
            cwd="/",
            start_new_session=True,
        )
    except OSError:
        return None
    with contextlib.suppress(ProcessLookupError, AttributeError):  # not every system has prlimit
        resource.prlimit(child.pid, resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        return child.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
