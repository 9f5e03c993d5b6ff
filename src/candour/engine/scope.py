"""What is asked for of a case file: all of it, or some records only. Nothing of the others leaves, whatever was decided.

They are accounted for as outside of what was asked; it neither reads nor proposes anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from candour.engine.errors import Unsafe
from candour.engine.model import Action, Decision, Decisions, Gap, Plan, Record

_OUT = frozenset({Action.KEEP, Action.REDACT})
_NAMED = 10


@dataclass(frozen=True, slots=True)
class Scope:
    """``only``: ids of records; empty: the whole file. ``why`` it is these."""

    only: frozenset[str] = frozenset()
    why: str = ""

    def __contains__(self, record: object) -> bool:
        return not self.only or record in self.only

    def of(self, records: Sequence[Record]) -> Sequence[Record]:
        """Those that were asked for. A copy of a record that was not is no copy here; the next one repeats it."""
        if not self.only:
            return records
        opened = {record.parent for record in records if record.parent}
        return tuple(self._first_of_copies(each for each in records if each.pages or each.id not in opened))

    def _first_of_copies(self, records: Iterable[Record]) -> Iterator[Record]:
        first: dict[str, str] = {}
        for each in records:
            if each.id not in self.only:
                continue
            if each.duplicate_of and each.duplicate_of not in self.only:
                original = first.setdefault(each.duplicate_of, each.id)
                each = replace(each, duplicate_of="" if original == each.id else original)
            yield each

    def gaps(self, gaps: Sequence[Gap]) -> Sequence[Gap]:
        """What is missing or unreadable in these records. What the file should hold besides was not asked for."""
        return tuple(gap for gap in gaps if gap.record in self.only) if self.only else gaps

    def decided(self, decisions: Decisions, *, records: Iterable[Record]) -> Decisions:
        """The decisions, with every other record as not asked for in place of what was decided of it."""
        if not self.only:
            return decisions
        within = (each for each in decisions.decisions if not each.record or each.record in self.only)
        others = (record.id for record in records if record.id not in self.only)
        outside = (Decision(Action.OUT_OF_SCOPE, each, explanation=self.why) for each in others)
        return replace(decisions, decisions=(*within, *outside))

    def refuse_more(self, plan: Plan) -> None:
        """Unsafe when a page of any other record would go out."""
        if not self.only:
            return
        more = [page for page in plan.pages if page.action in _OUT and page.record not in self.only]
        if more:
            named = ", ".join(f"record {page.record} page {page.page}" for page in more[:_NAMED])
            raise Unsafe(
                f"{len(more)} pages that were not asked for would go out: {named}.",
                means="More would leave than was asked for, so no bundle was made.",
                do="Report this as a fault of the program; nothing was released.",
            )


WHOLE_FILE = Scope()
