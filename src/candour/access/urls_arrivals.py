"""The addresses by which requests come in: the public form, another system, and what waits to be taken up."""

from __future__ import annotations

from django.urls import path

from candour.access.views import public

app_name = "arrivals"
urlpatterns = [
    path("ask/", public.start, name="start"),
    path("ask/form/", public.ask, name="ask"),
    path("ask/leave/", public.leave, name="leave"),
]
