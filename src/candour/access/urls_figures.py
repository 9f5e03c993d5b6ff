"""The addresses of timeliness, complaints and what waits, as numbers."""

from __future__ import annotations

from django.urls import path

from candour.access.views import figures, figures_rows

urlpatterns = [
    path("figures/", figures.figures, name="figures"),
    path("figures/rows/", figures_rows.figure_rows, name="figure_rows"),
    path("figures/complaints/", figures_rows.complaint_rows, name="complaint_rows"),
    path("figures/waiting/", figures_rows.backlog_rows, name="backlog_rows"),
    path("figures/timeliness.csv", figures.figures_csv, name="figures_csv"),
    path("figures/complaints.csv", figures.complaints_csv, name="complaints_csv"),
    path("figures/not-answered.csv", figures.backlog_csv, name="backlog_csv"),
]
