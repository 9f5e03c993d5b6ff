"""A finished letter goes by e-mail to the safe contact only, with nobody's name in the subject; the page says whether it left."""

from __future__ import annotations

import io
import zipfile
from email.message import Message
from typing import Any

import docx
import pikepdf
import pypdfium2
import pytest
from django.core import mail as outbox
from django.test import override_settings
from tests.access.desk import GUARDIAN, Desk, entered
from tests.access.letters import complete, decided, written
from tests.cases.places import registered

from candour.access.letters_kept import finish, save
from candour.access.letters_mailed import mail
from candour.access.letters_printed import as_text, file_name
from candour.access.letters_set import as_pdf
from candour.access.letters_word import as_word
from candour.access.models import Letter, LetterMail, Outcome, Request
from candour.accounts.roles import Role
from candour.cases.printed import parts
from candour.disclosure.models.releasing import Mailing
from candour.engine.errors import Refused
from candour.engine.typeset import Bullets, Heading, Paragraph
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")
OFFICER = Role.ACCESS_OFFICER


@pytest.fixture
def desk(database: None) -> Desk:
    outbox.outbox.clear()
    return Desk()


def finished(desk: Desk, request: Request, name: str = "acknowledgement") -> Letter:
    return desk.does(OFFICER, finish, letter=written(desk, request, name))


def outcomes(desk: Desk) -> list[str]:
    with acting(Actor(user=desk.who(OFFICER).pk)):
        return list(LetterMail.objects.order_by("pk").values_list("outcome", flat=True))


def test_it_goes_to_the_safe_contact_and_its_subject_names_nobody(desk: Desk) -> None:
    done = finished(desk, desk.request())
    desk.does(OFFICER, mail, letter=done)
    (sent,) = outbox.outbox
    assert sent.to == ["ada@example.org"]
    assert sent.subject == f"About your request {done.request.reference}"
    assert sent.body.endswith(f"Our reference: {done.request.reference}\n\n{as_text(done.body)}")
    assert sent.attachments == []
    assert "\nWhat happens next\n" in sent.body
    assert outcomes(desk) == [Mailing.SENT]
    assert entered(done.request)[-1] == "letter_mailed"


def test_it_is_sent_once(desk: Desk) -> None:
    done = finished(desk, desk.request())
    desk.does(OFFICER, mail, letter=done)
    with pytest.raises(Refused, match="sent already"):
        desk.does(OFFICER, mail, letter=done)
    assert len(outbox.outbox) == 1


def test_a_server_that_does_not_answer_is_noted_and_it_can_be_tried_again(desk: Desk) -> None:
    done = finished(desk, desk.request())
    backend = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=9, EMAIL_TIMEOUT=2):
        desk.does(OFFICER, mail, letter=done)
    assert outcomes(desk) == [Mailing.FAILED]
    assert entered(done.request)[-1] == "letter_not_mailed"
    desk.does(OFFICER, mail, letter=done)
    assert outcomes(desk) == [Mailing.FAILED, Mailing.SENT]


def test_nothing_leaves_when_the_note_of_it_is_undone(desk: Desk) -> None:
    done, who = finished(desk, desk.request()), desk.who(OFFICER)

    def fails() -> None:
        with acting(Actor(user=who.pk)):
            mail(by=who, letter=Letter.objects.get(pk=done.pk))
            raise KeyError

    with pytest.raises(KeyError):
        fails()
    assert outbox.outbox == []
    assert outcomes(desk) == []


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"contact_way": "post", "contact": "1 High Street"}, "has not said that e-mail is a safe way"),
        ({"contact": "ada@example.org or ring"}, "not one e-mail address"),
        ({"contact": "ada@example.org\nBcc: x@example.org"}, "not one e-mail address"),
    ],
)
def test_only_where_they_agreed_to_e_mail(desk: Desk, asked: dict[str, Any], says: str) -> None:
    done = finished(desk, desk.request(**asked))
    with pytest.raises(Refused, match="cannot go by e-mail") as refused:
        desk.does(OFFICER, mail, letter=done)
    assert says in refused.value.means
    assert outbox.outbox == []


def changed(desk: Desk, request: Request, line: str) -> Letter:
    """An acknowledgement into which somebody wrote a line."""
    draft = written(desk, request, "acknowledgement")
    more = desk.does(OFFICER, save, letter=draft, subject=draft.subject, body=f"{draft.body}\n\n{line}")
    return desk.does(OFFICER, finish, letter=more)


PARENT = {"requester": "parent", "context": "childs_records", "name": "Rosa Quill", "about": "Jade Quill"}


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        (PARENT, "We have begun to look for the records of Jade."),
        (PARENT, "We also hold a file of Toby."),
        ({"requester": "child", "name": "Jade Quill", "about": "Jade Quill"}, "Jade, we are glad that you asked."),
    ],
    ids=["whom it is about", "another child of the case", "a child who asks"],
)
def test_no_name_of_a_child_goes_by_e_mail(desk: Desk, asked: dict[str, Any], line: str) -> None:
    registered(desk.case, "P7", "Toby Quill", "subject")
    done = changed(desk, desk.request(**asked), line)
    with pytest.raises(Refused, match="cannot go by e-mail") as refused:
        desk.does(OFFICER, mail, letter=done)
    assert refused.value.means == "It names a child, and no name of a child goes by e-mail."
    assert outbox.outbox == []


def test_an_adults_own_name_and_a_parents_do_go(desk: Desk) -> None:
    registered(desk.case, "P7", "Toby Quill", "subject")
    desk.does(OFFICER, mail, letter=changed(desk, desk.request(), "Ada, we are glad that you asked."))
    desk.does(OFFICER, mail, letter=changed(desk, desk.request(**PARENT), "Rosa Quill, we are looking for them."))
    assert len(outbox.outbox) == 2


def test_a_contact_that_became_unsafe_gets_nothing(desk: Desk) -> None:
    done = finished(desk, desk.request())
    with acting(Actor(user=desk.who(OFFICER).pk)):
        Request.objects.filter(pk=done.request_id).update(contact_never="ada@example.org")
    with pytest.raises(Refused, match="cannot go by e-mail"):
        desk.does(OFFICER, mail, letter=Letter(pk=done.pk, **_fields(desk, done)))
    assert outbox.outbox == []


def _fields(desk: Desk, letter: Letter) -> dict[str, Any]:
    return {
        "request": desk.now(letter.request), "key": letter.key, "version": letter.version, "finished": True,
        "template": letter.template, "subject": letter.subject, "body": letter.body, "address": letter.address,
    }  # fmt: skip


def test_a_draft_and_a_letter_to_somebody_else_do_not_go(desk: Desk) -> None:
    with pytest.raises(Refused, match="cannot go by e-mail") as refused:
        desk.does(OFFICER, mail, letter=written(desk, desk.request(), "acknowledgement"))
    assert refused.value.means == "It is not finished."
    done = finished(desk, complete(desk, name="Pat Green", about="Tom Reed"), "consultation")
    with pytest.raises(Refused, match="cannot go by e-mail"):
        desk.does(OFFICER, mail, letter=done)
    assert outbox.outbox == []


def test_an_answer_is_mailed_by_who_may_send_and_when_nothing_is_missing(desk: Desk) -> None:
    request = decided(desk, complete(desk, **GUARDIAN), Outcome.GIVE)
    done = finished(desk, request, "release")
    with pytest.raises(Refused, match="Your role does not let you"):
        desk.does(Role.PRACTITIONER, mail, letter=done)
    with pytest.raises(Refused, match="Nothing can be sent yet"):
        desk.does(OFFICER, mail, letter=done)
    assert outbox.outbox == []


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as opened:
        return "\n".join(page.get_textpage().get_text_range() for page in opened)


def plain(text: str) -> str:
    return " ".join(text.split())


def test_word_and_pdf_hold_the_letter_and_nothing_of_who_made_them(desk: Desk) -> None:
    request = decided(desk, complete(desk), Outcome.GIVE_PART)
    done = finished(desk, request, "part")
    words = [part.text for part in parts(done.body) if not isinstance(part, Bullets)]
    word, pdf = as_word(done), as_pdf(done)
    opened = docx.Document(io.BytesIO(word))
    in_word, in_pdf = plain("\n".join(each.text for each in opened.paragraphs)), plain(text_of(pdf))
    for each in (*words, done.subject, *done.address.splitlines(), request.reference):
        assert plain(each) in in_word
        assert plain(each) in in_pdf
    assert next(each.text for each in opened.paragraphs if each.style.name == "Heading 2") == "What you get"
    assert (opened.core_properties.author, opened.core_properties.title) == ("", done.subject)
    told = b"".join(zipfile.ZipFile(io.BytesIO(word)).read(name) for name in ("docProps/core.xml", "docProps/app.xml"))
    assert b"python-docx" not in told
    with pikepdf.open(io.BytesIO(pdf)) as tagged:
        assert "/StructTreeRoot" in tagged.Root
        assert tagged.Root.MarkInfo.Marked is True
    assert file_name(done, "pdf") == f"{request.reference}-part.pdf"


def test_a_list_a_heading_and_a_paragraph_are_told_apart() -> None:
    assert parts("One\ntwo\n\n# Three\n- four\n- five\n\n\nSix") == [
        Paragraph("One\ntwo"), Heading("Three"), Bullets(["four", "five"]), Paragraph("Six"),
    ]  # fmt: skip
    assert parts("") == []


def test_characters_that_no_file_can_hold_are_left_out(desk: Desk) -> None:
    made = written(desk, desk.request(wants="Pages\x0b of \x0c years"), "acknowledgement")
    assert "\x0b" not in made.body
    assert as_word(made)


def test_an_e_mail_has_no_header_of_anybody_elses_making(desk: Desk) -> None:
    desk.does(OFFICER, mail, letter=finished(desk, desk.request(name="Ada\r\nBcc: x@example.org")))
    message: Message = outbox.outbox[0].message()
    assert message["Bcc"] is None
