"""The command line of ``docs/cli.md``: data to standard output or files, progress and errors to standard error.

An error is one message and the exit code of its class; no traceback and no case text ever reaches the terminal.
"""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence

from candour import __version__
from candour.commands import (
    backup,
    case,
    clock,
    detecting,
    development,
    doctor,
    document,
    ledger,
    packs,
    route,
    serving,
)
from candour.engine.errors import CandourError

COMMANDS = (case, detecting, document, packs, route, clock, ledger, serving, backup, doctor, development)
INTERRUPTED, UNEXPECTED = 130, 70


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="candour",
        description="Gives people, courts and partner agencies the records they are entitled to, with proof.",
        epilog="'candour COMMAND --help' shows an example of each. Exit codes: docs/errors.md.",
    )
    top.add_argument("--version", action="version", version=f"candour {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for module in COMMANDS:
        module.add(commands)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    args = parser().parse_args(argv)
    try:
        return int(args.run(args))
    except CandourError as error:
        print(f"candour: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("candour: Stopped. Nothing that was finished is lost; the same command goes on.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return _unexpected(error)


def _unexpected(error: Exception) -> int:
    """A defect: the kind of error and the place in our own code are told, never its message, which may hold case text."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    print(
        f"candour: Something went wrong that should not ({type(error).__name__} in {os.path.basename(place.filename)},"
        f" line {place.lineno}). Nothing that was finished is lost and nothing was released. Please report this line.",
        file=sys.stderr,
    )
    if os.environ.get("CANDOUR_DEBUG") == "1":
        traceback.print_tb(error.__traceback__)  # the places only: the error itself may hold case text
    return UNEXPECTED
