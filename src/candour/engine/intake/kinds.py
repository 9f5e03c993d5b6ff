"""What a file is, by its content alone. It never looks at a name, and never opens more than it must to tell.

Answers are names of ``KINDS``: a media type, a suffix for converters, and for what Candour does not open the reason.
"""

from __future__ import annotations

import csv
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

import olefile

from candour.engine.intake import decoding


@dataclass(frozen=True, slots=True)
class FileKind:
    """``refusal``: why it is not opened, in plain words; empty for what is."""

    name: str
    media_type: str
    suffix: str = ""
    refusal: str = ""


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
_SYSTEM = "a file the operating system keeps for itself; it holds no document"
_READ = (
    ("pdf", "application/pdf", ".pdf"),
    ("docx", _OOXML + "wordprocessingml.document", ".docx"),
    ("xlsx", _OOXML + "spreadsheetml.sheet", ".xlsx"),
    ("xlsb", "application/vnd.ms-excel.sheet.binary.macroenabled.12", ".xlsb"),
    ("pptx", _OOXML + "presentationml.presentation", ".pptx"),
    ("doc", "application/msword", ".doc"),
    ("xls", "application/vnd.ms-excel", ".xls"),
    ("ppt", "application/vnd.ms-powerpoint", ".ppt"),
    ("rtf", "application/rtf", ".rtf"),
    ("odt", _ODF + "text", ".odt"),
    ("fodt", _ODF + "text-flat-xml", ".fodt"),
    ("ods", _ODF + "spreadsheet", ".ods"),
    ("odp", _ODF + "presentation", ".odp"),
    ("odg", _ODF + "graphics", ".odg"),
    ("msg", "application/vnd.ms-outlook", ".msg"),
    ("eml", "message/rfc822", ".eml"),
    ("mbox", "application/mbox", ".mbox"),
    ("html", "text/html", ".html"),
    ("csv", "text/csv", ".csv"),
    ("ics", "text/calendar", ".ics"),
    ("text", "text/plain", ".txt"),
    ("png", "image/png", ".png"),
    ("jpeg", "image/jpeg", ".jpg"),
    ("tiff", "image/tiff", ".tif"),
    ("gif", "image/gif", ".gif"),
    ("bmp", "image/bmp", ".bmp"),
    ("webp", "image/webp", ".webp"),
    ("zip", "application/zip", ".zip"),
)
_REFUSED = (
    ("empty", "application/x-empty", "the file is empty (0 bytes)"),
    ("locked-office", "application/encrypted", "it is encrypted: it needs a password"),
    ("broken-zip", "application/zip", "it is damaged: a zip or Office file whose contents cannot be listed"),
    ("broken-ole", "application/x-ole-storage", "it is damaged: an old Office or Outlook file that cannot be opened"),
    ("ole", "application/x-ole-storage", "it is of a kind that is not supported (an old Microsoft format)"),
    ("audio", "audio/*", "it is a sound recording: it has no pages and needs to be listened to"),
    ("video", "video/*", "it is a video recording: it has no pages and needs to be watched"),
    ("onenote", "application/onenote", "OneNote is not supported: export it as PDF"),
    ("pst", "application/vnd.ms-outlook-pst", "an Outlook mailbox (.pst) is not supported: export its messages"),
    ("tnef", "application/ms-tnef", "a winmail.dat file is not supported: ask the sender for the attachments"),
    ("archive", "application/x-archive", "this kind of archive is not supported: unpack it and add what it holds"),
    ("heic", "image/heic", "HEIC pictures are not supported: save it as JPEG or PNG"),
    ("database", "application/x-database", "a database is not supported: export it as CSV"),
    ("program", "application/x-executable", "it is a program, not a document"),
    ("epub", "application/epub+zip", "e-books are not supported: convert it to PDF"),
    ("system", "application/octet-stream", _SYSTEM),
    ("unknown", "application/octet-stream", "it is not of a kind that Candour knows, or too damaged to tell"),
)
KINDS = {name: FileKind(name, media, suffix=suffix) for name, media, suffix in _READ}
KINDS |= {name: FileKind(name, media, refusal=reason) for name, media, reason in _REFUSED}

_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"{\\rtf", "rtf"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"II*\0", "tiff"),
    (0, b"MM\0*", "tiff"),
    (0, b"II+\0", "tiff"),
    (0, b"GIF8", "gif"),
    (0, b"BM", "bmp"),
    (8, b"WEBP", "webp"),
    (8, b"WAVE", "audio"),
    (8, b"AVI ", "video"),
    (0, b"ID3", "audio"),
    (0, b"fLaC", "audio"),
    (0, b"OggS", "audio"),
    (0, b"#!AMR", "audio"),
    (0, b"FORM", "audio"),
    (0, b"MThd", "audio"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video"),
    (0, b"\x1aE\xdf\xa3", "video"),
    (0, b"FLV\x01", "video"),
    (0, b"\0\0\x01\xba", "video"),
    (0, b"\0\0\x01\xb3", "video"),
    (0, b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1\x53\x78\xd0\x29\x96\xd3", "onenote"),
    (0, b"!BDN", "pst"),
    (0, b"\x78\x9f\x3e\x22", "tnef"),
    (0, b"7z\xbc\xaf\x27\x1c", "archive"),
    (0, b"Rar!\x1a\x07", "archive"),
    (0, b"\x1f\x8b\x08", "archive"),
    (0, b"BZh", "archive"),
    (0, b"\xfd7zXZ\0", "archive"),
    (0, b"MSCF", "archive"),
    (257, b"ustar", "archive"),
    (4, b"Standard Jet DB", "database"),
    (4, b"Standard ACE DB", "database"),
    (0, b"SQLite format 3\0", "database"),
    (0, b"MZ", "program"),
    (0, b"\x7fELF", "program"),
    (0, b"\0\0\0\x01Bud1", "system"),
    (0, b"L\0\0\0\x01\x14\x02\0", "system"),
)
_HEAD = 1 << 16


def kind_of(path: Path) -> FileKind:
    """The kind of the file at ``path``; ``unknown`` where nothing fits."""
    with path.open("rb") as handle:
        head = handle.read(_HEAD)
    return KINDS[_name(path, head)]


def _name(path: Path, head: bytes) -> str:
    if not head:
        return "empty"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return _zip_name(path)
    if head[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _ole_name(path)
    if head[4:8] == b"ftyp":
        return _iso_media(head[8:12])
    found = next((name for at, magic, name in _MAGIC if head[at : at + len(magic)] == magic), "")
    if found and not (found in ("bmp", "audio", "program", "archive") and _is_prose(head)):
        return found
    if head[0] == 0xFF and len(head) > 1 and head[1] & 0xE6 in (0xE2, 0xE4, 0xE6) and not decoding.has_mark(head):
        return "audio"
    return _text_name(head) if decoding.is_text(head) else "unknown"


def _is_prose(head: bytes) -> bool:
    """Short magic such as "BM" or "MZ" can begin a letter."""
    return decoding.is_text(head[:4096])


def _iso_media(brand: bytes) -> str:
    if brand in (b"heic", b"heix", b"mif1", b"hevc", b"avif"):
        return "heic"
    return "audio" if brand.startswith((b"M4A", b"M4B")) else "video"


def _zip_name(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                return _odf_name(archive.read("mimetype").decode("ascii", "replace").strip())
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return "broken-zip"
    if "[Content_Types].xml" not in names:
        return "zip"
    parts = {"word/document.xml": "docx", "xl/workbook.bin": "xlsb", "xl/workbook.xml": "xlsx"}
    found = next((kind for part, kind in parts.items() if part in names), "")
    return found or next(
        (
            kind
            for prefix, kind in (("word/", "docx"), ("ppt/", "pptx"), ("xl/", "xlsx"))
            if any(name.startswith(prefix) for name in names)
        ),
        "zip",
    )


def _odf_name(media_type: str) -> str:
    if media_type == "application/epub+zip":
        return "epub"
    base = media_type.removesuffix("-template").removesuffix("-master")
    return next((kind.name for kind in KINDS.values() if kind.media_type == base and kind.name != "fodt"), "zip")


def _ole_name(path: Path) -> str:
    try:
        with olefile.OleFileIO(path) as ole:
            streams = {"/".join(entry) for entry in ole.listdir()}
    except Exception:  # olefile raises what struct, index and its own code raise on a damaged file
        return "broken-ole"
    known = {"EncryptedPackage": "locked-office", "__properties_version1.0": "msg", "WordDocument": "doc"}
    known |= {"Workbook": "xls", "Book": "xls", "PowerPoint Document": "ppt", "Catalog": "system"}
    return next((kind for stream, kind in known.items() if stream in streams), "ole")


# ---------------------------------------------------------------- text

_HEADER = re.compile(r"^([!-9;-~]{2,40}):[ \t]")
_MAIL_FIELDS = frozenset(
    "from to subject date received mime-version message-id return-path delivered-to content-type cc bcc reply-to sender"
    " x-mailer x-originating-ip thread-topic importance".split()
)
_MAILBOX = re.compile(r"From \S+[ \t]+[A-Z][a-z]{2} [A-Z][a-z]{2} +\d[^\n]*\d{4}[^\n]*\n[!-9;-~]+:")
_HTML = re.compile(r"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)


def _text_name(head: bytes) -> str:
    text = decoding.decoded(head).lstrip("\ufeff")
    if _HTML.match(text):
        return "html"
    if _MAILBOX.match(text):
        return "mbox"
    if not decoding.encoding_of(head).startswith(("utf-16", "utf-32")) and _is_mail(text):
        return "eml"
    if re.search(r"<(?:html|body)\b[^>]*>", text[:2048], re.I):
        return "html"
    if text.lstrip().upper().startswith("BEGIN:VCALENDAR"):
        return "ics"
    if "<office:document" in text[:4096] and "opendocument.text" in text[:65536]:
        return "fodt"
    return "csv" if _delimiter(text) else "text"


def _is_mail(text: str) -> bool:
    """A block of headers with at least two that only mail has, one of them in the first line or after X- lines."""
    seen = set()
    for line in text.split("\n")[:200]:
        if not line.strip():
            break
        if line[0] in " \t":
            continue
        match = _HEADER.match(line.rstrip("\r") + " ")
        if not match:
            return False
        seen.add(match[1].lower())
    strong = seen & {"received", "message-id", "mime-version", "return-path", "content-type"}
    return (bool(strong) and len(seen & _MAIL_FIELDS) >= 2) or len(seen & {"from", "to", "subject", "date"}) >= 4


def delimiter_of(text: str) -> str:
    """The character between the cells of a table in text form, or nothing where it is no table."""
    return _delimiter(text)


def _delimiter(text: str) -> str:
    lines = [line for line in text.splitlines()[:60] if line.strip()]
    if len(text) >= _HEAD // 2 and len(lines) > 1:
        lines = lines[:-1]  # the last one is probably cut off
    for mark in (",", "\t", ";", "|"):
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=mark, strict=True)]
        except csv.Error:
            continue
        if len(widths) >= 2 and widths[0] >= 2 and all(width == widths[0] for width in widths):
            return mark
    return ""
