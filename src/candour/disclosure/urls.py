"""The addresses of disclosures. Each is named by its random key, a page of it by its place in the bundle."""

from __future__ import annotations

from django.urls import path

from candour.disclosure.views import disclosures, review

app_name = "disclosure"
urlpatterns = [
    path("cases/<str:key>/disclosures/", disclosures.listed, name="list"),
    path("cases/<str:key>/disclosures/open/", disclosures.open_one, name="open"),
    path("disclosures/<str:key>/", disclosures.overview, name="overview"),
    path("disclosures/<str:key>/review/", review.review, name="review"),
    path("disclosures/<str:key>/review/<int:place>/", review.page, name="page"),
    path("disclosures/<str:key>/review/<int:place>/decide/", review.decide, name="decide"),
    path("disclosures/<str:key>/review/<int:place>/undo/", review.take_back, name="undo"),
    path("disclosures/<str:key>/review/<int:place>/note/", review.note, name="note"),
]
