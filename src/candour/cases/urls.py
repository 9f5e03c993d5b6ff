"""The addresses of case files. A case is named by its random key, never by its reference or name."""

from __future__ import annotations

from django.urls import include, path

from candour.cases.views import access, cases, missing, originals, pages, records, register, search

app_name = "cases"
urlpatterns = [
    path("cases/", cases.listed, name="list"),
    path("cases/open/", cases.open_case, name="open"),
    path("cases/open/check/", cases.check_open, name="check_open"),
    path("cases/emergency/", cases.emergency, name="emergency"),
    path("cases/<str:key>/", records.case_file, name="file"),
    path("cases/<str:key>/preparation/", records.preparation, name="preparation"),
    path("cases/<str:key>/prepare/", records.prepare, name="prepare"),
    path("cases/<str:key>/change/", records.change, name="change"),
    path("cases/<str:key>/history/", records.history, name="history"),
    path("cases/<str:key>/missing/", missing.missing, name="missing"),
    path("cases/<str:key>/missing/<int:number>/", missing.explain, name="explain"),
    path("cases/<str:key>/search/", search.search, name="search"),
    path("cases/<str:key>/records/<int:number>/", pages.record, name="record"),
    path("cases/<str:key>/records/<int:number>/<int:at>/", pages.page, name="page"),
    path("cases/<str:key>/records/<int:number>/<int:at>/<str:size>.png", pages.picture, name="picture"),
    path("cases/<str:key>/records/<int:number>/file/", originals.download, name="download"),
    path("cases/<str:key>/access/", access.access, name="access"),
    path("cases/<str:key>/access/team/", access.add_team, name="add_team"),
    path("cases/<str:key>/access/team/<int:number>/end/", access.remove_team, name="remove_team"),
    path("cases/<str:key>/access/give/", access.give, name="give_access"),
    path("cases/<str:key>/access/<int:number>/end/", access.end, name="end_access"),
    path("cases/<str:key>/access/<int:number>/note/", access.note_emergency, name="note_emergency"),
    path("cases/<str:key>/access/bar/", access.set_bar, name="bar"),
    path("cases/<str:key>/access/bar/<int:number>/lift/", access.lift_bar, name="lift_bar"),
    path("cases/<str:key>/people/", register.people, name="people"),
    path("cases/<str:key>/people/add/", register.add, name="add_person"),
    path("cases/<str:key>/people/import/", register.bring_in, name="import_people"),
    path("cases/<str:key>/people/import/check/", register.check_import, name="check_import"),
    path("cases/<str:key>/people/<int:number>/", register.change, name="person"),
    path("cases/<str:key>/people/<int:number>/remove/", register.remove, name="remove_person"),
    path("cases/<str:key>/people/<int:number>/merge/", register.merge, name="merge_person"),
    path("cases/<str:key>/people/<int:number>/dismiss/", register.dismiss, name="dismiss_person"),
    path("cases/<str:key>/files/", include("candour.cases.urls_files")),
    path("", include("candour.cases.urls_keeping")),
]
