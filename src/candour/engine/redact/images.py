"""Copies images without what travels hidden in their data, and burns boxes into their pixels as a new object.

It refuses kinds it cannot decode exactly. Boxes are padded: scans are read with an error of a pixel or two.
Source: ISO 32000-1, 8.9; JPEG markers: ITU-T T.81; JP2 boxes: ISO/IEC 15444-1.
"""

from __future__ import annotations

import base64
import io
import zlib
from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw

from candour.engine.redact.geometry import Matrix, NotUnderstood, Rect, bounds, inverse

PAD = 1.0
"""Points round a box that are burned too."""
MAX_PIXELS = 120_000_000
PLAIN = 6
"""Levels between the lightest and darkest pixel of an area that holds nothing to read."""
_JP2 = frozenset((b"jP  ", b"ftyp", b"jp2h", b"jp2c"))


def cleaned(source: Any) -> tuple[bytes, Any, Any]:
    """An image stream's data, filters and parameters, without metadata segments and without bytes after its end."""
    filters, parms = _listed(source.get("/Filter")), _listed(source.get("/DecodeParms"))
    parms += [None] * (len(filters) - len(parms))
    data = bytes(source.read_raw_bytes())
    while len(filters) > 1 and filters[0] in ("/ASCII85Decode", "/ASCIIHexDecode", "/FlateDecode") and not parms[0]:
        data, filters, parms = _peeled(data, filters[0]), filters[1:], parms[1:]
    if filters == ["/DCTDecode"]:
        data = _plain_jpeg(data)
    elif filters == ["/JPXDecode"]:
        data = _plain_jp2(data)
    elif filters == ["/FlateDecode"]:
        data = _plain_flate(data)
    elif filters == ["/JBIG2Decode"]:
        _refuse_comments(data)
    elif filters and filters[-1] not in ("/JBIG2Decode", "/CCITTFaxDecode", "/DCTDecode"):
        data, filters, parms = zlib.compress(bytes(source.read_bytes()), 6), ["/FlateDecode"], [None]
    names = Array([Name(key) for key in filters])
    given = Array([parm if isinstance(parm, Dictionary) else Dictionary() for parm in parms])
    return data, names, given if any(parm is not None for parm in parms) else None


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    items = list(value) if isinstance(value, Array) else [value]
    return [str(item) if isinstance(item, Name) else item for item in items]


def _peeled(data: bytes, filtered: str) -> bytes:
    try:
        if filtered == "/FlateDecode":
            return zlib.decompressobj().decompress(data)
        end = b"~>" if filtered == "/ASCII85Decode" else b">"
        body = b"".join(data.split(end)[0].split()).removeprefix(b"<~")
        if filtered == "/ASCII85Decode":
            return base64.a85decode(body)
        return bytes.fromhex((body + b"0" * (len(body) % 2)).decode("ascii"))
    except (ValueError, zlib.error):
        raise NotUnderstood("image data that cannot be unpacked") from None


def _plain_flate(data: bytes) -> bytes:
    """Cuts what follows the compressed data."""
    reader = zlib.decompressobj()
    try:
        at = 0
        while at < len(data) and not reader.eof:
            reader.decompress(data[at : at + 65536])
            at += 65536
    except zlib.error:
        raise NotUnderstood("image data that cannot be unpacked") from None
    return data[: min(at, len(data)) - len(reader.unused_data)]


def _plain_jpeg(data: bytes) -> bytes:
    """Drops every APPn but Adobe's colour mark, and comments; cuts what follows the end of the image."""
    if data[:2] != b"\xff\xd8":
        raise NotUnderstood("a JPEG without start")
    out, at = [b"\xff\xd8"], 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise NotUnderstood("a JPEG out of step")
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or (marker == 0xEE and data[at + 4 : at + 9] == b"Adobe"):
            out.append(data[at : at + 2 + size])
        at += 2 + size
        if marker == 0xDA:
            break
    end = data.rfind(b"\xff\xd9", at)
    first = data.find(b"\xff\xd9", at)
    if first != end and b"\xff\xda" not in data[first:end]:
        end = first
    out.append(data[at:end] if end > 0 else data[at:])
    return b"".join([*out, b"\xff\xd9"])


def _plain_jp2(data: bytes) -> bytes:
    if data[:4] == b"\xff\x4f\xff\x51":
        return data
    out, at = [], 0
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        size = size or len(data) - at
        if size < 8:
            raise NotUnderstood("a JPEG 2000 box out of step")
        if kind in _JP2:
            out.append(data[at : at + size])
        at += size
    return b"".join(out)


def _refuse_comments(data: bytes) -> None:
    """Walks the segment headers of JBIG2 data (T.88, 7.2); an extension segment (62) holds comments."""
    at = 0
    while at + 11 <= len(data):
        number, flags, counted = int.from_bytes(data[at : at + 4], "big"), data[at + 4], data[at + 5]
        count, at = counted >> 5, at + 6
        if count == 7:
            count = int.from_bytes(data[at - 1 : at + 3], "big") & 0x1FFFFFFF
            at += 3 + (count + 8) // 8
        at += count * (1 if number <= 256 else 2 if number <= 65536 else 4) + (4 if flags & 0x40 else 1)
        size = int.from_bytes(data[at : at + 4], "big")
        if flags & 0x3F == 62 or (size != 0xFFFFFFFF and at + 4 + size > len(data)):
            raise NotUnderstood("a JBIG2 image with more than an image in it")
        if size == 0xFFFFFFFF:
            return
        at += 4 + size


# -- burning


def burnt(target: pikepdf.Pdf, source: Any, *, ctm: Matrix, marks: Sequence[Rect]) -> Any:
    """A new image with the marks (user space) blackened; None when nothing that can be read lies under them."""
    mask, soft = source.get("/Mask"), source.get("/SMask")
    if mask is not None or int(source.get("/SMaskInData", 0) or 0):
        raise NotUnderstood("an image cut out by a mask")
    picture = decoded(source)
    areas = [area for mark in marks if (area := pixels(ctm, mark, picture.size)) is not None]
    plain = all(_even(picture, area) for area in areas)
    if plain and (soft is None or not _marked(soft, ctm, marks)):
        return None
    stencil = bool(source.get("/ImageMask"))
    # a stencil paints where samples are 0 (after Decode): outside the letters is the other value
    _fill(picture, areas, 255 if stencil else 0)
    out = encoded(target, picture, lossy="/DCTDecode" in _listed(source.get("/Filter")) or _jpx(source))
    if stencil:
        out["/ImageMask"] = True
        del out["/ColorSpace"]
    if soft is not None:
        out["/SMask"] = _soft(target, soft, ctm, marks)
    return target.make_indirect(out)


def _jpx(source: Any) -> bool:
    return "/JPXDecode" in _listed(source.get("/Filter"))


def decoded(source: Any) -> Image.Image:
    """The pixels as mode 1, L or RGB, /Decode applied."""
    width, height = int(source.get("/Width", 0)), int(source.get("/Height", 0))
    if not 0 < width * height <= MAX_PIXELS:
        raise NotUnderstood("an image of an impossible size")
    if source.get("/ImageMask"):
        picture = _bilevel(source, width, height)
        if [float(value) for value in source.get("/Decode", ())][:2] == [1.0, 0.0]:
            picture = picture.convert("L").point(lambda level: 255 - level).convert("1")
    else:
        try:
            picture = pikepdf.PdfImage(source).as_pil_image(apply_mask=False)
        except Exception:
            raise NotUnderstood("an image that cannot be decoded") from None
    if picture.size != (width, height):
        raise NotUnderstood("an image of another size than it says")
    return picture.copy() if picture.mode in ("1", "L", "RGB") else picture.convert("RGB")


def _bilevel(source: Any, width: int, height: int) -> Image.Image:
    filters = _listed(source.get("/Filter"))
    if filters and filters[-1] in ("/CCITTFaxDecode", "/JBIG2Decode"):
        try:
            return pikepdf.PdfImage(source).as_pil_image(apply_decode_array=False, apply_mask=False).convert("1")
        except Exception:
            raise NotUnderstood("a stencil that cannot be decoded") from None
    data = bytes(source.read_bytes())
    if len(data) < (width + 7) // 8 * height:
        raise NotUnderstood("an image cut short")
    return Image.frombytes("1", (width, height), data)


def pixels(ctm: Matrix, mark: Rect, size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """The pixel rectangle (inclusive) under a mark, padded, or None. The image fills the unit square of ``ctm``."""
    padded = (mark[0] - PAD, mark[1] - PAD, mark[2] + PAD, mark[3] + PAD)
    x0, y0, x1, y1 = bounds(inverse(ctm), padded)
    width, height = size
    left, right = max(0, int(x0 * width // 1)), min(width - 1, int(x1 * width // 1))
    top, bottom = max(0, int((1 - y1) * height // 1)), min(height - 1, int((1 - y0) * height // 1))
    return (left, top, right, bottom) if left <= right and top <= bottom else None


def _even(picture: Image.Image, area: tuple[int, int, int, int]) -> bool:
    part = picture.crop((area[0], area[1], area[2] + 1, area[3] + 1))
    spans = part.convert("L").getextrema() if part.mode == "1" else part.getextrema()
    bands = [spans] if isinstance(spans[0], (int, float)) else list(spans)
    return all(high - low <= PLAIN for low, high in bands)


def _fill(picture: Image.Image, areas: Sequence[tuple[int, int, int, int]], level: int) -> None:
    draw = ImageDraw.Draw(picture)
    for area in areas:
        draw.rectangle(area, fill=level if picture.mode != "RGB" else (level, level, level))


def _marked(soft: Any, ctm: Matrix, marks: Sequence[Rect]) -> bool:
    """Does a soft mask hold a shape under a mark?"""
    picture = decoded(soft)
    areas = [area for mark in marks if (area := pixels(ctm, mark, picture.size)) is not None]
    return not all(_even(picture, area) for area in areas)


def _soft(target: pikepdf.Pdf, soft: Any, ctm: Matrix, marks: Sequence[Rect]) -> Any:
    picture = decoded(soft).convert("L")
    _fill(picture, [area for mark in marks if (area := pixels(ctm, mark, picture.size)) is not None], 255)
    return target.make_indirect(encoded(target, picture, lossy=False))


def encoded(target: pikepdf.Pdf, picture: Image.Image, *, lossy: bool) -> pikepdf.Stream:
    """A picture of mode 1, L or RGB as an image stream: CCITT group 4, JPEG, or deflated."""
    out = pikepdf.Stream(target, b"")
    out["/Type"], out["/Subtype"] = Name.XObject, Name.Image
    out["/Width"], out["/Height"] = picture.size
    out["/ColorSpace"] = Name.DeviceRGB if picture.mode == "RGB" else Name.DeviceGray
    out["/BitsPerComponent"] = 1 if picture.mode == "1" else 8
    if picture.mode == "1":
        data, flipped = group4(picture)
        parms = Dictionary(K=-1, Columns=picture.width, Rows=picture.height, BlackIs1=flipped)
        out.write(data, filter=Name.CCITTFaxDecode, decode_parms=parms)
    elif lossy:
        buffer = io.BytesIO()
        picture.save(buffer, "JPEG", quality=85, optimize=False)
        out.write(_plain_jpeg(buffer.getvalue()), filter=Name.DCTDecode)
    else:
        out.write(zlib.compress(picture.tobytes(), 6), filter=Name.FlateDecode)
    return out


def group4(picture: Image.Image) -> tuple[bytes, bool]:
    """The one strip of a group 4 TIFF, and what /BlackIs1 has to be for it."""
    buffer = io.BytesIO()
    picture.save(buffer, "TIFF", compression="group4", strip_size=1 << 30)
    with Image.open(io.BytesIO(buffer.getvalue())) as tiff:
        tags: Any = tiff.tag_v2  # type: ignore[attr-defined]
        offsets, counts, white = tags[273], tags[279], tags[262]
    if len(offsets) != 1:
        raise NotUnderstood("a strip too many")
    return buffer.getvalue()[offsets[0] : offsets[0] + counts[0]], white == 1
