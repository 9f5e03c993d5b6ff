"""The statements of a matter: the list, one of them to read, and the forms that begin it, describe it, and note others."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import BOTH, AuthorisedRequest
from candour.accounts.roles import Act
from candour.cases.views.forming import one_form
from candour.ledger.verbs import Verb
from candour.litigation import contradicting, drafting, linking, members, noting, statement_gate, versions
from candour.litigation.exhibiting import whole
from candour.litigation.forms_statement import Begin, Details, Elsewhere, FiledOn, details_of
from candour.litigation.gate import on_matter
from candour.litigation.linking import Link
from candour.litigation.models import Capacity, Matter, Member, State, Statement
from candour.litigation.views.around import answered, around
from candour.litigation.working import note


def found(request: AuthorisedRequest, matter: Matter, which: str) -> Statement:
    """404 for a key that no statement of the matter has."""
    statement = _of(matter).filter(key=which).first()
    if statement is None:
        raise Http404
    statement.matter = matter
    return statement


def viewed(statement: Statement, **details: Any) -> None:
    """Every page that shows words of a statement enters that they were looked at."""
    note(statement.matter, Verb.STATEMENT_VIEWED, object=f"statement:{statement.pk}", **details)


def beside(request: AuthorisedRequest, statement: Statement) -> dict[str, Any]:
    """What every page of a statement shows. ``can_change``: whoever looks drafts it, and it is open."""
    closed = statement.elsewhere or statement.state in (State.FILED, State.WITHDRAWN)
    live = statement.matter.closed_at is None
    return {
        **around(request, statement.matter), "statement": statement, "here": "statements",
        "can_change": live and not closed and drafting.may_change(statement, request.user),
    }  # fmt: skip


@on_matter()
def listed(request: AuthorisedRequest, matter: Matter) -> HttpResponse:
    mine = Member.objects.filter(matter=matter, user=request.user, capacity=Capacity.WITNESS, ended_at=None).exists()
    shown = around(request, matter)
    live = matter.closed_at is None
    shown |= {
        "statements": _of(matter).order_by("pk"),
        "can_begin": live and (mine or shown["lawyer"]),
        "here": "statements",
    }
    return render(request, "litigation/statements.html", shown)


@on_matter(methods=BOTH)
def begin(request: AuthorisedRequest, matter: Matter) -> HttpResponse:
    only = None if members.is_lawyer(matter, request.user) else request.user
    form = Begin(request.POST if request.method == "POST" else None, matter=matter, only=only)

    def save(_: dict[str, Any]) -> str:
        made = drafting.begin(by=request.user, matter=matter, author=form.cleaned_data["author"], about=form.about())
        return reverse("litigation:statement_draft", args=[matter.key, made.key])

    shown = {
        "heading": "Begin a witness statement", "button": "Begin it", "lines": list(_lacking(matter)),
        "back": reverse("litigation:statements", args=[matter.key]), **around(request, matter),
    }  # fmt: skip
    return one_form(request, form=form, save=save, shown=shown)


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def elsewhere(request: AuthorisedRequest, matter: Matter) -> HttpResponse:
    form = Elsewhere(request.POST if request.method == "POST" else None, matter=matter)

    def do(_: dict[str, Any]) -> None:
        noting.note_made(by=request.user, matter=matter, made=form.made())

    shown = {
        "heading": "Note a statement that was made elsewhere", "button": "Note it",
        "lines": ["For a statement that was written and signed outside Candour. It is read in the case file."],
    }  # fmt: skip
    return answered(
        request, matter, form, do, told="The statement is noted.", shown=shown, to="litigation:statements"
    )  # fmt: skip


@on_matter()
def statement(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    one = found(request, matter, which)
    viewed(one, version=one.version)
    shown = beside(request, one)
    if one.elsewhere:
        first = min(one.record.pages_count, 1) if one.record else 0
        link = Link(one.record_id or 0, first)
        return render(request, "litigation/statement_elsewhere.html", {**shown, "holds": linking.shown([link])[link]})
    shown |= {"whole": whole(versions.numbered(one)), "unanswered": contradicting.unanswered(one)}
    shown |= statement_gate.panel(one, request.user)
    return render(request, "litigation/statement.html", shown)


@on_matter(methods=BOTH)
def details(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    one = drafting.for_change(by=request.user, statement=found(request, matter, which))
    form = Details(request.POST if request.method == "POST" else None, matter=matter, initial=details_of(one))

    def save(_: dict[str, Any]) -> str:
        drafting.describe(by=request.user, statement=one, about=form.about())
        return reverse("litigation:statement", args=[matter.key, one.key])

    lines = ["What stands in the statement itself, its title or exhibit mark, ends a signature."]
    return _one(request, one, form, save, heading="Details of the statement", lines=lines)


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def filed_elsewhere(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    one = found(request, matter, which)
    form = FiledOn(request.POST if request.method == "POST" else None)

    def save(answers: dict[str, Any]) -> str:
        noting.note_filed(by=request.user, statement=one, on=answers["on"])
        return reverse("litigation:statement", args=[matter.key, one.key])

    return _one(request, one, form, save, heading="Note that it was filed", lines=[])


def _one(
    request: AuthorisedRequest, one: Statement, form: Form, save: Any, *, heading: str, lines: list[str]
) -> HttpResponse:
    back = reverse("litigation:statement", args=[one.matter.key, one.key])
    shown = {**around(request, one.matter), "back": back, "heading": heading, "lines": lines, "button": "Save"}
    return one_form(request, form=form, save=save, shown=shown)


def _of(matter: Matter) -> QuerySet[Statement]:
    """With the record that holds one made elsewhere, if whoever looks may see it."""
    return Statement.objects.filter(matter=matter).select_related("author", "supervisor", "record__case")


def _lacking(matter: Matter) -> list[str]:
    """Who has to be on the matter first."""
    there = set(Member.objects.filter(matter=matter, ended_at=None).values_list("capacity", flat=True))
    wanted = (
        (Capacity.WITNESS, "Nobody is on this matter as a witness yet. Put them on it first."),
        (Capacity.SUPERVISING, "This matter has no supervising lawyer yet. Put one on it first."),
    )
    return [words for capacity, words in wanted if capacity not in there]
