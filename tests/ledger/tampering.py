"""What a superuser of the database could do behind everybody's back: the tests see that it shows."""

from __future__ import annotations

import psycopg
from django.db import connections
from tests.web import HOME

from candour.site.embedded import SUPERUSER, Embedded


def tamper(*statements: str) -> None:
    """Runs statements as the superuser, with every trigger off."""
    name = connections["default"].settings_dict["NAME"]
    with psycopg.connect(**Embedded(HOME).connection(SUPERUSER, database=name)) as admin:
        admin.execute("set session_replication_role = replica")
        for statement in statements:
            admin.execute(statement)
