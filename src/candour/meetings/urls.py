"""The addresses of meetings. Each is named by its random key, and so is everybody who belongs to it."""

from __future__ import annotations

from django.urls import path

from candour.meetings.views import attending, deciding, hearing, informing, meetings, sending

app_name = "meetings"
urlpatterns = [
    path("cases/<str:key>/meetings/", meetings.listed, name="list"),
    path("cases/<str:key>/meetings/enter/", meetings.enter, name="enter"),
    path("meetings/to-send/", sending.to_send, name="to_send"),
    path("meetings/<str:key>/", meetings.overview, name="overview"),
    path("meetings/<str:key>/change/", meetings.change, name="change"),
    path("meetings/<str:key>/papers/", meetings.papers, name="papers"),
    path("meetings/<str:key>/sign/", meetings.sign, name="sign"),
    path("meetings/<str:key>/sign/take-back/", meetings.take_back, name="take_back"),
    path("meetings/<str:key>/remove/", meetings.remove, name="remove"),
    path("meetings/<str:key>/who-gets-what/", deciding.distribution, name="distribution"),
    path("meetings/<str:key>/who-gets-what/professionals/", deciding.together, name="together"),
    path("meetings/<str:key>/people/add/", attending.add, name="add_person"),
    path("meetings/<str:key>/people/<str:who>/", attending.person, name="person"),
    path("meetings/<str:key>/people/<str:who>/change/", attending.change, name="change_person"),
    path("meetings/<str:key>/people/<str:who>/remove/", attending.remove, name="remove_person"),
    path("meetings/<str:key>/people/<str:who>/exclude/", attending.exclude, name="exclude"),
    path("meetings/<str:key>/people/<str:who>/let-in/", attending.let_in, name="let_in"),
    path("meetings/<str:key>/people/<str:who>/parent/", attending.parent, name="parent"),
    path("meetings/<str:key>/people/<str:who>/decide/<str:thing>/", deciding.decide, name="decide"),
    path("meetings/<str:key>/people/<str:who>/decide/<str:thing>/agree/", deciding.agree, name="agree"),
    path("meetings/<str:key>/people/<str:who>/decide/<str:thing>/undo/", deciding.undo, name="undo"),
    path("meetings/<str:key>/people/<str:who>/views/", hearing.views, name="views"),
    path("meetings/<str:key>/people/<str:who>/information/", informing.information, name="information"),
    path("meetings/<str:key>/people/<str:who>/information/write/", informing.write, name="write"),
    path("meetings/<str:key>/people/<str:who>/information/agree/", informing.agree, name="agree_text"),
    path("meetings/<str:key>/people/<str:who>/information/file/<str:form>/", informing.file, name="information_file"),
    path("meetings/<str:key>/people/<str:who>/disclosure/<str:thing>/", sending.link, name="link"),
    path("meetings/<str:key>/people/<str:who>/instruct/<str:thing>/", sending.instruct, name="instruct"),
    path("meetings/<str:key>/people/<str:who>/instruct/<str:thing>/withdraw/", sending.withdraw, name="withdraw"),
    path("meetings/<str:key>/people/<str:who>/send/<str:thing>/", sending.send, name="send"),
]
