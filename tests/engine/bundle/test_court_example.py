"""The example in docs/court-bundle.md is what the program makes: both forms, read by another reader, rule by rule."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from bundle_factory import a_bundle, a_context, a_plan, a_record, keep_all

from candour.engine.bundle import FAMILY_SECTIONS, BundleResult, Form
from candour.engine.bundle.order import section_of
from candour.engine.bundle.reading_back import Line, read_back
from candour.engine.model import Record

DOC = Path(__file__).parents[3] / "docs" / "court-bundle.md"
MATTER = (
    ("Application for a care order", "Application", "2025-02-03", 6),
    ("Interim care order", "Order", "2025-02-10", 2),
    ("Directions order", "Order", "2025-03-04", 3),
    ("First witness statement of Bryn Pascoe", "", "2025-03-18", 11),
    ("Statement of the mother", "Statement", "2025-04-02", 7),
    ("Interim care plan", "Care plan", "2025-03-18", 4),
    ("Viability assessment of the grandmother", "Assessment", "2025-01-20", 9),
    ("Health report", "Report", "2024-12-09", 5),
    ("Note of a home visit", "Case note", "2024-11-14", 1),
    ("E-mail from the school", "E-mail", "2024-11-15", 1),
    ("Drawing", "", "", 1),
)
"""A fictional matter: title, type, day and pages of each document."""
FORMS = (Form.CIVIL, Form.FAMILY)


def records() -> list[Record]:
    return [
        a_record(number, title=title, type=kind, date=day, pages=pages, path=f"{number:02}.pdf")
        for number, (title, kind, day, pages) in enumerate(MATTER, 1)
    ]


def made(folder: Path, form: Form) -> tuple[Path, BundleResult]:
    context = a_context(records(), form=form, recipient="The Family Court at Exmouthby", dated="2025-04-14")
    plan = a_plan(keep_all(records()), recipient_role="court", purpose="court-family")
    out, result = a_bundle(folder, records(), plan=plan, context=context, out=f"OUT-{form}")
    return out / "send" / "bundle.pdf", result


def text_of(pdf: Path) -> list[str]:
    shown = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return shown.split("\f")[:-1]


def lines_of(text: str) -> list[str]:
    """Columns two spaces apart."""
    return [re.sub(r" {2,}", "  ", line.strip()) for line in text.splitlines() if line.strip()]


def printed_on(pdf: Path) -> list[str]:
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        width, _ = page.get_size()
        corner = page.get_textpage().get_text_bounded(left=width - 60, bottom=0, right=width, top=28)
        found.append(corner.strip())
    return found


def outline(lines: list[Line], depth: int = 0) -> list[str]:
    return [text for line in lines for text in ("  " * depth + line.title, *outline(list(line.below), depth + 1))]


@pytest.mark.parametrize("form", FORMS)
def test_the_documented_index_and_bookmarks_are_what_is_made(tmp_path: Path, form: Form) -> None:
    pdf, _ = made(tmp_path, form)
    blocks = re.findall(r"```text\n(.*?)```", DOC.read_text(encoding="utf-8"), flags=re.DOTALL)
    index, marks = blocks[2 * FORMS.index(form) :][:2]
    assert index.splitlines() == lines_of(text_of(pdf)[0])
    assert marks.splitlines() == outline(list(read_back(pdf).lines))


@pytest.mark.parametrize("form", FORMS)
def test_every_number_leads_to_the_page_it_names(tmp_path: Path, form: Form) -> None:
    pdf, result = made(tmp_path, form)
    volume, printed, text = read_back(pdf), printed_on(pdf), text_of(pdf)
    assert printed == list(volume.numbers)  # what is printed is what a reader's page box shows
    assert volume.opens_at == 1
    first = {record: at for (record, page), (_, at) in result.page_of.items() if page == 1}
    with pikepdf.open(pdf) as opened:
        at = {page.obj.objgen: number for number, page in enumerate(opened.pages, 1)}
        links = [link for page in opened.pages for link in page.obj.get("/Annots", [])]
        assert sorted(at[link.Dest[0].objgen] for link in links) == sorted(first.values())
    for record in records():
        assert f"{record.id} page 1" in text[first[record.id] - 1]  # searchable, and the document that it says
        number = printed[first[record.id] - 1]
        assert [f"{record.title} p. {number}", number] in [[line.title, line.page] for line in _all(volume.lines)]
    if form is Form.CIVIL:
        assert printed == [str(page) for page in range(1, result.pages + 1)]
    else:
        assert [number[0] for number in printed] == sorted(number[0] for number in printed)
        assert {number for number in printed if number.endswith("1") and len(number) == 2} == set(
            "A1 B1 C1 D1 E1 F1".split()
        )


def _all(lines: object) -> list[Line]:
    return [each for line in lines for each in (line, *line.below)]  # type: ignore[attr-defined]


def test_sections_take_whole_beginnings_of_words_and_the_folder_where_no_type_is_told() -> None:
    told = {
        a_record(1, title="Report on an eating disorder", path="folder/1.pdf"): "E",
        a_record(2, title="In the matter of K", path="Legal/Statements/statement-BP1.pdf"): "C",
        a_record(3, title="Recorder practice", type="Case note", path="Orders/3.pdf"): "F",
        a_record(4, title="", path="old_folder/court_order_2.pdf"): "B",
    }
    assert all(section_of(each, sections=FAMILY_SECTIONS) == letter for each, letter in told.items())


def test_forty_long_documents_make_volumes_of_350_pages_that_go_on_counting(tmp_path: Path) -> None:
    many = [
        a_record(number, title=f"{kind} {number}", type=kind, pages=22, path=f"{number:02}.pdf")
        for number, kind in enumerate(("Order", "Statement", "Care plan", "Report") * 10, 1)
    ]
    out, result = a_bundle(tmp_path, many, context=a_context(many, form=Form.FAMILY))
    volumes = [read_back(out / "send" / name) for name in result.files]
    assert [len(each.numbers) <= 350 for each in volumes] == [True] * 3
    for letter in "ABCDE":
        run = [number for each in volumes for number in each.numbers if number[0] == letter]
        assert run == [f"{letter}{at}" for at in range(1, len(run) + 1)]
    for name, volume in zip(result.files, volumes, strict=True):
        assert printed_on(out / "send" / name) == list(volume.numbers)
