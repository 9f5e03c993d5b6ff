"""Tells people by e-mail that they are asked to search, and reminds them: by hand, and by itself once they are late.

No e-mail says of which matter or case, or what is searched for: that stands behind their sign-in.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.mail import send_mail
from django.db import connection
from django.db.models import F

from candour.accounts.models import User
from candour.engine.errors import Refused
from candour.jobs import daily, job
from candour.ledger.acting import NOBODY, Actor, acting, record
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.litigation.certificate import STANDING
from candour.litigation.models import Place
from candour.litigation.working import live
from candour.packs import in_force


@job("litigation.ask_to_search", beside=True)
def tell(*, case: int, user: int) -> None:
    """That something is asked; once, however many places were asked for together."""
    send_mail(
        "Candour: you are asked to search for records",
        "Legal asks you to search for records and to say what you found, or that you found nothing.\n\n"
        "Sign in to Candour: My work shows what is asked, and by when.\n",
        None,
        [_address(user)],
    )


@job("litigation.remind_to_search", beside=True)
def remind_by_mail(*, case: int, user: int) -> None:
    send_mail(
        "Candour: a reminder to search for records",
        "Legal asked you to search for records and has no answer from you yet. A court may depend on it.\n\n"
        "Sign in to Candour: My work shows what is asked, and by when. If you cannot search, say so there, and why.\n",
        None,
        [_address(user)],
    )


def remind(*, by: User, place: Place) -> None:
    """Refused where nobody with an account is asked, and where there is an answer."""
    matter = live(place.matter, by=by)
    if place.custodian_id is None:
        raise Refused("They have no account, so nothing can be sent.", do="Ask them yourself, and enter what they say.")
    if place.dropped_at is not None or STANDING.filter(place=place).exists():
        raise Refused("Nobody waits for this answer.", do="Load the page again.")
    _remind(place, chain=matter.case_id)


@daily("litigation.chase_searches", steps=True)
def chase() -> None:
    """Everybody who is late and was not reminded for as long as the policy says."""
    with acting(NOBODY):
        before = now() - timedelta(days=in_force.reminder("search_chased"))
        late = _overdue(before)
    for place, case in late:
        with acting(Actor(case=case)):
            found = Place.objects.select_for_update().filter(pk=place, reminded_at__gte=before)
            if not found.exists():  # otherwise somebody reminded them this moment
                _remind(Place.objects.get(pk=place), chain=case)


def _overdue(before: datetime) -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute("select place, chain from candour_searches_overdue(%s, %s)", [today(), before])
        return [(place, chain) for place, chain in cursor.fetchall()]


def _remind(place: Place, *, chain: int) -> None:
    assert place.custodian_id is not None
    Place.objects.filter(pk=place.pk).update(reminded_at=now(), reminders=F("reminders") + 1)
    record(Verb.SEARCH_REMINDED, case=chain, object=f"matter:{place.matter_id}", place=place.pk)
    remind_by_mail.enqueue(case=chain, user=place.custodian_id)


def _address(user: int) -> str:
    return User.objects.values_list("email", flat=True).get(pk=user)
