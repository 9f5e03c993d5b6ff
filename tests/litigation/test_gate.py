"""The statement gate: from a statement that passes, each condition is taken away by itself, and each step is refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.litigation.passing import Passing, passing
from tests.web.database import fresh

pytestmark = pytest.mark.filterwarnings("ignore:No directory at")


@pytest.fixture(scope="module")
def whole() -> Iterator[Passing]:
    """Built once for all tests here; whatever one takes away it puts back."""
    with fresh():
        yield passing()


def test_nothing_is_missing(whole: Passing) -> None:
    assert whole.lacks() == []
