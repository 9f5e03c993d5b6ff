"""``candour backup`` and ``restore``: everything in one file, and back again into an empty home."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from candour.commands import command
from candour.engine.errors import BadInput

if TYPE_CHECKING:
    from candour.commands import Commands


def add(commands: Commands) -> None:
    made = command(
        commands,
        "backup",
        backup,
        does="Writes database and files to one archive, while the site may run; '-' writes it to standard output.",
        example="candour backup /mnt/backups/candour-2026-11-22.tar",
    )
    made.add_argument("file", metavar="FILE", help="a file that does not exist yet, or -")

    made = command(
        commands,
        "restore",
        restore,
        does="Restores an archive into an empty home and proves that all of it came back; '-' reads standard input.",
        example="CANDOUR_HOME=/srv/candour candour restore /mnt/backups/candour-2026-11-22.tar",
    )
    made.add_argument("file", metavar="FILE", help="what 'candour backup' wrote, or -")


def backup(args: argparse.Namespace) -> int:
    from candour.site.starting import started

    with started():
        from django.conf import settings

        from candour.ledger.acting import NOBODY, acting, record
        from candour.ledger.verbs import Verb
        from candour.site import backup

        if args.file == "-":
            made = backup.write(sys.stdout.buffer, settings.ENVIRONMENT)
            sys.stdout.buffer.flush()
        else:
            made = backup.into_file(Path(args.file), settings.ENVIRONMENT)
        with acting(NOBODY):
            record(Verb.BACKED_UP, backup=made.name, files=made.files, lost=made.lost)
    print(f"The database and {made.files} files are in the backup. It is not encrypted.", file=sys.stderr)
    if made.lost:
        print(
            f"Received files that were missing or damaged where they are kept: {made.lost}. An earlier backup may have them.",
            file=sys.stderr,
        )
    return 0


def restore(args: argparse.Namespace) -> int:
    from candour.site.restore import restore

    if args.file == "-":
        about = restore(sys.stdin.buffer)
    else:
        try:
            source = Path(args.file).open("rb")  # noqa: SIM115 (closed below)
        except OSError:
            raise BadInput(
                f"There is no backup at {args.file}.", do="Name a file that 'candour backup' wrote."
            ) from None
        with source:
            about = restore(source)
    from candour.site import databases

    databases.leave()
    print(f"Restored as it was at {about.made_at}; the ledger holds.")
    return 0
