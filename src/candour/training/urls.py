"""Addresses of training: courses, sessions, coverage, workshops and gaps."""

from __future__ import annotations

from django.urls import path

from candour.training.views import courses, coverage, gaps, sessions, workshops

app_name = "training"
urlpatterns = [
    path("", courses.overview, name="overview"),
    path("courses/new/", courses.set_up, name="set_up"),
    path("courses/<str:key>/", courses.course, name="course"),
    path("courses/<str:key>/change/", courses.change, name="change_course"),
    path("courses/<str:key>/needed/", courses.needed, name="needed"),
    path("courses/<str:key>/needed/<str:need>/end/", courses.not_needed, name="not_needed"),
    path("courses/<str:key>/end/", courses.end, name="end_course"),
    path("courses/<str:key>/take-up-again/", courses.take_up_again, name="take_up_again"),
    path("courses/<str:key>/plan/", courses.plan, name="plan"),
    path("courses/<str:key>/people/", coverage.rows, name="rows"),
    path("coverage/", coverage.grid, name="coverage"),
    path("coverage/table/", coverage.table, name="coverage_table"),
    path("sessions/<str:key>/", sessions.session, name="session"),
    path("sessions/<str:key>/change/", sessions.change, name="change_session"),
    path("sessions/<str:key>/cancel/", sessions.cancel, name="cancel"),
    path("sessions/<str:key>/attendance/", sessions.attendance, name="attendance"),
    path("sessions/<str:key>/people/", sessions.people, name="people"),
    path("sessions/<str:key>/people/<str:person>/remove/", sessions.remove, name="remove"),
    path("sessions/<str:key>/import/", sessions.bring_in, name="import"),
    path("sessions/<str:key>/import/check/", sessions.check_import, name="check_import"),
    path("sessions/<str:key>/topics/", sessions.topics, name="topics"),
    path("sessions/<str:key>/held/", sessions.hold, name="hold"),
    path("workshops/", workshops.listed, name="workshops"),
    path("workshops/new/", workshops.begin, name="begin"),
    path("workshops/<str:key>/", workshops.series, name="series"),
    path("workshops/<str:key>/change/", workshops.change, name="change_series"),
    path("workshops/<str:key>/end/", workshops.end, name="end_series"),
    path("workshops/<str:key>/plan/", workshops.plan, name="plan_workshop"),
    path("gaps/", gaps.board, name="gaps"),
    path("gaps/new/", gaps.note, name="note_gap"),
    path("gaps/<str:key>/", gaps.gap, name="gap"),
    path("gaps/<str:key>/change/", gaps.change, name="change_gap"),
    path("gaps/<str:key>/close/", gaps.close, name="close_gap"),
    path("gaps/<str:key>/open-again/", gaps.open_again, name="open_again"),
    path("gaps/<str:key>/evidence/<str:closing>/", gaps.evidence, name="evidence"),
]
