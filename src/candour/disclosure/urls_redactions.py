"""The addresses of redactions as lawyers answer them."""

from __future__ import annotations

from django.urls import path

from candour.disclosure.views import redaction_rates, redaction_schedule, redactions, redactions_all

_ONE = "disclosures/<str:key>/redactions"
urlpatterns = [
    path("redactions/", redactions_all.queue, name="all_redactions"),
    path("redactions/rates/", redaction_rates.meter, name="redaction_rates"),
    path("redactions/rates/behind/", redaction_rates.behind, name="redaction_rates_behind"),
    path("redactions/rates.csv", redaction_rates.table, name="redaction_rates_table"),
    path(f"{_ONE}/", redactions.listed, name="redactions"),
    path(f"{_ONE}/schedule/", redaction_schedule.schedule, name="redaction_schedule"),
    path(f"{_ONE}/schedule.csv", redaction_schedule.table, name="redaction_table"),
    path(f"{_ONE}/explain/", redactions.explain, name="explain_redactions"),
    path(f"{_ONE}/answer/<str:ruling>/", redactions.answer, name="answer_redactions"),
    path(f"{_ONE}/groups/<str:group>/", redactions.group, name="redaction_group"),
    path(f"{_ONE}/<str:about>/<str:item>/", redactions.one, name="redaction"),
]
