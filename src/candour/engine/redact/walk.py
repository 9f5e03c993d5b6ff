"""Runs over content as a reader does and notes what it paints and where; refuses content that nests or runs too far.

It makes the edits that every output needs: marked content, comments, hidden layers and unknown operators go. Which
glyphs go is decided elsewhere, from the notes. Source: ISO 32000-1, 8 and 9. Longer than 300 lines: one method per
group of operators, all with the same three parameters, used or not.
"""
# ruff: noqa: ARG002

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pikepdf

from candour.engine.redact import inline
from candour.engine.redact.content import Child, Content, Path, Picture, Shift, Show, TextState, lookup
from candour.engine.redact.fonts import Font
from candour.engine.redact.geometry import IDENTITY, Endless, Matrix, NotUnderstood, Rect, apply, overlap, times
from candour.engine.redact.layers import Layers
from candour.engine.redact.strings import plain, strings_of
from candour.engine.redact.tokens import (
    COMMENT,
    OPERAND,
    OPERATION,
    PATH_RUN,
    REST,
    STRING,
    name,
    number,
    numbers,
    single,
)

MAX_DEPTH = 12
FORM_COST = 200
"""Operations that opening one form counts for."""
MAX_OPERATIONS = 2_000_000
_STRINGS = re.compile(STRING)
_PART = re.compile(rb"([^A-Za-z]*)(re|[mlcvyh])(?![A-Za-z*])")
_SHOWS = (b"Tj", b"TJ", b"'", b'"')
_STROKED = frozenset((1, 2, 5, 6))
"""Text rendering modes that paint outlines, whose width the matrix changes."""
_STRINGY = frozenset((*_SHOWS, b"BDC", b"DP"))
_DEVICE = frozenset(("/DeviceRGB", "/DeviceGray", "/DeviceCMYK", "/Pattern", "/G", "/RGB", "/CMYK"))


class Budget:
    """Operations left for one page, all forms included."""

    def __init__(self, left: int = MAX_OPERATIONS) -> None:
        self.left = left

    def spend(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise Endless("too many operations")


class Walker:
    """``fonts`` gives the Font of a font dictionary; ``watch``: paths are noted too."""

    def __init__(
        self,
        content: Content,
        *,
        layers: Layers,
        fonts: Callable[[Any], Font],
        budget: Budget,
        ctm: Matrix = IDENTITY,
        clip: Rect | None = None,
        state: TextState | None = None,
        depth: int = 0,
        watch: bool = True,
    ) -> None:
        if depth > MAX_DEPTH:
            raise NotUnderstood("forms nested too deep")
        self.content, self.layers, self.fonts, self.budget = content, layers, fonts, budget
        self.ctm, self.state, self.depth, self.watch = ctm, state or TextState(), depth, watch
        self.tm: Matrix | None = IDENTITY
        self.line: Matrix = IDENTITY
        self.last: Show | None = None
        self.shifts: tuple[Shift, ...] = ()
        self.clipped = clip
        self.stack: list[tuple[Matrix, TextState, float, tuple[Shift, ...], Rect | None]] = []
        self.width = 1.0
        self.found: dict[bytes, tuple[Font | None, float]] = {}
        self.hidden: list[bool] = []
        self.off = 0
        self.path = -1
        self.clips = False
        self.at = 0

    def run(self) -> Content:
        content, data, at, count = self.content, self.content.data, 0, 0
        match, handlers = OPERATION.match, HANDLERS
        while (found := match(data, at)) is not None:
            self.at = found.end()
            start = found.start(1)
            if start - at > 1 and b"%" in data[at:start]:
                content.cut(at, start)
            operands, op = found.groups()
            handler = handlers.get(op)
            if handler is None:
                content.cut(start, self.at)
            else:
                if b"(" in operands and op not in _STRINGY:
                    content.cut(start, self.at, b" ".join(_plain(operands)) + b" " + op)
                handler(self, operands, start, op)
            at, count = self.at, count + 1
            if not count & 4095:
                self.budget.spend(4096)
        self._finish(at)
        return content

    def _finish(self, at: int) -> None:
        if REST.match(self.content.data, at) is None:
            raise NotUnderstood("content that cannot be read to its end")
        if self.content.data[at:].strip(b"\x00\t\n\x0c\r "):
            self.content.cut(at, len(self.content.data))
        if self.stack:
            self.content.tail = b"\n" + b"Q " * len(self.stack)

    # -- graphics state

    def keep(self, operands: bytes, start: int, op: bytes) -> None:
        """An operator without names or strings: stays, unless someone hid a string among its operands."""
        if (b"(" in operands or b"<" in operands or b"%" in operands) and op != b"d":
            self.content.cut(start, self.at, b" ".join(_plain(operands)) + b" " + op)

    def push(self, operands: bytes, start: int, op: bytes) -> None:
        self.content.saves.append(start)
        self.stack.append((self.ctm, self.state, self.width, self.shifts, self.clipped))
        if len(self.stack) > 5000:
            raise NotUnderstood("graphics states nested too deep")

    def pop(self, operands: bytes, start: int, op: bytes) -> None:
        if not self.stack:
            self.content.cut(start, self.at)
            return
        self.content.saves.append(start)
        self.ctm, self.state, self.width, self.shifts, self.clipped = self.stack.pop()

    def concat(self, operands: bytes, start: int, op: bytes) -> None:
        a, b, c, d, e, f = numbers(operands, 6)
        shift = Shift(start, self.at, self.ctm)
        self.content.shifts.append(shift)
        self.shifts = (*self.shifts, shift)
        self.ctm = times((a, b, c, d, e, f), self.ctm)

    def _not_only_text(self) -> None:
        for shift in self.shifts:
            shift.text_only = False

    def line_width(self, operands: bytes, start: int, op: bytes) -> None:
        self.width = numbers(operands, 1)[0]
        self.keep(operands, start, op)

    def gs(self, operands: bytes, start: int, op: bytes) -> None:
        key = self._name(operands)
        state = lookup(self.content.resources, "/ExtGState", key)
        if not isinstance(state, pikepdf.Dictionary):
            self.content.cut(start, self.at)
            return
        self.content.use("/ExtGState", key)
        if state.get("/Font") is not None:
            raise NotUnderstood("a font set by a graphics state, which not every reader honours")
        if state.get("/LW") is not None:
            self.width = float(state.LW)
        self._soft_mask(state.get("/SMask"))

    def _soft_mask(self, mask: Any) -> None:
        """A mask's form is walked where it lies: text in it is found like any other."""
        if not isinstance(mask, pikepdf.Dictionary) or not isinstance(mask.get("/G"), pikepdf.Stream):
            return
        child = self._form(mask.G)
        if child.shows or child.pictures or any(below.shows for below in child.all()):
            for below in child.all():
                below.mask = True
            self.content.children.append(Child("", 0, 0, mask.G, child))

    def colour(self, operands: bytes, start: int, op: bytes) -> None:
        """cs, CS: a colour space; scn, SCN: numbers and perhaps a pattern."""
        if b"/" not in operands:
            self.keep(operands, start, op)
            return
        category = "/ColorSpace" if op in (b"cs", b"CS") else "/Pattern"
        key = name(operands[operands.rindex(b"/") :].split()[0])
        if not (category == "/ColorSpace" and key in _DEVICE):
            self.content.use(category, key)

    def shade(self, operands: bytes, start: int, op: bytes) -> None:
        self._not_only_text()
        key = self._name(operands)
        if self.off or lookup(self.content.resources, "/Shading", key) is None:
            self.content.cut(start, self.at)
        else:
            self.content.use("/Shading", key)
            self.content.shades.append((start, self.at, self.clipped))

    @staticmethod
    def _name(operands: bytes) -> str:
        at = operands.rfind(b"/")
        if at < 0 or b"(" in operands or b"<" in operands:
            raise NotUnderstood("a name that is none")
        return name(operands[at:].split()[0])

    # -- marked content

    def begin(self, operands: bytes, start: int, op: bytes) -> None:
        self.content.cut(start, self.at)
        off = False
        parts = OPERAND.findall(operands)
        if op == b"BDC" and len(parts) >= 2 and parts[0] == b"/OC" and parts[-1][:1] == b"/":
            off = self.layers.off(lookup(self.content.resources, "/Properties", name(parts[-1])))
        self.hidden.append(off)
        self.off += off
        self.content.marked.append((start, self.at, operands))

    def end(self, operands: bytes, start: int, op: bytes) -> None:
        self.content.cut(start, self.at)
        self.content.marked.append((start, self.at, None))
        if self.hidden:
            self.off -= self.hidden.pop()

    def drop(self, operands: bytes, start: int, op: bytes) -> None:
        self.content.cut(start, self.at)

    # -- text

    def text_begin(self, operands: bytes, start: int, op: bytes) -> None:
        self.tm = self.line = IDENTITY
        self.content.blocks += 1

    def text_font(self, operands: bytes, start: int, op: bytes) -> None:
        if operands not in self.found:
            self.found[operands] = self._font(operands)
        font, size = self.found[operands]
        if font is not self.state.font or size != self.state.size:
            self.state = self.state._replace(font=font, size=size)

    def _font(self, operands: bytes) -> tuple[Font | None, float]:
        key = self._name(operands)
        size = numbers(operands[operands.rindex(b"/") :].split(None, 1)[1], 1)[0]
        source = lookup(self.content.resources, "/Font", key)
        if not isinstance(source, pikepdf.Dictionary):
            return None, size
        self.content.use("/Font", key)
        return self.fonts(source), size

    def text_number(self, operands: bytes, start: int, op: bytes) -> None:
        value, key = single(operands), _PARAMETERS[op]
        if op in (b"Tc", b"Tw", b"Tz"):
            self.content.moves.append((self.content.blocks, start, self.at, b""))
            value = value / 100 if op == b"Tz" else value
        if value == getattr(self.state, key):
            return
        changed: dict[str, Any] = {key: int(value) if op == b"Tr" else value}
        self.state = self.state._replace(**changed)

    def text_move(self, operands: bytes, start: int, op: bytes) -> None:
        x, y = numbers(operands, 2)
        replacement = b""
        if op == b"TD":
            self.state = self.state._replace(leading=-y)
            replacement = b"%f TL" % -y
        self._next_line(x, y)
        self.content.moves.append((self.content.blocks, start, self.at, replacement))

    def text_next(self, operands: bytes, start: int, op: bytes) -> None:
        self._next_line(0.0, -self.state.leading)
        self.content.moves.append((self.content.blocks, start, self.at, b""))

    def _next_line(self, x: float, y: float) -> None:
        a, b, c, d, e, f = self.line
        self.tm = self.line = (a, b, c, d, a * x + c * y + e, b * x + d * y + f)

    def text_matrix(self, operands: bytes, start: int, op: bytes) -> None:
        a, b, c, d, e, f = numbers(operands, 6)
        self.tm = self.line = (a, b, c, d, e, f)
        self.content.moves.append((self.content.blocks, start, self.at, b""))

    def text_show(self, operands: bytes, start: int, op: bytes) -> None:
        strings = None if op == b'"' else plain(operands, array=op == b"TJ")
        if strings is None:
            operands = self._spaced(operands) if op == b'"' else self._single(operands, start, op)
            strings = strings_of(operands, array=op == b"TJ")
        if op in (b"'", b'"'):
            self._next_line(0.0, -self.state.leading)
        tm, drift = self.tm, False
        if tm is None:
            last = self.last
            assert last is not None
            last.chained = True
            tm, drift = after(last), last.drift or not (last.state.font and last.state.font.exact)
        show = Show(
            self.content, start, self.at, op, operands, strings, self.state, self.ctm, tm,
            tm if self.ctm == IDENTITY else times(tm, self.ctm),
            self.content.blocks, self.off > 0, 0.0, drift, self.shifts, self.clipped,
        )  # fmt: skip
        if self.state.mode in _STROKED:
            self._not_only_text()
        show.advance = advance(show)
        self.last, self.tm = show, None
        self.content.shows.append(show)

    def _single(self, operands: bytes, start: int, op: bytes) -> bytes:
        """The one operand that is shown; others that stand before it go."""
        parts = OPERAND.findall(operands)
        if len(parts) > 1:
            self.content.cut(start, self.at, parts[-1] + b" " + op)
        return bytes(parts[-1]) if parts else operands

    def _spaced(self, operands: bytes) -> bytes:
        parts = OPERAND.findall(operands)
        if len(parts) < 3:
            raise NotUnderstood("too few operands")
        self.state = self.state._replace(tw=number(parts[-3]), tc=number(parts[-2]))
        return bytes(parts[-1])

    # -- paths, images and forms

    def path_part(self, operands: bytes, start: int, op: bytes) -> None:
        if self.path < 0:
            self.path = start
        if b"(" in operands or b"<" in operands or b"%" in operands or b"/" in operands:
            self.content.cut(start, self.at, b" ".join(_plain(operands)) + b" " + op)
        run = PATH_RUN.match(self.content.data, self.at)
        if run is not None:
            self.at = run.end()

    def clip(self, operands: bytes, start: int, op: bytes) -> None:
        self.clips = True

    def paint(self, operands: bytes, start: int, op: bytes) -> None:
        self._not_only_text()
        if self.path >= 0:
            if self.clips:
                self._clip(start)
            if self.off:
                self.content.cut(start if self.clips else self.path, self.at, b"n" if self.clips else b"")
            elif self.watch and (op != b"n" or self.clips):
                scale = max(abs(value) for value in self.ctm[:4])
                grow = self.width * scale / 2 if op[:1] in b"SsBb" else 0.0
                self.content.paths.append(Path(self.content, self.path, start, self.at, self.ctm, self.clips, grow))
        self.path, self.clips = -1, False

    def _clip(self, end: int) -> None:
        area = outline(self.content.data, self.path, end, self.ctm)
        if area is not None and self.clipped is not None:
            area = overlap(area, self.clipped)
        self.clipped = area or self.clipped

    def do(self, operands: bytes, start: int, op: bytes) -> None:
        self._not_only_text()
        key = self._name(operands)
        target = lookup(self.content.resources, "/XObject", key)
        if self.off or not isinstance(target, pikepdf.Stream) or self.layers.off(target.get("/OC")):
            self.content.cut(start, self.at)
            return
        if target.get("/Subtype") == "/Form":
            self.content.children.append(Child(key, start, self.at, target, self._form(target), self.state))
        else:
            self.content.pictures.append(Picture(self.content, start, self.at, key, target, self.ctm, self.clipped))

    def _form(self, form: Any) -> Content:
        values = [float(value) for value in form.get("/Matrix", IDENTITY)]
        matrix: Matrix = tuple(values) if len(values) == 6 else IDENTITY  # type: ignore[assignment]
        resources = form.get("/Resources")
        content = Content(bytes(form.read_bytes()), self.content.resources if resources is None else resources)
        self.budget.spend(FORM_COST)
        return Walker(
            content, layers=self.layers, fonts=self.fonts, budget=self.budget, ctm=times(matrix, self.ctm), clip=self.clipped,
            state=self.state, depth=self.depth + 1, watch=self.watch,
        ).run()  # fmt: skip

    def inline_image(self, operands: bytes, start: int, op: bytes) -> None:
        self._not_only_text()
        image, self.at = inline.read(self.content, self.at)
        if self.off:
            self.content.cut(start, self.at)
        else:
            self.content.pictures.append(Picture(self.content, start, self.at, "", image, self.ctm, self.clipped))


def outline(data: bytes, start: int, end: int, ctm: Matrix) -> Rect | None:
    """The upright rectangle, in user space, round the points of a path's construction."""
    points: list[tuple[float, float]] = []
    for match in _PART.finditer(data, start, end):
        values = numbers(match[1], 0)
        if match[2] == b"re" and len(values) >= 4:
            x, y, w, h = values[-4:]
            values = [x, y, x + w, y + h, x, y + h, x + w, y]
        points += [apply(ctm, values[i], values[i + 1]) for i in range(0, len(values) - 1, 2)]
    if not points:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(xs), max(ys))


def _plain(operands: bytes) -> list[bytes]:
    """The operands that are numbers."""
    return [
        part for part in OPERAND.findall(COMMENT.sub(b"", _STRINGS.sub(b" ", operands))) if part[:1] in b"+-.0123456789"
    ]


def advance(show: Show) -> float:
    """How far a show moves on, in text space units along the writing direction."""
    state, font, strings = show.state, show.state.font, show.strings
    if font is None:
        return 0.0
    total, size = -strings.shift * state.size / 1000, state.size
    if strings.whole(font.stride):
        total += font.measure(strings.text, size=size, tc=state.tc, tw=state.tw)
    else:
        for text in strings.pieces():
            total += font.measure(text, size=size, tc=state.tc, tw=state.tw)
    return total if font.vertical else total * state.scale


def after(show: Show) -> Matrix:
    """The text matrix when a show is done."""
    a, b, c, d, e, f = show.tm
    if show.state.font is not None and show.state.font.vertical:
        return (a, b, c, d, c * show.advance + e, d * show.advance + f)
    return (a, b, c, d, a * show.advance + e, b * show.advance + f)


_PARAMETERS = {b"Tc": "tc", b"Tw": "tw", b"Tz": "scale", b"TL": "leading", b"Ts": "rise", b"Tr": "mode"}
Handler = Callable[[Walker, bytes, int, bytes], None]
HANDLERS: dict[bytes, Handler] = {
    **dict.fromkeys(b"g G rg RG k K J j M d ri i d0 d1 ET".split(), Walker.keep),
    **dict.fromkeys(b"BMC BDC".split(), Walker.begin),
    **dict.fromkeys(b"MP DP BX EX".split(), Walker.drop),
    **dict.fromkeys(b"cs CS sc SC scn SCN".split(), Walker.colour),
    **dict.fromkeys(_PARAMETERS, Walker.text_number),
    **dict.fromkeys(_SHOWS, Walker.text_show),
    **dict.fromkeys(b"m l c v y h re".split(), Walker.path_part),
    **dict.fromkeys(b"S s f F f* B B* b b* n".split(), Walker.paint),
    **dict.fromkeys((b"W", b"W*"), Walker.clip),
    b"q": Walker.push, b"Q": Walker.pop, b"cm": Walker.concat, b"w": Walker.line_width, b"gs": Walker.gs,
    b"sh": Walker.shade, b"EMC": Walker.end, b"BT": Walker.text_begin, b"Tf": Walker.text_font,
    b"Td": Walker.text_move, b"TD": Walker.text_move, b"T*": Walker.text_next, b"Tm": Walker.text_matrix,
    b"Do": Walker.do, b"BI": Walker.inline_image,
}  # fmt: skip
