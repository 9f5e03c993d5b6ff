"""Who may take which step, read from the packs' files by other means than the product's: what tests hold it against."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FILES = Path(__file__).parents[2] / "src" / "candour" / "policy"
"""Where the shipped packs stand."""


def tables(pack: str) -> Mapping[str, Any]:
    """The tables of a pack over those of ``england``, entry by entry; its own routes before the others."""
    found: dict[str, Any] = {"duties": {}, "parties": {}, "route_defaults": {}, "route": []}
    for name in dict.fromkeys(("england", pack)):
        for data in _files(name):
            for table in ("duties", "parties", "route_defaults"):
                found[table] |= data.get(table, {})
            found["route"] = [*data.get("route", []), *found["route"]]
    return found


def _files(name: str) -> list[dict[str, Any]]:
    main = tomllib.loads((FILES / f"{name}.toml").read_text(encoding="utf-8"))
    more = main["pack"].get("files", [])
    return [main, *(tomllib.loads((FILES / each).read_text(encoding="utf-8")) for each in more)]


def who_may(pack: Mapping[str, Any], *, route: str, step: str) -> set[str]:
    """Roles that the pack lets take a step on a route."""
    duty = pack["duties"][step]
    of = next(each for each in pack["route"] if each["id"] == route)

    def named(part: str) -> set[str] | None:
        """Nothing where the route is silent; the pack's default where it only leaves the part out."""
        told = of.get(part) or (None if part in of.get("silent", []) else pack["route_defaults"].get(part))
        return {role for who in told["who"] for role in pack["parties"][who]["roles"]} if told else None

    own = named(duty["part"]) if "part" in duty else None
    found = set(duty["may"]) if own is None else own
    found = found.union(*(named(part) or set() for part in duty.get("also_parts", [])))
    beside = [named(part) or set() for part in duty.get("release_parts", [])] if of.get("purpose") else []
    if among := set().union(*beside):
        found &= among
    chain = duty.get("chain_parts", []) if of.get("kind") in ("dbs", "police") else []
    if among := set().union(*(named(part) or set() for part in chain)):
        found &= among
    return found - set(duty.get("never", []))
