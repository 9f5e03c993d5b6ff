"""Structure trees of several files under one root: own pages, pages of what is hidden, pages carried inside."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from candour.engine.intake.joined import joined
from candour.engine.redact import redact_pdf
from candour.engine.typeset import Block, Heading, PageBreak, Paragraph, write_pdf
from candour.engine.verify import verify_pdf


def a_file(path: Path, *blocks: Block) -> Path:
    write_pdf(blocks, out=path)
    return path


def an_untagged_file(path: Path) -> Path:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].obj.StructParents = 0
        pdf.save(path)
    return path


def a_file_with_roles(path: Path, meaning: str, word: bytes) -> Path:
    """One page, one element of the type "Own", which means ``meaning``; its tree begins at number 7."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        page = pdf.pages[0].obj
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        page.Contents = pdf.make_stream(b"/Own <</MCID 0>> BDC BT /F1 12 Tf 50 700 Td (%b) Tj ET EMC" % word)
        page.StructParents = 7
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, RoleMap=Dictionary(Own=Name(meaning))))
        own = pdf.make_indirect(Dictionary(S=Name.Own, P=root, Pg=page, K=0))
        root.K, root.ParentTree = own, Dictionary(Nums=Array([7, Array([own])]))
        pdf.Root.StructTreeRoot = root
        pdf.save(path)
    return path


def said(folder: Path, *paths: Path) -> str:
    """The tree that is left when the joined pages have been redacted, in one line."""
    whole, out = folder / "whole.pdf", folder / "out.pdf"
    with joined(paths) as pdf:
        count = len(pdf.pages)
        pdf.save(whole)
    redact_pdf(source=whole, pages=list(range(1, count + 1)), marks={}, out=out)
    assert not verify_pdf(pdf=out, marks={}, secrets=[], pictures=False)
    text = subprocess.run(["pdfinfo", "-struct-text", out], capture_output=True, text=True, check=True).stdout
    return " ".join(text.replace(" (block)", "").split())


def marked(folder: Path) -> bool:
    with pikepdf.open(folder / "out.pdf") as pdf:
        return "/MarkInfo" in pdf.Root


def test_trees_follow_one_another(tmp_path: Path) -> None:
    own = a_file(tmp_path / "own.pdf", Heading("Visit"), PageBreak(), Paragraph("Tea"))
    hidden = a_file(tmp_path / "hidden.pdf", Heading("Notes", 2), Paragraph("Ask again"))
    carried = a_file(tmp_path / "carried.pdf", Paragraph("Letter"))
    assert said(tmp_path, own, hidden, carried) == (
        'Document Part H1 "Visit" P "Tea" Part H2 "Notes" P "Ask again" Part P "Letter"'
    )
    assert marked(tmp_path)


def test_an_untagged_file_takes_no_other_file_s_tags(tmp_path: Path) -> None:
    plain, tagged = an_untagged_file(tmp_path / "plain.pdf"), a_file(tmp_path / "tagged.pdf", Paragraph("Tea"))
    assert said(tmp_path, plain, tagged) == 'Document Part P "Tea"'
    assert not marked(tmp_path)
    assert said(tmp_path, tagged, plain) == 'Document Part P "Tea"'
    assert said(tmp_path, plain, plain) == ""


def test_types_of_their_own_and_other_numbers(tmp_path: Path) -> None:
    one = a_file_with_roles(tmp_path / "one.pdf", "/H1", b"Visit")
    two = a_file(tmp_path / "two.pdf", Paragraph("Tea"))
    assert said(tmp_path, two, one) == 'Document Part P "Tea" H1 "Visit"'
    assert said(tmp_path, one, two) == 'Document H1 "Visit" Part P "Tea"'


def test_a_broken_tree_costs_no_page(tmp_path: Path) -> None:
    own, broken = a_file(tmp_path / "own.pdf", Paragraph("Tea")), tmp_path / "broken.pdf"
    with pikepdf.open(own) as pdf:
        pdf.Root.StructTreeRoot.ParentTree = Dictionary(Nums=Array([Name.X]), Kids=3)
        pdf.Root.StructTreeRoot.RoleMap = Name.X
        pdf.save(broken)
    assert said(tmp_path, own, broken) == 'Document Part P "Tea"'
    assert not marked(tmp_path)
    with joined([broken, own]) as pdf:
        assert len(pdf.pages) == 2
