"""The redactions of a disclosure with their explanations, as they can stand in a statement: without what is blacked out.

Places, kinds and roles are told, no words of the file. An explanation in which something stands that is blacked out here
is not given out: somebody has to write it otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from candour.accounts.queries import names
from candour.cases.models import Person, Record
from candour.disclosure.asking import pack_of
from candour.disclosure.models import Disclosure
from candour.disclosure.redactions import Redaction, redactions
from candour.engine.wanted import fold

NOT_GIVEN = "Not given here: it names something that is blacked out. Write it otherwise."
_LEAST = 3
"""Letters: shorter words stand in every sentence."""
COLUMNS = (
    "Number",
    "Record",
    "Date",
    "Page",
    "What",
    "Of whom",
    "Reason",
    "Explanation",
    "Decided by",
    "Answered by",
    "Stands",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One redaction. ``record``: the number of its record in the order of the bundle; 0: a title or a list."""

    number: int
    record: int
    date: str
    page: int
    what: str
    whose: str
    ground: str
    explanation: str
    author: str
    answered_by: str
    stands: str

    @property
    def cells(self) -> tuple[str | int, ...]:
        where = (self.record or "", self.date, self.page or "")
        who = (self.author, self.answered_by, self.stands)
        return (self.number, *where, self.what, self.whose, self.ground, self.explanation, *who)


def schedule(disclosure: Disclosure, *, kinds: dict[str, str], stands: dict[str, str], lock: str) -> Iterator[Line]:
    """In the order of the bundle; removals are no redactions. ``kinds``, ``stands`` and ``lock``: words for them."""
    found = redactions(disclosure, where="where not removal order by nth")
    roles = _roles(disclosure, found)
    who = names({each.author for each in found} | {each.answered_by for each in found})
    grounds = {each.id: each.title for each in pack_of(disclosure).grounds.values()}
    dates = dict(Record.objects.filter(case=disclosure.case_id, gone_at=None).values_list("key", "date"))
    numbers = _numbers(disclosure)
    clean = _cleaned(disclosure, found)
    for number, each in enumerate(found, start=1):
        day = dates.get(each.record)
        yield Line(
            number, numbers.get(each.record, 0) if each.sheet is not None else 0, day.isoformat() if day else "", each.page,
            kinds.get(each.kind, each.kind.replace("_", " ").capitalize()),
            " or ".join(sorted({roles.get(owner, "") for owner in each.owners} - {""})),
            grounds.get(each.ground, each.ground), clean[each.explanation],
            lock if each.locked else who.get(each.author or 0, ""), who.get(each.answered_by or 0, ""), stands[each.stands],
        )  # fmt: skip


def _roles(disclosure: Disclosure, found: list[Redaction]) -> dict[str, str]:
    keys = {owner for each in found for owner in each.owners}
    people = Person.objects.filter(case=disclosure.case_id, key__in=keys).values_list("key", "role")
    return {key: role.replace("_", " ") for key, role in people}


def _numbers(disclosure: Disclosure) -> dict[str, int]:
    ordered = disclosure.sheets.order_by("place").values_list("record", flat=True)
    return {record: number for number, record in enumerate(dict.fromkeys(ordered), start=1)}


def _cleaned(disclosure: Disclosure, found: list[Redaction]) -> dict[str, str]:
    """Each explanation, or that it is not given: for what is blacked out, and for names of whom that is about."""
    whole, words = _secret(disclosure, [each for each in found if each.action == "redact"])
    said = {each.explanation for each in found}
    return {
        each: NOT_GIVEN if whole.search(fold(" ".join(each.split()))) or words.search(each) else each for each in said
    }


def _secret(disclosure: Disclosure, found: list[Redaction]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Whole names and texts, in folded text; and single words of names, which also are ordinary words in small letters."""
    keys = {owner for each in found for owner in each.owners}
    people = Person.objects.filter(case=disclosure.case_id, key__in=keys).values_list("name", "aliases")
    names_of = {name for first, others in people for name in (first, *others)}
    whole = {fold(" ".join(each.split())) for each in (*names_of, *(each.text for each in found))}
    return _any(whole), _any({word for name in names_of for word in name.split() if word[:1].isupper()})


def _any(several: set[str]) -> re.Pattern[str]:
    long = sorted((each for each in several if len(each) >= _LEAST), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, long))})(?!\w)" if long else r"(?!)")
