"""``candour ledger verify``: is the record of what was done unbroken?"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from candour import chain
from candour.commands import command
from candour.engine.errors import BadInput, Unsafe

if TYPE_CHECKING:
    from candour.commands import Commands


def add(commands: Commands) -> None:
    made = command(
        commands,
        "ledger",
        verify,
        does="Checks the hash chain of a ledger and names the first broken link.",
        example="candour ledger verify OUT/ledger.jsonl",
    )
    made.add_argument("what", choices=["verify"])
    made.add_argument("file", nargs="?", type=Path, default=Path("ledger.jsonl"), metavar="FILE")


def verify(args: argparse.Namespace) -> int:
    if not args.file.is_file():
        raise BadInput(f"There is no ledger at {args.file}.", do="Give the ledger.jsonl of an output folder.")
    lines = args.file.read_text(encoding="utf-8", errors="replace").splitlines()
    broken = chain.check(lines)
    if broken is not None:
        raise Unsafe(
            f"The ledger is broken at entry {broken}.",
            means="That entry, or one before it, was changed, removed or put in another place after it was written.",
            do="Compare it with a copy kept elsewhere and find out who could write to this file.",
        )
    print(f"{len(lines)} entries, unbroken.")
    return 0
