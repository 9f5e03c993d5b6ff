"""A list of requests that somebody asks for again and again: how it is narrowed, under a name. Only they see it.

The words that somebody looked for are not kept: they may be a name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from candour.accounts.models import User
from candour.cases.models import random_key
from candour.engine.errors import BadInput
from candour.ledger.clock import now

NEVER_KEPT = frozenset({"text"})
_MOST = 20


class SavedView(models.Model):
    key = models.CharField(max_length=16, unique=True, default=random_key)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    wanted = models.JSONField(default=dict)
    """As the form that narrows the list takes it."""
    at = models.DateTimeField()

    class Meta:
        db_table = "access_saved_view"
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "name"], name="access_saved_view_once")]


def views_of(user: User) -> models.QuerySet[SavedView]:
    return SavedView.objects.filter(user=user).order_by("name", "pk")


def save_view(*, by: User, name: str, wanted: Mapping[str, Any]) -> SavedView:
    """Under a name that they have already it takes the place of the earlier one. BadInput when there is nothing to keep."""
    kept = {field: value for field, value in wanted.items() if value and field not in NEVER_KEPT}
    if not name.strip() or not kept:
        raise BadInput(
            "There is nothing to save.",
            means="A view is saved with a name and with what the list is narrowed by. Words that you look for are not kept.",
            do="Choose a state, a day, a kind or a team first.",
        )
    others = views_of(by).exclude(name=name.strip())
    if others.count() >= _MOST:
        raise BadInput(f"You have {_MOST} views already.", do="Remove one that you do not need any more.")
    made, _ = SavedView.objects.update_or_create(user=by, name=name.strip(), defaults={"wanted": kept, "at": now()})
    return made


def remove_view(*, by: User, view: SavedView) -> None:
    views_of(by).filter(pk=view.pk).delete()
