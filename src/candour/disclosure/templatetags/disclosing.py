"""What the pages of disclosures need in their templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def at(table: Mapping[Any, Any], key: Any) -> Any:
    """The table's value for ``key``; empty when it has none."""
    return table.get(key, "")
