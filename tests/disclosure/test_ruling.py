"""In a legal matter nothing is released while a redaction, or the removal of one, awaits a lawyer who is not its author."""

from __future__ import annotations

import pytest
from tests.disclosure.disclosing import (
    Office,
    again,
    answer_all,
    checked,
    decide_everything,
    handed_over,
    opened,
    passed,
    produced,
)  # fmt: skip
from tests.web.people import person

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.disclosure.approving import approve
from candour.disclosure.before_release import against_release
from candour.disclosure.choices import Choice
from candour.disclosure.conflict import Moved
from candour.disclosure.deciding import decide_mention, undo
from candour.disclosure.drawing import draw, take_away
from candour.disclosure.models import Disclosure, Oversight, Proposal
from candour.disclosure.producing import ask, folder_of
from candour.disclosure.queries import missing, next_open
from candour.disclosure.redaction_counts import awaiting, counts, summed
from candour.disclosure.redactions import Redaction, on_page, one_of, redactions
from candour.disclosure.ruling import (
    Which,
    approve_redactions,
    change_redactions,
    explain_redactions,
    lift_redactions,
    send_back_redactions,
    shown_as,
)  # fmt: skip
from candour.disclosure.steps import steps
from candour.engine.errors import BadInput, Refused
from candour.engine.model import Action, Box
from candour.ledger.acting import Actor, acting
from candour.ledger.models import Entry

pytestmark = pytest.mark.usefixtures("database")
REDACT = Choice(Action.REDACT, "third_party", "She asked not to be named.")
KEEP = Choice(Action.KEEP, "", "They wrote it themselves.")


def which(one: Redaction) -> Which:
    return Which(shown_as([one]), one.about, one.key)


def fresh(disclosure: Disclosure, one: Redaction) -> Redaction:
    found = one_of(disclosure, one.about, one.key)
    assert found is not None
    return found


def free(disclosure: Disclosure) -> list[Proposal]:
    """What no lock holds, in the order of the bundle."""
    found = Proposal.objects.filter(disclosure=disclosure, locked=False, question=False, page__gt=0)
    return list(found.order_by("record", "page", "place"))


def decide(by: User, one: Disclosure, mention: str, choice: Choice, version: int = 0) -> None:
    with acting(Actor(user=by.pk)):
        decide_mention(by=by, disclosure=one, mention=mention, choice=choice, version=version)


def test_everything_is_answered_before_anything_leaves(here: Office) -> None:
    """From the review to the recipient: two lawyers, one of whom changes and lifts, and nobody approves their own."""
    one, second = opened(here, matter=True), person(Role.LAWYER, team=here.team, name="Di Second")
    with acting(Actor(user=here.reviewer.pk)):
        first, other, third = free(one)[:3]
    for each in (first, other, third):
        decide(here.reviewer, one, each.mention, REDACT)
    with acting(Actor(user=here.reviewer.pk)):
        drawn = draw(by=here.reviewer, disclosure=one, record="R1", page=1, box=Box(56, 107, 121, 119), choice=REDACT)
        assert drawn.batch
    checked(here, one)
    one = again(here, one)
    assert one.state == "with_legal"
    with acting(Actor(user=here.lawyer.pk)):
        found = {each.key: each for each in redactions(one)}
        assert {"awaiting"} == {each.stands for each in found.values()}
        assert {each.about for each in found.values()} == {"mention", "drawn"}
        many = len(found)
        assert awaiting(one) == f"{many} redactions await a lawyer."
        with pytest.raises(Refused, match="await a lawyer"):
            approve(by=here.lawyer, disclosure=one)
        assert any("await a lawyer" in step.why for step in steps(one, undecided=0))
        stale = which(found[first.mention])
        lock = next(each for each in found.values() if each.locked)
        with pytest.raises(Refused, match="never be disclosed"):
            lift_redactions(by=here.lawyer, disclosure=one, which=which(lock), reason="I would tell them")
        with pytest.raises(Refused, match="register"):
            change_redactions(by=here.lawyer, disclosure=one, which=which(lock), choice=REDACT)
    with acting(Actor(user=here.reviewer.pk)), pytest.raises(Refused, match="role"):
        approve_redactions(by=here.reviewer, disclosure=one, which=stale)
    with acting(Actor(user=here.lawyer.pk)):
        lift_redactions(by=here.lawyer, disclosure=one, which=stale, reason="She is named in the order")
        with pytest.raises(Moved):
            approve_redactions(by=here.lawyer, disclosure=one, which=stale)
        changed = Choice(Action.REDACT, "safety", "He has threatened her.")
        change_redactions(by=here.lawyer, disclosure=one, which=which(found[other.mention]), choice=changed)
        now = {each.key: each for each in redactions(one)}
        lifted, changed_one = now[first.mention], now[other.mention]
        assert (lifted.removal, lifted.stands, lifted.author) == (True, "awaiting", here.lawyer.pk)
        assert (changed_one.ground, changed_one.explanation) == ("safety", "He has threatened her.")
        with pytest.raises(Refused, match="another lawyer"):
            approve_redactions(by=here.lawyer, disclosure=one, which=which(lifted))
        assert "1 removal" in awaiting(one)
    # each approves what is not theirs: the first what was decided before, the second what the first did
    with acting(Actor(user=here.lawyer.pk)):
        for each in redactions(one, where="where author is distinct from %(me)s", me=here.lawyer.pk):
            approve_redactions(by=here.lawyer, disclosure=one, which=which(each))
        assert summed(counts(one)).awaiting == 2
    with acting(Actor(user=second.pk)):
        change_redactions(by=second, disclosure=one, which=which(fresh(one, found[third.mention])), choice=changed)
    assert answer_all(here, one, by=second) == 2
    with acting(Actor(user=second.pk)), pytest.raises(Refused, match="1 redaction awaits"):
        approve(by=second, disclosure=one)
    assert answer_all(here, one) == 1
    with acting(Actor(user=here.sender.pk)), pytest.raises(Refused, match="With Legal"):
        ask(by=here.sender, disclosure=one)
    with acting(Actor(user=second.pk)):
        assert (awaiting(one), against_release(one)) == ("", [])
        approve(by=second, disclosure=one)  # both lawyers changed something, and each approved what the other did
    made = produced(here, one)
    assert made.state == "ready"
    # an answer that no longer counts: nothing is handed over
    with acting(Actor(user=here.manager.pk)):
        Oversight.objects.filter(disclosure=one, key=lock.key).delete()
    with pytest.raises(Refused, match="1 redaction awaits a lawyer"):
        handed_over(here, made)
    with acting(Actor(user=here.manager.pk)):
        assert against_release(made)
        verbs = list(
            Entry.objects.filter(chain=here.case.pk, verb__startswith="redaction_").values_list("verb", flat=True)
        )
        assert {"redaction_approved", "redaction_changed", "redaction_lifted"} == set(verbs)


def test_what_is_sent_back_is_decided_anew_or_explained(here: Office) -> None:
    one = opened(here, matter=True)
    with acting(Actor(user=here.reviewer.pk)):
        first, other = free(one)[:2]
    decide(here.reviewer, one, first.mention, REDACT)
    checked(here, one)
    with acting(Actor(user=here.lawyer.pk)):
        found = fresh(one, next(each for each in redactions(one) if each.key == first.mention))
        lock = next(each for each in redactions(one) if each.locked and each.sheet is not None)
        with pytest.raises(BadInput):
            send_back_redactions(by=here.lawyer, disclosure=one, which=which(found), reason="no")
        send_back_redactions(by=here.lawyer, disclosure=one, which=which(found), reason="Why is the aunt left out?")
        send_back_redactions(by=here.lawyer, disclosure=one, which=which(lock), reason="Say what the danger is")
    one = again(here, one)
    assert one.state == "deciding"
    with acting(Actor(user=here.reviewer.pk)):
        assert {each.mention for each in missing(one)} == {first.mention, lock.key}
        assert next_open(one) is not None
        assert "2 redactions were sent back" in awaiting(one)
        assert on_page(one, record=first.record, page=first.page)[first.mention].reason == "Why is the aunt left out?"
    decide(here.reviewer, one, first.mention, REDACT, version=1)  # the reviewer insists: it awaits the lawyer again
    with acting(Actor(user=here.reviewer.pk)):
        assert fresh(one, found).stands == "awaiting"
        now = fresh(one, lock)
        explain_redactions(by=here.reviewer, disclosure=one, which=which(now), explanation="He has found her before.")
        told = fresh(one, lock)
        assert (told.stands, told.explanation) == ("awaiting", "He has found her before.")
        assert missing(one) == []
    passed(here, one)
    answer_all(here, one)
    # an approval falls when what was approved changes, and stands again for nothing else
    with acting(Actor(user=here.lawyer.pk)):
        assert awaiting(again_in(one)) == ""
        send_back_redactions(by=here.lawyer, disclosure=one, which=which(fresh(one, found)), reason="Look once more")
    decide(here.reviewer, one, first.mention, KEEP, version=2)
    with acting(Actor(user=here.lawyer.pk)):
        kept = fresh(one, found)
        assert (kept.removal, kept.stands) == (True, "awaiting")
        assert awaiting(again_in(one)) == "1 removal awaits a lawyer."
    decide(here.reviewer, one, other.mention, REDACT)
    with acting(Actor(user=here.reviewer.pk)):
        slip = draw(by=here.reviewer, disclosure=one, record="R1", page=1, box=Box(56, 107, 121, 119), choice=REDACT)
        undo(by=here.reviewer, disclosure=one, batch=slip.batch)
        assert not [each for each in redactions(one) if each.about == "drawn"]  # a slip was never a redaction
        draw(by=here.reviewer, disclosure=one, record="R1", page=1, box=Box(56, 107, 121, 119), choice=REDACT)
        (box,) = [each for each in redactions(one) if each.about == "drawn"]
        take_away(by=here.reviewer, disclosure=one, key=box.key, version=1)
        gone = fresh(one, box)
        assert (gone.removal, gone.boxes) == (True, box.boxes)
    with acting(Actor(user=here.lawyer.pk)):
        change_redactions(by=here.lawyer, disclosure=one, which=which(gone), choice=REDACT)
        assert fresh(one, box).boxes == box.boxes
        assert not fresh(one, box).removal


def again_in(one: Disclosure) -> Disclosure:
    return Disclosure.objects.get(pk=one.pk)


def test_where_a_court_is_owed_an_explanation_nothing_is_approved_without_a_persons_own(here: Office) -> None:
    one = opened(here, recipient="court", purpose="court-civil", matter=True)
    with acting(Actor(user=here.reviewer.pk)):
        copied = next(each for each in free(one) if each.why)
    decide(here.reviewer, one, copied.mention, Choice(Action.REDACT, "third_party", copied.why))
    decide_everything(here, one)
    with acting(Actor(user=here.lawyer.pk)):
        found = [each for each in redactions(one) if each.unexplained]
        assert found
        assert all(each.why and not each.explanation for each in found)
        with pytest.raises(BadInput, match="explanation is needed"):
            approve_redactions(by=here.lawyer, disclosure=one, which=which(found[0]))
    passed(here, one)
    assert answer_all(here, one, explanation="Naming her would tell him where she lives.") > 0
    with acting(Actor(user=here.lawyer.pk)):
        assert awaiting(one) == ""
        assert fresh(one, found[0]).explanation == "Naming her would tell him where she lives."
        assert fresh(one, found[0]).author == found[0].author  # explaining is not deciding
        assert [each.key for each in found if not each.locked] == [copied.mention]
        approve(by=here.lawyer, disclosure=one)
    made = produced(here, one)
    assert made.state == "ready"
    table = (folder_of(here.case, made, 1) / "redactions.csv").read_text(encoding="utf-8")
    assert table.count("Naming her would tell him where she lives.") == 1
