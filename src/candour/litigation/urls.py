"""Addresses of legal matters. A matter is named by its random key, never by its title."""

from __future__ import annotations

from django.urls import include, path

from candour.litigation.views import figures, file, matters, people, timetable

app_name = "litigation"
_ONE = "matters/<str:key>"
urlpatterns = [
    path("matters/", matters.board, name="board"),
    path("matters/open/", matters.open_one, name="open"),
    path("matters/figures/", figures.charts, name="figures"),
    path("matters/figures/<str:name>.csv", figures.table, name="figure_table"),
    path(f"{_ONE}/", matters.matter, name="matter"),
    path(f"{_ONE}/change/", matters.change, name="change"),
    path(f"{_ONE}/link/", matters.link, name="link"),
    path(f"{_ONE}/unlink/<str:which>/", matters.unlink, name="unlink"),
    path(f"{_ONE}/close/", matters.close, name="close"),
    path(f"{_ONE}/reopen/", matters.reopen, name="reopen"),
    path(f"{_ONE}/history/", matters.history, name="history"),
    path(f"{_ONE}/file/", file.chronology, name="file"),
    path(f"{_ONE}/file/search/", file.search, name="search"),
    path(f"{_ONE}/people/join/", people.join, name="join"),
    path(f"{_ONE}/people/<int:which>/leave/", people.leave, name="leave"),
    path(f"{_ONE}/parties/add/", people.add_party, name="add_party"),
    path(f"{_ONE}/parties/<str:which>/", people.change_party, name="change_party"),
    path(f"{_ONE}/parties/<str:which>/end/", people.end_party, name="end_party"),
    path(f"{_ONE}/timetable/", timetable.dates, name="timetable"),
    path(f"{_ONE}/timetable/add/", timetable.add, name="add_date"),
    path(f"{_ONE}/timetable/<str:which>/move/", timetable.move, name="move_date"),
    path(f"{_ONE}/timetable/<str:which>/done/", timetable.done, name="date_done"),
    path(f"{_ONE}/timetable/<str:which>/cancel/", timetable.cancel, name="cancel_date"),
    path("", include("candour.litigation.urls_protocols")),
    path("", include("candour.litigation.urls_sweeps")),
    path("", include("candour.litigation.urls_search")),
    path("", include("candour.litigation.urls_list")),
    path("", include("candour.litigation.urls_gate")),
    path("", include("candour.litigation.urls_statements")),
    path("", include("candour.litigation.urls_bundles")),
]
