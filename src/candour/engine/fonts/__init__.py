"""The DejaVu faces that made pages are set in: what each can show, and how text is cut into lines.

It draws nothing, and lets no character vanish: what a face cannot show is written as its code, [U+4E2D]. Characters
that have no picture of their own (zero-width joiners and spaces, soft hyphens) are left out, so that a word is read
as it looks. Right-to-left text is kept in its logical order and is not shaped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parent
BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# Zero-width characters that only steer shaping and line breaking. Bidirectional overrides and tag characters are not
# among them: they can make text look like other text, so they are shown.
INVISIBLE = re.compile("[\u00ad\u034f\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_WORDS = re.compile("[^ ]+ *| +")


@dataclass(frozen=True)
class Face:
    """One font file. Widths are in thousandths of the size, as in the PDF."""

    name: str

    @cached_property
    def _font(self) -> TTFont:
        font = TTFont(self.name, str(FOLDER / f"{self.name}.ttf"))
        pdfmetrics.registerFont(font)
        return font

    @cached_property
    def _advances(self) -> dict[str, float]:
        face = self._font.face
        return {chr(code): face.charWidths.get(code, face.defaultWidth) for code in face.charToGlyph}

    def ready(self) -> Face:
        """Loads and registers the font, so that a page can name it."""
        _ = self._font
        return self

    def has(self, character: str) -> bool:
        # A space or control with a glyph would be drawn as nothing or as a box: those are spelt out.
        return character in self._advances and (character == " " or unicodedata.category(character)[0] not in "CZ")

    def lacks(self, text: str) -> int:
        return sum(1 for character in set(text) if not self.has(character))

    def width(self, text: str, size: float) -> float:
        """Width of ``text`` (only characters this face has), in points."""
        advances = self._advances
        return sum(advances[character] for character in text) * size / 1000

    def shown(self, line: str) -> str:
        """``line`` (no line breaks) as this face can show it: composed, spaces plain, what it lacks as [U+XXXX]."""
        if line.isascii() and line.isprintable():
            return line
        line = INVISIBLE.sub("", unicodedata.normalize("NFC", line.expandtabs(8)))
        return "".join(self._spelt(character) for character in line)

    def _spelt(self, character: str) -> str:
        if self.has(character):
            return character
        return " " if unicodedata.category(character) == "Zs" else f"[U+{ord(character):04X}]"

    def cut(self, line: str, *, size: float, width: float) -> Iterator[str]:
        """``line`` as shown, cut into pieces no wider than ``width`` points: between words, else inside them."""
        now, used = "", 0.0
        for word in self._pieces(line, size=size, width=width):
            bare = self.width(word.rstrip(" "), size)
            if now and used + bare > width:
                yield now.rstrip(" ")
                now, used = "", 0.0
            now, used = now + word, used + self.width(word, size)
        yield now.rstrip(" ")

    def _pieces(self, line: str, *, size: float, width: float) -> Iterator[str]:
        """The words of a line with the spaces after them; a word wider than a whole line in several pieces."""
        for word in _WORDS.findall(line):
            if self.width(word.rstrip(" "), size) <= width:
                yield word
            else:
                yield from self._broken(word, size=size, width=width)

    def _broken(self, word: str, *, size: float, width: float) -> Iterator[str]:
        start, used = 0, 0.0
        for at, character in enumerate(word):
            used += self.width(character, size)
            if used > width and at > start:
                yield word[start:at]
                start, used = at, self.width(character, size)
        yield word[start:]


SANS = Face("DejaVuSans")
BOLD = Face("DejaVuSans-Bold")
OBLIQUE = Face("DejaVuSans-Oblique")
MONO = Face("DejaVuSansMono")


@dataclass(frozen=True, slots=True)
class Line:
    """One line ready to draw: characters the face has, no wider than was asked for."""

    text: str
    face: Face


def lines_of(text: str, *, face: Face, size: float, width: float, spaces: bool = False) -> Iterator[Line]:
    """``text`` as lines no wider than ``width`` points; its own line breaks are kept.

    ``spaces`` keeps runs of spaces as they are. A line that the face lacks characters for is set in SANS when that
    shows more of it.
    """
    for raw in BREAKS.split(text):
        chosen = face if not face.lacks(raw) or face.lacks(raw) <= SANS.lacks(raw) else SANS
        line = chosen.shown(raw)
        line = line if spaces else re.sub(" {2,}", " ", line).strip(" ")
        for piece in chosen.cut(line, size=size, width=width):
            yield Line(piece, chosen)


def ready(faces: Iterable[Face] = (SANS, BOLD, OBLIQUE, MONO)) -> None:
    for face in faces:
        face.ready()
