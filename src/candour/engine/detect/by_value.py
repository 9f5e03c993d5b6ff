"""Registered numbers, postcodes and e-mail addresses wherever they stand, also as optical reading has changed them.

Only values of people.csv are looked for; what merely has their form is found elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from candour.engine.detect.owned import Owned, Owners, bare
from candour.engine.model import Kind, Span

_ALIKE = {"0": "0OoQ", "1": "1Iil|!", "5": "5Ss$", "8": "8B", "2": "2Zz"}
"""Characters that are read for one another, under the one that stands for all of them."""
_LONG = 6
"""A shorter value is only looked for as it is: one changed character in it may make it another."""
_STANDS = {ord(seen): sign for sign, group in _ALIKE.items() for seen in group} | {ord("L"): "1"}
_PLAIN = {ord(c): _STANDS.get(ord(c.upper()), c.upper()) for c in map(chr, range(ord("a"), ord("z") + 1))}
_DROPPED = dict.fromkeys(map(ord, " \t\r\n\u00a0/.-()@_>,"))
_SQUEEZE: dict[int, str | None] = {**_STANDS, **_PLAIN, **_DROPPED}
_JOINT = r"(?:[ \t\u00a0/.()-]{0,2}|[ \t]*\r?\n[ \t>]*)"
_EMAIL_JOINT = r"[ \t]?(?:\r?\n)?"


def find_registered(text: str, owned: Owned) -> Iterator[Span]:
    """Spans of registered values with their owners. Offsets are code points."""
    squeezed = text.translate(_SQUEEZE)
    for code, (kind, owners) in owned.codes.items():
        if any(c.isdigit() for c in code):
            yield from _places(text, squeezed, code, kind, owners)
    tables: tuple[tuple[Kind, Mapping[str, Owners]], ...] = (
        (Kind.POSTCODE, owned.postcodes),
        (Kind.PHONE, owned.phones),
        (Kind.EMAIL, owned.emails),
    )
    for kind, table in tables:
        for value, owners in table.items():
            yield from _places(text, squeezed, value, kind, owners)


def _places(text: str, squeezed: str, value: str, kind: Kind, owners: Owners) -> Iterator[Span]:
    if value.translate(_SQUEEZE) not in squeezed:
        return
    person, candidates = (owners[0], ()) if len(owners) == 1 else ("", owners)
    for match in _pattern(value, kind).finditer(text):
        yield Span(match.start(), match.end(), kind, person, candidates, recogniser="register")


def _pattern(value: str, kind: Kind) -> re.Pattern[str]:
    signs = value if kind is Kind.EMAIL else bare(value)
    joint = _EMAIL_JOINT if kind is Kind.EMAIL else _JOINT
    loose = len(signs) >= _LONG
    return re.compile(r"(?<!\w)" + joint.join(_sign(c) if loose else re.escape(c) for c in signs) + r"(?!\w)", re.I)


def _sign(char: str) -> str:
    stands = char.translate(_STANDS)
    return f"[{re.escape(_ALIKE[stands])}{'Ll' if stands == '1' else ''}]" if stands in _ALIKE else re.escape(char)
