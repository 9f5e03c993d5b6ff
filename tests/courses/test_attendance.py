"""Who is booked and who came: by hand on one page, several at once, and from a file that is looked at before anything is saved."""

from __future__ import annotations

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.courses.learning import School, ago, signed_in
from tests.web.people import person

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import Actor, acting
from candour.training import attending, listing, planning
from candour.training.models import Attendance, Session

pytestmark = pytest.mark.usefixtures("database")


def on_list(here: School, session: Session) -> dict[str, str]:
    with acting(Actor(user=here.lawyer.pk)):
        rows = Attendance.objects.filter(session=session).select_related("user")
        return {each.user.name if each.user else f"{each.name}, {each.organisation}": each.status for each in rows}


def handed_in(user: User, session: Session, text: str | bytes):
    file = SimpleUploadedFile("came.csv", text.encode() if isinstance(text, str) else text)
    return signed_in(user).post(f"/training/sessions/{session.key}/import/", {"file": file})


def test_a_file_is_understood_row_by_row_and_nothing_is_saved_before_it_is_confirmed() -> None:
    here = School()
    person(Role.PRACTITIONER, name="Sam Same"), person(Role.PRACTITIONER, name="Sam Same")
    session = here.session(here.course(), ago(3), here.anna, here.ben, status="booked")
    rows = [
        "E-mail;Name;Organisation;Status",
        f"{here.anna.email.upper()};;;attended",
        ";Ben Busy;;did not come",
        ";Petra Partner;Police;Yes",
        "petra@police.example;Paul Partner;Police;present",
        ";Sam Same;;attended",
        ";Nobody Known;;attended",
        f"{here.cora.email};;;perhaps",
        f"{here.anna.email};;;absent",
    ]
    client = signed_in(here.lawyer)
    file = SimpleUploadedFile("came.csv", "\ufeff".encode() + "\n".join(rows).encode())
    sent = client.post(f"/training/sessions/{session.key}/import/", {"file": file})
    page = html.unescape(client.get(sent["Location"]).content.decode())
    told = [" ".join(re.sub("<[^>]+>", " ", each).split()) for each in page.split("<tr")[2:]]
    for number, words in enumerate(
        ["Will be changed Now: Booked.", "Will be changed Now: Booked.", "Petra Partner, Police", "Will be added",
         "Several colleagues have this name.", "Nobody with this name uses Candour.", "The status is not known.",
         "The same person stands in line 2."]
    ):  # fmt: skip
        assert words in told[number], told[number]
    assert "4 of 8 rows would be saved; 4 are not understood" in page
    assert on_list(here, session) == {"Anna Able": "booked", "Ben Busy": "booked"}
    assert client.post(sent["Location"])["Location"] == f"/training/sessions/{session.key}/"
    assert on_list(here, session) == {
        "Anna Able": "attended", "Ben Busy": "absent", "Petra Partner, Police": "attended", "Paul Partner, Police": "attended",
    }  # fmt: skip
    assert client.get(sent["Location"]).status_code == 302  # it is kept no longer
    again = signed_in(here.lawyer)
    second = again.post(
        f"/training/sessions/{session.key}/import/", {"file": SimpleUploadedFile("c.csv", "\n".join(rows[:4]).encode())}
    )
    assert "The file changes nothing" in again.get(second["Location"]).content.decode()
    other = here.session(here.course("Another"), ago(1))
    elsewhere = second["Location"].replace(session.key, other.key)
    assert again.get(elsewhere)["Location"].endswith("/import/")  # a list is for the session it was handed in for


def test_files_that_are_no_list_are_refused_with_the_reason() -> None:
    here = School()
    session = here.session(here.course(), ago(3))
    for text, why in (
        ("name,when\nAnna,now", "columns of the file are not known"),
        ("name,status\n", "has 0 rows"),
        (b"name,status\n\xff\xfe,came", "not UTF-8"),
        ("name,status\n" + "a,came\n" * 1_001, "has 1,001 rows"),
        ("", "is empty"),
    ):
        answer = handed_in(here.lawyer, session, text)
        assert (answer.status_code, why in answer.content.decode()) == (422, True), why
    with pytest.raises(BadInput, match="larger than 1 MB"):
        listing.rows_of(b"x" * (listing.LARGEST + 1))


def test_by_hand_on_one_page_and_never_for_a_day_to_come() -> None:
    here = School()
    course = here.course()
    session = here.session(course, ago(0), here.anna, here.ben, here.cora, status="booked", capacity=3)
    client, at = signed_in(here.lawyer), f"/training/sessions/{session.key}/"
    keys = dict(re.findall(r'id="who-(.*?)">(.*?)<', client.get(f"{at}attendance/").content.decode()))
    chosen = {f"status-{key}": "absent" if name == "Ben Busy" else "booked" for key, name in keys.items()}
    client.post(f"{at}attendance/", {**chosen, "all": "1"})
    assert on_list(here, session) == {"Anna Able": "attended", "Ben Busy": "absent", "Cora Clear": "attended"}
    full = client.post(f"{at}people/", {"people": f"{here.manager.email}\n{here.auditor.email}", "status": "booked"})
    assert (full.status_code, "There is room for 3" in full.content.decode()) == (422, True)
    lines = client.post(f"{at}people/", {"people": "Mo Manager\nNobody\nEva, Health", "status": "attended"})
    assert "Line 2: Nobody with this name" in lines.content.decode()
    assert len(on_list(here, session)) == 3
    client.post(f"{at}people/", {"people": "Mo Manager\nEva, Health", "status": "attended"})
    assert on_list(here, session)["Eva, Health"] == "attended"
    page = client.get(f"{at}attendance/").content.decode()
    eva = page.rpartition(": Eva")[0].rpartition("/people/")[2].partition("/")[0]
    client.post(f"{at}people/{eva}/remove/")
    assert "Eva, Health" not in on_list(here, session)
    ahead = here.session(course, ago(-5), here.anna, status="booked")
    with acting(Actor(user=here.lawyer.pk)):
        row = Attendance.objects.get(session=ahead)
        with pytest.raises(Refused, match="yet to come"):
            attending.note(by=here.lawyer, session=ahead, statuses={row.key: "attended"})
        with pytest.raises(Refused, match="cannot be cancelled"):
            planning.cancel(by=here.lawyer, session=session, reason="It was too warm that day")
        planning.cancel(by=here.lawyer, session=ahead, reason="The trainer is ill that day")
        with pytest.raises(Refused, match="was cancelled"):
            attending.bring_in(by=here.lawyer, session=ahead, rows=listing.typed("Ben Busy", status="booked"))
    with acting(Actor(user=here.manager.pk)), pytest.raises(Refused, match="role"):
        attending.note(by=here.manager, session=session, statuses={})


def test_pages_are_for_who_may_and_show_others_numbers_and_themselves() -> None:
    here = School()
    course = here.course()
    session = here.session(course, ago(3), here.anna, here.cora)
    at = f"/training/sessions/{session.key}/"
    for user, seen in (
        (here.lawyer, "AC"),
        (here.auditor, "AC"),
        (here.manager, "A"),
        (here.cora, "C"),
        (here.ben, ""),
    ):
        page = signed_in(user).get(at).content.decode()
        assert ("Anna Able" in page, "Cora Clear" in page) == ("A" in seen, "C" in seen), user.name
        assert "2 came" in page
    for page in (
        "",
        "courses/new/",
        f"courses/{course.key}/",
        f"courses/{course.key}/change/",
        "workshops/",
        "gaps/",
        "coverage/",
    ):
        assert signed_in(here.lawyer).get(f"/training/{page}").status_code == 200, page
    for page in ("change/", "cancel/", "attendance/", "people/", "import/"):
        assert signed_in(here.lawyer).get(f"{at}{page}").status_code == 200
        assert signed_in(here.manager).get(f"{at}{page}").status_code == 403
    assert signed_in(here.lawyer).get("/training/sessions/not-there/").status_code == 404
