"""What another system may ask, answered as the description says; every answer of these tests is held against it."""

from __future__ import annotations

import io
import json
import re
import socket
import struct
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cases.arrivals import add, named, zipped
from tests.web.browser import running
from tests.web.people import case, days, person, team

from candour.accounts.models import Team, User
from candour.accounts.roles import Role
from candour.cases import api, files, store, tokens
from candour.cases.models import Case, ManifestRow, Preparation, Stage, Upload
from candour.ledger.acting import Actor, acting
from candour.ledger.models import Entry
from candour.ledger.verbs import Verb

pytestmark = pytest.mark.usefixtures("database")
DESCRIPTION = json.loads(Path(api.__file__).with_name("openapi.json").read_text(encoding="utf-8"))


# ---------------------------------------------------------------- held against the description


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        found: Any = DESCRIPTION
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    return schema


KINDS = {"object": dict, "array": list, "string": str, "integer": int, "null": type(None)}


def wrong(value: Any, schema: dict[str, Any], where: str = "") -> list[str]:
    """Where a value is not as its schema says: the part of JSON Schema that the description uses."""
    schema = resolved(schema)
    assert set(schema) <= {
        "type", "enum", "const", "properties", "required", "additionalProperties", "items", "description", "minimum",
    }  # fmt: skip
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(isinstance(value, KINDS[kind]) for kind in kinds):
        return [f"{where} is not {kinds}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{where} is not one of {schema['enum']}"]
    found = []
    if isinstance(value, dict):
        found += [f"{where} lacks {name}" for name in schema.get("required", []) if name not in value]
        rest = schema.get("additionalProperties", True)
        for name, each in value.items():
            if name in schema.get("properties", {}):
                found += wrong(each, schema["properties"][name], f"{where}.{name}")
            elif rest is False:
                found.append(f"{where} has {name}")
            elif isinstance(rest, dict):
                found += wrong(each, rest, f"{where}.{name}")
    if isinstance(value, list):
        for at, each in enumerate(value):
            found += wrong(each, schema.get("items", {}), f"{where}[{at}]")
    return found


class System:
    """Another system with a token; it holds every answer against the description."""

    def __init__(self, secret: str) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.headers = {"Authorization": f"Bearer {secret}"}

    def get(self, of: str, **query: Any) -> Any:
        return self._held("get", of, self.client.get(f"/api/v1/cases/{quote(of)}/files", query, headers=self.headers))

    def form(self, of: str, given: dict[str, Any], *, to: str = "files", **headers: str) -> Any:
        address = f"/api/v1/cases/{quote(of)}/{to}"
        return self._held("post", of, self.client.post(address, given, headers={**self.headers, **headers}), to)

    def body(self, of: str, data: bytes, *, to: str = "files", kind: str = "application/octet-stream", **h: str) -> Any:
        address = f"/api/v1/cases/{quote(of)}/{to}"
        headers = {**self.headers, **{name.replace("_", "-"): value for name, value in h.items()}}
        return self._held("post", of, self.client.generic("POST", address, data, kind, headers=headers), to)

    def _held(self, method: str, of: str, answer: Any, to: str = "files") -> Any:
        responses = DESCRIPTION["paths"]["/api/v1/cases/{case}/" + to][method]["responses"]
        assert str(answer.status_code) in responses, answer.content
        schema = resolved(responses[str(answer.status_code)])["content"]["application/json"]["schema"]
        assert wrong(answer.json(), schema) == []
        return answer


@pytest.fixture
def ours() -> Team:
    return team()


@pytest.fixture
def manager(ours: Team) -> User:
    return person(Role.MANAGER, team=ours)


@pytest.fixture
def one(manager: User, ours: Team) -> Case:
    return case(manager=manager, teams=(ours,))


@pytest.fixture
def system(manager: User, ours: Team) -> System:
    with acting(Actor(user=manager.pk)):
        return System(tokens.make(by=manager, team=ours, name="Records system", last_day=days(30))[1])


def here(user: User, one: Case) -> list[str]:
    with acting(Actor(user=user.pk)):
        return list(files.files(case=one).values_list("path", flat=True))


def sent(name: str = "a.txt", data: bytes = b"text") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def on_the_way() -> set[str]:
    return {path.name for path in store.arriving().iterdir()}


def test_the_checker_finds_what_is_wrong() -> None:
    schema = DESCRIPTION["components"]["schemas"]["Manifest"]
    fine = {"records": 1, "here": 1, "missing": [], "without_file": ["x"], "unlisted": 0}
    assert wrong(fine, schema) == []
    for name, value in (("records", "1"), ("missing", [1]), ("more", 1)):
        assert wrong({**fine, name: value}, schema)
    assert wrong({}, schema)


# ---------------------------------------------------------------- adding files


def test_files_of_a_form_with_their_paths(system: System, manager: User, one: Case) -> None:
    given = {"file": [sent(), sent("b.txt", b"other")], "path": ["Letters/a.txt", "Letters/b.txt"]}
    answer = system.form(one.reference, given)
    assert answer.status_code == 200
    assert answer.json()["counts"] == {"received": 2}
    assert here(manager, one) == ["Letters/a.txt", "Letters/b.txt"]
    with acting(Actor(user=manager.pk)):
        upload = Upload.objects.get()
        assert (upload.by, upload.token.name, upload.finished_at is not None) == (None, "Records system", True)
        assert Preparation.objects.filter(case=one).count() == 1
        entry = Entry.objects.get(chain=one.pk, verb=Verb.FILES_RECEIVED)
        assert json.loads(entry.line)["token"] == upload.token.pk
        assert entry.actor is None


def test_one_file_as_the_body_with_its_path_in_a_header(system: System, manager: User, one: Case) -> None:
    for kind in ("application/octet-stream", "text/plain", "application/x-www-form-urlencoded", "application/json"):
        answer = system.body(one.key, b"Dear Mrs Okafor", kind=kind, Candour_Path=quote("Letters/Café.txt"))
        assert answer.status_code == 200
    assert answer.json()["files"][0]["state"] == "same"
    assert here(manager, one) == ["Letters/Café.txt"]


def test_the_same_again_changes_nothing(system: System, manager: User, one: Case) -> None:
    states = [system.form(one.key, {"file": sent()}).json()["files"][0]["state"] for _ in range(3)]
    assert states == ["received", "same", "same"]
    assert here(manager, one) == ["a.txt"]
    with acting(Actor(user=manager.pk)):
        assert Preparation.objects.count() == 1


def test_what_is_refused_is_told_and_the_rest_is_received(system: System, manager: User, one: Case) -> None:
    answer = system.form(one.key, {"file": [sent(), sent()], "path": ["../../x", "fine.txt"]})
    assert answer.status_code == 422
    assert [file["state"] for file in answer.json()["files"]] == ["refused", "received"]
    assert here(manager, one) == ["fine.txt"]
    for path in ("../../x", "/etc/passwd", "C:\\x", "a\0b", "\u202ex"):
        assert system.body(one.key, b"x", Candour_Path=quote(path)).status_code == 422
    assert here(manager, one) == ["fine.txt"]


def test_more_to_come_waits_with_the_preparation(system: System, manager: User, one: Case) -> None:
    system.body(one.key, b"1", Candour_Path="1", Candour_More="1")
    with acting(Actor(user=manager.pk)):
        assert not Preparation.objects.exists()
    system.body(one.key, b"2", Candour_Path="2")
    with acting(Actor(user=manager.pk)):
        assert Preparation.objects.count() == 1


def test_archives_are_unpacked_when_asked(system: System, manager: User, one: Case) -> None:
    archive = zipped({"a.txt": b"1", "b.txt": b"2"})
    before = on_the_way()
    system.body(one.key, archive, Candour_Path="in/z.zip", Candour_Unpack="1")
    system.form(one.key, {"file": sent("y.zip", archive), "unpack": "1"})
    assert here(manager, one) == ["a.txt", "b.txt", "in/a.txt", "in/b.txt"]
    assert on_the_way() == before


def test_requests_that_cannot_be_read(system: System, manager: User, one: Case) -> None:
    before = on_the_way()
    assert "Candour-Path" in system.body(one.key, b"text").json()["do"]
    assert system.form(one.key, {"file": [sent(), sent()], "path": "one"}).status_code == 400
    assert system.body(one.key, b"no form", kind="multipart/form-data; boundary=x").status_code == 400
    assert system.body(one.key, b"no form", kind="multipart/form-data").status_code == 400
    assert system.body(one.key, b"x", Candour_Path="x", Transfer_Encoding="chunked").status_code == 400
    assert here(manager, one) == []
    assert on_the_way() == before


@pytest.mark.parametrize("kind", ["application/octet-stream", "multipart/form-data; boundary=x"])
def test_a_body_that_breaks_off_is_not_received(system: System, manager: User, one: Case, kind: str) -> None:
    data = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf of i'
    before = on_the_way()
    answer = system.client.request(
        PATH_INFO=f"/api/v1/cases/{one.key}/files", REQUEST_METHOD="POST", CONTENT_TYPE=kind, HTTP_CANDOUR_PATH="a",
        HTTP_AUTHORIZATION=system.headers["Authorization"], CONTENT_LENGTH=str(len(data) + 5),
        **{"wsgi.input": io.BytesIO(data)},
    )  # fmt: skip
    assert (answer.status_code, answer.json()["what"]) == (400, "What was sent breaks off.")
    assert here(manager, one) == []
    assert on_the_way() == before


def test_a_sender_that_is_killed_half_way_leaves_nothing(system: System, manager: User, one: Case) -> None:
    """Over a real connection that is reset in the middle of a file."""
    before = on_the_way()
    with running() as site:
        host, port = site.address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as line:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            head = (
                f"POST /api/v1/cases/{one.key}/files HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000000\r\n"
                f"Candour-Path: a.bin\r\nAuthorization: {system.headers['Authorization']}\r\n\r\n"
            )
            line.sendall(head.encode() + bytes(3_000_000))
            for _ in range(100):
                if on_the_way() != before:
                    break
                time.sleep(0.05)
            assert on_the_way() != before
        for _ in range(100):
            if on_the_way() == before:
                break
            time.sleep(0.05)
    assert on_the_way() == before
    assert here(manager, one) == []


def test_too_much_is_refused_before_it_is_read(system: System, one: Case) -> None:
    answer = system.client.request(
        PATH_INFO=f"/api/v1/cases/{one.key}/files", REQUEST_METHOD="POST", CONTENT_TYPE="application/octet-stream",
        HTTP_AUTHORIZATION=system.headers["Authorization"], HTTP_CANDOUR_PATH="a", CONTENT_LENGTH=str(1 << 40),
        **{"wsgi.input": io.BytesIO(b"")},
    )  # fmt: skip
    assert answer.status_code == 413


# ---------------------------------------------------------------- who may


def test_a_case_of_another_team_is_answered_like_one_that_is_not_there(system: System, manager: User) -> None:
    foreign = case(manager=manager, teams=(team(),))
    of_nobody = case(manager=manager)
    before = on_the_way()
    answers = set()
    for each in (foreign.key, foreign.reference, of_nobody.key, "not-there", "2019/77"):
        for answer in (
            system.get(each), system.form(each, {"file": sent()}), system.body(each, b"x", Candour_Path="x"),
            system.body(each, b"x", to="manifest"),
        ):  # fmt: skip
            answers.add((answer.status_code, answer.content))
    assert len(answers) == 1
    assert answers.pop()[0] == 404
    assert here(manager, foreign) == []
    assert on_the_way() == before


def test_no_token_a_wrong_one_or_one_that_ended(system: System, manager: User, one: Case) -> None:
    secret = system.headers["Authorization"].removeprefix("Bearer ")
    for header in (None, "", "Bearer", "Bearer wrong", f"Basic {secret}", f"Bearer {secret}x", f"Bearer {secret} x"):
        headers = {} if header is None else {"Authorization": header}
        answer = Client().get(f"/api/v1/cases/{one.key}/files", headers=headers)
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
        assert set(answer.json()) == {"what", "means", "do"}
    with acting(Actor(user=manager.pk)):
        tokens.end(by=manager, token=tokens.running().get())
    assert system.get(one.key).status_code == 401


def test_a_browser_that_is_signed_in_needs_a_token_too(manager: User, one: Case) -> None:
    client = Client()
    client.force_login(manager)
    session = client.session
    session["second_factor"] = True
    session.save()
    assert client.get(f"/api/v1/cases/{one.key}/files").status_code == 401
    assert client.post(f"/api/v1/cases/{one.key}/files", {"file": sent()}).status_code == 401


def test_other_methods_are_told_which_may_be_used(system: System, one: Case) -> None:
    for method, to, allowed in (
        ("put", "files", "GET, POST"),
        ("delete", "files", "GET, POST"),
        ("get", "manifest", "POST"),
    ):
        answer = getattr(system.client, method)(f"/api/v1/cases/{one.key}/{to}", headers=system.headers)
        assert (answer.status_code, answer["Allow"]) == (405, allowed)
        assert set(answer.json()) == {"what", "means", "do"}


def test_too_many_requests_a_minute(system: System, one: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(api, "A_MINUTE", 3)
    statuses = [system.get(one.key).status_code for _ in range(5)]
    assert statuses in ([200, 200, 200, 429, 429], [200] * 5)  # the minute may end between two
    if statuses[-1] == 429:
        assert system.get(one.key)["Retry-After"] == "60"


# ---------------------------------------------------------------- how they stand, the list of records, the description


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
    from candour.cases.urls_systems import urlpatterns

    answer = Client().get("/api/v1/openapi.json")
    assert answer["Content-Type"] == "application/json"
    assert answer.json() == DESCRIPTION
    served = {
        "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(each.pattern))
        for each in urlpatterns
        if str(each.pattern).startswith("api/") and not str(each.pattern).endswith(".json")
    }
    assert served == set(DESCRIPTION["paths"])
    text = (Path(__file__).parents[2] / "docs/api.md").read_text(encoding="utf-8")
    for address in served:
        assert address in text
    for header in ("Candour-Path", "Candour-Unpack", "Candour-More"):
        assert header in text
