"""The certificate of a destroyed case as a PDF: who decided, by which rule, what was erased. It holds no word of the file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from candour.cases.retention import Certificate
from candour.engine.typeset import Block, Heading, Paragraph, Table, write_pdf
from candour.ledger.clock import LONDON


def set_as_pdf(one: Certificate, *, finished: datetime) -> bytes:
    title = "Certificate of destruction"
    counts = [(name, f"{count:,}") for name, count in sorted(one.rows.items()) if count]
    blocks: list[Block] = [
        Heading(title),
        Paragraph("This case file was destroyed because the time for which it has to be kept is over."),
        Table(list(_told(one, finished)), header=False, widths=(2, 5)),
        Heading("Rows that were erased", level=2),
        Table([("Table of the database", "Rows"), *counts], widths=(4, 1)),
        Paragraph(
            "The ledger of the case stays, without the reasons that people gave: who did what and when, as numbers and "
            "hashes. Copies in backups go when those backups are overwritten."
        ),
    ]
    with tempfile.TemporaryDirectory(dir=settings.ENVIRONMENT.home) as folder:
        out = Path(folder) / "certificate.pdf"
        write_pdf(blocks, out=out, title=title)
        return out.read_bytes()


def _told(one: Certificate, finished: datetime) -> Iterator[tuple[str, str]]:
    schedule = one.schedule
    yield "Reference", one.reference
    yield "Kind of file", schedule["title"]
    yield "Kept by", schedule["citation"] + ("" if schedule["checked"] == "verified" else " (to confirm)")
    first = date.fromisoformat(schedule["not_before"])
    yield "Could be destroyed from", f"{first.day} {first:%B %Y}"
    yield "Policy", f"{schedule['pack']} {schedule['version']}, SHA-256 {schedule['sha256']}"
    yield "Proposed by", f"{one.proposed_by.name}, {_moment(one.proposed_at)}"
    yield "Approved by", f"{one.approved_by.name}, {_moment(one.approved_at)}"
    yield "Rows erased", _moment(one.erased_at)
    yield "Files erased", _moment(finished)
    yield (
        "Files",
        f"{one.files:,} ({one.bytes:,} bytes); {one.shared:,} of them stay, since another case holds the same",
    )
    yield "SHA-256 over the files' own", one.digest
    yield "Chain in the ledger", str(one.chain)


def _moment(at: datetime) -> str:
    there = at.astimezone(LONDON)
    return f"{there.day} {there:%B %Y, %H:%M}"
