"""A tag for pages of requests: the letters that tell of one part of a request. It shows, and says nothing of its own."""

from __future__ import annotations

from django import template

from candour.access.letters_told import title_of
from candour.access.models import Complaint, Consultation, Decision, Extension, Letter, Request

register = template.Library()


@register.simple_tag
def letters_about(of: Request, part: Extension | Consultation | Decision | Complaint) -> list[tuple[Letter, str]]:
    """The last version of each with its title; the rows of the request were read before."""
    name = f"{part._meta.model_name}_id"
    last = {each.key: each for each in of.letters.all() if getattr(each, name) == part.pk}
    return [(each, title_of(each, of)) for each in last.values()]
