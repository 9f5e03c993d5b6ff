"""Asks people to search places for a matter, changes and withdraws what was asked, and certifies a search that is complete.

Anything asked anew opens the certificate again. It puts nothing into the case file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from candour.accounts.models import User
from candour.cases.models import Person
from candour.cases.reasons import words
from candour.engine.errors import BadInput, Refused
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.litigation import chasing
from candour.litigation.certificate import lacks, reopened
from candour.litigation.members import is_lawyer
from candour.litigation.models import Certificate, Matter, NotNeeded, Place, PlaceKind
from candour.litigation.scope import cases_of
from candour.litigation.working import live, note
from candour.packs import in_force

USUAL = tuple(kind for kind in PlaceKind if kind is not PlaceKind.OTHER)
"""What has to be searched, or said not to be needed, in every matter."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A place and who searches it: ``custodian``, or somebody without an account whose name it is."""

    kind: str
    name: str
    terms: str
    due: date
    custodian: User | None = None
    custodian_name: str = ""


def usual_due() -> date:
    return today() + timedelta(days=in_force.reminder("search_answered"))


def ask(*, by: User, matter: Matter, asked: Asked, gap: str = "") -> Place:
    """They are told by e-mail, without a word of the matter. ``gap``: what is looked for, as ``mentioned.named``.

    Refused for somebody barred from a case of it.
    """
    matter = live(matter, by=by)
    made = _add(matter, asked, by=by, gap=gap)
    reopened(matter)
    return made


def ask_usual(*, by: User, matter: Matter) -> list[Place]:
    """Every usual kind of place that nobody was asked to search: of the case's manager, with the children's names.

    What is asked can be changed place by place. Refused when each kind is asked for, or said not to be needed.
    """
    matter = live(matter, by=by)
    there = set(Place.objects.filter(matter=matter, dropped_at=None).values_list("kind", flat=True))
    there |= set(NotNeeded.objects.filter(matter=matter, ended_at=None).values_list("kind", flat=True))
    kinds = [kind for kind in USUAL if kind.value not in there]
    if not kinds:
        raise Refused("Each kind of place is asked for already.", do="Ask for a further place by itself.")
    terms = "\n".join(usual_terms(matter))
    manager = matter.case.manager
    made = [
        _add(matter, Asked(kind.value, kind.label, terms, usual_due(), custodian=manager), by=by) for kind in kinds
    ]  # fmt: skip
    reopened(matter)
    return made


def usual_terms(matter: Matter) -> Iterator[str]:
    """To begin with: the numbers of the cases, and every name of the children they are about."""
    cases = list(cases_of(matter))
    yield from (case.reference for case in cases)
    children = Person.objects.filter(case__in=cases, child=True, found=False, gone_at=None).order_by("name", "pk")
    yield from dict.fromkeys(name for child in children for name in (child.name, *child.aliases))


def change_place(*, by: User, place: Place, asked: Asked) -> None:
    """Another day is another day; anything else is asked anew, and what was answered before stays without counting."""
    matter = live(place.matter, by=by)
    _standing(place)
    fields = _checked(matter, asked)
    anew = any(getattr(place, name) != value for name, value in fields.items() if name != "due")
    if anew:
        fields |= {"asked_by": by, "asked_at": now(), "reminded_at": None, "reminders": 0}
    Place.objects.filter(pk=place.pk).update(**fields)
    note(matter, Verb.SEARCH_ASKED, place=place.pk, anew=anew)
    reopened(matter)
    if anew:
        _tell(matter, asked)


def drop(*, by: User, place: Place, reason: str) -> None:
    """Nobody has to search it. Its answers stay."""
    matter = live(place.matter, by=by)
    reason = words(reason, "Say why this place is not searched.")
    _standing(place)
    Place.objects.filter(pk=place.pk).update(dropped_because=reason, dropped_by=by, dropped_at=now())
    note(matter, Verb.SEARCH_DROPPED, place=place.pk, reason=reason)
    reopened(matter)


def not_needed(*, by: User, matter: Matter, kind: str, reason: str) -> None:
    """No place of this kind is searched. Refused while one is asked for."""
    matter = live(matter, by=by)
    kind = _kind(kind)
    reason = words(reason, "Say why no place of this kind has to be searched.")
    if Place.objects.filter(matter=matter, kind=kind, dropped_at=None).exists():
        raise Refused("Somebody is asked to search a place of this kind.", do="Withdraw that first.")
    made, new = NotNeeded.objects.get_or_create(
        matter=matter, kind=kind, ended_at=None, defaults={"reason": reason, "by": by, "at": now()}
    )
    if not new:
        raise Refused("That was said already.", do="Take it back first, if the reason is another.")
    note(matter, Verb.SEARCH_DROPPED, kind=made.kind, reason=reason)
    reopened(matter)


def needed(*, by: User, matter: Matter, kind: str) -> None:
    """It has to be searched after all."""
    matter = live(matter, by=by)
    if NotNeeded.objects.filter(matter=matter, kind=_kind(kind), ended_at=None).update(ended_by=by, ended_at=now()):
        note(matter, Verb.SEARCH_SCOPED, kind=kind)
        reopened(matter)


def certify(*, by: User, matter: Matter) -> None:
    """By a lawyer of the matter, when nothing is missing; Refused with what is."""
    matter = live(matter, by=by)
    if not is_lawyer(matter, by):
        raise Refused("Only a lawyer of the matter certifies its search.", do="Ask one of them.")
    if missing := lacks(matter):
        raise Refused(
            "The search is not complete.",
            means=f"There {'is one thing' if len(missing) == 1 else f'are {len(missing)} things'} missing.",
            do="The certificate lists each of them.",
        )
    if Certificate.objects.filter(matter=matter, certified_at=None).update(certified_by=by, certified_at=now()):
        note(matter, Verb.SEARCH_CERTIFIED)


def _add(matter: Matter, asked: Asked, *, by: User, gap: str = "") -> Place:
    fields = _checked(matter, asked)
    made = Place.objects.create(matter=matter, asked_by=by, asked_at=now(), gap=gap, **fields)
    NotNeeded.objects.filter(matter=matter, kind=made.kind, ended_at=None).update(ended_by=by, ended_at=now())
    note(matter, Verb.SEARCH_ASKED, place=made.pk, kind=made.kind)
    _tell(matter, asked)
    return made


def _tell(matter: Matter, asked: Asked) -> None:
    if asked.custodian is not None:
        chasing.tell.enqueue(case=matter.case_id, user=asked.custodian.pk)


def _checked(matter: Matter, asked: Asked) -> dict[str, object]:
    name, terms = " ".join(asked.name.split()), _lines(asked.terms.splitlines())
    who = " ".join(asked.custodian_name.split())
    if not name:
        raise BadInput("Which place is searched?", do="Name it so that whoever searches knows which one is meant.")
    if not terms:
        raise BadInput("There are no words to search for.", do="Give names, numbers and other words, one in a line.")
    if (asked.custodian is None) == (not who):
        raise BadInput("Who searches there?", do="Choose a person, or write the name of somebody without an account.")
    if asked.custodian is not None:
        _check_custodian(matter, asked.custodian)
    return {
        "kind": _kind(asked.kind), "name": name[:300], "terms": terms, "due": asked.due, "custodian": asked.custodian,
        "custodian_name": who[:200],
    }  # fmt: skip


def _check_custodian(matter: Matter, user: User) -> None:
    if not user.is_active:
        raise Refused("This person’s access has ended.", do="Choose somebody else.")
    with connection.cursor() as cursor:
        cursor.execute("select candour_barred_from_matter(%s, %s)", [matter.pk, user.pk])
        (barred,) = cursor.fetchone()
    if barred:
        raise Refused(
            "This person cannot search for the matter.", means="They are barred from a case of it.",
            do="Choose somebody else.",
        )  # fmt: skip


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(line for each in lines if (line := " ".join(each.split())))


def _kind(value: str) -> str:
    if value not in PlaceKind.values:
        raise BadInput("There is no such kind of place.", do="Choose one of the list.")
    return value


def _standing(place: Place) -> None:
    if not Place.objects.filter(pk=place.pk, dropped_at=None).exists():
        raise Refused("This place is not searched any more.", do="Ask for it again.")
