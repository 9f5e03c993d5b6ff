"""A secret in a page's text is caught, shown or not, and what only resembles it passes."""

from __future__ import annotations

from pathlib import Path

import pytest
from leaks import NAME, UTF16, hexed, kinds, shown
from raw_pdf import FREE, SECRET, assemble, base, packed

# ---------------------------------------------------------------- text that a reader shows

VISIBLE = {
    "plain": b"(Mr Wexcombe said) Tj",
    "capitals": b"(MR WEXCOMBE SAID) Tj",
    "split by kerning": b"[(We) -20 (xco) 15 (mbe)] TJ",
    "letter by letter": b"(W) Tj 12 0 Td (e) Tj 7 0 Td (x) Tj 6 0 Td (c) Tj 6 0 Td (o) Tj 7 0 Td (m) Tj 10 0 Td (be) Tj",
    "hexadecimal": hexed(NAME) + b" Tj",
    "octal escapes": b"(\\127excombe) Tj",
    "spaced out": b"(W e x c o m b e) Tj",
    "hyphen at the line's end": b"(saw Mr Wex-) Tj 0 -14 Td (combe there) Tj",
    "two lines": b"(Jonah) Tj 0 -14 Td (Wexcombe) Tj",
    "invisible": b"3 Tr (Wexcombe) Tj",
    "possessive": b"(Wexcombe's house) Tj",
    "phone in another form": b"(+44 7700 900 123) Tj",
    "address over two lines": b"(14, Larch) Tj 0 -14 Td (Close) Tj",
}


@pytest.mark.parametrize("text", VISIBLE.values(), ids=VISIBLE.keys())
def test_shown_text_is_found(tmp_path: Path, text: bytes) -> None:
    assert "secret_in_text" in kinds(tmp_path, assemble(base(shown(text))))


def test_a_clean_file_passes(tmp_path: Path) -> None:
    assert kinds(tmp_path, assemble(base())) == set()


@pytest.mark.parametrize(
    "text",
    [
        b"(The Wexcomber was late.) Tj",  # longer word
        b"(Call 07700 900124 or 107700900123.) Tj",
        b"(114 Larch Close) Tj",
        b"(Larch Close) Tj",
    ],
)
def test_what_only_resembles_a_secret_passes(tmp_path: Path, text: bytes) -> None:
    assert kinds(tmp_path, assemble(base(shown(text)))) == set()


def test_turned_page_and_crop_box(tmp_path: Path) -> None:
    for extra in (b"/Rotate 90", b"/Rotate 180", b"/CropBox [50 550 545 800]"):
        data = assemble(base(shown(b"(Wexcombe) Tj"), page=extra))
        assert "secret_in_text" in kinds(tmp_path, data), extra


# ---------------------------------------------------------------- text that no reader shows

HIDDEN = {
    "off the page": b"(x) Tj 2000 0 Td (Wexcombe) Tj",
    "off the page, letter by letter": b"9000 0 Td (W) Tj 9 0 Td (e) Tj 7 0 Td (xc) Tj 6 0 Td (ombe) Tj",
    "off the page, kerned": b"9000 0 Td [(We) -20 (xco) 15 (mbe)] TJ",
    "comment in the content": b"% Wexcombe\n(x) Tj",
    "tag": b"/Wexcombe BMC (x) Tj EMC",
    "replacement text": b"/Span << /ActualText (Wexcombe) >> BDC (x) Tj EMC",
    "alternate text, UTF-16": b"/Span << /Alt <feff" + UTF16.hex().encode() + b"> >> BDC (x) Tj EMC",
}


@pytest.mark.parametrize("text", HIDDEN.values(), ids=HIDDEN.keys())
def test_hidden_text_is_found(tmp_path: Path, text: bytes) -> None:
    assert kinds(tmp_path, assemble(base(shown(text)))) & {"secret_in_hidden_text", "secret_in_text"}


def test_outside_the_crop_box(tmp_path: Path) -> None:
    data = assemble(base(shown(b"(Wexcombe) Tj"), page=b"/CropBox [0 650 595 842]"))
    assert kinds(tmp_path, data) & {"secret_in_hidden_text", "secret_in_text"}


def test_a_font_of_its_own_codes_off_the_page(tmp_path: Path) -> None:
    cmap = b"1 beginbfrange <01> <08> [" + b" ".join(b"<%04x>" % ord(c) for c in SECRET) + b"] endbfrange"
    font = b"/ToUnicode 6 0 R /FirstChar 1 /LastChar 8 /Widths [6 6 6 6 6 6 6 6]"
    content = shown(b"9000 0 Td <0102030405060708> Tj")
    found = kinds(tmp_path, assemble(base(content, font=font) | {FREE: packed(cmap)}))
    assert "secret_in_hidden_text" in found


def test_a_form_that_nobody_draws(tmp_path: Path) -> None:
    form = packed(b"BT /F1 9 Tf (Wexcombe) Tj ET", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    assert kinds(tmp_path, assemble(base(resources=b"/XObject << /X 6 0 R >>") | {FREE: form}))


def test_removed_words_may_stand_only_where_they_are_shown(tmp_path: Path) -> None:
    dirty, clean = shown(b"9000 0 Td (Tamsin) Tj"), shown(b"(Tamsin) Tj")
    assert "removed_text_in_page" in kinds(tmp_path, assemble(base(dirty)), redacted={1: ["Tamsin"]})
    assert kinds(tmp_path, assemble(base(clean)), redacted={1: ["Tamsin"]}) == set()
