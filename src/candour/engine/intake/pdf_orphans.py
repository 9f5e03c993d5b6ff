"""Objects of a PDF that nothing refers to: what readable text they hold. Best effort; at least their number is told."""

from __future__ import annotations

import contextlib
import re

import pikepdf

from candour.engine.intake.pdf_objects import strings
from candour.engine.intake.shown import Shown
from candour.engine.intake.trivial import is_trivial

WHAT = "Left-over objects that no page uses"
BOOKKEEPING = frozenset(("/XRef", "/ObjStm", "/Sig", "/Font", "/FontDescriptor", "/Encoding"))
_SHOWN_TEXT = re.compile(rb"\(((?:[^()\\]|\\.)*)\)|<([0-9A-Fa-f\s]{2,})>|(?<=[\s\]>)])(T[dDm*]|ET|')(?=\s)", re.S)
LONGEST = 200_000
"""Bytes of one left-over stream that are looked at."""


def take(pdf: pikepdf.Pdf, reached: set[tuple[int, int]], shown: Shown) -> None:
    """Notes for the text of every object outside ``reached``; their number when there is none."""
    silent = 0
    encryption = pdf.trailer.get("/Encrypt")
    for value in pdf.objects:
        if not isinstance(value, (pikepdf.Dictionary, pikepdf.Stream, pikepdf.Array, pikepdf.String)):
            continue
        if value.objgen in reached or (encryption is not None and value.objgen == encryption.objgen):
            continue
        if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)) and str(value.get("/Type", "")) in BOOKKEEPING:
            continue
        texts = [text for text in _texts(value) if not is_trivial(text)]
        silent += not texts
        for text in texts:
            shown.note(WHAT, "", text)
    if silent and any(note.what == WHAT for note in shown.notes):
        shown.note(WHAT, "", f"{silent} more without readable text")


def _texts(value: pikepdf.Object) -> list[str]:
    found = list(strings(value))
    if isinstance(value, pikepdf.Stream) and str(value.get("/Subtype", "")) != "/Image":
        with contextlib.suppress(pikepdf.PdfError, ValueError, RuntimeError):
            found.append(shown_text(value.read_bytes()[:LONGEST]))
    return found


def shown_text(content: bytes) -> str:
    """The strings that a content stream draws, as far as they are in a plain encoding; one line per line drawn."""
    parts: list[str] = []
    for match in _SHOWN_TEXT.finditer(content):
        literal, hexadecimal, move = match.groups()
        if move is not None:
            parts.append("\n")
        elif literal is not None:
            parts.append(_plain(_unescaped(literal)))
        else:
            digits = re.sub(rb"\s", b"", hexadecimal)
            parts.append(_plain(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())))
    return re.sub(r"\s*\n\s*", "\n", "".join(parts)).strip()


def _unescaped(data: bytes) -> bytes:
    def one(match: re.Match[bytes]) -> bytes:
        code = match[1]
        if code[:1].isdigit():
            return bytes([int(code, 8) & 255])
        return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"", b"f": b"", b"\n": b""}.get(code, code)

    return re.sub(rb"\\([0-7]{1,3}|.)", one, data, flags=re.S)


def _plain(data: bytes) -> str:
    if data[:2] == b"\xfe\xff":
        return data[2:].decode("utf-16-be", "replace")
    text = data.decode("cp1252", "replace")
    return text if all(char.isprintable() or char in "\n\r\t" for char in text) else ""
