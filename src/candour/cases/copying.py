"""Writes a copy of a whole case into a zip archive, piece by piece: it never holds a file in memory.

A file whose bytes are missing or damaged in the store is named in the copy; it is never left out without a word.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import BinaryIO

from candour.cases import store
from candour.cases.exported import Content, table
from candour.ledger.clock import LONDON, now

_HEADINGS = ("What", "File", "Bytes", "SHA-256")


@dataclass(frozen=True, slots=True)
class Copied:
    """One file of the copy. ``wrong``: why it is not what was received; empty: it is."""

    path: str
    what: str
    size: int
    sha256: str
    wrong: str = ""


@dataclass(slots=True)
class Copy:
    """An archive that is being written; ``close`` makes it whole."""

    archive: zipfile.ZipFile
    copied: list[Copied] = field(default_factory=list)

    @classmethod
    def begun(cls, out: Path) -> Copy:
        return cls(zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=1))

    def add(self, path: str, what: str, content: Content) -> Copied:
        digest, size = hashlib.sha256(), 0
        entry = zipfile.ZipInfo(path, now().astimezone(LONDON).timetuple()[:6])
        entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
        with self.archive.open(entry, "w", force_zip64=True) as out:
            for block in content:
                out.write(block)
                digest.update(block)
                size += len(block)
        self.copied.append(Copied(path, what, size, digest.hexdigest()))
        return self.copied[-1]

    def add_received(self, path: str, sha256: str) -> None:
        """A file as it was received."""
        try:
            with store.opened(sha256) as stream:
                added = self.add(path, "", _blocks(stream))
        except FileNotFoundError:
            self.copied.append(Copied(path, "", 0, sha256, "missing in the store"))
            return
        if added.sha256 != sha256:
            self.copied[-1] = Copied(path, "", added.size, added.sha256, "damaged in the store")

    @property
    def wrong(self) -> int:
        return sum(1 for each in self.copied if each.wrong)

    def close(self, *, title: str) -> None:
        rows = [(each.path, each.size, each.sha256, each.wrong) for each in self.copied]
        self.add("contents.csv", "Every file of this copy", table(("path", "size", "sha256", "wrong"), rows))
        self.archive.writestr("index.html", "".join(_page(title, self.copied)))
        self.archive.close()


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    while block := stream.read(store.CHUNK):
        yield block


def _page(title: str, copied: list[Copied]) -> Iterator[str]:
    """A page that opens from the unpacked archive, without scripts or styles."""
    parts, files = [each for each in copied if each.what], [each for each in copied if not each.what]
    wrong = [each for each in copied if each.wrong]
    yield f'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>{escape(title)}</title></head><body>\n'
    yield f"<h1>{escape(title)}</h1>\n<p>Everything that Candour holds of this case, made on {_today()}. "
    yield "It covers nothing and leaves nothing out: do not hand it on. Destroy it when it is no longer needed.</p>\n"
    if wrong:
        yield "<h2>Files that could not be copied as they were received</h2>\n<ul>\n"
        yield from (f"<li>{escape(each.path)}: {escape(each.wrong)}</li>\n" for each in wrong)
        yield "</ul>\n"
    yield "<h2>What is known of the case</h2>\n"
    yield from _listed("Tables and texts of the case", parts)
    yield f"<h2>Files as they were received ({len(files):,})</h2>\n"
    yield from _listed("Files as they were received", files)
    yield "</body></html>\n"


def _listed(caption: str, copied: list[Copied]) -> Iterator[str]:
    yield f"<table><caption>{caption}</caption>\n<thead><tr>"
    yield from (f'<th scope="col">{heading}</th>' for heading in _HEADINGS)
    yield "</tr></thead>\n<tbody>\n"
    for each in copied:
        yield f"<tr><td>{escape(each.what)}</td><td>{escape(each.path)}</td>"
        yield f"<td>{each.size:,}</td><td>{each.sha256}</td></tr>\n"
    yield "</tbody></table>\n"


def _today() -> str:
    there = now().astimezone(LONDON)
    return f"{there.day} {there:%B %Y}"
