"""Puts redacted parts of one file together again, page after page, with nothing added: one part open at a time.

It stamps nothing and leaves every picture as it is; what the parts share (fonts, pictures) is written once.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pikepdf

from candour.engine.bundle.copy import Copier, Seat
from candour.engine.bundle.structure import Place, StructureTree
from candour.engine.bundle.volume import PER_NODE, write_tree
from candour.engine.bundle.writer import PdfWriter


def join(parts: Sequence[Path], *, pages: int, out: Path) -> None:
    """Writes the parts' pages (``pages`` in all) in order to ``out``. Equal parts give equal bytes. Unsafe: a part that
    cannot be copied with certainty."""
    with out.open("wb") as handle:
        writer = PdfWriter(handle)
        numbers = [writer.number() for _ in range(pages)]
        nodes = [writer.number() for _ in range(-(-pages // PER_NODE))]
        structure, seen, first = StructureTree(writer), dict[bytes, int](), 0
        for part in parts:
            with pikepdf.open(part) as pdf:
                copier = Copier(pdf, writer=writer, seen=seen, font=None, file=part)
                places = {
                    index: Place(at, numbers[at]) for index, at in enumerate(range(first, first + len(pdf.pages)))
                }
                tagged = structure.add(pdf, places=places)
                for index, place in places.items():
                    tags = place.at if place.at in tagged else None
                    copier.page(index, seat=Seat(place.number, nodes[place.at // PER_NODE], None, tags=tags))
                first += len(places)
        tree = write_tree(writer, pages=numbers, nodes=nodes)
        entries = b"<</Type/Catalog/Pages %d 0 R%b>>" % (tree, structure.finish(pages=pages))
        writer.finish(root=writer.plain(entries))
