"""The page of results: one row a goal, with what was measured, whether it is met, and an honest note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.machine import Machine


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. ``met`` None: there is no figure to hold against the goal."""

    what: str
    goal: str
    measured: str
    met: bool | None
    note: str = ""


_HEAD = """# Benchmarks

Made by `./candour bench`; do not edit by hand. Measured {date} on {machine}.
Versions: {versions}.

"""
_FOOT = """
## How this is measured
Inputs are generated (`bench/people.py`, `bench/prose.py`, `bench/sheets.py`): invented people and notes, the same ones each time. Every
figure comes from a child process of its own. The clock starts after imports and after weights or engines are loaded, on both
sides. Sides run in turn (A B A B …, {pairs} times, unless the note says otherwise) and the median is given. CPU is processor time of
the process and the programs it starts (so poppler counts on our side); wall is time on the clock, which suffers from whatever else
the machine does. Ratios say how many times longer the peer takes. Memory is the process's own high-water mark, libraries included.

Peers come from PyPI into a group of their own (`requirements/bench.lock`); the product never imports them.
"""
_PIPE = str.maketrans({"|": "\\|", "\n": " "})


def page(sections: Mapping[str, Sequence[Row]], *, machine: Machine, date: str, pairs: int) -> str:
    """The whole of docs/benchmarks.md."""
    versions = ", ".join(f"{name} {version}" for name, version in machine.versions)
    out = [_HEAD.format(date=date, machine=machine.described, versions=versions)]
    out += [text for title, rows in sections.items() for text in (f"## {title}\n", table(rows), "\n")]
    return "".join(out).rstrip("\n") + "\n" + _FOOT.format(pairs=pairs)


def renewed(old: str, sections: Mapping[str, Sequence[Row]], *, machine: Machine, date: str) -> str:
    """The page ``old`` with other rows in these sections, which then say when and on what they were measured.

    ValueError names a section that is not there.
    """
    for title, rows in sections.items():
        head = f"## {title}\n"
        before, there, rest = old.partition(head)
        if not there:
            raise ValueError(title)
        _, following, after = rest.partition("\n## ")
        again = f"Measured again {date} on {machine.described}.\n\n"
        old = before + head + again + table(rows) + following + after
    return old


def table(rows: Sequence[Row]) -> str:
    """The rows as Markdown."""
    lines = ["| | goal | measured | met | note |", "|---|---|---|---|---|"]
    for row in rows:
        cells = (row.what, row.goal, row.measured, _met(row.met), row.note)
        lines.append("| " + " | ".join(cell.translate(_PIPE) for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _met(met: bool | None) -> str:
    return {True: "yes", False: "**no**", None: "–"}[met]
