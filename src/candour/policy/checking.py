"""Checks one pack file against its form and says file, line and key of each fault. It never changes or mends a pack."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from candour.policy import schema
from candour.policy.lines import line_of


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a pack: where (file name, line from 1, key) and what to do about it."""

    file: str
    line: int
    key: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.key} {self.what}."


class PackError(ValueError):
    """A pack cannot be used. ``problems`` holds every fault that was found."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))


@dataclass(frozen=True, slots=True)
class Source:
    """One pack file as read: its name for messages, its text, and the tables in it.

    ``main``: the file of the pack itself, not one that it names in ``files``. ``level``: 0 for the pack that was asked
    for, 1 for the one it extends, and so on. ``removes``: what this level takes away before it adds its own.
    """

    file: str
    text: str
    data: Mapping[str, object]
    main: bool = True
    level: int = 0
    removes: frozenset[str] = frozenset()

    def problem(self, what: str, *, table: str, key: str = "", index: int = 0) -> Problem:
        name = ".".join(filter(None, (table, key)))
        return Problem(self.file, line_of(self.text, table=table, key=key, index=index), name, what)


def read(path: Path) -> Source:
    """Reads a pack file. PackError when it is missing, not UTF-8 or not TOML."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError:
        what = (
            "is a folder: name a file in it" if path.is_dir() else "cannot be read: check its name and that it exists"
        )
        raise PackError([Problem(path.name or "the pack", 1, "the file", what)]) from None
    except UnicodeDecodeError:
        raise PackError([Problem(path.name, 1, "the file", "is not UTF-8: save it as UTF-8")]) from None
    try:
        return Source(path.name, text, _parsed(text))
    except tomllib.TOMLDecodeError as error:
        return _not_toml(path, text, error)


@lru_cache(maxsize=64)
def _parsed(text: str) -> Mapping[str, object]:
    """Parsing takes longer than all the rest, and the same packs are loaded for every page. Nobody changes the result."""
    return tomllib.loads(text)


def _not_toml(path: Path, text: str, error: tomllib.TOMLDecodeError) -> Source:
    words = str(error)
    line = words.rpartition("line ")[2].partition(",")[0]
    number = int(line) if line.isdigit() else len(text.splitlines()) or 1
    what = f"is not TOML there ({words.partition(' (at')[0]})"
    raise PackError([Problem(path.name, number, "the file", what)]) from None


def check(name_or_path: str | Path) -> list[Problem]:
    """Every fault of a pack (shipped name or path), also those that show only together with the pack it extends."""
    from candour.policy.loading import load_pack  # loading builds on this module

    try:
        load_pack(name_or_path, on=None)
    except PackError as error:
        return list(error.problems)
    return []


def form_problems(source: Source) -> list[Problem]:
    """Faults of one file by itself: unknown tables and keys, missing keys, values of the wrong kind."""
    return list(_tables(source))


def _tables(source: Source) -> Iterator[Problem]:
    for name in source.data:
        if name not in schema.TABLES:
            what = "is not a table of a pack: use " + ", ".join(sorted(schema.TABLES))
            yield source.problem(what, table=name)
    if not source.main and "pack" in source.data:
        yield source.problem("belongs into the file of the pack itself, not into one that it names", table="pack")
    for name, form in schema.SINGLE.items():
        if name in source.data or (name == "pack" and source.main):
            yield from _table(source, source.data.get(name), form, table=name)
    for name, form in schema.NAMED.items():
        for key, value in _mapping(source.data.get(name)).items():
            if isinstance(value, dict):
                yield from _table(source, value, form, table=f"{name}.{key}")
            else:
                yield source.problem(f"has to be a table of its own: [{name}.{key}]", table=name, key=key)
    for name in (*schema.NAMED, "groups", "letter"):
        if not isinstance(source.data.get(name, {}), dict):
            yield source.problem(f"has to be a table, such as [{name}]", table="", key=name)
    for name, form in schema.LISTED.items():
        yield from _listed(source, name, form)
    yield from _groups(source)
    yield from _letter(source)


def _listed(source: Source, name: str, form: schema.Form) -> Iterator[Problem]:
    rules = source.data.get(name, [])
    if not isinstance(rules, list):
        yield source.problem(f"has to be written [[{name}]], once for each rule", table=name)
        return
    for index, rule in enumerate(rules):
        yield from _table(source, rule, form, table=name, index=index)


def _table(source: Source, value: object, form: schema.Form, *, table: str, index: int = 0) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield source.problem("is missing or is not a table", table=table, index=index)
        return
    for key in sorted(form.required.keys() - value.keys()):
        yield source.problem("is missing", table=table, key=key, index=index)
    tests = {**form.required, **form.optional}
    for key, item in value.items():
        if key not in tests:
            yield source.problem("is not a key of this table: check the spelling", table=table, key=key, index=index)
        elif fault := tests[key](item):
            yield source.problem(fault, table=table, key=key, index=index)


def _groups(source: Source) -> Iterator[Problem]:
    for name, groups in _mapping(source.data.get("groups")).items():
        if name not in schema.GROUPS:
            what = "is not a kind of group: use " + ", ".join(sorted(schema.GROUPS))
            yield source.problem(what, table="groups", key=name)
            continue
        if not isinstance(groups, dict):
            yield source.problem(f"has to be a table of its own: [groups.{name}]", table="groups", key=name)
        for key, value in _mapping(groups).items():
            if fault := schema.list_of_text(value):
                yield source.problem(fault, table=f"groups.{name}", key=key)


def _letter(source: Source) -> Iterator[Problem]:
    for key, value in _mapping(source.data.get("letter")).items():
        if fault := schema.words_or_empty(value):
            yield source.problem(fault, table="letter", key=key)


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}
