"""``candour redact`` one PDF by a plan, and ``candour verify`` a redacted PDF or a whole output folder."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from candour.commands import command
from candour.engine.errors import BadInput, Unsafe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from candour.commands import Commands
    from candour.engine.model import Finding


def add(commands: Commands) -> None:
    made = command(
        commands,
        "redact",
        redact,
        does="Redacts one PDF by a plan of boxes and strings, rebuilds it without anything hidden, and verifies it.",
        example="candour redact in.pdf --plan plan.json -o out.pdf",
    )
    made.add_argument("pdf", type=Path, metavar="IN.pdf")
    made.add_argument("--plan", type=Path, required=True, metavar="PLAN.json")
    made.add_argument("-o", "--out", type=Path, required=True, metavar="OUT.pdf")
    made.add_argument("--widths", choices=["safe", "faithful"], default="safe")

    made = command(
        commands,
        "verify",
        verify,
        does="Checks independently that what was redacted is gone: a PDF against its plan, or an output folder.",
        example="candour verify out.pdf --plan plan.json",
    )
    made.add_argument("what", type=Path, metavar="OUT.pdf|BUNDLE_DIR")
    made.add_argument("--plan", type=Path, metavar="PLAN.json")
    made.add_argument("--work", type=Path, help="the work folder of a bundle: also searches for the protected strings")
    made.add_argument("--show", action="store_true", help="show the text that is still there")


def redact(args: argparse.Namespace) -> int:
    from candour.engine import single

    summary = single.redact(pdf=args.pdf, plan=args.plan, out=args.out, widths=args.widths)
    for line in summary:
        print(line)
    return 0


def verify(args: argparse.Namespace) -> int:
    from candour.engine import single

    if args.what.is_dir():
        findings = single.verify_folder(folder=args.what, work=args.work)
    elif args.plan is None:
        raise BadInput("A single PDF is verified against its plan.", do="Add --plan PLAN.json.")
    else:
        findings = single.verify(pdf=args.what, plan=args.plan, show=args.show)
    return _tell(findings)


def _tell(findings: Sequence[Finding]) -> int:
    for finding in findings:
        box = finding.box
        at = f" at {box.x0:.0f},{box.y0:.0f}-{box.x1:.0f},{box.y1:.0f}" if box else ""
        print(
            f"page {finding.page}: {finding.kind} ({finding.where}){at}{': ' + finding.detail if finding.detail else ''}"
        )
    if findings:
        raise Unsafe(
            f"{len(findings)} thing(s) must not leave.",
            means="What was to be removed is still there, or could not be shown to be gone.",
            do="Do not send this. Redact again, or report it with the lines above.",
        )
    print("Clean.")
    return 0
