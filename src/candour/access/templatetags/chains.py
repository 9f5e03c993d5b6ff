"""A tag for pages of requests: what was found of each point of a list of the pack. It shows, and says nothing of its own."""

from __future__ import annotations

from django import template

from candour.access.chains_lists import PRESCRIBED, WRITTEN_REQUEST, found, points_of
from candour.access.models import Point, Request

register = template.Library()


@register.simple_tag
def points_found(of: Request) -> list[tuple[str, Point]]:
    """Each point's title and what was said last of it, in the pack's order; nothing before the list was gone through."""
    return [
        (point.title, there[key])
        for step in (WRITTEN_REQUEST, PRESCRIBED)
        for there in [found(of, step)]
        for key, point in points_of(of, step).items()
        if key in there
    ]
