"""``candour ledger verify``: is the record of what was done unbroken? Of one output folder, or of the whole site."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from candour import chain
from candour.commands import command
from candour.engine.errors import BadInput, Unavailable, Unsafe

if TYPE_CHECKING:
    from candour.commands import Commands

_USUAL = Path("ledger.jsonl")


def add(commands: Commands) -> None:
    made = command(
        commands,
        "ledger",
        verify,
        does="Checks the hash chain of a ledger, or every chain of the site's, and names the first broken link.",
        example="candour ledger verify OUT/ledger.jsonl",
    )
    made.add_argument("what", choices=["verify"])
    made.add_argument("file", nargs="?", type=Path, metavar="FILE")
    made.add_argument("--anchors", type=Path, metavar="FILE", help="what the site noted each day, kept elsewhere")


def verify(args: argparse.Namespace) -> int:
    if args.file is None and _site_is_here():
        return _verify_site(args.anchors)
    if args.anchors is not None:
        raise BadInput(
            "Anchors belong to the ledger of a site.", do="Leave FILE out, and name the site's CANDOUR_HOME."
        )
    return _verify_file(args.file or _USUAL)


def _verify_file(file: Path) -> int:
    if not file.is_file():
        raise BadInput(f"There is no ledger at {file}.", do="Give the ledger.jsonl of an output folder.")
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    broken = chain.check(lines)
    if broken is not None:
        raise Unsafe(
            f"The ledger is broken at entry {broken}.",
            means="That entry, or one before it, was changed, removed or put in another place after it was written.",
            do="Compare it with a copy kept elsewhere and find out who could write to this file.",
        )
    print(f"{len(lines)} entries, unbroken.")
    return 0


def _site_is_here() -> bool:
    from candour.site import environment

    given = environment.read()
    return not given.embedded or (given.home / "database.json").exists()


def _verify_site(anchors: Path | None) -> int:
    with _database() as owner:
        from candour.ledger import checking

        checked = checking.check(using=owner, anchors=anchors)
    if checked.broken:
        for each in checked.broken:
            print(f"chain {each.chain}, entry {each.link}: {each.why}")
        raise Unsafe(
            f"{len(checked.broken)} of {checked.chains} chains of the ledger are broken.",
            means="The entries named, or ones before them, were changed or removed by somebody with rights over the database.",
            do="Compare the database with a backup from before and find out who could write to it.",
        )
    print(f"{checked.entries} entries in {checked.chains} chains, unbroken.")
    return 0


@contextlib.contextmanager
def _database() -> Iterator[str]:
    """The site's database, by the connection of its owner; a server that did not run before is stopped again."""
    from candour.site import environment, starting
    from candour.site.embedded import Embedded

    given = environment.read()
    server = Embedded(given.home) if given.embedded else None
    ran = server is None or server.answers()
    starting.start()
    try:
        yield _owner()
    finally:
        if server is not None and not ran:
            server.stop()


def _owner() -> str:
    from django.db import connections

    from candour.site.databases import OWNER_ALIAS
    from candour.site.migrating import up_to_date

    if OWNER_ALIAS not in connections.settings:
        raise Unavailable(
            "The database's owner is not known.",
            means="The ledger was not checked: the application's own role sees only some of its chains.",
            do="Set DATABASE_OWNER_URL to the address with the role candour_owner, for this command only.",
        )
    if not up_to_date():
        raise Unavailable(
            "The database does not answer, or is not in the form that this version needs.",
            means="The ledger was not checked.",
            do="See that it runs, then run 'candour migrate'.",
        )
    return OWNER_ALIAS
