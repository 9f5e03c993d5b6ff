"""Structure tags through the merge: parts follow one another in one tree, and a file is marked only when it is whole."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from candour.engine.bundle.stamps import PageStamp
from candour.engine.bundle.volume import Sheet, Stack, write_volume
from candour.engine.typeset import Heading, Paragraph, Table, write_pdf
from candour.engine.verify import verify_pdf


def a_tagged_part(path: Path, *titles: str) -> Path:
    """A part as redact leaves it: per page a heading and a table row with a full and an empty cell."""
    with pikepdf.new() as pdf:
        font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        document, owners = pdf.make_indirect(Dictionary(S=Name.Document, K=Array([]))), Array()
        for at, title in enumerate(titles):
            content = b"/H1 <</MCID 0>> BDC BT /F1 12 Tf 50 700 Td (%b) Tj ET EMC\n" % title.encode()
            content += b"/TD <</MCID 1>> BDC BT /F1 12 Tf 50 600 Td (cell) Tj ET EMC"
            page = pdf.make_indirect(
                Dictionary(
                    Type=Name.Page, MediaBox=Array([0, 0, 595, 842]), Contents=pdf.make_stream(content),
                    Resources=Dictionary(Font=Dictionary(F1=font)), StructParents=at,
                )
            )  # fmt: skip
            pdf.pages.append(pikepdf.Page(page))
            heading = pdf.make_indirect(Dictionary(S=Name.H1, P=document, Pg=page, K=Array([0])))
            row = pdf.make_indirect(Dictionary(S=Name.TR, P=document))
            cells = [
                pdf.make_indirect(
                    Dictionary(S=Name.TD, P=row, Pg=page, K=Array([1]), A=Dictionary(O=Name.Table, RowSpan=2))
                ),
                pdf.make_indirect(Dictionary(S=Name.TD, P=row, K=Array([]))),
            ]
            row.K = Array(cells)
            document.K.append(heading)
            document.K.append(row)
            owners.append(at)
            owners.append(Array([heading, cells[0]]))
        root = Dictionary(Type=Name.StructTreeRoot, K=Array([document]), ParentTree=Dictionary(Nums=owners))
        document.P = pdf.Root.StructTreeRoot = pdf.make_indirect(root)
        pdf.save(path)
    return path


def an_untagged_part(path: Path) -> Path:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)
    return path


def a_volume(out: Path, *stacks: tuple[Path, Sequence[int], int]) -> Path:
    """``stacks``: file, pages taken (from 0), pages it has."""
    held = [Stack(file, [Sheet(at, PageStamp(str(at + 1))) for at in taken], of) for file, taken, of in stacks]
    write_volume(held, count=sum(len(taken) for _, taken, _ in stacks), out=out, title="Your records")
    return out


def tree(path: Path) -> list[str]:
    said = subprocess.run(["pdfinfo", "-struct-text", str(path)], capture_output=True, check=True).stdout.decode()
    lines = (one.strip().removesuffix(" (block)").rstrip(":") for one in said.splitlines())
    return [one for one in lines if one]


def page_of(title: str) -> list[str]:
    return ["H1", f'"{title}"', "TR", "TD", "/RowSpan 2", '"cell"', "TD"]


def test_two_parts_follow_one_another_in_one_tree(tmp_path: Path) -> None:
    one, two = a_tagged_part(tmp_path / "1.pdf", "Visit", "Review"), a_tagged_part(tmp_path / "2.pdf", "School")
    out = a_volume(tmp_path / "out.pdf", (one, [0, 1], 2), (two, [0], 1))
    assert tree(out) == ["Document", "Part", *page_of("Visit"), *page_of("Review"), "Part", *page_of("School")]
    assert not verify_pdf(pdf=out, marks={}, secrets=[], pictures=False)
    with pikepdf.open(out) as pdf:
        assert pdf.Root.MarkInfo.Marked is True
        back = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        assert [page.StructParents for page in pdf.pages] == [0, 1, 2]
        assert [str(back[at][0].S) for at in range(3)] == ["/H1"] * 3
        assert [back[at][0].Pg.objgen for at in range(3)] == [page.obj.objgen for page in pdf.pages]


def test_pages_that_are_not_in_the_volume_take_their_elements_along(tmp_path: Path) -> None:
    part = a_tagged_part(tmp_path / "1.pdf", "Visit", "Review", "School")
    out = a_volume(tmp_path / "out.pdf", (part, [2, 0], 3))
    assert tree(out) == ["Document", "Part", *page_of("Visit"), *page_of("School")]
    with pikepdf.open(out) as pdf:
        assert b"(Review)" not in b"".join(page.Contents[1].read_bytes() for page in pdf.pages)
    assert not verify_pdf(pdf=out, marks={}, secrets=[], pictures=False)


def test_a_file_with_an_untagged_page_keeps_its_tree_and_is_not_marked(tmp_path: Path) -> None:
    plain = an_untagged_part(tmp_path / "plain.pdf")
    part = a_tagged_part(tmp_path / "1.pdf", "Visit")
    out = a_volume(tmp_path / "out.pdf", (plain, [0], 1), (part, [0], 1))
    assert tree(out) == ["Document", "Part", *page_of("Visit")]
    with pikepdf.open(out) as pdf:
        assert "/MarkInfo" not in pdf.Root
        assert "/StructParents" not in pdf.pages[0]
        assert pdf.pages[1].StructParents == 1
    assert not verify_pdf(pdf=out, marks={}, secrets=[], pictures=False)


def test_our_own_pages_are_read_by_their_tags(tmp_path: Path) -> None:
    front, out = tmp_path / "front.pdf", tmp_path / "out.pdf"
    write_pdf([Heading("Index"), Table([["No."], ["1"]]), Paragraph("What is enclosed")], out=front)
    part = a_tagged_part(tmp_path / "1.pdf", "Visit")
    stacks = [Stack(front, [Sheet(0, PageStamp("1"))], 1), Stack(part, [Sheet(0, PageStamp("2"))], 1)]
    write_volume(stacks, count=2, out=out, title="Your records")
    table = ["Table", "TR", "TH", "/Scope /Column", '"No."', "TR", "TD", '"1"']
    own = ["H1", '"Index"', *table, "P", '"What is enclosed"']
    assert tree(out) == ["Document", "Part", *own, "Part", *page_of("Visit")]
    with pikepdf.open(out) as pdf:
        assert pdf.Root.MarkInfo.Marked is True
    assert not verify_pdf(pdf=out, marks={}, secrets=[], pictures=False)


def test_a_file_without_tags_has_no_tree(tmp_path: Path) -> None:
    plain = an_untagged_part(tmp_path / "plain.pdf")
    with pikepdf.open(a_volume(tmp_path / "out.pdf", (plain, [0], 1))) as pdf:
        assert "/StructTreeRoot" not in pdf.Root


def test_the_same_parts_give_the_same_bytes(tmp_path: Path) -> None:
    parts = [(a_tagged_part(tmp_path / f"{at}.pdf", "Visit", "Review"), [0, 1], 2) for at in range(40)]
    first = a_volume(tmp_path / "1-out.pdf", *parts)
    assert a_volume(tmp_path / "2-out.pdf", *parts).read_bytes() == first.read_bytes()
    assert tree(first).count("H1") == 80
    assert not verify_pdf(pdf=first, marks={}, secrets=[], pictures=False)
