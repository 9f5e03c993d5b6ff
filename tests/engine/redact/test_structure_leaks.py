"""Nothing in a structure tree that could say a word comes along."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from redact_factory import SECRET, boxes_of, every_reading, redacted, saved
from structured_pdf import clean, tagged, tree


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
