"""Addresses of what cannot wait, and of the requests of the barring service and the police on their way through the house."""

from __future__ import annotations

from django.urls import path

from candour.access.views import chains, queues, sharing

urlpatterns = [
    path("queues/dbs/", queues.dbs, name="queue_dbs"),
    path("queues/police/", queues.police, name="queue_police"),
    path("passed-on/", chains.passed_on, name="passed_on"),
    path("<str:key>/send/files/<str:name>", chains.file, name="bundle_file"),
    path("share-now/", sharing.share_now, name="share_now"),
    path("share-now/notes/", sharing.listed, name="shared_list"),
    path("share-now/case/<str:key>/", sharing.of_case, name="shared_of_case"),
    path("share-now/<str:key>/", sharing.shared, name="shared"),
    path("share-now/<str:key>/case/", sharing.linked, name="shared_link"),
]
