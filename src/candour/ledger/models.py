"""Entries of the ledger and the reasons they point to. The database refuses to change or remove an entry."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

AUTHORITY = 0
"""The chain of everything that belongs to no case."""


class Entry(models.Model):
    """One link. ``line`` is what is hashed (see ``candour.chain``); the columns repeat it for searching."""

    chain = models.BigIntegerField()
    """A case's number, or AUTHORITY."""
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    actor = models.BigIntegerField(null=True)
    """The person, unless a job or somebody with a link acted."""
    verb = models.CharField(max_length=40)
    object = models.CharField(max_length=200, blank=True)
    line = models.TextField()

    class Meta:
        db_table = "ledger_entry"
        ordering: ClassVar = ["chain", "seq"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["chain", "seq"], name="ledger_one_link_each")]
        indexes: ClassVar = [
            models.Index(fields=["chain", "object", "seq"], name="ledger_of_object"),
            models.Index(fields=["actor", "at"], name="ledger_of_actor"),
        ]


class Reason(models.Model):
    """What somebody gave as a reason: it may be erased when its time is over, the entry keeps the keyed hash of it.

    The key is erased with the text: the hash of a short text alone could be guessed back.
    """

    chain = models.BigIntegerField()
    seq = models.BigIntegerField()
    key = models.CharField(max_length=64, blank=True)
    text = models.TextField(blank=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "ledger_reason"
        constraints: ClassVar = [models.UniqueConstraint(fields=["chain", "seq"], name="ledger_one_reason_each")]
