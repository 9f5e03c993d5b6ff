"""Addresses of the policy."""

from __future__ import annotations

from django.urls import path

from candour.packs.views import changing, reading, versions

app_name = "packs"
urlpatterns = [
    path("", reading.policy, name="policy"),
    path("versions/", versions.versions, name="versions"),
    path("versions/<uuid:version>/", reading.policy, name="version"),
    path("versions/<uuid:version>/routes/<path:route>/", reading.route, name="version_route"),
    path("versions/<uuid:version>/<slug:chapter>/", reading.chapter, name="version_chapter"),
    path("change/", changing.change, name="change"),
    path("change/put-in-force/", changing.put_in_force, name="put_in_force"),
    path("routes/<path:route>/", reading.route, name="route"),
    path("<slug:chapter>/", reading.chapter, name="chapter"),
]
