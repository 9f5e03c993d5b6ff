"""A disposal proposed, approved and carried out, and what is there before and after, for tests."""

from __future__ import annotations

from tests.cases.owner import as_owner
from tests.web.work import work_off

from candour.accounts.models import User
from candour.cases import disposing
from candour.cases.models import Case, File
from candour.cases.retention import Certificate, Disposal
from candour.ledger.acting import Actor, acting

WHY = "Nobody has asked for it in years"


def propose(user: User, one: Case) -> Disposal:
    with acting(Actor(user=user.pk)):
        return disposing.propose(by=user, case=one, reason=WHY)


def approve(user: User, one: Case) -> None:
    with acting(Actor(user=user.pk)):
        disposing.approve(by=user, case=one)


def destroyed(manager: User, second: User, one: Case) -> None:
    propose(manager, one)
    approve(second, one)
    work_off()


def hashes_of(manager: User, one: Case) -> list[str]:
    with acting(Actor(user=manager.pk)):
        return list(File.objects.filter(case=one).values_list("sha256", flat=True))


def rows_of(one: Case) -> dict[str, int]:
    """Rows of every table that points to a case, whichever app made it."""
    tables = as_owner(
        "select c.conrelid::regclass::text, a.attname from pg_constraint c join pg_attribute a"
        " on a.attrelid = c.conrelid and a.attnum = c.conkey[1]"
        " where c.contype = 'f' and c.confrelid = 'cases_case'::regclass and cardinality(c.conkey) = 1"
    )
    counts = {
        name: as_owner(f"select count(*) from {name} where {column} = %s", one.pk)[0][0] for name, column in tables
    }
    return {**counts, "cases_case": as_owner("select count(*) from cases_case where id = %s", one.pk)[0][0]}


def certificate(user: User, one: Case) -> Certificate | None:
    with acting(Actor(user=user.pk)):
        found = Certificate.objects.filter(chain=one.pk).select_related("proposed_by", "approved_by").first()
        if found is not None and found.pdf is not None:
            found.pdf = bytes(found.pdf)
        return found
