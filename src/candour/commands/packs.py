"""``candour policy check|show``: are the rules well-formed, and what do they say?"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from candour import policy
from candour.commands import command
from candour.engine.errors import BadInput
from candour.engine.inputs import read_pack

if TYPE_CHECKING:
    from candour.commands import Commands


def add(commands: Commands) -> None:
    made = command(
        commands,
        "policy",
        run,
        does="Checks a policy pack, or shows its rules with their citations and what is still to be confirmed.",
        example="candour policy show england",
    )
    made.add_argument("what", choices=["check", "show"])
    made.add_argument("pack", nargs="?", default="england", metavar="PACK", help="a pack's name or a TOML file")
    made.add_argument("--json", action="store_true", help="show as JSON")


def run(args: argparse.Namespace) -> int:
    if args.what == "show":
        pack = read_pack(args.pack)
        print(policy.to_json(pack) if args.json else policy.show(pack))
        return 0
    problems = policy.check(args.pack)
    for problem in problems:
        print(problem)
    if problems:
        raise BadInput(f"The policy pack has {len(problems)} problem(s).", do="Mend the lines above and check again.")
    print(f"{Path(args.pack).name}: well-formed.")
    return 0
