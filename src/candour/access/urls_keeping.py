"""The addresses of what is due to be destroyed and belongs to no case."""

from __future__ import annotations

from django.urls import path

from candour.access.views import destroying

urlpatterns = [
    path("due-to-be-destroyed/", destroying.due, name="due_to_be_destroyed"),
    path("due-to-be-destroyed/proposed/", destroying.proposed, name="destruction_proposed"),
    path("due-to-be-destroyed/held/", destroying.held, name="destruction_held"),
]
