"""Addresses of the court bundles of a matter; one bundle is named by the random key of its disclosure."""

from __future__ import annotations

from django.urls import path

from candour.litigation.views import bundles

_ALL = "matters/<str:key>/bundles"
urlpatterns = [
    path(f"{_ALL}/", bundles.listed, name="bundles"),
    path(f"{_ALL}/make/", bundles.make, name="make_bundle"),
    path(f"{_ALL}/statements/<str:which>/<str:case>/", bundles.take_statement, name="take_statement"),
    path(f"{_ALL}/<str:which>/", bundles.bundle, name="bundle"),
]
