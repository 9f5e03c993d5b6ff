"""Counts, while proposals are worked out, what no decision changes: mentions that stand and fall together, and pages by person.

Whoever looks at how far a disclosure is multiplies instead of counting 50,000 mentions. It knows nothing of decisions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from candour.disclosure.models import Alike, Disclosure, Named, Proposal

FIRSTS = 5
"""How many mentions of each kind are kept to be shown as samples."""


class Tally:
    """Takes the mentions page by page, in the order of the bundle."""

    def __init__(self, disclosure: Disclosure) -> None:
        self._of = {"case_id": disclosure.case_id, "disclosure": disclosure}
        self._alike: dict[tuple[str, str, str, str, bool], Alike] = {}
        self._pages: Counter[str] = Counter()

    def page(self, rows: Sequence[Proposal]) -> list[int]:
        """All that is on one page, in order of place: the number of each one's ``Alike``."""
        self._pages.update({owner for row in rows if not row.question for owner in row.owners})
        return [self._counted(row, on_page=True) for row in rows]

    def elsewhere(self, rows: Sequence[Proposal]) -> None:
        """What stands in a path, a title or a list."""
        for row in rows:
            self._counted(row, on_page=False)

    @property
    def alike(self) -> list[Alike]:
        return list(self._alike.values())

    @property
    def named(self) -> list[Named]:
        return [Named(person=person, pages=pages, **self._of) for person, pages in sorted(self._pages.items())]

    def _counted(self, row: Proposal, *, on_page: bool) -> int:
        key = (row.said, row.action, row.ground, row.why, row.locked)
        each = self._alike.get(key) or self._alike.setdefault(key, self._first(row))
        if not on_page:
            each.elsewhere += 1
            return each.number
        each.total += 1
        if len(each.firsts) < FIRSTS:
            each.firsts.append(row.mention)
        return each.number

    def _first(self, row: Proposal) -> Alike:
        return Alike(
            number=len(self._alike), said=row.said, question=row.question, kind=row.kind, owners=row.owners,
            text=row.text, action=row.action, ground=row.ground, why=row.why, locked=row.locked, **self._of,
        )  # fmt: skip
