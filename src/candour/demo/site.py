"""``candour demo``: the site with its fictional authority, from an empty folder to a browser.

It runs on a database of its own and refuses any other; stopped and started again it goes on where it was.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path

_SECONDS, _SECONDS_LATER = 600, 5_400
"""How long preparing may take before the site is served all the same, and how long the large cases may take beside it."""
_TOLD, _TOLD_LATER = "story-told", "story-told-later"
"""Files that say so: what visitors do with the demonstration afterwards is theirs."""


def run(*, home: Path, port: int) -> int:
    """Fills the demonstration's database where it has to be, prints how to sign in, and serves until it is stopped."""
    policy = resources.files("candour.demo").joinpath("mosswick.toml")
    os.environ |= {"CANDOUR_HOME": str(home.resolve()), "CANDOUR_DEMO": "1", "CANDOUR_POLICY": str(policy)}
    from candour.commands.progress import Progress
    from candour.site.starting import started

    with started():
        from candour.demo import authority
        from candour.site import server

        server.end_when_asked()
        _log_to(home / "log")
        with contextlib.suppress(KeyboardInterrupt):
            with Progress() as progress:
                _fill(home, progress)
            with _later(home):
                server.serve(bind="127.0.0.1", port=port, workers=1, ready=lambda at: _tell(at, authority.sign_ins()))
    return 0


def _log_to(file: Path) -> None:
    """Log lines of this process and of those it starts go into a file: the terminal is for the person at it.

    Handlers were made on descriptor 2 and stay there; what is printed to standard error from now on is still seen.
    """
    seen = os.fdopen(os.dup(2), "w", buffering=1)
    with file.open("ab") as log:
        os.dup2(log.fileno(), 2)
    sys.stderr = seen


def _fill(home: Path, progress: Callable[[str, int, int], None]) -> None:
    """The small cases and what was done with them; nothing when that was done before."""
    from django.db import connections

    from candour.demo import arrivals, authority, keeping, learning, letters, matters, requests, story
    from candour.site.server import Companion

    authority.load()
    if (home / _TOLD).exists():
        return
    authority.receive(folder=home / "families", later=False)
    keeping.keep()
    connections.close_all()
    worker = Companion()
    worker.start()
    try:
        requests.begin()  # while the worker prepares the cases
        arrivals.come_in()
        letters.views()
        learning.learn()
        matters.begin()
        learning.advise()
        _wait(lambda: _shown(progress) and story.go_on(later=False))
    finally:
        worker.stop()
    (home / _TOLD).touch()


@contextlib.contextmanager
def _later(home: Path) -> Iterator[None]:
    """The large cases come in, and their story goes on, beside the site: in a process that ends with it."""
    if (home / _TOLD_LATER).exists():
        yield
        return
    beside = subprocess.Popen([sys.executable, "-m", "candour.demo.site"], stdin=subprocess.DEVNULL)
    try:
        yield
    finally:
        beside.terminate()
        beside.wait()


def _tell_later() -> None:
    from candour.site.starting import started

    with started():
        from candour.demo import authority, litigation_meetings, matters_records, matters_swept, meetings, story

        home = Path(os.environ["CANDOUR_HOME"])
        folder = home / "families"
        authority.receive(folder=folder, later=True)

        def told() -> bool:
            over = [
                matters_records.go_on(folder=folder),
                story.go_on(later=True),
            ]  # late files before requests for them
            return all(over)

        if _wait(told, seconds=_SECONDS_LATER):
            meetings.hold()
            matters_swept.sweep()
            litigation_meetings.hold()
            (home / _TOLD_LATER).touch()


def _shown(progress: Callable[[str, int, int], None]) -> bool:
    """Tells how far the case in hand is."""
    from candour.cases.models import Stage
    from candour.demo import story

    for each in story.preparing(later=False):
        if each.ended_at is None and each.total:
            progress(Stage(each.stage).label.lower(), each.done, each.total)
            break
    return True


def _wait(done: Callable[[], bool], *, seconds: int = _SECONDS) -> bool:
    """False: it took too long, or whoever began this has ended."""
    until, parent = time.monotonic() + seconds, os.getppid()
    while not (over := done()) and time.monotonic() < until and os.getppid() == parent:
        time.sleep(0.3)
    return over


def _tell(port: int, people: list[tuple[str, str]]) -> None:
    from candour.demo.authority import PASSWORD

    print(f"\nThe demonstration runs at http://localhost:{port}/ and stops with Ctrl-C. Everybody in it is made up.")
    print(f"Sign in with one of these addresses and the password {PASSWORD}\n")
    for role, email in people:
        print(f"  {role:<30} {email}")
    _tell_recipient(port)
    print(
        "\nTo begin, sign in as access to information officer, open the case of Reece Larch and go to Disclosures."
        "\nRequests in every state are under Requests: what is overdue stands first."
        "\nFor the judicial review, sign in as lawyer and open Matters: R (Dorothy Merrin). Its file comes in meanwhile, and"
        "\nthen what is missing in it, redactions that nobody explained, and a sweep that finds the same in two other matters.",
        flush=True,
    )


def _tell_recipient(port: int) -> None:
    from candour.demo import handing

    waiting = handing.waiting()
    if waiting is not None:
        print(
            "\nA bundle waits for the mother of Reece Larch. In the demonstration only, you can open it in her place:"
        )
        print(f"  http://localhost:{port}{waiting.address}\n  code {waiting.code} (it works once)")


if __name__ == "__main__":  # beside the site
    _tell_later()
