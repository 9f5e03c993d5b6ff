"""What actions about matters, statements and sweeps belong to, for the pages of actions."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse

from candour.actions.belonging import Thing, belongs_to
from candour.litigation.models import Finding, Matter, Statement
from candour.litigation.sweep_checks import CHECKS


@belongs_to("matter", label="Matter")
def matters(numbers: Collection[int]) -> Mapping[int, Thing]:
    found = Matter.objects.filter(pk__in=numbers)
    return {each.pk: Thing(each.title, reverse("litigation:matter", args=[each.key])) for each in found}


@belongs_to("statement", label="Statement")
def statements(numbers: Collection[int]) -> Mapping[int, Thing]:
    found = Statement.objects.filter(pk__in=numbers).select_related("matter")
    return {
        each.pk: Thing(each.title, reverse("litigation:statement", args=[each.matter.key, each.key])) for each in found
    }


@belongs_to("sweep", label="Sweep")
def findings(numbers: Collection[int]) -> Mapping[int, Thing]:
    found = Finding.objects.filter(pk__in=numbers).select_related("sweep", "matter")
    return {
        each.pk: Thing(
            f"Sweep {each.sweep.number}, {each.matter.title}: {CHECKS[each.check_id].title.lower()}",
            reverse("litigation:finding", args=[each.sweep.key, each.key]),
        )
        for each in found
    }
