"""``candour demo``: the site with its fictional authority, from an empty folder to a browser.

It runs on a database of its own and refuses any other; stopped and started again it goes on where it was.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

_SECONDS = 600
"""How long preparing may take before the site is served all the same."""


def run(*, home: Path, port: int) -> int:
    """Fills the demonstration's database where it has to be, prints how to sign in, and serves until it is stopped."""
    os.environ |= {"CANDOUR_HOME": str(home.resolve()), "CANDOUR_DEMO": "1"}
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
    from django.db import connections

    from candour.demo import authority, story
    from candour.site.server import Companion

    authority.load(folder=home / "families")
    if all(each.prepared_as for each in story.disclosures()) and story.disclosures():
        return
    connections.close_all()
    worker = Companion()
    worker.start()
    try:
        _wait(lambda: _prepared(progress))
        story.open_disclosures()
        _wait(lambda: all(each.prepared_as for each in story.disclosures()))
        story.decide()
    finally:
        worker.stop()


def _prepared(progress: Callable[[str, int, int], None]) -> bool:
    """Whether every case that the story needs is prepared, or cannot be; tells how far the one in hand is."""
    from candour.cases.models import Stage
    from candour.demo import story

    found = story.preparing()
    for each in found:
        if each.ended_at is None and each.total:
            progress(Stage(each.stage).label.lower(), each.done, each.total)
            break
    return all(each.ended_at is not None for each in found)


def _wait(done: Callable[[], bool]) -> None:
    until = time.monotonic() + _SECONDS
    while not done() and time.monotonic() < until:
        time.sleep(0.5)


def _tell(port: int, people: list[tuple[str, str]]) -> None:
    from candour.demo.authority import PASSWORD

    print(f"\nThe demonstration runs at http://localhost:{port}/ and stops with Ctrl-C. Everybody in it is made up.")
    print(f"Sign in with one of these addresses and the password {PASSWORD}\n")
    for role, email in people:
        print(f"  {role:<30} {email}")
    print(
        "\nTo begin, sign in as access to information officer, open the case of Reece Larch and go to Disclosures.",
        flush=True,
    )
