"""Which database, as whom: the application's role for everything, the owner's only to migrate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg
from psycopg.conninfo import make_conninfo

from candour.engine.errors import BadInput, Unavailable
from candour.site.embedded import APPLICATION, OWNER, Embedded
from candour.site.environment import Environment, read

OWNER_ALIAS = "owner"
"""The connection that migrates. Nothing else uses it."""


def settings(environment: Environment) -> dict[str, dict[str, Any]]:
    """Django's DATABASES."""
    if environment.embedded:
        server = Embedded(environment.home)
        named = {"default": server.connection(APPLICATION), OWNER_ALIAS: server.connection(OWNER)}
        return {alias: _django(given) for alias, given in named.items()}
    given = {"default": environment.database}
    if environment.owner_database:
        given[OWNER_ALIAS] = environment.owner_database
    return {alias: _django(_parsed(address, alias)) for alias, address in given.items()}


def ready(environment: Environment | None = None) -> None:
    """Starts the embedded database when it is the one to be used and does not answer; another server is not ours."""
    environment = environment or read()
    if environment.embedded:
        Embedded(environment.home).start()


def leave() -> None:
    """This process needs the embedded database no more."""
    environment = read()
    if environment.embedded:
        Embedded(environment.home).leave()


def owner(environment: Environment) -> dict[str, str]:
    """How to connect as the owner of the tables, who sees every row. Unavailable where that is not known."""
    if environment.embedded:
        return Embedded(environment.home).connection(OWNER)
    if not environment.owner_database:
        raise Unavailable(
            "The database's owner is not known.",
            means="Nothing was done: only the owner sees every row.",
            do="Set DATABASE_OWNER_URL to the address with the role candour_owner, for this command only.",
        )
    return {key: value for key, value in _parsed(environment.owner_database, OWNER_ALIAS).items() if value}


def connected(environment: Environment) -> psycopg.Connection[tuple[Any, ...]]:
    """A connection as the owner, outside Django."""
    target, secret = for_programs(owner(environment))
    return psycopg.connect(target, password=secret["PGPASSWORD"])


def for_programs(connection: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Where to and with what in the environment: a password on a command line could be seen by everybody here."""
    given: dict[str, Any] = dict(connection)
    password = given.pop("password", "")
    return make_conninfo("", **given), {"PGPASSWORD": password}


def _django(given: dict[str, str]) -> dict[str, Any]:
    taken = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    options: dict[str, Any] = {key: value for key, value in given.items() if key not in taken}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{name: given.get(key, "") for key, name in taken.items()},
        "OPTIONS": {**options, "application_name": "candour"},
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def _parsed(address: str, alias: str) -> dict[str, str]:
    """``postgresql://user:password@host:port/name?sslmode=require``; the address itself never stands in a message."""
    parts = urlsplit(address)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        name = "DATABASE_URL" if alias == "default" else "DATABASE_OWNER_URL"
        raise BadInput(
            f"The setting {name} is not the address of a PostgreSQL database.",
            means="The site was not started.",
            do="Give it as postgresql://user:password@host:5432/name.",
        )
    return {
        "dbname": unquote(parts.path.strip("/")),
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "host": parts.hostname or "",
        "port": str(parts.port or 5432),
        **dict(parse_qsl(parts.query)),
    }
