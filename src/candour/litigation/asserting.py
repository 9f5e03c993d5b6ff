"""What is missing in the assertions of a statement: from what each is said, and which page shows it. It changes none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.urls import reverse

from candour.litigation import versions
from candour.litigation.lacking import Lack
from candour.litigation.linking import links_of
from candour.litigation.models import Basis, Statement
from candour.litigation.scope import in_scope, records_of
from candour.litigation.versions import Numbered

CONDITION = "assertions"
NONE = "none"
"""Names the lack of any assertion: with nothing said there is nothing to file."""


def assertions(statement: Statement) -> list[Numbered]:
    """Those of the latest version, with their numbers; headings are none."""
    return [each for each in versions.numbered(statement) if each.number is not None]


def mentioned(statement: Statement) -> set[int]:
    """Numbers of the records that an assertion is linked to."""
    return {link.record for each in assertions(statement) for link in links_of(each.row)}


def lacks(statement: Statement) -> Iterator[Lack]:
    rows = assertions(statement)
    page = reverse("litigation:statement", args=[statement.matter.key, statement.key])
    if not rows:
        yield Lack(CONDITION, NONE, "It says nothing yet.", page)
        return
    inside = dict(in_scope(statement.matter).order_by().values_list("pk", "pages_count"))
    held = set(records_of(statement.matter).order_by().values_list("pk", flat=True))
    for each in rows:
        href = f"{page}#{each.row.paragraph}"
        for what, words in (*_of_basis(each), *_of_pages(each, inside=inside, held=held)):
            yield Lack(CONDITION, f"{each.row.paragraph}:{what}", f"Paragraph {each.number} {words}", href)


def _of_basis(each: Numbered) -> Iterator[tuple[str, str]]:
    if each.row.basis not in (Basis.OWN, Basis.INFORMATION):
        yield "basis", "does not say whether it is own knowledge, or information or belief."
    elif each.row.basis == Basis.INFORMATION and not each.row.source.strip():
        yield "source", "is information or belief, and does not say from whom or what."


def _of_pages(each: Numbered, *, inside: Mapping[int, int], held: set[int]) -> Iterator[tuple[str, str]]:
    links = links_of(each.row)
    if not links and not each.row.no_record.strip():
        yield "pages", "is linked to no page, and does not say why no record shows it."
    for link in links:
        what = f"{link.record}-{link.page}"
        if link.record not in held:
            yield what, "is linked to a record that is no longer in the file."
        elif link.record not in inside:
            yield what, "is linked to a record that is out of scope."
        elif not (1 <= link.page <= inside[link.record] or (link.page == 0 and not inside[link.record])):
            yield what, "is linked to a page that its record no longer has."
