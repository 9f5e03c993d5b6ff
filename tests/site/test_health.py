"""Whether the site is alive and whether it can work; nothing else is told, to anybody."""

from __future__ import annotations

import pytest
from django.db import connections
from django.test import Client

from candour.site.databases import OWNER_ALIAS

pytestmark = pytest.mark.usefixtures("database")


def test_it_is_alive_and_ready() -> None:
    assert Client().get("/health/live").content == b"alive\n"
    assert Client().get("/health/ready").content == b"ready\n"


def test_without_its_database_it_is_alive_and_not_ready() -> None:
    connection = connections["default"]
    connection.close()
    name = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = "not_there"
    try:
        answer = Client().get("/health/ready")
        assert (answer.status_code, answer.content) == (503, b"not ready\n")
        assert Client().get("/health/live").status_code == 200
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name


def test_before_it_was_migrated_it_is_not_ready() -> None:
    with connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute(
            "delete from django_migrations where id = (select max(id) from django_migrations where app = 'cases')"
        )
    assert Client().get("/health/ready").status_code == 503


def test_only_a_look_is_allowed() -> None:
    assert Client().post("/health/ready").status_code == 405
