"""The addresses of actions. Each action and each file is named by its random key."""

from __future__ import annotations

from django.urls import path

from candour.actions.views import listed, one

app_name = "actions"
urlpatterns = [
    path("", listed.listed, name="list"),
    path("list.csv", listed.table, name="table"),
    path("make/", listed.make, name="make"),
    path("<str:key>/", one.one, name="one"),
    path("<str:key>/evidence/<str:file>/", one.evidence, name="evidence"),
    path("<str:key>/<str:step>/", one.step, name="step"),
]
