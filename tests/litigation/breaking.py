"""What can be missing before the statement gate: each taken away by itself from a statement that passes, and put back.

Past the services where they would not do such a thing.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Any

from django.db.models import Model
from tests.cases.places import working
from tests.litigation.passing import Passing
from tests.web.people import days

from candour.cases.models import Gap, Page, Preparation, Record, Stage
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now, today
from candour.litigation import drafting, marking, versions
from candour.litigation.drafting import Words
from candour.litigation.lacking import Lack
from candour.litigation.marking import Said
from candour.litigation.models import Basis, Certificate, NotNeeded, OutOfScope, Result, SearchAnswer, Wording
from candour.litigation.models import Place as Searched

Missing = set[tuple[str, str]]
"""Condition and item of each lack."""
Breaking = Callable[[Passing], AbstractContextManager[Missing]]
WAYS: dict[str, Breaking] = {}


def named(lacks: Iterable[Lack]) -> Missing:
    """Records by their numbers alone, without the moment from which they are what they are."""
    return {(str(each.condition), re.sub(r"^(record:\d+):\d+$", r"\1", each.item)) for each in lacks}


def _way(breaking: Callable[[Passing], Iterator[Missing]]) -> Breaking:
    WAYS[breaking.__name__] = made = contextlib.contextmanager(breaking)
    return made


@contextlib.contextmanager
def _otherwise(of: Passing, row: Model, **values: Any) -> Iterator[None]:
    """The row with other values for the block."""
    found = type(row)._default_manager.filter(pk=row.pk)
    with acting(Actor(user=of.here.owner.pk)):
        was = found.values(*values).get()
        found.update(**values)
    try:
        yield
    finally:
        with acting(Actor(user=of.here.owner.pk)):
            found.update(**was)


def _read(of: Passing, model: type[Model], **values: Any) -> Any:
    with acting(Actor(user=of.here.owner.pk)):
        return model._default_manager.filter(**values).order_by("pk").first()


@_way
def a_case_is_not_prepared(of: Passing) -> Iterator[Missing]:
    with working(of.here.case):
        made = Preparation.objects.create(case=of.here.case, asked_at=now(), stage=Stage.WAITING)
    yield {("provided", f"case:{of.here.case.pk}")}
    with working(of.here.case):
        Preparation.objects.filter(pk=made.pk).update(stage=Stage.READY)


@_way
def a_document_is_mentioned_and_not_held(of: Passing) -> Iterator[Missing]:
    with working(of.here.case):
        gap = Gap.objects.create(
            case=of.here.case, key="g1", kind="mentioned_not_held", detail="A report", record="visit"
        )
    yield {("provided", f"gap:{gap.pk}")}
    with working(of.here.case):
        Gap.objects.filter(pk=gap.pk).delete()


def _answered(of: Passing, **values: Any) -> None:
    given = {"result": Result.FOUND, "searched_on": today(), "terms": "assessment", "found": 1, "provided_on": today()}
    place = _read(of, Searched)
    with acting(Actor(user=of.here.owner.pk)):
        SearchAnswer.objects.create(
            matter=of.here.matter, place=place, by=of.here.owner, at=now(), **{**given, **values}
        )  # fmt: skip


@_way
def what_was_found_was_not_provided(of: Passing) -> Iterator[Missing]:
    _answered(of, provided_on=None)
    key = _read(of, Searched).key
    yield {("provided", f"place:{key}"), ("search", f"provided:{key}")}
    _answered(of)


@_way
def nobody_said_why_something_was_not_found(of: Passing) -> Iterator[Missing]:
    _answered(of, not_found="The assessment of March", why="")
    yield {("search", f"why:{_read(of, Searched).key}")}
    _answered(of)


@_way
def nobody_said_why_it_was_not_searched(of: Passing) -> Iterator[Missing]:
    _answered(of, result=Result.NOT_SEARCHED, why="")
    yield {("search", f"why:{_read(of, Searched).key}")}
    _answered(of)


@_way
def a_search_is_not_answered(of: Passing) -> Iterator[Missing]:
    with acting(Actor(user=of.here.owner.pk)):
        made = Searched.objects.create(
            matter=of.here.matter, kind="email", name="Mailbox", terms="home", due=days(3), asked_by=of.here.owner,
            asked_at=now(),
        )  # fmt: skip
    yield {("search", f"answer:{made.key}")}
    with acting(Actor(user=of.here.owner.pk)):
        Searched.objects.filter(pk=made.pk).update(dropped_at=now())


@_way
def a_kind_of_place_is_passed_over(of: Passing) -> Iterator[Missing]:
    with _otherwise(of, _read(of, NotNeeded, kind="paper"), ended_at=now()):
        yield {("search", "kind:paper")}


@_way
def nobody_was_asked_to_search(of: Passing) -> Iterator[Missing]:
    with _otherwise(of, _read(of, Searched), dropped_at=now()):
        yield {("search", "nothing"), ("search", "kind:case_system")}


@_way
def nobody_said_what_is_searched_for(of: Passing) -> Iterator[Missing]:
    with _otherwise(of, _read(of, Certificate), scope=""):
        yield {("search", "scope")}


@_way
def nobody_certified_the_search(of: Passing) -> Iterator[Missing]:
    with _otherwise(of, _read(of, Certificate), certified_at=None):
        yield {("search", "certified")}


@_way
def a_record_changed_since_it_was_displayed(of: Passing) -> Iterator[Missing]:
    with _otherwise(of, of.mentioned, changed_at=now()):
        yield {("displayed", f"record:{of.mentioned.pk}")}


@_way
def one_page_was_not_displayed(of: Passing) -> Iterator[Missing]:
    with working(of.here.case):
        page = Page.objects.create(case=of.here.case, record=of.mentioned, number=3, kind="own", width=1, height=1)
    with _otherwise(of, of.mentioned, pages_count=3):
        yield {("displayed", f"record:{of.mentioned.pk}")}
    with working(of.here.case):
        Page.objects.filter(pk=page.pk).delete()


@_way
def a_record_without_pages_was_not_displayed(of: Passing) -> Iterator[Missing]:
    with _otherwise(of, of.whole, changed_at=now()):
        yield {("displayed", f"record:{of.whole.pk}")}


@contextlib.contextmanager
def _written(of: Passing, number: int, **values: Any) -> Iterator[Wording]:
    """An assertion with other words for the block."""
    lawyer, one = of.here.owner, of.now()
    with acting(Actor(user=lawyer.pk)):
        row = next(each.row for each in versions.numbered(one) if each.number == number)
        said = {"text": row.text, "basis": row.basis, "source": row.source, "no_record": row.no_record}
        links = tuple(drafting.linking.links_of(row))
        words = Words(**{**said, "links": links, **values})
        drafting.change(by=lawyer, statement=one, paragraph=row.paragraph, seen=row.version, words=words)
    yield row
    _restored(of, one.version)


def _restored(of: Passing, version: int) -> None:
    with acting(Actor(user=of.here.owner.pk)):
        drafting.restore(by=of.here.owner, statement=of.now_within(), version=version)


@_way
def nothing_is_asserted(of: Passing) -> Iterator[Missing]:
    one, lawyer = of.now(), of.here.owner
    with acting(Actor(user=lawyer.pk)):
        for row in versions.paragraphs(one):
            drafting.remove(by=lawyer, statement=one, paragraph=row.paragraph, seen=row.version)
    yield {("assertions", "none"), ("considered", f"record:{of.mentioned.pk}")}
    _restored(of, one.version)


@_way
def an_assertion_does_not_say_from_what(of: Passing) -> Iterator[Missing]:
    with _written(of, 3, basis=Basis.NOT_SAID) as row:
        yield {("assertions", f"{row.paragraph}:basis")}


@_way
def a_belief_has_no_source(of: Passing) -> Iterator[Missing]:
    with _written(of, 2, source="") as row:
        yield {("assertions", f"{row.paragraph}:source")}


@_way
def an_assertion_is_linked_to_nothing(of: Passing) -> Iterator[Missing]:
    with _written(of, 3, no_record="") as row:
        yield {("assertions", f"{row.paragraph}:pages")}


def _link(of: Passing) -> Missing:
    with acting(Actor(user=of.here.owner.pk)):
        row = next(each.row for each in versions.numbered(of.now_within()) if each.number == 1)
    return {("assertions", f"{row.paragraph}:{of.mentioned.pk}-2")}


@_way
def a_linked_record_is_gone(of: Passing) -> Iterator[Missing]:
    with _otherwise(of, of.mentioned, gone_at=now()):
        yield _link(of)


@_way
def a_linked_record_is_out_of_scope(of: Passing) -> Iterator[Missing]:
    with acting(Actor(user=of.here.owner.pk)):
        out = OutOfScope.objects.create(
            matter=of.here.matter, case=of.here.case, record=of.mentioned, reason="It is of another child",
            by=of.here.owner, at=now(),
        )  # fmt: skip
    yield _link(of)
    with acting(Actor(user=of.here.owner.pk)):
        OutOfScope.objects.filter(pk=out.pk).update(ended_at=now())


@_way
def a_linked_page_is_gone(of: Passing) -> Iterator[Missing]:
    with _otherwise(of, of.mentioned, pages_count=1):
        yield _link(of)


@_way
def an_unmentioned_document_was_never_considered(of: Passing) -> Iterator[Missing]:
    with _written(of, 1, links=(), no_record="I made no note of it"):
        yield {("considered", f"record:{of.mentioned.pk}")}


@_way
def a_considered_document_became_another(of: Passing) -> Iterator[Missing]:
    with _otherwise(of, of.neutral, sha256="f" * 64):
        yield {("considered", f"record:{of.neutral.pk}")}


def _marked(of: Passing, record: Record, stance: str) -> None:
    with acting(Actor(user=of.here.owner.pk)):
        said = Said(stance, "What it is was looked at again")
        marking.mark(by=of.here.owner, matter=of.here.matter, record=record, said=said)


@_way
def a_mentioned_document_is_adverse_and_was_never_considered(of: Passing) -> Iterator[Missing]:
    _marked(of, of.mentioned, "adverse")
    yield {("considered", f"record:{of.mentioned.pk}")}
    _marked(of, of.mentioned, "helpful")


@_way
def a_considered_document_was_marked_adverse_since(of: Passing) -> Iterator[Missing]:
    _marked(of, of.neutral, "adverse")
    yield {("considered", f"record:{of.neutral.pk}")}
    _marked(of, of.neutral, "neutral")
