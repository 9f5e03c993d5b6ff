"""Every address of the site."""

from __future__ import annotations

from django.urls import include, path

from candour.site import health, home, notices, sitting_actions

urlpatterns = [
    path("", home.home, name="home"),
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("accessibility/", notices.accessibility, name="accessibility"),
    path("privacy/", notices.privacy, name="privacy"),
    path("sign-in/", include("candour.accounts.urls_sign_in")),
    path("", include("candour.accounts.urls")),
    path("ledger/", include("candour.accounts.urls_ledger")),
    path("jobs/", include("candour.site.urls_jobs")),
    path("policy/", include("candour.packs.urls")),
    path("", include("candour.cases.urls_systems")),
    path("", include("candour.cases.urls")),
    path("", include("candour.meetings.urls")),
    path("training/", include("candour.training.urls")),
    path("advice/", include("candour.training.urls_advice")),
    path("series/items/<str:key>/action/", sitting_actions.add_action, name="add_action"),
    path("series/", include("candour.meetings.urls_series")),
    path("actions/", include("candour.actions.urls")),
    path("", include("candour.disclosure.urls")),
    path("", include("candour.litigation.urls")),
    path("", include("candour.access.urls_arrivals")),
    path("requests/", include("candour.access.urls")),
]
handler400 = "candour.site.errors.bad_request"
handler403 = "candour.site.errors.refused"
handler404 = "candour.site.errors.not_found"
handler500 = "candour.site.errors.broken"
