"""``candour detect``: who and what is named in plain text, as JSON lines."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from candour.commands import command
from candour.engine.errors import BadInput
from candour.engine.model import Kind, Span

if TYPE_CHECKING:
    from candour.commands import Commands

_PRINTED = {Kind.WORKPLACE: Kind.ORG, Kind.DETAIL: Kind.OTHER}
"""Kinds of the engine's own that the command prints under their public name."""


def add(commands: Commands) -> None:
    made = command(
        commands,
        "detect",
        run,
        does="Finds people, identifiers and places in plain text files and prints one JSON object a line.",
        example="candour detect notes.txt --people people.csv --kinds PERSON,PHONE",
    )
    made.add_argument("files", nargs="+", type=Path, metavar="FILE.txt")
    made.add_argument("--people", type=Path, help="people.csv: the register of people")
    made.add_argument("--kinds", help="only these kinds, separated by commas")


def run(args: argparse.Namespace) -> int:
    from candour.engine.detect import build_register, find, survey
    from candour.engine.inputs import read_people

    wanted = _kinds(args.kinds)
    register = build_register(read_people(args.people) if args.people else ())
    texts = [(path, _text(path)) for path in args.files]
    register = survey((text for _, text in texts), register)
    for path, text in texts:
        for span in sorted(find(text, register), key=lambda each: (each.start, each.end)):
            row = _row(span, text)
            if wanted is None or row["kind"] in wanted:
                named = {"file": str(path), **row} if len(texts) > 1 else row
                sys.stdout.write(json.dumps(named, ensure_ascii=False) + "\n")
    return 0


def _row(span: Span, text: str) -> dict[str, Any]:
    return {
        "start": span.start,
        "end": span.end,
        "text": text[span.start : span.end],
        "kind": str(_PRINTED.get(span.kind, span.kind)),
        "person": span.person or None,
        "ambiguous": span.ambiguous,
        "score": round(span.score, 4),
        "recogniser": span.recogniser,
    }


def _kinds(given: str | None) -> frozenset[str] | None:
    if given is None:
        return None
    named = frozenset(kind.strip().upper() for kind in given.split(",") if kind.strip())
    known = {str(kind) for kind in Kind} - {str(kind) for kind in _PRINTED}
    if not named or named - known:
        raise BadInput("--kinds names a kind that does not exist.", do=f"Choose from: {', '.join(sorted(known))}.")
    return named


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError:
        raise BadInput(f"{path} cannot be read.", do="Check the name and that you may open it.") from None
    except UnicodeDecodeError as error:
        raise BadInput(
            f"{path} is not UTF-8 text (byte {error.start}).",
            means="Offsets would not be reliable.",
            do="Save it as UTF-8, or put the document into a case folder: 'candour prepare' reads any encoding.",
        ) from None
