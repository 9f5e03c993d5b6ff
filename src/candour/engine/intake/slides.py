"""Presentations: slides as pages; notes, hidden slides, comments and what the pages do not show as notes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from candour.engine.errors import Unreadable
from candour.engine.intake import odf, office
from candour.engine.intake.kinds import kind_of
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


def read(job: Job) -> Shown:
    """A PowerPoint presentation. Unreadable: damaged. NeedsConversion, NoConverter: see Job.convert."""
    shown = _shown(job, job.path)
    shown.own = office.pages(job, job.path, shown, form="slide-pdf", suffix=".pptx")
    return _checked(job, job.path, shown)


def read_converted(job: Job) -> Shown:
    """An old PowerPoint or OpenDocument presentation, looked at by way of its conversion to the new form."""
    suffix = kind_of(job.path).suffix
    converted = job.convert(job.path, form="pptx", suffix=suffix)
    shown = _shown(job, converted)
    odf.old_properties(job.path, shown)
    shown.own = office.pages(job, job.path, shown, form="slide-pdf", suffix=suffix)
    return _checked(job, converted, shown)


def _shown(job: Job, path: Path) -> Shown:
    package = Package(path, job=job)
    slides = package.matching(r"ppt/slides/slide\d+\.xml")
    if not slides:
        raise Unreadable("it is damaged: a presentation without slides")
    shown = Shown()
    properties(package, shown)
    for number, name in enumerate(slides, start=1):
        _slide(package.xml(name), f"slide {number}", shown)
    for name in package.matching(r"ppt/notesSlides/notesSlide\d+\.xml"):
        for shape in named(package.xml(name), "sp"):
            if not any(attribute(mark, "type") in ("sldNum", "sldImg", "dt") for mark in named(shape, "ph")):
                shown.note("Speaker's notes", _slide_of(package, name), _text(shape))
    _comments(package, shown)
    links(package, shown)
    custom_data(package, shown)
    embedded(package, shown, pattern=r"ppt/embeddings/.+", job=job)
    return shown


def _slide(root: etree._Element | None, place: str, shown: Shown) -> None:
    if root is None:
        return
    if attribute(root, "show") in ("0", "false"):
        for text in _texts(root):
            shown.note("Hidden slides", place, text)
    for shape in named(root, "cNvPr"):
        for key in ("descr", "title"):
            shown.note("Descriptions of pictures", place, attribute(shape, key))
        if attribute(shape, "hidden") in ("1", "true"):
            owner = ancestor(shape, "sp", "graphicFrame", "grpSp")
            shown.note("Hidden shapes", place, _text(owner) if owner is not None else "")


def _slide_of(package: Package, notes: str) -> str:
    """Which slide the notes page belongs to, as its relations tell."""
    folder, _, name = notes.rpartition("/")
    for relation in named(package.xml(f"{folder}/_rels/{name}.rels"), "Relationship"):
        target = attribute(relation, "Target").rpartition("/")[2]
        if target.startswith("slide") and target.endswith(".xml"):
            return f"slide {target.removeprefix('slide').removesuffix('.xml')}"
    return ""


def _comments(package: Package, shown: Shown) -> None:
    authors = {
        attribute(author, "id"): attribute(author, "name")
        for name in package.matching(r"ppt/(commentAuthors|authors)\.xml")
        for author in named(package.xml(name), "cmAuthor", "author")
    }
    for name in package.matching(r"ppt/comments/.+\.xml"):
        for comment in named(package.xml(name), "cm", "reply"):
            by = authors.get(attribute(comment, "authorId"), "")
            said = " ".join(part.text or "" for part in comment.iter() if local(part) in ("text", "t"))
            shown.note("Comments", f"by {by}" if by else "", said)
    for author in authors.values():
        shown.note("People who worked on the document", "", author)


def _texts(root: etree._Element) -> Iterator[str]:
    for paragraph in named(root, "p"):
        text = "".join(part.text or "" for part in named(paragraph, "t")).strip()
        if text:
            yield text


def _text(root: etree._Element) -> str:
    return "\n".join(_texts(root))


def _checked(job: Job, source: Path, shown: Shown) -> Shown:
    """Adds what stands on visible slides and not on the pages."""
    package = Package(source, job=job)
    paragraphs = [
        (f"slide {number}", text)
        for number, name in enumerate(package.matching(r"ppt/slides/slide\d+\.xml"), start=1)
        if (root := package.xml(name)) is not None and attribute(root, "show") not in ("0", "false")
        for text in _texts(root)
    ]
    assert shown.own is not None
    not_printed(paragraphs, office.text_of(shown.own), shown)
    return shown
