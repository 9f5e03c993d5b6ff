"""Lets go of what a piece of work leaves behind in circles; it keeps nothing and looks at nothing older."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def collected() -> Iterator[None]:
    """Collects the garbage of the block when it ends.

    What rewrites a page refers to itself, and so to both files: without this they stay in memory, part after part,
    until the collector happens to come by. Objects from before are frozen meanwhile, so that none is looked at.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.collect()
        gc.unfreeze()
