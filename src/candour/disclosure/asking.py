"""What a disclosure asks of the engine: for whom, why, of which records, by which pack; and what the pack says to people."""

from __future__ import annotations

import functools
from dataclasses import replace
from datetime import date
from pathlib import Path

from candour.disclosure.models import Disclosure
from candour.engine.assembly import Request
from candour.engine.errors import Refused
from candour.engine.inputs import read_pack
from candour.engine.scope import Scope
from candour.engine.work import Inputs
from candour.packs import in_force
from candour.policy import Pack
from candour.policy.loading import SHIPPED

_Stamp = tuple[tuple[str, int, int], ...]


def pack_of(disclosure: Disclosure, *, inputs: Inputs | None = None) -> Pack:
    """The version it is decided under; with ``inputs`` its rules in force on the day that is printed in letters.

    A disclosure from before versions were kept is decided under the pack as its file is now.
    """
    on = date.fromisoformat(inputs.prepared_on) if inputs else None
    try:
        return in_force.of(disclosure.pack_sha256, on=on)
    except Refused:
        return _by_name(disclosure.pack, on, _stamp(disclosure.pack))


@functools.lru_cache(maxsize=32)
def _by_name(pack: str, on: date | None, stamp: _Stamp) -> Pack:
    """Reading and checking a pack takes as long as half a page of review, which needs it several times."""
    return read_pack(pack, on=on)


def _stamp(pack: str) -> _Stamp:
    """Changes with every file that the pack can be read from: its own, those beside it, and the shipped ones."""
    beside = Path(pack).parent if Path(pack).is_file() else SHIPPED
    files = {file for folder in {SHIPPED, beside} for depth in ("*.toml", "*/*.toml") for file in folder.glob(depth)}
    files |= {Path(pack)} if beside != SHIPPED else set()
    return tuple((str(file), stat.st_mtime_ns, stat.st_size) for file in sorted(files) for stat in [file.stat()])


def request_for(disclosure: Disclosure, *, inputs: Inputs, out: Path) -> Request:
    """The engine's request, the letter's words as people changed them."""
    pack = with_words(pack_of(disclosure, inputs=inputs), disclosure)
    return Request(disclosure.recipient, disclosure.purpose, pack, None, out, scope_of(disclosure))


def scope_of(disclosure: Disclosure) -> Scope:
    """Which records it is of, for the engine."""
    return Scope(frozenset(disclosure.only), disclosure.only_why)


def with_words(pack: Pack, disclosure: Disclosure) -> Pack:
    """The greeting stands before, the paragraph after what the pack's letter says of the purpose."""
    rule = pack.purposes.get(disclosure.purpose)
    if rule is None:
        return pack
    said = "\n\n".join(part for part in (disclosure.greeting, rule.letter, disclosure.paragraph) if part)
    letter = {**pack.letter, "contact": disclosure.contact} if disclosure.contact else pack.letter
    return replace(pack, letter=letter, purposes={**pack.purposes, rule.id: replace(rule, letter=said)})
