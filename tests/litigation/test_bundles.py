"""A court bundle from the disclosure list to its files, in both forms, read back with other readers than made it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from tests.cases.places import signed_in
from tests.disclosure.disclosing import Office
from tests.litigation.bundled_case import MANY, begun, carried_through, filed, forty, mark_all, matter_on
from tests.web.work import work_off

from candour.cases.models import Record
from candour.disclosure.models import Disclosure
from candour.disclosure.producing import folder_of
from candour.engine.bundle.reading_back import read_back
from candour.ledger.acting import Actor, acting
from candour.litigation import bundling
from candour.litigation.models import Bundle, Matter

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def here(database: None, tmp_path: Path) -> Office:
    return forty(tmp_path)


def text_of(pdf: Path) -> list[str]:
    shown = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True)
    return shown.stdout.split("\f")[:-1]


def printed_on(pdf: Path) -> list[str]:
    """What another reader finds in the bottom right corner of each page."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        width, _ = page.get_size()
        corner = page.get_textpage().get_text_bounded(left=width - 60, bottom=0, right=width, top=28)
        found.append(corner.strip())
    return found


def index_of(pdf: Path, numbers: list[str]) -> list[tuple[str, str, str]]:
    """Each row of the index as poppler reads it inside its link: its title, its page as printed, and where it leads."""
    with pikepdf.open(pdf) as opened:
        at = {page.objgen: numbers[place] for place, page in enumerate(opened.pages)}
        links = [
            (page, [float(side) for side in link.Rect], at[link.Dest[0].objgen])
            for page, one in enumerate(opened.pages)
            for link in one.get("/Annots", [])
        ]
    rows, document = [], pypdfium2.PdfDocument(pdf)
    for page, (left, bottom, right, top), aim in links:
        line = document[page].get_textpage().get_text_bounded(left=left, bottom=bottom, right=right, top=top)
        words = line.split()
        dated = re.match(r"\d+ (?:\d+ \w+ \d{4} )?(.*) \S+$", " ".join(words))  # its number, its date if it has one
        assert dated
        rows.append((dated[1], re.split("–", words[-1])[0], aim))
    return rows


def made_in(bundle: Bundle, disclosure: Disclosure) -> Path:
    return folder_of(bundle.case, disclosure, 1) / "send"


def check_read_back(pdf: Path) -> list[str]:
    """Printed numbers, labels, links and bookmarks agree; it opens at 100 % and its text is found."""
    volume, printed = read_back(pdf), printed_on(pdf)
    assert printed == list(volume.numbers)
    assert volume.opens_at == 1
    rows = index_of(pdf, printed)
    assert rows
    assert all(page == aim for _, page, aim in rows)
    text = text_of(pdf)
    for title, page, _ in rows:
        assert (title if "statement" in title else f"{title}, page 1") in text[printed.index(page)]
    lines = [each for line in volume.lines for each in (line, *line.below)]
    assert all(line.title.endswith(f" p. {line.page}") for line in lines)
    assert {title for title, _, _ in rows} <= {line.title.rpartition(" p. ")[0] for line in lines}
    assert "Heron 1-1" in "".join(text)
    return [title for title, _, _ in rows]


def test_from_the_list_to_the_file_in_both_forms(here: Office) -> None:
    family, civil = matter_on(here, "care_proceedings"), matter_on(here, "judicial_review")
    statement, lawyer = filed(here, family), signed_in(here.lawyer)
    at = f"/matters/{family.key}/bundles/"
    take = f"{at}statements/{statement.key}/{here.case.key}/"
    page = lawyer.get(f"{at}make/").content.decode()
    assert "38 documents not marked on the disclosure list" in page
    assert "1 filed statement not in the case file yet" in page
    assert lawyer.post(take).status_code == 302
    assert "it is being prepared" in lawyer.get(f"{at}make/").content.decode()
    work_off()
    assert lawyer.post(take).status_code == 403  # once
    with acting(Actor(user=here.lawyer.pk)):
        held = Record.objects.get(case=here.case, sha256=statement.frozen_pdf, gone_at=None)
        assert held.path.startswith("Legal/Statements/")

    kept = mark_all(here, family)
    page = lawyer.get(f"{at}make/").content.decode()
    assert page.index('id="stays"') < page.index("Withheld from inspection: Legal advice")
    assert "Not relevant to the issues." in page
    assert f"{MANY - 1} documents, " in page
    with acting(Actor(user=here.lawyer.pk)):
        shown = bundling.contents(family, here.case).shown
    assert lawyer.post(f"{at}make/", {"recipient": "court", "shown": "0" * 64}).status_code == 422  # another list
    answer = lawyer.post(f"{at}make/", {"recipient": "court", "shown": shown})
    assert answer.status_code == 302
    work_off()
    with acting(Actor(user=here.lawyer.pk)):
        one = bundling.of(family).get()
        assert (one.disclosure.purpose, one.disclosure.matter, one.in_the_way) == ("court-family", True, [])
        assert len(one.disclosure.only) == MANY - 1
        assert not {each.key for each in kept.values()} & set(one.disclosure.only)
    assert answer["Location"] == f"{at}{one.disclosure.key}/"
    assert "Go on with the review" in lawyer.get(answer["Location"]).content.decode()
    done = carried_through(here, one)
    assert done.state == "ready"
    pdf = made_in(one, done) / "bundle.pdf"
    titles = check_read_back(pdf)
    assert len(titles) == MANY - 1
    numbers = list(read_back(pdf).numbers)
    assert [number[0] for number in numbers] == sorted(number[0] for number in numbers)
    assert {number[0] for number in numbers} == set("ABCDEF")
    assert all(f"{letter}1" in numbers for letter in "ABCDEF")
    assert len(numbers) <= 350
    assert [title for title in titles if title == statement.title] == [statement.title]
    sections = [(line.title, [each.title for each in line.below]) for line in read_back(pdf).lines[1:]]
    assert next(below for title, below in sections if title.startswith("C. Statements")) == [f"{statement.title} p. C1"]
    page = lawyer.get(answer["Location"]).content.decode()
    assert "C. Statements p. C1" in page
    assert f"numbered A1 to {numbers[-1]}" in page
    assert "Letter 4" not in "".join(text_of(pdf))

    mark_all(here, civil)
    two = begun(here, civil)
    done = carried_through(here, two)
    pdf = made_in(two, done) / "bundle.pdf"
    assert len(check_read_back(pdf)) == MANY - 1
    numbers = list(read_back(pdf).numbers)
    assert numbers == [str(page) for page in range(1, len(numbers) + 1)]
    assert "Send it" in signed_in(here.lawyer).get(f"/matters/{civil.key}/bundles/").content.decode()
    _tampered(here, civil, two, pdf)


def _tampered(here: Office, matter: Matter, bundle: Bundle, pdf: Path) -> None:
    pdf.write_bytes(pdf.read_bytes() + b"\n")
    page = signed_in(here.lawyer).get(f"/matters/{matter.key}/bundles/{bundle.disclosure.key}/").content.decode()
    assert "no longer as it was made" in page
    assert "Bookmarks of" not in page
