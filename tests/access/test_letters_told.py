"""What a letter tells of stands beside it, what became of it in the story of the request, and no unsafe way is noted."""

from __future__ import annotations

import pytest
from tests.access.desk import Desk, told
from tests.access.letters import complete, decided, written

from candour.access.letters_kept import finish
from candour.access.letters_posted import posted
from candour.access.letters_told import title_of
from candour.access.models import Letter, Outcome
from candour.access.templatetags.letters import letters_about
from candour.access.whole import read, timeline
from candour.accounts.roles import Role
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today

pytestmark = pytest.mark.usefixtures("database")
OFFICER = Role.ACCESS_OFFICER


def test_a_letter_is_found_from_what_it_tells_of_and_its_way_stands_in_the_story() -> None:
    desk = Desk()
    request = complete(desk, contact_never="Flat 3, 12 Tanners Row", asking=False)
    longer = desk.does(OFFICER, finish, letter=written(desk, request, "extension"))
    asked = written(desk, request, "consultation")
    request = decided(desk, request, Outcome.REFUSE)
    refusal = desk.does(OFFICER, finish, letter=written(desk, request, "refusal"))
    for how, wrong in (("", BadInput), ("Handed in at 12 Tanners Row", Refused)):
        with pytest.raises(wrong):
            desk.does(OFFICER, posted, letter=longer, how=how)
    with pytest.raises(Refused, match="not one to send"):
        desk.does(OFFICER, posted, letter=asked, how="By post")
    with pytest.raises(BadInput, match="day cannot be"):
        desk.does(OFFICER, posted, letter=longer, how="By post", on=today().replace(year=today().year - 1))
    desk.does(Role.BUSINESS_SUPPORT, posted, letter=longer, how="By post, first class")
    desk.does(Role.BUSINESS_SUPPORT, posted, letter=refusal, how="By post, signed for")
    assert told(request)[1:] == ["letter_finished", "letter_finished", "letter_posted", "letter_posted"]
    with acting(Actor(user=desk.who(OFFICER).pk)):
        whole = read(request)
        for part, letter in (
            (whole.extensions.all()[0], longer),
            (whole.consultations.all()[0], asked),
            (whole.decisions.all()[0], refusal),
        ):
            assert letters_about(whole, part) == [(letter, title_of(letter, whole))]
        assert letters_about(whole, whole.complaints.all()[0]) == []
        first = timeline(whole)[0]
        assert (first.who, first.letter, first.title) == (
            desk.who(Role.BUSINESS_SUPPORT).name, refusal, "Answer: the request is refused",
        )  # fmt: skip
        assert Letter.objects.get(pk=longer.pk).posted.get().how == "By post, first class"
