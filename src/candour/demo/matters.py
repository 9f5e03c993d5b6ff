"""Opens the demonstration's legal matters as they stood before any record was there: people, dates, searches, a draft.

Each step is taken once, on its day, by the person whose step it is.
"""

from __future__ import annotations

from datetime import date, timedelta

from candour.accounts.models import User
from candour.demo.authority import somebody
from candour.demo.litigating import Planned, Told, at, head, lawyer, on, plan
from candour.ledger.acting import Actor, acting
from candour.litigation import answering, drafting, members, scoping, searching, timetable, versions
from candour.litigation.answering import Answered
from candour.litigation.drafting import About
from candour.litigation.models import (
    Basis,
    Capacity,
    Event,
    EventMove,
    Matter,
    NotNeeded,
    Place,
    SearchAnswer,
    Statement,
)
from candour.litigation.opening import Details, open_matter
from candour.litigation.paragraphs import Words
from candour.litigation.scoping import Scope
from candour.litigation.searching import Asked

_DUE = timedelta(days=28)
_DETAILS = ("title", "reference", "claim_number", "court", "issues")


def begin() -> None:
    for planned in plan():
        _opened(planned)
        for each in planned.each("date"):
            _moved(planned, each)
        for each in planned.each("place"):
            _asked(planned, each)
            _answered(planned, each)
        if "assertion" in planned.truth["statement"]:
            _drafted(planned)


def _opened(planned: Planned) -> None:
    """With everybody on it, its dates as they were first planned, and what is searched for."""
    told, by = planned.told, lawyer()
    with at(told["opened"]), acting(Actor(user=by.pk)):
        if Matter.objects.filter(title=told["title"]).exists():
            return
        details = Details(**{name: told[name] for name in _DETAILS}, issued_on=on(told["issued_on"]))
        matter = open_matter(by=by, case=planned.reference, kind=told["kind"], details=details)
        for part, name in told["members"].items():
            members.join(by=by, matter=matter, user=somebody(name), capacity=Capacity(part))
        for each in planned.each("date"):
            day = date.fromisoformat(each["on"])
            timetable.set_date(by=by, matter=matter, title=each["title"], on=day, ordered=each.get("ordered", False))
        scoping.set_scope(by=by, matter=matter, scope=Scope(told["scope"]))


def _moved(planned: Planned, told: Told) -> None:
    by = lawyer()
    for move in told.get("moved", ()):
        with at(move["at"]), acting(Actor(user=by.pk)):
            event = Event.objects.select_related("matter").get(matter=planned.matter(), title=told["title"])
            if not EventMove.objects.filter(event=event, became=move["to"]).exists():
                timetable.move(by=by, event=event, to=date.fromisoformat(move["to"]), reason=move["reason"])
    if "done" in told:
        with at(max(told["done"], planned.told["opened"])), acting(Actor(user=by.pk)):
            event = Event.objects.select_related("matter").get(matter=planned.matter(), title=told["title"])
            if event.done_on is None:
                timetable.done(by=by, event=event, on=on(told["done"]))


def _asked(planned: Planned, told: Told) -> None:
    by = lawyer()
    with at(told["asked"]), acting(Actor(user=by.pk)):
        matter = planned.matter()
        for each in planned.each("not_needed"):
            if not NotNeeded.objects.filter(matter=matter, kind=each["kind"]).exists():
                searching.not_needed(by=by, matter=matter, kind=each["kind"], reason=each["reason"])
        if Place.objects.filter(matter=matter, name=told["name"]).exists():
            return
        who = somebody(told["who"]) if "who" in told else None
        due = date.fromisoformat(told["due"])
        asked = Asked(told["kind"], told["name"], told["terms"], due, who, told.get("outside", ""))
        searching.ask(by=by, matter=matter, asked=asked)


def _answered(planned: Planned, told: Told) -> None:
    """By whoever was asked, or by the lawyer who was told."""
    answer = told.get("answer")
    if answer is None:
        return
    by = somebody(answer["by"]) if "by" in answer else lawyer()
    day = next(answer[each] for each in ("at", "provided", "on") if each in answer)
    with acting(Actor(user=lawyer().pk)):
        place = Place.objects.select_related("matter").get(matter=planned.matter(), name=told["name"])
        if SearchAnswer.objects.filter(place=place).exists():
            return
    with at(day), acting(Actor(user=by.pk)):
        given = Answered(
            answer["result"], on(answer["on"]) if "on" in answer else None, answer.get("terms", ""),
            answer.get("found", 0), on(answer["provided"]) if "provided" in answer else None,
            answer.get("not_found", ""), answer.get("why", ""),
        )  # fmt: skip
        if "by" in answer:
            (asks,) = (each for each in answering.asked_of_me(by) if each.place.pk == place.pk)
            answering.answer(asks=asks, by=by, answered=given)
        else:
            answering.answer_for(by=by, place=place, answered=given)


def _drafted(planned: Planned) -> None:
    """The statement was written from memory, before any record was there: what others told is not said to be so."""
    told, witness = planned.truth["statement"], somebody(planned.truth["statement"]["by"])
    with at(told["drafted"]), acting(Actor(user=lawyer().pk)):
        matter = planned.matter()
        if Statement.objects.filter(matter=matter, elsewhere=False).exists():
            return
        about = About(supervisor=head(), due=date.fromisoformat(told["drafted"]) + _DUE)
        made = drafting.begin(by=lawyer(), matter=matter, author=witness, about=about)
        drafting.bring_in(
            by=lawyer(), statement=made, paragraphs=[("assertion", one["says"]) for one in told["assertion"]]
        )
        _own(made, told, by=lawyer())


def _own(made: Statement, told: Told, *, by: User) -> None:
    bases = {one["says"]: one["basis"] for one in told["assertion"]}
    for row in versions.paragraphs(made):
        if bases[row.text] == "own":
            words = Words(row.text, basis=Basis.OWN)
            drafting.change(by=by, statement=made, paragraph=row.paragraph, seen=row.version, words=words)
