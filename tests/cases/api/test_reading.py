"""How the files stand, what is missing of a list of records, and the description itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from tests.cases.api.description import DESCRIPTION, wrong
from tests.cases.api.records_system import System
from tests.cases.arrivals import add, named, sent

from candour.accounts.models import User
from candour.cases import api
from candour.cases.models import Case, ManifestRow, Stage
from candour.ledger.acting import Actor, acting
from candour.ledger.models import Entry
from candour.ledger.verbs import Verb

pytestmark = pytest.mark.usefixtures("database")


def test_the_checker_finds_what_is_wrong() -> None:
    schema = DESCRIPTION["components"]["schemas"]["Manifest"]
    fine = {"records": 1, "here": 1, "missing": [], "without_file": ["x"], "unlisted": 0}
    assert wrong(fine, schema) == []
    for name, value in (("records", "1"), ("missing", [1]), ("more", 1)):
        assert wrong({**fine, name: value}, schema)
    assert wrong({}, schema)


def test_how_the_files_stand(system: System, manager: User, one: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = system.get(one.reference).json()
    assert (empty["files"], empty["preparation"], empty["next"]) == ([], None, None)
    add(manager, one, *[named(f"{number}.txt", b"%d" % number) for number in range(5)])
    add(manager, one, named("0.txt", b"newer"))
    monkeypatch.setattr(api, "_ON_A_PAGE", 2)
    paths, after = [], 0
    while after is not None:
        page = system.get(one.key, after=after).json()
        paths += [file["path"] for file in page["files"]]
        after = page["next"]
    assert paths == ["1.txt", "2.txt", "3.txt", "4.txt", "0.txt"]
    assert system.get(one.key, after="x").status_code == 400
    system.form(one.key, {"file": sent()})
    assert system.get(one.key).json()["preparation"]["stage"] == "waiting"
    stages = DESCRIPTION["components"]["schemas"]["Status"]["properties"]["preparation"]["properties"]["stage"]["enum"]
    assert set(stages) == set(Stage.values)


def test_the_list_of_records(system: System, manager: User, one: Case) -> None:
    add(manager, one, named("a.txt"), named("extra.txt"))
    data = b"record_id,title,type,date,author,filename\nM1,t,,,,a.txt\nM2,t,,,,gone.txt\nM3,Untitled,,,,\n"
    for answer in (
        system.body(one.key, data, to="manifest", kind="text/csv"),
        system.form(one.key, {"file": sent("list.csv", data)}, to="manifest"),
    ):
        assert answer.json() == {
            "records": 3, "here": 1, "missing": ["M2"], "without_file": ["M3"], "unlisted": 1,
        }  # fmt: skip
    with acting(Actor(user=manager.pk)):
        assert ManifestRow.objects.filter(case=one).count() == 3
        assert Entry.objects.filter(chain=one.pk, verb=Verb.MANIFEST_TAKEN).count() == 1
    wrong_one = system.body(one.key, b"record_id,title,type,date,author,filename\n,Mrs Okafor,,,,\n", to="manifest")
    assert (wrong_one.status_code, "line 2" in wrong_one.json()["what"]) == (400, True)
    assert "Okafor" not in wrong_one.content.decode()


def test_the_description_is_served_to_anybody_and_names_every_address() -> None:
    from candour.access import urls_arrivals
    from candour.cases import urls_systems

    answer = Client().get("/api/v1/openapi.json")
    assert answer["Content-Type"] == "application/json"
    assert answer.json() == DESCRIPTION
    served = {
        "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(each.pattern))
        for each in (*urls_systems.urlpatterns, *urls_arrivals.urlpatterns)
        if str(each.pattern).startswith("api/") and not str(each.pattern).endswith(".json")
    }
    assert served == set(DESCRIPTION["paths"])
    text = (Path(__file__).parents[3] / "docs/api.md").read_text(encoding="utf-8")
    for address in served:
        assert address in text
    for header in ("Candour-Path", "Candour-Unpack", "Candour-More"):
        assert header in text
