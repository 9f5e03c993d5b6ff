"""Redacts one page as vectors: reads it, takes out what is marked, and writes it into the new file.

It refuses (NotUnderstood) whatever it cannot rewrite with certainty; the caller then rasterises the page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from candour.engine.model import Box, Mark
from candour.engine.redact import boxes, burn, check, grow, images, paths, raster, relay, tags, text, type3, widths
from candour.engine.redact.allow import Copier
from candour.engine.redact.boxes import Cover
from candour.engine.redact.content import Child, Content, Picture
from candour.engine.redact.geometry import (
    EVERYWHERE,
    Frame,
    NotUnderstood,
    Rect,
    bounds,
    frame_of,
    inherited,
    inside,
    meets,
    overlap,
)
from candour.engine.redact.walk import Budget, Walker

UNIT: Rect = (0.0, 0.0, 1.0, 1.0)
PAST = 1.0
"""Points by which an image may reach past what is shown of it: scans are rarely cut to the page exactly."""


@dataclass(frozen=True, slots=True)
class Target:
    """One box of a mark: in user space, with what the mark says about it."""

    rect: Rect
    box: Box
    label: str
    mark: int
    over: Box | None = None
    """The box to draw instead where it lies over pixels (safe mode)."""


def targets_of(marks: Sequence[Mark], frame: Frame) -> list[Target]:
    return [Target(frame.user(box), box, mark.label, at) for at, mark in enumerate(marks) for box in mark.boxes]


class _Growth:
    """What boxes over pixels are widened to (safe mode), worked out when there is one; see ``grow``."""

    def __init__(
        self, targets: Sequence[Target], read: Callable[[], Any], seen: Sequence[tuple[str, Box]], frame: Frame
    ) -> None:
        self.targets, self.read, self.seen, self.frame = targets, read, seen, frame

    @cached_property
    def boxes(self) -> list[Box]:
        page = self.read()
        sheet = grow.sheet_of(page, [*self.seen, *raster.words(page)])
        return grow.grown([(target.mark, target.box) for target in self.targets], sheet)

    def rects(self, marks: Sequence[Rect]) -> list[Rect]:
        pairs = zip(self.targets, self.boxes, strict=True)
        return [*marks, *(self.frame.user(box) for target, box in pairs if target.rect in marks)]


def vector_page(
    copier: Copier, page: Any, *, marks: Sequence[Mark], safe: bool, read: Callable[[], Any],
    seen: Sequence[tuple[str, Box]] = (),
) -> tuple[Any, tuple[Box, ...]]:  # fmt: skip
    """The page as a page dictionary of the new file, and the boxes drawn.

    ``read`` gives pdfium's view of the source; ``seen`` are words that OCR saw on it.
    """
    frame = frame_of(page)
    targets = targets_of(marks, frame)
    content = _walked(copier, page)
    contents = content.all()
    if targets and any(copier.speaks(below) for below in contents):
        raise NotUnderstood("a pattern of text or pictures")
    text.conceal(contents)
    targets = _narrowed(contents, targets, frame, read)
    growth = _Growth(targets, read, seen, frame) if safe else None
    burnt: set[int] = set()
    for picture in [picture for below in contents for picture in below.pictures]:
        burnt |= _picture(copier, picture, targets, frame, growth)
    if growth is not None and burnt:
        targets = [
            replace(target, over=growth.boxes[at]) if at in burnt else target for at, target in enumerate(targets)
        ]
    covers = _redacted(contents, targets, frame, burnt if safe else None, read)
    for below in contents:
        copier.unframed(below)
    _adopt(copier, content)
    made = _page(copier, page, content, covers, frame)
    for below in contents:
        below.forget()
    return made, tuple(cover.box for cover in covers)


def _narrowed(contents: list[Content], targets: list[Target], frame: Frame, read: Callable[[], Any]) -> list[Target]:
    rects = type3.narrowed(contents, [target.rect for target in targets], read)
    return [
        target if rect == target.rect else replace(target, rect=rect, box=frame.display(rect))
        for target, rect in zip(targets, rects, strict=True)
    ]


def _walked(copier: Copier, page: Any) -> Content:
    content = Content(page_bytes(page), inherited(page, "/Resources"))
    return Walker(content, layers=copier.layers, fonts=copier.font, budget=Budget()).run()


def page_bytes(page: Any) -> bytes:
    """The page's content streams as one."""
    contents = page.get("/Contents")
    if isinstance(contents, Array):
        return b"\n".join(bytes(part.read_bytes()) for part in contents if isinstance(part, pikepdf.Stream))
    return bytes(contents.read_bytes()) if isinstance(contents, pikepdf.Stream) else b""


def _redacted(
    contents: list[Content], targets: list[Target], frame: Frame, burnt: set[int] | None, read: Callable[[], Any]
) -> list[Cover]:
    """Takes glyphs and drawings out; gives the boxes to draw. ``burnt`` (safe mode): boxes that stay over a picture."""
    marks = [target.rect for target in targets]
    lines = text.lines_of(contents, marks=marks, crop=frame.crop)
    check.agree(lines, [target.box for target in targets], frame, read)
    laid, written = widths.Laid([], set(), {}), set()
    if burnt is not None and marks:
        labels = [(target.mark, target.label) for target in targets]
        laid = widths.lay(contents, lines, labels=labels, fixed=burnt, rects=marks, frame=frame)
        written = relay.rewrite(contents, {id(line.show): line for line in lines} | laid.lines)
    for line in lines:
        if line.changed and id(line.show) not in written:
            text.hide(line)
    for line in laid.lines.values():
        line.blocks.clear()  # blocks and line hold each other, and nobody needs the blocks any more
    paths.clear(contents, marks=marks, lines=[(run.extent, run.em) for run in laid.runs], crop=frame.crop)
    left = [target for at, target in enumerate(targets) if at not in laid.targets]
    covers = list(dict.fromkeys(Cover(target.over or target.box, target.label) for target in left))
    for run in laid.runs:
        covers += [Cover(box, label) for rect, label in run.boxes if (box := boxes.clipped(rect, frame)) is not None]
    return covers


def _picture(copier: Copier, picture: Picture, targets: list[Target], frame: Frame, growth: _Growth | None) -> set[int]:
    """Burns an image or takes it out; gives the boxes that now lie over pixels."""
    area = bounds(picture.ctm, UNIT)
    shown = EVERYWHERE if picture.content.mask else overlap(frame.crop, picture.clip or EVERYWHERE)
    marks = [target.rect for target in targets if meets(_padded(target.rect), area)]
    if not meets(area, shown) or any(inside(area, mark, 0.5) for mark in marks):
        picture.content.mark(picture.start, picture.end)
        picture.gone = True
        return set()
    limit = None if inside(area, shown, PAST) else shown
    if not marks and limit is None:
        return set()
    burnt = _burnt(copier, picture, marks, limit, growth)
    if burnt is None:
        return set()
    picture.gone = True
    copier.adopt(picture.content, picture.start, picture.end, burnt, "/XR")
    return {at for at, target in enumerate(targets) if target.rect in marks}


def _burnt(copier: Copier, picture: Picture, marks: list[Rect], limit: Rect | None, growth: _Growth | None) -> Any:
    """The image as it may leave, None when it may as it is; one that only sticks out is made once for all pages."""
    widened = list if growth is None else growth.rects
    make = partial(burn.burnt, copier.target, ctm=picture.ctm, marks=marks, limit=limit, widened=widened)
    if not picture.name:
        return make(copier.inline(picture.image))
    if marks:
        return make(picture.image)
    return copier.once(f"cut {picture.ctm} {limit}", picture.image, lambda: make(picture.image))


def _padded(rect: Rect) -> Rect:
    return (rect[0] - burn.PAD, rect[1] - burn.PAD, rect[2] + burn.PAD, rect[3] + burn.PAD)


def _adopt(copier: Copier, content: Content) -> None:
    """Forms that this page changes become this page's own, from the innermost out."""
    for child in content.children:
        _adopt(copier, child.content)
        if child.content.touched:
            _own(copier, content, child)


def _own(copier: Copier, content: Content, child: Child) -> None:
    if not child.name:
        raise NotUnderstood("a soft mask under a box")
    child.gone = True
    kind = f"own {hashlib.sha256(child.content.bytes()).hexdigest()}"
    made = copier.once(kind, child.form, lambda: copier.form(child.form, child.content))
    copier.adopt(content, child.start, child.end, made, "/XF")


def _page(copier: Copier, page: Any, content: Content, covers: list[Cover], frame: Frame) -> Any:
    tagged = tags.keep(copier.structure, page, content, covers, frame)
    data, resources = copier.written(content)
    painted = boxes.drawing(covers, frame, tagged.labels if tagged else None)
    if painted:
        data = b"q\n" + data + b"\nQ\n" + painted
        _label_font(copier, resources)
    made = page_dictionary(copier, page, data, resources, frame)
    copier.structure.take(made, tagged)
    return made


def _label_font(copier: Copier, resources: Any) -> None:
    if "/Font" not in resources:
        resources["/Font"] = Dictionary()
    resources["/Font"][boxes.FONT] = copier.label_font


def page_dictionary(copier: Copier, page: Any, data: bytes, resources: Any, frame: Frame) -> Any:
    """A page of the new file; only what stands here exists, and there is no more of it than is shown."""
    out = Dictionary(
        Type=Name.Page,
        MediaBox=Array(list(frame.crop)),
        Resources=resources,
        Contents=copier.target.make_indirect(images.deflated(copier.target, data)),
    )
    if frame.rotate:
        out["/Rotate"] = frame.rotate
    unit = page.get("/UserUnit")
    if unit is not None:
        out["/UserUnit"] = copier.plain(unit)
    group = page.get("/Group")
    if isinstance(group, Dictionary):
        out["/Group"] = copier.group(group)
    return copier.target.make_indirect(out)
