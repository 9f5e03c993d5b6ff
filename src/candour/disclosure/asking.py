"""What a disclosure asks of the engine: for whom, why, by which pack; and what the pack says to people who decide."""

from __future__ import annotations

import functools
from dataclasses import replace
from datetime import date
from pathlib import Path

from candour.disclosure.models import Disclosure
from candour.engine.assembly import Request
from candour.engine.inputs import read_pack
from candour.engine.work import Inputs
from candour.policy import Pack
from candour.policy.loading import SHIPPED

_Stamp = tuple[tuple[str, int, int], ...]


def pack_of(disclosure: Disclosure, *, inputs: Inputs | None = None) -> Pack:
    """The pack as its file is now; with ``inputs`` the rules in force on the day that is printed in letters."""
    on = date.fromisoformat(inputs.prepared_on) if inputs else None
    return _kept(disclosure.pack, on, _stamp(disclosure.pack))


@functools.lru_cache(maxsize=32)
def _kept(pack: str, on: date | None, stamp: _Stamp) -> Pack:
    """Reading and checking a pack takes as long as half a page of review, which needs it several times."""
    return read_pack(pack, on=on)


def _stamp(pack: str) -> _Stamp:
    """Changes with every file that the pack can be read from: its own, those beside it, and the shipped ones."""
    beside = Path(pack).parent if Path(pack).is_file() else SHIPPED
    files = sorted({*SHIPPED.glob("*.toml"), *beside.glob("*.toml"), *([Path(pack)] if beside != SHIPPED else [])})
    return tuple((str(file), stat.st_mtime_ns, stat.st_size) for file in files for stat in [file.stat()])


def request_for(disclosure: Disclosure, *, inputs: Inputs, out: Path) -> Request:
    """The engine's request, the letter's words as people changed them."""
    pack = with_words(pack_of(disclosure, inputs=inputs), disclosure)
    return Request(disclosure.recipient, disclosure.purpose, pack, None, out)


def with_words(pack: Pack, disclosure: Disclosure) -> Pack:
    """The greeting stands before, the paragraph after what the pack's letter says of the purpose."""
    rule = pack.purposes.get(disclosure.purpose)
    if rule is None:
        return pack
    said = "\n\n".join(part for part in (disclosure.greeting, rule.letter, disclosure.paragraph) if part)
    letter = {**pack.letter, "contact": disclosure.contact} if disclosure.contact else pack.letter
    return replace(pack, letter=letter, purposes={**pack.purposes, rule.id: replace(rule, letter=said)})
