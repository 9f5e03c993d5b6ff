"""From PDF user space to the page as displayed: points from the top left, after /Rotate, inside the crop box."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from candour.engine.model import Box


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible rectangle of a page in user space and its rotation (ISO 32000-2, 14.11.2 and 7.7.3.3)."""

    x0: float
    y0: float
    x1: float
    y1: float
    rotation: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as displayed."""
        wide, high = self.x1 - self.x0, self.y1 - self.y0
        return (high, wide) if self.rotation in (90, 270) else (wide, high)

    def shown(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A user-space rectangle as displayed."""
        if not self.rotation and left <= right and bottom <= top:
            return Box(left - self.x0, self.y1 - top, right - self.x0, self.y1 - bottom)
        corners = [self._point(left, bottom), self._point(right, top)]
        across, down = sorted(x for x, _ in corners), sorted(y for _, y in corners)
        return Box(across[0], down[0], across[1], down[1])

    def _point(self, x: float, y: float) -> tuple[float, float]:
        if self.rotation == 90:
            return y - self.y0, x - self.x0
        if self.rotation == 180:
            return self.x1 - x, y - self.y0
        if self.rotation == 270:
            return self.y1 - y, self.x1 - x
        return x - self.x0, self.y1 - y


def frame_of(page: Any) -> Frame:
    """The frame of a pypdfium2 page: its crop box cut to its media box."""
    media, crop = page.get_mediabox(), page.get_cropbox()
    cut = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    x0, y0, x1, y1 = cut if cut[0] < cut[2] and cut[1] < cut[3] else media
    return Frame(x0, y0, x1, y1, page.get_rotation() % 360)
