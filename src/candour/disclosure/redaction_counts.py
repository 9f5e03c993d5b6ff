"""How many redactions of a disclosure await a lawyer, were sent back or answered, and in which groups. It reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from candour.cases.waiting import counted
from candour.disclosure.before_release import before_release
from candour.disclosure.models import Disclosure
from candour.disclosure.redactions import EVERY, given
from candour.disclosure.settled import rows

SHOWN = {
    "open": "stands <> 'answered'", "awaiting": "stands = 'awaiting'", "sent_back": "stands = 'sent_back'",
    "answered": "stands = 'answered'", "unexplained": "unexplained and stands <> 'answered'", "all": "true",
}  # fmt: skip
"""What can be looked at, as conditions on ``redactions``."""


@dataclass(frozen=True, slots=True)
class Count:
    """Of one ground and author, or of all. ``since``: when the oldest that awaits was decided."""

    ground: str
    author: int | None
    redactions: int
    removals: int
    """Both: those that await a lawyer."""
    sent_back: int
    answered: int
    unexplained: int
    since: datetime | None = None

    @property
    def awaiting(self) -> int:
        return self.redactions + self.removals

    @property
    def open(self) -> int:
        """Whatever stands against a release."""
        return self.awaiting + self.sent_back


_COUNTS = """
    select ground, author, count(*) filter (where stands = 'awaiting' and not removal),
           count(*) filter (where stands = 'awaiting' and removal), count(*) filter (where stands = 'sent_back'),
           count(*) filter (where stands = 'answered'), count(*) filter (where unexplained and stands <> 'answered'),
           min(decided_at) filter (where stands = 'awaiting')
    from redactions group by 1, 2 order by 1, 2
"""


def counts(disclosure: Disclosure) -> list[Count]:
    """By ground and author."""
    return [Count(*row) for row in rows(EVERY + _COUNTS, disclosure, **given(disclosure))]


def summed(several: Sequence[Count]) -> Count:
    since = min((each.since for each in several if each.since), default=None)
    return Count(
        "",
        None,
        sum(each.redactions for each in several),
        sum(each.removals for each in several),
        sum(each.sent_back for each in several),
        sum(each.answered for each in several),
        sum(each.unexplained for each in several),
        since,
    )


@before_release
def awaiting(disclosure: Disclosure) -> str:
    """What stands against releasing a disclosure of a legal matter, as a sentence; empty: nothing, or it is of none."""
    if not disclosure.matter or not disclosure.prepared_as:
        return ""
    found = summed(counts(disclosure))
    waits = [counted(found.redactions, "redaction", "redactions")] if found.redactions else []
    waits += [counted(found.removals, "removal", "removals")] if found.removals else []
    said = [f"{' and '.join(waits)} {'awaits' if found.awaiting == 1 else 'await'} a lawyer."] if waits else []
    if found.sent_back:
        was = "was" if found.sent_back == 1 else "were"
        said.append(f"{counted(found.sent_back, 'redaction', 'redactions')} {was} sent back by a lawyer.")
    return " ".join(said)


@dataclass(frozen=True, slots=True)
class Group:
    """Redactions of the same people, for the same reason, by the same author, explained the same: answered at once.

    ``samples``: up to three of what is blacked out.
    """

    grouped: str
    about: str
    removal: bool
    locked: bool
    action: str
    ground: str
    author: int | None
    owners: list[str]
    explanation: str
    many: int
    awaiting: int
    sent_back: int
    answered: int
    unexplained: int
    samples: list[str]


_GROUPS = """
    select grouped, min(about), bool_or(removal), bool_or(locked), min(action), min(ground), min(author), min(owners),
           min(explanation), count(*), count(*) filter (where stands = 'awaiting'),
           count(*) filter (where stands = 'sent_back'), count(*) filter (where stands = 'answered'),
           count(*) filter (where unexplained and stands <> 'answered'),
           coalesce((array_agg(distinct text) filter (where text <> ''))[1:3], '{}'), count(*) over ()
    from redactions where {where} group by grouped order by min(nth) limit %(many)s offset %(after)s
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which somebody wants to see. ``ground`` and ``author`` None: whichever; an author 0 is nobody: a lock."""

    shown: str = "open"
    ground: str | None = None
    author: int | None = None

    @property
    def where(self) -> str:
        parts = [SHOWN.get(self.shown, SHOWN["open"])]
        parts += ["ground = %(ground)s"] if self.ground is not None else []
        parts += ["coalesce(author, 0) = %(author)s"] if self.author is not None else []
        return " and ".join(parts)

    def of(self, several: Sequence[Count]) -> list[Count]:
        """Those of the ground and author that are wanted."""
        return [
            each for each in several if self.ground in (None, each.ground) and self.author in (None, each.author or 0)
        ]

    @property
    def values(self) -> dict[str, Any]:
        return {"ground": self.ground, "author": self.author}


def groups(disclosure: Disclosure, *, wanted: Wanted, many: int, after: int = 0) -> tuple[list[Group], int]:
    """Those of one page of the list, in the order of the bundle, and how many there are."""
    query = EVERY + _GROUPS.replace("{where}", wanted.where)
    found = rows(query, disclosure, **given(disclosure), **wanted.values, many=many, after=after)
    return [Group(*row[:-1]) for row in found], (found[0][-1] if found else 0)
