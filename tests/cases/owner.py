"""The database as its owner sees it: every row, and whatever an owner may do at most."""

from __future__ import annotations

from typing import Any

import psycopg
from django.db import connection, connections

_kept: dict[str, psycopg.Connection] = {}
"""One for each database: a test asks many times."""


def connected(alias: str) -> psycopg.Connection:
    """A connection of its own to this test's database, as the role of ``alias``."""
    given = connections[alias].settings_dict
    return psycopg.connect(
        host=given["HOST"], port=given["PORT"] or None, user=given["USER"], password=given["PASSWORD"] or None,
        dbname=connection.settings_dict["NAME"],
    )  # fmt: skip


def as_owner(statement: str, *values: object) -> list[tuple[Any, ...]]:
    name = connection.settings_dict["NAME"]
    for owner in (_kept.get(name), None):
        if owner is None:
            owner = _kept[name] = connected("owner")
        try:
            with owner.transaction():
                cursor = owner.execute(statement, values or None)
                return cursor.fetchall() if cursor.description else []
        except psycopg.OperationalError:  # of a test before this one, and ended with it
            owner.close()
    raise AssertionError("nobody reaches the database as its owner")
