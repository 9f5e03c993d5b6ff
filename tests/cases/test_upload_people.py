"""Who sees which page of files, and who sends files in vain."""

from __future__ import annotations

import re

import pytest
from tests.cases.arrivals import add, here, named, on_the_way, sent
from tests.cases.places import Place
from tests.cases.senders import browser

from candour.cases.models import Upload
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")

PAGES = ["", "add/", "deliveries/{upload}/", "list/", "list/hand-in/"]
ADDING = {"add/", "list/hand-in/"}


@pytest.mark.parametrize("page", PAGES)
def test_who_sees_which_page(all_: Place, page: str) -> None:
    add(all_.owner, all_.case, named("a.txt"))
    with acting(Actor(user=all_.owner.pk)):
        page_of_case = page.format(upload=Upload.objects.get().key)
    address = all_.at + "files/" + page_of_case
    statuses = {
        who: browser(user).get(address).status_code
        for who, user in [
            ("owner", all_.owner), ("colleague", all_.colleague), ("reader", all_.reader), ("outsider", all_.outsider),
            ("nobody", None),
        ]
    }  # fmt: skip
    reader = 403 if page in ADDING else 200
    assert statuses == {"owner": 200, "colleague": 200, "reader": reader, "outsider": 404, "nobody": 302}
    assert browser(all_.owner).put(address).status_code == 405
    other = address.replace(all_.case.key, "x" * 12)
    outside, wrong = browser(all_.outsider).get(address), browser(all_.outsider).get(other)
    assert re.sub(rb'X-CSRFToken": "\w+|csrfmiddlewaretoken" value="\w+', b"", outside.content) == re.sub(
        rb'X-CSRFToken": "\w+|csrfmiddlewaretoken" value="\w+', b"", wrong.content
    )


@pytest.mark.parametrize(("who", "status"), [("reader", 403), ("outsider", 404), ("nobody", 302)])
def test_who_may_not_add_files_sends_them_in_vain(all_: Place, who: str, status: int) -> None:
    user = None if who == "nobody" else getattr(all_, who)
    before = on_the_way()
    answer = browser(user).post(all_.at + "files/add/", {"file": sent()})
    assert answer.status_code == status
    assert here(all_.owner, all_.case) == []
    assert on_the_way() == before


def test_a_form_of_another_site_is_refused_and_leaves_nothing(all_: Place) -> None:
    client = browser(all_.owner, enforce_csrf_checks=True)
    before = on_the_way()
    assert client.post(all_.at + "files/add/", {"file": sent()}).status_code == 403
    assert here(all_.owner, all_.case) == []
    assert on_the_way() == before
    mark = re.search(r'csrfmiddlewaretoken" value="(\w+)"', client.get(all_.at + "files/add/").content.decode())
    assert mark is not None
    answer = client.post(all_.at + "files/add/", {"csrfmiddlewaretoken": mark[1], "file": sent()})
    assert answer.status_code == 302
    assert here(all_.owner, all_.case) == ["a.txt"]
    assert client.post(all_.at + "files/list/hand-in/", {"file": sent()}).status_code == 403
