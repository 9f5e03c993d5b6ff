"""Work over processes: in order, errors as answers, a dying worker costs its job only."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from candour.engine.tools.workers import spread

ROOT = Path(__file__).resolve().parents[3]


def double(number: int) -> int:
    return number * 2


def pid(_: int) -> int:
    return os.getpid()


def fragile(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 5:
        raise ValueError("five")
    return number


def test_order_is_kept() -> None:
    assert [answer for _, answer in spread(double, range(20), processes=2)] == [2 * number for number in range(20)]


def test_one_process_starts_nothing() -> None:
    assert [answer for _, answer in spread(pid, [4], processes=1)] == [os.getpid()]


def test_a_killed_worker_costs_one_job() -> None:
    answers = dict(spread(fragile, range(12), processes=2))
    assert isinstance(answers[3], BaseException)
    assert isinstance(answers[5], ValueError)
    assert all(answers[number] == number for number in range(12) if number not in (3, 5))


def loaded(_: int) -> bool:
    return "candour.engine.reading" in sys.modules


def test_workers_find_the_engine_imported() -> None:
    """In a process of its own: the server that workers are forked from outlives a pool."""
    code = (
        "from candour.engine import reading; from candour.engine.tools.workers import spread;"
        "from tests.engine.tools.test_workers import loaded; print([answer for _, answer in spread(loaded, [1], processes=2)])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[True]"
