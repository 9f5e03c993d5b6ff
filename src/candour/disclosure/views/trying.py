"""Does what a form asks for and says why not: an error of the services becomes part of the page, with nothing changed."""

from __future__ import annotations

from collections.abc import Callable

from candour.engine.errors import CandourError
from candour.ledger.acting import attempt


def tried(do: Callable[[], object]) -> CandourError | None:
    """None when it was done."""
    try:
        with attempt():
            do()
    except CandourError as error:
        return error
    return None
