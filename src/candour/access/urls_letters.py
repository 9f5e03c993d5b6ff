"""The addresses of a request's letters."""

from __future__ import annotations

from django.urls import path

from candour.access.views import letters

_ONE = "<str:key>/letters"
urlpatterns = [
    path(f"{_ONE}/", letters.listed, name="letters"),
    path(f"{_ONE}/new/<str:template>/", letters.new, name="letter_new"),
    path(f"{_ONE}/<str:which>/", letters.letter, name="letter"),
    path(f"{_ONE}/<str:which>/versions/<int:number>/", letters.version, name="letter_version"),
    path(f"{_ONE}/<str:which>/change/", letters.change, name="letter_change"),
    path(f"{_ONE}/<str:which>/finish/", letters.finish_it, name="letter_finish"),
    path(f"{_ONE}/<str:which>/file/<str:form>/", letters.file, name="letter_file"),
    path(f"{_ONE}/<str:which>/mail/", letters.send, name="letter_mail"),
    path(f"{_ONE}/<str:which>/posted/", letters.note_posted, name="letter_posted"),
]
