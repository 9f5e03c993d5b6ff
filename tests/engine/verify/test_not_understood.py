"""A file that the reader does not understand is a finding, never a crash."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from leaks import kinds, outline
from raw_pdf import CLEAN, FREE, assemble, base, packed, stream

from candour.engine.verify.file import read_pdf
from candour.engine.verify.scan import BROKEN as BROKEN_READER
from candour.engine.verify.syntax import NotUnderstood

BROKEN = {
    "no PDF": b"hello",
    "cut": assemble(base())[:300],
    "wrong length of a stream": assemble(base()).replace(b"/Length ", b"/Length 1", 1),
    "damaged compression": assemble(base() | {4: stream(b"x\x9c\x00\x00zz", b"/Filter /FlateDecode")}),
    "unknown filter": assemble(base() | {4: stream(b"zz", b"/Filter /Secret")}),
    "bytes after compressed data": assemble(
        base() | {4: stream(packed(CLEAN).split(b"stream\n")[1][:-11] + b"Wexcombe", b"/Filter /FlateDecode")}
    ),
    "a key twice": assemble(base(page=b"/Rotate 0 /Rotate 90")),
    "encrypted": assemble(base() | {FREE: b"<< /Filter /Standard >>"}, trailer=b"/Encrypt 6 0 R"),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN.keys())
def test_doubt_is_a_finding(tmp_path: Path, data: bytes) -> None:
    assert "not_understood" in kinds(tmp_path, data)


def test_an_empty_file(tmp_path: Path) -> None:
    assert "not_understood" in kinds(tmp_path, b"")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damage_never_crashes_the_reader(data: st.DataObject) -> None:
    whole = bytearray(assemble(outline(b"(x)")))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(NotUnderstood, *BROKEN_READER):  # these become the finding "not_understood"
        read_pdf(bytes(whole))
