"""Addresses of the work that waits, runs or has failed."""

from __future__ import annotations

from django.urls import path

from candour.site import job_pages

app_name = "jobs"
urlpatterns = [
    path("", job_pages.jobs, name="jobs"),
    path("again/", job_pages.again, name="again"),
    path("give-up/", job_pages.give_up, name="give_up"),
]
