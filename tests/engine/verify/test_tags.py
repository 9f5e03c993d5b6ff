"""Verification of structure tags: exactly the form that leaves passes, and anything else in it is a finding."""

from __future__ import annotations

from pathlib import Path

import pytest
from raw_pdf import SECRET, assemble, base, write

from candour.engine.verify import verify_pdf

CONTENT = b"/P <</MCID 0>> BDC BT /F1 12 Tf 72 700 Td (The review was held.) Tj ET EMC /Artifact BMC 0 0 9 9 re f EMC"
ELEMENT = b"<</S/TD/P 11 0 R/Pg 3 0 R/K[0 <</Type/MCR/Pg 3 0 R/MCID 0>>]/A<</O/Table/ColSpan 2/Scope/Row>>>>"
TREE = b"<</Type/StructTreeRoot/K[11 0 R]/ParentTree 13 0 R>>"
TOP = b"<</S/Document/P 10 0 R/K[12 0 R]/Lang(cy)>>"
PARENTS = b"<</Nums[0[12 0 R null]]>>"
ROOT = b"/StructTreeRoot 10 0 R /MarkInfo <</Marked true>>"


def tagged(
    *, content: bytes = CONTENT, element: bytes = ELEMENT, tree: bytes = TREE, top: bytes = TOP,
    parents: bytes = PARENTS, root: bytes = ROOT, page: bytes = b"/StructParents 0",
) -> dict[int, bytes]:  # fmt: skip
    return base(content, catalog=root, page=page) | {10: tree, 11: top, 12: element, 13: parents}


def kinds(folder: Path, objects: dict[int, bytes]) -> set[str]:
    pdf = write(folder, assemble(objects))
    return {finding.kind for finding in verify_pdf(pdf=pdf, marks={}, secrets=[SECRET], pictures=False)}


def test_the_form_that_leaves_passes(tmp_path: Path) -> None:
    assert kinds(tmp_path, tagged()) == set()


def test_the_one_text_that_passes(tmp_path: Path) -> None:
    assert kinds(tmp_path, tagged(element=ELEMENT.replace(b"/TD", b"/Figure/Alt(Picture)"))) == set()
    assert "replacement_text" in kinds(tmp_path, tagged(element=ELEMENT.replace(b"/TD", b"/Figure/Alt(A child)")))


def with_key(more: bytes) -> dict[int, bytes]:
    return tagged(element=ELEMENT.replace(b"/S/TD", b"/S/TD" + more))


WRONG = {
    **{key: with_key(b"/%b(x)" % key.encode()) for key in ("ActualText", "E", "T", "ID", "R", "C", "X")},
    "language that is none": with_key(b"/Lang(Jonah)"),
    "type that is no standard one": tagged(element=ELEMENT.replace(b"/TD", b"/Jonah")),
    "attribute": tagged(element=ELEMENT.replace(b"/ColSpan 2", b"/Summary(x)")),
    "attribute of another owner": tagged(element=ELEMENT.replace(b"/Table", b"/Layout")),
    "attribute that is a text": tagged(element=ELEMENT.replace(b"/ColSpan 2", b"/ColSpan(2)")),
    "scope": tagged(element=ELEMENT.replace(b"/Row", b"/Jonah")),
    "number that its page lacks": tagged(element=ELEMENT.replace(b"K[0", b"K[1")),
    "negative number": tagged(element=ELEMENT.replace(b"K[0", b"K[-1")),
    "page that is none": tagged(element=ELEMENT.replace(b"/Pg 3", b"/Pg 5")),
    "object of a page": tagged(element=ELEMENT.replace(b"/MCR", b"/OBJR")),
    "another parent": tagged(element=ELEMENT.replace(b"/P 11", b"/P 10")),
    "element twice": tagged(top=TOP.replace(b"12 0 R", b"12 0 R 12 0 R")),
    "role map": tagged(tree=TREE.replace(b"/Type", b"/RoleMap<</Jonah/P>>/Type")),
    "class map": tagged(tree=TREE.replace(b"/Type", b"/ClassMap<<>>/Type")),
    "names of elements": tagged(tree=TREE.replace(b"/Type", b"/IDTree<<>>/Type")),
    "text among the parents": tagged(parents=PARENTS.replace(b"null", b"(x)")),
    "owner that is no element": tagged(parents=PARENTS.replace(b"null", b"5 0 R")),
    "mark info": tagged(root=ROOT.replace(b"true", b"true/Suspects false")),
    "tree that is missing": base(CONTENT, page=b"/StructParents 0"),
    "property beside the number": tagged(content=CONTENT.replace(b"/MCID 0", b"/MCID 0/Lang(cy)")),
    "replacement text in the content": tagged(content=CONTENT.replace(b"/MCID 0", b"/MCID 0/ActualText(x)")),
    "tag in the content": tagged(content=CONTENT.replace(b"/P <<", b"/Jonah <<")),
    "named property list": tagged(content=CONTENT.replace(b"<</MCID 0>>", b"/M0")),
    "tag without a number": tagged(content=CONTENT.replace(b"/Artifact BMC", b"/P BMC")),
}


@pytest.mark.parametrize("objects", WRONG.values(), ids=WRONG.keys())
def test_anything_else_is_a_finding(objects: dict[int, bytes], tmp_path: Path) -> None:
    assert kinds(tmp_path, objects) & {"not_allowed", "replacement_text"}


def test_a_circle_of_elements_ends(tmp_path: Path) -> None:
    assert "not_allowed" in kinds(tmp_path, tagged(element=ELEMENT.replace(b"K[0", b"K[11 0 R 0")))
