"""A secret anywhere else in the file is caught, and no finding tells it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from leaks import NAME, SECRETS, TITLE, UTF16, hexed, kinds, outline, shown
from raw_pdf import CLEAN, FREE, assemble, base, packed, write

from candour.engine.verify import verify_pdf

STRINGS: dict[str, tuple[Callable[[], bytes], str]] = {
    "title": (lambda: assemble(base() | {FREE: b"<< /Title (Wexcombe) >>"}, trailer=TITLE), "secret_in_string"),
    "title in hexadecimal": (
        lambda: assemble(base() | {FREE: b"<< /Title %s >>" % hexed(NAME)}, trailer=TITLE),
        "secret_in_string",
    ),
    "bookmark in UTF-16": (lambda: assemble(outline(hexed(b"\xfe\xff" + UTF16))), "secret_in_string"),
    "bookmark in UTF-8": (lambda: assemble(outline(b"(\xef\xbb\xbfJonah Wexcombe)")), "secret_in_string"),
    "bookmark in UTF-16 without mark": (lambda: assemble(outline(hexed(UTF16))), "secret_in_string"),
    "font name": (lambda: assemble(base(font=b"/Name /ABCDEF+JonahWexcombe")), "secret_in_name"),
    "font name with #": (lambda: assemble(base(font=b"/Name /Jonah#20W#65xcombe")), "secret_in_name"),
    "resource name": (
        lambda: assemble(base(resources=b"/ExtGState << /Wexcombe << /CA 1 >> >>")),
        "secret_in_name",
    ),
    "unreferenced object": (lambda: assemble(base() | {9: b"(Wexcombe)"}), "unreferenced_object"),
    "object in no table": (lambda: assemble(base() | {9: b"(Wexcombe)"}, missing=(9,)), "bytes_between_objects"),
    "after the end": (lambda: assemble(base(), after=b"Wexcombe\n"), "trailing_bytes"),
    "comment between objects": (lambda: assemble(base(), before={3: b"% Wexcombe\n"}), "bytes_between_objects"),
    "comment in an object": (
        lambda: assemble(base() | {FREE: b"<< /Title (x) % Wexcombe\n >>"}, trailer=TITLE),
        "comment",
    ),
    "comment in the header": (lambda: assemble(base(), header=b"%PDF-1.7\n% Wexcombe\n"), "comment"),
    "ToUnicode": (
        lambda: assemble(
            base(font=b"/ToUnicode 6 0 R")
            | {FREE: packed(b"1 beginbfchar <01> <" + UTF16.hex().encode() + b"> endbfchar")}
        ),
        "secret_in_stream",
    ),
    "colour profile": (
        lambda: assemble(
            base(resources=b"/ColorSpace << /C [/ICCBased 6 0 R] >>") | {FREE: packed(b"\0\1Wexcombe\0", b"/N 3")}
        ),
        "secret_in_stream",
    ),
}


@pytest.mark.parametrize(("made", "kind"), STRINGS.values(), ids=STRINGS.keys())
def test_a_secret_anywhere_in_the_file(tmp_path: Path, made: Callable[[], bytes], kind: str) -> None:
    assert kind in kinds(tmp_path, made())


def test_a_second_revision(tmp_path: Path) -> None:
    old = assemble(base(shown(b"(Wexcombe) Tj")))
    path = write(tmp_path, old)
    start = len(old)
    update = b"4 0 obj\n%s\nendobj\n" % packed(CLEAN)
    new = b"xref\n4 1\n%010d 00000 n \ntrailer\n<< /Size 6 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    before = old.rindex(b"xref\n0 ")
    path.write_bytes(old + update + new % (start, before, start + len(update)))
    assert {finding.kind for finding in verify_pdf(pdf=path, marks={}, secrets=SECRETS, pictures=False)}


def test_a_string_in_an_object_stream(tmp_path: Path) -> None:
    for title, expected in (("Wexcombe", {"secret_in_string"}), ("Minutes", set())):
        pdf = pikepdf.open(io.BytesIO(assemble(outline(b"(x)"))))
        pdf.Root.Outlines.First.Title = title
        path = tmp_path / "packed.pdf"
        pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate, static_id=True)
        found = verify_pdf(pdf=path, marks={}, secrets=SECRETS, pictures=False)
        assert {finding.kind for finding in found} == expected


def test_no_finding_tells_the_text(tmp_path: Path) -> None:
    pdf = write(tmp_path, assemble(outline(b"(Wexcombe)") | {9: b"(Wexcombe)"}, after=b"Wexcombe"))
    found = verify_pdf(pdf=pdf, marks={}, secrets=SECRETS, pictures=False)
    assert found
    assert not any("excombe" in str(finding).lower() for finding in found)
