"""The addresses of case files. A case is named by its random key, never by its reference or name."""

from __future__ import annotations

from django.urls import path

from candour.cases.views import cases

app_name = "cases"
urlpatterns = [
    path("cases/", cases.listed, name="list"),
    path("cases/open/", cases.open_case, name="open"),
    path("cases/open/check/", cases.check_open, name="check_open"),
    path("cases/emergency/", cases.emergency, name="emergency"),
]
