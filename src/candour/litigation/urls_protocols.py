"""Addresses of protocols. They belong to no matter."""

from __future__ import annotations

from django.urls import path

from candour.litigation.views import protocols

_VERSION = "protocols/versions/<str:key>"
urlpatterns = [
    path("protocols/", protocols.listed, name="protocols"),
    path("protocols/make/", protocols.make, name="make_protocol"),
    path(f"{_VERSION}/", protocols.version, name="protocol_version"),
    path(f"{_VERSION}/write/", protocols.write, name="write_protocol"),
    path(f"{_VERSION}/agree/", protocols.agree, name="agree_protocol"),
    path(f"{_VERSION}/ask/", protocols.ask, name="ask_reading"),
    path(f"{_VERSION}/differences/<str:other>/", protocols.differences, name="protocol_differences"),
    path(f"{_VERSION}/readings/<int:which>/say/", protocols.say, name="say_read"),
    path(f"{_VERSION}/readings/<int:which>/remind/", protocols.remind, name="remind_reading"),
    path(f"{_VERSION}/readings/<int:which>/withdraw/", protocols.withdraw, name="withdraw_reading"),
    path("protocols/<str:key>/", protocols.protocol, name="protocol"),
    path("protocols/<str:key>/end/", protocols.end, name="end_protocol"),
    path("protocols/<str:key>/new-version/", protocols.new_version, name="new_protocol_version"),
]
