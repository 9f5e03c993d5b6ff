"""The addresses of series of meetings, their sittings and the items of their agendas, each by its random key."""

from __future__ import annotations

from django.urls import path

from candour.meetings.views import agendas, series, sittings

app_name = "series"
urlpatterns = [
    path("", series.listed, name="list"),
    path("begin/", series.begin, name="begin"),
    path("meetings/<str:key>/", sittings.overview, name="sitting"),
    path("meetings/<str:key>/change/", sittings.change, name="change_sitting"),
    path("meetings/<str:key>/cancel/", sittings.cancel, name="cancel_sitting"),
    path("meetings/<str:key>/held/", sittings.hold, name="hold"),
    path("meetings/<str:key>/agenda/", agendas.refresh, name="refresh"),
    path("meetings/<str:key>/agenda/add/", agendas.add, name="add_item"),
    path("meetings/<str:key>/sign/", sittings.sign, name="sign"),
    path("meetings/<str:key>/sign/take-back/", sittings.take_back, name="take_back"),
    path("meetings/<str:key>/minutes/<str:form>/", sittings.file, name="minutes"),
    path("items/<str:key>/off/", agendas.take_off, name="take_off"),
    path("items/<str:key>/note/", agendas.note, name="note"),
    path("items/<str:key>/decide/", agendas.decide, name="decide"),
    path("items/<str:key>/move/<str:way>/", agendas.shift, name="shift"),
    path("<str:key>/", series.one, name="one"),
    path("<str:key>/change/", series.change, name="change"),
    path("<str:key>/members/", series.members, name="members"),
    path("<str:key>/members/<str:who>/remove/", series.remove_member, name="remove_member"),
    path("<str:key>/end/", series.end, name="end"),
    path("<str:key>/plan/", sittings.plan, name="plan"),
    path("<str:key>/time.csv", series.table, name="table"),
]
