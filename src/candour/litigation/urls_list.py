"""Addresses of the disclosure list of a matter, what was disclosed, and what came afterwards."""

from __future__ import annotations

from django.urls import path

from candour.litigation.views import lists, lists_disclosed

_ONE = "matters/<str:key>"
urlpatterns = [
    path(f"{_ONE}/documents/", lists.page, name="documents"),
    path(f"{_ONE}/documents/file/<str:form>/", lists.file, name="documents_file"),
    path(f"{_ONE}/documents/<int:number>/", lists.document, name="document"),
    path(f"{_ONE}/documents/<int:number>/mark/", lists.mark, name="mark"),
    path(f"{_ONE}/disclosed/", lists_disclosed.disclosed, name="disclosed"),
    path(f"{_ONE}/disclosed/note/", lists_disclosed.note, name="note_disclosed"),
    path(f"{_ONE}/later/", lists_disclosed.later, name="alerts"),
    path(f"{_ONE}/later/<str:which>/", lists_disclosed.decide, name="decide_alert"),
]
