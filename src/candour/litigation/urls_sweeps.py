"""Addresses of sweeps of the live matters."""

from __future__ import annotations

from django.urls import path

from candour.litigation.views import sweeps

_ONE = "sweeps/<str:key>"
urlpatterns = [
    path("sweeps/", sweeps.listed, name="sweeps"),
    path("sweeps/run/", sweeps.run, name="run_sweep"),
    path(f"{_ONE}/", sweeps.sweep, name="sweep"),
    path(f"{_ONE}/file/<str:form>/", sweeps.file, name="sweep_file"),
    path(f"{_ONE}/compare/<str:other>/", sweeps.compare, name="compare_sweeps"),
    path(f"{_ONE}/findings/<str:which>/", sweeps.finding, name="finding"),
]
