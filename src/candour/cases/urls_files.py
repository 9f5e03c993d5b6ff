"""The addresses of the files of a case; they stand within the case's own."""

from __future__ import annotations

from django.urls import path

from candour.cases.views import files, manifest

urlpatterns = [
    path("", files.files, name="files"),
    path("add/", files.add, name="add_files"),
    path("deliveries/<str:upload>/", files.delivery, name="delivery"),
    path("list/", manifest.manifest, name="manifest"),
    path("list/hand-in/", manifest.hand_in, name="hand_in_manifest"),
    path("list/check/<str:draft>/", manifest.check, name="check_manifest"),
]
