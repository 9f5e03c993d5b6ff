"""Addresses of what cannot wait, and of the queues of the barring service's and the police's requests."""

from __future__ import annotations

from django.urls import path

from candour.access.views import queues, sharing

urlpatterns = [
    path("queues/dbs/", queues.dbs, name="queue_dbs"),
    path("queues/police/", queues.police, name="queue_police"),
    path("share-now/", sharing.share_now, name="share_now"),
    path("share-now/notes/", sharing.listed, name="shared_list"),
    path("share-now/case/<str:key>/", sharing.of_case, name="shared_of_case"),
    path("share-now/<str:key>/", sharing.shared, name="shared"),
    path("share-now/<str:key>/case/", sharing.linked, name="shared_link"),
]
