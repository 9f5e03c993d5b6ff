"""Names of a case that could be several people's, what was said of each and what waits for a second person. It reads only.

What was said counts where it was said of these words, in this file, with everybody in mind whom they could mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from candour.accounts.queries import names
from candour.cases.models import Person
from candour.disclosure.models import Disclosure
from candour.engine import model
from candour.engine.decide.circle import VALUES
from candour.engine.decide.identify import takes_lock_off
from candour.engine.model import Kind, Span
from candour.engine.store import key_of

_UNCLEAR = """
    select m.key as mention, m.text, m.kind, m.candidates, m.page,
           case when m.page = 0 then '' else coalesce(nullif(r.pdf, ''), r.sha256, '') end as content,
           encode(sha256(convert_to(concat_ws(' ', lower(btrim(regexp_replace(m.text, '[[:space:]]+', ' ', 'g'))),
               m.kind, m.candidates::text), 'UTF8')), 'hex') as alike
    from cases_mention m left join cases_record r on r.id = m.record_id
    where m.case_id = %(case)s and m.ambiguous and m.gone_at is null and m.kind <> all (%(values)s)
        and left(m.recogniser, 5) <> 'flag:'
"""
_SAID = """
    select * from (
        select distinct on (mention) * from disclosure_identity where case_id = %(case)s order by mention, version desc
    ) latest
"""
_BOTH = """
    select u.*, s.id as last, s.answer, s.person, s.batch, s.by_id, s.at, s.confirmed_by_id, s.confirmed_at,
           coalesce(s.answer <> '' and s.text = u.text and s.content = u.content and s.candidates @> u.candidates, false)
               as stands
    from ({unclear}) u left join ({said}) s on s.mention = u.mention
""".replace("{unclear}", _UNCLEAR).replace("{said}", _SAID)


@dataclass(frozen=True, slots=True)
class Saying:
    """What one person said of some of the mentions. ``waits``: it counts when a second person has confirmed it."""

    batch: str
    answer: str
    person: str
    by: int
    by_name: str
    at: datetime
    many: int
    waits: bool
    confirmed_by: str
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Place:
    """One mention, and the file that it was read in."""

    mention: str
    text: str
    content: str


@dataclass(slots=True)
class Unclear:
    """Mentions that say the same and could mean the same people. A form sends ``shown`` and ``last`` back."""

    text: str
    kind: str
    candidates: list[str]
    places: list[Place] = field(default_factory=list)
    unsaid: list[str] = field(default_factory=list)
    """Mentions of which nobody has said anything that stands."""
    last: int = 0
    """The latest answer to any of them, taken back or not."""
    sayings: list[Saying] = field(default_factory=list)

    @property
    def mentions(self) -> list[str]:
        return [each.mention for each in self.places]

    @property
    def mention(self) -> str:
        """One of them, by which all are named; one that is still unclear where there is one."""
        return min(self.unsaid or self.mentions)

    @property
    def total(self) -> int:
        return len(self.places)

    @property
    def shown(self) -> str:
        return key_of(self.candidates, sorted(self.mentions))[:32]

    @property
    def waiting(self) -> bool:
        return any(each.waits for each in self.sayings)


_GROUP = """
    select b.mention, b.text, b.content, b.kind, b.candidates, coalesce(b.last, 0), b.stands, b.batch, b.answer, b.person,
           b.by_id, b.at, b.confirmed_by_id, b.confirmed_at
    from ({both}) b
    where b.mention = %(mention)s or (not %(alone)s and b.alike = (
        select alike from ({unclear}) one where one.mention = %(mention)s))
    order by b.mention
""".replace("{both}", _BOTH).replace("{unclear}", _UNCLEAR)


def group_of(case: int, mention: str, *, alone: bool = False) -> Unclear | None:
    """All that say the same as ``mention``, or it alone. None when it is not, or no longer, unclear."""
    found = _asked(_GROUP, case=case, mention=mention, alone=alone)
    if mention not in {row[0] for row in found}:
        return None
    kind, candidates = found[0][3], found[0][4]
    made = Unclear(found[0][1], kind, candidates)
    sayings: dict[str, list[tuple[Any, ...]]] = {}
    for row in found:
        key, text, content, _, _, last, stands, *said = row
        made.places.append(Place(key, text, content))
        made.last = max(made.last, last)
        if stands:
            sayings.setdefault(said[0], []).append(tuple(said))
        else:
            made.unsaid.append(key)
    who = names(number for many in sayings.values() for said in many for number in (said[3], said[5]))
    locks = marked(case)
    made.sayings = [_saying(many[0], len(many), who, kind, candidates, locks) for many in sayings.values()]
    return made


def _saying(
    said: tuple[Any, ...], many: int, who: Mapping[int, str], kind: str, candidates: Sequence[str],
    locks: Mapping[str, model.Person],
) -> Saying:  # fmt: skip
    batch, answer, person, by, at, second, confirmed = said
    owned = answer in ("person", "somebody_else")
    return Saying(
        batch, answer, person, by, who.get(by, ""), at, many,
        waits=owned and second is None and takes_off(kind, candidates, person, locks),
        confirmed_by=who.get(second, ""), confirmed_at=confirmed,
    )  # fmt: skip


# ---------------------------------------------------------------- locks


def marked(case: int) -> dict[str, model.Person]:
    """Everybody of the case, with what must never be told of them."""
    found = Person.objects.filter(case=case, gone_at=None).values_list("key", "never_disclose")
    return {key: model.Person(key, "", "", never_disclose=frozenset(marks)) for key, marks in found}


def takes_off(kind: str, candidates: Sequence[str], person: str, locks: Mapping[str, model.Person]) -> bool:
    """Whether that it is ``person`` ('': somebody else) needs a second person to say so."""
    return takes_lock_off(Span(0, 0, Kind(kind), candidates=tuple(candidates)), person, people=locks)


# ---------------------------------------------------------------- of a page, and of the whole case

_HERE = "and r.key = %(record)s and m.page = %(page)s"
_SAYINGS = """
    select min(b.mention), min(b.text), b.kind, b.candidates, count(*), b.batch, b.answer, b.person, b.by_id, b.at,
           b.confirmed_by_id, b.confirmed_at
    from ({both}) b where b.stands
    group by b.kind, b.candidates, b.batch, b.answer, b.person, b.by_id, b.at, b.confirmed_by_id, b.confirmed_at
    order by b.at desc, b.batch
""".replace("{both}", _BOTH)


@dataclass(frozen=True, slots=True)
class SaidName:
    """A name, by one of its mentions, and what somebody said of it."""

    mention: str
    text: str
    saying: Saying


def said_names(case: int) -> list[SaidName]:
    """Everything that stands, the latest first."""
    found = _asked(_SAYINGS, case=case)
    who, locks = names(number for row in found for number in (row[8], row[10])), marked(case) if found else {}
    return [
        SaidName(mention, text, _saying(tuple(said), many, who, kind, could, locks))
        for mention, text, kind, could, many, *said in found
    ]


def unclear_on(disclosure: Disclosure, *, record: str, page: int) -> set[str]:
    """The mentions of a page of which somebody can say whom they mean."""
    return {row[0] for row in _asked(_UNCLEAR + _HERE, case=disclosure.case_id, record=record, page=page)}


def _asked(query: str, **given: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, {"values": _values(), **given})
        return list(cursor.fetchall())


def _values() -> list[str]:
    return sorted(kind.value for kind in VALUES)
