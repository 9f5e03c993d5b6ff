"""Copies pages of one redacted part into the bundle file: only what a page draws, object by object.

It decides nothing about content: the part is already clean. Of a page only the allow-listed keys are taken, so
annotations, actions and metadata cannot come along.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from candour.engine.bundle.pictures import sharpest_allowed, thin
from candour.engine.bundle.writer import PdfWriter
from candour.engine.errors import Unsafe
from candour.engine.model import Box

# qpdf's own serialisation escapes every bracket inside a string, so strings and names can be skipped by pattern.
_REFERENCE = re.compile(rb"\((?:[^\\)]|\\.)*\)|<[0-9a-fA-F]*>|/[^\s()<>\[\]{}/%]+|(\d+) (\d+) R\b", re.DOTALL)
# The letter first and what stands around it after: ten times quicker than the other way round.
_STATE = re.compile(rb"[qQ](?![^\s/\[<(])(?<![^\s\]>)].)", re.DOTALL)
_STRING = re.compile(rb"\((?:[^\\()]|\\.)*\)", re.DOTALL)
_NUMBER = re.compile(rb"/CandourStampFont\b")
_DEEPEST = 100


@dataclass(frozen=True, slots=True)
class Frame:
    """A page's visible box in its own coordinates, its rotation (clockwise) and its size as displayed, in points."""

    box: Box
    rotate: int

    @property
    def size(self) -> tuple[float, float]:
        across, up = self.box.x1 - self.box.x0, self.box.y1 - self.box.y0
        return (up, across) if self.rotate in (90, 270) else (across, up)

    @property
    def matrix(self) -> tuple[int, int, int, int, float, float]:
        """From the page as displayed (origin bottom left, y up) to the page's own coordinates."""
        box = self.box
        return {
            0: (1, 0, 0, 1, box.x0, box.y0),
            90: (0, 1, -1, 0, box.x1, box.y0),
            180: (-1, 0, 0, -1, box.x1, box.y1),
            270: (0, -1, 1, 0, box.x0, box.y1),
        }[self.rotate]

    @property
    def top_left(self) -> tuple[float, float]:
        _, _, c, d, e, f = self.matrix
        height = self.size[1]
        return c * height + e, d * height + f


Stamp = Callable[[Frame, bytes], bytes]
"""Given a page's frame and the name of the stamp font in it: content to draw over the page."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a page goes: its object number, its parent's, its link annotations (numbers), what is stamped on it.

    ``stamp`` None: the page's content stays as it is. ``tags``: its number in the structure tree, None when it has none
    there.
    """

    number: int
    parent: int
    stamp: Stamp | None
    links: tuple[int, ...] = ()
    tags: int | None = None


class Copier:
    """For one open part. ``seen`` is shared by the parts of a bundle: equal fonts and pictures are written once.

    ``font``: the stamps' font, None where nothing is stamped and every picture stays as sharp as it is.
    """

    def __init__(
        self, pdf: pikepdf.Pdf, *, writer: PdfWriter, seen: dict[bytes, int], font: int | None, file: Path
    ) -> None:
        self._pdf, self._writer, self._seen = pdf, writer, seen
        self._new: dict[tuple[int, int], int] = {}
        self._font = b"%d 0 R" % (font or 0)
        self._depth = 0
        self._factors = sharpest_allowed(pdf, file=file) if font is not None else {}
        # Before anything is copied: a page's fonts may be shared with a form that an earlier page draws.
        self._names = [_with_font(_resources(page.obj)) for page in pdf.pages] if font is not None else []

    def page(self, index: int, *, seat: Seat) -> Frame:
        """Writes page ``index`` (from 0) to its seat and returns its frame."""
        page = self._pdf.pages[index].obj
        media, crop = _inherited(page, "/MediaBox"), _inherited(page, "/CropBox")
        frame = _frame(media, crop, _inherited(page, "/Rotate"))
        body = [b"<</Type/Page/Parent %d 0 R/Resources " % seat.parent, self._bytes(_resources(page))]
        for key, value in ((b"/MediaBox ", media), (b"/CropBox ", crop), (b"/Group ", page.get("/Group"))):
            if value is not None:
                body += [key, self._bytes(value)]
        if frame.rotate:
            body.append(b"/Rotate %d" % frame.rotate)
        if "/UserUnit" in page:
            body.append(b"/UserUnit %g" % float(page["/UserUnit"]))
        if seat.tags is not None:
            body.append(b"/StructParents %d" % seat.tags)
        stamp = seat.stamp(frame, self._names[index]) if seat.stamp is not None else None
        body += [b"/Contents[", self._contents(page, stamp), b"]"]
        if seat.links:
            body.append(b"/Annots[" + b" ".join(b"%d 0 R" % link for link in seat.links) + b"]")
        self._writer.plain(b"".join(body) + b">>", number=seat.number)
        return frame

    def whole(self, thing: pikepdf.Object) -> int:
        """Copies one indirect object with all it refers to; returns its new number."""
        return self._copied(*thing.objgen)

    def _contents(self, page: pikepdf.Object, stamp: bytes | None) -> bytes:
        """The page's own content; with a stamp between a save and a restore of the graphics state, then the stamp."""
        held = page.get("/Contents")
        streams = [] if held is None else [held] if isinstance(held, pikepdf.Stream) else list(held)
        if stamp is None:
            return b" ".join(b"%d 0 R" % self._copied(*stream.objgen) for stream in streams)
        below, above = _unbalanced(b"\n".join(stream.read_bytes() for stream in streams))
        before = self._shared(b"q " * (1 + below))
        own = [self._copied(*stream.objgen) for stream in streams]
        after = self._writer.stream(b"Q " * (1 + above) + stamp)
        return b" ".join(b"%d 0 R" % number for number in (before, *own, after))

    def _shared(self, content: bytes) -> int:
        if content not in self._seen:
            self._seen[content] = self._writer.stream(content)
        return self._seen[content]

    def _bytes(self, thing: pikepdf.Object) -> bytes:
        return _NUMBER.sub(self._font, _REFERENCE.sub(self._renumbered, thing.unparse()))

    def _renumbered(self, found: re.Match[bytes]) -> bytes:
        if found[1] is None:
            return found[0]
        return b"%d 0 R" % self._copied(int(found[1]), int(found[2]))

    def _copied(self, number: int, generation: int) -> int:
        known = self._new.get((number, generation))
        if known is not None:
            return known
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _too_deep()
        thing = self._pdf.get_object((number, generation))
        old = (number, generation)
        new = self._stream(thing, old) if isinstance(thing, pikepdf.Stream) else self._plain(thing, old)
        self._depth -= 1
        return new

    def _plain(self, thing: pikepdf.Object, old: tuple[int, int]) -> int:
        new = self._new[old] = self._writer.number()
        body = _NUMBER.sub(self._font, _REFERENCE.sub(self._renumbered, thing.unparse(resolved=True)))
        return self._writer.plain(body, number=new)

    def _stream(self, thing: pikepdf.Stream, old: tuple[int, int]) -> int:
        if self._factors and thing.get("/Subtype") == "/Image":
            factor = self._factors.get((int(thing.Width), int(thing.Height)))
            if factor is not None:
                thin(thing, factor=factor)
        raw = thing.read_raw_bytes()
        entries = thing.stream_dict
        if "/Length" in entries:
            del entries["/Length"]
        text = entries.unparse()[2:-2].strip()
        digest = hashlib.sha256(text + b"\0" + raw).digest()
        simple = all(found[1] is None for found in _REFERENCE.finditer(text))
        if simple and digest in self._seen:
            new = self._new[old] = self._seen[digest]
            return new
        new = self._new[old] = self._writer.number()
        if simple:
            self._seen[digest] = new
        text = _NUMBER.sub(self._font, _REFERENCE.sub(self._renumbered, text))
        write = self._writer.stream if b"/Filter" in text else self._writer.packed
        return write(raw, entries=text, number=new)


def _inherited(page: pikepdf.Object, key: str) -> pikepdf.Object | None:
    node = page
    for _ in range(_DEEPEST):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            return None
        node = node["/Parent"]
    raise _too_deep()


def _resources(page: pikepdf.Object) -> pikepdf.Object:
    held = _inherited(page, "/Resources")
    if held is None:
        held = page["/Resources"] = pikepdf.Dictionary()
    return held


def _frame(media_box: pikepdf.Object | None, crop_box: pikepdf.Object | None, turned: object) -> Frame:
    media = _box(media_box) or Box(0, 0, 612, 792)
    crop = _box(crop_box) or media
    box = Box(max(crop.x0, media.x0), max(crop.y0, media.y0), min(crop.x1, media.x1), min(crop.y1, media.y1))
    rotate = int(turned) % 360 if isinstance(turned, int) else 0
    return Frame(box if box.x1 > box.x0 and box.y1 > box.y0 else media, rotate if rotate % 90 == 0 else 0)


def _box(value: pikepdf.Object | None) -> Box | None:
    if value is None or len(value) != 4:
        return None
    x, y, z, w = (float(number) for number in value)
    return Box(min(x, z), min(y, w), max(x, z), max(y, w))


def _with_font(resources: pikepdf.Object) -> bytes:
    """Puts the stamp font into a page's resources under a name that is free there; returns the name."""
    if "/Font" not in resources:
        resources["/Font"] = pikepdf.Dictionary()
    fonts, placeholder = resources["/Font"], pikepdf.Name("/CandourStampFont")
    for attempt in range(len(fonts) + 1):
        name = f"/Stamp{attempt or ''}"
        if name not in fonts:
            fonts[name] = placeholder
        if fonts[name] == placeholder:
            break
    return name.encode()


def _unbalanced(content: bytes) -> tuple[int, int]:
    """How many restores a page makes without a save, and how many saves it leaves open (then the stamp would move)."""
    tokens = _STATE.findall(content)
    if tokens.count(b"q") != tokens.count(b"Q"):
        tokens = _STATE.findall(_STRING.sub(b"()", content))
    depth = lowest = 0
    for token in tokens:
        depth += 1 if token == b"q" else -1
        lowest = min(lowest, depth)
    return -lowest, depth - lowest


def _too_deep() -> Unsafe:
    return Unsafe(
        "A redacted document refers to itself in a way that cannot be copied.",
        means="Its pages could not be put into the bundle with certainty, so no bundle was made.",
        do="Report this as a fault of the program; nothing was released.",
    )
