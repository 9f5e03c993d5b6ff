"""Generated, annotated texts of children's social care: templates filled with an invented cast; no real case.

It refuses a template with an unknown slot (KeyError), so that a typing error never becomes training data.
"""

from __future__ import annotations

import hashlib
import random
import re
from dataclasses import dataclass, field
from pathlib import Path

from . import slots
from .people import Names, Person

FOLDER = Path(__file__).parent / "templates"
SLOT = re.compile(r"\{([a-zA-Z]+[12]?)(?:\.([a-zA-Z]+))?\}")
PROFESSIONAL = "wvhepl"
HELD_OUT = 8


@dataclass
class Text:
    """A text under construction and its spans: (start, end, label, origin)."""

    text: str = ""
    spans: list[tuple[int, int, str, str]] = field(default_factory=list)

    def add(self, piece: str, label: str = "", origin: str = "", joins: bool = False) -> None:
        start = len(self.text)
        self.text += piece
        if not label:
            return
        if joins:
            start = self.spans.pop()[0]
        self.spans.append((start, len(self.text), label, origin))


@dataclass(frozen=True)
class Kind:
    """One kind of document: its heading lines and its body lines."""

    name: str
    head: list[str]
    body: list[str]


def template_held_out(line: str) -> bool:
    return hashlib.sha256(line.encode()).digest()[1] % HELD_OUT == 0


def read_kinds(*, held: bool) -> dict[str, Kind]:
    """Templates by kind, one side of the split; ``prose`` and ``distract`` are drawn into the others."""
    kinds: dict[str, Kind] = {}
    for path in sorted(FOLDER.glob("*.txt")):
        name, part = path.stem, "body"
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# "):
                name = line[2:]
            elif line in ("[head]", "[body]"):
                part = line.strip("[]")
            elif line and template_held_out(line) == held:
                kind = kinds.setdefault(name, Kind(name, [], []))
                (kind.head if part == "head" else kind.body).append(line)
    return kinds


def _case(name: str, r: random.Random) -> str:
    return name[0].lower() + name[1:] if r.random() < 0.03 else name


def form(person: Person, want: str, role: str, r: random.Random) -> list[tuple[str, bool]]:
    """The pieces of one mention; the flag says whether a piece is part of the name (a title is not)."""
    if not want:
        weights = (0.45, 0.02, 0.15, 0.33, 0.05) if role in PROFESSIONAL else (0.72, 0.12, 0.08, 0.06, 0.02)
        want = r.choices("gnftG", weights)[0]
    middle = f" {person.middle}" if person.middle and r.random() < 0.3 else ""
    full = f"{person.given}{middle} {person.surname}"
    simple = {
        "g": person.given,
        "n": person.nick,
        "s": person.surname,
        "S": person.surname.upper(),
        "f": full,
        "U": full.upper(),
        "i": person.initials if r.random() < 0.9 else f"{person.initials[0]}.{person.initials[1]}.",
        "I": person.surname[0],
        "j": person.initials.lower(),
        "l": r.choice([person.given, person.nick]).lower(),
        "ls": person.surname.lower(),
    }
    if want in simple:
        return [(simple[want], True)]
    if want == "G":
        return [(f"{person.given[0]}{r.choice(['.', '', '.'])} {person.surname}", True)]
    if want == "u":
        return [(f"{r.choice([person.surname.upper(), person.surname])}, {person.given}{middle}", True)]
    upper = want == "T"
    name = r.choices(
        [person.surname, full, f"{person.given[0]} {person.surname}", person.given], (0.72, 0.14, 0.08, 0.06)
    )[0]
    return [((person.title.upper() if upper else person.title) + " ", False), (name.upper() if upper else name, True)]


def fill_line(line: str, cast: dict[str, Person], out: Text, r: random.Random) -> None:
    """Appends one filled template line to ``out``. Neighbouring pieces of one person are one mention."""
    last, before = 0, ""
    for match in SLOT.finditer(line):
        between = line[last : match.start()]
        out.add(between)
        last = match.end()
        slot, want = match.group(1), match.group(2) or ""
        if slot in cast:
            for piece, named in form(cast[slot], want, slot, r):
                out.add(
                    piece, "PER" if named else "", cast[slot].group, joins=named and before == slot and between == " "
                )
            before = slot
        else:
            text, label = slots.fill(slot, r)
            out.add(text.lower() if want == "l" else text, label)
            before = ""
    out.add(line[last:])


def _lines(kind: Kind, kinds: dict[str, Kind], r: random.Random) -> list[str]:
    """Heading, then body lines of the kind with prose and distracting lines among them."""
    head = r.sample(kind.head, min(len(kind.head), r.randint(1, 3)))
    body = r.sample(kind.body, min(len(kind.body), r.randint(5, 16)))
    for name, most in (("prose", 7), ("plain", 6), ("distract", 3)):
        extra = kinds[name].body
        for line in r.sample(extra, min(len(extra), r.randint(0, most))):
            body.insert(r.randint(0, len(body)), line)
    return head + body


def document(kinds: dict[str, Kind], names: Names, r: random.Random) -> Text:
    """One clean document; ``noise.py`` spoils it."""
    kind = kinds[r.choice(sorted(kinds))]
    cast, out = names.cast(r), Text()
    run_on = kind.name in ("prose", "distract", "plain", "court") and r.random() < 0.6
    for line in _lines(kind, kinds, r):
        if "|" in line and r.random() < 0.4:
            line = line.replace(" | ", r.choice(["    ", "\t", " - ", ", "]))
        fill_line(line, cast, out, r)
        out.add(r.choice([" ", " ", " ", "\n\n"]) if run_on else r.choice(["\n", "\n", "\n", "\n\n"]))
    return out
