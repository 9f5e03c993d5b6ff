"""Pictures: one page per frame at its own resolution, turned as it says, and the texts its file carries beside it.

Everything is re-encoded from decoded pixels; nothing else of the file comes along. It refuses pictures of absurd size.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator

import pikepdf
from PIL import ExifTags, Image, ImageOps, ImageSequence, TiffTags

from candour.engine.errors import Unreadable
from candour.engine.intake import xmp
from candour.engine.intake.pages import save
from candour.engine.intake.shown import Job, Shown
from candour.engine.intake.trivial import is_trivial

WHAT = "Texts in the picture's file"
DPI = 150.0
"""For pictures that do not tell their resolution, or tell nonsense."""
MOST_PIXELS = 300_000_000
LONGEST = 14_400.0
"""Points: the longest side a PDF page may have."""
QUALITY = 90
DAMAGE = (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError, IndexError, TypeError, KeyError)
SUB_TABLES = (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo)
PROGRAM_TAGS = frozenset(
    "Make Model Software DateTime DateTimeOriginal DateTimeDigitized ExifVersion FlashPixVersion ComponentsConfiguration"
    " StripOffsets StripByteCounts BitsPerSample MakerNote SceneType FileSource InteroperabilityIndex LensModel LensMake"
    " OffsetTime OffsetTimeOriginal OffsetTimeDigitized SubsecTime SubsecTimeOriginal SubsecTimeDigitized JPEGTables"
    " GPSVersionID GPSLatitudeRef GPSLongitudeRef GPSAltitudeRef GPSSpeedRef GPSImgDirectionRef ICCProfile CFAPattern"
    " InterColorProfile TileOffsets TileByteCounts ColorMap XMLPacket".split()
)
QUIET = frozenset(
    "dpi jfif jfif_version jfif_unit jfif_density exif icc_profile compression progression progressive gamma aspect"
    " transparency background loop duration version extension adobe adobe_transform srgb chromaticity interlace photoshop"
    " mp mpoffset blend disposal default_image timestamp bbox raw date:create date:modify date:timestamp".split()
)


def read(job: Job) -> Shown:
    """Pages and notes of a picture. Unreadable: damaged, or too many pixels."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2  # Pillow refuses at twice this
    shown = Shown(own=job.new(".pdf"))
    try:
        with Image.open(job.path) as image:
            _texts(image, shown)
            with pikepdf.new() as pdf:
                for number, frame in enumerate(_frames(image), start=1):
                    if number > job.limits.pages:
                        raise Unreadable(f"it has more than {job.limits.pages:,} pictures")
                    _page(pdf, frame, _resolution(frame, image))
                assert shown.own is not None
                save(pdf, shown.own)
    except DAMAGE:
        raise Unreadable("the picture is damaged, or larger than can be opened") from None
    return shown


def _frames(image: Image.Image) -> Iterator[Image.Image]:
    """The frames; of an animation the first, for the others hardly differ."""
    if image.format in ("GIF", "PNG", "WEBP"):
        yield image
    else:
        yield from ImageSequence.Iterator(image)


def _resolution(frame: Image.Image, image: Image.Image) -> tuple[float, float]:
    told = frame.info.get("dpi") or image.info.get("dpi") or (DPI, DPI)
    across, down = (float(value) if 30 <= float(value) <= 2400 else 0.0 for value in told[:2])
    across, down = across or down or DPI, down or across or DPI
    width, height = frame.size
    shrink = max(width * 72 / across, height * 72 / down) / LONGEST
    return (across * shrink, down * shrink) if shrink > 1 else (across, down)


def _page(pdf: pikepdf.Pdf, frame: Image.Image, dpi: tuple[float, float]) -> None:
    turned = ImageOps.exif_transpose(frame)
    if turned.size != frame.size:
        dpi = (dpi[1], dpi[0])
    picture = _flat(turned)
    width, height = (max(pixels * 72 / at, 3.0) for pixels, at in zip(picture.size, dpi, strict=True))
    content = b"q %.4f 0 0 %.4f 0 0 cm /Im Do Q" % (width, height)
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, round(width, 4), round(height, 4)],
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=_stream(pdf, picture, frame))),
        Contents=pdf.make_stream(content),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))


def _flat(image: Image.Image) -> Image.Image:
    """In one of the modes "1", "L" and "RGB"; what is transparent becomes white paper."""
    if image.mode in ("1", "L", "RGB"):
        return image if "transparency" not in image.info else _flat(image.convert("RGBA"))
    if image.mode.startswith("I") or image.mode == "F":
        low, high = image.getextrema()
        span = max(float(high) - float(low), 1.0)  # type: ignore[arg-type]
        return image.convert("F").point(lambda value: (value - float(low)) * (255.0 / span)).convert("L")  # type: ignore[arg-type]
    if "A" in image.getbands() or "transparency" in image.info:
        clear = image.convert("RGBA")
        paper = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(paper, clear).convert("RGB")
    return image.convert("RGB")


def _stream(pdf: pikepdf.Pdf, picture: Image.Image, frame: Image.Image) -> pikepdf.Stream:
    """Bilevel and drawn pictures without loss; photographs, which were JPEG before, as JPEG."""
    width, height = picture.size
    grey = picture.mode in ("1", "L")
    common = {
        "Type": pikepdf.Name.XObject,
        "Subtype": pikepdf.Name.Image,
        "Width": width,
        "Height": height,
        "ColorSpace": pikepdf.Name.DeviceGray if grey else pikepdf.Name.DeviceRGB,
        "BitsPerComponent": 1 if picture.mode == "1" else 8,
    }
    if getattr(frame, "format", "") == "JPEG" or frame.info.get("compression") == "jpeg":
        buffer = io.BytesIO()
        picture = picture.copy()
        picture.info = {}  # Pillow writes a comment that it read
        picture.save(buffer, "JPEG", quality=QUALITY, subsampling=0)
        return pdf.make_stream(buffer.getvalue(), Filter=pikepdf.Name.DCTDecode, **common)
    return pdf.make_stream(picture.tobytes(), **common)


# ---------------------------------------------------------------- what the file says beside its pixels


def texts_of(data: bytes, shown: Shown) -> None:
    """Only the notes of the picture in ``data``."""
    with contextlib.suppress(*DAMAGE), Image.open(io.BytesIO(data)) as image:
        _texts(image, shown)


def _texts(image: Image.Image, shown: Shown) -> None:
    for key, value in {**image.info, **getattr(image, "text", {})}.items():
        name = str(key)
        if name == "xmp" or name.startswith("XML:com.adobe.xmp"):
            xmp.take(_plain(value), shown)
        elif name.lower() not in QUIET and not isinstance(value, (int, float, tuple, list, dict)):
            _add(name, value, shown)
    exif = image.getexif()
    _exif(exif, shown)
    if image.format != "TIFF" and exif.get_ifd(ExifTags.IFD.IFD1):  # in a TIFF that is its second page
        shown.note(WHAT, "thumbnail", "The file holds a small copy of the picture, possibly of an earlier state.")
    tags = getattr(image, "tag_v2", None)
    for tag, value in dict(tags or {}).items():
        _tag(TiffTags.lookup(tag).name, tag, value, shown)


def _exif(exif: Image.Exif, shown: Shown) -> None:
    for tag, value in exif.items():
        _tag(ExifTags.TAGS.get(tag, str(tag)), tag, value, shown)
    for table in SUB_TABLES:
        names = ExifTags.GPSTAGS if table == ExifTags.IFD.GPSInfo else ExifTags.TAGS
        for tag, value in exif.get_ifd(table).items():
            _tag(names.get(tag, str(tag)), tag, value, shown)


def _tag(name: str, tag: int, value: object, shown: Shown) -> None:
    if tag == 700:  # an XMP packet
        xmp.take(_plain(value), shown)
    elif name in ("GPSLatitude", "GPSLongitude", "GPSDestLatitude", "GPSDestLongitude") and isinstance(value, tuple):
        shown.note(WHAT, name, " ".join(f"{float(part):g}" for part in value))
    elif name not in PROGRAM_TAGS and isinstance(value, (str, bytes)):
        _add(name, value, shown)
    elif tag in (40091, 40092, 40093, 40094, 40095) and isinstance(value, tuple):
        shown.note(WHAT, name, bytes(value).decode("utf-16-le", "replace"))


def _add(name: str, value: object, shown: Shown) -> None:
    text = _plain(value)
    if text and not is_trivial(text):
        shown.note(WHAT, name, text)


def _plain(value: object) -> str:
    """Text, or bytes that read as text; EXIF's comments begin with the name of their encoding."""
    if not isinstance(value, bytes):
        return str(value)
    for mark, encoding in ((b"ASCII\0\0\0", "ascii"), (b"UNICODE\0", "utf-16-le"), (b"\0" * 8, "utf-8")):
        if value.startswith(mark):
            return value[8:].decode(encoding, "replace").replace("\0", "")
    wide = len(value) > 3 and value[1::2].count(0) * 2 >= len(value[1::2])
    text = value.decode("utf-16-le" if wide else "utf-8", "replace").replace("\0", "").strip()
    return text if text.isprintable() or "\n" in text else ""
