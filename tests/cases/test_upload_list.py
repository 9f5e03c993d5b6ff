"""The list of a case's files: filtered and paged without a name in an address, and never a way in."""

from __future__ import annotations

import pytest
from tests.cases.arrivals import add, named, sent
from tests.cases.places import Place
from tests.cases.senders import browser

from candour.cases import store
from candour.cases.models import File
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


def test_the_list_is_empty_then_filtered_and_paged_without_a_name_in_an_address(all_: Place) -> None:
    client = browser(all_.reader)
    assert "no files yet" in client.get(all_.at + "files/").content.decode()
    add(all_.owner, all_.case, *[named(f"Okafor/{number:03}.txt", b"%d" % number) for number in range(105)])
    add(all_.owner, all_.case, named("Okafor/000.txt", b"newer"), named("other.txt"), named("../x"))
    page = client.get(all_.at + "files/")
    assert page.context["page"].paginator.count == 106
    assert len(client.get(all_.at + "files/?page=2").context["page"]) == 6
    narrowed = client.post(all_.at + "files/", {"containing": "okaFOR", "state": "received"})
    assert "kafor" not in narrowed["Location"].lower()
    assert client.get(narrowed["Location"]).context["page"].paginator.count == 105
    for state, number in (("replaced", 1), ("refused", 1), ("all", 108)):
        address = client.post(all_.at + "files/", {"containing": "", "state": state})["Location"]
        assert client.get(address).context["page"].paginator.count == number
    none = client.get(
        client.post(all_.at + "files/", {"containing": "nothing", "state": ""})["Location"]
    ).content.decode()
    assert "No file of this case is like this" in none


def test_a_file_name_is_text_and_nothing_else(all_: Place) -> None:
    name = '"><script>alert(1)</script>.txt'
    client = browser(all_.owner)
    answer = client.post(all_.at + "files/add/", {"file": sent(), "path": name})
    assert "<script>alert" not in client.get(answer["Location"]).content.decode()
    assert "<script>alert" not in client.get(all_.at + "files/").content.decode()
    assert "&lt;/script&gt;.txt" in client.get(all_.at + "files/").content.decode()


def test_files_sent_to_a_page_without_files_never_reach_the_store(all_: Place) -> None:
    before = set(store.folder().rglob("*"))
    browser(all_.owner).post(all_.at + "files/", {"containing": "", "file": sent("x", b"into the list page")})
    assert set(store.folder().rglob("*")) == before
    with acting(Actor(user=all_.owner.pk)):
        assert not File.objects.exists()
