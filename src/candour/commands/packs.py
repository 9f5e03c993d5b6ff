"""``candour policy check|show|diff``: are the rules well-formed, what do they say, and what changed between two packs?"""

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
        does="Checks a policy pack, shows its rules with their citations, or tells what differs between two packs.",
        example="candour policy diff england our-council.toml",
    )
    made.add_argument("what", choices=["check", "show", "diff"])
    made.add_argument("pack", nargs="?", default="england", metavar="PACK", help="a pack's name or a TOML file")
    made.add_argument("other", nargs="?", metavar="PACK", help="diff: the newer pack")
    made.add_argument("--json", action="store_true", help="show as JSON")


def run(args: argparse.Namespace) -> int:
    if args.what == "show":
        pack = read_pack(args.pack)
        print(policy.to_json(pack) if args.json else policy.show(pack))
        return 0
    if args.what == "diff":
        return _diff(args.pack, args.other)
    problems = policy.check(args.pack)
    for problem in problems:
        print(problem)
    if problems:
        raise BadInput(f"The policy pack has {len(problems)} problem(s).", do="Mend the lines above and check again.")
    print(f"{Path(args.pack).name}: well-formed.")
    return 0


def _diff(old: str, new: str | None) -> int:
    """One line for each rule or text added, removed or changed; nothing when the packs say the same."""
    if new is None:
        raise BadInput("A second policy pack to compare with is missing.", do="Name two: candour policy diff OLD NEW.")
    for line in policy.diff(read_pack(old), read_pack(new)):
        print(line)
    return 0
