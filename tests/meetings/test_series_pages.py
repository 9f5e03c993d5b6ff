"""Pages of series of meetings: the walk of a clerk and a chair from beginning one to signed minutes, and who may look."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.cases.places import signed_in
from tests.meetings.rooms import day, words
from tests.meetings.sittings import chamber, months_ago
from tests.web.people import person

from candour.accounts.roles import Role
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today
from candour.meetings.series import Series, Sitting

pytestmark = pytest.mark.usefixtures("database")


def test_from_beginning_a_series_to_signed_minutes_with_an_action() -> None:
    clerk, chair, lawyer = (
        person(Role.CLERK),
        person(Role.MANAGER, name="Cora Chair"),
        person(Role.LAWYER, name="Lena Lawyer"),
    )
    keeper = signed_in(clerk)
    assert "You belong to no series" in words(keeper.get("/series/"))
    assert keeper.post("/series/begin/", {"name": "Litigation"}).status_code == 422
    terms = {
        "name": "Litigation",
        "kind": "litigation",
        "every": "month",
        "chair": chair.pk,
        "place": "Room 4",
        **day("first", months_ago(2)),
    }
    assert "Say now who belongs to it" in words(keeper.post("/series/begin/", terms, follow=True))
    with acting(Actor(user=clerk.pk)):
        one = Series.objects.get()
    at = f"/series/{one.key}/"
    assert "Lena Lawyer belongs" in words(keeper.post(f"{at}members/", {"user": lawyer.pk}, follow=True))
    early = keeper.post(f"{at}plan/", day("on", months_ago(5)))
    assert (early.status_code, "begins after that day" in words(early)) == (422, True)
    planned = keeper.post(f"{at}plan/", day("on", today()), follow=True)
    assert "Its agenda holds what is open" in words(planned)
    with acting(Actor(user=clerk.pk)):
        sitting = Sitting.objects.get()
    here = f"/series/meetings/{sitting.key}/"
    added = words(keeper.post(f"{here}agenda/add/", {"title": "Disclosure in the claim"}, follow=True))
    assert "Disclosure in the claim" in added
    keeper.post(f"{here}agenda/add/", {"title": "Any other business"})
    assert "Nothing new is open" in words(keeper.post(f"{here}agenda/", follow=True))
    with acting(Actor(user=clerk.pk)):
        first, second = sitting.items.order_by("position")
    up = words(keeper.post(f"/series/items/{second.key}/move/up/", follow=True))
    assert up.index("Any other business") < up.index("Disclosure in the claim")
    assert keeper.post(f"/series/items/{first.key}/note/", {"text": "Four hundred pages came"}).status_code == 422
    attended = {
        "chaired_by": chair.pk,
        f"here_{chair.pk}": "present",
        f"here_{lawyer.pk}": "apologies",
        "others": "Ms Kaye, counsel",
    }
    held = words(keeper.post(f"{here}held/", attended, follow=True))
    assert ("Cora Chair (chair), Ms Kaye" in held, "Lena Lawyer" in held) == (True, True)
    keeper.post(f"/series/items/{first.key}/note/", {"text": "Four hundred pages came"})
    decided = words(keeper.post(f"/series/items/{first.key}/decide/", {"text": "Disclose them all now"}, follow=True))
    assert "Decision: Disclose them all now" in decided
    what = {"what": "Send the pages", "priority": "normal", "owner_1": lawyer.pk, **day("by_when", months_ago(1))}
    assert "Send the pages Lena Lawyer" in words(keeper.post(f"/series/items/{first.key}/action/", what, follow=True))
    gone = words(
        keeper.post(f"/series/items/{second.key}/off/", {"reason": "There was no other business"}, follow=True)
    )
    assert "Taken off this agenda" in gone
    assert "I have read them and sign them" not in gone
    assert "You have signed" in words(signed_in(chair).post(f"{here}sign/", follow=True))
    page = words(signed_in(lawyer).get(at))
    assert ("1 of them is overdue" in page, "Missed since it began 2 of 3" in page, "Send the pages" in page) == (
        True,
    ) * 3
    assert f"{months_ago(1):%B %Y}" in keeper.get(f"{at}time.csv").content.decode()
    assert keeper.get(f"{here}minutes/pdf/").content[:5] == b"%PDF-"
    short = signed_in(chair).post(f"{here}sign/take-back/", {"reason": "no"})
    assert (short.status_code, "few words" in words(short)) == (422, True)
    assert "The signature was taken back" not in words(signed_in(chair).get(here))
    late = keeper.post(f"{here}agenda/add/", {"title": "One more"})
    assert (late.status_code, "are signed" in words(late)) == (422, True)
    assert "Send the pages" in words(signed_in(lawyer).get("/actions/?about=agenda_item"))


def test_who_belongs_looks_who_keeps_changes_and_nobody_else_is_told_of_it() -> None:
    here = chamber(first=months_ago(1))
    held = here.hold(months_ago(1))
    one, sitting = f"/series/{here.series.key}/", f"/series/meetings/{held.key}/"
    for page in (one, sitting, f"{one}members/", f"{one}time.csv", f"{sitting}minutes/docx/"):
        for user in (here.clerk, here.chair, here.member, here.head):
            assert signed_in(user).get(page).status_code == 200, (page, user.name)
        assert signed_in(here.other).get(page).status_code == 404, page
        assert Client().get(page).headers["Location"].startswith("/sign-in/")
        assert signed_in(person(Role.ADMINISTRATOR)).get(page).status_code == 403
        assert signed_in(here.clerk).put(page).status_code == 405
    unknown = signed_in(here.other).get("/series/A_key-thatno/")
    assert words(unknown) == words(signed_in(here.other).get(one))
    kept = [f"{one}{each}/" for each in ("change", "end", "plan")]
    kept += [f"{sitting}{each}/" for each in ("change", "cancel", "held", "agenda/add")]
    for page in kept:
        assert signed_in(here.member).get(page).status_code == 403, page
        assert signed_in(here.clerk).get(page).status_code == 200, page
        assert signed_in(here.other).get(page).status_code == 404, page
    assert signed_in(here.member).get("/series/begin/").status_code == 403
    assert "Litigation meeting" not in words(signed_in(here.other).get("/series/"))
    removed = signed_in(here.clerk).post(
        reverse("series:remove_member", args=[here.series.key, here.member.key]), follow=True
    )
    assert "They do not belong to it any more" in words(removed)
    assert signed_in(here.member).get(one).status_code == 404
