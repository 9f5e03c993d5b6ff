"""What ``candour doctor`` says of the site: settings, database, storage, workers. It starts nothing and leaves nothing."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from candour.cases.store.bucket import Bucket
from candour.engine.errors import CandourError
from candour.site import environment
from candour.site.embedded import Embedded
from candour.site.environment import Environment

_LOW_SPACE = 5 * 1024**3


@dataclass(frozen=True, slots=True)
class Finding:
    """``needed``: without the remedy the site does not work, or is not safe."""

    name: str
    state: str
    remedy: str = ""
    needed: bool = True


def of_the_site() -> Iterator[Finding]:
    """Nothing but a note where there is no site yet: the commands of the engine need none."""
    home = Path(os.environ.get("CANDOUR_HOME") or ".candour").resolve()
    in_production = any(os.environ.get(name) for name in ("DATABASE_URL", "DATABASE_URL_FILE"))
    if not in_production and not (home / "database.json").exists():
        yield Finding("Site", f"none in {home}", "'candour serve' makes one.", needed=False)
        return
    try:
        given = environment.read()
    except CandourError as wrong:
        yield Finding("Site: settings", wrong.what, wrong.do)
        return
    yield from _settings(given)
    yield _storage(given.home)
    if given.files:
        yield from _bucket(given.files)
    yield from _database(given)


def _settings(given: Environment) -> Iterator[Finding]:
    if names := environment.unknown():
        yield Finding("Site: settings", f"not known: {', '.join(names)}", "docs/running.md lists every setting.")
    yield (
        Finding("Site: TLS", f"reached as https://{given.hosts[0]} through a proxy")
        if given.tls
        else Finding("Site: TLS", "off: answers this machine only", "See docs/running.md, TLS.", needed=False)
    )
    yield (
        Finding("Site: mail", f"sent through {urlsplit(given.email).hostname}")
        if given.email
        else Finding("Site: mail", f"put into {given.home / 'letterbox'}", "Set CANDOUR_EMAIL_URL.", needed=False)
    )
    yield (
        Finding("Site: malware scan", "each file before it is kept")
        if given.malware_scan
        else Finding("Site: malware scan", "none", "Set CANDOUR_MALWARE_SCAN.", needed=False)
    )


def _storage(home: Path) -> Finding:
    try:
        with tempfile.TemporaryFile(dir=home):
            free = shutil.disk_usage(home).free
    except OSError:
        return Finding("Site: storage", f"{home} cannot be written", "Start Candour as the user it belongs to.")
    remedy = "" if free > _LOW_SPACE else "Make room: files are refused when it is full."
    return Finding("Site: storage", f"{home}, {free // 1024**3} GB free", remedy)


def _bucket(given: Bucket) -> Iterator[Finding]:
    """With a file of no meaning that is put, read and erased again."""
    name = f"s3://{given.name}/{given.prefix}"
    try:
        from candour.cases.store import probing, s3

        found = list(probing.tried(s3.S3(given)))
    except CandourError as wrong:
        yield Finding("Site: files on S3", f"{name}: {wrong.what}", wrong.do)
        return
    for state, remedy, needed in found:
        yield Finding("Site: files on S3", f"{name} {state}", remedy, needed)
    if not any(needed for _, _, needed in found):
        yield Finding("Site: files on S3", f"{name} can be written, read and erased")


def _database(given: Environment) -> Iterator[Finding]:
    try:
        answers = not given.embedded or Embedded(given.home).answers()
    except CandourError as wrong:
        yield Finding("Site: database", wrong.what, wrong.do)
        return
    if not answers:
        yield Finding("Site: database", "its own, not running", "'candour serve' starts it.", needed=False)
        return
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "candour.site.settings")
    django.setup()
    yield from _in_django(given)


def _in_django(given: Environment) -> Iterator[Finding]:
    from django.db import Error, connection

    from candour.jobs import queries
    from candour.site import migrating, rights

    try:
        with connection.cursor() as cursor:
            cursor.execute("show server_version")
            yield Finding("Site: database", f"PostgreSQL {cursor.fetchone()[0]}")
        if not migrating.up_to_date():
            yield Finding("Site: database's form", "not this version's", "Run 'candour migrate'.")
            return
        above, unkept = rights.above_the_rules(), rights.open_tables()
        standing = queries.standing()
    except Error:
        yield Finding("Site: database", "does not answer as it should", "Check DATABASE_URL, and that it runs.")
        return
    finally:
        connection.close()
    yield Finding("Site: database's form", "this version's")
    yield Finding(
        "Site: database role",
        "stands above the rules on who sees a case" if above else "without special rights",
        "Name candour_app in DATABASE_URL." if above else "",
    )
    yield Finding(
        "Site: row-level security",
        f"off for {', '.join(unkept)}" if unkept else "on for every table with a case",
        "Run 'candour migrate'." if unkept else "",
    )
    yield Finding(
        "Site: workers", str(standing.workers), "" if standing.workers else "Run 'candour worker'.", not given.embedded
    )
    failed = "The page Jobs says why, the log of the worker where." if standing.failed else ""
    yield Finding("Site: jobs", f"{standing.waiting} waiting, {standing.failed} failed", failed, needed=False)
