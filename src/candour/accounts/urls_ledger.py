"""Addresses of the authority's ledger."""

from __future__ import annotations

from django.urls import path

from candour.accounts.views import ledger

app_name = "ledger"
urlpatterns = [
    path("", ledger.ledger, name="ledger"),
    path("look-over/", ledger.look_over, name="look_over"),
]
