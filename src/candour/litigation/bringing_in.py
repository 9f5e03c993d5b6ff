"""Reads the text of a draft that was written elsewhere and splits it into headings and paragraphs.

It keeps no file, runs nothing of it, and takes a Word text as it stands with every tracked change accepted. What is not
words (pictures, text boxes, comments, footnotes) it leaves out.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import IO

from lxml import etree

from candour.engine.errors import BadInput
from candour.litigation.models import Kind

LARGEST = 5 << 20
"""Bytes of a file; and of the part of a Word file that holds its text, four times as many."""
HEADING = "# "
_TEXT = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEFT_OUT = tuple(f"{_W}{name}" for name in ("del", "moveFrom", "txbxContent", "instrText", "delText"))
_NUMBER = re.compile(r"^\s*\(?\d{1,3}(?:\.\d{1,2})*[.)]?\s+(?=\S)")
"""A number that somebody typed before a paragraph: Candour numbers them itself."""
_DAY = re.compile(
    r"^\s*\d{1,2}\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


def text_of(file: IO[bytes], *, name: str, size: int) -> str:
    """The text of a Word or plain text file, an empty line between paragraphs. BadInput for any other, or a damaged one."""
    if size > LARGEST:
        raise BadInput("The file is too large.", do=f"Choose one below {LARGEST >> 20} MB, or paste the text.")
    if name.lower().endswith(".docx"):
        return "\n\n".join(_word(file))
    try:
        return file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(
            "The file is neither a Word (.docx) file nor plain text in UTF-8.",
            do="Save it as .docx, or paste the text.",
        ) from None


def split(text: str) -> list[tuple[str, str]]:
    """(kind, words) of each paragraph. Lines of one paragraph stay together; numbers in front of them are taken off."""
    found: list[tuple[str, str]] = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        words: list[str] = []
        for line in block.splitlines():
            if line.startswith(HEADING):
                found += _assertion(words)
                words = []
                found += [(Kind.HEADING.value, line.removeprefix(HEADING).strip())] if line[2:].strip() else []
            else:
                words.append(line.strip())
        found += _assertion(words)
    return found


def _assertion(words: list[str]) -> list[tuple[str, str]]:
    text = "\n".join(words).strip()
    text = text if _DAY.match(text) else _NUMBER.sub("", text, count=1)
    return [(Kind.ASSERTION.value, text)] if text else []


def _word(file: IO[bytes]) -> Iterator[str]:
    try:
        with zipfile.ZipFile(file) as opened:
            if opened.getinfo(_TEXT).file_size > 4 * LARGEST:
                raise BadInput("The text of the file is too large.", do="Paste the text.")
            root = etree.fromstring(opened.read(_TEXT), etree.XMLParser(resolve_entities=False, no_network=True))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, NotImplementedError, RuntimeError, OSError, EOFError):
        raise BadInput(
            "The file is damaged, locked, or no Word file.", do="Open and save it anew, or paste the text."
        ) from None
    for paragraph in root.iter(f"{_W}p"):
        if any(each.tag in _LEFT_OUT for each in paragraph.iterancestors()):
            continue
        text = "".join(_runs(paragraph)).strip()
        if text:
            yield f"{HEADING}{text}" if _is_heading(paragraph) else text


def _runs(node: etree._Element) -> Iterator[str]:
    for each in node:
        if each.tag in _LEFT_OUT:
            continue
        if each.tag == f"{_W}t":
            yield each.text or ""
        elif each.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            yield " "
        else:
            yield from _runs(each)


def _is_heading(paragraph: etree._Element) -> bool:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    named = style.get(f"{_W}val", "") if style is not None else ""
    return named.lower().startswith(("heading", "title"))
