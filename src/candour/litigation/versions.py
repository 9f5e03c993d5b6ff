"""A statement as any of its versions has it, which versions there are, and what differs between two. It changes nothing."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from candour.litigation import linking
from candour.litigation.comparing import Piece, pieces_of
from candour.litigation.linking import Link
from candour.litigation.models import Kind, Statement, Wording


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph where it stands. ``number``: of an assertion, from 1; None: a heading."""

    number: int | None
    row: Wording


@dataclass(frozen=True, slots=True)
class Version:
    number: int
    by: str
    at: datetime
    what: str
    """What was done, in words."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A paragraph in two versions. ``what``: added, removed, changed, moved or same; numbers as each version has them."""

    what: str
    before: Numbered | None
    after: Numbered | None
    pieces: Sequence[Piece]
    moved: bool = False
    about: Sequence[tuple[str, str, str]] = ()
    """What else of it is another, with how it was and is: basis, source, links, why no record shows it."""


def paragraphs(statement: Statement, version: int | None = None) -> list[Wording]:
    """The paragraphs in order, as ``version`` has them; None: the latest."""
    return sorted((row for row in latest(statement, version) if not row.gone), key=_order)


def numbered(statement: Statement, version: int | None = None) -> list[Numbered]:
    """The same with the numbers of the assertions."""
    return _numbered(paragraphs(statement, version))


def latest(statement: Statement, version: int | None = None) -> list[Wording]:
    """The row of each paragraph that counts in ``version``, those that are gone among them."""
    found = Wording.objects.filter(statement=statement).select_related("by")
    if version is not None:
        found = found.filter(version__lte=version)
    return list(found.order_by("paragraph", "-version").distinct("paragraph"))


def history(statement: Statement) -> list[Version]:
    """Every version, the newest first."""
    rows = Wording.objects.filter(statement=statement).select_related("by").order_by("version", "pk")
    before: dict[str, Wording] = {}
    made = []
    for number, group in itertools.groupby(rows, key=lambda row: row.version):
        changed = list(group)
        made.append(Version(number, changed[0].by.name, changed[0].at, _told(changed, before)))
        before |= {row.paragraph: row for row in changed}
    return made[::-1]


def differences(statement: Statement, one: int, other: int) -> list[Changed]:
    """What became of each paragraph between the versions ``one`` and ``other``, in the order of the later."""
    old, new = numbered(statement, one), numbered(statement, other)
    called = linking.called([each.row for each in (*old, *new)])
    was = {each.row.paragraph: each for each in old}
    now = {each.row.paragraph: each for each in new}
    stayed = _stayed([key for key in was if key in now], [key for key in now if key in was])
    moved = {key for key in now if key in was and key not in stayed}
    found = [_changed(was.get(key), each, called, moved=key in moved) for key, each in now.items()]
    for place, each in enumerate(old):
        if each.row.paragraph not in now:
            found.insert(_place(found, [row.row.paragraph for row in old[:place]]), _changed(each, None, called))
    return found


def same(one: Wording, other: Wording) -> bool:
    """Whether the two say and stand the same."""
    return one.place == other.place and one.gone == other.gone and _says(one) == _says(other)


def _numbered(rows: Sequence[Wording]) -> list[Numbered]:
    numbers = itertools.count(1)
    return [Numbered(next(numbers) if row.kind == Kind.ASSERTION else None, row) for row in rows]


def _order(row: Wording) -> tuple[float, int]:
    return row.place, row.pk


def _says(row: Wording) -> tuple[object, ...]:
    return row.kind, row.text, row.basis, row.source, linking.links_of(row), row.no_record


def _told(changed: Sequence[Wording], before: dict[str, Wording]) -> str:
    done = [_done(row, before.get(row.paragraph)) for row in changed]
    counts = ((what, done.count(what)) for what in ("added", "changed", "moved", "removed"))
    told = ", ".join(f"{many} paragraph{'' if many == 1 else 's'} {what}" for what, many in counts if many)
    return told or "Nothing changed"


def _done(row: Wording, before: Wording | None) -> str:
    if row.gone:
        return "removed"
    if before is None or before.gone:
        return "added"
    return "changed" if _says(row) != _says(before) else "moved" if row.place != before.place else ""


def _stayed(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """The longest row of paragraphs that stand in the same order in both: the others moved."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {key for start, _, length in blocks for key in old[start : start + length]}


def _place(found: Sequence[Changed], before: Sequence[str]) -> int:
    """Where a paragraph that is gone is told of: after the nearest one that stood before it and is told already."""
    at = {(each.after or each.before).row.paragraph: place for place, each in enumerate(found)}  # type: ignore[union-attr]
    return next((at[key] + 1 for key in reversed(before) if key in at), 0)


def _changed(
    before: Numbered | None, after: Numbered | None, called: Mapping[Link, str], *, moved: bool = False
) -> Changed:
    old, new = before.row if before else None, after.row if after else None
    pieces = tuple(pieces_of(old.text if old else "", new.text if new else ""))
    about = tuple(_about(old, new, called)) if old and new else ()
    if old is None or new is None:
        return Changed("removed" if new is None else "added", before, after, pieces)
    altered = about or any(piece.kind != "same" for piece in pieces)
    return Changed("changed" if altered else "moved" if moved else "same", before, after, pieces, moved, about)


def _about(old: Wording, new: Wording, called: Mapping[Link, str]) -> Iterator[tuple[str, str, str]]:
    kinds = ("What it is", old.get_kind_display(), new.get_kind_display())
    bases = ("From what it is said", old.get_basis_display(), new.get_basis_display())
    sources, reasons = ("Source", old.source, new.source), ("Why no record shows it", old.no_record, new.no_record)
    yield from ((what, was, now) for what, was, now in (kinds, bases, sources, reasons) if was != now)
    was, now = linking.links_of(old), linking.links_of(new)
    if was != now:
        yield "Linked pages", "; ".join(called[each] for each in was), "; ".join(called[each] for each in now)
