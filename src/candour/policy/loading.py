"""Loads a pack: reads its file and those it extends, checks them, folds them together. It fills no gap by itself."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from candour.policy import vocabulary as words
from candour.policy.checking import PackError, Problem, Source, form_problems, read
from candour.policy.pack import (
    DisclosureRule,
    GroundRule,
    Helpline,
    Label,
    NamedHold,
    NeverDisclose,
    Pack,
    PurposeRule,
    RetentionRule,
)

SHIPPED = Path(__file__).parent
CONDITIONS = ("recipient", "purpose", "person", "kind", "flag", "scope")
_DEPTH = 5
_TOGETHER = (("or_counted_from", "or_years"), ("died_under", "died_years"))
_HALF = "is of no use alone: " + ", ".join(" goes with ".join(pair) for pair in _TOGETHER)
Table = dict[str, Any]


def load_pack(name_or_path: str | Path, *, on: date | None = None) -> Pack:
    """A shipped pack by name (``england``) or any pack by path; rules not yet in force ``on`` that day are left out.

    ``on`` None: every rule whatever its date. PackError names file, line and key of every fault.
    """
    chain = _chain(_path_of(name_or_path))
    if problems := [problem for source in chain for problem in form_problems(source)]:
        raise PackError(problems)
    folded = _Folded(chain)
    if folded.problems:
        raise PackError(folded.problems)
    return folded.pack(on=on)


def _path_of(name_or_path: str | Path) -> Path:
    shipped = SHIPPED / f"{name_or_path}.toml"
    plain = isinstance(name_or_path, str) and name_or_path.replace("-", "").replace("_", "").isalnum()
    return shipped if plain and shipped.is_file() else Path(name_or_path)


def _chain(path: Path) -> list[Source]:
    """The pack and what it extends, the furthest ancestor first."""
    chain = [read(path)]
    while isinstance(parent := _pack_table(chain[0]).get("extends"), str):
        if len(chain) == _DEPTH:
            raise PackError([chain[0].problem("goes round in a circle or too deep", table="pack", key="extends")])
        beside = path.parent / f"{parent}.toml"
        # A council's own `england.toml` extends the shipped one of that name, not itself.
        path = beside if beside.is_file() and beside != path else SHIPPED / f"{parent}.toml"
        chain.insert(0, read(path))
    return chain


def _pack_table(source: Source) -> Mapping[str, Any]:
    table = source.data.get("pack")
    return table if isinstance(table, dict) else {}


def _removed(source: Source) -> frozenset[str]:
    return frozenset(_pack_table(source).get("remove", ()))


class _Folded:
    """The tables of a chain folded together: a later file's entry replaces, its new rules come first."""

    def __init__(self, chain: Sequence[Source]) -> None:
        self.chain = chain
        self.problems: list[Problem] = []
        self.origin: dict[tuple[str, str], tuple[Source, int]] = {}
        self.tables: dict[str, Table] = {
            name: self._merged(name)
            for name in ("grounds", "purposes", "labels", "letter", "retention", "holds", "helplines")
        }
        self.groups = {name: self._group(name) for name in ("person", "recipient", "kind", "purpose")}
        self.single = {name: self._latest(name) for name in ("pack", "never_disclose")}
        self.rules = self._rules()
        self._expand()
        self._cross_check()

    def _latest(self, name: str) -> Table:
        merged: Table = {}
        for source in self.chain:
            if table := source.data.get(name):
                merged.update(table)  # type: ignore[call-overload]
        return merged

    def _merged(self, name: str) -> Table:
        merged: Table = {}
        for source in self.chain:
            for gone in _removed(source) if name == "helplines" else ():
                merged.pop(gone.removeprefix("helplines."), None)
            for key, value in dict(source.data.get(name, {})).items():  # type: ignore[call-overload]
                merged[key] = value
                self.origin[name, key] = (source, 0)
        return merged

    def _group(self, name: str) -> dict[str, list[str]]:
        merged: dict[str, list[str]] = {}
        for source in self.chain:
            groups = source.data.get("groups", {})
            merged.update(groups.get(name, {}))  # type: ignore[attr-defined]
        return merged

    def _rules(self) -> list[Table]:
        ordered: list[Table] = []
        for source in self.chain:
            own: list[Table] = [dict(rule) for rule in source.data.get("disclosure", [])]  # type: ignore[attr-defined]
            ids = [rule["id"] for rule in own]
            for index, rule in enumerate(own):
                if ids.count(rule["id"]) > 1:
                    self._fault(source, "stands twice: every rule needs an id of its own", index=index)
                self.origin["disclosure", rule["id"]] = (source, index)
            removed = _removed(source)
            mine = {rule["id"]: rule for rule in own}
            kept = [mine.pop(rule["id"], rule) for rule in ordered if rule["id"] not in removed]
            ordered = list(mine.values()) + kept
        return ordered

    def _fault(self, source: Source, what: str, *, index: int, key: str = "id") -> None:
        self.problems.append(source.problem(what, table="disclosure", key=key, index=index))

    # -- words and groups

    def _expand(self) -> None:
        allowed: dict[str, frozenset[str]] = {
            "person": words.PERSON_ROLES | {words.NOBODY}, "recipient": words.RECIPIENTS, "kind": words.KINDS,
            "purpose": frozenset(self.tables["purposes"]), "flag": words.FLAGS, "scope": words.SCOPES,
        }  # fmt: skip
        for rule in self.rules:
            source, index = self.origin["disclosure", rule["id"]]
            for key in CONDITIONS:
                if key in rule:
                    rule[key], unknown = self._members(rule[key], self.groups.get(key, {}), allowed[key])
                    if unknown:
                        self._fault(source, self._unknown(unknown), index=index, key=key)
        for name, key in (
            ("purposes", "recipients"),
            ("grounds", "told_to"),
            ("labels", "told_to"),
            ("helplines", "told_to"),
        ):
            for entry, table in self.tables[name].items():
                extra = frozenset({"any"}) | words.RECIPIENTS
                members, unknown = self._members(table[key], self.groups["recipient"], extra)
                self.tables[name][entry] = {**table, key: members}
                if unknown:
                    self._entry_fault(name, entry, key, self._unknown(unknown))
        kinds = frozenset(self.tables["retention"]) | {"any"}
        for entry, table in self.tables["holds"].items():
            members, unknown = self._members(table["kinds"], {}, kinds)
            self.tables["holds"][entry] = {**table, "kinds": members}
            if unknown:
                self._entry_fault("holds", entry, "kinds", self._unknown(unknown))

    def _members(
        self, names: list[str], groups: dict[str, list[str]], allowed: frozenset[str]
    ) -> tuple[frozenset[str], list[str]]:
        members: set[str] = set()
        for name in names:
            members.update(groups.get(name, [name]))
        return frozenset(members & allowed), sorted(members - allowed)

    @staticmethod
    def _unknown(names: list[str]) -> str:
        return "has a word that means nothing here (" + ", ".join(names) + "): check the spelling and the groups"

    def _entry_fault(self, table: str, entry: str, key: str, what: str) -> None:
        source, _ = self.origin[table, entry]
        self.problems.append(source.problem(what, table=f"{table}.{entry}", key=key))

    # -- what has to agree between tables

    def _cross_check(self) -> None:
        last = self.chain[-1]
        for table, key in (("pack", "fallback_ground"), ("never_disclose", "ground")):
            if self.single[table].get(key) not in self.tables["grounds"]:
                self.problems.append(last.problem("has to name a ground of [grounds]", table=table, key=key))
        if "neutral" not in self.tables["labels"]:
            self.problems.append(last.problem("is missing: the word for what may not be named", table="labels.neutral"))
        for name in self.tables["labels"]:
            known = words.PERSON_ROLES | {"neutral", words.NOBODY} | {f"@{kind}" for kind in words.KINDS}
            if name not in known:
                self._entry_fault("labels", name, "", "is neither a role, nor @KIND, nor neutral")
        for rule in self.rules:
            self._check_rule(rule)
        for entry, table in self.tables["retention"].items():
            for key, other in _TOGETHER:
                if (key in table) != (other in table):
                    self._entry_fault("retention", entry, key if key in table else other, _HALF)

    def _check_rule(self, rule: Table) -> None:
        source, index = self.origin["disclosure", rule["id"]]
        if rule["action"] == "keep":
            if "ground" in rule:
                self._fault(source, "does not belong in a rule that keeps", index=index, key="ground")
        elif rule.get("ground") not in self.tables["grounds"]:
            self._fault(source, "has to name a ground of [grounds]", index=index, key="ground")
        if "flag" in rule and "kind" in rule:
            self._fault(
                source, "does not go with flag: a flagged record or passage has no kind", index=index, key="kind"
            )
        if "scope" in rule and "flag" not in rule:
            self._fault(source, "goes with flag only", index=index, key="scope")

    # -- the result

    def pack(self, *, on: date | None) -> Pack:
        head, grounds = self.single["pack"], self.tables["grounds"]
        own = _pack_table(self.chain[-1])
        digest = hashlib.sha256()
        for source in self.chain:
            data = source.text.encode()
            digest.update(len(data).to_bytes(8, "big") + data)
        return Pack(
            name=own["name"], version=own["version"], title=own["title"], sha256=digest.hexdigest(),
            files=tuple(source.file for source in self.chain), fallback_ground=head["fallback_ground"],
            neutral=self.tables["labels"]["neutral"]["text"],
            never_disclose=NeverDisclose(**self.single["never_disclose"]),
            # Grounds are never dropped by date: a decision may cite the one that was in force when it was made.
            grounds={key: GroundRule(id=key, **table) for key, table in grounds.items()},
            purposes={
                key: PurposeRule(id=key, **table)
                for key, table in self.tables["purposes"].items() if _in_force(table, on)
            },
            disclosure=tuple(_rule(rule) for rule in self.rules if _in_force(rule, on)),
            labels={key: Label(**table) for key, table in self.tables["labels"].items()},
            letter=dict(self.tables["letter"]),
            retention={
                key: RetentionRule(id=key, **table)
                for key, table in self.tables["retention"].items() if _in_force(table, on)
            },
            helplines={key: Helpline(id=key, **table) for key, table in self.tables["helplines"].items()},
            holds={
                key: NamedHold(id=key, **table) for key, table in self.tables["holds"].items() if _in_force(table, on)
            },
        )  # fmt: skip


def _in_force(table: Table, on: date | None) -> bool:
    return on is None or bool(table["in_force_from"] <= on)


def _rule(table: Table) -> DisclosureRule:
    return DisclosureRule(**{"ground": "", "label": True, "care": False, **table})
