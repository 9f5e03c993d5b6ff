"""Reads decisions.json into the engine's own values. It checks the form only: what they are about is checked in decide."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from candour.engine.errors import BadInput
from candour.engine.inputs.tables import read_text
from candour.engine.model import Action, Decision, Decisions, Identified, Order

_TOP = frozenset({"case", "by", "decisions", "approved_by", "orders", "identified"})
_DECISION = frozenset({"record", "page", "mention", "person", "action", "ground", "explanation"})
_ORDER = frozenset({"person", "fields", "recipient", "order", "confirmed_by"})
_IDENTIFIED = frozenset({"mention", "person", "by", "approved_by"})
_ACTIONS = frozenset(action.value for action in Action)


def read_decisions(path: Path) -> Decisions:
    """The decisions as people made them; never ``accepted``, which only a trial run sets. BadInput says where."""
    text = read_text(path)
    try:
        data = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise _bad(path, f"line {error.lineno}: this is not JSON", "Close every bracket and quote.") from None
    except (_Twice, RecursionError):
        raise _bad(path, "a key stands twice, or it is nested too deep", "Write each key once.") from None
    form = _Form(path)
    top = form.table(data, "the file", _TOP, required=("case", "by", "decisions"))
    decisions = form.listed(top["decisions"], "decisions")
    orders = form.listed(top.get("orders", []), "orders")
    said = form.listed(top.get("identified", []), "identified")
    return Decisions(
        case=form.text(top, "case", "the file"),
        by=form.text(top, "by", "the file"),
        decisions=tuple(form.decision(item, f"decision {n}") for n, item in enumerate(decisions, start=1)),
        approved_by=form.text(top, "approved_by", "the file"),
        orders=tuple(form.order(item, f"order {n}") for n, item in enumerate(orders, start=1)),
        identified=tuple(form.identified(item, f"identified {n}") for n, item in enumerate(said, start=1)),
    )


class _Twice(ValueError):
    """One JSON object gives the same key twice."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise _Twice
    return table


def _bad(path: Path, what: str, do: str) -> BadInput:
    return BadInput(f"{path.name}: {what}.", means="No decision was used.", do=do)


class _Form:
    """The checks of one file's parts, each message naming the part by its number."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def table(
        self, value: Any, where: str, keys: frozenset[str], *, required: tuple[str, ...] = ()
    ) -> Mapping[str, Any]:
        allowed = ", ".join(sorted(keys))
        if not isinstance(value, dict):
            raise _bad(self.path, f"{where} is not an object", f"Write it as {{…}} with the keys {allowed}.")
        if value.keys() - keys:
            raise _bad(self.path, f"{where} has a key that is not known", f"Use: {allowed}.")
        if missing := [key for key in required if key not in value]:
            raise _bad(self.path, f"{where} lacks {', '.join(missing)}", "Add it.")
        return value

    def listed(self, value: Any, where: str) -> list[Any]:
        if not isinstance(value, list):
            raise _bad(self.path, f"{where} is not a list", "Write it as […].")
        return value

    def text(self, table: Mapping[str, Any], key: str, where: str) -> str:
        value = table.get(key)
        if value is not None and not isinstance(value, str):
            raise _bad(self.path, f"{key} in {where} is not text", "Put it in quotes.")
        return (value or "").strip()

    def decision(self, item: Any, where: str) -> Decision:
        table = self.table(item, where, _DECISION, required=("action",))
        page = table.get("page")
        if page is not None and (not isinstance(page, int) or isinstance(page, bool) or page < 1):
            raise _bad(self.path, f"page in {where} is not a page number", "Count pages from 1.")
        if not isinstance(table["action"], str) or table["action"] not in _ACTIONS:
            raise _bad(
                self.path, f"{where} has an action that is not known", "Use: " + ", ".join(sorted(_ACTIONS)) + "."
            )
        texts = {key: self.text(table, key, where) for key in _DECISION - {"page", "action"}}
        return Decision(action=Action(table["action"]), page=page or 0, **texts)

    def order(self, item: Any, where: str) -> Order:
        table = self.table(item, where, _ORDER, required=tuple(sorted(_ORDER)))
        lists = {key: self.listed(table[key], f"{key} in {where}") for key in ("fields", "confirmed_by")}
        if not all(isinstance(value, str) for values in lists.values() for value in values):
            raise _bad(self.path, f"fields or confirmed_by in {where} is not a list of texts", "Put each in quotes.")
        return Order(
            person=self.text(table, "person", where), fields=frozenset(field.casefold() for field in lists["fields"]),
            recipient=self.text(table, "recipient", where), order=self.text(table, "order", where),
            confirmed_by=tuple(lists["confirmed_by"]),
        )  # fmt: skip

    def identified(self, item: Any, where: str) -> Identified:
        """``person`` null: somebody who is none of those it could be."""
        table = self.table(item, where, _IDENTIFIED, required=("mention", "person", "by"))
        return Identified(**{key: self.text(table, key, where) for key in _IDENTIFIED})
