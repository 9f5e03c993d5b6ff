"""One delivery in several requests, with folders, that nobody else goes on with."""

from __future__ import annotations

import pytest
from tests.cases.arrivals import here, sent
from tests.cases.places import Place
from tests.cases.senders import JSON, browser
from tests.web.people import case

from candour.cases import files
from candour.cases.models import Preparation, Upload
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


def test_one_delivery_in_several_requests_with_folders(all_: Place) -> None:
    client = browser(all_.colleague)
    first = client.post(
        all_.at + "files/add/", {"file": [sent(), sent()], "path": ["Letters/a.txt", "../../x"], "more": "1"}, **JSON
    ).json()
    assert [(file["path"], file["state"]) for file in first["files"]] == [
        ("Letters/a.txt", "received"),
        ("../../x", "refused"),
    ]
    assert "leads out" in first["files"][1]["why"]
    with acting(Actor(user=all_.owner.pk)):
        assert not Preparation.objects.exists()
        assert files.unprepared(case=all_.case)
    more = {"upload": first["upload"], "more": "1"}
    second = client.post(all_.at + "files/add/", {"file": sent(), "path": "Letters/b.txt", **more}, **JSON).json()
    assert second["upload"] == first["upload"]
    last = client.post(all_.at + "files/add/", {"upload": first["upload"]}, **JSON)
    assert last.json()["files"] == []
    with acting(Actor(user=all_.owner.pk)):
        assert Preparation.objects.count() == 1
        assert Upload.objects.get().finished_at is not None
        assert not files.unprepared(case=all_.case)
    assert here(all_.owner, all_.case) == ["Letters/a.txt", "Letters/b.txt"]
    again = client.post(all_.at + "files/add/", {"file": sent(), "path": "x", **more}, **JSON)
    assert (again.status_code, again.json()["what"]) == (403, "This delivery is finished.")


def test_repeating_a_request_adds_nothing(all_: Place) -> None:
    client = browser(all_.owner)
    for expected in ("received", "same"):
        answer = client.post(all_.at + "files/add/", {"file": sent(), "path": "a/b.txt"}, **JSON)
        assert [file["state"] for file in answer.json()["files"]] == [expected]
    assert here(all_.owner, all_.case) == ["a/b.txt"]


def test_nobody_goes_on_with_somebody_elses_delivery_or_another_cases(all_: Place) -> None:
    begun = browser(all_.owner).post(all_.at + "files/add/", {"file": sent(), "more": "1"}, **JSON).json()["upload"]
    other = case(manager=all_.owner)
    given = {"file": sent("b"), "upload": begun}
    assert browser(all_.colleague).post(all_.at + "files/add/", given, **JSON).status_code == 404
    assert browser(all_.owner).post(f"/cases/{other.key}/files/add/", given, **JSON).status_code == 404
    assert browser(all_.owner).get(f"/cases/{other.key}/files/deliveries/{begun}/").status_code == 404
    assert here(all_.owner, all_.case) == ["a.txt"]


def test_paths_that_do_not_match_the_files_are_refused(all_: Place) -> None:
    answer = browser(all_.owner).post(all_.at + "files/add/", {"file": [sent(), sent()], "path": "one"}, **JSON)
    assert answer.status_code == 400
    assert here(all_.owner, all_.case) == []
