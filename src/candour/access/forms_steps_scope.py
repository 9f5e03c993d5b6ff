"""What is filled in to begin the review of records: who receives them, and whether all or some of the file is reviewed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from candour.access.forms_steps import day, line, one_of
from candour.access.models import Request
from candour.access.policies import route_of
from candour.access.scoping import Terms, kinds_of, named_records, terms_of, within
from candour.accounts.offering import offer
from candour.cases.models import Case
from candour.disclosure.forms import named
from candour.policy.vocabulary import CHAINS

_WHOLE, _SOME = "whole", "some"


class BeginReview(forms.Form):
    """Nothing is narrowed unasked: what the request's words seem to say is filled in for somebody to confirm.

    On a route of a chain, where a whole file is not given as a matter of routine, it is narrowed unless somebody says
    otherwise.
    """

    recipient = one_of("Who receives the records?", ())
    part = one_of(
        "Which records are reviewed for them?",
        ((_WHOLE, "All records of the case file"), (_SOME, "Only some, as below")),
    )
    since = day("Records from this day on", now=False, required=False, hint="Leave it empty if there is no first day.")
    until = day("Records up to this day", now=False, required=False, hint="Leave it empty if there is no last day.")
    kinds = forms.MultipleChoiceField(
        label="Of these kinds only", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Tick none for every kind. A record whose day or kind nobody knows is taken in.",
    )  # fmt: skip
    named = forms.MultipleChoiceField(
        label="These records too", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Their titles stand in what was asked or in what was found.",
    )  # fmt: skip
    only_why = line(
        "Why these only?", required=False, longest=500,
        hint="It stands on the request and in the certificate of the bundle. Name nobody.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, recipients: Iterable[tuple[str, str]], of: Request, case: Case | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        offer(self, "recipient", recipients)
        if case is None:
            return
        offer(self, "kinds", [(kind, f"{kind.replace('_', ' ')} ({many})") for kind, many in kinds_of(case)])
        offer(self, "named", [(str(each.pk), named(each)) for each in named_records(of, case)])
        for name in ("kinds", "named"):
            if not self.fields[name].choices:  # type: ignore[attr-defined]
                del self.fields[name]
        self._fill(of, terms_of(of, case))

    def _fill(self, of: Request, terms: Terms) -> None:
        route = route_of(of)
        narrow = route is not None and route.kind in CHAINS and terms != Terms()
        told = {
            "part": _SOME if narrow else _WHOLE, "since": terms.since, "until": terms.until, "kinds": terms.kinds,
            "named": [str(each) for each in terms.named],
        }  # fmt: skip
        for name, value in told.items():
            if name in self.fields:
                self.fields[name].initial = value

    def clean(self) -> dict[str, Any]:
        """``only``: the keys of the records, none for the whole file."""
        given = super().clean() or {}
        only = self._only(given) if given.get("part") == _SOME and self.case and not self.errors else []
        return {
            "recipient": given.get("recipient"), "only": only, "only_why": given.get("only_why", "") if only else "",
        }  # fmt: skip

    def _only(self, given: dict[str, Any]) -> list[str]:
        assert self.case is not None
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", "The last day is before the first")
        if not given.get("only_why"):
            self.add_error("only_why", "Say why it is these records only")
        chosen = Terms(since, until, tuple(given.get("kinds") or ()), tuple(map(int, given.get("named") or ())))
        only = within(self.case, chosen)
        if not only:
            self.add_error("part", "No record of the file is like this: choose other days or kinds, or all records")
        return only
