"""Zip archives: members as files of their own. Names are labels, never paths; bombs are refused before they unpack."""

from __future__ import annotations

import itertools
import zipfile
import zlib
from pathlib import Path

from candour.engine.errors import Unreadable
from candour.engine.intake.bounds import Limits
from candour.engine.intake.shown import Job, Loss, Member, Shown

CHUNK = 1 << 20
ENCRYPTED = 0x1
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError, IndexError)


class _TooMuch(Exception):
    """A member holds more than the limits allow."""


def read(job: Job) -> Shown:
    """The members of the archive in the order it lists them, folders aside; what is refused as losses."""
    shown = Shown()
    try:
        with zipfile.ZipFile(job.path) as archive:
            if archive.comment.strip():
                shown.note("Comment of the archive", "", archive.comment.decode("utf-8", "replace"))
            _unpack(archive, job, shown)
    except (zipfile.BadZipFile, OSError, ValueError):
        raise Unreadable("it is damaged: an archive whose contents cannot be listed") from None
    return shown


def _unpack(archive: zipfile.ZipFile, job: Job, shown: Shown) -> None:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if _overlap(archive.infolist()):
        raise Unreadable("it is built so that its members overlap, as only an attack does")
    left, refused = job.limits.unpacked, 0
    for entry in entries[: job.limits.members]:
        if entry.flag_bits & ENCRYPTED:
            shown.losses.append(Loss(label(entry), "it is encrypted: it needs a password"))
            continue
        try:
            file = _member(archive, entry, job, left=left)
        except _TooMuch:
            refused += 1
            continue
        except DAMAGE:
            shown.losses.append(Loss(label(entry), "it is damaged or packed in a way that is not supported"))
            continue
        left -= file.stat().st_size
        shown.members.append(Member(label(entry), file))
    refused += max(0, len(entries) - job.limits.members)
    if refused:
        most = "the limits on number, total size and how much larger than packed"
        shown.losses.append(Loss("", f"{refused:,} of its files go beyond what is unpacked ({most})"))


def label(entry: zipfile.ZipInfo) -> str:
    """The member's name with harmless separators; never used as a path."""
    return entry.filename.replace("\\", "/").replace("\0", "").lstrip("/") or "without name"


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    placed = sorted((entry.header_offset, entry.header_offset + entry.compress_size) for entry in entries)
    return any(end > start for (_, end), (start, _) in itertools.pairwise(placed))


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, job: Job, *, left: int) -> Path:
    most = _most(entry, job.limits, left)
    if entry.file_size > most:  # as declared; what is really there is counted below
        raise _TooMuch
    out, size = job.new(), 0
    with archive.open(entry) as source, out.open("wb") as target:
        while block := source.read(CHUNK):
            size += len(block)
            if size > most:
                out.unlink()
                raise _TooMuch
            target.write(block)
    return out


def _most(entry: zipfile.ZipInfo, limits: Limits, left: int) -> int:
    return min(left, limits.file, max(limits.ratio_from, entry.compress_size * limits.ratio))
