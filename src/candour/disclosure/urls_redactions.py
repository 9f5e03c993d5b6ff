"""The addresses of redactions as lawyers answer them."""

from __future__ import annotations

from django.urls import path

from candour.disclosure.views import redactions

_ONE = "disclosures/<str:key>/redactions"
urlpatterns = [
    path(f"{_ONE}/", redactions.listed, name="redactions"),
    path(f"{_ONE}/explain/", redactions.explain, name="explain_redactions"),
    path(f"{_ONE}/answer/<str:ruling>/", redactions.answer, name="answer_redactions"),
    path(f"{_ONE}/groups/<str:group>/", redactions.group, name="redaction_group"),
    path(f"{_ONE}/<str:about>/<str:item>/", redactions.one, name="redaction"),
]
