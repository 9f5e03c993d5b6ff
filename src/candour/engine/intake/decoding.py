"""Bytes to text without losing any: what cannot be decoded is shown as its hexadecimal value."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = frozenset(range(32)) - {8, 9, 10, 11, 12, 13, 26, 27}
_HIGH = 0x80
ENOUGH = 120
"""Bytes below which a guess is worse than none."""


def _show(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(f"\\x{byte:02x}" for byte in error.object[error.start : error.end]), error.end


codecs.register_error("candour-hex", _show)


def has_mark(data: bytes) -> bool:
    """It begins with a byte order mark."""
    return any(data.startswith(mark) for mark, _ in _MARKS)


def is_text(data: bytes) -> bool:
    """It could be a text in some encoding: hardly any control characters, or UTF-16 without a mark."""
    if has_mark(data) or _wide(data):
        return True
    sample = data[:65536]
    return sum(byte in _CONTROLS for byte in sample) <= max(1, len(sample) // 200)


def encoding_of(data: bytes) -> str:
    """A codec for ``data``: by its mark, UTF-8 where it fits, UTF-16 by its zeros, else cp1252 or a better guess."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if wide := _wide(data):
        return wide
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)  # a sample may end within a character
        return "utf-8"
    except UnicodeDecodeError:
        return _eight_bit(data)


def decoded(data: bytes, *, encoding: str = "") -> str:
    """The text of ``data``. ``encoding`` (as a header tells it) is tried first. No byte is lost."""
    if encoding and not has_mark(data):
        try:
            return data.decode(encoding)
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    text = data.decode(encoding_of(data), errors="candour-hex")
    return text.removeprefix("\ufeff")


def _wide(data: bytes) -> str:
    sample = data[:4096]
    if len(sample) < 4:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.6 and odd < half * 0.1 else ""


def _eight_bit(data: bytes) -> str:
    """cp1252 unless many letters are not ASCII (a whole text in another script), where a guess is better."""
    sample = data[:65536]
    high = sum(byte >= _HIGH for byte in sample)
    if high * 4 < len(sample) or len(sample) < ENOUGH:
        return "cp1252"
    best = from_bytes(sample).best()
    return best.encoding if best is not None else "cp1252"
