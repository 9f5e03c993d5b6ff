"""Work over processes: in order, errors as answers, a dying worker costs its job only."""

import os
import signal

from candour.engine.tools.workers import spread


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
