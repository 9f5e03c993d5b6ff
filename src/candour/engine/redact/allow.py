"""Copies the resources of a page into the new file through allow-lists; what is not on a list does not exist there.

It refuses (NotUnderstood) a resource of a form it does not know. Every object of the source is copied once.
Source of the lists: ISO 32000-1, 8.4.5 to 8.11. Longer than 300 lines: one class, because resources nest in one another.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from candour.engine.redact.content import Content, lookup
from candour.engine.redact.fontcopy import FontCopies
from candour.engine.redact.fontparts import own
from candour.engine.redact.fonts import Font
from candour.engine.redact.geometry import NotUnderstood
from candour.engine.redact.images import cleaned, deflated
from candour.engine.redact.layers import Layers
from candour.engine.redact.structure import Structure
from candour.engine.redact.text import conceal
from candour.engine.redact.tokens import NAME, STRING, name
from candour.engine.redact.walk import MAX_DEPTH, Budget, Walker

_IMAGE = "Type Subtype Width Height BitsPerComponent Intent ImageMask Decode Interpolate SMaskInData Matte".split()
_INLINE = frozenset((*_IMAGE, "ColorSpace", "Filter", "DecodeParms"))
_FUNCTION = "FunctionType Domain Range Size BitsPerSample Encode Decode Order C0 C1 N Bounds".split()
_SHADING = (
    "ShadingType Background BBox AntiAlias Coords Domain Extend Matrix BitsPerCoordinate BitsPerComponent"
    " BitsPerFlag Decode VerticesPerRow"
).split()
_STATE = "Type LW LC LJ ML D RI OP op OPM FL SM SA BM CA ca AIS TK".split()
_FORM = "Type Subtype FormType BBox Matrix".split()
_TILING = "Type PatternType PaintType TilingType BBox XStep YStep Matrix".split()
_SPOTS = frozenset(("/All", "/None", "/Cyan", "/Magenta", "/Yellow", "/Black"))
_CHANNELS = {
    "/DeviceGray": 1,
    "/CalGray": 1,
    "/G": 1,
    "/DeviceRGB": 3,
    "/CalRGB": 3,
    "/Lab": 3,
    "/RGB": 3,
    "/DeviceCMYK": 4,
    "/CMYK": 4,
}
_WORDY = re.compile(r"[^\W\d_]{4,}")
_STEMS = frozenset(
    "Image Font Form XForm Xform Pattern GState Shading Helv ZaDb HeBo Cour TiRo Meta Artifact MCID".split()
)
_NAMES = re.compile(rb"(" + STRING + rb")|(" + NAME + rb")(?! <</MCID )")
MAX_PROFILE = 8 << 20


class Copier:
    """``source`` is read, ``target`` is written; ``bad_fonts``: keys of fonts that could not be copied."""

    def __init__(self, source: pikepdf.Pdf, target: pikepdf.Pdf, bad_fonts: frozenset[Any] = frozenset()) -> None:
        self.source, self.target, self.layers = source, target, Layers(source)
        self.structure = Structure(source)
        self._done: dict[tuple[str, Any], Any] = {}
        self._depth = 0
        self.fonts = FontCopies(target, self._procedure, bad_fonts)
        self._label: Any = None
        self._aliases: dict[str, str] = {}
        self._adopted = 0
        self._makers: dict[str, Callable[[Any], Any]] = {
            "/Font": self.fonts.copy,
            "/XObject": self.xobject,
            "/ExtGState": self.state,
            "/ColorSpace": self.colour,
            "/Pattern": self.pattern,
            "/Shading": self.shading,
        }

    @property
    def label_font(self) -> Any:
        """The font of the labels in the boxes."""
        if self._label is None:
            self._label = self.target.make_indirect(
                Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
            )
        return self._label

    # -- streams of content

    def font(self, source: Any) -> Font:
        return self.fonts.font(source)

    def resources(self, content: Content) -> Any:
        """A fresh resource dictionary with what ``content`` uses, and what was added for it."""
        out = Dictionary()
        for category, maker in self._makers.items():
            entries = {}
            for key in sorted(content.painted() if category == "/XObject" else content.used.get(category, ())):
                found = lookup(content.resources, category, key)
                if found is not None:
                    entries[key] = maker(found)
            entries.update(content.added.get(category, {}))
            if category == "/ColorSpace":
                entries.update(self._defaults(content))
            if entries:
                out[category] = Dictionary(entries)
        return out

    def _defaults(self, content: Content) -> dict[str, Any]:
        keys = ("/DefaultGray", "/DefaultRGB", "/DefaultCMYK")
        found = {key: lookup(content.resources, "/ColorSpace", key) for key in keys}
        return {key: self.colour(value) for key, value in found.items() if value is not None}

    def written(self, content: Content) -> tuple[bytes, Any]:
        """The edited bytes and the resources, names that could be words replaced in both."""
        self.fonts.note(content)
        data, resources = content.bytes(), self.resources(content)
        renamed = {}
        for table in sorted(resources.keys()):  # pikepdf gives sets: every run has to number names alike
            for key in sorted(key for key in resources[table].keys() if _wordy(key)):
                renamed[key] = self._aliases.setdefault(key, f"/N{len(self._aliases)}x")
                resources[table][renamed[key]] = resources[table][key]
                del resources[table][key]
        if renamed:
            data = _NAMES.sub(lambda match: _renamed(match, renamed), data)
        return data, resources

    def form(self, form: Any, content: Content) -> Any:
        """A form of the new file with this content."""
        data, resources = self.written(content)
        out = deflated(self.target, data)
        self._keep(form, out, _FORM)
        group = form.get("/Group")
        if isinstance(group, Dictionary):
            out["/Group"] = self.group(group)
        out["/Resources"] = resources
        return self.target.make_indirect(out)

    def group(self, group: Any) -> Any:
        """A transparency group's attributes."""
        out = Dictionary()
        self._keep(group, out, ["S", "I", "K"])
        if group.get("/CS") is not None:
            out["/CS"] = self.colour(group.CS)
        return out

    def static(self, form: Any, inherited: Any = None) -> Any:
        """A form as every page may have it: nothing marked, everything cleaned."""
        return self.once("form", form, lambda: self.form(form, self._static(form, inherited)))

    def _static(self, stream: Any, inherited: Any = None) -> Content:
        resources = stream.get("/Resources", inherited)
        content = Content(bytes(stream.read_bytes()), resources)
        walker = Walker(content, layers=self.layers, fonts=self.font, budget=Budget(), watch=False)
        self._deeper(walker.run)
        conceal(content.all())
        for below in content.all():
            self.unframed(below)
        return content

    def _procedure(self, proc: Any, inherited: Any) -> tuple[bytes, Any]:
        return self.written(self._static(proc, inherited))

    def unframed(self, content: Content) -> None:
        """Inline images keep their bytes, without their odd entries, as images of their own."""
        for picture in content.pictures:
            if not picture.name and not picture.gone:
                self.adopt(content, picture.start, picture.end, self.inline(picture.image), "/IR", touched=False)

    def adopt(self, content: Content, start: int, end: int, made: Any, stem: str, *, touched: bool = True) -> None:
        """Paints ``made``, an object of the new file, where the span paints now."""
        table = content.added.setdefault("/XObject", {})
        self._adopted += 1
        key = f"{stem}{self._adopted}"
        while lookup(content.resources, "/XObject", key) is not None:
            key += "x"
        table[key] = made
        (content.mark if touched else content.cut)(start, end, key.encode() + b" Do")

    # -- images and forms

    def xobject(self, source: Any) -> Any:
        if source.get("/Subtype") == "/Form":
            return self.static(source)
        return self.image(source)

    def image(self, source: Any) -> Any:
        return self.once("image", source, lambda: self._image(source))

    def _image(self, source: Any) -> Any:
        if source.get("/Subtype") not in ("/Image", None):
            raise NotUnderstood("an XObject that is neither form nor image")
        data, filters, parms = cleaned(source)
        out = Stream(self.target, b"")
        self._keep(source, out, _IMAGE)
        out["/Subtype"] = Name.Image
        for key, maker in (("/ColorSpace", self.colour), ("/SMask", self.image), ("/Mask", self._mask)):
            if source.get(key) is not None:
                out[key] = maker(source[key])
        out.write(data, filter=filters, decode_parms=self._parms(parms))
        return self.target.make_indirect(out)

    def inline(self, image: Any) -> Any:
        """An inline image as an image of the new file."""
        scratch = Stream(self.source, image.data)
        for key, value in image.dictionary.items():
            if key[1:] in _INLINE:
                scratch[key] = value
        return self._image(scratch)

    def _mask(self, value: Any) -> Any:
        return self.image(value) if isinstance(value, Stream) else self.plain(value)

    def _parms(self, parms: Any) -> Any:
        if isinstance(parms, Array):
            return Array([self._parms(item) for item in parms])
        if not isinstance(parms, Dictionary):
            return None
        out = Dictionary()
        for key in parms.keys():
            value = parms[key]
            if key == "/JBIG2Globals":
                out[key] = self.target.make_indirect(Stream(self.target, bytes(value.read_bytes())))
            elif isinstance(value, (int, bool)):
                out[key] = value
        return out

    # -- colours, functions, patterns

    def colour(self, source: Any) -> Any:
        if isinstance(source, Name):
            return own(source)
        return self.once("colour", source, lambda: self._deeper(lambda: self._colour(source)))

    def _colour(self, source: Any) -> Any:
        if not isinstance(source, Array) or not len(source):
            raise NotUnderstood("a colour space that is none")
        kind = str(source[0])
        if kind == "/ICCBased":
            return Array([own(source[0]), self._profile(source[1])])
        if kind in ("/Indexed", "/I"):
            return self._indexed(source)
        if kind in ("/Separation", "/DeviceN"):
            return self._spots(source)
        if kind in ("/CalGray", "/CalRGB", "/Lab"):
            out = Dictionary()
            self._keep(source[1], out, "WhitePoint BlackPoint Gamma Matrix Range".split())
            return Array([own(source[0]), out])
        if kind == "/Pattern":
            return Array([own(source[0]), *(self.colour(item) for item in list(source)[1:])])
        if kind in _CHANNELS and len(source) == 1:
            return own(source[0])
        raise NotUnderstood("a colour space of an unknown kind")

    def _profile(self, source: Any) -> Any:
        data = bytes(source.read_bytes())
        if len(data) > MAX_PROFILE:
            raise NotUnderstood("a colour profile too large")
        out = Stream(self.target, data[: int.from_bytes(data[:4], "big")])
        self._keep(source, out, ["N", "Range"])
        if source.get("/Alternate") is not None:
            out["/Alternate"] = self.colour(source.Alternate)
        return self.target.make_indirect(out)

    def _indexed(self, source: Any) -> Any:
        high, table = int(source[2]), source[3]
        data = bytes(table.read_bytes()) if isinstance(table, Stream) else bytes(table)
        return Array(
            [Name.Indexed, self.colour(source[1]), high, pikepdf.String(data[: (high + 1) * channels(source[1])])]
        )

    def _spots(self, source: Any) -> Any:
        """Spot colours lose their names: the alternate space paints them."""
        if isinstance(source[1], Name):
            names: Any = own(source[1]) if str(source[1]) in _SPOTS else Name("/S0")
        else:
            names = Array([own(key) if str(key) in _SPOTS else Name(f"/S{at}") for at, key in enumerate(source[1])])
        return Array([own(source[0]), names, self.colour(source[2]), self.function(source[3])])

    def function(self, source: Any) -> Any:
        if isinstance(source, Array):
            return Array([self.function(item) for item in source])
        if isinstance(source, Name):
            return own(source)
        return self.once("function", source, lambda: self._deeper(lambda: self._function(source)))

    def _function(self, source: Any) -> Any:
        if isinstance(source, Stream):
            data = bytes(source.read_bytes())
            if source.get("/FunctionType") == 4:
                data = re.sub(rb"%[^\r\n]*", b"", data)
            out: Any = Stream(self.target, data)
        else:
            out = Dictionary()
        self._keep(source, out, _FUNCTION)
        if source.get("/Functions") is not None:
            out["/Functions"] = self.function(source.Functions)
        return self.target.make_indirect(out)

    def shading(self, source: Any) -> Any:
        return self.once("shading", source, lambda: self._shading(source))

    def _shading(self, source: Any) -> Any:
        out: Any = Stream(self.target, bytes(source.read_bytes())) if isinstance(source, Stream) else Dictionary()
        self._keep(source, out, _SHADING)
        out["/ColorSpace"] = self.colour(source.ColorSpace)
        if source.get("/Function") is not None:
            out["/Function"] = self.function(source.Function)
        return self.target.make_indirect(out)

    def pattern(self, source: Any) -> Any:
        return self.once("pattern", source, lambda: self._deeper(lambda: self._pattern(source)))

    def _pattern(self, source: Any) -> Any:
        if isinstance(source, Stream):
            data, resources = self.written(self._static(source))
            out: Any = Stream(self.target, data)
            self._keep(source, out, _TILING)
            out["/Resources"] = resources
        else:
            out = Dictionary()
            self._keep(source, out, ["Type", "PatternType", "Matrix"])
            out["/Shading"] = self.shading(source.Shading)
            if source.get("/ExtGState") is not None:
                out["/ExtGState"] = self.state(source.ExtGState)
        return self.target.make_indirect(out)

    def speaks(self, content: Content) -> bool:
        """Does a tiling pattern of this stream paint text or pictures? They cannot be taken out in one place only."""
        names = content.used.get("/Pattern", ())
        patterns = [lookup(content.resources, "/Pattern", name) for name in sorted(names)]
        return any(self.once("speaks", pattern, partial(self._speaks, pattern)) for pattern in patterns if pattern)

    def _speaks(self, pattern: Any) -> bool:
        if not isinstance(pattern, Stream):
            return False
        return any(below.shows or below.pictures for below in self._static(pattern).all())

    def state(self, source: Any) -> Any:
        return self.once("state", source, lambda: self._deeper(lambda: self._state(source)))

    def _state(self, source: Any) -> Any:
        out = Dictionary()
        self._keep(source, out, _STATE)
        mask = source.get("/SMask")
        for key in ("/TR", "/TR2"):
            if source.get(key) is not None:
                out[key] = self.function(source[key])
        if isinstance(mask, Name):
            out["/SMask"] = own(mask)
        elif isinstance(mask, Dictionary):
            copy = Dictionary()
            self._keep(mask, copy, ["Type", "S", "BC"])
            copy["/G"] = self.static(mask.G)
            if mask.get("/TR") is not None:
                copy["/TR"] = self.function(mask.TR)
            out["/SMask"] = copy
        return self.target.make_indirect(out)

    # -- the bottom

    def plain(self, value: Any, depth: int = 0) -> Any:
        """Numbers, names and arrays of them; strings, streams and dictionaries are refused."""
        if isinstance(value, Array) and depth < 4:
            return Array([self.plain(item, depth + 1) for item in value])
        if isinstance(value, Name):
            return own(value)
        if isinstance(value, (int, float, bool)) or type(value).__name__ == "Decimal" or value is None:
            return value
        raise NotUnderstood("a value of an unexpected kind")

    def _keep(self, source: Any, out: Any, keys: list[str]) -> None:
        for key in keys:
            value = source.get("/" + key)
            if value is not None:
                out["/" + key] = self.plain(value)

    def once(self, kind: str, source: Any, make: Callable[[], Any]) -> Any:
        """What ``make`` gives for this object of the source, made only the first time."""
        key = (kind, source.objgen if source.is_indirect else source.unparse())
        if key not in self._done:
            self._done[key] = make()
        return self._done[key]

    def _deeper(self, make: Callable[[], Any]) -> Any:
        if self._depth > MAX_DEPTH:
            raise NotUnderstood("resources nested too deep")
        self._depth += 1
        try:
            return make()
        finally:
            self._depth -= 1


def channels(space: Any) -> int:
    """How many components a colour has in a colour space."""
    kind = str(space if isinstance(space, Name) else space[0])
    if kind == "/ICCBased":
        return int(space[1].N)
    if kind == "/DeviceN":
        return len(space[1])
    return _CHANNELS.get(kind, 1)


def _wordy(key: str) -> bool:
    """Could this resource name be a word of the case? Then it is replaced."""
    return any(run not in _STEMS for run in _WORDY.findall(key)) or not key[1:].replace("-", "").isascii()


def _renamed(match: re.Match[bytes], renamed: dict[str, str]) -> bytes:
    if match[1]:
        return match[1]
    return renamed.get(name(match[2]), "").encode() or match[2]
