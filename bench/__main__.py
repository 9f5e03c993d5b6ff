"""``python -m bench``: measures, prints the table and writes docs/benchmarks.md.

With ``--only`` it writes nothing, unless ``--update`` asks for these rows in the page that is there.
"""

from __future__ import annotations

import argparse
import datetime
import importlib
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.ground import Ground
from bench.machine import machine
from bench.measure import PAIRS, ROOT, Failed
from bench.table import Row, page, renewed, table

ROWS = {
    "redact": "Redaction",
    "kept": "What stays",
    "detect": "Detection",
    "bundle": "Bundle",
    "ocr": "OCR",
    "case": "Whole cases",
    "memory": "Memory",
    "recovery": "Widths",
    "site": "Site",
    "requests": "Requests",
    "matter": "Matters",
}
"""Name of a module of ``bench.rows`` and the heading of its rows."""
PAGE = ROOT / "docs" / "benchmarks.md"


def main(argv: Sequence[str] | None = None) -> int:
    """Returns 0 when all was measured, whether goals are met or not; 1 when a measurement itself failed."""
    args = _parser().parse_args(argv)
    here = machine()
    chosen = args.only or list(ROWS)
    sections: dict[str, list[Row]] = {}
    failed = False
    with tempfile.TemporaryDirectory(prefix="candour-bench-") as folder:
        ground = Ground(Path(folder), pairs=args.pairs)
        for name in chosen:
            rows, well = _measured(name, ground)
            sections[ROWS[name]] = rows
            failed = failed or not well
    if not args.only or (args.update and not failed):
        date = datetime.datetime.now(datetime.UTC).date().isoformat()
        if args.only:
            text = renewed(PAGE.read_text(encoding="utf-8"), sections, machine=here, date=date)
        else:
            text = page(sections, machine=here, date=date, pairs=args.pairs)
        PAGE.write_text(text, encoding="utf-8")
        print(f"Written: {PAGE.relative_to(ROOT)}")
    return int(failed)


def _parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="candour bench", description=__doc__)
    made.add_argument("--only", nargs="+", choices=list(ROWS), metavar="ROW", help=f"one or more of: {', '.join(ROWS)}")
    made.add_argument("--update", action="store_true", help="with --only: put these rows into docs/benchmarks.md")
    made.add_argument("--pairs", type=int, default=PAIRS, help=f"how often sides are run in turn (default {PAIRS})")
    return made


def _measured(name: str, ground: Ground) -> tuple[list[Row], bool]:
    """The rows of one group; a failure is a row of its own, so that the others are still told."""
    started = time.perf_counter()
    print(f"{ROWS[name]} …", file=sys.stderr)
    try:
        rows, well = importlib.import_module(f"bench.rows.{name}").measure(ground), True
    except (Failed, FileNotFoundError) as error:
        rows, well = [Row(ROWS[name], "", "not measured", None, str(error))], False
    print(table(rows), flush=True)
    print(f"{ROWS[name]}: {time.perf_counter() - started:.0f} s", file=sys.stderr)
    return rows, well


if __name__ == "__main__":
    sys.exit(main())
