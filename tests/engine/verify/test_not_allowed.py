"""What is not on the list of what a file may hold is caught, whatever it says; our own parts pass."""

from __future__ import annotations

from pathlib import Path

import pytest
from leaks import TITLE, kinds, outline
from raw_pdf import FREE, assemble, base, stream

NOT_ALLOWED: dict[str, tuple[dict[int, bytes], str]] = {
    "script": (base(catalog=b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"), "active_content"),
    "action on opening a page": (base(page=b"/AA << /O << /S /GoTo /D [3 0 R /Fit] >> >>"), "active_content"),
    "named scripts": (base(catalog=b"/Names << /JavaScript << /Names [] >> >>"), "names"),
    "attachment": (base(catalog=b"/AF [<< /Type /Filespec /F (a.txt) >>]"), "attachment"),
    "form fields": (base(catalog=b"/AcroForm << /Fields [] >>"), "form_fields"),
    "layers": (base(catalog=b"/OCProperties << /OCGs [] /D << >> >>"), "layers"),
    "metadata": (base(catalog=b"/Metadata 6 0 R") | {6: stream(b"<x:xmpmeta/>", b"/Type /Metadata")}, "metadata"),
    "private data of a program": (base(page=b"/PieceInfo << >>"), "application_data"),
    "thumbnail": (base(page=b"/Thumb 6 0 R") | {6: stream(b"x")}, "thumbnail"),
    "note": (base(page=b"/Annots [<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] >>]"), "annotation"),
    "text of a link": (
        base(page=b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /Contents (x) >>]"),
        "annotation_text",
    ),
    "link to the web": (
        base(
            page=b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9]"
            b" /A << /S /URI /URI (https://case.example/) >> >>]"
        ),
        "link_out",
    ),
    "structure with alternate text": (
        base(catalog=b"/StructTreeRoot << /Type /StructTreeRoot /K << /S /Figure /Alt (x) >> >>"),
        "replacement_text",
    ),
    "unknown key": (base(catalog=b"/Surprise (x)"), "not_allowed"),
    "link to a page outside the tree": (
        outline(b"(x)") | {7: b"<< /Title (x) /Parent 6 0 R /Dest [8 0 R /Fit] >>", 8: b"<< /Type /Page >>"},
        "not_allowed",
    ),
}


@pytest.mark.parametrize(("objects", "kind"), NOT_ALLOWED.values(), ids=NOT_ALLOWED.keys())
def test_what_is_not_on_the_list(tmp_path: Path, objects: dict[int, bytes], kind: str) -> None:
    assert kind in kinds(tmp_path, assemble(objects))


def test_author_in_info(tmp_path: Path) -> None:
    data = assemble(base() | {FREE: b"<< /Author (A. Clerk) >>"}, trailer=TITLE)
    assert "metadata" in kinds(tmp_path, data)


def test_our_own_outline_links_and_labels_pass(tmp_path: Path) -> None:
    objects = outline(b"(Minutes, p. 1)")
    objects[1] = objects[1].replace(
        b"/Outlines",
        b"/PageMode /UseOutlines /OpenAction [3 0 R /XYZ null null 1] /PageLabels << /Nums [0 << /S /D /P (A) >>] >>"
        b" /ViewerPreferences << /DisplayDocTitle true >> /Outlines",
    )
    link = b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /Border [0 0 0] /Dest [3 0 R /Fit] >>]"
    objects[3] = objects[3].replace(b"/Contents", link + b" /Contents")
    assert kinds(tmp_path, assemble(objects | {8: b"<< /Title (Bundle) >>"}, trailer=b"/Info 8 0 R")) == set()
