"""The pages of review: who may open them, what they show and save, and what they say when somebody was quicker."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from tests.disclosure.disclosing import Office, office, opened
from tests.web.people import person

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.disclosure.looking import page_view
from candour.disclosure.models import Comment, Decision, Disclosure, Proposal, Sheet
from candour.ledger.acting import Actor, acting
from candour.ledger.models import Entry

GROUND = "third_party"
pytestmark = pytest.mark.usefixtures("database")


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def first_open(made: Office, disclosure: Disclosure) -> tuple[Sheet, Proposal]:
    """A page with a mention that somebody may decide."""
    with acting(Actor(user=made.manager.pk)):
        each = Proposal.objects.filter(disclosure=disclosure, locked=False, question=False, page__gt=0)
        proposal = each.order_by("pk")[0]
        return Sheet.objects.get(disclosure=disclosure, record=proposal.record, page=proposal.page), proposal


def address(disclosure: Disclosure, sheet: Sheet, name: str = "page") -> str:
    return reverse(f"disclosure:{name}", args=[disclosure.key, sheet.place])


def decision(proposal: Proposal, action: str = "keep", **more: object) -> dict[str, object]:
    return {"about": "mention", "item": proposal.mention, "action": action, "version": 0, "group_version": 0, **more}


def test_a_page_shows_what_was_found_on_it_and_opening_it_is_a_view(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    sheet, proposal = first_open(made, disclosure)
    answer = as_(made.reviewer).get(address(disclosure, sheet))
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert proposal.text in shown
    assert f'data-box="{proposal.mention}"' in shown
    with acting(Actor(user=made.manager.pk)):
        assert Entry.objects.filter(verb="page_viewed", actor=made.reviewer.pk).count() == 1


def test_a_mention_is_decided_and_taken_back(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    sheet, proposal = first_open(made, disclosure)
    client = as_(made.reviewer)
    answer = client.post(address(disclosure, sheet, "decide"), decision(proposal))
    assert answer.status_code == 302
    with acting(Actor(user=made.manager.pk)):
        (kept,) = Decision.objects.filter(disclosure=disclosure)
        assert (kept.key, kept.action) == (proposal.mention, "keep")
    shown = client.get(address(disclosure, sheet)).content.decode()
    assert "Leave it visible" in shown
    client.post(address(disclosure, sheet, "undo"), {"batch": kept.batch})
    with acting(Actor(user=made.manager.pk)):
        view = page_view(disclosure, record=sheet.record, page=sheet.page)
        assert view is not None
        assert next(each for each in view.mentions if each.mention == proposal.mention).settled_by == ""


def test_accepting_takes_ground_and_reason_from_the_policy(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    sheet, proposal = first_open(made, disclosure)
    as_(made.reviewer).post(address(disclosure, sheet, "decide"), decision(proposal, "accept"))
    with acting(Actor(user=made.manager.pk)):
        kept = Decision.objects.get(disclosure=disclosure)
        assert (kept.action, kept.ground, kept.explanation) == (proposal.action, proposal.ground, proposal.why)


def test_the_page_as_proposed_and_a_part_of_the_page_for_scripts(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    sheet, _ = first_open(made, disclosure)
    given = {"about": "page", "action": "accept", "shown": sheet.shown, "version": 0}
    answer = as_(made.reviewer).post(address(disclosure, sheet, "decide"), given, headers={"HX-Request": "true"})
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert shown.lstrip().startswith("<section")
    assert made.reviewer.name in shown


def test_who_was_slower_is_told_what_the_other_decided_and_loses_nothing(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    sheet, proposal = first_open(made, disclosure)
    as_(made.other).post(address(disclosure, sheet, "decide"), decision(proposal, "keep"))
    answer = as_(made.reviewer).post(address(disclosure, sheet, "decide"), decision(proposal, "redact", ground=GROUND))
    assert answer.status_code == 409
    assert made.other.name in answer.content.decode()
    with acting(Actor(user=made.manager.pk)):
        assert [each.by_id for each in Decision.objects.filter(disclosure=disclosure)] == [made.other.pk]


def test_a_box_is_drawn_and_taken_away_and_a_bad_one_says_so(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    sheet, _ = first_open(made, disclosure)
    client = as_(made.reviewer)
    given = {"about": "draw", "action": "redact", "ground": GROUND, "explanation": "A nickname"}
    bad = client.post(address(disclosure, sheet, "decide"), {**given, "box": "1,2"})
    assert bad.status_code == 409
    assert "no box" in bad.content.decode()
    client.post(address(disclosure, sheet, "decide"), {**given, "box": "50,50,200,80"})
    assert "Drawn box" in client.get(address(disclosure, sheet)).content.decode()
    with acting(Actor(user=made.manager.pk)):
        drawn = Decision.objects.get(disclosure=disclosure, about="drawn")
    taken = {"about": "drawn", "action": "keep", "item": drawn.key, "version": drawn.version}
    client.post(address(disclosure, sheet, "decide"), taken)
    assert "Drawn box" not in client.get(address(disclosure, sheet)).content.decode()


def test_a_note_is_kept_and_an_empty_one_is_not(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    sheet, _ = first_open(made, disclosure)
    client = as_(made.reviewer)
    assert client.post(address(disclosure, sheet, "note"), {"text": ""}).status_code == 409
    client.post(address(disclosure, sheet, "note"), {"text": "Ask the school first"})
    assert "Ask the school first" in client.get(address(disclosure, sheet)).content.decode()
    with acting(Actor(user=made.manager.pk)):
        assert Comment.objects.get(disclosure=disclosure).by == made.reviewer


def test_who_may_look_decide_and_open(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    sheet, proposal = first_open(made, disclosure)
    outsider = person(Role.ACCESS_OFFICER)
    pages = [address(disclosure, sheet), reverse("disclosure:overview", args=[disclosure.key])]
    for page in pages:
        assert as_(made.reader).get(page).status_code == 200
        assert as_(outsider).get(page).status_code == 404
        assert Client().get(page).status_code == 302
    decide = address(disclosure, sheet, "decide")
    assert as_(made.reader).post(decide, decision(proposal)).status_code == 403
    assert as_(outsider).post(decide, decision(proposal)).status_code == 404
    assert as_(made.reviewer).get(decide).status_code == 405
    start = reverse("disclosure:open", args=[made.case.key])
    assert as_(made.reader).get(start).status_code == 403
    assert as_(outsider).get(start).status_code == 404


def test_a_disclosure_is_opened_on_the_page_and_listed(tmp_path: Path) -> None:
    made = office(tmp_path)
    client = as_(made.reviewer)
    listed = reverse("disclosure:list", args=[made.case.key])
    assert "Nothing has been disclosed" in client.get(listed).content.decode()
    wrong = client.post(reverse("disclosure:open", args=[made.case.key]), {"recipient": "K1", "purpose": "nonsense"})
    assert wrong.status_code == 422
    answer = client.post(
        reverse("disclosure:open", args=[made.case.key]), {"recipient": "K1", "purpose": "subject-access"}
    )
    assert answer.status_code == 302
    assert "working out" in client.get(answer.url).content.decode()
    assert "Being decided" in client.get(listed).content.decode()
    with acting(Actor(user=made.manager.pk)):
        assert Disclosure.objects.get().opened_by == made.reviewer


def test_everything_undecided_is_found_page_by_page(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    client = as_(made.reviewer)
    answer = client.get(reverse("disclosure:review", args=[disclosure.key]))
    assert answer.url == reverse("disclosure:page", args=[disclosure.key, 0])
    on = client.get(reverse("disclosure:review", args=[disclosure.key]), {"after": 0})
    assert on.url != answer.url
