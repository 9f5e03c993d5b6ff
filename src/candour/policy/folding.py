"""Folds the files of a pack and of those it extends together, and finds what does not agree between their tables.

A later file's entry replaces an earlier one's, and its new rules come first. It fills no gap by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from candour.policy import schema
from candour.policy import vocabulary as words
from candour.policy.checking import Problem, Source

CONDITIONS = ("recipient", "purpose", "person", "kind", "flag", "scope")
_TOGETHER = (("or_counted_from", "or_years"), ("died_under", "died_years"))
_HALF = "is of no use alone: " + ", ".join(" goes with ".join(pair) for pair in _TOGETHER)
LEVEL = "level"
"""Of a rule: the level of the file that it stands in."""
Table = dict[str, Any]


class Folded:
    """The tables of a chain folded together: a later file's entry replaces, its new rules come first."""

    def __init__(self, chain: Sequence[Source]) -> None:
        self.chain = chain
        self.problems: list[Problem] = []
        self.origin: dict[tuple[str, str], tuple[Source, int]] = {}
        self.removed: set[str] = set()
        self.tables: dict[str, Table] = {name: self._merged(name) for name in (*schema.NAMED, "letter")}
        self.groups = {name: self._group(name) for name in ("person", "recipient", "kind", "purpose")}
        self.single = {name: self._latest(name) for name in schema.SINGLE}
        self.rules, self.routes = self._rules("disclosure"), self._rules("route")
        self.minutes = self._rules("minutes")
        self._nothing_to_remove()
        self._expand()
        self._cross_check()

    def _latest(self, name: str) -> Table:
        merged: Table = {}
        for source in self.chain:
            merged.update(_table(source.data, name))
            self.origin.update({(name, key): (source, 0) for key in _table(source.data, name)})
        return merged

    def _merged(self, name: str) -> Table:
        merged: Table = {}
        for source in self.chain:
            for gone in source.removes:
                if gone.startswith(f"{name}.") and merged.pop(gone.removeprefix(f"{name}."), None) is not None:
                    self.removed.add(gone)
            for key, value in _table(source.data, name).items():
                merged[key] = value
                self.origin[name, key] = (source, 0)
        return merged

    def _group(self, name: str) -> dict[str, list[str]]:
        merged: dict[str, list[str]] = {}
        for source in self.chain:
            merged.update(_table(_table(source.data, "groups"), name))
        return merged

    def _rules(self, name: str) -> list[Table]:
        ordered: list[Table] = []
        for source in self.chain:
            own = [{**rule, LEVEL: source.level} for rule in _list(source.data, name)]
            ids = [rule["id"] for rule in own]
            for index, rule in enumerate(own):
                self.origin[name, rule["id"]] = (source, index)
                if ids.count(rule["id"]) > 1:
                    self.rule_fault(name, rule, "id", "stands twice: every rule needs an id of its own")
            self.removed.update(source.removes & {rule["id"] for rule in ordered})
            mine = {rule["id"]: rule for rule in own}
            kept = [mine.pop(rule["id"], rule) for rule in ordered if rule["id"] not in source.removes]
            ordered = list(mine.values()) + kept
        return ordered

    def _nothing_to_remove(self) -> None:
        mains = {source.level: source for source in self.chain if source.main}
        for source in self.chain:
            for gone in sorted(source.removes - self.removed):
                what = f"names {gone}, which the pack it extends does not have"
                self.problems.append(mains[source.level].problem(what, table="pack", key="remove"))

    def rule_fault(self, table: str, rule: Table, key: str, what: str) -> None:
        """A fault of one of the rules written [[table]]."""
        source, index = self.origin[table, rule["id"]]
        self.problems.append(source.problem(what, table=table, key=key, index=index))

    def entry_fault(self, table: str, entry: str, key: str, what: str) -> None:
        """A fault of an entry [table.entry]."""
        source, _ = self.origin[table, entry]
        self.problems.append(source.problem(what, table=f"{table}.{entry}", key=key))

    # -- words and groups

    def _expand(self) -> None:
        allowed: dict[str, frozenset[str]] = {
            "person": words.PERSON_ROLES | {words.NOBODY}, "recipient": words.RECIPIENTS, "kind": words.KINDS,
            "purpose": frozenset(self.tables["purposes"]), "flag": words.FLAGS, "scope": words.SCOPES,
        }  # fmt: skip
        for rule in self.rules:
            for key in CONDITIONS:
                if key in rule:
                    rule[key], unknown = self._members(rule[key], self.groups.get(key, {}), allowed[key])
                    if unknown:
                        self.rule_fault("disclosure", rule, key, self._unknown(unknown))
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
                    self.entry_fault(name, entry, key, self._unknown(unknown))
        kinds = frozenset(self.tables["retention"]) | {"any"}
        for entry, table in self.tables["holds"].items():
            members, unknown = self._members(table["kinds"], {}, kinds)
            self.tables["holds"][entry] = {**table, "kinds": members}
            if unknown:
                self.entry_fault("holds", entry, "kinds", self._unknown(unknown))

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
                self.entry_fault("labels", name, "", "is neither a role, nor @KIND, nor neutral")
        for rule in self.rules:
            self._check_rule(rule)
        for entry, table in self.tables["retention"].items():
            for key, other in _TOGETHER:
                if (key in table) != (other in table):
                    self.entry_fault("retention", entry, key if key in table else other, _HALF)

    def _check_rule(self, rule: Table) -> None:
        def fault(key: str, what: str) -> None:
            self.rule_fault("disclosure", rule, key, what)

        if rule["action"] == "keep":
            if "ground" in rule:
                fault("ground", "does not belong in a rule that keeps")
        elif rule.get("ground") not in self.tables["grounds"]:
            fault("ground", "has to name a ground of [grounds]")
        if "flag" in rule and "kind" in rule:
            fault("kind", "does not go with flag: a flagged record or passage has no kind")
        if "scope" in rule and "flag" not in rule:
            fault("scope", "goes with flag only")


def _table(data: Mapping[str, Any], name: str) -> Table:
    return dict(data.get(name, {}))


def _list(data: Mapping[str, Any], name: str) -> list[Table]:
    return list(data.get(name, []))
