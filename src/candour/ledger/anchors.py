"""Looks every chain over each day and notes where it ends, in a file that can be kept elsewhere: a cut tail then shows."""

from __future__ import annotations

import os
from pathlib import Path

from candour import chain as links
from candour.ledger import queries
from candour.ledger.acting import record
from candour.ledger.clock import now
from candour.ledger.verbs import Verb


def anchor(*, file: Path) -> int:
    """Adds one line to ``file`` and an entry that holds its hash; returns how many chains it tells of.

    Runs within an ``acting`` block, NOBODY's for the daily job: it sees numbers and hashes only.
    """
    entries, links_of = queries.looked_over()
    heads = {str(chain): list(end) for chain, end in sorted(queries.heads().items())}
    line = links.canonical({"at": now().isoformat(), "heads": heads})
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("ab") as out:
        out.write(line + b"\n")
        out.flush()
        os.fsync(out.fileno())
    record(
        Verb.ANCHORED,
        chains=len(heads),
        entries=entries,
        broken=broken(links_of),
        sha256=links.hash_of({"anchor": line.decode()}),
    )
    return len(heads)


def look_over() -> None:
    """Looks every chain over now, without an anchor, and enters what was found."""
    entries, links_of = queries.looked_over()
    record(Verb.LEDGER_CHECKED, chains=len(links_of), entries=entries, broken=broken(links_of))


def broken(links_of: dict[int, int | None]) -> dict[str, int]:
    """The first broken link of each chain that has one."""
    return {str(chain): link for chain, link in sorted(links_of.items()) if link is not None}
