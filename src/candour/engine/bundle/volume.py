"""Puts one bundle file together: pages of the parts, stamps, links, bookmarks. One part open at a time.

It writes no page label that differs from the printed number, no metadata and no name tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pikepdf

from candour.engine.bundle.copy import Copier, Seat, Stamp
from candour.engine.bundle.outline import Bookmark, Target, write_link, write_outline
from candour.engine.bundle.stamps import ALPHABET, FACE
from candour.engine.bundle.structure import Place, StructureTree
from candour.engine.bundle.writer import PdfWriter, text_string
from candour.engine.errors import Unsafe
from candour.engine.typeset import Heading, write_pdf

PER_NODE = 64
"""Pages under one node of the page tree."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page to copy: which page (from 0) of which file, and what is stamped on it."""

    index: int
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Stack:
    """Pages from one file, which must have exactly ``of`` pages."""

    file: Path
    sheets: Sequence[Sheet]
    of: int


@dataclass(frozen=True, slots=True)
class Link:
    """On page ``page`` (from 0) of the volume an area (points, origin bottom left) that leads to page ``to``."""

    page: int
    area: tuple[float, float, float, float]
    to: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A bookmark on page ``page`` (from 0) of the volume."""

    title: str
    page: int
    children: Sequence[Mark] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """From page ``page`` (from 0) on, pages are called ``prefix`` and a number counted from ``start``."""

    page: int
    prefix: str
    start: int


def page_count(file: Path) -> int:
    """Pages of a redacted part. Unsafe: it is no PDF."""
    try:
        with pikepdf.open(file) as pdf:
            return len(pdf.pages)
    except pikepdf.PdfError:
        raise _miscounted() from None


def write_volume(
    stacks: Iterable[Stack],
    *,
    count: int,
    out: Path,
    title: str,
    links: Sequence[Link] = (),
    marks: Sequence[Mark] = (),
    labels: Sequence[Label] = (),
    language: str = "en-GB",
) -> None:
    """Writes the stacks' pages, ``count`` in all, in order to ``out``. Memory: one part, one stack and the offsets."""
    with out.open("wb") as handle:
        writer = PdfWriter(handle)
        pages = [writer.number() for _ in range(count)]
        nodes = [writer.number() for _ in range(-(-count // PER_NODE))]
        seen: dict[bytes, int] = {}
        stamp_font = _stamp_font(writer, seen=seen, beside=out)
        structure = StructureTree(writer)
        links_on: dict[int, list[int]] = {}
        for link in links:
            links_on.setdefault(link.page, []).append(writer.number())
        targets = _write_pages(
            stacks,
            writer=writer,
            seen=seen,
            font=stamp_font,
            pages=pages,
            nodes=nodes,
            links=links_on,
            structure=structure,
        )
        numbers = {page: iter(held) for page, held in links_on.items()}
        for link in links:
            write_link(link.area, target=targets[link.to], writer=writer, number=next(numbers[link.page]))
        tree = write_tree(writer, pages=pages, nodes=nodes)
        outline = write_outline([_bookmark(mark, targets) for mark in marks], writer=writer)
        entries = _catalog(tree=tree, outline=outline, first=pages[0], labels=labels, language=language)
        entries += structure.finish(pages=count) + b">>"
        writer.finish(root=writer.plain(entries), info=writer.plain(b"<</Title %b>>" % text_string(title)))


def _write_pages(
    stacks: Iterable[Stack],
    *,
    writer: PdfWriter,
    seen: dict[bytes, int],
    font: int,
    pages: Sequence[int],
    nodes: Sequence[int],
    links: dict[int, list[int]],
    structure: StructureTree,
) -> list[Target]:
    targets: list[Target] = []
    for stack in stacks:
        with pikepdf.open(stack.file) as pdf:
            if len(pdf.pages) != stack.of:
                raise _miscounted()
            places = {sheet.index: Place(at, pages[at]) for at, sheet in enumerate(stack.sheets, start=len(targets))}
            tagged = structure.add(pdf, places=places)
            copier = Copier(pdf, writer=writer, seen=seen, font=font, file=stack.file)
            for sheet in stack.sheets:
                at = len(targets)
                tags = at if at in tagged else None
                node, links_here = nodes[at // PER_NODE], tuple(links.get(at, ()))
                seat = Seat(pages[at], node, sheet.stamp, links_here, tags)
                targets.append(Target(pages[at], *copier.page(sheet.index, seat=seat).top_left))
    return targets


def _miscounted() -> Unsafe:
    return Unsafe(
        "A redacted document does not have the number of pages that the plan sends.",
        means="A page could be missing or one too many, so no bundle was made.",
        do="Run produce again; if it happens again, report it as a fault of the program.",
    )


def _stamp_font(writer: PdfWriter, *, seen: dict[bytes, int], beside: Path) -> int:
    """The stamps' font as a subset, taken from a page that shows every character a stamp can hold."""
    specimen = beside.with_name(beside.name + ".font")
    try:
        write_pdf([Heading(ALPHABET)], out=specimen)
        with pikepdf.open(specimen) as pdf:
            fonts = pdf.pages[0].obj.Resources.Font
            held = next(fonts[name] for name in fonts.keys() if FACE.name in str(fonts[name].BaseFont))
            return Copier(pdf, writer=writer, seen=seen, font=0, file=specimen).whole(held)
    finally:
        specimen.unlink(missing_ok=True)


def write_tree(writer: PdfWriter, *, pages: Sequence[int], nodes: Sequence[int]) -> int:
    """Writes the page tree over ``pages``, ``PER_NODE`` of them under each of ``nodes``; returns its root's number."""
    root = writer.number()
    for node, kids in zip(nodes, _batches(pages), strict=True):
        writer.plain(b"<</Type/Pages/Parent %d 0 R/Count %d/Kids %b>>" % (root, len(kids), _list(kids)), number=node)
    return writer.plain(b"<</Type/Pages/Count %d/Kids %b>>" % (len(pages), _list(nodes)), number=root)


def _batches(pages: Sequence[int]) -> Iterator[list[int]]:
    rest = iter(pages)
    while batch := list(islice(rest, PER_NODE)):
        yield batch


def _list(numbers: Iterable[int]) -> bytes:
    return b"[" + b" ".join(b"%d 0 R" % number for number in numbers) + b"]"


def _bookmark(mark: Mark, targets: Sequence[Target]) -> Bookmark:
    return Bookmark(mark.title, targets[mark.page], [_bookmark(child, targets) for child in mark.children])


def _catalog(*, tree: int, outline: int, first: int, labels: Sequence[Label], language: str) -> bytes:
    """Opens on page 1 at 100 % with the bookmarks beside it. Not closed yet: the structure tree's entries follow."""
    body = b"<</Type/Catalog/Pages %d 0 R/Outlines %d 0 R/PageMode/UseOutlines/OpenAction[%d 0 R/XYZ null null 1]"
    body += b"/Lang %b/ViewerPreferences<</DisplayDocTitle true>>"
    entries = body % (tree, outline, first, text_string(language))
    if labels:
        numbers = (b"%d<</S/D/P %b/St %d>>" % (label.page, text_string(label.prefix), label.start) for label in labels)
        entries += b"/PageLabels<</Nums[" + b" ".join(numbers) + b"]>>"
    return entries
