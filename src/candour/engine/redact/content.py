"""What was seen in one content stream, and the edits to be made to its bytes; it never reads or judges by itself.

Spans are byte offsets into ``data``. Edits that lie inside an earlier, longer edit are void.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from candour.engine.redact.fonts import Font
from candour.engine.redact.geometry import Matrix, Rect
from candour.engine.redact.strings import Strings


class TextState(NamedTuple):
    """The text state parameters (ISO 32000-1, 9.3); ``scale`` is horizontal scaling as a factor."""

    font: Font | None = None
    size: float = 1.0
    tc: float = 0.0
    tw: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0


NOTHING = TextState()


@dataclass(slots=True, eq=False)
class Shift:
    """One cm: ``before`` is the matrix it changes; ``text_only``: nothing but text is painted while it holds."""

    start: int
    end: int
    before: Matrix
    text_only: bool = True


@dataclass(slots=True, eq=False)
class Show:
    """One text-showing operation: where it stands in the bytes and on the page."""

    content: Content
    start: int
    end: int
    op: bytes
    operands: bytes
    strings: Strings
    state: TextState
    ctm: Matrix
    tm: Matrix
    matrix: Matrix
    """Text space to user space."""
    block: int
    hidden: bool
    advance: float = 0.0
    """Along the writing direction, in text space units, kerning and spacing included."""
    drift: bool = False
    """``tm`` depends on widths that are not known for certain."""
    shifts: tuple[Shift, ...] = ()
    clip: Rect | None = None
    """The upright rectangle round what clips it, in user space."""
    chained: bool = False
    """The next show starts where this one ends."""
    codes: set[int] | None = None
    """The codes that stay, when some do not."""


@dataclass(slots=True, eq=False)
class Path:
    """A painted path: construction from ``start``, painting operator from ``paint`` to ``end``."""

    content: Content
    start: int
    paint: int
    end: int
    ctm: Matrix
    clips: bool
    grow: float
    """Half the line width in user space when stroked."""


@dataclass(slots=True, eq=False)
class Picture:
    """An image painted by Do (``name``) or in line (``name`` empty, ``image`` then made from its bytes)."""

    content: Content
    start: int
    end: int
    name: str
    image: Any
    ctm: Matrix
    clip: Rect | None = None
    """The upright rectangle round what clips it, in user space."""
    gone: bool = False
    """Taken out or replaced: the name is not painted here any more."""


@dataclass(slots=True, eq=False)
class Child:
    """A form painted by Do, with its own content."""

    name: str
    start: int
    end: int
    form: Any
    content: Content
    state: TextState = NOTHING
    gone: bool = False


@dataclass(slots=True, eq=False)
class Content:
    """One content stream with the resources its names are looked up in."""

    data: bytes
    resources: Any
    edits: list[tuple[int, int, bytes]] = field(default_factory=list)
    used: dict[str, set[str]] = field(default_factory=dict)
    shows: list[Show] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)
    shades: list[tuple[int, int, Rect | None]] = field(default_factory=list)
    """Shadings: start, end, and the upright rectangle round what clips them."""
    blocks: int = 0
    moves: list[tuple[int, int, int, bytes]] = field(default_factory=list)
    """Positioning and spacing operations: block, start, end, and what stays when a stream is laid out afresh."""
    shifts: list[Shift] = field(default_factory=list)
    saves: list[int] = field(default_factory=list)
    """Where the graphics state, and with it the spacing, is kept or brought back (q, Q)."""
    marked: list[tuple[int, int, bytes | None]] = field(default_factory=list)
    """Beginnings of marked content with their operands, and ends (None), all of them cut: see ``structure``."""
    added: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Resources made for this stream: category to name to object of the new file."""
    touched: bool = False
    """Some edit depends on the page's marks, so the stream cannot be shared."""
    tail: bytes = b""
    mask: bool = False
    """It is (in) a soft mask: it paints nothing itself."""

    def cut(self, start: int, end: int, by: bytes = b"") -> None:
        self.edits.append((start, end, by))

    def mark(self, start: int, end: int, by: bytes = b"") -> None:
        """An edit that only this page needs."""
        self.touched = True
        self.edits.append((start, end, by))

    def use(self, category: str, name: str) -> None:
        self.used.setdefault(category, set()).add(name)

    def painted(self) -> set[str]:
        """The XObjects that are still painted by their own names."""
        forms = {child.name for child in self.children if child.name and not child.gone}
        return forms | {picture.name for picture in self.pictures if picture.name and not picture.gone}

    def all(self) -> list[Content]:
        """This stream and all below it."""
        found = [self]
        for child in self.children:
            found += child.content.all()
        return found

    def forget(self) -> None:
        """Drops what was noted, when all is written: notes and content hold each other and would wait for the collector."""
        self.shows.clear()
        self.paths.clear()
        self.pictures.clear()

    def bytes(self) -> bytes:
        """The bytes with the edits made; blanks keep the neighbours apart."""
        if not self.edits:
            return self.data + self.tail
        out, at = [], 0
        for start, end, by in sorted(self.edits, key=lambda edit: (edit[0], -edit[1])):
            if start < at:
                continue
            out += [self.data[at:start], b"\n", by, b"\n"] if by else [self.data[at:start], b"\n"]
            at = end
        out.append(self.data[at:])
        return b"".join(out) + self.tail


def lookup(resources: Any, category: str, name: str) -> Any:
    """A named resource, or None."""
    table = resources.get(category) if resources is not None else None
    try:
        return table.get(name) if table is not None else None
    except (AttributeError, TypeError, ValueError):
        return None


def shown_rect(show: Show, band: tuple[float, float]) -> Rect:
    """The show's extent in unscaled text space: along the writing direction and across it."""
    state, start, stop = show.state, 0.0, show.advance
    size, rise = state.size, state.rise
    low, high = band[0] * size, band[1] * size
    if low > high:
        low, high = high, low
    if stop < 0.0:
        start, stop = stop, 0.0
    if state.font is not None and state.font.vertical:
        return (low, start + rise, high, stop + rise)
    return (start, low + rise, stop, high + rise)
