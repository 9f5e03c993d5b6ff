"""Lets go of what a piece of work leaves behind in circles; it keeps nothing and looks at nothing older."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

PATIENCE = 50_000
"""Objects that may be left over before the collector comes by during the work: pages make many, almost none in circles."""


@contextlib.contextmanager
def collected() -> Iterator[None]:
    """Collects the garbage of the block when it ends, and seldom before: 3 % of the time of a redaction.

    What rewrites a page refers to itself, and so to both files: without this they stay in memory, part after part,
    until the collector happens to come by. Objects from before are frozen meanwhile, so that none is looked at.
    """
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(PATIENCE, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.collect()
        gc.unfreeze()
