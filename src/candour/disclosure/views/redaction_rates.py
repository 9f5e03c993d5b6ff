"""How much is blacked out, by reason, author and person, against the council's own past, and how often a lawyer undid it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Sum
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from candour.accounts.gate import AuthorisedRequest, needs
from candour.accounts.queries import names
from candour.accounts.roles import Act
from candour.cases.models import Person
from candour.cases.views.table_file import table_file
from candour.disclosure.asking import pack_of
from candour.disclosure.measuring import by_person
from candour.disclosure.models import Disclosure
from candour.disclosure.rates import RECENT, Compared, Rate, Rates, measured, rates
from candour.disclosure.views.disclosures import recipients
from candour.ledger.acting import record
from candour.ledger.clock import today
from candour.ledger.verbs import Verb
from candour.packs import in_force

_COLUMNS = (
    "Blacked out",
    "Of",
    "In a hundred",
    "Between",
    "12 months before, in a hundred",
    "Of",
    "Lifted by a lawyer",
    "Of answered",
)


@dataclass(frozen=True, slots=True)
class Line:
    """A rate in words. ``href``: the rows that it is of; empty: there is no list of them."""

    label: str
    it: Compared
    href: str

    @property
    def cells(self) -> tuple[str | int, ...]:
        now, past, undone = self.it.now, self.it.past, self.it.undone
        between = f"{now.interval[0]:.0f} to {now.interval[1]:.0f}" if now.interval else ""
        return (self.label, now.part, now.of, _share(now), between, _share(past), past.of, undone.part, undone.of)


@dataclass(frozen=True, slots=True)
class Figure:
    key: str
    title: str
    means: str
    lines: Sequence[Line]
    undone: bool = True


@needs(Act.SEE_REDACTION_RATES)
def meter(request: AuthorisedRequest) -> HttpResponse:
    """``of`` in the address: the key of one disclosure."""
    disclosure = _asked(request)
    found = rates(on=today(), disclosure=disclosure)
    shown = {
        "disclosure": disclosure,
        "recipient": recipients(disclosure.case).get(disclosure.recipient, disclosure.recipient) if disclosure else "",
        "whole": Line("", found.all, ""),
        "since": found.since,
        "past_since": found.past_since,
        "figures": _figures(found, disclosure),
        "people": _people(disclosure) if disclosure else [],
        "at": urlencode({"of": disclosure.key}) if disclosure else "",
        "columns": _COLUMNS,
    }
    return render(request, "disclosure/redaction_rates.html", shown)


@needs(Act.SEE_REDACTION_RATES)
def table(request: AuthorisedRequest) -> HttpResponse:
    """All rates as CSV: people by their roles only."""
    disclosure = _asked(request)
    case = disclosure.case_id if disclosure else None
    record(Verb.RATES_DOWNLOADED, case=case, object=f"disclosure:{disclosure.pk}" if disclosure else "")
    figures = _figures(rates(on=today(), disclosure=disclosure), disclosure)
    rows = ((figure.title, *line.cells) for figure in figures for line in figure.lines)
    return table_file("redaction-rates", ("By", "What", *_COLUMNS), rows)


@needs(Act.SEE_REDACTION_RATES)
def behind(request: AuthorisedRequest) -> HttpResponse:
    """The disclosures of the last 90 days behind a number: of one reason, author or role."""
    given = request.GET
    asked = measured(today() - RECENT, None)
    if "ground" in given:
        asked = asked.filter(ground=given["ground"])
    if "role" in given:
        asked = asked.filter(role=given["role"])
    if given.get("author", "").isdecimal():
        asked = asked.filter(author=int(given["author"]) or None)
    counted = asked.order_by().values("disclosure").annotate(of=Sum("decided"), part=Sum("redacted"))
    rows = {each["disclosure"]: Rate(each["part"], each["of"]) for each in counted}
    found = Disclosure.objects.filter(pk__in=rows).select_related("case").order_by("-opened_at", "-pk")
    shown = {
        "rows": [
            {"it": each, "to": recipients(each.case).get(each.recipient, each.recipient), "rate": rows[each.pk]}
            for each in found
        ]
    }
    return render(request, "disclosure/redaction_rates_behind.html", shown)


def _asked(request: AuthorisedRequest) -> Disclosure | None:
    key = request.GET.get("of", "")
    found = Disclosure.objects.select_related("case").filter(key=key).first() if key else None
    if key and (found is None or not found.prepared_as):
        raise Http404
    return found


def _figures(found: Rates, disclosure: Disclosure | None) -> list[Figure]:
    pack = pack_of(disclosure) if disclosure else in_force.current(on=today())
    grounds = {each.id: each.title for each in pack.grounds.values()} | {"": "None was proposed"}
    who = {str(number): name for number, name in names(_number(each.key) for each in found.authors).items()}
    roles = {each.key: _role(each.key) for each in found.roles}
    return [
        Figure(
            "grounds", "By reason", "Of the mentions for which this reason was proposed or given, how many are blacked out.",
            _lines(found.grounds, grounds, "ground", disclosure),
        ),
        Figure(
            "authors", "By who decided", "Of the mentions that each person decided. Cases differ: a rate alone says little.",
            _lines(found.authors, {**who, "": "Nobody"}, "author", disclosure),
        ),
        Figure(
            "people", "By whom it is about", "Of the mentions of people in each role.",
            _lines(found.roles, roles, "role", disclosure), undone=False,
        ),
    ]  # fmt: skip


def _lines(
    several: Sequence[Compared], words: Mapping[str, str], name: str, disclosure: Disclosure | None
) -> list[Line]:
    return [Line(words.get(each.key, each.key), each, _rows(each.key, name, disclosure)) for each in several]


def _rows(key: str, name: str, disclosure: Disclosure | None) -> str:
    if disclosure is None:
        return f"{reverse('disclosure:redaction_rates_behind')}?{urlencode({name: key or ('0' if name == 'author' else '')})}"
    here = reverse("disclosure:redactions", args=[disclosure.key])
    return f"{here}?{urlencode({'show': 'all', name: key})}" if name != "role" and key else ""


def _people(disclosure: Disclosure) -> list[dict[str, object]]:
    """By name: for who looks at this disclosure, never for a file."""
    counted = by_person(disclosure)
    rows = Person.objects.filter(case=disclosure.case_id, key__in=[key for key, _, _ in counted])
    known = {each.key: each for each in rows}
    return [
        {
            "name": known[key].name, "role": _role(known[key].role), "rate": Rate(part, of),
            "href": reverse("disclosure:person", args=[disclosure.key, known[key].pk]),
        }
        for key, of, part in counted
        if key in known
    ]  # fmt: skip


def _role(role: str) -> str:
    if role == "unclear":
        return "It could be several people"
    return role.replace("_", " ").capitalize() or "Nobody in the register"


def _number(key: str) -> int | None:
    return int(key) if key.isdecimal() else None


def _share(rate: Rate) -> str:
    return "" if rate.share is None else f"{rate.share:.1f}"
