"""Brings the database to the form that this version needs, as its owner; the application's own role could not."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import Error

from candour.engine.errors import Unavailable
from candour.site.databases import OWNER_ALIAS

_LOCK = 0x43414E44
_RIGHTS = """
    grant usage on schema public to candour_app;
    alter default privileges in schema public grant select, insert, update, delete on tables to candour_app;
    alter default privileges in schema public grant usage, select on sequences to candour_app;
"""
"""Before any table is made: what the application may do with it, unless a migration takes it away again."""


def migrate() -> None:
    """Raises Unavailable without a connection of the owner."""
    if OWNER_ALIAS not in connections.settings:
        raise Unavailable(
            "The database's owner is not known.",
            means="The database was not changed.",
            do="Set DATABASE_OWNER_URL to the address with the role candour_owner, for this command only.",
        )
    with connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [_LOCK])  # until the connection is closed: one at a time
        cursor.execute(_RIGHTS)
    call_command("migrate", database=OWNER_ALIAS, interactive=False, verbosity=0)
    call_command("createcachetable", database=OWNER_ALIAS, verbosity=0)
    connections[OWNER_ALIAS].close()


def up_to_date() -> bool:
    """Whether every migration has been made; False also when the database does not answer."""
    try:
        executor = MigrationExecutor(connections["default"])
    except Error:
        return False
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
