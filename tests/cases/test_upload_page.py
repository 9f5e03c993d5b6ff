"""Adding files in the browser, with and without JavaScript, and the list of what is here."""

from __future__ import annotations

import dataclasses
import io
import re
import resource
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from tests.cases.arrivals import add, named, zipped
from tests.web.people import case, person, team

from candour.accounts.models import Team, User
from candour.accounts.roles import Role
from candour.cases import files, store
from candour.cases.models import Case, File, Preparation, Upload
from candour.ledger.acting import Actor, acting
from candour.ledger.models import Entry
from candour.ledger.verbs import Verb

pytestmark = pytest.mark.usefixtures("database")
JSON = {"headers": {"Accept": "application/json"}}


@dataclass
class Everybody:
    team: Team
    owner: User
    colleague: User
    reader: User
    outsider: User
    case: Case

    @property
    def address(self) -> str:
        return f"/cases/{self.case.key}/files/"


@pytest.fixture
def all_(request: pytest.FixtureRequest) -> Everybody:
    ours = team()
    owner = person(Role.MANAGER)
    return Everybody(
        ours,
        owner,
        person(Role.PRACTITIONER, team=ours),
        person(Role.READER, team=ours),
        person(Role.MANAGER, team=team()),
        case(manager=owner, teams=(ours,)),
    )


def browser(user: User | None, **given: object) -> Client:
    client = Client(**given)
    if user is not None:
        client.force_login(user)
        session = client.session
        session["second_factor"] = True
        session.save()
    return client


def sent(name: str = "a.txt", data: bytes = b"text") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def here(all_: Everybody) -> list[str]:
    with acting(Actor(user=all_.owner.pk)):
        return list(files.files(case=all_.case).values_list("path", flat=True))


def on_the_way() -> set[str]:
    return {path.name for path in store.arriving().iterdir()}


# ---------------------------------------------------------------- who may


PAGES = ["", "add/", "deliveries/{upload}/", "list/", "list/hand-in/"]
ADDING = {"add/", "list/hand-in/"}


@pytest.mark.parametrize("page", PAGES)
def test_who_sees_which_page(all_: Everybody, page: str) -> None:
    add(all_.owner, all_.case, named("a.txt"))
    with acting(Actor(user=all_.owner.pk)):
        page_of_case = page.format(upload=Upload.objects.get().key)
    address = all_.address + page_of_case
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
def test_who_may_not_add_files_sends_them_in_vain(all_: Everybody, who: str, status: int) -> None:
    user = None if who == "nobody" else getattr(all_, who)
    before = on_the_way()
    answer = browser(user).post(all_.address + "add/", {"file": sent()})
    assert answer.status_code == status
    assert here(all_) == []
    assert on_the_way() == before


def test_a_form_of_another_site_is_refused_and_leaves_nothing(all_: Everybody) -> None:
    client = browser(all_.owner, enforce_csrf_checks=True)
    before = on_the_way()
    assert client.post(all_.address + "add/", {"file": sent()}).status_code == 403
    assert here(all_) == []
    assert on_the_way() == before
    mark = re.search(r'csrfmiddlewaretoken" value="(\w+)"', client.get(all_.address + "add/").content.decode())
    assert mark is not None
    answer = client.post(all_.address + "add/", {"csrfmiddlewaretoken": mark[1], "file": sent()})
    assert answer.status_code == 302
    assert here(all_) == ["a.txt"]
    assert client.post(all_.address + "list/hand-in/", {"file": sent()}).status_code == 403


# ---------------------------------------------------------------- without JavaScript


def test_several_files_by_a_plain_form_are_told_of_one_by_one(all_: Everybody) -> None:
    client = browser(all_.colleague)
    answer = client.post(
        all_.address + "add/", {"file": [sent("a.txt", b"1"), sent("b.txt", b""), sent("a.txt", b"1")]}
    )
    told = client.get(answer["Location"])
    assert [(file.path, file.state) for file in told.context["page"]] == [
        ("a.txt", "received"),
        ("a.txt", "same"),
        ("b.txt", "received"),
    ]
    assert here(all_) == ["a.txt", "b.txt"]
    with acting(Actor(user=all_.owner.pk)):
        assert Preparation.objects.filter(case=all_.case).count() == 1
        entry = Entry.objects.get(chain=all_.case.pk, verb=Verb.FILES_RECEIVED)
        assert entry.actor == all_.colleague.pk


def test_no_file_chosen_is_said_in_the_form(all_: Everybody) -> None:
    answer = browser(all_.owner).post(all_.address + "add/", {"unpack": "1"})
    assert answer.status_code == 422
    assert "Choose at least one file" in answer.content.decode()


def test_a_zip_is_unpacked_only_when_asked(all_: Everybody) -> None:
    archive = zipped({"in/a.txt": b"1", "../x": b"2"})
    before = on_the_way()
    client = browser(all_.owner)
    client.post(all_.address + "add/", {"file": sent("z.zip", archive)})
    assert here(all_) == ["z.zip"]
    client.post(all_.address + "add/", {"file": sent("z.zip", archive), "unpack": "on"})
    assert here(all_) == ["in/a.txt", "z.zip"]
    assert on_the_way() == before


def test_too_much_at_once_is_refused_before_it_is_read(all_: Everybody) -> None:
    with override_settings(ENVIRONMENT=dataclasses.replace(settings.ENVIRONMENT, upload_megabytes=1)):
        answer = browser(all_.owner).post(all_.address + "add/", {"file": sent("a", bytes(3 << 20))})
        assert answer.status_code == 400
        assert "1 MB at once" in answer.content.decode()
        answer = browser(all_.owner).post(all_.address + "add/", {"file": sent("a", bytes(3 << 20))}, **JSON)
        assert (answer.status_code, answer.json()["what"]) == (413, "This is more than 1 MB at once.")
        both = {"file": [sent("a", bytes((1 << 20) + 10)), sent("b", b"small")]}
        told = browser(all_.owner).post(all_.address + "add/", both, **JSON).json()["files"]
        assert [file["state"] for file in told] == ["refused", "received"]


@pytest.mark.parametrize("missing", [1, 5, 40, 1_000_000])
def test_an_upload_that_breaks_off_is_never_taken_for_a_whole_file(all_: Everybody, missing: int) -> None:
    """A server hands over what came before the line broke, and then says that there is no more."""
    body = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n' + bytes(100) + b"\r\n--x--\r\n"
    )
    came = body[:-missing] if missing < len(body) else body
    before = on_the_way()
    answer = browser(all_.owner).request(
        PATH_INFO=all_.address + "add/", REQUEST_METHOD="POST", CONTENT_TYPE="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(len(came) + missing), **{"wsgi.input": io.BytesIO(came)},
    )  # fmt: skip
    assert answer.status_code == 400
    assert "breaks off" in answer.content.decode()
    assert here(all_) == []
    assert on_the_way() == before


def test_a_body_that_is_no_form(all_: Everybody) -> None:
    client, before = browser(all_.owner), on_the_way()
    for broken in (b"", b"--x", b"no form at all"):
        answer = client.generic("POST", all_.address + "add/", broken, "multipart/form-data; boundary=x")
        assert answer.status_code in (400, 422)
    assert client.generic("POST", all_.address + "add/", b"x", "multipart/form-data").status_code == 400
    assert client.generic("POST", all_.address + "add/", b"x", "application/json").status_code == 422
    assert on_the_way() == before


def test_more_files_than_a_request_may_hold(all_: Everybody) -> None:
    before = on_the_way()
    answer = browser(all_.owner).post(all_.address + "add/", {"file": [sent(f"{n}") for n in range(1_001)]}, **JSON)
    assert (answer.status_code, answer.json()["what"]) == (413, "These are too many files at once.")
    assert here(all_) == []
    assert on_the_way() == before


def test_a_full_disk_is_one_clear_page_and_nothing_is_half_received(all_: Everybody) -> None:
    ends, before = resource.getrlimit(resource.RLIMIT_FSIZE), on_the_way()
    client = browser(all_.owner)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, ends[1]))
    try:
        answer = client.post(all_.address + "add/", {"file": [sent("a.txt"), sent("b", bytes(2 << 20))]})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, ends)
    assert answer.status_code == 503
    assert "no space left" in answer.content.decode()
    assert here(all_) == []
    assert on_the_way() == before


# ---------------------------------------------------------------- several requests


def test_one_delivery_in_several_requests_with_folders(all_: Everybody) -> None:
    client = browser(all_.colleague)
    first = client.post(
        all_.address + "add/", {"file": [sent(), sent()], "path": ["Letters/a.txt", "../../x"], "more": "1"}, **JSON
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
    second = client.post(all_.address + "add/", {"file": sent(), "path": "Letters/b.txt", **more}, **JSON).json()
    assert second["upload"] == first["upload"]
    last = client.post(all_.address + "add/", {"upload": first["upload"]}, **JSON)
    assert last.json()["files"] == []
    with acting(Actor(user=all_.owner.pk)):
        assert Preparation.objects.count() == 1
        assert Upload.objects.get().finished_at is not None
        assert not files.unprepared(case=all_.case)
    assert here(all_) == ["Letters/a.txt", "Letters/b.txt"]
    again = client.post(all_.address + "add/", {"file": sent(), "path": "x", **more}, **JSON)
    assert (again.status_code, again.json()["what"]) == (403, "This delivery is finished.")


def test_repeating_a_request_adds_nothing(all_: Everybody) -> None:
    client = browser(all_.owner)
    for expected in ("received", "same"):
        answer = client.post(all_.address + "add/", {"file": sent(), "path": "a/b.txt"}, **JSON)
        assert [file["state"] for file in answer.json()["files"]] == [expected]
    assert here(all_) == ["a/b.txt"]


def test_nobody_goes_on_with_somebody_elses_delivery_or_another_cases(all_: Everybody) -> None:
    begun = browser(all_.owner).post(all_.address + "add/", {"file": sent(), "more": "1"}, **JSON).json()["upload"]
    other = case(manager=all_.owner)
    given = {"file": sent("b"), "upload": begun}
    assert browser(all_.colleague).post(all_.address + "add/", given, **JSON).status_code == 404
    assert browser(all_.owner).post(f"/cases/{other.key}/files/add/", given, **JSON).status_code == 404
    assert browser(all_.owner).get(f"/cases/{other.key}/files/deliveries/{begun}/").status_code == 404
    assert here(all_) == ["a.txt"]


def test_paths_that_do_not_match_the_files_are_refused(all_: Everybody) -> None:
    answer = browser(all_.owner).post(all_.address + "add/", {"file": [sent(), sent()], "path": "one"}, **JSON)
    assert answer.status_code == 400
    assert here(all_) == []


# ---------------------------------------------------------------- the list


def test_the_list_is_empty_then_filtered_and_paged_without_a_name_in_an_address(all_: Everybody) -> None:
    client = browser(all_.reader)
    assert "no files yet" in client.get(all_.address).content.decode()
    add(all_.owner, all_.case, *[named(f"Okafor/{number:03}.txt", b"%d" % number) for number in range(105)])
    add(all_.owner, all_.case, named("Okafor/000.txt", b"newer"), named("other.txt"), named("../x"))
    page = client.get(all_.address)
    assert page.context["page"].paginator.count == 106
    assert len(client.get(all_.address + "?page=2").context["page"]) == 6
    narrowed = client.post(all_.address, {"containing": "okaFOR", "state": "received"})
    assert "kafor" not in narrowed["Location"].lower()
    assert client.get(narrowed["Location"]).context["page"].paginator.count == 105
    for state, number in (("replaced", 1), ("refused", 1), ("all", 108)):
        address = client.post(all_.address, {"containing": "", "state": state})["Location"]
        assert client.get(address).context["page"].paginator.count == number
    none = client.get(client.post(all_.address, {"containing": "nothing", "state": ""})["Location"]).content.decode()
    assert "No file of this case is like this" in none


def test_a_file_name_is_text_and_nothing_else(all_: Everybody) -> None:
    name = '"><script>alert(1)</script>.txt'
    client = browser(all_.owner)
    answer = client.post(all_.address + "add/", {"file": sent(), "path": name})
    assert "<script>alert" not in client.get(answer["Location"]).content.decode()
    assert "<script>alert" not in client.get(all_.address).content.decode()
    assert "&lt;/script&gt;.txt" in client.get(all_.address).content.decode()


def test_files_sent_to_a_page_without_files_never_reach_the_store(all_: Everybody) -> None:
    before = set(store.folder().rglob("*"))
    browser(all_.owner).post(all_.address, {"containing": "", "file": sent("x", b"into the list page")})
    assert set(store.folder().rglob("*")) == before
    with acting(Actor(user=all_.owner.pk)):
        assert not File.objects.exists()


def test_the_page_reads_the_body_in_pieces(all_: Everybody) -> None:
    """Sixty megabytes leave no trace in the memory of the process."""

    class Body(io.BytesIO):
        pass

    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n'
    payload = Body(head + bytes(60 << 20) + b"\r\n--x--\r\n")
    size = len(payload.getbuffer())
    client = browser(all_.owner)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answer = client.request(
        PATH_INFO=all_.address + "add/", REQUEST_METHOD="POST", CONTENT_TYPE="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(size), **{"wsgi.input": payload},
    )  # fmt: skip
    assert answer.status_code == 302
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30 << 10
