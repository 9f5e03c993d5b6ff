"""Words the ledger of a case for people who may see that case: names for numbers. It is never used for a log.

Apps above this one say what their objects are called when they start (``words_for``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from candour.accounts.models import Team, User
from candour.cases.models import Case, Page, Person, Record
from candour.ledger import queries as ledger
from candour.ledger.queries import Told

_AT_FOOT = 10


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a case's ledger in words."""

    at: datetime
    who: str
    sentence: str
    reason: str


def history(case: Case, *, of: str = "", limit: int = 50, before: int | None = None) -> list[Line]:
    """The latest of what was done with a case, or with one thing in it (``kind:number``), newest first."""
    return worded(ledger.history(case=case.pk, object=of, limit=limit, before=before))


def history_of(case: Case, row: Model) -> list[Line]:
    """The latest of what was done with a person, record, page or the like of a case, for the foot of its page."""
    return history(case, of=f"{row._meta.model_name}:{row.pk}", limit=_AT_FOOT)


def worded(told: list[Told]) -> list[Line]:
    names = _names({each.object for each in told} | {f"user:{each.actor}" for each in told if each.actor is not None})
    return [_line(each, names) for each in told]


def _line(told: Told, names: dict[str, str]) -> Line:
    alone = _ALONE.get(told.object.partition(":")[0], "Candour")
    who = alone if told.actor is None else names.get(f"user:{told.actor}", "Somebody")
    thing = names.get(told.object, "something that is no longer here")
    return Line(told.at, who, told.sentence.replace("{object}", thing), told.reason)


def _names(objects: Iterable[str]) -> dict[str, str]:
    """Words for ``kind:number``; what is gone, or of another kind, has none."""
    wanted: dict[str, list[int]] = {}
    for each in objects:
        kind, _, number = each.partition(":")
        if number.isdecimal():
            wanted.setdefault(kind, []).append(int(number))
    found: dict[str, str] = {}
    for kind, name in _KINDS.items():
        found |= {f"{kind}:{number}": words for number, words in name(wanted.get(kind, []))}
    return found


def _users(numbers: list[int]) -> Iterable[tuple[int, str]]:
    return User.objects.filter(pk__in=numbers).values_list("pk", "name")


def _teams(numbers: list[int]) -> Iterable[tuple[int, str]]:
    found = Team.objects.filter(pk__in=numbers).values_list("pk", "name")
    return [(number, f"the team {name}") for number, name in found]


def _people(numbers: list[int]) -> Iterable[tuple[int, str]]:
    return Person.objects.filter(pk__in=numbers).values_list("pk", "name")


def _records(numbers: list[int]) -> Iterable[tuple[int, str]]:
    return [(record.pk, f"“{title(record)}”") for record in Record.objects.filter(pk__in=numbers)]


def _pages(numbers: list[int]) -> Iterable[tuple[int, str]]:
    found = Page.objects.filter(pk__in=numbers).select_related("record").defer("text", "search")
    return [(page.pk, f"page {page.number} of “{title(page.record)}”") for page in found]


Names = Callable[[list[int]], Iterable[tuple[int, str]]]
"""Words for numbers of objects of one kind; the database leaves out those of cases that nobody here may see."""
_KINDS: dict[str, Names] = {"user": _users, "team": _teams, "person": _people, "record": _records, "page": _pages}
_ALONE: dict[str, str] = {}


def words_for(kind: str, *, alone: str = "Candour") -> Callable[[Names], Names]:
    """Marks what names the objects of ``kind``; ``alone``: who acts on them when it is nobody with an account."""

    def mark(names: Names) -> Names:
        _KINDS[kind], _ALONE[kind] = names, alone
        return names

    return mark


def title(record: Record) -> str:
    """What people call a record: its title, or the path of its file."""
    return record.title or record.path
