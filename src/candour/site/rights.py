"""Whether the database keeps case files apart: nothing begins with a role that its rules would not hold for."""

from __future__ import annotations

from django.db import connection

from candour.cases.models import TABLES_WITH_CASE
from candour.engine.errors import Refused

_ABOVE = """
    select rolsuper or rolbypassrls or exists (
        select from pg_class where relrowsecurity and not relforcerowsecurity and pg_has_role(current_user, relowner, 'usage')
    ) from pg_roles where rolname = current_user
"""
_OPEN = """
    select relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where nspname = 'public' and relkind in ('r', 'p') and not relrowsecurity
    and (relname = any(%s) or exists (select from pg_attribute where attrelid = pg_class.oid and attname = 'case_id'))
    order by relname
"""


def above_the_rules() -> bool:
    """Whether row-level security does not apply to the role that the site uses: a superuser, or the tables' owner."""
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE)
        return bool(cursor.fetchone()[0])


def open_tables() -> list[str]:
    """Tables with a case that show their rows to everybody who can connect."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [list(TABLES_WITH_CASE)])
        return [name for (name,) in cursor.fetchall()]


def check() -> None:
    """Refused when the database would show case files to people who may not see them."""
    if above_the_rules():
        raise Refused(
            "The site does not run with this role of the database: its rules on who sees a case would not apply.",
            means="DATABASE_URL names a superuser, or the owner of the tables.",
            do="Name the role candour_app there, and the owner in DATABASE_OWNER_URL; docs/running.md shows how.",
        )
    if found := open_tables():
        raise Refused(
            f"Row-level security is off for {', '.join(found)}.",
            means="Anybody who signs in could see rows of every case, so the site was not started.",
            do="Run 'candour migrate'; if it stays so, find out who changed the database.",
        )
