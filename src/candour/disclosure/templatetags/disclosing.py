"""What the pages of disclosures need in their templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def at(table: Mapping[Any, Any], key: Any) -> Any:
    """The table's value for ``key``; empty when it has none."""
    return table.get(key, "")


@register.simple_tag
def key(name: str) -> SafeString:
    """The key that does the same, for those who see it; screen readers have the list of keys."""
    return format_html('<kbd class="review__key" aria-hidden="true">{}</kbd>', name)
