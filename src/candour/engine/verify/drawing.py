"""Follows what pages draw: their content, the forms in it, tiling patterns and glyphs, each stream read once.

It reads text and names, and counts what is carried along without being drawn; where things stand is poppler's to say.
"""

from __future__ import annotations

from collections.abc import Iterator

from candour.engine.verify.content import Content, read_content
from candour.engine.verify.file import PdfFile
from candour.engine.verify.fonts import Codes, codes_of
from candour.engine.verify.syntax import NotUnderstood, Ref, Stream, Value

FORM_DEPTH = 20
NO_IMAGES: frozenset[int] = frozenset()
NOTHING = (Content("", "", False), NO_IMAGES)


class Reader:
    """Reads content streams, each form once; keeps fonts by their object."""

    def __init__(self, file: PdfFile) -> None:
        self.file = file
        self._codes: dict[int, Codes] = {}
        self._forms: dict[tuple[int, int], tuple[Content, frozenset[int]]] = {}
        self.read: set[int] = set()
        """First bytes of the content streams read so far."""
        self._reading: set[int] = set()
        self._named: dict[int, tuple[dict[str, Value], set[str]]] = {}

    def page(self, page: dict[str, Value]) -> tuple[Content, frozenset[int]]:
        """All that a page draws, its forms included, and the pictures it uses."""
        contents = self.file.get(page.get("Contents"))
        parts = contents if isinstance(contents, list) else [contents]
        streams = [part for part in map(self.file.get, parts) if isinstance(part, Stream)]
        return self.streams(streams, self._resources(page), depth=0)

    def streams(
        self, streams: list[Stream], resources: dict[str, Value], *, depth: int, glyph: bool = False
    ) -> tuple[Content, frozenset[int]]:
        if depth > FORM_DEPTH:
            raise NotUnderstood("forms nested too deep")
        self.read.update(stream.start for stream in streams)
        data = b"\n".join(self.file.decoded(stream).data for stream in streams)
        fonts = self._map(resources, "Font")
        contents = [read_content(data, font=lambda name: self._font(fonts.get(name)))]
        named = self._map(resources, "XObject")
        self._named.setdefault(id(named), (named, set()))[1].update(contents[0].drawn)
        images: set[int] = set()
        drawings = [(value, resources, glyph) for value in self._drawings(resources)]
        drawings += [] if glyph else self._glyphs(resources)
        for value, outer, is_glyph in drawings:
            drawing = self.file.get(value)
            if isinstance(drawing, Stream) and drawing.info.get("Subtype") == "Image":
                images.add(drawing.start)
            elif isinstance(drawing, Stream):
                content, inner = self._form(drawing, outer, depth, is_glyph)
                contents.append(content)
                images |= inner
        return _joined(contents), frozenset(images) if images else NO_IMAGES

    def undrawn(self) -> int:
        """How many pictures and forms are named in resources, yet drawn by nothing that uses those resources."""
        return sum(len(named.keys() - drawn) for named, drawn in self._named.values())

    def _form(self, form: Stream, outer: dict[str, Value], depth: int, glyph: bool) -> tuple[Content, frozenset[int]]:
        own = self.file.get(form.info.get("Resources"))
        resources = own if isinstance(own, dict) else outer
        key = (form.start, id(resources))
        if key not in self._forms:
            if form.start in self._reading:  # a glyph of a Type 3 font may name the font it belongs to
                return NOTHING
            self._reading.add(form.start)
            self._forms[key] = self.streams([form], resources, depth=depth + 1, glyph=glyph)
            self._reading.discard(form.start)
        return self._forms[key]

    def _drawings(self, resources: dict[str, Value]) -> Iterator[Value]:
        """Forms, pictures and tiling patterns that the resources name."""
        yield from self._map(resources, "XObject").values()
        for pattern in self._map(resources, "Pattern").values():
            if isinstance(self.file.get(pattern), Stream):
                yield pattern

    def _glyphs(self, resources: dict[str, Value]) -> list[tuple[Value, dict[str, Value], bool]]:
        """Glyph procedures of the resources' Type 3 fonts, with the resources they draw with."""
        found: list[tuple[Value, dict[str, Value], bool]] = []
        for font in map(self.file.get, self._map(resources, "Font").values()):
            if isinstance(font, dict) and font.get("Subtype") == "Type3":
                own = self._map(font, "Resources") or resources
                found += [(glyph, own, True) for glyph in self._map(font, "CharProcs").values()]
        return found

    def _map(self, holder: dict[str, Value], key: str) -> dict[str, Value]:
        found = self.file.get(holder.get(key))
        return found if isinstance(found, dict) else {}

    def _resources(self, page: dict[str, Value]) -> dict[str, Value]:
        node: Value = page
        for _ in range(FORM_DEPTH):
            if not isinstance(node, dict):
                break
            if "Resources" in node:
                return self._map(node, "Resources")
            node = self.file.get(node.get("Parent"))
        return {}

    def _font(self, font: Value) -> Codes:
        if not isinstance(font, Ref):
            return codes_of(self.file, font)
        if int(font) not in self._codes:
            self._codes[int(font)] = codes_of(self.file, font)
        return self._codes[int(font)]


def _joined(contents: list[Content]) -> Content:
    if len(contents) == 1:
        return contents[0]
    return Content(
        "\n".join(part.text for part in contents),
        "\n".join(part.other for part in contents),
        any(part.replaces for part in contents),
    )
