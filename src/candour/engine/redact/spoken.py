"""Where a box's label is read aloud: in the place of what was taken out, as far as the content can be parted there.

It moves nothing that is seen. A line that was not laid out afresh (faithful mode) is not parted: its labels follow it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from candour.engine.redact.boxes import Cover, fitted
from candour.engine.redact.content import Content, Show, shown_rect
from candour.engine.redact.geometry import Frame, NotUnderstood, apply, inverse, times
from candour.engine.redact.structure import Key
from candour.engine.redact.tokens import STRING

ACROSS = 20.0
"""A label belongs to the line it stands on: a distance across lines counts as this many along one."""
_PLACED = re.compile(rb"([-+.\d]+ [-+.\d]+ [-+.\d]+ [-+.\d]+ [-+.\d]+ [-+.\d]+) Tm ")
_STRINGS = re.compile(STRING)
_TEXT = re.compile(rb"(?<![^\s])BT(?![^\s])")


@dataclass(slots=True)
class Span:
    """One stretch of marked content: its beginning and its end in the bytes. ``number`` None: an artifact."""

    begin: tuple[int, int]
    end: tuple[int, int]
    number: int | None
    owner: Key | None = None


@dataclass(slots=True)
class Spoken:
    """A label within a stretch: its box, and where the line it stands on is parted (``split``, an index of ``parts``).

    ``first``: nothing of the stretch comes before it. ``outside``: the stretch begins outside the text object.
    """

    cover: int
    place: tuple[int, int]
    parts: list[bytes]
    split: int | None
    first: bool
    outside: bool

    def between(self, begin: bytes) -> bytes:
        """Ends the stretch and begins another; marked content and text objects may only nest."""
        return b"ET EMC " + begin + b" BT " if self.outside else b"EMC " + begin + b" "


def spoken(content: Content, spans: Sequence[Span], covers: Sequence[Cover], frame: Frame) -> dict[int, list[Spoken]]:
    """By stretch (index of ``spans``) the labels that speak for what was taken out of it, in reading order."""
    cut = [show for show in content.shows if show.codes is not None and not show.hidden and show.state.font is not None]
    places: dict[int, list[tuple[int, float, int, Show]]] = {}
    for at, cover in enumerate(covers if cut else ()):
        if fitted(cover) is None:
            continue
        distance, _, show = min((_away(show, cover, frame), show.start, show) for show in cut)
        within = [i for i, span in enumerate(spans) if span.begin[0] < show.start < span.end[0] and span.owner]
        if within and distance < float("inf"):
            places.setdefault(within[-1], []).append((show.start, _along(show, *_middle(cover, frame)), at, show))
    written = {edit[:2]: edit[2] for edit in content.edits} if places else {}
    return {
        i: _in_order(content, spans[i], sorted(found, key=lambda one: one[:3]), written) for i, found in places.items()
    }


def _in_order(
    content: Content, span: Span, found: Sequence[tuple[int, float, int, Show]], written: dict[tuple[int, int], bytes]
) -> list[Spoken]:
    first = next((show.start for show in content.shows if show.start > span.begin[0]), -1)
    labels = []
    for start, along, cover, show in found:
        place = (show.start, show.end)
        parts = written.get(place, b"").split(b"\n")
        outside = _TEXT.search(_STRINGS.sub(b"()", content.data[span.begin[1] : start])) is not None
        split = _split(show, parts, along)
        labels.append(Spoken(cover, place, parts, split, start == first and split == 0, outside))
    return labels


def _split(show: Show, parts: Sequence[bytes], along: float) -> int | None:
    """The first part of the line that stands behind the label; None: none does, or they do not say where they stand."""
    dropped = next((shift for shift in show.shifts if shift.text_only), None)
    ctm = dropped.before if dropped is not None else show.ctm
    for at, part in enumerate(parts):
        found = _PLACED.search(part)
        if found is None or show.state.mode >= 4:
            return None
        a, b, c, d, e, f = map(float, found[1].split())
        if _along(show, *apply(times((a, b, c, d, e, f), ctm), 0.0, 0.0)) > along:
            return at
    return None


def _middle(cover: Cover, frame: Frame) -> tuple[float, float]:
    x0, y0, x1, y1 = frame.user(cover.box)
    return (x0 + x1) / 2, (y0 + y1) / 2


def _along(show: Show, x: float, y: float) -> float:
    """How far along the show's writing direction a point of user space lies."""
    assert show.state.font is not None
    place = apply(inverse(times(show.tm, show.ctm)), x, y)
    return -place[1] if show.state.font.vertical else place[0]


def _away(show: Show, cover: Cover, frame: Frame) -> float:
    """How far the middle of a box lies from a show, in points along its line and beside it."""
    assert show.state.font is not None
    matrix = times(show.tm, show.ctm)
    try:
        x, y = apply(inverse(matrix), *_middle(cover, frame))
    except NotUnderstood:
        return float("inf")
    x0, y0, x1, y1 = shown_rect(show, show.state.font.band)
    aside, up = max(x0 - x, 0.0, x - x1), max(y0 - y, 0.0, y - y1)
    along, across = (up, aside) if show.state.font.vertical else (aside, up)
    return (along + ACROSS * across) * max(abs(value) for value in matrix[:4])
