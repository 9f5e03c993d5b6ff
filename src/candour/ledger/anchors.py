"""Notes each day where every chain ends, in a file that can be kept elsewhere: a tail that was cut off then shows."""

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

    Runs within an ``acting`` block of somebody who may read every chain.
    """
    heads = {str(chain): list(end) for chain, end in sorted(queries.heads().items())}
    line = links.canonical({"at": now().isoformat(), "heads": heads})
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("ab") as out:
        out.write(line + b"\n")
        out.flush()
        os.fsync(out.fileno())
    record(Verb.ANCHORED, chains=len(heads), sha256=links.hash_of({"anchor": line.decode()}))
    return len(heads)
