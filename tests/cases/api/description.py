"""The description of what other systems may ask, and what of an answer is not as it says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from candour.cases import api

DESCRIPTION = json.loads(Path(api.__file__).with_name("openapi.json").read_text(encoding="utf-8"))


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        found: Any = DESCRIPTION
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    return schema


KINDS = {"object": dict, "array": list, "string": str, "integer": int, "null": type(None)}


def wrong(value: Any, schema: dict[str, Any], where: str = "") -> list[str]:
    """Where a value is not as its schema says: the part of JSON Schema that the description uses."""
    schema = resolved(schema)
    assert set(schema) <= {
        "type", "enum", "const", "properties", "required", "additionalProperties", "items", "description", "minimum",
    }  # fmt: skip
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(isinstance(value, KINDS[kind]) for kind in kinds):
        return [f"{where} is not {kinds}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{where} is not one of {schema['enum']}"]
    found = []
    if isinstance(value, dict):
        found += [f"{where} lacks {name}" for name in schema.get("required", []) if name not in value]
        rest = schema.get("additionalProperties", True)
        for name, each in value.items():
            if name in schema.get("properties", {}):
                found += wrong(each, schema["properties"][name], f"{where}.{name}")
            elif rest is False:
                found.append(f"{where} has {name}")
            elif isinstance(rest, dict):
                found += wrong(each, rest, f"{where}.{name}")
    if isinstance(value, list):
        for at, each in enumerate(value):
            found += wrong(each, schema.get("items", {}), f"{where}[{at}]")
    return found
