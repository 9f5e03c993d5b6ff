"""Counts anew what a test changed in the proposals themselves, by what counted those that were there before it was counted."""

from __future__ import annotations

from importlib import import_module

from django.db import connection

from candour.disclosure.models import Alike, Disclosure, Named

_COUNT = import_module("candour.disclosure.migrations.0008_counted_by_what_stands_together").COUNT


def recount(disclosure: Disclosure) -> None:
    """Of the only disclosure there is."""
    Alike.objects.filter(disclosure=disclosure).delete()
    Named.objects.filter(disclosure=disclosure).delete()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT)
