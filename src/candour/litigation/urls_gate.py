"""Addresses of a statement's gate: what is missing, reading, considering one document at a time, and the steps."""

from __future__ import annotations

from django.urls import path

from candour.litigation.views import considering, gate, reading

_ONE = "matters/<str:key>/statements/<str:which>"
urlpatterns = [
    path(f"{_ONE}/gate/", gate.gate, name="gate"),
    path(f"{_ONE}/sign/", gate.sign, name="sign"),
    path(f"{_ONE}/take-back/", gate.take_back, name="take_back"),
    path(f"{_ONE}/approve/", gate.approve, name="approve"),
    path(f"{_ONE}/send-back/", gate.send_back, name="send_back"),
    path(f"{_ONE}/file/", gate.file, name="file_statement"),
    path(f"{_ONE}/withdraw/", gate.withdraw, name="withdraw_statement"),
    path(f"{_ONE}/filed/<str:form>/", gate.filed, name="filed_file"),
    path(f"{_ONE}/gaps/<str:condition>/<str:item>/", gate.name_gap, name="name_gap"),
    path(f"{_ONE}/named-gaps/<int:gap>/withdraw/", gate.withdraw_gap, name="withdraw_gap"),
    path(f"{_ONE}/reading/", reading.overview, name="reading"),
    path(f"{_ONE}/reading/next/", reading.go_on, name="reading_next"),
    path(f"{_ONE}/reading/<int:record>/<int:at>/", reading.page, name="reading_page"),
    path(f"{_ONE}/considering/", considering.overview, name="considering"),
    path(f"{_ONE}/considering/next/", considering.go_on, name="considering_next"),
    path(f"{_ONE}/considering/<int:record>/", considering.consider, name="consider"),
]
