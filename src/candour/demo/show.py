"""Runs the main job on the demonstration's case folder and says where everything is."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

from candour.demo.folder import write_case


def run(*, folder: Path) -> int:
    """Writes the case below ``folder``, discloses it to its subject, and prints where bundle, letter and lists are."""
    from candour.commands.progress import Progress
    from candour.engine import pipeline

    case, people, manifest = write_case(folder=folder)
    files = sum(path.is_file() for path in case.rglob("*"))
    print(f"A fictional case folder of {files} files is in {case}.")
    out = folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    source = pipeline.Source(case, people, manifest, folder / "work", datetime.date.today())
    asked = pipeline.Asked("subject", "subject-access", "england", out)
    with Progress() as progress:
        produced = pipeline.disclose(source=source, asked=asked, progress=progress)
    for line in produced.summary:
        print(line)
    for what, name in (
        ("Bundle", "send/bundle.pdf"),
        ("Letter", "send/letter.pdf"),
        ("Every page accounted for", "schedule.csv"),
        ("What is missing", "gaps.csv"),
        ("Certificate", "certificate.json"),
    ):
        print(f"{what}: {out / name}")
    print("Everybody in it is invented, and nobody has reviewed it: every page says so.")
    return 0
