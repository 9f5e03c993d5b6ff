"""What travels with a picture besides its pixels: comments, camera data, thumbnails, bytes after the end.

It looks at the packaging of JPEG, JPEG 2000 and JBIG2 data and at the amount of plain samples, never at the pixels.
Sources: ITU-T T.81 (JPEG), T.800 (JPEG 2000), T.88 (JBIG2).
"""

from __future__ import annotations

from collections.abc import Iterator

from candour.engine.verify.file import PdfFile
from candour.engine.verify.syntax import NotUnderstood, Stream, Value

_COLOURS = {"DeviceGray": 1, "G": 1, "CalGray": 1, "Indexed": 1, "I": 1, "Separation": 1} | {
    "DeviceRGB": 3, "RGB": 3, "CalRGB": 3, "Lab": 3, "DeviceCMYK": 4, "CMYK": 4
}  # fmt: skip
_JPX_BOXES = frozenset({b"jP  ", b"ftyp", b"jp2h", b"jp2c", b"rreq"})
_JPX_COMMENT = b"\xff\x64"


def faults_of_image(file: PdfFile, stream: Stream) -> list[str]:
    """Kinds of finding for one image XObject; empty when nothing travels with it. Raises NotUnderstood."""
    decoded = file.decoded(stream, predict=False)
    if decoded.coding in ("DCTDecode", "DCT"):
        return sorted(set(_jpeg(decoded.data)))
    if decoded.coding == "JPXDecode":
        return sorted(set(_jpeg2000(decoded.data)))
    if decoded.coding == "JBIG2Decode":
        return sorted(set(_jbig2(decoded.data)))
    if decoded.coding:  # fax data ends where its rows do; it has no place for anything else
        return []
    expected = _expected(file, stream.info)
    return ["bytes_after_picture"] if expected and len(decoded.data) > expected else []


def _expected(file: PdfFile, info: dict[str, Value]) -> int:
    """Bytes of plain samples the picture needs (predictor bytes included); 0 when its colours are unknown."""
    width, height, bits = (_whole(file, info.get(key)) for key in ("Width", "Height", "BitsPerComponent"))
    if file.get(info.get("ImageMask")) is True:
        colours, bits = 1, 1
    else:
        colours = _colours(file, info.get("ColorSpace"))
    row = (width * colours * (bits or 8) + 7) // 8
    return (row + 1) * height if colours and _predicted(file, info) else row * height


def _whole(file: PdfFile, value: Value) -> int:
    value = file.get(value)
    return value if isinstance(value, int) else 0


def _predicted(file: PdfFile, info: dict[str, Value]) -> bool:
    given = file.get(info.get("DecodeParms"))
    steps = given if isinstance(given, list) else [given]
    return any(isinstance(step := file.get(item), dict) and "Predictor" in step for item in steps)


def _colours(file: PdfFile, space: Value) -> int:
    space = file.get(space)
    if not isinstance(space, list):
        return _COLOURS.get(str(space), 0)
    family = str(file.get(space[0])) if space else ""
    if family == "ICCBased":
        profile = file.get(space[1])
        return _whole(file, profile.info.get("N")) if isinstance(profile, Stream) else 0
    if family == "DeviceN":
        names = file.get(space[1])
        return len(names) if isinstance(names, list) else 0
    return _COLOURS.get(family, 0)


def _jpeg(data: bytes) -> Iterator[str]:
    if data[:2] != b"\xff\xd8":
        raise NotUnderstood("a JPEG picture of the wrong form")
    at = 2
    while True:
        at = _next_marker(data, at)
        marker = data[at + 1]
        if marker == 0xD9:
            if data[at + 2 :].strip(b"\x00\r\n "):
                yield "bytes_after_picture"
            return
        if marker == 0xD8 or marker == 0x01 or 0xD0 <= marker <= 0xD7:
            at += 2
            continue
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        if size < 2:
            raise NotUnderstood("a JPEG segment of the wrong length")
        yield from _jpeg_segment(marker, data[at + 4 : at + 2 + size])
        at += 2 + size
        if marker == 0xDA:
            at = _after_scan(data, at)


def _next_marker(data: bytes, at: int) -> int:
    if data[at : at + 1] != b"\xff":
        raise NotUnderstood("a JPEG picture with bytes between its segments")
    while data[at + 1 : at + 2] == b"\xff":
        at += 1
    if at + 1 >= len(data):
        raise NotUnderstood("a JPEG picture without end")
    return at


def _after_scan(data: bytes, at: int) -> int:
    """The next marker after entropy-coded data (stuffed zeros and restart markers belong to it)."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise NotUnderstood("a JPEG picture without end")
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2


def _jpeg_segment(marker: int, body: bytes) -> Iterator[str]:
    if marker == 0xFE:
        yield "picture_comment"
    elif marker == 0xE0:
        if not (body[:5] == b"JFIF\x00" and len(body) <= 14):
            yield "picture_thumbnail"
    elif marker == 0xE2:
        if body[:12] != b"ICC_PROFILE\x00":
            yield "picture_metadata"
    elif marker == 0xEE:
        if not (body[:5] == b"Adobe" and len(body) == 12):
            yield "picture_metadata"
    elif 0xE1 <= marker <= 0xEF:
        yield "picture_metadata"


def _jpeg2000(data: bytes) -> Iterator[str]:
    if data[:4] == b"\xff\x4f\xff\x51":
        yield from _codestream(data)
        return
    at = 0
    while at < len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        head = 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        size = size or len(data) - at
        if size < head or at + size > len(data):
            raise NotUnderstood("a JPEG 2000 picture of the wrong form")
        if kind not in _JPX_BOXES:
            yield "picture_metadata"
        if kind == b"jp2c":
            yield from _codestream(data[at + head : at + size])
        at += size


def _codestream(data: bytes) -> Iterator[str]:
    """Segments of the main header up to the first tile; the comment that names the encoder is let pass."""
    at = 2
    while data[at : at + 2] != b"\xff\x90":
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at : at + 1] != b"\xff" or size < 2:
            raise NotUnderstood("a JPEG 2000 picture of the wrong form")
        if data[at : at + 2] == _JPX_COMMENT and not data[at + 6 : at + 14].startswith((b"Created ", b"Kakadu-")):
            yield "picture_comment"
        at += 2 + size
    if data[-2:] != b"\xff\xd9":
        yield "bytes_after_picture"


def _jbig2(data: bytes) -> Iterator[str]:
    """Segment headers (T.88, 7.2); an extension segment (type 62) holds comments."""
    at = 0
    while at < len(data):
        number, flags = int.from_bytes(data[at : at + 4], "big"), int.from_bytes(data[at + 4 : at + 5], "big")
        count, at = _referred(data, at + 5)
        at += count * (1 if number <= 256 else 2 if number <= 65536 else 4) + (4 if flags & 0x40 else 1)
        size = int.from_bytes(data[at : at + 4], "big")
        if at + 4 > len(data):
            raise NotUnderstood("a JBIG2 picture of the wrong form")
        if size == 0xFFFFFFFF:
            return
        if flags & 0x3F == 62:
            yield "picture_comment"
        at += 4 + size
    if at > len(data):
        raise NotUnderstood("a JBIG2 picture of the wrong form")


def _referred(data: bytes, at: int) -> tuple[int, int]:
    """How many segments a segment refers to, and the position after that and its retention flags."""
    count = int.from_bytes(data[at : at + 1], "big") >> 5
    if count < 7:
        return count, at + 1
    count = int.from_bytes(data[at : at + 4], "big") & 0x1FFFFFFF
    return count, at + 4 + (count + 8) // 8
