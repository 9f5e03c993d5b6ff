"""Something that is missing before a step can be taken, as a value that pages list and the statement gate counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lack:
    """``condition``: which one is not met; ``item``: names what of it, the same as long as it is the same lack.

    ``words`` are for the page of somebody who may see the matter, and never for an exception, a log or an address.
    """

    condition: str
    item: str
    words: str
    href: str = ""
    """Where it can be put right; empty: outside Candour."""
