"""Office files as packages of XML parts: safe reading, writing with fixed dates, properties, links, what is embedded.

Element and attribute names are matched without their namespace, so that strict and transitional files read alike.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import olefile
from lxml import etree

from candour.engine.errors import Unreadable
from candour.engine.intake import archive
from candour.engine.intake.bounds import MB
from candour.engine.intake.shown import Job, Member, Shown
from candour.engine.intake.trivial import is_trivial

MOST = 512 * MB
"""Bytes of all parts of a package together."""
FIXED_DATE = (1980, 1, 1, 0, 0, 0)
PROPERTIES = "Document properties"
_PROGRAM_PROPERTIES = frozenset(
    "Application AppVersion Pages Words Characters Lines Paragraphs CharactersWithSpaces TotalTime ScaleCrop DocSecurity"
    " LinksUpToDate SharedDoc HyperlinksChanged revision created modified version language Template HeadingPairs"
    " TitlesOfParts Slides Notes HiddenSlides MMClips PresentationFormat lastPrinted creation-date date editing-cycles"
    " editing-duration generator document-statistic template print-date auto-reload identifier contentType".split()
)


class Package:
    """The parts of a zip-based Office file. Unreadable: damaged, encrypted or beyond the limits."""

    def __init__(self, path: Path, *, job: Job) -> None:
        self.limits = job.limits
        try:
            self._archive = zipfile.ZipFile(path)
            entries = self._archive.infolist()
        except archive.DAMAGE:
            raise Unreadable("it is damaged: an Office file whose parts cannot be listed") from None
        packed = max(path.stat().st_size, 1)
        size = sum(entry.file_size for entry in entries)
        if size > MOST or (size > job.limits.ratio_from and size / packed > job.limits.ratio):
            raise Unreadable("it unpacks to more than is allowed")
        self.names = [entry.filename for entry in entries if not entry.is_dir()]

    def read(self, name: str) -> bytes:
        try:
            return self._archive.read(name)
        except (KeyError, *archive.DAMAGE):
            raise Unreadable("it is damaged: a part of it cannot be read") from None

    def xml(self, name: str) -> etree._Element | None:
        """The part as a tree; None where there is no such part or it is no XML."""
        if name not in self.names:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=True)
        try:
            return etree.fromstring(self.read(name), parser)
        except (etree.XMLSyntaxError, ValueError):
            return None

    def matching(self, pattern: str) -> list[str]:
        """The names that match, numbered parts in the order of their numbers."""
        found = [name for name in self.names if re.fullmatch(pattern, name, re.I)]
        return sorted(
            found, key=lambda name: [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name)]
        )

    def rewritten(self, changed: Mapping[str, bytes], out: Path) -> Path:
        """The package at ``out`` with other content for the parts in ``changed``; the same parts, the same bytes."""
        with zipfile.ZipFile(out, "w") as target:
            for name in self.names:
                stored = name == "mimetype"  # must come first and unpacked in OpenDocument, as it did
                entry = zipfile.ZipInfo(name, FIXED_DATE)
                entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
                target.writestr(entry, changed[name] if name in changed else self.read(name))
        return out


def local(value: object) -> str:
    """An element's or attribute's name without its namespace; nothing for comments."""
    name = value.tag if isinstance(value, etree._Element) else value
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if local(key) == name), "")


def named(root: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """Every element below ``root`` of one of these names, in order."""
    if root is not None:
        for element in root.iter():
            if local(element) in names:
                yield element


def ancestor(element: etree._Element, *names: str) -> etree._Element | None:
    return next((parent for parent in element.iterancestors() if local(parent) in names), None)


def properties(package: Package, shown: Shown) -> None:
    """Notes for the properties of an Office Open XML or OpenDocument file; its title, author and date."""
    for name in ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "meta.xml"):
        for element in _leaves(package.xml(name)):
            _property(element, shown)


def _leaves(root: etree._Element | None) -> Iterator[etree._Element]:
    if root is not None:
        yield from (element for element in root.iter() if isinstance(element.tag, str) and not len(element))


def _property(element: etree._Element, shown: Shown) -> None:
    name, text = local(element), (element.text or "").strip()
    custom = ancestor(element, "property")
    label = attribute(custom, "name") if custom is not None else attribute(element, "name") or name
    if name in ("created", "creation-date") and re.match(r"\d{4}-\d\d-\d\d", text):
        shown.date = shown.date or text[:10]
        shown.meta.append(("created", text[:10]))
    if name in ("modified", "date") and re.match(r"\d{4}-\d\d-\d\d", text):
        shown.meta.append(("modified", text[:10]))
    if (
        {name, label} & _PROGRAM_PROPERTIES
        or ancestor(element, "HeadingPairs", "TitlesOfParts") is not None
        or is_trivial(text)
    ):
        return
    if name == "title":
        shown.title = text
    elif name in ("creator", "initial-creator"):
        shown.author = shown.author or text
        shown.meta.append(("author", text))
    shown.note(PROPERTIES, label, text)


def links(package: Package, shown: Shown) -> None:
    """Notes for what the package's parts point to outside it."""
    for name in package.matching(r".*\.rels"):
        for relation in named(package.xml(name), "Relationship"):
            target = attribute(relation, "Target")
            if attribute(relation, "TargetMode") == "External" and not target.endswith(("Normal.dotm", "Normal.dot")):
                shown.note("Links", "", target)


def custom_data(package: Package, shown: Shown) -> None:
    """Notes for texts in custom XML parts, which forms and records systems fill."""
    for name in package.matching(r"customXml/item\d+\.xml"):
        for element in _leaves(package.xml(name)):
            text = (element.text or "").strip()
            if not is_trivial(text) and not text.startswith("http"):
                shown.note("Data that a program left in the file", local(element), text)


def embedded(package: Package, shown: Shown, *, pattern: str, job: Job) -> None:
    """The files embedded in the document, as members."""
    for name in package.matching(pattern):
        data = package.read(name)
        label = name.rpartition("/")[2]
        if data[:4] == b"\xd0\xcf\x11\xe0":
            label, data = unwrapped(label, data)
        file = job.new()
        file.write_bytes(data)
        shown.members.append(Member(label, file))


def unwrapped(label: str, data: bytes) -> tuple[str, bytes]:
    """What an OLE wrapper holds, and its name; the wrapper itself where it is the document."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            if ole.exists("\x01Ole10Native"):
                return _native(label, ole.openstream("\x01Ole10Native").read())
            for stream in ("Package", "CONTENTS", "EmbeddedOdf"):
                if ole.exists(stream):
                    return label, ole.openstream(stream).read()
    except Exception:  # olefile raises what struct, index and its own code raise on a damaged file
        return label, data
    return label, data


def _native(label: str, data: bytes) -> tuple[str, bytes]:
    """Ole10Native: total size, flags, label, file name, …, temporary path, size of the data, data (MS-OLEDS)."""
    name_end = data.index(b"\0", 6)
    path_end = data.index(b"\0", name_end + 1)
    size_at = path_end + 1 + 4
    temporary = int.from_bytes(data[size_at : size_at + 4], "little")
    start = size_at + 4 + temporary
    size = int.from_bytes(data[start : start + 4], "little")
    name = data[6:name_end].decode("cp1252", "replace").strip()
    return name or label, data[start + 4 : start + 4 + size]


def not_printed(paragraphs: Iterable[tuple[str, str]], printed: str, shown: Shown) -> None:
    """Notes for paragraphs (place and text) with words that the pages do not have."""
    squeezed = squeeze(printed)
    for place, text in paragraphs:
        if any(squeeze(word) not in squeezed for word in text.split()):
            shown.note("Text that does not appear on the pages", place, text)


def squeeze(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
