"""The addresses for other systems: their tokens, made by people, and what a token may ask."""

from __future__ import annotations

from django.urls import path

from candour.cases import api
from candour.cases.views import tokens

app_name = "systems"
urlpatterns = [
    path("cases/tokens/", tokens.listed, name="tokens"),
    path("cases/tokens/make/", tokens.make, name="make_token"),
    path("cases/tokens/end/", tokens.end, name="end_token"),
    path("api/v1/openapi.json", api.description, name="api"),
    path("api/v1/cases/<path:case>/files", api.files, name="api_files"),
    path("api/v1/cases/<path:case>/manifest", api.manifest, name="api_manifest"),
]
