"""The addresses by which requests come in: the public form, another system, and what waits to be taken up."""

from __future__ import annotations

from django.urls import path

from candour.access import api
from candour.access.views import arrivals, public

app_name = "arrivals"
urlpatterns = [
    path("ask/", public.start, name="start"),
    path("ask/form/", public.ask, name="ask"),
    path("ask/leave/", public.leave, name="leave"),
    path("requests/arrivals/", arrivals.listed, name="list"),
    path("requests/arrivals/add/", arrivals.add, name="add"),
    path("requests/arrivals/<str:key>/", arrivals.one, name="one"),
    path("requests/arrivals/<str:key>/take/", arrivals.take, name="take"),
    path("requests/arrivals/<str:key>/aside/", arrivals.aside, name="aside"),
    path("api/v1/requests", api.handing_in, name="api_requests"),
    path("api/v1/requests/<str:key>", api.standing, name="api_request"),
]
