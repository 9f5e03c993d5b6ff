"""Searches a whole output folder for strings that may stand nowhere: every file, and every file's and folder's name.

PDFs are read by poppler and by our own scan. A kind of file it does not know is a finding: it cannot vouch for it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from candour.engine.errors import Unreadable
from candour.engine.model import Finding
from candour.engine.tools.poppler import page_texts
from candour.engine.verify.needles import Needles, Seen, spelled_apart
from candour.engine.verify.scan import scan_file

TEXTS = frozenset({".csv", ".json", ".jsonl", ".txt", ".md", ".html"})
CHUNK = 1 << 20
OVERLAP = 4096
"""Characters read twice at the seam of two chunks, so that nothing hides on it."""
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


def verify_strings(*, folder: Path, secrets: Sequence[str], skip: Collection[str] = ()) -> tuple[Finding, ...]:
    """Findings for every file under ``folder`` whose content or name holds one of ``secrets``.

    ``skip``: paths (relative, with /) whose content ``verify_pdf`` has checked already. ``where`` of a finding is a
    file's place in the sorted listing, never its name: the name may be what is wrong. Raises Unavailable without
    poppler.
    """
    needles = Needles(secrets)
    found: list[Finding] = []
    for place, path in enumerate(sorted(folder.rglob("*")), start=1):
        name = path.relative_to(folder).as_posix()
        where = f"file {place}"
        if needles.hits(Seen(f"{name}\n{spelled_apart(name)}")):
            found.append(Finding("secret_in_file_name", 0, where))
        if path.is_symlink():
            found.append(Finding("not_understood", 0, where, "a link to another place"))
        elif path.is_file() and name not in skip:
            found += [Finding(kind, page, where) for kind, page in _in_file(path, needles)]
    return tuple(found)


def _in_file(path: Path, needles: Needles) -> Iterator[tuple[str, int]]:
    if path.suffix.lower() == ".pdf":
        yield from _in_pdf(path, needles)
    elif path.suffix.lower() in TEXTS:
        if any(needles.hits(Seen(chunk)) for chunk in _chunks(path)):
            yield "secret_in_file", 0
    elif path.stat().st_size:
        yield "not_understood", 0


def _in_pdf(path: Path, needles: Needles) -> Iterator[tuple[str, int]]:
    scan = scan_file(pdf=path, needles=needles, strict=False)
    yield from ((finding.kind, finding.page) for finding in scan.findings)
    yield from (("secret_in_file", number) for number, said in enumerate(scan.said, start=1) if said.secrets)
    try:
        for page in page_texts(pdf=path):
            if needles.hits(Seen(page.text)):
                yield "secret_in_text", page.number
    except Unreadable:
        yield "not_understood", 0


def _chunks(path: Path) -> Iterator[str]:
    """The text in pieces, JSON's \\uXXXX resolved; not UTF-8 is read as Latin-1 as well."""
    with path.open("r", encoding="utf-8", errors="surrogateescape", newline="") as handle:
        tail = ""
        while block := handle.read(CHUNK):
            text = tail + block
            plain = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "\\u" in text else text
            if any("\udc80" <= char <= "\udcff" for char in set(plain)):
                plain = plain.encode("utf-8", "surrogateescape").decode("latin-1")
            yield plain
            tail = text[-OVERLAP:]
