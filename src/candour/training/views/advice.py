"""The log of advice: asking Legal, the log narrowed and searched, one question with its answers, and what becomes of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import BOTH, WRITE, AuthorisedRequest, check, needs
from candour.accounts.queries import allowed
from candour.accounts.roles import Act
from candour.cases.models import Case
from candour.cases.views.asked import asked, keep
from candour.cases.views.forming import one_form
from candour.cases.wording import history_of
from candour.training import advice_log, advising
from candour.training.forms_advice import AnswerForm, AskForm, LogForm, Narrow, ThemesForm, split
from candour.training.forms_gaps import GapForm, JoinGap
from candour.training.gate import on_advice
from candour.training.models import Advice, Source

_ON_A_PAGE = 25


@needs(Act.SEE_TRAINING, methods=BOTH)
def listed(request: AuthorisedRequest) -> HttpResponse:
    """What the person may see of it, the latest first."""
    form = Narrow(request.POST if request.method == "POST" else asked(request) or None)
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
        return HttpResponseRedirect(f"{reverse('advice:list')}?asked={keep(request, given)}")
    wanted = form.wanted()
    page = Paginator(advice_log.found(wanted, user=request.user), _ON_A_PAGE).get_page(request.GET.get("page"))
    if wanted.words:
        advice_log.note_searched(wanted.words, many=page.paginator.count)
    shown = {
        "form": form, "page": page, "narrowed": wanted != advice_log.Wanted(),
        "rows": [(each, advice_log.due(each), advice_log.overdue(each)) for each in page],
    }  # fmt: skip
    return render(request, "training/advice_list.html", shown, status=422 if form.errors else 200)


@needs(Act.ASK_ADVICE, methods=BOTH)
def ask(request: AuthorisedRequest) -> HttpResponse:
    """``case`` in the address: the random key of the case that it is about."""
    about = Case.objects.filter(key=request.GET.get("case", "")).first()
    start = {"case": about.reference} if about else {}
    form = AskForm(request.POST if request.method == "POST" else None, user=request.user, initial=start)

    def save(_: dict[str, Any]) -> str:
        made = advising.ask(by=request.user, question=form.asked())
        return _done(request, made, "The question waits for a lawyer. The answer appears here and in My work.")

    shown = {
        "heading": "Ask Legal", "button": "Ask", "back": reverse("advice:list"),
        "lines": ["If a child may be in danger now, do not wait for an answer: act, and tell your manager."],
    }  # fmt: skip
    return one_form(request, form=form, save=save, shown=shown)


@needs(Act.ADVISE, methods=BOTH)
def log(request: AuthorisedRequest) -> HttpResponse:
    form = LogForm(request.POST if request.method == "POST" else None)

    def save(answers: dict[str, Any]) -> str:
        given = {name: answers[name] for name in ("asked_by", "answer")}
        made = advising.log(by=request.user, question=form.asked(), on=answers["asked_on"], **given)
        return _done(request, made, "The advice is in the log.")

    shown = {
        "heading": "Log advice that you gave", "button": "Log it", "back": reverse("advice:list"),
        "lines": ["For advice by telephone, in a meeting or by e-mail. Whoever asked sees it, and says that they have read it."],
    }  # fmt: skip
    return one_form(request, form=form, save=save, shown=shown)


@on_advice()
def advice(request: AuthorisedRequest, found: Advice) -> HttpResponse:
    advising.viewed(found)
    advises = allowed(request.user, Act.ADVISE)
    own = found.asked_by_id == request.user.pk
    waits = found.answered_by_id is None
    shown = {
        "advice": found, "answers": found.answers.select_related("by"), "advises": advises, "own": own,
        "named": own or advises or found.case_id is not None, "due": advice_log.due(found), "overdue": advice_log.overdue(found),
        "author": found.answered_by_id == request.user.pk and advises,
        "nobody": waits and own and found.case is not None and not advice_log.lawyers_who_see(found.case),
        "history": history_of(found.case, found) if found.case else None,
    }  # fmt: skip
    return render(request, "training/advice.html", shown)


@on_advice(methods=BOTH)
def answer(request: AuthorisedRequest, found: Advice) -> HttpResponse:
    check(request.user, Act.ADVISE)
    form = AnswerForm(request.POST if request.method == "POST" else None)

    def save(answers: dict[str, Any]) -> str:
        advising.answer(by=request.user, advice=found, text=answers["text"])
        return _done(request, found, "The answer is given. It stands in My work of whoever asked.")

    shown = {
        "heading": "Answer" if found.answered_by_id is None else "Add to the answer, or correct it", "button": "Give the answer",
        "lines": [found.question], "case": found.case, "back": _address(found),
    }  # fmt: skip
    return one_form(request, form=form, save=save, shown=shown)


@on_advice(methods=BOTH)
def sort(request: AuthorisedRequest, found: Advice) -> HttpResponse:
    check(request.user, Act.ADVISE)
    start = {"themes": ", ".join(found.themes)}
    form = ThemesForm(request.POST if request.method == "POST" else None, initial=start)

    def save(answers: dict[str, Any]) -> str:
        advising.sort(by=request.user, advice=found, themes=split(answers["themes"]))
        return _done(request, found, "Saved.")

    there = advice_log.themes()
    lines = [f"Themes so far: {', '.join(there)}."] if there else []
    shown = {"heading": "Themes", "button": "Save", "lines": lines, "case": found.case, "back": _address(found)}
    return one_form(request, form=form, save=save, shown=shown)


@on_advice(methods=WRITE)
def read(request: AuthorisedRequest, found: Advice) -> HttpResponse:
    advising.note_read(by=request.user, advice=found)
    return HttpResponseRedirect(_done(request, found, "It no longer waits for you."))


@on_advice(methods=WRITE)
def publish(request: AuthorisedRequest, found: Advice) -> HttpResponse:
    advising.publish(by=request.user, advice=found)
    return HttpResponseRedirect(_done(request, found, "All staff see it now. Who asked is not shown to them."))


@on_advice(methods=WRITE)
def withdraw(request: AuthorisedRequest, found: Advice) -> HttpResponse:
    advising.withdraw(by=request.user, advice=found)
    return HttpResponseRedirect(_done(request, found, "Only whoever asked, you and other lawyers see it now."))


@on_advice(methods=BOTH)
def to_gap(request: AuthorisedRequest, found: Advice) -> HttpResponse:
    """Of advice about a case nothing is filled in: it is privileged, and a gap is read by everybody."""
    check(request.user, Act.ADVISE)
    start: dict[str, Any] = {"source": Source.QUESTION, "teams": [found.team] if found.team else []}
    if found.case_id is None:
        start |= {"title": ", ".join(found.themes)[:200], "what": found.question[:4_000]}
    form = GapForm(request.POST if request.method == "POST" else None, initial=start)

    def save(_: dict[str, Any]) -> str:
        made = advising.to_gap(by=request.user, advice=found, about=form.about())
        messages.success(request, "The gap is noted.")
        return reverse("training:gap", args=[made.key])

    shown = {"heading": "Note the gap behind this question", "button": "Note the gap", "back": _address(found)}
    return one_form(request, form=form, save=save, shown=shown)


@on_advice(methods=BOTH)
def join_gap(request: AuthorisedRequest, found: Advice) -> HttpResponse:
    check(request.user, Act.ADVISE)
    form = JoinGap(request.POST if request.method == "POST" else None)

    def save(answers: dict[str, Any]) -> str:
        advising.join_gap(by=request.user, advice=found, gap=answers["gap"])
        return _done(request, found, "The question counts with that gap.")

    shown = {"heading": "It is a gap that was noted already", "button": "Save", "back": _address(found)}
    return one_form(request, form=form, save=save, shown=shown)


def _address(found: Advice) -> str:
    return reverse("advice:advice", args=[found.key])


def _done(request: AuthorisedRequest, found: Advice, told: str) -> str:
    messages.success(request, told)
    return _address(found)
