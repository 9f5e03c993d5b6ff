"""Structure tags: rebuilt for what stays, and nothing that could say a word comes along with them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from redact_factory import SECRET, boxes_of, every_reading, new_pdf, redacted, saved

from candour.engine.model import Box, Mark
from candour.engine.redact import redact_pdf
from candour.engine.verify import verify_pdf

LINES = ("Review", "Her brother Zephyrine was there", "First point", "Zephyrine", "cell one", "cell two")
KINDS = ("H1", "Standard", "LBody", "P", "TD", "TD")


def line(number: int, text: str, tag: str) -> bytes:
    return b"/%b <</MCID %d>> BDC BT /F1 12 Tf 30 %d Td (%b) Tj ET EMC" % (
        tag.encode(), number, 270 - 30 * number, text.encode(),
    )  # fmt: skip


def tagged(*, change: Callable[[pikepdf.Pdf, list[Any]], None] | None = None) -> pikepdf.Pdf:
    """A heading, a paragraph, a list of one, a paragraph that is only a name, a row of three cells, the last empty."""
    parts = [line(number, text, kind) for number, (text, kind) in enumerate(zip(LINES, KINDS, strict=True))]
    pdf = new_pdf(b"\n".join([b"/Artifact BMC 0 0 m 9 9 l S EMC", *parts]), StructParents=0)
    page = pdf.pages[0].obj

    def element(kind: str, kids: list[Any], **more: Any) -> Any:
        made = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + kind), Pg=page, K=Array(kids), **more))
        for kid in kids:
            if isinstance(kid, Dictionary) and kid.is_indirect:
                kid.P = made
        return made

    leaves = [element(kind, [number]) for number, kind in enumerate(KINDS)]
    leaves[5].A = Array([Dictionary(O=Name.Layout, Width=80), Dictionary(O=Name.Table, ColSpan=2)])
    listing = element("L", [element("LI", [leaves[2]])])
    table = element("Table", [element("TR", [leaves[4], leaves[5], element("TD", [])])])
    document = element("Document", [leaves[0], leaves[1], listing, leaves[3], table])
    root = pdf.make_indirect(
        Dictionary(
            Type=Name.StructTreeRoot, K=Array([document]), RoleMap=Dictionary(Standard=Name.P),
            ParentTree=Dictionary(Nums=Array([0, Array(leaves)])),
        )
    )  # fmt: skip
    document.P, pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = root, root, Dictionary(Marked=True)
    pdf.Root.Lang = String("pl")
    if change is not None:
        change(pdf, leaves)
    return pdf


def tree(path: Path) -> list[str]:
    """Poppler's reading of the structure: types and texts, without indentation and attributes."""
    said = subprocess.run(["pdfinfo", "-struct-text", str(path)], capture_output=True, check=True).stdout.decode()
    lines = (one.strip().removesuffix(" (block)").rstrip(":") for one in said.splitlines())
    return [one for one in lines if one and not one.startswith("/")]


def clean(path: Path, boxes: tuple[Box, ...] = ()) -> bool:
    return not verify_pdf(pdf=path, marks={1: boxes}, secrets=[SECRET] if boxes else [], pictures=False)


def test_headings_lists_and_tables_stay_what_they_are(tmp_path: Path) -> None:
    out, (page,) = redacted(saved(tagged(), tmp_path), [])
    assert page.method == "copied"
    assert tree(out) == [
        *("Document", "H1", '"Review"', "P", '"Her brother Zephyrine was there"', "L", "LI", "LBody", '"First point"'),
        *("P", '"Zephyrine"', "Table", "TR", "TD", '"cell one"', "TD", '"cell two"', "TD"),
    ]
    with pikepdf.open(out) as pdf:
        assert pdf.Root.MarkInfo.Marked is True
        assert str(pdf.Root.StructTreeRoot.K[0].Lang) == "pl"
    assert b"ColSpan 2" in pikepdf_text(out)
    assert b"Layout" not in pikepdf_text(out)
    assert clean(out)


def pikepdf_text(path: Path) -> bytes:
    with pikepdf.open(path) as pdf:
        return b"\n".join(
            thing.unparse(resolved=True) for thing in pdf.objects if not isinstance(thing, pikepdf.Stream)
        )


@pytest.mark.parametrize(
    ("widths", "lines"),
    [
        ("safe", ['"Her brother "', '"[sibling]"', '" was there"']),
        ("faithful", ['"Her brother  was there"', '"[sibling]"']),
    ],
)
def test_a_label_is_read_in_place_of_what_was_removed(widths: str, lines: list[str], tmp_path: Path) -> None:
    source = saved(tagged(), tmp_path)
    out, (page,) = redacted(source, boxes_of(source, SECRET), widths=widths, label="[sibling]")
    said = tree(out)
    start = said.index('"Review"') + 2
    assert said[start : start + len(lines)] == lines
    assert said[said.index('"First point"') + 1 :][:2] == ["P", '"[sibling]"']
    assert SECRET not in every_reading(out)
    assert clean(out, page.boxes)


def test_an_element_without_content_is_gone_but_a_cell_keeps_its_place(tmp_path: Path) -> None:
    source = saved(tagged(), tmp_path)
    out, _ = redacted(source, [*boxes_of(source, SECRET), *boxes_of(source, "cell one")])
    said = tree(out)
    assert said[said.index('"First point"') + 1 :] == ["Table", "TR", "TD", "TD", '"cell two"', "TD"]


def words(key: str) -> Callable[[pikepdf.Pdf, list[Any]], None]:
    def change(_: pikepdf.Pdf, leaves: list[Any]) -> None:
        leaves[0][key] = String(SECRET)

    return change


def role(pdf: pikepdf.Pdf, leaves: list[Any]) -> None:
    leaves[0].S = Name("/" + SECRET)
    pdf.Root.StructTreeRoot.RoleMap["/" + SECRET] = Name.H1


def unknown_role(_: pikepdf.Pdf, leaves: list[Any]) -> None:
    leaves[0].S = Name("/" + SECRET)


def attribute(_: pikepdf.Pdf, leaves: list[Any]) -> None:
    leaves[5].A = Dictionary(
        O=Name.Table, Summary=String(SECRET), Scope=Name("/" + SECRET), Headers=Array([String(SECRET)])
    )


def classes(pdf: pikepdf.Pdf, leaves: list[Any]) -> None:
    leaves[0].C = Name("/" + SECRET)
    pdf.Root.StructTreeRoot.ClassMap = Dictionary({"/" + SECRET: Dictionary(O=Name.Layout)})


def identified(pdf: pikepdf.Pdf, leaves: list[Any]) -> None:
    leaves[0].ID = String(SECRET)
    pdf.Root.StructTreeRoot.IDTree = Dictionary(Names=Array([String(SECRET), leaves[0]]))


def document_language(pdf: pikepdf.Pdf, _: list[Any]) -> None:
    pdf.Root.Lang = String(SECRET)


def in_content(pdf: pikepdf.Pdf, _: list[Any]) -> None:
    data = pdf.pages[0].Contents.read_bytes()
    said = b"<</MCID 0/ActualText(%b)/Lang(%b)>>" % (SECRET.encode(), SECRET.encode())
    pdf.pages[0].Contents = pdf.make_stream(data.replace(b"/H1 <</MCID 0>>", b"/" + SECRET.encode() + b" " + said))


def named_properties(pdf: pikepdf.Pdf, _: list[Any]) -> None:
    data = pdf.pages[0].Contents.read_bytes()
    pdf.pages[0].Contents = pdf.make_stream(data.replace(b"<</MCID 0>>", b"/" + SECRET.encode()))
    pdf.pages[0].Resources.Properties = Dictionary({"/" + SECRET: Dictionary(MCID=0, ActualText=String(SECRET))})


LEAKS = {
    **{key: words(key) for key in ("/Alt", "/ActualText", "/E", "/T", "/ID", "/Lang", "/R", "/X")},
    "role": role, "unknown role": unknown_role, "attribute": attribute, "class": classes, "identifier": identified,
    "document language": document_language, "content": in_content, "named properties": named_properties,
}  # fmt: skip


@pytest.mark.parametrize("change", LEAKS.values(), ids=LEAKS.keys())
def test_nothing_that_can_say_a_word_comes_along(
    change: Callable[[pikepdf.Pdf, list[Any]], None], tmp_path: Path
) -> None:
    boxes = boxes_of(saved(tagged(), tmp_path), SECRET)  # pdfium reads replacement texts as if they were shown
    source = saved(tagged(change=change), tmp_path)
    out, (page,) = redacted(source, boxes)
    assert SECRET not in every_reading(out)
    assert '"Review"' in tree(out)
    assert clean(out, page.boxes)


def test_pictures_are_called_pictures_and_text_in_a_figure_is_read(tmp_path: Path) -> None:
    def change(_: pikepdf.Pdf, leaves: list[Any]) -> None:
        leaves[0].S, leaves[0].Alt = Name.Figure, String("Mother and child")

    out, _ = redacted(saved(tagged(change=change), tmp_path), [])
    assert tree(out)[1:3] == ["Div", '"Review"']
    pdf = tagged(change=change)
    data = pdf.pages[0].Contents.read_bytes()
    pdf.pages[0].Contents = pdf.make_stream(
        data.replace(line(0, "Review", "H1"), b"/Figure <</MCID 0>> BDC 20 250 50 30 re f EMC")
    )
    out, _ = redacted(saved(pdf, tmp_path), [])
    assert b"/Alt (Picture)" in pikepdf_text(out)
    assert b"Mother" not in pikepdf_text(out)
    assert clean(out)


def no_parents(pdf: pikepdf.Pdf, _: list[Any]) -> None:
    del pdf.Root.StructTreeRoot.ParentTree


def circle(_: pikepdf.Pdf, leaves: list[Any]) -> None:
    for leaf in leaves:
        leaf.P = leaf


def foreign(_: pikepdf.Pdf, leaves: list[Any]) -> None:
    for leaf in leaves:
        leaf.K = Array([99])


@pytest.mark.parametrize("change", [no_parents, circle, foreign])
def test_a_tree_that_does_not_fit_its_pages_is_left_behind(
    change: Callable[[pikepdf.Pdf, list[Any]], None], tmp_path: Path
) -> None:
    out, (page,) = redacted(saved(tagged(change=change), tmp_path), [])
    assert page.method == "copied"
    with pikepdf.open(out) as pdf:
        assert "/StructTreeRoot" not in pdf.Root
        assert "/StructParents" not in pdf.pages[0]
        assert b"BDC" not in pdf.pages[0].Contents.read_bytes()
    assert clean(out)


def lists_of_their_own(pdf: pikepdf.Pdf, leaves: list[Any]) -> None:
    """Kids, names and roles may all be objects that are referred to."""
    for leaf in leaves:
        leaf.K, leaf.S = pdf.make_indirect(leaf.K), pdf.make_indirect(Name(str(leaf.S)))
    pdf.Root.StructTreeRoot.K = pdf.make_indirect(pdf.Root.StructTreeRoot.K)


def references(pdf: pikepdf.Pdf, leaves: list[Any]) -> None:
    """Marked content by reference, with and without its page, in the element or as an object."""
    page = pdf.pages[0].obj
    for number, leaf in enumerate(leaves):
        mark = Dictionary(Type=Name.MCR, MCID=pdf.make_indirect(pikepdf.Object.parse(b"%d" % number)))
        if number % 2:
            mark.Pg = page
            del leaf.Pg
        leaf.K = mark if number < 3 else Array([pdf.make_indirect(mark)])


def mapped_twice(pdf: pikepdf.Pdf, leaves: list[Any]) -> None:
    leaves[0].S = Name.Title
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(Title=Name.Top, Top=pdf.make_indirect(Name.H1), Standard=Name.P)


@pytest.mark.parametrize("change", [lists_of_their_own, references, mapped_twice])
def test_a_tree_may_be_written_in_several_ways(
    change: Callable[[pikepdf.Pdf, list[Any]], None], tmp_path: Path
) -> None:
    plain, _ = redacted(saved(tagged(), tmp_path), [])
    expected = plain.read_bytes()
    out, _ = redacted(saved(tagged(change=change), tmp_path, "other.pdf"), [])
    assert tree(out)[:3] == ["Document", "H1", '"Review"']
    assert out.read_bytes() == expected


def dangling(pdf: pikepdf.Pdf, leaves: list[Any]) -> None:
    """An owner that does not exist, one that is a stream, one written into the list itself."""
    owners = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    owners[0] = pdf.make_indirect(Dictionary())
    owners[1] = pdf.make_stream(b"")
    owners[2] = Dictionary(S=Name.P, K=2)


def test_what_has_no_proper_owner_leaves_without_a_tag(tmp_path: Path) -> None:
    out, (page,) = redacted(saved(tagged(change=dangling), tmp_path), [])
    assert page.method == "copied"
    said = tree(out)
    assert '"Review"' not in said
    assert '"First point"' not in said
    assert said[:3] == ["Document", "P", '"Zephyrine"']
    assert clean(out)


def test_a_page_as_a_picture_has_its_words_in_one_paragraph(tmp_path: Path) -> None:
    source = saved(tagged(), tmp_path)
    marks = {1: [Mark((box,), "test", "[sibling]") for box in boxes_of(source, SECRET)]}
    out = tmp_path / "out.pdf"
    (page,) = redact_pdf(source=source, pages=[1], marks=marks, out=out, as_pictures=[1])
    assert page.method == "raster"
    said = tree(out)
    assert said[:2] == ["Document", "P"]
    assert said.count('"[sibling]"') == len(page.boxes)
    assert not verify_pdf(pdf=out, marks={1: page.boxes}, secrets=[SECRET], pictures=False)


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    source = saved(tagged(), tmp_path)
    boxes = boxes_of(source, SECRET)
    first = redacted(source, boxes, widths="safe", label="[sibling]")[0].read_bytes()
    assert redacted(source, boxes, widths="safe", label="[sibling]")[0].read_bytes() == first


def test_a_page_that_is_left_out_takes_its_elements_along(tmp_path: Path) -> None:
    pdf = tagged()
    other = new_pdf(b"BT /F1 12 Tf 30 200 Td (Plain) Tj ET")
    pdf.pages.append(other.pages[0])
    source = saved(pdf, tmp_path)
    out, _ = redacted(source, [], pages=(2,))
    with pikepdf.open(out) as made:
        assert "/StructTreeRoot" not in made.Root
    out, _ = redacted(source, [], pages=(2, 1))
    with pikepdf.open(out) as made:
        assert "/MarkInfo" not in made.Root
        assert "/StructParents" not in made.pages[0]
        assert made.pages[1].StructParents == 1
    assert '"cell two"' in tree(out)
