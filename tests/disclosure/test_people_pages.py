"""Who is who: what it tells of each person, one decision that moves all of theirs, and who may look and decide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.disclosure.counted import recount
from tests.disclosure.disclosing import Office, again, decide_everything, office, opened
from tests.web.people import person

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases.found import Known
from candour.cases.models import Person, Record
from candour.disclosure import people_now, sentences
from candour.disclosure.checking import send_to_check
from candour.disclosure.models import Decision, Disclosure, Proposal
from candour.disclosure.people_now import PersonNow
from candour.ledger.acting import Actor, acting
from candour.ledger.models import Entry

pytestmark = pytest.mark.usefixtures("database")


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def now(made: Office, disclosure: Disclosure, key: str) -> PersonNow:
    with acting(Actor(user=made.manager.pk)):
        number = Person.objects.get(case=made.case, key=key).pk
        found = people_now.person(disclosure, number)
        assert found is not None
        return found


def address(disclosure: Disclosure, of: PersonNow, name: str = "person") -> str:
    return reverse(f"disclosure:{name}", args=[disclosure.key, of.person.pk])


def listed(disclosure: Disclosure) -> str:
    return reverse("disclosure:people", args=[disclosure.key])


def choice(action: str, version: int = 0, **more: Any) -> dict[str, Any]:
    ground = "third_party" if action == "redact" else ""
    return {"action": action, "ground": ground, "explanation": "Looked at", "version": version, **more}


def unclear_one(made: Office, disclosure: Disclosure) -> Proposal:
    """A name of the social worker that could be the father's as well."""
    with acting(Actor(user=made.manager.pk)):
        each = Proposal.objects.filter(disclosure=disclosure, owners=["K6"], kind="PERSON", page__gt=0).order_by("pk")[
            0
        ]
        Proposal.objects.filter(disclosure=disclosure, said=each.said).update(owners=["K3", "K6"])
        recount(disclosure)
        return each


def test_everybody_is_listed_with_counts_and_sentences(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    shown = as_(made.reviewer).get(listed(disclosure)).content.decode()
    assert "Owen Parry" in shown
    assert "Social" in shown
    assert "Orla Byrne at school" in shown.replace('<mark class="people__said">', "").replace("</mark>", "")
    parry = now(made, disclosure, "K6")
    with acting(Actor(user=made.manager.pk)):
        theirs = Proposal.objects.filter(disclosure=disclosure, owners__contains=["K6"], page__gt=0, question=False)
        assert parry.counts.total == theirs.count() > 0
        assert parry.counts.pages == len(set(theirs.values_list("record", "page")))


def test_a_sample_is_the_mention_where_it_stands(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    with acting(Actor(user=made.manager.pk)):
        samples = sentences.samples(disclosure, ["K1", "K6"], many=3)
        assert samples["K6"]
        for each in (*samples["K1"], *samples["K6"]):
            whole = Record.objects.get(case=made.case, key=each.record).pages.get(number=each.page).text
            assert f"{each.before}{each.said}{each.after}" in whole.replace("\n", " ")
        assert all(len(found) <= 3 for found in samples.values())


def test_filters_leave_out_the_others(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    client = as_(made.reviewer)
    professionals = client.get(listed(disclosure), {"show": "professionals"}).content.decode()
    assert "Owen Parry</a>" in professionals
    assert "Orla Byrne</a>" not in professionals
    children = client.get(listed(disclosure), {"show": "children"}).content.decode()
    assert "Orla Byrne</a>" in children
    assert "Owen Parry</a>" not in children
    by_name = client.get(listed(disclosure), {"sort": "name"}).content.decode()
    assert by_name.index("Faith Okafor</a>") < by_name.index("Owen Parry</a>")


def test_one_decision_moves_all_mentions_and_is_taken_back(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    client, before = as_(made.reviewer), now(made, disclosure, "K6")
    answer = client.post(address(disclosure, before, "decide_person"), choice("redact"), follow=True)
    after = now(made, disclosure, "K6")
    assert after.counts.followed == before.counts.moves == before.counts.total
    assert f"{after.counts.followed} of {after.counts.total} mentions follow" in answer.content.decode()
    assert after.stands is not None
    client.post(address(disclosure, before, "undo_person"), {"batch": after.stands.batch})
    taken = now(made, disclosure, "K6")
    assert (taken.stands, taken.counts.followed) == (None, 0)


def test_a_lock_keeps_its_mentions_and_the_page_says_how_many(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    mother = now(made, disclosure, "K2")
    assert 0 < mother.counts.locked < mother.counts.total
    shown = as_(made.reviewer).get(address(disclosure, mother)).content.decode()
    assert f"{mother.counts.locked} stay" in shown
    assert "Address" in shown
    answer = as_(made.reviewer).post(address(disclosure, mother, "decide_person"), choice("keep"), follow=True)
    assert f"{mother.counts.locked} stay blacked out" in answer.content.decode()
    everything = now(made, disclosure, "K4")
    refused = as_(made.reviewer).post(address(disclosure, everything, "decide_person"), choice("keep"))
    assert refused.status_code == 409
    assert "never be disclosed" in refused.content.decode()


def test_who_was_slower_sees_what_the_other_decided_and_keeps_what_they_typed(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    parry = now(made, disclosure, "K6")
    as_(made.other).post(address(disclosure, parry, "decide_person"), choice("keep"))
    mine = choice("redact", explanation="A reason typed with care")
    answer = as_(made.reviewer).post(address(disclosure, parry, "decide_person"), mine)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert made.other.name in shown
    assert "A reason typed with care" in shown
    assert 'name="version" value="1"' in shown
    assert now(made, disclosure, "K6").counts.followed == parry.counts.total
    as_(made.reviewer).post(address(disclosure, parry, "decide_person"), {**mine, "version": 1})
    stands = now(made, disclosure, "K6").stands
    assert stands is not None
    assert stands.action == "redact"


def test_a_form_that_is_not_complete_says_so_and_saves_nothing(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    parry = now(made, disclosure, "K6")
    client = as_(made.reviewer)
    empty = client.post(address(disclosure, parry, "decide_person"), {"version": 0})
    assert empty.status_code == 422
    assert "Choose whether" in empty.content.decode()
    no_ground = client.post(address(disclosure, parry, "decide_person"), choice("redact", ground=""))
    assert "A reason is needed" in no_ground.content.decode()
    with acting(Actor(user=made.manager.pk)):
        assert not Decision.objects.filter(disclosure=disclosure).exists()


def test_what_the_recipient_may_know_already_is_a_suggestion(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    parry = now(made, disclosure, "K6")
    with acting(Actor(user=made.manager.pk)):
        named = Proposal.objects.filter(disclosure=disclosure, owners__contains=["K6"], page__gt=0).order_by("pk")[0]
        there = Record.objects.get(case=made.case, key=named.record)
        Known.objects.create(case=made.case, record=there, key="k1", person="K1", how="received", date="2016-03-04")
    shown = as_(made.reviewer).get(address(disclosure, parry)).content.decode()
    assert "may know already" in shown
    assert "2016-03-04" in shown
    assert not now(made, disclosure, "K6").counts.decided


def test_a_name_that_could_be_two_peoples_is_decided_in_its_queue(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    each = unclear_one(made, disclosure)
    client = as_(made.reviewer)
    assert reverse("disclosure:unclear", args=[disclosure.key]) in client.get(listed(disclosure)).content.decode()
    shown = client.get(reverse("disclosure:unclear", args=[disclosure.key])).content.decode()
    assert each.text in shown
    assert "Owen Parry" in shown
    post = reverse("disclosure:decide_unclear", args=[disclosure.key])
    wrong = client.post(post, choice("redact", ground="", mention=each.mention))
    assert wrong.status_code == 409
    answer = client.post(post, choice("redact", mention=each.mention), follow=True)
    assert "Nothing is left here" in answer.content.decode()
    with acting(Actor(user=made.manager.pk)):
        assert Decision.objects.get(disclosure=disclosure).key == each.said


def test_a_shared_name_becomes_visible_only_with_both(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    unclear_one(made, disclosure)
    parry = now(made, disclosure, "K6")
    assert parry.counts.shared > 0
    shown = as_(made.reviewer).get(address(disclosure, parry)).content.decode()
    assert f"{parry.counts.shared} could be somebody else" in shown
    as_(made.reviewer).post(address(disclosure, parry, "decide_person"), choice("keep"))
    assert now(made, disclosure, "K6").counts.followed == parry.counts.total - parry.counts.shared


def test_who_may_look_and_who_may_decide(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    parry, outsider = now(made, disclosure, "K6"), person(Role.ACCESS_OFFICER)
    unclear = reverse("disclosure:unclear", args=[disclosure.key])
    for page in (listed(disclosure), address(disclosure, parry), unclear):
        assert as_(made.reader).get(page).status_code == 200
        assert as_(made.manager).get(page).status_code == 200
        assert as_(outsider).get(page).status_code == 404
        assert Client().get(page).status_code == 302
        assert as_(made.reviewer).post(page).status_code == 405
    assert "<form" not in as_(made.reader).get(address(disclosure, parry)).content.decode().partition("<main")[2]
    posts = [address(disclosure, parry, "decide_person"), address(disclosure, parry, "undo_person")]
    for post in (*posts, reverse("disclosure:decide_unclear", args=[disclosure.key])):
        assert as_(made.reader).post(post, choice("keep")).status_code == 403
        assert as_(outsider).post(post, choice("keep")).status_code == 404
        assert Client().post(post, choice("keep")).status_code == 302
        assert as_(made.reviewer).get(post).status_code == 405
    assert as_(made.reviewer).get(reverse("disclosure:person", args=[disclosure.key, 10**9])).status_code == 404


def test_a_stranger_of_another_case_is_not_here(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    with acting(Actor(user=made.manager.pk)):
        unnamed = Person.objects.create(case=made.case, key="K9", name="Never Named", role="third_party")
    assert as_(made.reviewer).get(reverse("disclosure:person", args=[disclosure.key, unnamed.pk])).status_code == 404
    assert "Never Named" not in as_(made.reviewer).get(listed(disclosure)).content.decode()


def test_looking_is_entered(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    parry = now(made, disclosure, "K6")
    as_(made.reader).get(address(disclosure, parry))
    with acting(Actor(user=made.manager.pk)):
        assert Entry.objects.filter(actor=made.reader.pk, object=f"disclosure:{disclosure.pk}").count() == 1


def test_nothing_is_decided_while_it_is_checked(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    parry = now(made, disclosure, "K6")
    decide_everything(made, disclosure)
    disclosure = again(made, disclosure)
    with acting(Actor(user=made.reviewer.pk)):
        send_to_check(by=made.reviewer, disclosure=disclosure)
    assert "Nothing can be decided" in as_(made.reviewer).get(address(disclosure, parry)).content.decode()
    refused = as_(made.reviewer).post(address(disclosure, parry, "decide_person"), choice("keep"))
    assert refused.status_code == 409
