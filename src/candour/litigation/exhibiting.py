"""Which pages a statement exhibits: in the order in which it first refers to them, numbered through. It changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from candour.litigation import linking
from candour.litigation.linking import Link, Linked
from candour.litigation.models import Wording
from candour.litigation.versions import Numbered


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as it is shown, with the pages that show it and their numbers in the exhibit."""

    number: int | None
    row: Wording
    pages: Sequence[tuple[int, Linked]]


@dataclass(frozen=True, slots=True)
class Whole:
    """A statement as one version has it. ``exhibit``: each page once, the first has the number 1."""

    paragraphs: Sequence[Paragraph]
    exhibit: Sequence[Linked]

    @property
    def unseen(self) -> bool:
        """Whoever looks may not see every record that it refers to."""
        return any(not page.href for page in self.exhibit)


def whole(numbered: Sequence[Numbered]) -> Whole:
    order = list(dict.fromkeys(link for each in numbered for link in linking.links_of(each.row)))
    shown = linking.shown(order)
    numbers: Mapping[Link, int] = {link: number for number, link in enumerate(order, start=1)}
    paragraphs = [
        Paragraph(each.number, each.row, [(numbers[link], shown[link]) for link in linking.links_of(each.row)])
        for each in numbered
    ]
    return Whole(paragraphs, [shown[link] for link in order])
