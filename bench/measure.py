"""Runs measured jobs one at a time, two in turn (A B A B …), and takes medians. Nothing runs beside them."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAIRS = 5


class Failed(Exception):
    """A measured process ended without an answer; the message holds its last line."""


@dataclass(frozen=True, slots=True)
class Job:
    """``function`` is ``module:function`` in ``bench.jobs``; ``given`` are its arguments, plain JSON."""

    function: str
    given: Mapping[str, Any]
    setting: Mapping[str, str] | None = None
    """Environment variables on top of this process's."""


@dataclass(frozen=True, slots=True)
class Result:
    """All runs of one job, each as its child told it."""

    runs: Sequence[Mapping[str, Any]]

    def median(self, key: str) -> float:
        return statistics.median(float(run[key]) for run in self.runs)

    @property
    def cpu(self) -> float:
        """Median processor seconds."""
        return self.median("cpu")

    @property
    def wall(self) -> float:
        """Median seconds on the clock."""
        return self.median("wall")

    @property
    def peak(self) -> float:
        """The most memory any run held, in MB."""
        return max(float(run["peak"]) for run in self.runs)

    def fact(self, key: str) -> Any:
        """What every run told alike (the last one's)."""
        return self.runs[-1][key]


def run(job: Job, *, seconds: float = 900.0) -> Mapping[str, Any]:
    """One run in a child process of its own. Raises Failed."""
    step = [sys.executable, "-m", "bench.child", f"bench.jobs.{job.function}", json.dumps(dict(job.given))]
    setting = {**os.environ, "PYTHONHASHSEED": "0", "OMP_THREAD_LIMIT": "1", **(job.setting or {})}
    done = subprocess.run(step, cwd=ROOT, env=setting, capture_output=True, text=True, timeout=seconds, check=False)
    if done.returncode:
        raise Failed(f"{job.function}: {(done.stderr.strip().splitlines() or ['no answer'])[-1]}")
    told: Mapping[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def alone(job: Job, *, times: int = 1) -> Result:
    return Result([run(job) for _ in range(times)])


def in_turn(*jobs: Job, pairs: int) -> tuple[Result, ...]:
    """Every job once, then every job again, ``pairs`` times in all."""
    rounds = [[run(job) for job in jobs] for _ in range(pairs)]
    return tuple(Result([told[place] for told in rounds]) for place in range(len(jobs)))


def ratios(ours: Result, peer: Result) -> tuple[float, float]:
    """How many times the peer's processor time and clock time ours goes into."""
    return peer.cpu / ours.cpu, peer.wall / ours.wall
