"""Traps beside the pages: attachments, bookmarks, descriptions, scripts, structure and left-over objects."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, String


def attachment(pdf: pikepdf.Pdf, words: str) -> None:
    pdf.attachments["note.txt"] = words.encode()


def attachment_name(pdf: pikepdf.Pdf, words: str) -> None:
    pdf.attachments[f"{words}.txt"] = b"Nothing is in here but the date of the visit."


def bookmark(pdf: pikepdf.Pdf, words: str) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(words, 0))


def destination(pdf: pikepdf.Pdf, words: str) -> None:
    names = Array([String(words), Array([pdf.pages[0].obj, Name.Fit])])
    if Name.Names not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names.Dests = Dictionary(Names=names)


def page_label(pdf: pikepdf.Pdf, words: str) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(words + " "), S=Name.D)]))


def metadata(pdf: pikepdf.Pdf, words: str) -> None:
    pdf.docinfo["/Subject"] = String(words)


def own_key(pdf: pikepdf.Pdf, words: str) -> None:
    pdf.docinfo["/Informant"] = String(words)


def xmp(pdf: pikepdf.Pdf, words: str) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as meta:
        meta["dc:description"] = words


def piece_info(pdf: pikepdf.Pdf, words: str) -> None:
    pdf.pages[0].obj.PieceInfo = Dictionary(
        Drawing=Dictionary(LastModified=String("D:2016"), Private=Dictionary(Note=String(words)))
    )


def thumbnail(pdf: pikepdf.Pdf, words: str) -> None:
    from PIL import Image, ImageDraw

    small = Image.new("L", (160, 40), 255)
    ImageDraw.Draw(small).text((4, 12), words, fill=0)
    data = Dictionary(Width=160, Height=40, ColorSpace=Name.DeviceGray, BitsPerComponent=8)
    pdf.pages[0].obj.Thumb = pdf.make_stream(small.tobytes(), data)


def script(pdf: pikepdf.Pdf, words: str) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{words}');"))


def structure(pdf: pikepdf.Pdf, words: str) -> None:
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    figure = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Figure, P=root, Alt=String(words)))
    root.K = Array([figure])
    pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = root, Dictionary(Marked=True)


def structure_title(pdf: pikepdf.Pdf, words: str) -> None:
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    root.K = Array([pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Sect, P=root, T=String(words)))])
    pdf.Root.StructTreeRoot = root


def orphan(pdf: pikepdf.Pdf, words: str) -> None:
    """An object nothing leads to but a key no reader knows."""
    pdf.Root["/Leftover"] = pdf.make_indirect(Dictionary(Kept=pdf.make_indirect(String(words))))
