"""A small case received and prepared, for tests of what comes after."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from tests.cases.arrivals import add, named
from tests.small_case import MANIFEST, PEOPLE, write_small_case
from tests.web.work import work_off

from candour.accounts.models import User
from candour.cases.models import Case, ManifestRow, Person, Preparation
from candour.cases.preparing import ask
from candour.ledger.acting import Actor, acting

_SEVERAL = {"aliases": "aliases", "phone": "phones", "email": "emails", "identifiers": "identifiers"}


def receive_small_case(user: User, case: Case, folder: Path) -> None:
    """Its files, register and manifest."""
    files, _, _ = write_small_case(folder)
    paths = sorted(path for path in files.rglob("*") if path.is_file())
    add(user, case, *(named(path.relative_to(files).as_posix(), path.read_bytes()) for path in paths))
    register_all(user, case)
    with acting(Actor(user=user.pk)):
        for number, row in enumerate(csv.DictReader(io.StringIO(MANIFEST)), 1):
            ManifestRow.objects.create(case=case, number=number, **row)


def register_all(user: User, case: Case) -> None:
    """The people of the small case."""
    with acting(Actor(user=user.pk)):
        for row in csv.DictReader(io.StringIO(PEOPLE)):
            register(case, row)


def register(case: Case, row: Mapping[str, str]) -> Person:
    """A line of people.csv."""
    several = {name: [part for part in row[column].split("|") if part] for column, name in _SEVERAL.items()}
    return Person.objects.create(
        case=case, key=row["id"], name=row["name"], role=row["role"], child=row["role"] == "subject",
        date_of_birth=row["date_of_birth"], address=row["address"], notes=row["notes"],
        never_disclose=[part for part in row["never_disclose"].split("|") if part], **several,
    )  # fmt: skip


def asked(user: User, case: Case) -> Preparation:
    with acting(Actor(user=user.pk)):
        return ask(by=user, case=case)


def prepare(user: User, case: Case) -> Preparation:
    """Asks for it and does it, as a worker would."""
    waiting = asked(user, case)
    work_off()
    return now(user, waiting)


def now(user: User, preparation: Preparation) -> Preparation:
    """As it stands in the tables."""
    with acting(Actor(user=user.pk)):
        return Preparation.objects.get(pk=preparation.pk)
