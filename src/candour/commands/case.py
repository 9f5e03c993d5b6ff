"""``candour prepare``, ``produce`` and ``disclose``: from a case folder to a bundle."""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from candour.commands import command
from candour.commands.progress import Progress
from candour.engine.errors import BadInput

if TYPE_CHECKING:
    from candour.commands import Commands
    from candour.engine.pipeline import Asked, Prepared, Produced, Source


def add(commands: Commands) -> None:
    made = command(
        commands,
        "prepare",
        prepare,
        does="Takes in a case folder, reads every page, finds people and identifiers, and lists what is missing.",
        example="candour prepare CASE --people people.csv --manifest manifest.csv --out WORK",
    )
    _case_arguments(made)
    made.add_argument("--out", type=Path, required=True, metavar="WORK", help="the work folder (made, or gone on with)")
    made.add_argument("--recipient", help="also writes what has to be decided for this recipient (with --purpose)")
    made.add_argument("--purpose", help="why it is asked for, as for produce")
    made.add_argument("--policy", default="england", metavar="PACK")

    made = command(
        commands,
        "produce",
        produce,
        does="Makes the verified bundle from a prepared case and people's decisions; refuses while one is missing.",
        example="candour produce WORK --decisions decisions.json --recipient subject --purpose subject-access --out OUT",
    )
    made.add_argument("work", type=Path, metavar="WORK")
    made.add_argument("--decisions", type=Path, required=True, help="decisions.json")
    _recipient_arguments(made)

    made = command(
        commands,
        "disclose",
        disclose,
        does="Prepares and produces in one, every proposal accepted: for trial runs; each page says 'Not reviewed'.",
        example="candour disclose CASE --people people.csv --recipient subject --purpose subject-access --out OUT --accept-proposals",
    )
    _case_arguments(made)
    _recipient_arguments(made)
    made.add_argument("--accept-proposals", action="store_true", help="needed: says that nobody reviewed this")
    made.add_argument("--work", type=Path, metavar="WORK", help="the work folder (default: OUT.work beside OUT)")


def _case_arguments(made: argparse.ArgumentParser) -> None:
    made.add_argument("case", type=Path, metavar="CASE", help="the case folder; nothing in it is changed")
    made.add_argument("--people", type=Path, required=True, help="people.csv: the register of people")
    made.add_argument("--manifest", type=Path, help="manifest.csv: the source system's own list of what exists")
    made.add_argument("--date", type=_date, help="the date printed in letters, YYYY-MM-DD (default: today)")


def _recipient_arguments(made: argparse.ArgumentParser) -> None:
    made.add_argument("--recipient", required=True, help="a role (subject, father, court …) or a person's id")
    made.add_argument(
        "--purpose", required=True, help="subject-access, parent-request, court-civil … (see policy show)"
    )
    made.add_argument("--policy", default="england", metavar="PACK")
    made.add_argument("--widths", choices=["safe", "faithful"], help="overrides the purpose's own choice")
    made.add_argument("--out", type=Path, required=True, metavar="OUT", help="a folder that does not exist or is empty")


def _date(given: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(given)
    except ValueError:
        raise argparse.ArgumentTypeError("a date is written YYYY-MM-DD") from None


def prepare(args: argparse.Namespace) -> int:
    from candour.engine import pipeline

    if bool(args.recipient) != bool(args.purpose):
        raise BadInput("Proposals depend on who asks and why.", do="Give both --recipient and --purpose, or neither.")
    with Progress() as progress:
        prepared = pipeline.prepare(source=_source(args, args.out), progress=progress)
    _tell_prepared(prepared)
    if args.recipient:
        asked = pipeline.Asked(args.recipient, args.purpose, args.policy, args.out)
        print(f"To be decided: {pipeline.write_proposals(prepared=prepared, asked=asked)}")
    return 0


def produce(args: argparse.Namespace) -> int:
    from candour.engine import pipeline

    with Progress() as progress:
        produced = pipeline.produce(work=args.work, decisions=args.decisions, asked=_asked(args), progress=progress)
    _tell_produced(produced)
    return 0


def disclose(args: argparse.Namespace) -> int:
    from candour.engine import pipeline

    if not args.accept_proposals:
        raise BadInput(
            "'disclose' accepts every proposal without review, and was not told to.",
            means="A bundle for release needs people's decisions: 'candour prepare', then 'candour produce'.",
            do="Add --accept-proposals for a trial run.",
        )
    work = args.work or args.out.with_name(args.out.name + ".work")
    with Progress() as progress:
        produced = pipeline.disclose(source=_source(args, work), asked=_asked(args), progress=progress)
    _tell_produced(produced)
    return 0


def _source(args: argparse.Namespace, work: Path) -> Source:
    from candour.engine.pipeline import Source

    return Source(args.case, args.people, args.manifest, work, args.date or datetime.date.today())


def _asked(args: argparse.Namespace) -> Asked:
    from candour.engine.pipeline import Asked

    return Asked(args.recipient, args.purpose, args.policy, args.out, args.widths)


def _tell_prepared(prepared: Prepared) -> None:
    for line in prepared.summary:
        print(line)
    print(f"People found: {prepared.people_found}")


def _tell_produced(produced: Produced) -> None:
    for line in produced.summary:
        print(line)
    if produced.trial:
        print("Nobody has reviewed this bundle: every page says so, and it must not be released.", file=sys.stderr)
