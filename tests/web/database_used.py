"""A database that tests use one after the other: emptied after each, given up when one changed more than rows."""

from __future__ import annotations

from dataclasses import dataclass, field

import psycopg
from psycopg import sql

from candour.site.embedded import NAME, OWNER, SUPERUSER, Embedded

_AGAIN = 100
"""How many tests one database serves: rows that were deleted still take room."""
_WRITTEN_BY_MIGRATIONS = ("django_migrations", "django_content_type", "auth_permission")
_NOBODY_ELSE = """
select pg_terminate_backend(pid, 5000) from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid()
"""
_SCHEMA = """
select (select sum(xmin::text::bigint) from pg_class), (select sum(xmin::text::bigint) from pg_trigger),
       (select sum(xmin::text::bigint) from pg_policy), (select sum(xmin::text::bigint) from pg_proc)
"""
_FILLED = """
select relname from pg_class
where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> all (%s) and pg_relation_size(oid) > 0
"""
_COUNTED = """
select setval(format('%%I.%%I', schemaname, sequencename), 1, false) from pg_sequences
where last_value is not null and sequencename <> all (%s)
"""


def as_superuser(server: Embedded, database: str) -> psycopg.Connection:
    return psycopg.connect(**server.connection(SUPERUSER, database=database), autocommit=True)


@dataclass
class Used:
    """One database, copied from the template with which it shares every table."""

    server: Embedded
    name: str
    _times: int = 0
    _admin: psycopg.Connection = field(init=False)
    _schema: tuple[object, ...] | None = field(init=False)

    def __post_init__(self) -> None:
        with as_superuser(self.server, "postgres") as admin:
            made = "create database {} template {} owner {} strategy file_copy"
            admin.execute(sql.SQL(made).format(*map(sql.Identifier, (self.name, NAME, OWNER))))
        self._admin = as_superuser(self.server, self.name)
        self._admin.execute(
            "set session_replication_role = replica"
        )  # what may never be deleted is deleted all the same
        self._schema = self._admin.execute(_SCHEMA).fetchone()

    def emptied(self) -> bool:
        """Whether it is now as it was when it was made; if not, it has to be dropped."""
        self._times += 1
        try:
            return self._times < _AGAIN and self._emptied()
        except psycopg.OperationalError:  # a test broke every connection
            return False

    def _emptied(self) -> bool:
        self._admin.execute(_NOBODY_ELSE)
        if self._admin.execute(_SCHEMA).fetchone() != self._schema:
            return False
        stays = list(_WRITTEN_BY_MIGRATIONS)
        filled = [
            sql.SQL("delete from {}").format(sql.Identifier(name)) for (name,) in self._admin.execute(_FILLED, [stays])
        ]
        self._admin.execute(sql.SQL(";").join(filled))
        self._admin.execute(_COUNTED, [[f"{each}_id_seq" for each in stays]])
        return True

    def drop(self) -> None:
        self._admin.close()
        with as_superuser(self.server, "postgres") as admin:
            admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(self.name)))
