"""What travels with a picture, or as a picture that nobody draws, is caught."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from leaks import GREY, kinds
from PIL import Image
from raw_pdf import CLEAN, assemble, packed, with_image


def test_a_picture_left_in_the_resources(tmp_path: Path) -> None:
    """The original beside the copy whose pixels were burnt: no text could tell."""
    objects = with_image(bytes(800), size=(40, 20), entries=GREY)
    left = {4: packed(CLEAN), 3: objects[3]}
    assert kinds(tmp_path, assemble(objects)) == set()
    assert kinds(tmp_path, assemble(objects | left)) == {"undrawn_object"}


def jpeg(**options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "white").save(out, "JPEG", **options)
    return out.getvalue()


DCT = b"/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode"

EXIF = Image.Exif()
EXIF[0x010E] = "Front garden"
PICTURES = {
    "comment": (with_image(jpeg(comment=b"Jonah Wexcombe"), size=(40, 20), entries=DCT), "picture_comment"),
    "camera data": (with_image(jpeg(exif=EXIF), size=(40, 20), entries=DCT), "picture_metadata"),
    "bytes after a JPEG": (with_image(jpeg() + b"more", size=(40, 20), entries=DCT), "bytes_after_picture"),
    "bytes after samples": (with_image(bytes(800) + b"Wexcombe", size=(40, 20), entries=GREY), "bytes_after_picture"),
    "cut short": (with_image(jpeg()[:-2], size=(40, 20), entries=DCT), "not_understood"),
}


@pytest.mark.parametrize(("objects", "kind"), PICTURES.values(), ids=PICTURES.keys())
def test_what_travels_with_a_picture(tmp_path: Path, objects: dict[int, bytes], kind: str) -> None:
    assert kind in kinds(tmp_path, assemble(objects))


def test_clean_pictures_pass(tmp_path: Path) -> None:
    for data, entries in ((jpeg(), DCT), (jpeg(progressive=True), DCT), (bytes(800), GREY)):
        assert kinds(tmp_path, assemble(with_image(data, size=(40, 20), entries=entries))) == set()
