"""Which marked content of a page stays marked: what the structure tree owns and what still holds something.

Everything else of marked content (properties, replacement texts, names) stays cut, and so does a mark that does not
nest. Source: ISO 32000-1, 14.6 and 14.8.2.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

import pikepdf

from candour.engine.redact.boxes import Cover
from candour.engine.redact.content import Content, Show, lookup
from candour.engine.redact.geometry import Frame
from candour.engine.redact.spoken import Span, Spoken, spoken
from candour.engine.redact.structure import Key, Structure, Tagged, key_of
from candour.engine.redact.tokens import OPERAND, STRING, name

_STRINGS = re.compile(STRING)
_B = rb"[\x00\t\n\x0c\r ]*+"
_PLAIN = re.compile(_B + rb"/\w+" + _B + rb"<<" + _B + rb"/MCID[\x00\t\n\x0c\r ]+(\d{1,7})" + _B + rb">>" + _B)
"""Marks as nearly all programs write them."""
_MCID = re.compile(rb"/MCID[\x00\t\n\x0c\r ]+(\d{1,7})(?![\d.])")


def keep(structure: Structure, page: Any, content: Content, covers: Sequence[Cover], frame: Frame) -> Tagged | None:
    """Puts back the marks that stay, with new numbers; None when the page has none. All other edits are made by now."""
    owners = structure.owners(page)
    if not owners:
        return None
    kinds = {key: structure.node(key).kind.encode() for key in set(owners.values())}
    spans, filled = _spans(content, owners), _filled(content)
    labels = spoken(content, spans, covers, frame)
    starts = [start for start, _ in filled]
    tagged = Tagged(key_of(page), labels=[None] * len(covers))
    back: list[tuple[int, int, bytes]] = []
    for at, span in enumerate(spans):
        inside = filled[bisect_left(starts, span.begin[0]) : bisect_left(starts, span.end[0])]
        if span.owner is not None:
            says = any(text for _, text in inside)
            back += _owned(content, span, kinds[span.owner], bool(inside), says, labels.get(at, ()), tagged)
        elif inside:
            back += [(*span.begin, b"/Artifact BMC"), (*span.end, b"EMC")]
    places = {edit[:2] for edit in back}
    content.edits = [edit for edit in content.edits if edit[:2] not in places] + back
    return tagged


def _owned(
    content: Content, span: Span, kind: bytes, filled: bool, says: bool, labels: Sequence[Spoken], tagged: Tagged
) -> list[tuple[int, int, bytes]]:
    """Numbers a stretch and the labels within it in the order they are read; gives the edits that mark it."""
    assert span.owner is not None
    assert span.number is not None
    new: list[int] = []
    back: list[tuple[int, int, bytes]] = []

    def number(text: bool) -> int:
        new.append(tagged.count)
        tagged.texts.update((tagged.count,) if text else ())
        tagged.count += 1
        return new[-1]

    opened = False
    pieces: dict[tuple[int, int], list[bytes]] = {}
    for label in labels:
        if filled and not opened and not label.first:
            back.append((*span.begin, _begin(kind, number(says))))
            opened = True
        tagged.labels[label.cover] = number(True)
        if opened and label.split is not None:
            parts = pieces.setdefault(label.place, list(label.parts))
            parts[label.split] = label.between(_begin(kind, number(says))) + parts[label.split]
    if filled and not opened:
        back.append((*span.begin, _begin(kind, number(says))))
    if filled:
        back.append((*span.end, b"EMC"))
    back += [(*place, b"\n".join(parts)) for place, parts in pieces.items()]
    if new:
        tagged.kept.append((span.owner, span.number, new))
    return back


def _begin(kind: bytes, number: int) -> bytes:
    return b"/%b <</MCID %d>> BDC" % (kind, number)


def _spans(content: Content, owners: Mapping[int, Key]) -> list[Span]:
    """Artifacts and owned stretches, in the order of their beginnings; none whose ends another edit takes away."""
    marks = {(start, end) for start, end, _ in content.marked}
    others = sorted(edit[:2] for edit in content.edits if edit[:2] not in marks)
    starts, reach = [start for start, _ in others], list(accumulate((end for _, end in others), max))
    found, opened, taken = list[Span](), list[tuple[int, int, bytes]](), set[int]()
    for start, end, operands in content.marked:
        if operands is not None:
            opened.append((start, end, operands))
            continue
        if not opened:
            continue
        begin, stop, said = opened.pop()
        number = _number(content, said)
        owner = owners.get(number) if number is not None and number not in taken else None
        if any((at := bisect_left(starts, place)) and reach[at - 1] > place for place in (begin, start)):
            continue
        if owner is None and OPERAND.findall(said)[:1] != [b"/Artifact"]:
            continue
        found.append(Span((begin, stop), (start, end), None if owner is None else number, owner))
        taken.update(() if owner is None or number is None else (number,))
    return sorted(found, key=lambda span: span.begin)


def _number(content: Content, operands: bytes) -> int | None:
    """The MCID among the operands of BDC, written there or in the page's properties."""
    plain = _PLAIN.fullmatch(operands)
    if plain is not None:
        return int(plain[1])
    parts = OPERAND.findall(operands)
    if len(parts) != 2:
        return None
    if parts[1][:2] == b"<<":
        found = _MCID.search(_STRINGS.sub(b" ", parts[1]))
        return int(found[1]) if found else None
    held = lookup(content.resources, "/Properties", name(parts[1])) if parts[1][:1] == b"/" else None
    number = held.get("/MCID") if isinstance(held, pikepdf.Dictionary) else None
    return number if isinstance(number, int) else None


def _filled(content: Content) -> list[tuple[int, bool]]:
    """Where something is still painted, in order, and whether it is text."""
    gone = {edit[:2] for edit in content.edits if not edit[2]}
    found = [(show.start, True) for show in content.shows if _says(show)]
    found += [(path.start, False) for path in content.paths if (path.start, path.end) not in gone]
    found += [(start, False) for start, end, _ in content.shades if (start, end) not in gone]
    found += [(one.start, False) for one in content.pictures if (one.start, one.end) not in gone]
    for child in content.children:
        if child.name and (child.start, child.end) not in gone:
            found.append((child.start, any(_says(show) for below in child.content.all() for show in below.shows)))
    return sorted(found)


def _says(show: Show) -> bool:
    return show.state.font is not None and not show.hidden and show.codes != set()
