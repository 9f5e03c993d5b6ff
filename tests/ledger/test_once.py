"""What is asked once while somebody acts: the same throughout their block, asked anew in the next and when it changed."""

from __future__ import annotations

import itertools

import pytest

from candour.ledger.acting import NOBODY, acting, attempt, forget, once

pytestmark = pytest.mark.usefixtures("database")


def test_it_is_the_same_throughout_a_block_and_asked_anew_in_the_next_or_when_forgotten() -> None:
    numbers = itertools.count()

    def asked() -> int:
        return once("a number", lambda: next(numbers))

    assert [asked(), asked()] == [0, 1]  # nobody acts
    with acting(NOBODY):
        assert [asked(), asked()] == [2, 2]
        forget("a number")
        assert [asked(), asked()] == [3, 3]
        with pytest.raises(ZeroDivisionError), attempt():
            raise ZeroDivisionError
        assert asked() == 4  # what was known may have been undone
    with acting(NOBODY):
        assert asked() == 5
    forget("a number")
