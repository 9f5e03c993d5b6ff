"""Addresses of requests for access. Words come before keys: a random key is never one of these words."""

from __future__ import annotations

from django.urls import include, path

from candour.access.views import listed, new, request, steps

app_name = "access"
urlpatterns = [
    path("", listed.listed, name="list"),
    path("list.csv", listed.table, name="table"),
    path("views/save/", listed.save, name="save_view"),
    path("views/<str:view>/remove/", listed.remove, name="remove_view"),
    path("case/<str:key>/", listed.of_case, name="of_case"),
    path("new/", new.page, name="new"),
    path("new/check/", new.check, name="new_check"),
    path("new/share/", new.share, name="new_share"),
    path("new/<str:name>/", new.page, name="new_page"),
    path("", include("candour.access.urls_figures")),
    path("", include("candour.access.urls_chains")),
    path("", include("candour.access.urls_letters")),
    path("", include("candour.access.urls_keeping")),
    path("<str:key>/", request.page, name="request"),
    path("<str:key>/due/", request.due, name="due"),
    path("<str:key>/<slug:step>/", steps.step, name="step"),  # last: it would fit what stands above
]
