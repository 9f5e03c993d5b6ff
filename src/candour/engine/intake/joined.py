"""Pages of several PDFs in one file, with the structure trees of all of them under one root.

It copies the trees as they are: what of them leaves is redact's part. What it cannot read of a tree stays out with that
tree; pages are never left out. Where two files give a type of their own the same name, the first one's meaning goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

_BROKEN = (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RuntimeError)
"""What a damaged tree can raise."""


def joined(paths: Sequence[Path]) -> pikepdf.Pdf:
    """The pages of all files, in order; the caller closes it. PdfError: a file cannot be opened."""
    pdf = pikepdf.open(paths[0])
    root, roles, numbers = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot)), Dictionary(), Array()
    kids = _taken(pdf.Root.get("/StructTreeRoot"), list(enumerate(pdf.pages)), root, roles, numbers)
    for path in paths[1:]:
        with pikepdf.open(path) as other:
            first = len(pdf.pages)
            pdf.pages.extend(other.pages)
            tree = other.Root.get("/StructTreeRoot")
            copied = pdf.copy_foreign(other.make_indirect(tree)) if isinstance(tree, Dictionary) else None
            kids += _taken(copied, list(enumerate(pdf.pages))[first:], root, roles, numbers)
    root.K, root.RoleMap, root.ParentTree = Array(kids), roles, pdf.make_indirect(Dictionary(Nums=numbers))
    if kids:
        pdf.Root.StructTreeRoot = root
    elif "/StructTreeRoot" in pdf.Root:
        del pdf.Root.StructTreeRoot
    return pdf


def _taken(
    tree: Any, pages: Sequence[tuple[int, pikepdf.Page]], root: Any, roles: Dictionary, numbers: Any
) -> list[Any]:
    """The top elements of a file's tree, put under ``root``; the ways back from its pages go to ``numbers``."""
    try:
        tops = list(_tops(tree))
        ways = [(at, page, _way_back(tree, page)) for at, page in pages] if tops else []
        own = dict(tree.get("/RoleMap", Dictionary()).items()) if tops else {}
    except _BROKEN:
        tops, ways, own = [], [], {}
    for _, page in pages:
        if "/StructParents" in page.obj:
            del page.obj.StructParents
    for at, page, owners in ways:
        if owners is not None:
            numbers.append(at)
            numbers.append(owners)
            page.obj.StructParents = at
    for name, meaning in own.items():
        roles[name] = roles.get(name, meaning)
    for top in tops:
        top.P = root
        if top.S == "/Document":
            top.S = Name.Part
    return tops


def _tops(tree: Any) -> Iterator[Any]:
    held = tree.get("/K") if isinstance(tree, Dictionary) else None
    for top in held if isinstance(held, Array) else [held]:
        if isinstance(top, Dictionary) and top.is_indirect and isinstance(top.get("/S"), Name):
            yield top


def _way_back(tree: Any, page: pikepdf.Page) -> Any:
    """The list of elements that own the page's marked content; None without one."""
    at, ways = page.obj.get("/StructParents"), tree.get("/ParentTree")
    if not isinstance(at, int) or not isinstance(ways, Dictionary):
        return None
    return pikepdf.NumberTree(ways).get(at)
