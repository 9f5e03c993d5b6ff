"""What belongs to a legal matter falls under oversight by itself, wherever it is; only a lawyer takes it out, with a reason."""

from __future__ import annotations

import pytest
from tests.disclosure.disclosing import Office, again, answer_all, checked, handed_over, opened, produced

from candour.cases.models import Case
from candour.disclosure import under_oversight
from candour.disclosure.approving import approve
from candour.disclosure.collecting import Way, collect, enter_code, own, way_of
from candour.disclosure.producing import ask
from candour.disclosure.under_oversight import in_a_matter, oversee, take_out
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import Actor, acting
from candour.ledger.models import Entry

pytestmark = pytest.mark.usefixtures("database")
WHY = "The recipient is a party to a claim."


@pytest.fixture
def parties(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Recipients in a matter, as an app above would say."""
    found: set[str] = set()
    monkeypatch.setattr(under_oversight, "_ASKED", [])

    @in_a_matter
    def claim(case: Case, recipient: str, purpose: str) -> str:
        return WHY if recipient in found or purpose == "judicial-review" else ""

    return found


def overseen(here: Office) -> list[int]:
    with acting(Actor(user=here.lawyer.pk)):
        return [each.pk for each in oversee(here.case)]


def test_disclosures_fall_under_oversight_by_themselves(here: Office, parties: set[str]) -> None:
    assert opened(here, recipient="court", purpose="judicial-review").matter
    one, sent, plain = opened(here), opened(here), opened(here, recipient="K2", purpose="parent-request")
    assert (one.matter, overseen(here)) == (False, [])
    checked(here, one)
    checked(here, sent)
    produced(here, one)
    ways = handed_over(here, produced(here, sent))
    parties.add("K1")
    assert overseen(here) == [one.pk, sent.pk]
    assert overseen(here) == []
    one, sent = again(here, one), again(here, sent)
    assert (one.state, sent.state, again(here, plain).matter) == ("with_legal", "with_legal", False)
    with acting(Actor(delivery=ways.delivery.token)):
        assert enter_code(own(ways.token), ways.code).way is Way.RECALLED
    with acting(Actor(user=here.manager.pk)):
        begun = Entry.objects.filter(chain=here.case.pk, verb="oversight_begun")
        assert begun.count() == 3
    with acting(Actor(user=here.sender.pk)), pytest.raises(Refused, match="With Legal"):
        ask(by=here.sender, disclosure=one)
    with pytest.raises(Refused, match="With Legal"):
        handed_over(here, one)
    # nobody but a lawyer takes it out again, and only with a reason
    with acting(Actor(user=here.checker.pk)), pytest.raises(Refused, match="role"):
        take_out(by=here.checker, disclosure=one, reason="The claim is over")
    with acting(Actor(user=here.lawyer.pk)):
        with pytest.raises(BadInput):
            take_out(by=here.lawyer, disclosure=one, reason="")
        take_out(by=here.lawyer, disclosure=one, reason="The claim is over")
    assert (again(here, one).matter, again(here, one).state) == (False, "checked")
    answer_all(here, sent)
    with acting(Actor(user=here.lawyer.pk)):
        approve(by=here.lawyer, disclosure=sent)
    assert produced(here, sent).state == "ready"


def test_what_was_collected_is_not_undone_and_gives_nothing_more(here: Office, parties: set[str]) -> None:
    one = opened(here)
    checked(here, one)
    ways = handed_over(here, produced(here, one))
    with acting(Actor(delivery=ways.delivery.token)):
        visit = enter_code(own(ways.token), ways.code).visit
        collect(own(ways.token), visit, "letter.pdf")
    parties.add("K1")
    assert overseen(here) == [one.pk]
    assert again(here, one).state == "recalled"
    with acting(Actor(delivery=ways.delivery.token)):
        assert way_of(own(ways.token)) is Way.RECALLED
        with pytest.raises(Refused, match="not open"):
            collect(own(ways.token), visit, "bundle.pdf")
