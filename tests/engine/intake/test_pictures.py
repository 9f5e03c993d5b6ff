"""Pictures have a page for each frame, and what they say beside their pixels stands apart."""

from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin
from tests.engine.intake import making

from candour.engine.model import PageKind


def test_pictures_have_a_page_per_frame_at_their_size(tmp_path: Path) -> None:
    files = {
        "a.tif": making.picture("TIFF", frames=3, dpi=(200, 200)),
        "b.png": making.picture("PNG", dpi=(72, 72)),
        "c.jpg": making.picture("JPEG"),
        "d.gif": making.picture("GIF"),
        "e.bmp": making.picture("BMP"),
    }
    taken = making.take(tmp_path, files)
    assert taken.record("a.tif").pages == (PageKind.OWN,) * 3
    assert all(taken.record(name).pages == (PageKind.OWN,) for name in files if name != "a.tif")
    import pypdfium2

    page = pypdfium2.PdfDocument(taken.store.path(taken.record("b.png").pdf))[0]
    assert page.get_size() == pytest.approx((120, 60), abs=0.1)


def test_what_pictures_say_beside_their_pixels(tmp_path: Path) -> None:
    chunk = PngImagePlugin.PngInfo()
    chunk.add_text("Comment", "posted by Odette")
    exif = Image.Exif()
    exif[0x010E] = "Barnaby at the beach"
    exif[0x0112] = 6  # turned to the right
    exif[0x0110] = "Some Camera 5"
    files = {
        "a.png": making.picture("PNG", pnginfo=chunk),
        "b.jpg": making.picture("JPEG", exif=exif.tobytes(), comment=b"scan by Wendell"),
        "c.tif": making.picture("TIFF", description="fax about nan"),
    }
    taken = making.take(tmp_path, files)
    assert "posted by Odette" in taken.hidden("a.png")
    assert "Barnaby at the beach" in taken.hidden("b.jpg")
    assert "scan by Wendell" in taken.hidden("b.jpg")
    assert "Some Camera" not in taken.hidden("b.jpg")
    assert "fax about nan" in taken.hidden("c.tif")
    stored = taken.store.read_bytes(taken.record("b.jpg").pdf)
    assert b"beach" not in stored
    assert b"Wendell" not in stored
