"""A letter has the council's letterhead, its address where a window shows it, and tells their reference to nobody else."""

from __future__ import annotations

import io
from importlib import resources

import docx
import pikepdf
import pypdfium2
import pytest
from tests.access.desk import POLICE, Desk, put_in_force
from tests.access.letters import complete, decided, written

from candour.access.letters_set import as_pdf
from candour.access.letters_word import as_word
from candour.access.models import Letter, Outcome
from candour.accounts.roles import Role
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")
OFFICER = Role.ACCESS_OFFICER
HEAD = ("Mosswick Council", "1 Mill Lane", "ZZ1 4QT", "Telephone: 01632 960100", "E-mail: records@mosswick.example")
WINDOW = (20.0, 54.0, 100.0, 92.0)
"""What a window shows of a sheet wherever it slips: left, top, right, bottom, in millimetres."""


def files(desk: Desk, letter: Letter) -> tuple[bytes, bytes]:
    with acting(Actor(user=desk.who(OFFICER).pk)):
        return as_pdf(letter), as_word(letter)


def pages(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as opened:
        return [page.get_textpage().get_text_range() for page in opened]


def seen_in_window(pdf: bytes) -> str:
    left, top, right, bottom = (edge * 72 / 25.4 for edge in WINDOW)
    with pypdfium2.PdfDocument(pdf) as opened:
        high = opened[0].get_height()
        found: str = opened[0].get_textpage().get_text_bounded(left, high - bottom, right, high - top)
    return " ".join(found.split())


def test_the_sheet() -> None:
    with resources.as_file(resources.files("candour.demo").joinpath("mosswick.toml")) as pack:
        put_in_force(str(pack))
    desk = Desk()
    request = complete(
        desk, contact_way="post", contact="Flat 3, 12 Tanners Row, Mosswick ZZ9 1AB", their_reference="X/7"
    )
    request = decided(desk, request, Outcome.GIVE_PART)
    pdf, word = files(desk, written(desk, request, "part"))
    first, second, *_ = pages(pdf)
    opened = docx.Document(io.BytesIO(word))
    in_header = "\n".join(each.text for each in opened.sections[0].first_page_header.paragraphs)
    for each in HEAD:
        assert (each in first, each in in_header) == (True, True), each
    assert seen_in_window(pdf) == "Ada Marsh Flat 3 12 Tanners Row Mosswick ZZ9 1AB"
    assert f"Our reference: {request.reference}\r\nYour reference: X/7" in first
    assert ("Page 1" in first, "Page 2" in second, HEAD[3] in second) == (False, True, False)
    assert "Yours sincerely" in pages(pdf)[-1]
    assert "Access to information officer\r\nMosswick Council" in pages(pdf)[-1]
    with pikepdf.open(io.BytesIO(pdf)) as tagged:
        assert (str(tagged.Root.Lang), str(tagged.docinfo.Title)) == ("en-GB", "Our answer to your request")
    assert opened.sections[0].different_first_page_header_footer
    assert ">PAGE</w:instrText>" in opened.sections[0].footer._element.xml

    pdf, word = files(desk, written(desk, request, "consultation"))
    assert HEAD[0] in pages(pdf)[0]
    assert seen_in_window(pdf) == "Nell Frost 4 Mill Lane Moorland"
    assert "X/7" not in "".join(pages(pdf)) + docx.Document(io.BytesIO(word)).element.xml
    assert HEAD[3] not in "".join(pages(files(desk, written(desk, request, "instruction"))[0]))


def test_what_the_pack_does_not_state_is_not_printed() -> None:
    desk = Desk()
    pdf, word = files(desk, written(desk, desk.request(), "acknowledgement"))
    assert pages(pdf)[0].startswith("Ada Marsh\r\nada@example.org\r\nDate: ")
    theirs = written(desk, desk.request(**POLICE, their_reference="Re Ada Marsh, 14"), "acknowledgement")
    assert "Ada" not in "".join(pages(files(desk, theirs)[0])), "their reference names whom it is about"
    assert [each.text for each in docx.Document(io.BytesIO(word)).sections[0].first_page_header.paragraphs] == [""]
