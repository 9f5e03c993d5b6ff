"""Another family's folder from end to end: nothing protected leaves, every page is accounted for, what must remain remains.

It looks with means of its own (poppler, pdfium, every stream and string of the PDF, the tables) and never at the engine's findings.
"""

from __future__ import annotations

import csv
import hashlib
import os
import re
import subprocess
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from tests.long.family.folder import write_family
from tests.long.family.truth import norm, stands_in

pytestmark = [pytest.mark.long, pytest.mark.timeout(1200)]
ROOT = Path(__file__).resolve().parents[2]
KEPT = 0.97
_STREAM = re.compile(rb"stream\r?\n")


@dataclass(frozen=True)
class Family:
    folder: Path
    truth: dict[str, Any]
    work: Path


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory) -> Family:
    folder = tmp_path_factory.mktemp("family")
    return Family(folder, write_family(folder=folder, seed=1, size="small"), folder / "work")


def disclosed(family: Family, recipient: str) -> Path:
    """The bundle for ``recipient``, made once; the work folder serves both recipients."""
    out = family.folder / f"out-{recipient}"
    if out.exists():
        return out
    command = [sys.executable, "-m", "candour", "disclose", str(family.folder / "file"), "--accept-proposals"]
    command += ["--people", str(family.folder / "people.csv"), "--manifest", str(family.folder / "manifest.csv")]
    command += ["--recipient", recipient, "--purpose", "subject-access", "--out", str(out), "--work", str(family.work)]
    env = dict(os.environ, PYTHONPATH=str(ROOT / "src"))
    done = subprocess.run(command, cwd=family.folder, env=env, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr.strip().splitlines()[-1]
    return out


def texts_of(out: Path) -> Iterator[tuple[str, str]]:
    """(where, text) of everything in the folder, as each reader tells it."""
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        yield "name", name
        if path.suffix == ".pdf":
            yield from ((f"{name} {reader}", text) for reader, text in _pdf_texts(path))
        elif path.is_file():
            yield name, path.read_text(encoding="utf-8", errors="replace")


def _pdf_texts(path: Path) -> Iterator[tuple[str, str]]:
    for options in ([], ["-raw"]):
        told = subprocess.run(["pdftotext", "-enc", "UTF-8", *options, str(path), "-"], capture_output=True, check=True)
        yield "poppler", told.stdout.decode("utf-8", "replace")
    document = pypdfium2.PdfDocument(path)
    yield "pdfium", "\n".join(page.get_textpage().get_text_range() for page in document)
    with pikepdf.open(path) as pdf:
        yield "strings", "\n".join(_strings(pdf))
    yield "streams", "\n".join(_streams(path.read_bytes()))


def _strings(pdf: pikepdf.Pdf) -> Iterator[str]:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            yield from (str(value) for _, value in thing.items() if isinstance(value, pikepdf.String | pikepdf.Name))
        elif isinstance(thing, pikepdf.String):
            yield str(thing)


def _streams(data: bytes) -> Iterator[str]:
    for found in _STREAM.finditer(data):
        try:
            body = zlib.decompressobj().decompress(data[found.end() :], 20_000_000)
        except zlib.error:
            continue
        if sum(32 <= byte < 127 or byte in (9, 10, 13) for byte in body[:2000]) > 0.8 * len(body[:2000]):
            yield body.decode("latin-1")


def leaks(truth: dict[str, Any], recipient: str, out: Path) -> list[tuple[str, str, str]]:
    """(person and kind, place, how) of each protected string that stands somewhere; never the string itself."""
    protected = truth["recipients"][recipient]["protected"]
    found: list[tuple[str, str, str]] = []
    for where, text in texts_of(out):
        forms = (norm(text), norm(re.sub(r"(\w)-\s*\n\s*(?=\w)", r"\1", text)))
        there = [entry for entry in protected if any(_stands(entry, form, where) for form in forms)]
        found += [(f"{entry['person']} {entry['kind']}", where, entry["match"]) for entry in there]
    return found


def _stands(entry: dict[str, Any], text: str, where: str) -> bool:
    if entry["match"] == "context":
        return any(stands_in(norm(context), text) for context in entry["contexts"])
    words = norm(entry["string"])
    if len(words) < 4 and where.endswith(("strings", "streams")):
        return False  # codes of glyphs and names of objects look like words
    return stands_in(words.casefold(), text.casefold()) if entry["match"] == "global_ci" else stands_in(words, text)


@pytest.mark.parametrize("recipient", ["subject", "father"])
def test_nothing_protected_leaves(family: Family, recipient: str) -> None:
    assert leaks(family.truth, recipient, disclosed(family, recipient)) == []


@pytest.mark.parametrize("recipient", ["subject", "father"])
def test_what_must_remain_remains(family: Family, recipient: str) -> None:
    out = disclosed(family, recipient)
    told = [norm(text).casefold() for where, text in texts_of(out) if where.endswith(("poppler", "pdfium"))]
    squeezed = [re.sub(r"[\W_]+", "", text) for text in told]
    passages = family.truth["recipients"][recipient]["must_remain"]
    gone = [each for each in passages if not _remains(each, told, squeezed)]
    places = Counter(f"{each['path']} {each['page']}" for each in gone)
    assert len(gone) <= (1 - KEPT) * len(passages), places


def _remains(passage: dict[str, Any], told: list[str], squeezed: list[str]) -> bool:
    words = passage["string"].casefold()
    bare = re.sub(r"[\W_]+", "", words)
    if any(words in text for text in told) or any(bare in text for text in squeezed):
        return True
    parts = re.findall(r"\w+", words)
    # a scanner's letters: most of the words, anywhere in the file, have been read
    return passage["ocr"] and sum(any(stands_in(part, text) for text in told) for part in parts) >= 0.75 * len(parts)


@pytest.mark.parametrize("recipient", ["subject", "father"])
def test_every_page_is_accounted_for_once(family: Family, recipient: str) -> None:
    pages: dict[str, dict[str, Counter[int]]] = defaultdict(lambda: defaultdict(Counter))
    with (disclosed(family, recipient) / "schedule.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            pages[row["sha256"]][row["record_id"]][int(row["page"] or 0)] += 1
    wrong = []
    for path, number in family.truth["pages_by_file"].items():
        if family.truth["page_basis"][path] == "native" and "::" not in path:
            digest = hashlib.sha256((family.folder / "file" / path).read_bytes()).hexdigest()
            records = pages[digest].values()
            if not records or any(record[page] != 1 for record in records for page in range(1, number + 1)):
                wrong.append(path)
    assert wrong == []
