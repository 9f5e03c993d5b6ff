"""The text in an XMP packet (PDF, picture): every property but those that programs write for themselves."""

from __future__ import annotations

import re

from lxml import etree

from candour.engine.intake.shown import Shown
from candour.engine.intake.trivial import is_trivial

WHAT = "Document properties (XMP)"
PROGRAM_FIELDS = frozenset(
    "CreateDate ModifyDate MetadataDate CreatorTool Producer DocumentID InstanceID OriginalDocumentID RenditionClass"
    " VersionID format part conformance amd Trapped PDFVersion instanceID documentID originalDocumentID softwareAgent"
    " when action changed parameters about xmptk lang parseType resource DateTimeOriginal DateTimeDigitized".split()
)


def take(packet: str, shown: Shown) -> None:
    """Adds a note per property that a person may have written."""
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
        root = etree.fromstring(re.sub(r"<\?xpacket.*?\?>", "", packet, flags=re.S).strip().encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        shown.note(WHAT, "not readable as XML", re.sub(r"<[^>]*>", " ", packet))
        return
    for element in root.iter():
        if not isinstance(element.tag, str):  # a comment
            shown.note(WHAT, "comment", element.text or "")
            continue
        _property(_field(element), element.text or "", shown)
        _property("text", element.tail or "", shown)
        for name, value in element.attrib.items():
            _property(str(name).rpartition("}")[2], str(value), shown)


def _field(element: etree._Element) -> str:
    """The property's name: list items carry that of the list's owner."""
    name, node = element.tag.rpartition("}")[2], element
    while name in ("li", "Alt", "Seq", "Bag", "Description") and (parent := node.getparent()) is not None:
        node, name = parent, str(parent.tag).rpartition("}")[2]
    return name


def _property(name: str, value: str, shown: Shown) -> None:
    if name in PROGRAM_FIELDS or is_trivial(value) or value.startswith(("http://ns.", "http://www.w3.org")):
        return
    text = "a picture is embedded" if len(value) > 2000 and not re.search(r"\s\S{1,40}\s", value[:2000]) else value
    shown.note(WHAT, name, text)
