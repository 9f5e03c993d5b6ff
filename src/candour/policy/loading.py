"""Loads a pack: reads its files and those of the packs it extends, checks them, and makes one value of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from candour.policy.building import access_rules
from candour.policy.checking import PackError, Source, form_problems, read
from candour.policy.clocks import Clock
from candour.policy.cross_checking import check_access
from candour.policy.folding import LEVEL, Folded, Table
from candour.policy.minutes import minutes_rule
from candour.policy.pack import (
    DisclosureRule,
    GroundRule,
    Helpline,
    Label,
    MatterKind,
    NamedHold,
    NeverDisclose,
    Pack,
    PurposeRule,
    Reminder,
    RetentionRule,
)

SHIPPED = Path(__file__).parent
_DEPTH = 5


def load_pack(name_or_path: str | Path, *, on: date | None = None) -> Pack:
    """A shipped pack by name (``england``) or any pack by path; rules not yet in force ``on`` that day are left out.

    ``on`` None: every rule whatever its date. PackError names file, line and key of every fault.
    """
    return pack_of(files_of(name_or_path), on=on)


def pack_of(chain: Sequence[Source], *, on: date | None = None) -> Pack:
    """The pack that these files make, the furthest ancestor first. PackError names every fault."""
    if problems := [problem for source in chain for problem in form_problems(source)]:
        raise PackError(problems)
    folded = Folded(chain)
    check_access(folded)
    if folded.problems:
        raise PackError(folded.problems)
    return _pack(folded, on=on)


def files_of(name_or_path: str | Path) -> list[Source]:
    """The files of the pack and of what it extends, the furthest ancestor first. PackError when one cannot be read."""
    path, level = _path_of(name_or_path), 0
    chain = _files(path, level=level)
    while isinstance(parent := _pack_table(_own(chain)).get("extends"), str):
        level += 1
        if level == _DEPTH:
            raise PackError([_own(chain).problem("goes round in a circle or too deep", table="pack", key="extends")])
        path = _parent(path, parent, _own(chain))
        chain = [*_files(path, level=level), *chain]
    return chain


def _path_of(name_or_path: str | Path) -> Path:
    shipped = SHIPPED / f"{name_or_path}.toml"
    plain = isinstance(name_or_path, str) and name_or_path.replace("-", "").replace("_", "").isalnum()
    return shipped if plain and shipped.is_file() else Path(name_or_path)


def _parent(path: Path, name: str, main: Source) -> Path:
    """A council's own `england.toml` extends the shipped one of that name, not itself."""
    beside, shipped = path.parent / f"{name}.toml", SHIPPED / f"{name}.toml"
    if beside.is_file() and beside != path:
        return beside
    if not shipped.is_file():
        what = f"names {name}, which is neither beside this file nor a pack of Candour ({', '.join(_shipped())})"
        raise PackError([main.problem(what, table="pack", key="extends")])
    return shipped


def _shipped() -> list[str]:
    return sorted(each.stem for each in SHIPPED.glob("*.toml"))


def _own(chain: Sequence[Source]) -> Source:
    """The main file of the furthest ancestor."""
    return next(source for source in chain if source.main)


def _files(path: Path, *, level: int) -> list[Source]:
    """The files of one pack, its own last; what it removes goes before the first of them."""
    main = read(path)
    named = [_named(main, path, each) for each in _words(main, "files")]
    files = [replace(each, level=level) for each in (*named, main)]
    files[0] = replace(files[0], removes=frozenset(_words(main, "remove")))
    return files


def _named(main: Source, path: Path, name: str) -> Source:
    asked = PurePosixPath(name)
    if asked.is_absolute() or ".." in asked.parts:
        what = "has to name files in or below the pack's own folder"
        raise PackError([main.problem(what, table="pack", key="files")])
    if not (path.parent / asked).is_file():
        raise PackError([main.problem(f"names {name}, which is not there", table="pack", key="files")])
    return replace(read(path.parent / asked), main=False, file=name)


def _words(source: Source, key: str) -> list[str]:
    """A list of [pack]; what is no list of words is found when its form is checked."""
    value = _pack_table(source).get(key, [])
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _pack_table(source: Source) -> Mapping[str, Any]:
    table = source.data.get("pack")
    return table if isinstance(table, dict) else {}


def _pack(folded: Folded, *, on: date | None) -> Pack:
    head, tables = folded.single["pack"], folded.tables
    own = _pack_table(folded.chain[-1])
    digest = hashlib.sha256()
    for source in folded.chain:
        data = source.text.encode()
        digest.update(len(data).to_bytes(8, "big") + data)
    return Pack(
        name=own["name"], version=own["version"], title=own["title"], sha256=digest.hexdigest(),
        files=tuple(source.file for source in folded.chain), fallback_ground=head["fallback_ground"],
        neutral=tables["labels"]["neutral"]["text"],
        never_disclose=NeverDisclose(**folded.single["never_disclose"]),
        # Grounds are never dropped by date: a decision may cite the one that was in force when it was made.
        grounds={key: GroundRule(id=key, **table) for key, table in tables["grounds"].items()},
        purposes={
            key: PurposeRule(id=key, **table)
            for key, table in tables["purposes"].items() if _in_force(table, on)
        },
        disclosure=tuple(_rule(rule) for rule in folded.rules if _in_force(rule, on)),
        labels={key: Label(**table) for key, table in tables["labels"].items()},
        letter=dict(tables["letter"]),
        letterhead={key: words.strip() for key, words in folded.single["letterhead"].items() if words.strip()},
        retention={
            key: RetentionRule(id=key, **table)
            for key, table in tables["retention"].items() if _in_force(table, on)
        },
        helplines={key: Helpline(id=key, **table) for key, table in tables["helplines"].items()},
        holds={
            key: NamedHold(id=key, **table) for key, table in tables["holds"].items() if _in_force(table, on)
        },
        clocks={key: _clock(key, table) for key, table in tables["clocks"].items() if _in_force(table, on)},
        reminder_rules={key: Reminder(id=key, **table) for key, table in tables["reminders"].items()},
        access=access_rules(folded, on=on),
        matters={
            key: MatterKind(id=key, **table) for key, table in tables["matters"].items() if _in_force(table, on)
        },
        minutes=tuple(minutes_rule(_told(rule)) for rule in folded.minutes if _in_force(rule, on)),
    )  # fmt: skip


def _in_force(table: Table, on: date | None) -> bool:
    return on is None or bool(table["in_force_from"] <= on)


def _told(table: Table) -> Table:
    """Without what folding adds."""
    return {key: value for key, value in table.items() if key != LEVEL}


def _rule(table: Table) -> DisclosureRule:
    return DisclosureRule(**{"ground": "", "label": True, "care": False, **_told(table)})


def _clock(key: str, table: Table) -> Clock:
    given = {"length": 0, **table, "counts_from": frozenset(table["counts_from"]), "also": tuple(table.get("also", ()))}
    return Clock(id=key, **given)
