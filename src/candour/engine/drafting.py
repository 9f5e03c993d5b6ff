"""The letter of a bundle before the bundle is made, for people who decide. It redacts no page, and is never for sending."""

from __future__ import annotations

import tempfile
from pathlib import Path

from candour.engine.assembly import Assembly, Request, context_of
from candour.engine.bundle import write_draft
from candour.engine.errors import Unsafe
from candour.engine.model import Plan
from candour.engine.store import disk_errors
from candour.engine.telling import tell
from candour.engine.verify import verify_strings
from candour.engine.work import Findings, Inputs, Work


def draft_letter(*, work: Work, inputs: Inputs, findings: Findings, plan: Plan, request: Request) -> bytes:
    """A PDF. Raises Unsafe when something protected stands in it: no bundle with such a letter would be made either."""
    records, folder = inputs.intake.records, work.store.folder
    told = tell(records=records, gaps=findings.gaps, mentions=findings.mentions, plan=plan)
    gaps = request.scope.gaps(told.gaps)
    job = Assembly(work, inputs, findings, request, folder, _silent)
    with disk_errors(where=folder), tempfile.TemporaryDirectory(dir=folder, prefix="draft-") as made:
        out = Path(made) / "letter.pdf"
        write_draft(out=out, plan=plan, records=records, gaps=gaps, context=context_of(job, plan, told))
        if verify_strings(folder=out.parent, secrets=plan.secrets):
            raise Unsafe(
                "Something protected would stand in the letter.",
                means="Neither the letter nor a bundle with it can be made like this.",
                do="Look at what was written into it, and at the titles of the documents that it names.",
            )
        return out.read_bytes()


def _silent(what: str, done: int, total: int) -> None:
    """It is over before anybody could read how far it is."""
