"""Files that somebody might send to harm whoever opens them, and some that are merely broken; all made here."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib

import pikepdf
from tests.engine.intake import making

_XXE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
_LAUGHS = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True)
) + "]><l>&j;</l>"  # fmt: skip


def hostile() -> dict[str, bytes]:
    """Path → bytes."""
    whole = making.pdf("Some words", "More words")
    return {
        "empty.pdf": b"",
        "nothing.bin": bytes(4096),
        "noise.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 40,
        "cut.pdf": whole[: len(whole) // 2],
        "lying.pdf": whole.replace(b"/Count 2", b"/Count 900000000"),
        "circle.pdf": _circle(),
        "huge page.pdf": _changed(whole, _huge),
        "script.pdf": _changed(whole, _script),
        "locked.pdf": _changed(whole, encryption=pikepdf.Encryption(user="secret", owner="secret")),
        "deep.pdf": _deep(),
        "long stream.pdf": _changed(whole, _bomb),
        "bomb.png": _picture(30_000, 30_000),
        "cut.jpg": making.picture("JPEG")[:200],
        "cut.tif": making.picture("TIFF", 3)[:-40],
        "wrong name.docx": b"just text, no document",
        "outside.docx": _member("word/document.xml", _XXE),
        "laughs.docx": _member("word/document.xml", _LAUGHS),
        "laughs.xlsx": _member("xl/workbook.xml", _LAUGHS),
        "laughs.svg": _LAUGHS.encode(),
        "outside.html": b"<script>while(1){}</script><iframe src='file:///etc/passwd'></iframe><img src=http://127.0.0.1:9/x>",
        "endless.html": b"<div>" * 1_500,
        "formula.csv": b"Name,Note\n=cmd|'/c calc'!A1,@SUM(1+1)\n",
        "object.rtf": b"{\\rtf1{\\object\\objdata " + b"0105" * 2000 + b"}" + b"{" * 5000 + b"}",
        "broken.msg": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000),
        "broken.doc": bytes.fromhex("d0cf11e0a1b11ae1") + b"\xff" * 2000,
        "nested.eml": _nested(),
        "headers.eml": b"From: a\r\n" + b"X: y\r\n" * 200 + b"\r\nbody",
        "bomb.zip": making.zipped({"zeros.bin": bytes(60 << 20), "fine.txt": b"A note."}),
        "out.zip": making.zipped({"../../../out.txt": b"x", "/etc/out.txt": b"y", "in.txt": b"z"}),
        "many.zip": making.zipped({f"{number}.txt": b"n%d" % number for number in range(60)}),
        "packed.gz": gzip.compress(bytes(50 << 20)),
        "program.exe": b"MZ" + bytes(3000),
        "one line.txt": b"word " * 20_000,
        "no text.txt": bytes(range(256)) * 20,
        "marks.txt": ("a" + "\u0301" * 2_000 + "\u202e" * 500 + "\ufffe\x00").encode(),
    }


def refused() -> dict[str, bytes]:
    """Under paths that lead elsewhere or deceive: none of them is taken."""
    paths = ("../../x.txt", "/etc/passwd", "C:\\x.txt", "a\u202efdp.exe", "x" * 300, "a/" * 600 + "x")
    return dict.fromkeys(paths, b"text")


def _changed(data: bytes, change: object = None, **options: object) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as document:
        if callable(change):
            change(document)
        return making.saved(document, **options)


def _huge(document: pikepdf.Pdf) -> None:
    document.pages[0].MediaBox = pikepdf.Array([0, 0, 2_000_000, 2_000_000])


def _script(document: pikepdf.Pdf) -> None:
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("/bin/sh"))
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)", Next=launch)


def _bomb(document: pikepdf.Pdf) -> None:
    document.pages[0].Contents = document.make_stream(b"q Q " * (10 << 20))


def _circle() -> bytes:
    """A tree of pages that is its own child."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF"
    )


def _deep() -> bytes:
    return b"%PDF-1.4\n1 0 obj" + b"[" * 100_000 + b"]" * 100_000 + b"endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def _picture(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that would fill the memory when it is opened."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    packer = zlib.compressobj(9)
    row = bytes(1 + width // 8 + 1)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def _member(name: str, text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, text)
    return out.getvalue()


def _nested() -> bytes:
    made = making.message("The innermost", "Some words")
    for number in range(40):
        outer = making.message(f"Around {number}", "See below")
        outer.add_attachment(made)
        made = outer
    return made.as_bytes()
