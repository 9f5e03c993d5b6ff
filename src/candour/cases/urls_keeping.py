"""The addresses of how long cases are kept, and of what is left of those that are gone."""

from __future__ import annotations

from django.urls import path

from candour.cases.views import keeping

urlpatterns = [
    path("cases/<str:key>/keeping/", keeping.keeping, name="keeping"),
    path("cases/<str:key>/keeping/kind/", keeping.keep_as, name="keep_as"),
    path("cases/<str:key>/keeping/hold/", keeping.hold, name="hold"),
    path("cases/<str:key>/keeping/hold/<int:number>/lift/", keeping.lift, name="lift_hold"),
    path("cases/<str:key>/keeping/policy/<slug:name>/lift/", keeping.lift_named, name="lift_named_hold"),
    path("cases/<str:key>/keeping/propose/", keeping.propose, name="propose_disposal"),
    path("cases/<str:key>/keeping/withdraw/", keeping.withdraw, name="withdraw_disposal"),
    path("cases/<str:key>/keeping/approve/", keeping.approve, name="approve_disposal"),
    path("cases/<str:key>/keeping/copy/", keeping.ask_copy, name="ask_copy"),
    path("cases/<str:key>/keeping/copies/", keeping.copies, name="copies"),
    path("cases/<str:key>/keeping/copy/<str:copy>/", keeping.collect_copy, name="collect_copy"),
    path("destroyed/", keeping.destroyed, name="destroyed"),
    path("destroyed/<str:certificate>/", keeping.certificate, name="certificate"),
]
