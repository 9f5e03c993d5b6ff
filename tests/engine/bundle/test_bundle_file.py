"""The bundle file as another reader sees it: numbers, links, bookmarks, order, and nothing else in it."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from bundle_factory import a_bundle, a_context, a_mark, a_part, a_plan, a_record, keep_all

from candour.engine.bundle import Form, PersonTold
from candour.engine.bundle.stamps import PageStamp
from candour.engine.bundle.volume import Sheet, Stack, write_volume
from candour.engine.errors import Unsafe
from candour.engine.model import Action, Box, Record
from candour.engine.typeset import Paragraph, Table, write_pdf


def text_of(pdf: Path) -> list[str]:
    shown = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True)
    return shown.stdout.split("\f")[:-1]


def foot_of(pdf: Path) -> list[str]:
    """What pdfium reads in the bottom right corner of each page."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for page in document:
        width, _ = page.get_size()
        found.append(page.get_textpage().get_text_bounded(left=width - 60, bottom=0, right=width, top=28).strip())
    return found


def corner_of(pdf: Path) -> list[str]:
    """What poppler reads in the bottom right corner of the first page as displayed: turned and cropped."""
    shown = subprocess.run(
        ["pdftotext", "-bbox", "-cropbox", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout
    width, height = pypdfium2.PdfDocument(pdf)[0].get_size()
    words = re.findall(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', shown)
    return [word for x0, y0, x1, y1, word in words if width - 60 < float(x0) < float(x1) < width
            and height - 30 < float(y0) < float(y1) < height]  # fmt: skip


def seven() -> list[Record]:
    return [a_record(number, date=f"2017-0{8 - number}-01") for number in range(1, 8)]


def test_printed_number_is_the_page_of_the_file(tmp_path: Path) -> None:
    out, result = a_bundle(tmp_path, seven())
    assert foot_of(out / "send/bundle.pdf") == [str(page) for page in range(1, result.pages + 1)]


def test_documents_stand_in_order_of_date_then_path_and_undated_last(tmp_path: Path) -> None:
    records = [
        a_record(1, date="", pages=1),
        a_record(2, date="2018-01-01", path="b.pdf", pages=1),
        a_record(3, date="2018-01-01", path="a.pdf", pages=1),
        a_record(4, date="2016-05-05", pages=1),
    ]
    out, result = a_bundle(tmp_path, records)
    order = sorted(result.page_of, key=lambda key: result.page_of[key][1])
    assert [record for record, _ in order] == ["HR-004", "HR-003", "HR-002", "HR-001"]
    pages = text_of(out / "send/bundle.pdf")
    for (record, page), (_, at) in result.page_of.items():
        assert f"{record} page {page}" in pages[at - 1]


def test_index_links_and_bookmarks_lead_to_the_page_they_name(tmp_path: Path) -> None:
    out, result = a_bundle(tmp_path, seven())
    firsts = sorted(at for (_, page), (_, at) in result.page_of.items() if page == 1)
    with pikepdf.open(out / "send/bundle.pdf") as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        links = [link for page in pdf.pages for link in page.obj.get("/Annots", [])]
        assert {numbers[link.Dest[0].objgen] for link in links} == set(firsts)
        with pdf.open_outline() as outline:
            marks = [(mark.title, numbers[mark.destination[0].objgen]) for mark in outline.root]
    assert marks[0] == ("Index p. 1", 1)
    assert [at for _, at in marks[1:]] == firsts
    assert all(title.endswith(f" p. {at}") for title, at in marks)


def test_a_link_lies_on_the_row_that_names_its_document(tmp_path: Path) -> None:
    out, _ = a_bundle(tmp_path, seven(), context=a_context(seven(), form=Form.CIVIL))
    document = pypdfium2.PdfDocument(out / "send/bundle.pdf")
    with pikepdf.open(out / "send/bundle.pdf") as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        for link in pdf.pages[0].obj.Annots:
            left, bottom, right, top = (float(side) for side in link.Rect)
            row = document[0].get_textpage().get_text_bounded(left=left, bottom=bottom, right=right, top=top)
            to = numbers[link.Dest[0].objgen]
            assert f"{to}–{to + 1}" in row


def test_it_opens_at_full_size_with_title_and_language(tmp_path: Path) -> None:
    out, _ = a_bundle(tmp_path, seven())
    with pikepdf.open(out / "send/bundle.pdf") as pdf:
        assert [str(part) for part in list(pdf.Root.OpenAction)[1:]] == ["/XYZ", "None", "None", "1"]
        assert pdf.Root.OpenAction[0].objgen == pdf.pages[0].objgen
        assert str(pdf.Root.Lang) == "en-GB"
        assert {key: str(value) for key, value in pdf.docinfo.items()} == {"/Title": "Your records"}
        assert set(pdf.Root.keys()) <= {
            "/Type", "/Pages", "/Outlines", "/PageMode", "/OpenAction", "/Lang", "/ViewerPreferences", "/StructTreeRoot",
            "/MarkInfo",
        }  # fmt: skip


def test_every_object_is_reached_and_every_page_holds_only_what_it_needs(tmp_path: Path) -> None:
    out, _ = a_bundle(tmp_path, seven())
    file = out / "send/bundle.pdf"
    assert subprocess.run(["qpdf", "--check", file], capture_output=True, check=False).returncode == 0
    with pikepdf.open(file) as pdf:
        for page in pdf.pages:
            wanted = {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents", "/Annots", "/StructParents"}
            assert set(page.obj.keys()) <= wanted
        held = {thing.objgen for thing in pdf.objects}
        seen: set[tuple[int, int]] = set()
        waiting = [pdf.trailer.Root, pdf.trailer.Info]
        while waiting:
            thing = waiting.pop()
            if thing.is_indirect:
                if thing.objgen in seen:
                    continue
                seen.add(thing.objgen)
            if isinstance(thing, pikepdf.Array):
                waiting += [child for child in thing if isinstance(child, pikepdf.Object)]
            elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                waiting += [thing[key] for key in thing.keys() if isinstance(thing[key], pikepdf.Object)]  # noqa: SIM118
        rest = [pdf.get_object(number) for number in held - seen]
        assert {str(thing.get("/Type")) for thing in rest} <= {"/ObjStm", "/XRef"}


def test_what_a_part_carries_besides_its_pages_stays_behind(tmp_path: Path) -> None:
    record = a_record(1, pages=1)
    part = a_part(tmp_path / "part.pdf", record=record, pages=[1])
    with pikepdf.open(part, allow_overwriting_input=True) as pdf:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents="Zebrafinch"
        )
        pdf.pages[0].obj.Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))
        pdf.pages[0].obj.PieceInfo = pikepdf.Dictionary(Secret=pikepdf.String("Zebrafinch"))
        pdf.Root.Metadata = pdf.make_stream(b"Zebrafinch")
        pdf.docinfo["/Author"] = "Zebrafinch"
        pdf.save(part)
    out = tmp_path / "volume.pdf"
    write_volume([Stack(part, [Sheet(0, PageStamp("1"))], 1)], count=1, out=out, title="T")
    with pikepdf.open(out) as pdf:
        pdf.save(tmp_path / "plain.pdf", qdf=True, stream_decode_level=pikepdf.StreamDecodeLevel.all)
    assert b"Zebrafinch" not in (tmp_path / "plain.pdf").read_bytes()


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_the_number_stands_bottom_right_however_the_page_is_turned_cropped_or_left_untidy(
    tmp_path: Path, rotate: int
) -> None:
    part = a_part(tmp_path / "part.pdf", record=a_record(1, pages=1), pages=[1])
    with pikepdf.open(part, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0].obj
        page.Rotate, page.CropBox = rotate, pikepdf.Array([20, 30, 500, 700])
        untidy = pdf.make_stream(b"q Q Q q 3 0 0 3 50 50 cm (q q q) pop q")
        page.Contents = pikepdf.Array([page.Contents, untidy])
        pdf.save(part)
    out = tmp_path / "volume.pdf"
    write_volume([Stack(part, [Sheet(0, PageStamp("417"))], 1)], count=1, out=out, title="T")
    assert corner_of(out) == ["417"]


def test_the_number_keeps_clear_of_a_redaction_in_its_corner(tmp_path: Path) -> None:
    records = [a_record(1, pages=1)]
    marks = {("HR-001", 1): [a_mark(Box(540, 810, 595, 841))]}
    out, _ = a_bundle(tmp_path, records, plan=a_plan(keep_all(records, marks=marks)))
    assert foot_of(out / "send/bundle.pdf") == ["1", ""]
    assert text_of(out / "send/bundle.pdf")[1].split()[0] == "2"


def test_a_trial_run_is_marked_on_every_page(tmp_path: Path) -> None:
    out, _ = a_bundle(tmp_path, seven(), plan=a_plan(keep_all(seven()), accepted=True))
    assert all("Not reviewed" in page for page in text_of(out / "send/bundle.pdf"))
    assert "Not reviewed" in text_of(out / "send/letter.pdf")[0]
    out, _ = a_bundle(tmp_path, seven(), out="REVIEWED")
    assert not any("Not reviewed" in page for page in text_of(out / "send/bundle.pdf"))


def test_family_sections_have_their_own_numbers_labels_and_bookmarks(tmp_path: Path) -> None:
    records = [
        a_record(1, type="Statement"),
        a_record(2, type="Court order"),
        a_record(3, type="Case notes", date="2016-01-01"),
        a_record(4, type="Case notes", date="2015-01-01"),
    ]
    out, result = a_bundle(tmp_path, records, context=a_context(records, form=Form.FAMILY))
    assert foot_of(out / "send/bundle.pdf") == ["A1", "B1", "B2", "C1", "C2", "F1", "F2", "F3", "F4"]
    assert result.page_of["HR-004", 1] == ("bundle.pdf", 6)
    document = pypdfium2.PdfDocument(out / "send/bundle.pdf")
    assert [document.get_page_label(page) for page in range(len(document))] == foot_of(out / "send/bundle.pdf")
    with pikepdf.open(out / "send/bundle.pdf") as pdf, pdf.open_outline() as outline:
        assert [mark.title for mark in outline.root][1:] == [
            "B. Applications and orders p. B1",
            "C. Statements p. C1",
            "F. Other documents p. F1",
        ]
        assert [mark.title for mark in outline.root[3].children] == ["Visit 4 p. F1", "Visit 3 p. F3"]


def test_family_volumes_stay_within_350_pages_and_numbers_run_on(tmp_path: Path) -> None:
    records = [
        a_record(1, pages=300, date="2015-01-01"),
        a_record(2, pages=400),
        a_record(3, pages=1, date="2018-01-01"),
    ]
    out, result = a_bundle(tmp_path, records, context=a_context(records, form=Form.FAMILY))
    assert result.files == ("bundle-1.pdf", "bundle-2.pdf", "bundle-3.pdf")
    feet = [foot_of(out / "send" / name) for name in result.files]
    assert all(len(foot) <= 350 for foot in feet)
    printed = [number for foot in feet for number in foot if number[0] == "F"]
    assert printed == [f"F{number}" for number in range(1, 702)]
    assert [foot[0] for foot in feet] == ["A1", "A2", "A3"]
    assert "Volume 2 of 3" in text_of(out / "send/bundle-2.pdf")[0]
    assert "Visit 2 (continued)" in text_of(out / "send/bundle-3.pdf")[0]


def test_story_pack_stands_before_the_documents_of_the_person_themselves_only(tmp_path: Path) -> None:
    people = (PersonTold("Ada Reader", "you"),)
    context = a_context(seven(), people=people)
    out, _ = a_bundle(tmp_path, seven(), context=context)
    front = text_of(out / "send/bundle.pdf")[0]
    assert front.index("People in your records") < front.index("What happened when") < front.index("Index")
    story = front[front.index("What happened when") : front.index("Index")]
    months = [line.split()[1] for line in story.splitlines() if " Visit " in line]
    assert months == ["January", "February", "March", "April", "May", "June", "July"]
    out, _ = a_bundle(
        tmp_path, seven(), plan=a_plan(keep_all(seven()), recipient_role="father"), context=context, out="F"
    )
    assert "What happened when" not in text_of(out / "send/bundle.pdf")[0]
    assert "Ada Reader" not in text_of(out / "send/bundle.pdf")[0]


def test_numbering_shows_no_gap_where_something_is_withheld(tmp_path: Path) -> None:
    records = seven()
    pages = [replace(page, action=Action.WITHHOLD, ground="police_matter") if page.record == "HR-004" else page
             for page in keep_all(records)]  # fmt: skip
    out, result = a_bundle(tmp_path, records, plan=a_plan(pages))
    assert foot_of(out / "send/bundle.pdf") == [str(page) for page in range(1, result.pages + 1)]
    assert "Visit 4" not in "".join(text_of(out / "send/bundle.pdf") + text_of(out / "send/letter.pdf"))


def test_a_long_index_counts_its_own_pages(tmp_path: Path) -> None:
    records = [a_record(number, pages=1, date="2017-01-01", path=f"{number:04}.pdf") for number in range(1, 120)]
    out, result = a_bundle(tmp_path, records, context=a_context(records, form=Form.CIVIL))
    pages = text_of(out / "send/bundle.pdf")
    front = min(at for _, at in result.page_of.values()) - 1
    assert front >= 3
    rows = [line.split() for page in pages[:front] for line in page.splitlines() if " Visit " in line]
    assert [(row[0], int(row[-1])) for row in rows] == [(str(number), front + number) for number in range(1, 120)]


def test_equal_fonts_and_pages_are_written_once_and_a_clashing_font_name_is_left_alone(tmp_path: Path) -> None:
    record = a_record(1, pages=1)
    first = a_part(tmp_path / "a.pdf", record=record, pages=[1])
    write_volume([Stack(first, [Sheet(0, PageStamp("1"))], 1)], count=1, out=tmp_path / "once.pdf", title="T")
    again = [Stack(tmp_path / "once.pdf", [Sheet(0, PageStamp(str(page)))], 1) for page in range(1, 6)]
    write_volume(again, count=5, out=tmp_path / "five.pdf", title="T")
    assert "Tea was made" in text_of(tmp_path / "five.pdf")[4]
    assert (tmp_path / "five.pdf").stat().st_size < 1.5 * (tmp_path / "once.pdf").stat().st_size


def test_a_part_with_other_pages_than_planned_is_refused(tmp_path: Path) -> None:
    part = a_part(tmp_path / "part.pdf", record=a_record(1), pages=[1, 2])
    with pytest.raises(Unsafe, match="number of pages"):
        write_volume([Stack(part, [Sheet(0, PageStamp("1"))], 1)], count=1, out=tmp_path / "v.pdf", title="T")


def test_titles_in_any_script_come_through(tmp_path: Path) -> None:
    records = [a_record(1, title="Zażółć (gęślą) \\ jaźń"), a_record(2, title="Gwynedd ŵŷ")]
    out, _ = a_bundle(tmp_path, records)
    with pikepdf.open(out / "send/bundle.pdf") as pdf, pdf.open_outline() as outline:
        assert [mark.title for mark in outline.root][1:] == ["Zażółć (gęślą) \\ jaźń p. 2", "Gwynedd ŵŷ p. 4"]


def test_inherited_page_settings_are_kept(tmp_path: Path) -> None:
    part = tmp_path / "part.pdf"
    write_pdf([Paragraph("Heron"), Table([["a"]])], out=part)
    with pikepdf.open(part, allow_overwriting_input=True) as pdf:
        page, tree = pdf.pages[0].obj, pdf.Root.Pages
        tree.Resources, tree.MediaBox = page.Resources, pikepdf.Array([0, 0, 600, 900])
        del page.Resources, page.MediaBox
        pdf.save(part)
    write_volume([Stack(part, [Sheet(0, PageStamp("1"))], 1)], count=1, out=tmp_path / "v.pdf", title="T")
    assert "Heron" in text_of(tmp_path / "v.pdf")[0]
    assert pypdfium2.PdfDocument(tmp_path / "v.pdf")[0].get_size() == (600, 900)
