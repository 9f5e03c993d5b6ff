"""The site as it is run: commands as processes of their own, in a home of their own."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from candour.site.embedded import Embedded

ROOT = Path(__file__).parents[2]


def surroundings(home: Path, **more: str) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("CANDOUR_", "DATABASE_", "DJANGO_"))
    }
    return {**kept, "CANDOUR_HOME": str(home), **more}


def candour(home: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "candour", *arguments],
        cwd=ROOT, env=surroundings(home, **more), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


@dataclass
class Served:
    process: subprocess.Popen[str]
    address: str
    log: Path

    def status(self, path: str) -> int:
        """0 when nothing answers."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)


@contextlib.contextmanager
def served(home: Path, *arguments: str, **more: str) -> Iterator[Served]:
    """``candour serve`` on a free port; killed at the end if it is still there."""
    log = home.parent / f"{home.name}-{time.monotonic_ns()}.log"
    with log.open("w") as err:
        process = subprocess.Popen(
            [sys.executable, "-m", "candour", "serve", "--port", "0", *arguments],
            cwd=ROOT, env=surroundings(home, **more), stdout=subprocess.PIPE, stderr=err, text=True,
        )  # fmt: skip
    try:
        assert process.stdout
        said = process.stdout.readline()
        found = re.search(r"http://\S+", said)
        assert found, log.read_text()
        site = Served(process, found[0].rstrip("/"), log)
        until(lambda: site.status("/health/ready") == 200)
        yield site
    finally:
        process.kill()
        process.communicate()


def until(done: Callable[[], bool], *, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, "It did not happen in time."
        time.sleep(0.05)


def children(parent: int) -> dict[int, str]:
    """The processes that ``parent`` started, with their command lines."""
    found = {}
    for each in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if int((each / "stat").read_text().rpartition(")")[2].split()[1]) == parent:
                found[int(each.name)] = (each / "cmdline").read_text().replace("\0", " ")
    return found


def worker_of(site: Served) -> int | None:
    return next((pid for pid, line in children(site.process.pid).items() if "candour.site.worker" in line), None)


def clear(home: Path) -> None:
    server = Embedded(home)
    server.leave()
    server.stop()
    for folder in (server.data.parent, server.socket):
        shutil.rmtree(folder, ignore_errors=True)
