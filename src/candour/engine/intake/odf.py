"""OpenDocument texts, and Word's old formats by way of them: accepted text as pages; the rest as notes.

LibreOffice shows tracked changes when it prints, so a copy without changes and comments is what is turned into pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import olefile
from lxml import etree

from candour.engine.errors import Unreadable
from candour.engine.intake import office
from candour.engine.intake.kinds import kind_of
from candour.engine.intake.package import (
    PROPERTIES,
    Package,
    ancestor,
    attribute,
    embedded,
    local,
    named,
    not_printed,
    properties,
)
from candour.engine.intake.shown import Job, Shown
from candour.engine.intake.trivial import is_trivial

PARTS = {"content.xml": "text", "styles.xml": "page header or footer"}
BLOCKS = ("p", "h")
REMOVED = ("tracked-changes", "change", "change-start", "change-end", "annotation", "annotation-end")
UNSEEN = ("tracked-changes", "annotation", "hidden-text", "hidden-paragraph", "script", "forms")
WORDS = {"deletion": "deleted", "insertion": "inserted", "format-change": "formatted"}
EMBEDDED = r"(?:Object|ObjectReplacement|Embedded)[^/]*"


def read(job: Job) -> Shown:
    """An OpenDocument text."""
    return _shown(job, job.path)


def read_legacy(job: Job) -> Shown:
    """A Word 97, RTF or flat OpenDocument text, by way of its conversion to an OpenDocument text."""
    shown = _shown(job, job.convert(job.path, form="odt", suffix=kind_of(job.path).suffix))
    old_properties(job.path, shown)
    return shown


def read_drawing(job: Job) -> Shown:
    """An OpenDocument drawing."""
    package = Package(job.path, job=job)
    shown = Shown()
    root = _parts(package).get("content.xml")
    properties(package, shown)
    if root is not None:
        _notes(root, "drawing", {}, shown)
    shown.own = office.pages(job, job.path, shown, form="draw-pdf", suffix=".odg")
    return shown


def old_properties(path: Path, shown: Shown) -> None:
    """Notes for the properties of a file of the old Microsoft formats; nothing for other files."""
    if not olefile.isOleFile(str(path)):
        return
    try:
        with olefile.OleFileIO(path) as ole:
            told = ole.get_metadata()
    except Exception:  # olefile raises what struct, index and its own code raise on a damaged file
        return
    for name in (
        "title",
        "subject",
        "author",
        "keywords",
        "comments",
        "last_saved_by",
        "company",
        "manager",
        "category",
    ):
        value = getattr(told, name, None)
        text = value.decode("cp1252", "replace") if isinstance(value, bytes) else str(value or "")
        if not is_trivial(text):
            shown.note(PROPERTIES, name.replace("_", " "), text)


def _parts(package: Package) -> dict[str, etree._Element]:
    parts = {name: root for name in PARTS if (root := package.xml(name)) is not None}
    if "content.xml" not in parts:
        raise Unreadable("it is damaged, or encrypted: an OpenDocument file without a readable text")
    return parts


def _shown(job: Job, source: Path) -> Shown:
    package = Package(source, job=job)
    parts, shown = _parts(package), Shown()
    properties(package, shown)
    styles = hiding_styles(parts)
    for name, root in parts.items():
        _changes(root, shown)
        _notes(root, PARTS[name], styles, shown)
    embedded(package, shown, pattern=EMBEDDED, job=job)
    paragraphs = [(PARTS[name], text) for name, root in parts.items() for text in _paragraphs(root, styles)]
    for root in parts.values():
        _clean(root)
    changed = {name: etree.tostring(root, xml_declaration=True, encoding="UTF-8") for name, root in parts.items()}
    shown.own = office.pages(job, package.rewritten(changed, job.new(".odt")), shown, form="pdf", suffix=".odt")
    not_printed(paragraphs, office.text_of(shown.own), shown)
    return shown


def text_of(element: etree._Element) -> str:
    """The text of an element, comments' text aside unless it is one."""
    parts: list[str] = []
    _gather(element, parts)
    return "".join(parts).strip()


def _gather(element: etree._Element, parts: list[str]) -> None:
    name = local(element)
    parts.append({"s": " ", "tab": " ", "line-break": " "}.get(name, ""))
    if name in BLOCKS and parts[-1:] != [""]:
        parts.append(" ")
    parts.append(element.text or "" if isinstance(element.tag, str) else "")
    for child in element:
        if local(child) not in (
            "annotation",
            "tracked-changes",
            "creator",
            "date",
            "creator-initials",
            "title",
            "desc",
        ):
            _gather(child, parts)
        parts.append(child.tail or "")
    if name in BLOCKS:
        parts.append(" ")


def _paragraphs(root: etree._Element, styles: dict[str, str]) -> Iterator[str]:
    for paragraph in named(root, *BLOCKS):
        unseen = ancestor(paragraph, *UNSEEN) is not None or attribute(paragraph, "style-name") in styles
        section = ancestor(paragraph, "section")
        if unseen or (section is not None and attribute(section, "display") == "none"):
            continue
        hidden = [text_of(span) for span in named(paragraph, "span") if attribute(span, "style-name") in styles]
        text = text_of(paragraph)
        for part in hidden:
            text = text.replace(part, " ")
        if text.strip():
            yield text


def hiding_styles(parts: dict[str, etree._Element]) -> dict[str, str]:
    """The names of styles that hide text, with how they do it; styles based on them included."""
    found: dict[str, str] = {}
    styles = [style for root in parts.values() for style in named(root, "style")]
    for style in styles:
        for text in named(style, "text-properties"):
            paper = attribute(text, "color").lower() == "#ffffff" and attribute(text, "background-color") in (
                "",
                "transparent",
            )
            if attribute(text, "display") == "none":
                found[attribute(style, "name")] = "Hidden text"
            elif paper and attribute(text, "use-window-font-color") != "true":
                found[attribute(style, "name")] = "Text in the colour of the paper"
    for _ in range(8):
        for style in styles:
            name, parent = attribute(style, "name"), attribute(style, "parent-style-name")
            if parent in found and name not in found:
                found[name] = found[parent]
    return found


def _changes(root: etree._Element, shown: Shown) -> None:
    for region in named(root, "changed-region"):
        for change in region:
            info = next(named(change, "change-info"), change)
            by = next((part.text or "" for part in named(info, "creator")), "")
            on = next((part.text or "" for part in named(info, "date")), "")[:10]
            kind = local(change)
            said = text_of(change) if kind == "deletion" else _between(root, attribute(region, "id"))
            if kind != "format-change":
                what = f"{WORDS.get(kind, 'changed')} by {by or 'somebody'}{' on ' + on if on else ''}"
                shown.note("Tracked changes", what, said)


def _between(root: etree._Element, identity: str) -> str:
    """The text between the marks where an insertion starts and ends."""
    parts: list[str] = []
    inside = False
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = local(element)
        if name in ("change-start", "change-end") and attribute(element, "change-id") == identity and event == "start":
            inside = name == "change-start"
        if not inside:
            continue
        if event == "start" and name not in ("change-start", "change-end"):
            parts.append(element.text or "")
        elif event == "end":
            parts.append(element.tail or "")
    return " ".join("".join(parts).split())


def _notes(root: etree._Element, place: str, styles: dict[str, str], shown: Shown) -> None:
    for comment in named(root, "annotation"):
        by = next((part.text or "" for part in comment if local(part) == "creator"), "")
        on = next((part.text or "" for part in comment if local(part) == "date"), "")[:10]
        said = " ".join(text_of(part) for part in comment if local(part) in (*BLOCKS, "list"))
        shown.note("Comments", f"by {by or 'somebody'}{' on ' + on if on else ''}", said)
    for element in root.iter():
        if isinstance(element.tag, str):
            _note(element, place, styles, shown)


def _note(element: etree._Element, place: str, styles: dict[str, str], shown: Shown) -> None:
    name, style = local(element), attribute(element, "style-name")
    if name in ("span", *BLOCKS, "a") and style in styles:
        shown.note(styles[style], place, text_of(element))
    elif name in ("hidden-text", "hidden-paragraph"):
        shown.note("Hidden text", place, attribute(element, "string-value") or text_of(element))
    elif name == "section" and attribute(element, "display") in ("none", "condition"):
        shown.note("Hidden text", place, text_of(element))
    elif name in ("user-field-decl", "conditional-text", "variable-set", "placeholder"):
        for key in ("string-value", "string-value-if-true", "string-value-if-false", "description"):
            shown.note("Fields", place, attribute(element, key))
    elif name in ("title", "desc") and local(element.getparent()) in ("frame", "custom-shape", "g", "line", "rect"):
        shown.note("Descriptions of pictures", place, element.text or "")
    elif name in ("bookmark", "bookmark-start") and not attribute(element, "name").startswith("_"):
        shown.note("Names of places in the document", place, attribute(element, "name"))
    elif name == "a" and not attribute(element, "href").startswith("#"):
        shown.note("Links", "", attribute(element, "href"))
    elif name == "script":
        shown.note("Script", place, element.text or "")
    for key in ("current-value", "help-text"):
        shown.note("Form fields", place, attribute(element, key))


def _clean(root: etree._Element) -> None:
    for element in list(named(root, *REMOVED)):
        parent = element.getparent()
        if parent is None:
            continue
        before, tail = element.getprevious(), element.tail or ""
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
        parent.remove(element)
