"""Addresses of people and teams."""

from __future__ import annotations

from django.urls import path

from candour.accounts.views import people, person, teams

app_name = "accounts"
urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/add/", people.add, name="add"),
    path("people/teams/", teams.teams, name="teams"),
    path("people/teams/<uuid:key>/", teams.team, name="team"),
    path("people/teams/<uuid:key>/leave/<uuid:person>/", teams.leave, name="leave"),
    path("people/<uuid:key>/", person.person, name="person"),
    path("people/<uuid:key>/details/", person.details, name="details"),
    path("people/<uuid:key>/roles/", person.roles, name="roles"),
    path("people/<uuid:key>/teams/", person.teams, name="teams_of"),
    path("people/<uuid:key>/link/", person.link, name="link"),
    path("people/<uuid:key>/reset/", person.reset, name="reset"),
    path("people/<uuid:key>/end/", person.end, name="end"),
    path("people/<uuid:key>/back/", person.back, name="back"),
]
