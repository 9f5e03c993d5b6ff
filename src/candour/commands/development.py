"""``candour demo``, ``test``, ``check`` and ``bench``: for whoever tries or builds Candour."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from candour.commands import command

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from candour.commands import Commands

ROOT = Path(__file__).resolve().parents[3]
_PRODUCT = {
    "soffice": "libreoffice-writer libreoffice-calc libreoffice-impress fonts-liberation fonts-dejavu-core",
    "tesseract": "tesseract-ocr tesseract-ocr-eng",
    "pdftotext": "poppler-utils",
}
_TESTS = {"gs": "ghostscript", "qpdf": "qpdf", "chromium": "chromium libatomic1"}
"""What the product and, besides, the tests run for real, and Debian's packages that hold it."""


def add(commands: Commands) -> None:
    made = command(
        commands,
        "demo",
        demo,
        does="Runs the site with a fictional authority: people in every role, case files, disclosures at work.",
        example="candour demo",
    )
    made.add_argument("--port", type=int, default=8000, help="where browsers reach it (default: 8000)")
    made.add_argument("--home", type=Path, default=Path(".candour/demo"), help="where the demo keeps everything")
    made.add_argument(
        "--folder", type=Path, help="no site: only write a fictional case folder here and run the main job on it"
    )
    made = command(
        commands,
        "test",
        test,
        does="Installs what the tests need (system packages too where it may) and runs them.",
        example="candour test --long",
    )
    made.add_argument("--long", action="store_true", help="also corpus, scorers, kills and 5,000 pages")
    made.add_argument("rest", nargs=argparse.REMAINDER, help="passed to pytest, after --")
    command(
        commands,
        "check",
        check,
        does="Runs ruff, mypy, import-linter and the tests of the documents.",
        example="candour check",
    )
    made = command(
        commands,
        "bench",
        bench,
        does="Generates inputs, runs Candour and its peers in turn, and writes docs/benchmarks.md.",
        example="candour bench --only redact",
    )
    made.add_argument("--only", nargs="+", metavar="ROW", help="only these rows; prints them and writes no page")
    made.add_argument("--update", action="store_true", help="with --only: put these rows into docs/benchmarks.md")
    made.add_argument("--pairs", type=int, default=5, help="how often each pair is run in turn; medians are told")


_KEPT_TOGETHER = ("--dist", "loadfile", "--no-loadscope-reorder")
"""What a module of tests makes once for all of them is made in one process; files in order, the long journeys early."""


def demo(args: argparse.Namespace) -> int:
    _system_packages(_PRODUCT)
    if args.folder is not None:
        from candour.demo import run

        return run(folder=args.folder)
    from candour.demo import site

    return site.run(home=args.home, port=args.port)


def test(args: argparse.Namespace) -> int:
    _system_packages({**_PRODUCT, **_TESTS})
    tier = ["--hypothesis-profile", "long"] if args.long else ["-m", "not long"]
    return _run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-n",
            str(os.cpu_count() or 2),
            *_KEPT_TOGETHER,
            *tier,
            *(each for each in args.rest if each != "--"),
        ]
    )


def check(args: argparse.Namespace) -> int:
    tools = Path(sys.executable).parent
    steps = (
        [str(tools / "ruff"), "check", "."],
        [str(tools / "ruff"), "format", "--check", "."],
        [str(tools / "mypy")],
        [str(tools / "lint-imports")],
    )
    return max([_run(step) for step in steps])


def bench(args: argparse.Namespace) -> int:
    only = ["--only", *args.only, *(["--update"] if args.update else [])] if args.only else []
    return _run([sys.executable, "-m", "bench", "--pairs", str(args.pairs), *only])


def _system_packages(wanted: Mapping[str, str]) -> None:
    """Debian's packages for the programs that are missing; only where this process may install them."""
    missing = [packages for program, packages in wanted.items() if shutil.which(program) is None]
    if not missing:
        return
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        print(f"What needs them will not work. Install: {' '.join(missing)}", file=sys.stderr)
        return
    print(f"Installing {' '.join(missing)} …", file=sys.stderr)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *" ".join(missing).split()],
    ):
        subprocess.run(step, env=quiet, check=True, stdout=sys.stderr)


def _run(step: Sequence[str]) -> int:
    return subprocess.run(step, cwd=ROOT, check=False).returncode
