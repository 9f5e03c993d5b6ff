"""The paper of a scan: how light it is, and whether equally so everywhere. It changes nothing."""

from __future__ import annotations

from bisect import bisect
from itertools import accumulate

from PIL import Image, ImageFilter

_SHADE = 40
"""Of 256: difference of light and dark paper from which one threshold for the page loses the lines in the dark."""


def shaded(grey: Image.Image) -> bool:
    """Whether the paper is much darker in one place than in another, as a page photographed or copied from a book is.

    The lightest of each small region is its paper; a twentieth at either end is left out of account.
    """
    if min(grey.size) < 320:
        return False
    counts = grey.reduce(16).filter(ImageFilter.MaxFilter(5)).histogram()
    many = sum(counts) // 20
    sums = list(accumulate(counts))
    return bisect(sums, sums[-1] - many - 1) - bisect(sums, many) > _SHADE


def paper_of(grey: Image.Image) -> int:
    """The commonest light grey."""
    counts = grey.histogram()
    return counts.index(max(counts[128:]), 128)
