"""What disclosures, bundles that were sent and holds are called in the history of their case. It reads, and decides nothing."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.timezone import localtime

from candour.cases.models import Person
from candour.cases.wording import words_for
from candour.disclosure.forms import BODIES
from candour.disclosure.models import Delivery, Disclosure

_BODIES = {key: name.replace("The ", "the ", 1) for key, name in BODIES}
"""Within a sentence."""


@words_for("disclosure")
def disclosures(numbers: list[int]) -> Iterable[tuple[int, str]]:
    return _named(Disclosure.objects.filter(pk__in=numbers)).items()


@words_for("delivery", alone="The recipient")
def deliveries(numbers: list[int]) -> Iterable[tuple[int, str]]:
    found = Delivery.objects.filter(pk__in=numbers).values_list("pk", "disclosure", "production__number")
    rows = list(found)
    of = _named(Disclosure.objects.filter(pk__in={disclosure for _, disclosure, _ in rows}))
    return [(number, f"bundle {bundle} of {of[disclosure]}") for number, disclosure, bundle in rows]


def _named(found: Iterable[Disclosure]) -> dict[int, str]:
    """By whom it is for and when it was opened: one person may be given records more than once."""
    rows = list(found)
    keys = {(each.case_id, each.recipient) for each in rows}
    people = Person.objects.filter(case__in={case for case, _ in keys}, key__in={key for _, key in keys})
    names = {(case, key): name for case, key, name in people.values_list("case", "key", "name")}
    return {
        each.pk: f"the disclosure to {names.get((each.case_id, each.recipient)) or _BODIES.get(each.recipient, 'somebody')}"
        f" of {date_format(localtime(each.opened_at).date())}"
        for each in rows
    }
