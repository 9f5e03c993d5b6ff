"""The addresses of timeliness."""

from __future__ import annotations

from django.urls import path

from candour.access.views import figures

urlpatterns = [
    path("figures/", figures.figures, name="figures"),
    path("figures/rows/", figures.figure_rows, name="figure_rows"),
    path("figures/timeliness.csv", figures.figures_csv, name="figures_csv"),
]
