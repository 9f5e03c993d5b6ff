"""Court bundles of a matter: which disclosure makes one, for whom, and what was in the way when somebody began it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from candour.disclosure.models import Disclosure
from candour.litigation.models.matters import OfCase, Party

USER = settings.AUTH_USER_MODEL


class Bundle(OfCase):
    """A bundle of one case. Never changed: how far it is, its disclosure says."""

    disclosure = models.OneToOneField(Disclosure, models.CASCADE, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    """For whom; None: the court."""
    in_the_way = models.JSONField(default=list)
    """Conditions that were not met when it was begun all the same, each with how many."""
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "litigation_bundle"
