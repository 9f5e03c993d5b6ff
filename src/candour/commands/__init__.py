"""The commands: each module adds its own to the command line and runs them; the work is done in the engine."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def command(
    commands: Commands, name: str, run: Callable[[argparse.Namespace], int], *, does: str, example: str
) -> argparse.ArgumentParser:
    """One command with its sentence and its example."""
    made = commands.add_parser(
        name,
        help=does,
        description=does,
        epilog=f"Example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.set_defaults(run=run)
    return made
