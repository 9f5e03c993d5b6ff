"""A PDF with a structure tree, and what readers make of the tree afterwards."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from redact_factory import SECRET, new_pdf

from candour.engine.model import Box
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


def pikepdf_text(path: Path) -> bytes:
    with pikepdf.open(path) as pdf:
        return b"\n".join(
            thing.unparse(resolved=True) for thing in pdf.objects if not isinstance(thing, pikepdf.Stream)
        )
