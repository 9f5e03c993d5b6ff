"""Copies fonts into the new file with what the kept text needs and no more; widths of codes not used do not go along.

It refuses font parts of an unknown form. Which codes are used is only known when all pages are done: see ``finish``.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from candour.engine.redact.cmaps import to_unicode
from candour.engine.redact.content import Content
from candour.engine.redact.fontparts import (
    cid_array,
    clean_name,
    cmap_of,
    encoding_with,
    kept_pairs,
    listed,
    merged,
    numbers_of,
    own,
    unpacked,
)
from candour.engine.redact.fonts import (
    CompositeFont,
    Font,
    SimpleFont,
    font_of,
    glyph_names,
    to_text,
)
from candour.engine.redact.geometry import NotUnderstood

_DESCRIPTOR = (
    "Flags FontBBox ItalicAngle Ascent Descent Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth FontWeight"
).split()
_ODD = re.compile(r"[^A-Za-z0-9+,_-]")
_FONT_NAME = re.compile(rb"/(?:[A-Za-z0-9+,_.-]|#[89a-fA-F][0-9a-fA-F])+\Z")
_IDENTIFIER = re.compile(rb"[A-Za-z0-9-]{1,32}\Z")


@dataclass(slots=True, eq=False)
class Copy:
    """One font: the source, how to read it, its copy, and the codes that stay in use."""

    source: Any
    font: Font
    target: Any = None
    used: set[int] = field(default_factory=set)


class FontCopies:
    """``write`` gives the cleaned bytes and resources of a Type3 glyph procedure."""

    def __init__(
        self, target: pikepdf.Pdf, write: Callable[[Any, Any], tuple[bytes, Any]], bad: frozenset[Any]
    ) -> None:
        self.target, self.write, self.bad = target, write, bad
        self._copies: dict[Any, Copy] = {}
        self._by_font: dict[int, Copy] = {}

    def _copy_of(self, source: Any) -> Copy:
        key = source.objgen if source.is_indirect else source.unparse()
        if key in self.bad:
            raise NotUnderstood("a font that cannot be copied")
        if key not in self._copies:
            made = Copy(source, font_of(source))
            self._copies[key] = self._by_font[id(made.font)] = made
        return self._copies[key]

    def font(self, source: Any) -> Font:
        return self._copy_of(source).font

    def copy(self, source: Any) -> Any:
        """The font's place in the new file; filled in by ``finish``."""
        copy = self._copy_of(source)
        if copy.target is None:
            copy.target = self.target.make_indirect(Dictionary(Type=Name.Font))
        return copy.target

    def note(self, content: Content) -> None:
        """The codes that the content still shows are in use: what edits took out is not."""
        shown: dict[Font, list[bytes]] = {}
        for show in content.shows:
            font = show.state.font
            if font is None:
                continue
            if show.codes is not None:
                self._by_font[id(font)].used |= show.codes
            elif show.strings.whole(font.stride):
                shown.setdefault(font, []).append(show.strings.text)
            else:
                codes = (glyph[0] for text in show.strings.pieces() for glyph in font.shown(text))
                self._by_font[id(font)].used.update(codes)
        for font, texts in shown.items():
            self._by_font[id(font)].used.update(font.codes(b"".join(texts)))

    # -- when all pages are done

    def finish(self) -> frozenset[Any]:
        """Fills every copied font in; gives the keys of those that cannot be (their pages must be pictures).

        Type3 procedures may bring further fonts, hence the loop.
        """
        done: set[Any] = set()
        failed: set[Any] = set()
        while waiting := [
            (key, copy) for key, copy in self._copies.items() if copy.target is not None and key not in done
        ]:
            for key, copy in waiting:
                done.add(key)
                try:
                    self._fill(copy)
                except Exception:
                    failed.add(key)
        return frozenset(failed)

    def _fill(self, copy: Copy) -> None:
        source, out = copy.source, copy.target
        out["/Subtype"] = own(source.Subtype)
        if source.get("/BaseFont") is not None:
            out["/BaseFont"] = clean_name(source.BaseFont)
        mapped = {code: text for code, text in to_text(source).items() if code in copy.used}
        if isinstance(copy.font, CompositeFont):
            self._composite(copy, copy.font, mapped)
        elif isinstance(copy.font, SimpleFont):
            self._simple(copy, copy.font, mapped)

    def _simple(self, copy: Copy, font: SimpleFont, mapped: dict[int, str]) -> None:
        source, out = copy.source, copy.target
        if mapped:
            out["/ToUnicode"] = self.target.make_stream(to_unicode(mapped, width=1))
        if source.get("/Encoding") is not None:
            out["/Encoding"] = encoding_with(source.Encoding, copy.used)
        widths = source.get("/Widths")
        if widths is not None:
            self._widths(copy, [float(value) for value in widths])
        if font.type3:
            self._type3(copy)
        elif source.get("/FontDescriptor") is not None:
            out["/FontDescriptor"] = self._descriptor(source.FontDescriptor)

    @staticmethod
    def _widths(copy: Copy, widths: list[float]) -> None:
        first = int(copy.source.get("/FirstChar", 0))
        used = sorted(code for code in copy.used if first <= code < first + len(widths)) or [first]
        copy.target["/FirstChar"], copy.target["/LastChar"] = used[0], used[-1]
        copy.target["/Widths"] = Array(
            [
                widths[code - first] if code in copy.used and code - first < len(widths) else 0
                for code in range(used[0], used[-1] + 1)
            ]
        )

    def _type3(self, copy: Copy) -> None:
        source, out = copy.source, copy.target
        out["/FontBBox"], out["/FontMatrix"] = numbers_of(source.FontBBox), numbers_of(source.FontMatrix)
        names = glyph_names(source)
        procs, table, shared = Dictionary(), source.CharProcs, source.get("/Resources")
        renamed = {}
        resources = Dictionary()
        for code in sorted(copy.used & set(names)):
            proc = table.get("/" + names[code])
            if not isinstance(proc, Stream):
                continue
            renamed[code] = f"/g{code}"
            data, made = self.write(proc, shared)
            merged(resources, made)
            procs[renamed[code]] = self.target.make_stream(data)
        out["/CharProcs"], out["/Resources"] = procs, resources
        out["/Encoding"] = Dictionary(Type=Name.Encoding, Differences=listed(renamed))

    def _composite(self, copy: Copy, font: CompositeFont, mapped: dict[int, str]) -> None:
        source, out, below = copy.source, copy.target, copy.source.DescendantFonts[0]
        cids = {font.cmap.cid(code) for code in copy.used} if font.cmap.known else None
        encoding = source.Encoding
        out["/Encoding"] = own(encoding) if isinstance(encoding, Name) else cmap_of(self.target, font.cmap, copy.used)
        if mapped:
            width = (
                2 if font.cmap.identity or not font.cmap.spaces else max(length for length, _, _ in font.cmap.spaces)
            )
            out["/ToUnicode"] = self.target.make_stream(to_unicode(mapped, width=width))
        out["/DescendantFonts"] = Array([self.target.make_indirect(self._descendant(below, cids))])

    def _descendant(self, source: Any, cids: set[int] | None) -> Any:
        out = Dictionary(
            Type=Name.Font, Subtype=own(source.Subtype), BaseFont=clean_name(source.get("/BaseFont", "/F"))
        )
        info = source.get("/CIDSystemInfo", Dictionary())
        registry, ordering = (bytes(info.get(key, b"Adobe")) for key in ("/Registry", "/Ordering"))
        if not _IDENTIFIER.match(registry) or not _IDENTIFIER.match(ordering):
            registry, ordering = b"Adobe", b"Identity"
        out["/CIDSystemInfo"] = Dictionary(
            Registry=pikepdf.String(registry),
            Ordering=pikepdf.String(ordering),
            Supplement=int(info.get("/Supplement", 0)),
        )
        if source.get("/DW") is not None:
            out["/DW"] = source.DW
        if source.get("/DW2") is not None:
            out["/DW2"] = numbers_of(source.DW2)
        for key, columns in (("/W", 1), ("/W2", 3)):
            if source.get(key) is not None:
                out[key] = cid_array(source[key], columns, cids)
        mapping = source.get("/CIDToGIDMap")
        if isinstance(mapping, Stream):
            out["/CIDToGIDMap"] = self.target.make_stream(kept_pairs(bytes(mapping.read_bytes()), cids))
        elif isinstance(mapping, Name):
            out["/CIDToGIDMap"] = own(mapping)
        if source.get("/FontDescriptor") is not None:
            out["/FontDescriptor"] = self._descriptor(source.FontDescriptor)
        return out

    def _descriptor(self, source: Any) -> Any:
        out = Dictionary(Type=Name.FontDescriptor, FontName=clean_name(source.get("/FontName", "/F")))
        for key in _DESCRIPTOR:
            value = source.get("/" + key)
            if value is not None:
                out["/" + key] = (
                    numbers_of(value) if isinstance(value, Array) else (int(value) if key == "Flags" else float(value))
                )
        for key in ("/FontFile", "/FontFile2", "/FontFile3"):
            program = source.get(key)
            if isinstance(program, Stream):
                out[key] = self._program(program)
        return self.target.make_indirect(out)

    def _program(self, source: Any) -> Any:
        data = unpacked(source)
        out = Stream(self.target, b"")
        for key in ("/Length1", "/Length2", "/Length3", "/Subtype"):
            value = source.get(key)
            if isinstance(value, (int, Name)):
                out[key] = value if isinstance(value, int) else own(value)
        out.write(zlib.compress(data, 6), filter=Name.FlateDecode)
        return self.target.make_indirect(out)
