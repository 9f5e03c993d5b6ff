"""How far a scan is turned from level, and the same picture level again. It reads nothing.

Tesseract drops whole lines of a page two degrees askew, and says nothing of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from PIL import Image, ImageOps

LEAST = 0.7
"""Degrees that tesseract reads as well as none."""
_MOST = 6.0
_ACROSS = 400
"""Pixels across in which the angle is looked for: lines of small type are still apart, a try takes half a millisecond."""
_CLEARER = 1.6
"""How much sharper the rows must be when turned: noise gives 1.3, a single line of text one degree askew 2."""


def angle_of(grey: Image.Image) -> float:
    """Degrees to turn a grey picture anticlockwise (as Pillow does) to level its lines; 0.0 when it has none askew.

    Level lines make rows of pixels that are alternately dark and light: the angle is where neighbouring rows differ most.
    """
    if min(grey.size) < 300:
        return 0.0
    small = ImageOps.autocontrast(grey.reduce(max(1, grey.width // _ACROSS)), cutoff=1)
    level = _sharpness(small, 0.0)
    best = max(_steps(-_MOST, _MOST, 0.5), key=lambda angle: _sharpness(small, angle))
    best = max(_steps(best - 0.4, best + 0.4, 0.1), key=lambda angle: _sharpness(small, angle))
    return best if abs(best) >= LEAST and _sharpness(small, best) > level * _CLEARER else 0.0


def _steps(start: float, end: float, step: float) -> Iterator[float]:
    return (start + step * number for number in range(round((end - start) / step) + 1))


def _sharpness(small: Image.Image, angle: float) -> int:
    """Squared differences of neighbouring rows' mean, once columns are shifted as a turn by ``angle`` would."""
    wide, high = small.size
    slope = math.tan(math.radians(angle))
    shift = (1, 0, 0, slope, 1, -slope * wide / 2)
    sheared = small.transform(small.size, Image.Transform.AFFINE, shift, Image.Resampling.NEAREST, fillcolor=255)
    rows = sheared.resize((1, high), Image.Resampling.BOX).tobytes()
    return sum((above - below) ** 2 for above, below in pairwise(rows))


def levelled(grey: Image.Image, angle: float, *, paper: int) -> Image.Image:
    """The picture turned by ``angle``, grown so that no corner is lost; what is new is ``paper``."""
    return grey.rotate(angle, expand=True, resample=Image.Resampling.BICUBIC, fillcolor=paper) if angle else grey


def unlevelled(
    box: tuple[float, float, float, float], *, angle: float, levelled: tuple[int, int], size: tuple[int, int]
) -> tuple[float, float, float, float]:
    """A box on the picture of size ``levelled``, as the box around it on the picture of ``size`` before."""
    if not angle:
        return box
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    x0, y0, x1, y1 = box
    across, down = [], []
    for x, y in ((x0, y0), (x1, y0), (x0, y1), (x1, y1)):
        right, low = x - levelled[0] / 2, y - levelled[1] / 2
        across.append(cos * right - sin * low + size[0] / 2)
        down.append(sin * right + cos * low + size[1] / 2)
    return min(across), min(down), max(across), max(down)
