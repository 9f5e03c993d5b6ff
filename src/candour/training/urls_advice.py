"""Addresses of the log of advice."""

from __future__ import annotations

from django.urls import path

from candour.training.views import advice

app_name = "advice"
urlpatterns = [
    path("", advice.listed, name="list"),
    path("ask/", advice.ask, name="ask"),
    path("log/", advice.log, name="log"),
    path("<str:key>/", advice.advice, name="advice"),
    path("<str:key>/answer/", advice.answer, name="answer"),
    path("<str:key>/themes/", advice.sort, name="sort"),
    path("<str:key>/read/", advice.read, name="read"),
    path("<str:key>/publish/", advice.publish, name="publish"),
    path("<str:key>/withdraw/", advice.withdraw, name="withdraw"),
    path("<str:key>/gap/", advice.to_gap, name="to_gap"),
    path("<str:key>/gap/join/", advice.join_gap, name="join_gap"),
]
