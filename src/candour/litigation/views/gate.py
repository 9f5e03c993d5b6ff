"""What is missing before a statement may go on, and the steps themselves: sign, approve, send back, file, withdraw, name gaps.

A step is refused here by the same services as everywhere; what the gate stops is entered and told with its whole list.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import BOTH, AuthorisedRequest
from candour.accounts.roles import Act
from candour.cases.views.forming import one_form
from candour.cases.wording import history
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import attempt
from candour.litigation import filing, gaps, setting, signing, statement_gate, stepping, versions
from candour.litigation.exhibiting import whole
from candour.litigation.forms import Reasoned
from candour.litigation.forms_gate import FileIt, NameGap, Seen, Sign
from candour.litigation.gaps import Naming
from candour.litigation.gate import on_matter
from candour.litigation.kinds import kind_of
from candour.litigation.models import Matter, NamedGap, Statement
from candour.litigation.refusing import refusals_entered
from candour.litigation.statement_gate import GateRefused
from candour.litigation.stepping import RULES, Step
from candour.litigation.views.statements import beside, found, viewed

_LATEST = 20
_Take = Callable[[dict[str, Any]], None]


@on_matter()
def gate(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    """Every condition with everything that is missing of it."""
    one = found(request, matter, which)
    story = history(matter.case, of=f"statement:{one.pk}", limit=_LATEST)
    shown = {**statement_gate.panel(one, request.user), "history": story}
    return render(request, "litigation/gate.html", {**beside(request, one), **shown})


@refusals_entered
@on_matter(methods=BOTH)
def sign(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    """The witness reads the words once more, shows again who they are, and confirms the statement of truth."""
    one = found(request, matter, which)
    stepping.guard(one, Step.SIGN, by=request.user)
    if request.method != "HEAD":
        raise_if_reauthentication_required(request, app="litigation")

    def take(answers: dict[str, Any]) -> None:
        signing.sign(by=request.user, statement=one, **answers)

    form = Sign(_sent(request), initial={"version": one.version})
    return _step(request, one, Step.SIGN, form, take, told="You have signed the statement.")


@refusals_entered
@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def approve(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    one = found(request, matter, which)

    def take(answers: dict[str, Any]) -> None:
        signing.approve(by=request.user, statement=one, **answers)

    form = Seen(_sent(request), initial={"version": one.version})
    return _step(request, one, Step.APPROVE, form, take, told="The statement is approved. It can be filed.")


@refusals_entered
@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def file(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    one = found(request, matter, which)

    def take(answers: dict[str, Any]) -> None:
        filing.file(by=request.user, statement=one, **answers)

    form = FileIt(_sent(request), initial={"version": one.version})
    return _step(request, one, Step.FILE, form, take, told="The statement is filed. It stays as it is now.")


@on_matter(methods=BOTH)
def take_back(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    one = found(request, matter, which)
    lines = ["The statement goes back to being drafted. An approval goes with your signature."]
    return _reasoned(
        request,
        one,
        Step.TAKE_BACK,
        signing.take_back,
        "Take your signature back",
        lines,
        "Your signature is taken back.",
    )


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def send_back(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    one = found(request, matter, which)
    lines = ["The witness’s signature ends, and they see your reason."]
    return _reasoned(
        request, one, Step.SEND_BACK, signing.send_back, "Send it back to the witness", lines, "It is sent back."
    )


@on_matter(Act.KEEP_MATTERS, methods=BOTH)
def withdraw(request: AuthorisedRequest, matter: Matter, which: str) -> HttpResponse:
    one = found(request, matter, which)
    lines = ["Everything of it stays to be seen. It cannot be taken up again.",
             "If it was filed, tell the court and the other parties."]  # fmt: skip
    return _reasoned(
        request, one, Step.WITHDRAW, filing.withdraw, "Withdraw this statement", lines, "The statement is withdrawn."
    )


@on_matter(Act.HEAD_LITIGATION, methods=BOTH)
def name_gap(request: AuthorisedRequest, matter: Matter, which: str, condition: str, item: str) -> HttpResponse:
    """404 for what the gate does not list now, or lists as named."""
    one = found(request, matter, which)
    stepping.guard(one, Step.NAME_GAP, by=request.user)
    lack = next(
        (each for each in statement_gate.missing(one) if (each.condition, each.item) == (condition, item)), None
    )
    if lack is None or not gaps.may_be_named(lack):
        raise Http404
    form = NameGap(_sent(request))

    def save(answers: dict[str, Any]) -> str:
        gaps.name(by=request.user, statement=one, gap=Naming(condition=condition, item=item, **answers))
        messages.success(request, "The gap is named. It stands in the statement, and is an action.")
        return _gate_page(one)

    lines = [lack.words, "The statement can go on with this one thing missing. Nothing else is excused.",
             "If it is signed or approved already, it has to be signed and approved again with the gap in it."]  # fmt: skip
    shown = {"heading": "Let the statement go on with a gap", "button": "Name the gap", "lines": lines}
    return one_form(request, form=form, save=save, shown={**shown, **beside(request, one), "back": _gate_page(one)})


@on_matter(Act.HEAD_LITIGATION, methods=BOTH)
def withdraw_gap(request: AuthorisedRequest, matter: Matter, which: str, gap: int) -> HttpResponse:
    one = found(request, matter, which)
    row = NamedGap.objects.select_related("statement__matter").filter(statement=one, pk=gap, withdrawn_at=None).first()
    if row is None:
        raise Http404

    def withdrawn(*, by: Any, statement: Statement, reason: str) -> None:
        gaps.withdraw(by=by, gap=row, reason=reason)

    lines = [row.words, "What it excused counts as missing again. Its action stays until somebody closes it."]
    return _reasoned(request, one, Step.NAME_GAP, withdrawn, "Withdraw this gap", lines, "The gap is withdrawn.")


@on_matter(methods=("GET",))  # a HEAD would be entered as a download
def filed(request: AuthorisedRequest, matter: Matter, which: str, form: str) -> FileResponse:
    """As it was filed, byte for byte."""
    one = found(request, matter, which)
    if form not in setting.FORMS or not one.frozen_pdf:
        raise Http404
    content = filing.filed_file(by=request.user, statement=one, form=form)
    name = setting.file_name(one, one.version, form)
    return FileResponse(io.BytesIO(content), as_attachment=True, filename=name, content_type="application/octet-stream")


def _step(
    request: AuthorisedRequest, one: Statement, step: Step, form: Form, take: _Take, *, told: str
) -> HttpResponse:
    """The words as they are now with the button of the step, or what is missing; GateRefused for an attempt it stops."""
    stepping.guard(one, step, by=request.user)
    if request.method == "POST" and form.is_valid() and _taken(form, take):
        messages.success(request, told)
        return HttpResponseRedirect(reverse("litigation:statement", args=[one.matter.key, one.key]))
    if request.method == "POST" and not form.is_valid():
        statement_gate.check(one, step)
    viewed(one, version=one.version)
    standing = statement_gate.stand(one)
    shown = {
        "form": form, "step": step.value, "rule": RULES[step], "gate": standing, "whole": whole(versions.numbered(one)),
        "truth": kind_of(one.matter).truth, "gaps": standing.gaps,
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "litigation/gate_step.html", {**beside(request, one), **shown}, status=status)


def _taken(form: Form, take: _Take) -> bool:
    """What the gate stops is not the form's affair: it is told on a page of its own."""
    try:
        with attempt():
            take(form.cleaned_data)
    except GateRefused:
        raise
    except (BadInput, Refused) as error:
        form.add_error(None, str(error))
        return False
    return True


def _reasoned(
    request: AuthorisedRequest, one: Statement, step: Step, do: Callable[..., None], heading: str, lines: list[str],
    told: str,
) -> HttpResponse:  # fmt: skip
    stepping.guard(one, step, by=request.user)

    def save(answers: dict[str, Any]) -> str:
        do(by=request.user, statement=one, **answers)
        messages.success(request, told)
        return _gate_page(one)

    shown = {"heading": heading, "button": heading, "lines": lines, **beside(request, one), "back": _gate_page(one)}
    return one_form(request, form=Reasoned(_sent(request)), save=save, shown=shown)


def _sent(request: AuthorisedRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _gate_page(one: Statement) -> str:
    return reverse("litigation:gate", args=[one.matter.key, one.key])
