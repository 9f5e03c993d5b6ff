"""Protocols: the list, one with its versions, a version with its text and who read it, and the forms that change them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from candour.accounts.gate import BOTH, WRITE, AuthorisedRequest, needs
from candour.accounts.queries import allowed
from candour.accounts.roles import Act
from candour.cases.forms import Confirm
from candour.cases.views.forming import one_form, saved
from candour.ledger.clock import today
from candour.litigation import acknowledging, protocols
from candour.litigation.comparing import pieces_of
from candour.litigation.forms import Reasoned
from candour.litigation.forms_protocols import AskReading, DraftForm, MakeProtocol, beginning
from candour.litigation.models import Acknowledgement, Matter, Protocol, ProtocolVersion
from candour.packs import in_force


@needs(Act.SEE_MATTERS)
def listed(request: AuthorisedRequest) -> HttpResponse:
    found = Protocol.objects.order_by("ended_on", "title", "pk")
    rows = [(each, protocols.current(each), protocols.draft_of(each)) for each in found]
    return render(request, "litigation/protocols.html", {"rows": rows, "kinds": _kinds()})


@needs(Act.KEEP_MATTERS, methods=BOTH)
def make(request: AuthorisedRequest) -> HttpResponse:
    form = MakeProtocol(
        request.POST if request.method == "POST" else None, initial=beginning() if "example" in request.GET else None
    )

    def save(answers: dict[str, Any]) -> str:
        made = protocols.make(by=request.user, title=answers["title"], kinds=answers["kinds"], draft=form.draft())
        messages.success(request, "The protocol is drafted. Both services have to agree to it.")
        return reverse("litigation:protocol", args=[made.key])

    shown = {"heading": "Make a protocol", "button": "Save the draft", "back": reverse("litigation:protocols")}
    return one_form(request, form=form, save=save, shown=shown)


@needs(Act.SEE_MATTERS)
def protocol(request: AuthorisedRequest, key: str) -> HttpResponse:
    one = get_object_or_404(Protocol, key=key)
    versions = list(ProtocolVersion.objects.filter(protocol=one).order_by("-number"))
    shown = {
        "protocol": one, "current": protocols.current(one), "draft": protocols.draft_of(one), "kinds": _kinds(),
        "versions": [(each, acknowledging.reading_of(each), _before(versions, at)) for at, each in enumerate(versions)],
        "bound": Matter.objects.filter(protocol__protocol=one).select_related("protocol").order_by("-opened_at"),
    }  # fmt: skip
    return render(request, "litigation/protocol.html", shown)


@needs(Act.KEEP_MATTERS, methods=BOTH)
def end(request: AuthorisedRequest, key: str) -> HttpResponse:
    one = get_object_or_404(Protocol, key=key)
    form = Reasoned(request.POST if request.method == "POST" else None)

    def do(answers: dict[str, Any]) -> None:
        protocols.end(by=request.user, protocol=one, **answers)

    shown = {
        "heading": f"End {one.title}", "button": "End it", "danger": True,
        "lines": ["No new matter is bound to it from today. Matters that are bound to it stay so."],
    }  # fmt: skip
    return _answered(request, one, form, do, "It has ended.", shown)


@needs(Act.AGREE_PROTOCOLS, methods=BOTH)
def new_version(request: AuthorisedRequest, key: str) -> HttpResponse:
    one = get_object_or_404(Protocol, key=key)
    last = ProtocolVersion.objects.filter(protocol=one).order_by("-number").first()
    now = {"text": last.text if last else ""}
    form = DraftForm(request.POST if request.method == "POST" else None, first=False, initial=now)

    def do(_: dict[str, Any]) -> None:
        protocols.new_version(by=request.user, protocol=one, draft=form.draft())

    shown = {"heading": f"A new version of {one.title}", "button": "Save the draft"}
    return _answered(request, one, form, do, "The draft is saved. Both services have to agree to it.", shown)


@needs(Act.SEE_MATTERS)
def version(request: AuthorisedRequest, key: str) -> HttpResponse:
    return _version(request, _found(key))


def _version(request: AuthorisedRequest, one: ProtocolVersion, *, form: Form | None = None) -> HttpResponse:
    """``form``: one that was sent and could not be saved."""
    reading = acknowledging.reading_of(one)
    shown = {
        "version": one, "protocol": one.protocol, "paragraphs": _paragraphs(one.text), "reading": reading,
        "agreed": protocols.agreed(one), "form": form, "today": today(), "legal": allowed(request.user, Act.KEEP_MATTERS),
        "mine": [each for each in reading.rows if each.said_at is None and acknowledging.may_say(each, request.user)],
    }  # fmt: skip
    return render(request, "litigation/protocol_version.html", shown, status=422 if form else 200)


@needs(Act.AGREE_PROTOCOLS, methods=BOTH)
def write(request: AuthorisedRequest, key: str) -> HttpResponse:
    one = _found(key)
    now = {"text": one.text, "changes": one.changes, "in_force_from": one.in_force_from}
    form = DraftForm(request.POST if request.method == "POST" else None, first=one.number == 1, initial=now)

    def do(_: dict[str, Any]) -> None:
        protocols.write(by=request.user, version=one, draft=form.draft())

    shown = {
        "heading": f"Change the draft of {one.protocol.title}", "button": "Save the draft",
        "lines": ["Whoever had agreed to it has to agree again."],
    }  # fmt: skip
    return _answered(request, one.protocol, form, do, "The draft is saved.", shown)


@needs(Act.AGREE_PROTOCOLS, methods=WRITE)
def agree(request: AuthorisedRequest, key: str) -> HttpResponse:
    one = _found(key)

    def do() -> None:
        protocols.agree(by=request.user, version=one, legal=allowed(request.user, Act.KEEP_MATTERS))

    return _done(request, one, do, "You have agreed to it for your service.")


@needs(Act.SEE_MATTERS)
def differences(request: AuthorisedRequest, key: str, other: str) -> HttpResponse:
    """Between two versions of one protocol, the earlier first, whichever was named first."""
    one, two = _found(key), _found(other)
    if one.protocol_id != two.protocol_id or one.pk == two.pk:
        raise Http404
    old, new = sorted((one, two), key=lambda each: each.number)
    shown = {"protocol": one.protocol, "old": old, "new": new, "pieces": list(pieces_of(old.text, new.text))}
    return render(request, "litigation/protocol_differences.html", shown)


@needs(Act.AGREE_PROTOCOLS, methods=BOTH)
def ask(request: AuthorisedRequest, key: str) -> HttpResponse:
    one = _found(key)
    form = AskReading(request.POST if request.method == "POST" else None)

    def save(answers: dict[str, Any]) -> str:
        many = acknowledging.ask(
            by=request.user, version=one, users=form.people(), teams=answers["teams"], due=answers["due"]
        )
        messages.success(request, f"{many} asked. It stands in their My work until they have said that they read it.")
        return reverse("litigation:protocol_version", args=[one.key])

    shown = {
        "heading": "Who has to read it?", "button": "Ask them",
        "back": reverse("litigation:protocol_version", args=[one.key]),
    }  # fmt: skip
    return one_form(request, form=form, save=save, shown=shown)


@needs(Act.SEE_MATTERS, methods=WRITE)
def say(request: AuthorisedRequest, key: str, which: int) -> HttpResponse:
    one, reading = _reading(key, which)
    told = "Thank you. It is noted that you read it."
    return _done(request, one, lambda: acknowledging.say(by=request.user, reading=reading), told)


@needs(Act.AGREE_PROTOCOLS, methods=WRITE)
def remind(request: AuthorisedRequest, key: str, which: int) -> HttpResponse:
    one, reading = _reading(key, which)
    return _done(
        request, one, lambda: acknowledging.remind(by=request.user, reading=reading), "The reminder is on its way."
    )


@needs(Act.AGREE_PROTOCOLS, methods=WRITE)
def withdraw(request: AuthorisedRequest, key: str, which: int) -> HttpResponse:
    one, reading = _reading(key, which)
    return _done(
        request, one, lambda: acknowledging.withdraw(by=request.user, reading=reading), "They are no longer asked."
    )


def _found(key: str) -> ProtocolVersion:
    return get_object_or_404(
        ProtocolVersion.objects.select_related("protocol", "agreed_legal_by", "agreed_services_by", "made_by"), key=key
    )


def _reading(key: str, which: int) -> tuple[ProtocolVersion, Acknowledgement]:
    one = _found(key)
    return one, get_object_or_404(Acknowledgement.objects.select_related("version", "team"), pk=which, version=one)


def _kinds() -> dict[str, str]:
    return {key: each.title for key, each in in_force.current(on=today()).matters.items()}


def _before(versions: list[ProtocolVersion], at: int) -> ProtocolVersion | None:
    return versions[at + 1] if at + 1 < len(versions) else None


def _paragraphs(text: str) -> list[tuple[bool, str]]:
    """Each with whether it is a heading."""
    parts = [part.strip() for part in text.split("\n\n") if part.strip()]
    return [(part.startswith("#"), part.lstrip("#").strip() if part.startswith("#") else part) for part in parts]


def _answered(
    request: AuthorisedRequest, one: Protocol, form: Form, do: Callable[[dict[str, Any]], None], told: str,
    shown: dict[str, Any],
) -> HttpResponse:  # fmt: skip
    back = reverse("litigation:protocol", args=[one.key])

    def save(answers: dict[str, Any]) -> str:
        do(answers)
        messages.success(request, told)
        return back

    return one_form(request, form=form, save=save, shown={**shown, "back": back})


def _done(request: AuthorisedRequest, one: ProtocolVersion, do: Callable[[], None], told: str) -> HttpResponse:
    """A button of a version's page."""
    form = Confirm(request.POST)

    def save(_: dict[str, Any]) -> str:
        do()
        messages.success(request, told)
        return reverse("litigation:protocol_version", args=[one.key])

    goes_to = saved(form, save) if form.is_valid() else ""
    return HttpResponseRedirect(goes_to) if goes_to else _version(request, one, form=form)
