"""A tree may be written in several ways; one that does not fit its pages is left behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from redact_factory import redacted, saved
from structured_pdf import clean, tagged, tree


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
