"""The addresses of disclosures. Each is named by its random key, a page of it by its place in the bundle."""

from __future__ import annotations

from django.urls import include, path

from candour.disclosure.views import disclosures, figures, orders, otherwise, people, review, unclear

app_name = "disclosure"
urlpatterns = [
    path("charts/", figures.charts, name="charts"),
    path("charts/<str:name>.csv", figures.table, name="chart_table"),
    path("cases/<str:key>/disclosures/", disclosures.listed, name="list"),
    path("cases/<str:key>/disclosures/open/", disclosures.open_one, name="open"),
    path("disclosures/<str:key>/", disclosures.overview, name="overview"),
    path("disclosures/<str:key>/review/", review.review, name="review"),
    path("disclosures/<str:key>/review/<int:place>/", review.page, name="page"),
    path("disclosures/<str:key>/review/<int:place>/decide/", review.decide, name="decide"),
    path("disclosures/<str:key>/review/<int:place>/undo/", review.take_back, name="undo"),
    path("disclosures/<str:key>/review/<int:place>/note/", review.note, name="note"),
    path("disclosures/<str:key>/review/<int:place>/leaving/", otherwise.leaving, name="leaving"),
    path("disclosures/<str:key>/review/<int:place>/leaving.png", otherwise.leaving_picture, name="leaving_picture"),
    path("disclosures/<str:key>/review/<int:place>/otherwise/", otherwise.as_another, name="otherwise"),
    path("disclosures/<str:key>/people/", people.people, name="people"),
    path("disclosures/<str:key>/people/unclear/", unclear.unclear, name="unclear"),
    path("disclosures/<str:key>/people/unclear/decide/", unclear.decide_unclear, name="decide_unclear"),
    path("disclosures/<str:key>/people/unclear/<str:mention>/", unclear.one, name="unclear_one"),
    path("disclosures/<str:key>/people/unclear/<str:mention>/say/", unclear.say_who, name="say_who"),
    path("disclosures/<str:key>/people/unclear/<str:mention>/confirm/", unclear.confirm_it, name="confirm_who"),
    path("disclosures/<str:key>/people/unclear/<str:mention>/undo/", unclear.take_it_back, name="undo_who"),
    path("disclosures/<str:key>/orders/", orders.orders, name="orders"),
    path("disclosures/<str:key>/orders/enter/", orders.enter, name="enter_order"),
    path("disclosures/<str:key>/orders/<str:which>/confirm/", orders.confirm, name="confirm_order"),
    path("disclosures/<str:key>/orders/<str:which>/withdraw/", orders.withdraw, name="withdraw_order"),
    path("disclosures/<str:key>/people/<int:number>/", people.person, name="person"),
    path("disclosures/<str:key>/people/<int:number>/decide/", people.decide, name="decide_person"),
    path("disclosures/<str:key>/people/<int:number>/undo/", people.take_back, name="undo_person"),
    path("", include("candour.disclosure.urls_redactions")),
    path("", include("candour.disclosure.urls_release")),
]
