"""One measured job in a process of its own: ``python -m bench.child MODULE:FUNCTION ARGUMENTS``; prints one JSON line.

The clock starts after imports and the job's own preparation. It measures; it compares nothing.
"""

from __future__ import annotations

import importlib
import json
import re
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Facts = dict[str, Any]
Job = Callable[[], Facts]
"""What is timed. A module of ``bench.jobs`` has functions that prepare one and return it."""


def peak() -> float:
    """The most memory this process ever held, in MB (VmHWM: getrusage would count the parent's share before exec)."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) / 1024 if found else 0.0


def processor() -> float:
    """Seconds of processor time of this process and of the programs it waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def measured(job: Job) -> Facts:
    """Runs ``job`` once: its own facts, ``wall`` and ``cpu`` in seconds, ``peak`` in MB, and ``before`` it began."""
    before = peak()
    cpu, wall = processor(), time.perf_counter()
    facts = job()
    wall, cpu = time.perf_counter() - wall, processor() - cpu
    return {**facts, "wall": wall, "cpu": cpu, "peak": peak(), "before": before}


def main(argv: list[str]) -> None:
    module, _, function = argv[0].partition(":")
    job = getattr(importlib.import_module(module), function)(**json.loads(argv[1]))
    print(json.dumps(measured(job)))


if __name__ == "__main__":
    main(sys.argv[1:])
