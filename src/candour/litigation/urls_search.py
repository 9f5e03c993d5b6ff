"""Addresses of searches: the certificate of a matter, its scope and gaps, and what somebody is asked to search."""

from __future__ import annotations

from django.urls import path

from candour.litigation.views import searches, searches_mine, searches_scope

_ONE = "matters/<str:key>"
_PLACE = f"{_ONE}/certificate/places/<str:which>"
urlpatterns = [
    path("searches/", searches_mine.mine, name="searches"),
    path("searches/<str:which>/", searches_mine.one, name="search_asked"),
    path(f"{_ONE}/certificate/", searches.page, name="certificate"),
    path(f"{_ONE}/certificate/file/<str:form>/", searches.file, name="certificate_file"),
    path(f"{_ONE}/certificate/scope/", searches.scope, name="scope"),
    path(f"{_ONE}/certificate/ask/", searches.ask, name="ask"),
    path(f"{_ONE}/certificate/ask/usual/", searches.usual, name="ask_usual"),
    path(f"{_ONE}/certificate/certify/", searches.certify, name="certify"),
    path(f"{_ONE}/certificate/kinds/<str:kind>/not-needed/", searches.not_needed, name="not_needed"),
    path(f"{_ONE}/certificate/kinds/<str:kind>/needed/", searches.needed, name="needed"),
    path(f"{_PLACE}/", searches.place, name="place"),
    path(f"{_PLACE}/change/", searches.change_place, name="change_place"),
    path(f"{_PLACE}/answer/", searches.answer_place, name="answer_place"),
    path(f"{_PLACE}/remind/", searches.remind, name="remind"),
    path(f"{_PLACE}/drop/", searches.drop, name="drop_place"),
    path(f"{_ONE}/scope/", searches_scope.records, name="records_in_scope"),
    path(f"{_ONE}/scope/<int:number>/out/", searches_scope.out, name="scope_out"),
    path(f"{_ONE}/scope/<int:number>/back/", searches_scope.back, name="scope_back"),
    path(f"{_ONE}/gaps/", searches_scope.gaps, name="gaps"),
    path(f"{_ONE}/gaps/<int:number>/search/", searches_scope.chase, name="chase"),
]
