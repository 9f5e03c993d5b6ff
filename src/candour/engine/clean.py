"""Leaves of a freshly made file nothing but its pages, their structure tags, a title and a language.

For pages that Candour made itself; it is no sanitiser for documents that came from elsewhere (redact is).
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import pikepdf


def write_clean(made: BinaryIO, *, out: Path, title: str, language: str) -> None:
    """Writes ``made`` to ``out`` in one step without the page maker's dates, producer, identifiers and comments.

    A structure tree that ``tagging`` put behind it stays; it names the pages by their place.
    """
    with pikepdf.open(made) as pdf:
        tree = pdf.trailer.get("/StructTreeRoot")
        _only(pdf.trailer, keep=("/Root", "/Size", "/Prev"))
        _only(pdf.Root, keep=("/Type", "/Pages"))
        for page in pdf.pages:
            _only(page.obj, keep=("/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"))
            page.obj.Resources = _used(page)
        if tree is not None:
            _tagged(pdf, tree)
        pdf.Root.Lang = pikepdf.String(language)
        if title:
            pdf.docinfo["/Title"] = pikepdf.String(title)
            pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        held = io.BytesIO()
        pdf.save(held, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    part = out.with_name(out.name + ".part")
    try:
        part.write_bytes(held.getbuffer())
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def _tagged(pdf: pikepdf.Pdf, tree: pikepdf.Object) -> None:
    """Hangs the tree into the document; it is called tagged only when every page is."""
    pdf.Root.StructTreeRoot = tree
    tagged = [int(at) for at in tree.ParentTree.Nums[::2]]
    for at in tagged:
        pdf.pages[at].obj.StructParents = at
    if len(tagged) == len(pdf.pages):
        pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)


def _only(dictionary: pikepdf.Object, *, keep: Sequence[str]) -> None:
    for key in [key for key in dictionary.keys() if key not in keep]:
        del dictionary[key]


def _used(page: pikepdf.Page) -> pikepdf.Dictionary:
    """The fonts and pictures that the page draws: page makers list all of the document's on each page."""
    content, resources = page.obj.Contents.read_bytes(), page.obj.Resources
    kinds = (kind for kind in ("/Font", "/XObject") if kind in resources)
    return pikepdf.Dictionary({kind: pikepdf.Dictionary(dict(_named(resources[kind], content))) for kind in kinds})


def _named(resources: pikepdf.Object, content: bytes) -> Iterator[tuple[str, pikepdf.Object]]:
    for name in resources.keys():
        if name.encode() + b" " in content:
            yield name, resources[name]
