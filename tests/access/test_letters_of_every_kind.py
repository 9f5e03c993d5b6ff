"""Every shipped letter is drafted for every kind of route that it names, without a gap when everything is known."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.access.desk import Desk, put_in_force
from tests.access.letters import KINDS, complete, decided, row_for
from tests.web.database import fresh

from candour.access.letters import Draft, draft, not_now, templates_for
from candour.access.letters_checked import gaps
from candour.access.letters_known import VALUES
from candour.access.models import Evidence, Outcome, Request, Verdict
from candour.accounts.roles import Role
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now
from candour.policy import load_pack
from candour.policy.placeholders import PLACEHOLDERS, words_of
from candour.policy.routes import Template
from candour.policy.vocabulary import OUTCOMES, ROUTE_KINDS

TEMPLATES = load_pack("england").access.templates
EACH = [(kind, each.id) for kind in sorted(KINDS) for each in TEMPLATES.values() if kind in each.kinds]


@pytest.fixture(scope="module")
def there() -> Iterator[tuple[Desk, dict[str, Request]]]:
    with fresh():
        put_in_force("england")
        desk = Desk()
        yield desk, {kind: complete(desk, **asked) for kind, asked in KINDS.items()}


def drafted(desk: Desk, request: Request, name: str) -> tuple[Template, Draft]:
    who = desk.who(Role.ACCESS_OFFICER)
    with acting(Actor(user=who.pk)):
        found = Request.objects.get(pk=request.pk)
        chosen = next(each for each in templates_for(found) if each.id == name)
        assert not_now(found, chosen) == ""
        return chosen, draft(found, chosen, by=who, **row_for(found, chosen))


def test_every_kind_of_route_is_here() -> None:
    assert set(KINDS) == ROUTE_KINDS
    assert {Outcome(each) for each in OUTCOMES} == set(Outcome)
    assert set(VALUES) == set(PLACEHOLDERS)


@pytest.mark.parametrize(("kind", "name"), EACH)
def test_it_is_drafted_without_a_gap(there: tuple[Desk, dict[str, Request]], kind: str, name: str) -> None:
    desk, requests = there
    request = complete(desk, asking=False, **KINDS[kind]) if name == "extension" else requests[kind]
    if TEMPLATES[name].outcomes:
        request = decided(desk, request, Outcome(min(TEMPLATES[name].outcomes)))
    chosen, made = drafted(desk, request, name)
    if name == "identity" and gaps(made.body):
        assert gaps(made.body) == [PLACEHOLDERS["evidence"].words], "this route asks for no evidence"
        return
    assert gaps(f"{made.subject}\n{made.body}") == []
    assert "{" not in made.body
    assert request.reference in made.body
    assert request.contact in made.address or chosen.to != "requester"


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_line_that_may_be_left_out_says_nothing_that_has_to_be_said(name: str) -> None:
    for line in TEMPLATES[name].body.splitlines():
        optional = {PLACEHOLDERS[each].optional for each in words_of(line)}
        assert len(optional) < 2, line


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_nothing_of_the_request_stands_in_a_letter_to_somebody_else(
    there: tuple[Desk, dict[str, Request]], name: str
) -> None:
    desk, requests = there
    if TEMPLATES[name].to != "consulted":
        return
    _, made = drafted(desk, requests["minutes"], name)
    assert "Ada" not in str(made)
    assert "Tom" not in str(made)
    assert "All of my file" not in str(made)
    assert "4 Mill Lane" in made.address


def test_evidence_that_was_shown_is_asked_for_no_more(there: tuple[Desk, dict[str, Request]]) -> None:
    desk, _ = there
    request = complete(desk, requester="representative", context="own_records", organisation="Green & Co")
    who = desk.who(Role.ACCESS_OFFICER)
    with acting(Actor(user=who.pk)):
        Evidence.objects.create(request=request, by=who, at=now(), what="identity", verdict=Verdict.ACCEPTED)
    _, made = drafted(desk, request, "identity")
    assert "- A form of authority" in made.body
    assert "shows who you are. We do not ask" not in made.body
