"""The page of one step of a request: its form with what has to be known, or why the step cannot be taken now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candour.access import whole
from candour.access.evidence import needs
from candour.access.gate import on_step
from candour.access.guarding import StepRefused
from candour.access.models import Request
from candour.access.policies import rules_of
from candour.access.viewing import looked
from candour.access.views import (
    steps_deciding,
    steps_evidence,
    steps_fee,
    steps_lists,
    steps_out,
    steps_route,
    steps_search,
)
from candour.access.views.steps_offer import Offer, Offers
from candour.accounts.gate import AuthorisedRequest
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import attempt

STEPS: Mapping[str, Offers] = {
    "route": steps_route.route,
    "check_evidence": steps_evidence.check_evidence,
    "clarify": steps_evidence.clarify,
    "extend": steps_evidence.extend,
    "charge": steps_fee.charge,
    "search": steps_search.search,
    "consult": steps_search.consult,
    "advise": steps_deciding.advise,
    "advise_legally": steps_deciding.advise_legally,
    "decide": steps_deciding.decide,
    "check_entitlement": steps_deciding.check_entitlement,
    "check_written_request": steps_lists.check_written_request,
    "check_prescribed": steps_lists.check_prescribed,
    "collate": steps_deciding.collate,
    "allocate": steps_route.allocate,
    "pass_on": steps_route.pass_on,
    "instruct": steps_out.instruct,
    "send": steps_out.send,
    "track": steps_out.track,
    "complain": steps_out.complain,
    "review_complaint": steps_out.review_complaint,
    "close": steps_out.close,
}
"""What can be done, by the duty of the pack that says who may."""
_NOTHING = {
    "check_evidence": "Nothing has to be shown on this route.",
    "send": "Nobody has given instructions that wait to be sent.",
    "review_complaint": "There is no complaint that waits for an answer.",
}


@on_step(STEPS)
def step(request: AuthorisedRequest, of: Request, step: str) -> HttpResponse:
    offers = list(STEPS[step](of, request.user))
    chosen = _chosen(request, offers)
    if chosen is None or chosen.against:
        if request.method == "POST" and chosen is None:
            raise BadInput("Nothing was chosen.", do="Go back, and choose what you want to do.")
        return _page(request, of, step, offers, chosen, form=None)
    form = chosen.form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _saved(request, chosen, form):
        messages.success(request, chosen.said)
        return HttpResponseRedirect(_after(of))
    return _page(request, of, step, offers, chosen, form=form)


def _after(of: Request) -> str:
    """The page of the request; the list for who passed it on and sees it no more."""
    seen = Request.objects.filter(pk=of.pk).exists()
    return reverse("access:request", args=[of.key]) if seen else reverse("access:list")


def _chosen(request: AuthorisedRequest, offers: Sequence[Offer]) -> Offer | None:
    """What the address or the form names; where it names nothing the only one there is. 404: it names what is not there."""
    told = request.POST if request.method == "POST" else request.GET
    do, row = told.get("do", ""), told.get("row", "")
    if do:
        found = next((each for each in offers if (each.do, each.row) == (do, row)), None)
        if found is None:
            raise Http404
        return found
    open_ = [each for each in offers if not each.against]
    return open_[0] if len(open_) == 1 and len({each.group for each in offers}) == 1 else None


def _saved(request: AuthorisedRequest, chosen: Offer, form: Form) -> bool:
    """Whether it was done; where the service would not do it the form says why, and nothing was changed."""
    try:
        with attempt():
            chosen.save(by=request.user, **form.cleaned_data)
    except StepRefused:  # is entered in the ledger on its way out
        raise
    except (BadInput, Refused) as error:
        form.add_error(None, str(error))
        return False
    return True


def _page(
    request: AuthorisedRequest, of: Request, step: str, offers: Sequence[Offer], chosen: Offer | None, *,
    form: Form | None,
) -> HttpResponse:  # fmt: skip
    """409 where nothing of the step, or not what was chosen, can be done now."""
    whole_ = whole.read(of)
    looked(whole_, by=request.user)
    duty = rules_of(whole_).duties[step]
    reasons = [chosen.against] if chosen else list(dict.fromkeys(each.against for each in offers))
    blocked = bool(chosen and chosen.against) or not any(not each.against for each in offers)
    shown = {
        "of": whole_, "step": step, "duty": duty, "offers": _grouped(offers, chosen), "chosen": chosen, "form": form,
        "against": (reasons or [_NOTHING[step]]) if blocked else [], "needs": needs(whole_), "way": whole.way(whole_),
        **(chosen.known if chosen else {}),
    }  # fmt: skip
    status = 409 if blocked else 422 if form is not None and form.errors else 200
    return render(request, "access/step.html", shown, status=status)


def _grouped(offers: Sequence[Offer], chosen: Offer | None) -> dict[str, list[Offer]]:
    """What else can be done, under what it is about."""
    found: dict[str, list[Offer]] = {}
    for each in offers:
        if each is not chosen:
            found.setdefault(each.group, []).append(each)
    return found
