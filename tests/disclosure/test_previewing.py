"""A page as it would leave now: what is decided, drawn, locked or proposed is gone from the picture, the rest is there."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image
from tests.disclosure.disclosing import Office, office, opened
from tests.web.people import person

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases.prepared import work_folder
from candour.disclosure.choices import Choice
from candour.disclosure.deciding import SeenPage, decide_mention, decide_pages, decide_person
from candour.disclosure.drawing import draw
from candour.disclosure.looking import PageView
from candour.disclosure.models import Disclosure, Proposal, Sheet
from candour.disclosure.previewing import marks_now
from candour.disclosure.views.viewing import view_at
from candour.engine.model import Action, Box
from candour.ledger.acting import Actor, acting
from candour.ledger.models import Entry

pytestmark = pytest.mark.usefixtures("database")
GROUND = "third_party"
BLACK = 60


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def visit(made: Office, disclosure: Disclosure) -> Sheet:
    """The visit: a page that names everybody."""
    with acting(Actor(user=made.manager.pk)):
        each = Proposal.objects.filter(disclosure=disclosure, text="Faith Okafor", page__gt=0).order_by("pk")[0]
        return Sheet.objects.get(disclosure=disclosure, record=each.record, page=each.page)


def seen(made: Office, disclosure: Disclosure, sheet: Sheet) -> PageView:
    with acting(Actor(user=made.manager.pk)):
        return view_at(disclosure, sheet.place)


def covered(made: Office, disclosure: Disclosure, sheet: Sheet) -> set[str]:
    """Which mentions are blacked out on the page."""
    with acting(Actor(user=made.manager.pk)):
        return {mark.mention for mark in marks_now(disclosure, view_at(disclosure, sheet.place))}


def of_text(view: PageView, text: str) -> str:
    return next(each.mention for each in view.mentions if each.text == text)


def picture(made: Office, disclosure: Disclosure, sheet: Sheet) -> Image.Image:
    answer = as_(made.reviewer).get(reverse("disclosure:leaving_picture", args=[disclosure.key, sheet.place]))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/png"
    return Image.open(io.BytesIO(answer.content)).convert("L")


def darkness(drawn: Image.Image, view: PageView, text: str) -> float:
    """The share of dark points where a mention begins: how wide its box is drawn tells nothing of what was there."""
    left, top, _, bottom = next(each.boxes[0] for each in view.mentions if each.text == text)
    scale = drawn.width / 595.28
    cut = drawn.crop(tuple(round(side * scale) for side in (left + 1, top + 1, left + 10, bottom - 1)))
    return sum(cut.histogram()[:BLACK]) / (cut.width * cut.height)


def test_what_is_proposed_and_locked_is_black_and_the_rest_can_be_read(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    sheet = visit(made, disclosure)
    view = seen(made, disclosure, sheet)
    drawn = picture(made, disclosure, sheet)
    assert drawn.width == 1000
    assert darkness(drawn, view, "Faith Okafor") > 0.8
    assert darkness(drawn, view, "Owen Parry") < 0.5
    assert not list(work_folder(made.case).glob("preview-*"))


def test_decisions_count_before_proposals(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    sheet = visit(made, disclosure)
    view = seen(made, disclosure, sheet)
    parry, faith = of_text(view, "Owen Parry"), of_text(view, "Faith Okafor")
    before = covered(made, disclosure, sheet)
    assert faith in before
    assert parry not in before
    with acting(Actor(user=made.reviewer.pk)):
        choice = Choice(Action.REDACT, GROUND, "Asked for it")
        decide_person(by=made.reviewer, disclosure=disclosure, person="K6", choice=choice, version=0)
    assert parry in covered(made, disclosure, sheet)
    assert darkness(picture(made, disclosure, sheet), view, "Owen Parry") > 0.8
    with acting(Actor(user=made.reviewer.pk)):
        keep = Choice(Action.KEEP, "", "His own")
        decide_mention(by=made.reviewer, disclosure=disclosure, mention=parry, choice=keep, version=0)
    assert parry not in covered(made, disclosure, sheet)


def test_a_drawn_box_is_black(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    sheet = visit(made, disclosure)
    before = picture(made, disclosure, sheet)
    with acting(Actor(user=made.reviewer.pk)):
        draw(
            by=made.reviewer, disclosure=disclosure, record=sheet.record, page=sheet.page, box=Box(60, 500, 300, 540),
            choice=Choice(Action.REDACT, GROUND, "A drawing"), snap=False,
        )  # fmt: skip
    after = picture(made, disclosure, sheet)
    middle = (round(180 * 1000 / 595.28), round(520 * 1000 / 595.28))
    assert before.getpixel(middle) > 200
    assert after.getpixel(middle) < BLACK


def test_a_label_whose_reason_may_not_be_told_does_not_stand_in_its_box(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    sheet = visit(made, disclosure)
    faith = of_text(seen(made, disclosure, sheet), "Faith Okafor")
    with acting(Actor(user=made.manager.pk)):
        assert not any(
            mark.label for mark in marks_now(disclosure, view_at(disclosure, sheet.place)) if mark.mention == faith
        )


def test_a_withheld_page_has_no_picture_and_says_why(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    sheet = visit(made, disclosure)
    with acting(Actor(user=made.reviewer.pk)):
        page = SeenPage(sheet.record, sheet.page, sheet.shown)
        choice = Choice(Action.WITHHOLD, GROUND, "Nothing of it is theirs")
        decide_pages(by=made.reviewer, disclosure=disclosure, pages=[page], choice=choice)
    client = as_(made.reviewer)
    refused = client.get(reverse("disclosure:leaving_picture", args=[disclosure.key, sheet.place]))
    assert refused.status_code == 403
    beside = client.get(reverse("disclosure:leaving", args=[disclosure.key, sheet.place])).content.decode()
    assert "This page does not leave" in beside
    assert "leaving.png" not in beside


def test_both_pictures_side_by_side_and_each_look_is_entered(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    sheet = visit(made, disclosure)
    views = Entry.objects.filter(verb="page_viewed", actor=made.reviewer.pk)
    picture(made, disclosure, sheet)
    picture(made, disclosure, sheet)
    with acting(Actor(user=made.manager.pk)):
        assert views.count() == 1, "a picture of what was just viewed is the same view"
    beside = as_(made.reviewer).get(reverse("disclosure:leaving", args=[disclosure.key, sheet.place])).content.decode()
    assert beside.count("<img") == 2
    with acting(Actor(user=made.manager.pk)):
        assert views.count() == 2


def test_who_may_look(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    sheet, outsider = visit(made, disclosure), person(Role.ACCESS_OFFICER)
    for name in ("leaving", "leaving_picture"):
        address = reverse(f"disclosure:{name}", args=[disclosure.key, sheet.place])
        assert as_(made.reader).get(address).status_code == 200
        assert as_(outsider).get(address).status_code == 404
        assert Client().get(address).status_code == 302
        assert as_(made.reviewer).post(address).status_code == 405
        nowhere = reverse(f"disclosure:{name}", args=[disclosure.key, 10**6])
        assert as_(made.reviewer).get(nowhere).status_code == 404
