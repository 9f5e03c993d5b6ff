"""The pages of the policy: every rule with its source and its mark, for everybody who works here; changed by governance."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.packs.conftest import Write
from tests.packs.written import CHANGED, FAULTY
from tests.web.people import person

from candour.accounts.models import User
from candour.accounts.roles import Act, Role, may
from candour.ledger.acting import Actor, acting
from candour.packs import in_force, services, waiting
from candour.packs.chapters import CHAPTERS, rules_of
from candour.packs.models import PackVersion, Period
from candour.policy import load_pack

pytestmark = pytest.mark.usefixtures("database")
DAY = date(2026, 3, 2)
READ = [
    reverse("packs:policy"), reverse("packs:versions"), reverse("packs:change"),
    reverse("packs:route", args=["subject-access-adult"]),
    *(reverse("packs:chapter", args=[each]) for each in CHAPTERS),
]  # fmt: skip
VIEWS = READ[:5]
"""One address of each view: the chapters are one."""
PUT = reverse("packs:put_in_force")


@pytest.fixture
def governor() -> User:
    return person(Role.INFORMATION_GOVERNANCE, name="Gwen Governance")


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(answer: HttpResponse) -> str:
    main = re.search(r"<main.*</main>", answer.content.decode(), re.S)
    assert main
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", main.group())).split())


def shown(address: str, user: User | None = None, **given: str) -> str:
    answer = as_(user or person(Role.PRACTITIONER)).get(address, given)
    assert answer.status_code == 200
    return text(answer)


def test_everybody_with_a_role_reads_and_governance_changes(write: Write) -> None:
    in_force.current(on=DAY)
    write(CHANGED)
    proposed = in_force.waiting().pack.sha256
    for role in sorted(Role, key=lambda each: each == Role.INFORMATION_GOVERNANCE):
        client, changes_it = as_(person(role)), role == Role.INFORMATION_GOVERNANCE
        pages = {each: client.get(each) for each in VIEWS}
        assert {each.status_code for each in pages.values()} == {200}, role
        assert ("Put in force" in text(pages[reverse("packs:change")])) == may({role}, Act.CHANGE_POLICY)
        answer = client.post(PUT, {"sha256": proposed, "reason": "Agreed"})
        assert answer.status_code == (302 if changes_it else 403), role
        assert in_force.current(on=DAY).version == ("2" if changes_it else "1")


def test_who_has_no_role_and_who_is_signed_out(governor: User) -> None:
    nobody, out, client = as_(person()), Client(), as_(governor)
    for each in READ:
        assert nobody.get(each).status_code == 403
        assert out.get(each).status_code == 302
        assert client.post(each).status_code == 405
    assert out.post(PUT).status_code == 302
    assert client.get(PUT).status_code == 405


def test_the_first_page_counts_what_is_to_confirm(write: Write) -> None:
    page = shown(reverse("packs:policy"))
    pack = in_force.of(in_force.current(on=DAY).sha256, on=None)
    rules = [each for chapter in CHAPTERS.values() for each in rules_of(chapter, pack)]
    many = sum(each.checked == "to_confirm" for each in rules)
    assert many > 50
    assert f"{many} rules are still to confirm. Ask Legal" in page
    assert "Moorland, version 1" in page
    assert "it was there at the first start" in page
    assert "changed policy waits" not in page
    for each in CHAPTERS.values():
        assert each.title in page


def test_every_rule_has_its_source_its_day_and_its_mark(write: Write) -> None:
    pack = in_force.of(in_force.current(on=DAY).sha256, on=None)
    for each in CHAPTERS.values():
        page, rules = shown(reverse("packs:chapter", args=[each.id])), rules_of(each, pack)
        for rule in rules:
            for words in (rule.title, rule.explanation, rule.citation):
                assert " ".join(words.split()) in page, (each.id, rule.id)
        assert page.count("To confirm Ask Legal before you rely on it.") == sum(rule.to_confirm for rule in rules)
        assert page.count("In force from") >= sum(rule.in_force_from is not None for rule in rules)


def test_a_duty_says_in_words_who_has_it_where_records_are_reviewed_first() -> None:
    words = "Where records are reviewed first: only who has one of these parts in the route"
    assert f"{words} Who checks what goes out, Who decides, Who logs and tracks it, Who sends it" in shown(
        reverse("packs:chapter", args=["duties"])
    )


def test_a_rule_of_a_later_day_is_marked(write: Write) -> None:
    page = shown(reverse("packs:chapter", args=["disclosure"]))
    assert "Moorland later Not yet In force from 1 January 2090." in page
    assert page.count("Not yet") == 1


def test_words_filter_a_chapter_and_all_chapters(write: Write) -> None:
    chapter = reverse("packs:chapter", args=["disclosure"])
    page = shown(chapter, q="CARERS moorland")
    assert "Rules: 1" in page
    assert "Parents here know the carers by name." in page
    assert "No rule fits" in shown(chapter, q="nothing-like-this")
    assert "Moorland later" not in shown(chapter, to_confirm="on")
    everywhere = shown(reverse("packs:policy"), q="adoption")
    assert {"Grounds", "How long files are kept"} <= set(re.findall(r"(Grounds|How long files are kept):", everywhere))
    assert "No rule fits" in shown(reverse("packs:policy"), q="<script>")


def test_a_route_shows_each_part_with_its_reason_and_what_is_not_stated() -> None:
    page = shown(reverse("packs:route", args=["subject-access-adult"]))
    assert "Who decides Access to information team Why: The right is against the council." in page
    assert "Not stated. The policy does not say, and nothing is assumed" in page
    assert "wherever a route does not say" in page
    assert as_(person(Role.MANAGER)).get(reverse("packs:route", args=["nonsense"])).status_code == 404
    assert as_(person(Role.MANAGER)).get(reverse("packs:chapter", args=["nonsense"])).status_code == 404


def test_a_pack_that_says_nothing_of_something_says_so(write: Write) -> None:
    gone = ", ".join(f'"helplines.{each}"' for each in load_pack("england").helplines)
    write(CHANGED.replace('extends = "england"', f'extends = "england"\nremove = [{gone}]'))
    assert "The policy says nothing of this" in shown(reverse("packs:chapter", args=["helplines"]))


def test_what_waits_is_shown_and_put_in_force(governor: User, write: Write) -> None:
    in_force.current(on=DAY)
    change = reverse("packs:change")
    assert "Nothing waits" in shown(change)
    write(CHANGED)
    assert "A changed policy waits and is not in force." in shown(reverse("packs:policy"))
    page = shown(change, governor)
    assert "Moorland, version 2, waits. Until it is put in force, everybody works with Moorland, version 1." in page
    assert "What differs: 2" in page
    assert "Source Moorland, section 4 Moorland, section 9" in page
    assert "No open work that you may see is touched." in page
    client, sha256 = as_(governor), in_force.waiting().pack.sha256
    answer = client.post(PUT, {"sha256": sha256, "reason": "Agreed by the board"}, follow=True)
    assert "The changed policy is in force." in text(answer)
    assert "put in force by Gwen Governance" in text(answer)
    versions = shown(reverse("packs:versions"), governor)
    assert "Agreed by the board" in versions
    assert "Agreed by the board" not in shown(reverse("packs:versions"))  # reasons are for who sees the ledger
    assert "Nobody: it was there at the first start" in versions


def test_without_a_reason_the_form_says_so(governor: User, write: Write) -> None:
    in_force.current(on=DAY)
    write(CHANGED)
    answer = as_(governor).post(PUT, {"sha256": in_force.waiting().pack.sha256, "reason": " "})
    assert answer.status_code == 400
    assert "Fill in “Why the policy changes, and who agreed to it”" in text(answer)
    assert Period.objects.count() == 1


def test_what_changed_meanwhile_is_shown_and_not_put_in_force(governor: User, write: Write) -> None:
    in_force.current(on=DAY)
    write(CHANGED)
    seen = in_force.waiting().pack.sha256
    write(CHANGED.replace("section 9", "section 11"))
    client = as_(governor)
    answer = client.post(PUT, {"sha256": seen, "reason": "Agreed"})
    assert answer.status_code == 400
    assert "What waits is not what you saw." in text(answer)
    assert "Moorland, section 11" in text(answer)
    assert in_force.waiting().pack.sha256 in answer.content.decode()
    assert Period.objects.count() == 1


def test_when_nothing_waits_any_more_the_form_says_so(governor: User, write: Write) -> None:
    current = in_force.current(on=DAY)
    answer = as_(governor).post(PUT, {"sha256": current.sha256, "reason": "Agreed"})
    assert answer.status_code == 400
    assert "What waits is not what you saw." in text(answer)
    assert "Nothing waits" in text(answer)


def test_faults_are_shown_by_file_line_and_key(governor: User, write: Write) -> None:
    in_force.current(on=DAY)
    write(FAULTY)
    page = shown(reverse("packs:change"), governor)
    assert "What has to be mended: 2" in page
    assert "ours.toml 12 disclosure.acton is not a key of this table" in page
    assert "What was in force before stays in force: Moorland, version 1" in page
    assert "Put it in force" not in page
    assert as_(governor).post(PUT, {"sha256": "0" * 64, "reason": "Agreed"}).status_code == 400


def test_any_two_versions_are_compared(governor: User, write: Write) -> None:
    address = reverse("packs:versions")
    assert "There has been one version only" in shown(address)
    write(CHANGED)
    with acting(Actor(user=governor.pk)):
        services.put_in_force(by=governor, sha256=in_force.waiting().pack.sha256, reason="Agreed")
    new, old = (str(each.key) for each in PackVersion.objects.order_by("-pk"))
    page = shown(address, old=old, new=new)
    assert "2 differences." in page
    assert "Source Moorland, section 4 Moorland, section 9" in page
    assert "Source Moorland, section 9 Moorland, section 4" in shown(address, old=new, new=old)
    assert "The rules are the same." in shown(address, old=old, new=old)
    wrong = as_(governor).get(address, {"old": old, "new": "nonsense"})
    assert wrong.status_code == 400


def test_an_earlier_version_is_read_whole_and_says_that_it_is_not_in_force(governor: User, write: Write) -> None:
    first = in_force.current(on=DAY)
    write(CHANGED)
    with acting(Actor(user=governor.pk)):
        services.put_in_force(by=governor, sha256=in_force.waiting().pack.sha256, reason="Agreed")
    new, old = (each.key for each in PackVersion.objects.order_by("-pk"))
    client, version = as_(person(Role.PRACTITIONER)), reverse("packs:version", args=[old])
    assert f'href="{version}"' in client.get(reverse("packs:versions")).content.decode()
    whole = client.get(version).content.decode()
    pages = [version, *(f"{version}{each}/" for each in CHAPTERS), f"{version}routes/subject-access-adult/"]
    for each in pages:
        page = text(client.get(each))
        assert "Not in force since" in page
        assert "You read Moorland, version 1." in page
        assert each in whole or "/routes/" in each
    assert "Moorland, section 4" in text(client.get(f"{version}disclosure/"))
    assert "Moorland, section 9" in text(client.get(reverse("packs:chapter", args=["disclosure"])))
    assert f'href="{version}routes/subject-access-adult/"' in client.get(f"{version}routes/").content.decode()
    assert "Not in force" not in text(client.get(reverse("packs:version", args=[new])))
    assert client.get(f"{version}nonsense/").status_code == 404
    assert client.get(reverse("packs:version", args=["00000000-0000-4000-8000-000000000000"])).status_code == 404
    assert (client.post(version).status_code, Client().get(version).status_code) == (405, 302)
    assert as_(person()).get(version).status_code == 403
    assert first.sha256 == PackVersion.objects.get(key=old).sha256


def test_it_waits_in_the_work_of_who_looks_after_the_policy(governor: User, write: Write) -> None:
    assert list(waiting.changed_policy(governor)) == []
    write(CHANGED)
    assert "Look at a changed policy that waits" in text(as_(governor).get("/"))
    assert "changed policy" not in text(as_(person(Role.MANAGER)).get("/"))
    write(FAULTY)
    assert "Mend a changed policy that waits" in text(as_(governor).get("/"))


def test_the_menu_has_it() -> None:
    assert 'href="/policy/"' in as_(person(Role.READER)).get("/").content.decode()
