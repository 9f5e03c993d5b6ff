"""The register of a case as tests read it, and who may be in it."""

from __future__ import annotations

from tests.cases.places import Place, registered, working

from candour.cases.models import Person, Preparation


def there(here: Place, **more: object) -> list[Person]:
    with working(here.case):
        return list(Person.objects.filter(case=here.case, found=False, gone_at=None, **more).order_by("pk"))


def waiting(here: Place) -> int:
    with working(here.case):
        return Preparation.objects.filter(case=here.case, stage="waiting").count()


def given(**more: object) -> dict[str, object]:
    return {"name": "Orla Byrne", "role": "subject", **more}


def stranger(here: Place, name: str = "Faith Okafor", key: str = "found.1") -> Person:
    return registered(here.case, key, name, "third_party", found=True, found_as="found-1")
