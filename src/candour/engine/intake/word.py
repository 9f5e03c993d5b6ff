"""Word (.docx): pages as accepted text without comments; changes, comments, hidden text and properties as notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from candour.engine.errors import Unreadable
from candour.engine.intake import office
from candour.engine.intake.package import (
    Package,
    ancestor,
    attribute,
    custom_data,
    embedded,
    links,
    local,
    named,
    not_printed,
    properties,
)
from candour.engine.intake.shown import Job, Shown
from candour.engine.intake.trivial import is_trivial

STORIES = r"word/(document\d*|header\d*|footer\d*|footnotes|endnotes)\.xml"
REMOVED = (
    "del moveFrom commentRangeStart commentRangeEnd commentReference rPrChange pPrChange sectPrChange tblPrChange trPrChange"
    " tcPrChange tblGridChange numberingChange moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd cellDel"
).split()
UNWRAPPED = ("ins", "moveTo")
QUIET_FIELDS = re.compile(r"\s*(?:PAGE|NUMPAGES|TOC|PAGEREF|REF|SEQ|DATE|TIME|SECTIONPAGES|FORM\w+|STYLEREF)\b", re.I)
_OFF = ("0", "false", "off", "none")


def read(job: Job) -> Shown:
    """The document. Unreadable: damaged. NeedsConversion, NoConverter: see Job.convert."""
    package = Package(job.path, job=job)
    stories = {name: root for name in package.matching(STORIES) if (root := package.xml(name)) is not None}
    if not stories:
        raise Unreadable("it is damaged: a Word file without a text")
    shown = Shown()
    properties(package, shown)
    _changes(stories, shown)
    _comments(package, stories, shown)
    _hidden(package, stories, shown)
    _behind(package, stories, shown)
    links(package, shown)
    custom_data(package, shown)
    embedded(package, shown, pattern=r"word/embeddings/.+", job=job)
    paragraphs = list(_paragraphs(stories))
    for root in stories.values():
        accept(root)
    clean = {name: etree.tostring(root, xml_declaration=True, encoding="UTF-8") for name, root in stories.items()}
    shown.own = office.pages(job, package.rewritten(clean, job.new(".docx")), shown, form="pdf", suffix=".docx")
    not_printed(paragraphs, office.text_of(shown.own), shown)
    return shown


def text_of(element: etree._Element) -> str:
    """The text of a run, paragraph or change, deleted text included, alternatives of drawings once."""
    parts = []
    for part in element.iter():
        name = local(part)
        if name in ("t", "delText") and ancestor(part, "Fallback") is None:
            parts.append(part.text or "")
        elif (name in ("tab", "br", "cr") and local(part.getparent()) in ("r", "Choice")) or (name == "p" and parts):
            parts.append(" ")
    return "".join(parts).strip()


def _place(name: str) -> str:
    word = name.removeprefix("word/").removesuffix(".xml")
    return {"document": "text", "footnotes": "footnote", "endnotes": "endnote"}.get(word.rstrip("0123456789"), word)


def _paragraphs(stories: dict[str, etree._Element]) -> Iterator[tuple[str, str]]:
    """Place and text of every paragraph as it will stand, outside changes."""
    for name, root in stories.items():
        for paragraph in named(root, "p"):
            kept = [
                run.text or ""
                for run in named(paragraph, "t")
                if ancestor(run, "del", "moveFrom", "Fallback") is None and not _vanishes(ancestor(run, "r"))
            ]
            if "".join(kept).strip():
                yield _place(name), "".join(kept).strip()


def _changes(stories: dict[str, etree._Element], shown: Shown) -> None:
    words = {"del": "deleted", "moveFrom": "moved away", "ins": "inserted", "moveTo": "moved here"}
    for name, root in stories.items():
        for change in named(root, *words):
            text = text_of(change)
            if text:
                by, on = attribute(change, "author"), attribute(change, "date")[:10]
                paragraph = ancestor(change, "p")
                around = text_of(paragraph)[:160] if paragraph is not None else ""
                shown.note(
                    "Tracked changes",
                    f"{words[local(change)]} in the {_place(name)} by {by or 'somebody'}{' on ' + on if on else ''}",
                    f"{text} [in: {around}]" if around != text else text,
                )


def _comments(package: Package, stories: dict[str, etree._Element], shown: Shown) -> None:
    for comment in named(package.xml("word/comments.xml"), "comment"):
        number, by, on = (attribute(comment, name) for name in ("id", "author", "date"))
        text = " ".join(filter(None, (text_of(paragraph) for paragraph in named(comment, "p"))))
        anchor = next(filter(None, (_anchored(root, number) for root in stories.values())), "")
        where = f"by {by or 'somebody'}{' on ' + on[:10] if on else ''}"
        shown.note("Comments", where, f"{text} [on: {anchor}]" if anchor else text)


def _anchored(root: etree._Element, number: str) -> str:
    """The words between a comment's start and end."""
    parts, inside = [], False
    for element in root.iter():
        name = local(element)
        if name in ("commentRangeStart", "commentRangeEnd") and attribute(element, "id") == number:
            if inside:
                break
            inside = True
        elif inside and name in ("t", "delText"):
            parts.append(element.text or "")
    return "".join(parts).strip()[:200]


def _hidden(package: Package, stories: dict[str, etree._Element], shown: Shown) -> None:
    styles = {
        attribute(style, "styleId")
        for style in named(package.xml("word/styles.xml"), "style")
        if any(True for _ in named(style, "vanish"))
    }
    for name, root in stories.items():
        for paragraph in named(root, "p"):
            for what, chosen in (("Hidden text", _vanishes), ("Text in the colour of the paper, or tiny", _pale)):
                runs = [
                    run
                    for run in named(paragraph, "r")
                    if chosen(run) or (what == "Hidden text" and _styled(run, styles))
                ]
                shown.note(what, _place(name), "".join(text_of(run) + " " for run in runs))


def _styled(run: etree._Element, styles: set[str]) -> bool:
    paragraph = ancestor(run, "p")
    own = [attribute(style, "val") for style in named(run, "rStyle")]
    own += [attribute(style, "val") for style in named(paragraph, "pStyle")] if paragraph is not None else []
    return bool(styles.intersection(own))


def _vanishes(run: etree._Element | None) -> bool:
    return any(attribute(mark, "val").lower() not in _OFF for mark in named(run, "vanish", "webHidden", "specVanish"))


def _pale(run: etree._Element) -> bool:
    colours = [attribute(mark, "val").upper() for mark in named(run, "color")]
    sizes = [attribute(mark, "val") for mark in named(run, "sz")]
    shaded = any(True for _ in named(run, "shd", "highlight")) or ancestor(run, "tc") is not None
    return ("FFFFFF" in colours and not shaded) or any(size.isdigit() and int(size) <= 4 for size in sizes)


def _behind(package: Package, stories: dict[str, etree._Element], shown: Shown) -> None:
    """Field codes, descriptions, names of places, form fields, variables and people."""
    for name, root in stories.items():
        for paragraph in named(root, "p"):
            code = "".join(part.text or "" for part in named(paragraph, "instrText", "delInstrText"))
            if code.strip() and not QUIET_FIELDS.match(code):
                shown.note("Field codes", _place(name), code)
        for simple in named(root, "fldSimple"):
            if not QUIET_FIELDS.match(attribute(simple, "instr")):
                shown.note("Field codes", _place(name), attribute(simple, "instr"))
        for drawing in named(root, "docPr", "cNvPr"):
            shown.note("Descriptions of pictures", _place(name), attribute(drawing, "descr"))
            shown.note("Descriptions of pictures", _place(name), attribute(drawing, "title"))
        for mark in named(root, "bookmarkStart"):
            if not attribute(mark, "name").startswith("_"):
                shown.note("Names of places in the document", _place(name), attribute(mark, "name"))
        for mark in named(root, "helpText", "statusText", "alias", "tag", "listItem", "default"):
            text = attribute(mark, "val") or attribute(mark, "displayText")
            shown.note("Form fields", _place(name), "" if is_trivial(text) else text)
    for variable in named(package.xml("word/settings.xml"), "docVar", "query", "connectString"):
        shown.note("Document variables", attribute(variable, "name"), attribute(variable, "val"))
    for person in named(package.xml("word/people.xml"), "person"):
        shown.note("People who worked on the document", "", attribute(person, "author"))


def accept(root: etree._Element) -> None:
    """Accepts all changes and takes out comments, in place."""
    for paragraph in list(named(root, "p")):
        marks = paragraph.find("./{*}pPr/{*}rPr/{*}del")
        if marks is not None:
            _merge_next(paragraph)
    for row in list(named(root, "trPr")):
        table_row = row.getparent()
        table = table_row.getparent() if table_row is not None else None
        if row.find("./{*}del") is not None and table_row is not None and table is not None:
            table.remove(table_row)
    for element in list(named(root, *REMOVED)):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for element in list(named(root, *UNWRAPPED)):
        parent = element.getparent()
        if parent is not None:
            at = parent.index(element)
            parent[at : at + 1] = list(element)


def _merge_next(paragraph: etree._Element) -> None:
    """A deleted paragraph mark joins the paragraph with the next one."""
    following = paragraph.getnext()
    if following is not None and local(following) == "p":
        for child in reversed([child for child in paragraph if local(child) != "pPr"]):
            after = 1 if len(following) and local(following[0]) == "pPr" else 0
            following.insert(after, child)
        parent = paragraph.getparent()
        if parent is not None:
            parent.remove(paragraph)
