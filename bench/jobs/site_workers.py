"""How long so many workers take to prepare several cases that nobody has read before."""

from __future__ import annotations

import time
from pathlib import Path

from bench.child import Facts, Job
from bench.jobs import site_office as office


def prepared(*, cases: list[str], counts: list[int], times: int) -> Job:
    """``cases``: folders; ``counts``: of workers, in turn, ``times`` times. The facts: seconds by number of workers."""

    def job() -> Facts:
        took: dict[str, list[float]] = {str(count): [] for count in counts}
        with office.site():
            user = office.reviewer()
            for turn in range(times):
                for count in counts:
                    made = [
                        office.filled(user, Path(folder), name=f"{turn}-{count}-{number}")
                        for number, folder in enumerate(cases)
                    ]
                    with office.workers(count, CANDOUR_WORKERS="1"):
                        began = time.perf_counter()
                        office.ask(user, made)
                        office.wait_until_ready(user, made)
                        took[str(count)].append(time.perf_counter() - began)
        return {"took": took}

    return job
