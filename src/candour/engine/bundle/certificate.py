"""certificate.json: counts, hashes of all that went in and came out, policy, tools, and what verification found.

It never says "verified" by itself: a bundle counts as verified only when ``seal`` is told so. A bundle that failed
verification is deleted; the certificate that says so stays.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from candour.engine.bundle.context import BundleContext
from candour.engine.model import Plan, Record, RedactedPage
from candour.engine.store import disk_errors, sha256_of

NAME = "certificate.json"


def write_certificate(
    *,
    folder: Path,
    plan: Plan,
    records: Sequence[Record],
    redacted: Mapping[str, Sequence[RedactedPage]],
    context: BundleContext,
    counts: Mapping[str, int],
) -> None:
    """Writes the unsealed certificate (``verified`` is null) for the files already in ``folder``."""
    decisions = Counter(str(page.action) for page in plan.pages if page.page)
    methods = Counter(page.method for pages in redacted.values() for page in pages)
    _save(
        folder,
        {
            "case": context.case,
            "recipient": {"role": plan.recipient_role, "purpose": plan.purpose},
            "form": str(context.form),
            "dated": context.dated,
            "accepted": plan.accepted,
            **_asked_for(context),
            "decided_by": plan.decided_by,
            "approved_by": plan.approved_by,
            "counts": {
                "records": len(records),
                "pages": sum(len(record.pages) for record in records),
                "pages_by_decision": dict(sorted(decisions.items())),
                "pages_by_method": dict(sorted(methods.items())),
                "open_questions": len(plan.questions),
                **counts,
            },
            "policy": {
                "name": context.policy_name,
                "version": context.policy_version,
                "sha256": context.policy_sha256,
            },
            "tools": dict(sorted(context.tools.items())),
            "inputs": dict(sorted(context.inputs.items())),
            "outputs": _outputs(folder),
            "ledger_head": "",
            "verified": None,
            "verification": None,
        },
    )


def _asked_for(context: BundleContext) -> dict[str, Any]:
    """Nothing when the whole file was."""
    scope = context.scope
    return {"asked_for": {"records": sorted(scope.only), "why": scope.why}} if scope.only else {}


def seal(
    *, out: Path, verified: bool, verification: Mapping[str, Any], ledger_head: str = "", sealed_at: str = ""
) -> None:
    """Completes the certificate in ``out`` after verification; hashes what stands there now, the ledger included.

    ``verification`` must be plain JSON without case text. When not ``verified`` everything but the certificate is
    deleted. ``sealed_at`` is an ISO time from the caller: nothing here reads the clock. Unavailable: the disk is full.
    """
    held = json.loads((out / NAME).read_text(encoding="utf-8"))
    if not verified:
        _empty(out)
    held |= {"verified": verified, "verification": dict(verification), "ledger_head": ledger_head}
    _save(out, held | {"outputs": _outputs(out), "sealed_at": sealed_at})


def _empty(out: Path) -> None:
    for path in sorted(out.iterdir()):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != NAME:
            path.unlink()


def _outputs(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256_of(path=path) for path in files if path.name != NAME}


def _save(folder: Path, held: Mapping[str, Any]) -> None:
    part = folder / f".{NAME}.part"
    with disk_errors(where=folder):
        text = json.dumps(held, indent=2, ensure_ascii=False, sort_keys=True)
        with part.open("w", encoding="utf-8") as handle:
            handle.write(text + "\n")
            handle.flush()
            os.fsync(handle.fileno())
        part.replace(folder / NAME)
