"""Scans, photographs, barcodes, and what cannot be read, each told to the truth. It reads nothing."""

from __future__ import annotations

import random
from collections.abc import Callable

import pikepdf
from tests.long.family import pictures
from tests.long.family.papers import Folder, lines_of
from tests.long.family.pdfs import reportlab
from tests.long.family.sheets import Sheet
from tests.long.family.words import CARD, CODES, FAX, ROTA, SCANS


def scans(f: Folder) -> None:
    for path, kind, date, author, texts, how in SCANS:
        if how.get("small") or f.large:
            whole = f.place(path, kind, date, author)
            pages = [Sheet(lines_of(text)) for text in f.told(path, *texts, native=True, ocr=True)]
            layer = (
                [tuple(line.translate(how["layer"]) for line in page.lines) for page in pages]
                if "layer" in how
                else None
            )
            pictures.scanned_pdf(pages, whole, dpi=how.get("dpi", 150), layer=layer, bilevel=how.get("bilevel", False))
    f.truth.trap(SCANS[0][0], "file_name", "«15n|Summer Lockyer»", unique=False)
    path = "Scans/Card from Abdi.png"
    page = f.told(path, CARD, native=True, ocr=True)[0]
    carried = [
        f.trap(path, f"png_{kind}", words)
        for kind, words in (
            ("text_chunk", "posted c/o «11n|Mrs Young»"),
            ("ztxt", "with «15n|Summer Lockyer»'s card"),
            ("itxt", "scan for «19n|Precious Okonkwo»"),
        )
    ]
    pictures.png(
        lines_of(page),
        f.place(path, "Photograph", "2017-06-08", "Abdirahman Warsame"),
        text={"Comment": carried[0]},
        packed={"Note": carried[1]},
        spoken={"Title": carried[2]},
    )
    path = "Scans/Fridge rota.jpg"
    page = f.told(path, ROTA, native=True, ocr=True)[0]
    words = [
        f.trap(path, f"jpeg_{kind}", marked)
        for kind, marked in (
            ("exif", "Photo of «16n|Mark Osei-Tutu» and Hodan"),
            ("artist", "«11n|G Young», «11a|Pound Lane»"),
            ("comment", "scan by «11n|Geraldine Young»"),
            ("xmp", "«17n|Hope Brennan» and rota"),
        )
    ]
    pictures.jpeg(
        lines_of(page),
        f.place(path, "Photograph", "2016-02-11", "Bukola Adeyemi"),
        description=words[0],
        artist=words[1],
        comment=words[2],
        xmp=words[3],
    )
    if f.large:
        path = "Scans/Fax from police 15 April 2014.tif"
        pages = [Sheet(lines_of(text)) for text in f.told(path, *FAX, native=True, ocr=True)]
        told = [
            f.trap(path, "tiff_imagedescription", "fax re caller «14n|Pryce-Hopkin»"),
            f.trap(path, "tiff_artist", "«14n|D Pryce-Hopkin»", unique=False),
        ]
        pictures.tiff(pages, f.place(path, "Fax", "2014-04-15", "Desmond Bell"), description=told[0], artist=told[1])


def codes(f: Folder) -> None:
    """Barcodes drawn as pictures on a page that says nothing of them."""
    path = "Leaving care/Contact sheet with codes.pdf"
    whole = f.place(path, "Contact sheet", "2021-05-10", "Gareth Pugh")
    reportlab([Sheet(tuple(f.told(path, CODES, native=True)[0].split("\n")))], whole)
    with pikepdf.open(whole, allow_overwriting_input=True) as pdf:
        for at, (kind, marked) in enumerate(
            (
                ("QRCode", "MECARD:N:«11n|Young,Geraldine»;TEL:«11p|01632960850»;;"),
                ("DataMatrix", "«15n|Summer Lockyer» «15d|11/12/2003»"),
                ("Code128", "«14n|DilysPryceHopkin»"),
            )
        ):
            picture = pictures.barcode(kind, f.trap(path, f"barcode_{kind.lower()}", marked))
            pictures.put_picture(
                pdf, 0, picture, (60 + 160 * at, 300, 60 + 160 * at + 140, 300 + 140 * picture.height / picture.width)
            )
        pdf.save(whole, deterministic_id=True)


def unreadable(f: Folder) -> None:
    def put(path: str, kind: str, data: bytes) -> None:
        f.place(path, kind, "2016-03-03", "Gareth Pugh").write_bytes(data)
        f.truth.lists["unreadable"].append(path)
        f.truth.basis[path] = "native"

    locked = "Court/Psychiatric report (password).pdf"
    whole = f.place(locked, "Report", "2016-03-18", "Dr Gwilym Roper")
    reportlab([Sheet(("Report", "Withheld by password"))], whole)
    with pikepdf.open(whole, allow_overwriting_input=True) as pdf:
        pdf.save(whole, encryption=pikepdf.Encryption(owner="lamp", user="lamp"))
    f.truth.lists["unreadable"].append(locked)
    f.truth.basis[locked] = "native"
    put("Scans/IMG_2207.pdf", "Scan", b"%PDF-1.5\n" + random.Random(4).randbytes(1200))
    put("Contact/Empty note.docx", "Note", b"")
    put("Police/999 call.mp3", "Recording", b"ID3\x03\x00\x00\x00\x00\x00\x00\xff\xfb\x90\x64" + bytes(600))
    put("Conferences/Broken minutes.docx", "Conference minutes", b"PK\x03\x04" + random.Random(5).randbytes(900))


STEPS: list[Callable[[Folder], None]] = [scans, codes, unreadable]
