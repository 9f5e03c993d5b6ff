"""Tags that every template has: fields of forms and their errors, as the design system words and marks them."""

from __future__ import annotations

from typing import Any

from django import template
from django.forms import BaseForm, BoundField

register = template.Library()


@register.inclusion_tag("parts/field.html")
def field(bound: BoundField, **extra: Any) -> dict[str, Any]:
    """One field with label, hint and error; ``extra``: what the part's template understands."""
    return {"field": bound, **extra}


@register.inclusion_tag("parts/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """What is wrong with the form, each with a link to its field; nothing when nothing is."""
    return {"form": form}
