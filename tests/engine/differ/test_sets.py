"""How much of two hand-written sets is found: the one it was written with, and one that was put away before."""

from __future__ import annotations

import casts
import pytest
from scoring import score


@pytest.mark.parametrize(
    ("name", "people", "least"), [("development", casts.DEVELOPMENT, 0.9), ("held_out", casts.HELD_OUT, 0.8)]
)
def test_most_of_a_set_is_found_and_little_else(name: str, people: list[casts.Person], least: float) -> None:
    total = score(name, people, casts.AUTHORS[name])
    assert total.recall >= least, "\n".join(total.missed)
    assert total.precision >= least, "\n".join(total.false)
    weak = {kind: total.hit[kind] / count for kind, count in total.all.items() if total.hit[kind] < 0.5 * count}
    assert not weak
