"""People found in a file whom nobody registered: each gets a row and a key, and the same one when found again.

Whom somebody registered, merged or dismissed is never changed here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from candour.cases.models import Case, Person
from candour.engine import model

_PREFIX = "found."
"""Of keys: the engine's own ``found-3`` means somebody else each time and must never be mistaken for a key."""


def name_strangers(*, case: Case, found: Sequence[model.Person]) -> dict[str, str]:
    """What the engine calls each of them → the key of their row. The one of the same name and role is the same person."""
    everybody = list(Person.objects.filter(case=case).order_by("pk"))
    known = defaultdict[tuple[str, str], list[Person]](list)
    for row in everybody:
        if row.found:
            known[row.name.casefold(), row.role].append(row)
    number = max((_number(row.key) for row in everybody), default=0)
    keys, rows = dict[str, str](), list[Person]()
    for person in found:
        same = known[_fit(person.name).casefold(), person.role]
        number += not same
        row = same.pop(0) if same else Person(case=case, key=f"{_PREFIX}{number}", found=True, role=person.role)
        row.name, row.aliases, row.found_as = _fit(person.name), [*map(_fit, person.aliases)], person.id
        rows.append(row)
        keys[person.id] = row.key
    _save(case, rows)
    return keys


def _save(case: Case, rows: Sequence[Person]) -> None:
    Person.objects.filter(case=case).exclude(found_as="").update(found_as="")
    Person.objects.bulk_update([row for row in rows if row.pk], ["name", "aliases", "found_as"], batch_size=500)
    Person.objects.bulk_create([row for row in rows if not row.pk], batch_size=500)


def _number(key: str) -> int:
    match = re.fullmatch(re.escape(_PREFIX) + r"(\d{1,9})", key)
    return int(match[1]) if match else 0


def _fit(name: str) -> str:
    return name.replace("\0", "")[:200]
