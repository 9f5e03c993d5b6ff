"""What a form gives to choose from when that is known only once it is asked for; a field without choices is refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet


def offer(form: forms.Form, name: str, what: QuerySet[Any] | Iterable[tuple[str, str]]) -> None:
    """Rows of the database, or values with what they are called."""
    field = form.fields[name]
    if isinstance(what, QuerySet):
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = what
    else:
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(what)
