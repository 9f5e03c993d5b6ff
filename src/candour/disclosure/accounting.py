"""Every page accounted for, as counts read from what the engine wrote; it refuses a folder that is not what was made."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from candour.disclosure.models import Production
from candour.engine.errors import Refused
from candour.engine.store import sha256_of

CERTIFICATE = "certificate.json"


@dataclass(frozen=True, slots=True)
class Accounted:
    """``pages`` is the sum of ``by_decision``: nothing is lost and nothing counted twice.

    Of the records that were asked for; ``outside``: the records and pages of the file that were not.
    """

    records: int
    pages: int
    outside: dict[str, int]
    by_decision: dict[str, int]
    without_pages: dict[str, int]
    """Records that have no page: what was decided of them, or that their members account for them."""
    redactions: int
    by_ground: dict[str, int]
    documents: int
    bundle_pages: int
    gaps: dict[str, int]
    files: dict[str, str]
    """Name in ``send`` → SHA-256."""


def certificate_of(folder: Path) -> dict[str, Any]:
    held: dict[str, Any] = json.loads((folder / CERTIFICATE).read_text(encoding="utf-8"))
    return held


def accounted(folder: Path) -> dict[str, Any]:
    """The numbers of a finished bundle. Refused when they do not add up."""
    held = certificate_of(folder)
    counts, only = held["counts"], set(held.get("asked_for", {}).get("records", ()))
    listed = [(row["record_id"], row["page"], row["decision"]) for row in _rows(folder / "schedule.csv")]
    others = [(record, page) for record, page, _ in listed if only and record not in only]
    scheduled = [(page, decision) for record, page, decision in listed if not only or record in only]
    outside = {"records": len({record for record, _ in others}), "pages": sum(bool(page) for _, page in others)}
    found = Accounted(
        records=counts["records"] - outside["records"],
        pages=counts["pages"] - outside["pages"],
        outside=outside,
        by_decision=_counted(decision for page, decision in scheduled if page),
        without_pages=_counted(decision for page, decision in scheduled if not page),
        redactions=counts["redactions"],
        by_ground=_counted(row["ground"] for row in _rows(folder / "redactions.csv")),
        documents=counts["documents"],
        bundle_pages=counts["bundle_pages"],
        gaps=_counted(row["kind"] for row in _rows(folder / "gaps.csv")),
        files={name.removeprefix("send/"): sha for name, sha in held["outputs"].items() if name.startswith("send/")},
    )
    if sum(found.by_decision.values()) != found.pages:
        raise Refused(
            "The pages of the bundle do not add up.",
            means="A page could be missing from the schedule, so it is not released.",
            do="Produce it again; if it happens again, report it as a fault.",
        )
    return asdict(found)


def check_untouched(production: Production, folder: Path) -> dict[str, str]:
    """The files that may be delivered. Refused unless the folder is a reviewed, verified bundle, as it was made."""
    files = released(folder, certificate=production.certificate)
    for name, sha256 in files.items():
        check_file(folder, name, sha256=sha256)
    return files


def released(folder: Path, *, certificate: str) -> dict[str, str]:
    """What may go out as the certificate has it. Refused unless that is of a reviewed, verified bundle, as it was made."""
    path = folder / CERTIFICATE
    whole = path.is_file() and sha256_of(path=path) == certificate
    held = certificate_of(folder) if whole else {}
    if held.get("verified") is not True or held.get("accepted") is not False:
        raise Refused(
            "This bundle is not released.",
            means="It was not reviewed and verified, or its folder is no longer as it was made.",
            do="Produce it again.",
        )
    files = {name.removeprefix("send/"): sha for name, sha in held["outputs"].items() if name.startswith("send/")}
    if not files:
        raise _changed()
    return files


def check_file(folder: Path, name: str, *, sha256: str) -> Path:
    """Where a file that goes out is. Refused when it is no longer as it was made."""
    path = folder / "send" / name
    if _sha256(path) != sha256:
        raise _changed()
    return path


def _changed() -> Refused:
    return Refused(
        "A file of this bundle is no longer as it was made.",
        means="It is not delivered.",
        do="Produce it again, and tell whoever runs Candour.",
    )


def _sha256(path: Path) -> str:
    return sha256_of(path=path) if path.is_file() and not path.is_symlink() else ""


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))
