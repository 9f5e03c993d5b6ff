"""Which optional content is off by default; refuses visibility expressions it cannot work out.

Source: ISO 32000-1, 8.11. Only the default configuration counts, as for a reader who opens the file.
"""

from __future__ import annotations

from typing import Any

import pikepdf

from candour.engine.redact.geometry import NotUnderstood


class Layers:
    """``off(value)``: a group, membership dictionary or None is not shown."""

    def __init__(self, source: pikepdf.Pdf) -> None:
        self._off: set[tuple[int, int]] = set()
        properties = source.Root.get("/OCProperties")
        if not isinstance(properties, pikepdf.Dictionary):
            return
        default = properties.get("/D")
        if not isinstance(default, pikepdf.Dictionary):
            return
        if default.get("/BaseState") == "/OFF":
            self._off |= {group.objgen for group in _list(properties.get("/OCGs"))}
            self._off -= {group.objgen for group in _list(default.get("/ON"))}
        self._off |= {group.objgen for group in _list(default.get("/OFF"))}

    def off(self, value: Any) -> bool:
        if not self._off or not isinstance(value, pikepdf.Dictionary):
            return False
        if value.get("/Type") != "/OCMD":
            return value.objgen in self._off
        expression = value.get("/VE")
        if isinstance(expression, pikepdf.Array):
            return not self._true(expression, 0)
        groups = value.get("/OCGs")
        hidden = [self.off(group) for group in (_list(groups) if isinstance(groups, pikepdf.Array) else [groups])]
        if not hidden:
            return False
        policy = str(value.get("/P", "/AnyOn"))
        shown = {
            "/AllOn": not any(hidden),
            "/AnyOff": any(hidden),
            "/AllOff": all(hidden),
        }.get(policy, not all(hidden))
        return not shown

    def _true(self, expression: Any, depth: int) -> bool:
        if depth > 12:
            raise NotUnderstood("a layer expression too deep")
        if isinstance(expression, pikepdf.Dictionary):
            return not self.off(expression)
        parts = list(expression)
        values = [self._true(part, depth + 1) for part in parts[1:]]
        operator = str(parts[0])
        if operator == "/Not" and values:
            return not values[0]
        if operator in ("/And", "/Or"):
            return all(values) if operator == "/And" else any(values)
        raise NotUnderstood("a layer expression that is none")


def _list(value: Any) -> list[Any]:
    return [item for item in value if isinstance(item, pikepdf.Dictionary)] if isinstance(value, pikepdf.Array) else []
