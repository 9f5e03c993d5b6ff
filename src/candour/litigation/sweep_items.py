"""What a sweep's findings point to, in words and with the page where it is put right, for who may see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from candour.cases.models import Gap, Record
from candour.cases.wording import title
from candour.disclosure.models import Disclosure
from candour.litigation.models import Matter, Place, Statement


@dataclass(frozen=True, slots=True)
class Item:
    """``many``: how many things it stands for, such as redactions; 1 for most."""

    words: str
    href: str
    many: int = 1


def items(matter: Matter, named: Iterable[str]) -> list[Item]:
    """In the order of the finding. What is not there any more, or not seen, is said to be so."""
    parts = [each.split(":") for each in named]
    found = _found(matter, parts)
    return [_item(matter, part, found) for part in parts]


_Found = Mapping[tuple[str, str], tuple[str, str]]


def _found(matter: Matter, parts: Iterable[list[str]]) -> _Found:
    wanted: dict[str, set[str]] = {}
    for part in parts:
        wanted.setdefault(part[0], set()).add(part[1] if len(part) > 1 else "")
    made: dict[tuple[str, str], tuple[str, str]] = {}
    for record in Record.objects.filter(pk__in=_numbers(wanted.get("record"))).select_related("case"):
        day = f", {record.date.day} {record.date:%B %Y}" if record.date else ""
        href = reverse("cases:record", args=[record.case.key, record.pk])
        made["record", str(record.pk)] = f"{record.case.reference}: {title(record)}{day}", href
    gaps_page = reverse("litigation:gaps", args=[matter.key])
    for gap in Gap.objects.filter(pk__in=_numbers(wanted.get("gap"))):
        made["gap", str(gap.pk)] = gap.detail, f"{gaps_page}#gap-{gap.pk}"
    for one in Statement.objects.filter(pk__in=_numbers(wanted.get("statement"))):
        made["statement", str(one.pk)] = one.title, reverse("litigation:statement", args=[matter.key, one.key])
    for each in Disclosure.objects.filter(pk__in=_numbers(wanted.get("disclosure"))).select_related("case"):
        words = f"{each.case.reference}: the disclosure opened on {each.opened_at.day} {each.opened_at:%B %Y}"
        made["disclosure", str(each.pk)] = words, reverse("disclosure:legal", args=[each.key])
    for place in Place.objects.filter(matter=matter, key__in=wanted.get("place", ())):
        made["place", place.key] = place.name, reverse("litigation:place", args=[matter.key, place.key])
    return made


def _item(matter: Matter, part: list[str], found: _Found) -> Item:
    many = int(part[2]) if len(part) > 2 and part[2].isdecimal() else 1
    kind, which = part[0], part[1] if len(part) > 1 else ""
    if (kind, which) in found:
        return Item(*found[kind, which], many)
    if kind == "case":
        return Item("A case file that is not prepared", reverse("litigation:file", args=[matter.key]))
    if kind in ("record", "gap", "statement", "disclosure"):
        return Item("Something that is not there any more", "", many)
    return Item("The search certificate", reverse("litigation:certificate", args=[matter.key]))


def _numbers(named: Iterable[str] | None) -> list[int]:
    return [int(each) for each in named or () if each.isdecimal()]
