"""Set pieces that are not PDF: Word, sheets, slides, messages, text, pictures, archives, and what cannot be read. Each is told to the truth."""


# ruff: noqa: E501 - marked text and markup of files is not broken

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.long.family import office
from tests.long.family.marks import plain
from tests.long.family.sheets import wrapped
from tests.long.family.truth import Truth
from tests.long.family.words import CONFERENCE_1, CONFERENCE_2, COUNSEL, LISTS, LOG, OLD_FORMATS, SLIDES, TEXTS, WEB


@dataclass
class Folder:
    """The folder being written: where, what is told of it, its manifest, and documents waiting for LibreOffice."""

    root: Path
    truth: Truth
    large: bool
    rows: list[list[str]] = field(default_factory=list)
    waiting: office.Conversions = field(default_factory=office.Conversions)

    def place(self, path: str, kind: str, date: str, author: str, *, listed: bool = True, title: str = "") -> Path:
        """Where to write; listed in the manifest, or told as not listed."""
        whole = self.root / path
        whole.parent.mkdir(parents=True, exist_ok=True)
        if listed:
            self.rows.append([f"WX-{200 + 7 * len(self.rows):05d}", title or Path(path).stem, kind, date, author, path])
        else:
            self.truth.lists["not_in_manifest"].append(path)
        return whole

    def told(self, path: str, *pages: str, native: bool = False, ocr: bool = False) -> list[str]:
        self.truth.document(path, pages=len(pages), native=native)
        return [self.truth.page(path, number, page, ocr=ocr) for number, page in enumerate(pages, 1)]

    def trap(self, path: str, kind: str, marked: str, *, unique: bool = True) -> str:
        return self.truth.trap(path, kind, marked, unique=unique)

    def converted(self, final: Path, *, to: str, first: str) -> Path:
        """The file to write first; LibreOffice makes ``final`` of it later."""
        source = final.parent / f"{final.stem}.{first}"
        self.waiting.add(source, final, to=to)
        return source


def lines_of(text: str, *, width: float = 420) -> tuple[str, ...]:
    return tuple(line for part in text.split("\n") for line in wrapped(part, font="FamilySans", size=11, width=width))


def word_documents(f: Folder) -> None:
    path = "Conferences/Initial child protection conference 30 September 2015.docx"
    final = f.place(path, "Conference minutes", "2015-09-30", "Nathaniel Crowe")
    pages = f.told(path, CONFERENCE_1, CONFERENCE_2)
    book = Path(tempfile.mkdtemp()) / "b.xlsx"
    office.sheet(
        office.Book(
            rows=(
                ("Caller", "Number"),
                (f.trap(path, "docx_embedded", "«14n|Pryce-Hopkin D»"), plain("«14p|01632960577»")),
            )
        ),
        book,
    )
    hides = office.Hidden(
        deleted=f.trap(path, "docx_tracked_deletion", "told by «14n|Mrs D. Pryce-Hopkin» of Cornmarket"),
        inserted=f.trap(path, "docx_tracked_insertion", "«19n|Precious Okonkwo» to be asked"),
        comment=f.trap(path, "docx_comment", "Is «16n|Mark Osei-Tutu» the boy he means?"),
        hidden=f.trap(path, "docx_hidden_text", "Mother's flat: «2a|Flat 3, Lantern Court», «2p|07700 900271»"),
        box=f.trap(path, "docx_text_box", "Ring «19n|Prez Okonkwo» on «19p|07700900492»"),
        header=f.trap(path, "docx_header", "Draft for «14n|D. Pryce-Hopkin» to see"),
        footer=f.trap(path, "docx_footer", "cc «20n|W. Zając»"),
        title=f.trap(path, "docx_core_property", "Nolan ICPC - caller «14n|Pryce-Hopkin»"),
        alt=f.trap(path, "docx_alt_text", "Photo of Hodan with «15n|Summer Lockyer» at the fair"),
        custom=f.trap(path, "docx_custom_property", "Informant «14n|Dilys P-H»"),
        footnote=f.trap(path, "docx_footnote", "As told by «14n|Dilys Pryce-Hopkin» to Gareth Pugh"),
        endnote=f.trap(path, "docx_endnote", "«20n|Wojciech Zajac» lives at the back"),
        embedded={"list.xlsx": book.read_bytes()},
        table=tuple(tuple(line.split(" ")) for line in pages[1].split("\n")[-2:]),
    )
    office.word([pages[0].split("\n"), pages[1].split("\n")[:-2]], final, hides=hides)
    f.truth.lists["mentioned_and_held"].append(
        {"phrase": "the child and family assessment of 21 June 2013", "path": path, "page": 1}
    )
    f.truth.lists["mentioned_not_held"].append(
        {
            "phrase": "The health chronology prepared by the school nurse, dated 14 September 2015",
            "path": path,
            "page": 2,
        }
    )
    path = "Legal/Note of conference with counsel.docx"
    office.word(
        [f.told(path, COUNSEL)[0].split("\n")],
        f.place(path, "Note", "2016-01-06", "Jocelyn Trevanion"),
        hides=office.Hidden(),
    )
    withheld(f, path)


def withheld(f: Folder, path: str) -> None:
    f.truth.lists["privileged"].append(path)
    for recipient in ("subject", "father"):
        f.truth.withheld[recipient].append(path)


def old_formats(f: Folder) -> None:
    for path, kind, date, author, text, to in OLD_FORMATS:
        if to == "doc" or f.large:
            final = f.place(path, kind, date, author)
            pages = [page.split("\n") for page in f.told(path, *text)]
            source = f.converted(
                final, to={"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format"}.get(to, to), first="docx"
            )
            office.word(pages, source, hides=office.Hidden())


def sheets(f: Folder) -> None:
    path = "Education/Behaviour log.xlsx"
    final = f.place(path, "Spreadsheet", "2017-07-14", "Thandiwe Moyo")
    page = f.told(path, LOG)[0]
    book = office.Book(
        rows=tuple(tuple(line.split(" | ")) for line in page.split("\n")),
        hidden_column=(
            "Told by",
            *(
                f.trap(path, "xlsx_hidden_column", each)
                for each in ("«16n|Mark Osei-Tutu»", "«20n|W Zajac»", "«14n|Dilys PH»")
            ),
        ),
        hidden_row=("x", f.trap(path, "xlsx_hidden_row", "also «22n|Sheikh, Amina»"), ""),
        hidden_sheet=(
            (
                f.trap(path, "xlsx_hidden_sheet", "«15n|Lockyer, Summer»"),
                f.trap(path, "xlsx_hidden_sheet", "«15d|2003-12-11»"),
            ),
        ),
        very_hidden=(
            (
                f.trap(path, "xlsx_very_hidden_sheet", "«18n|Warsame, Khalid»"),
                f.trap(path, "xlsx_very_hidden_sheet", "«18d|2004-12-07»"),
            ),
        ),
        comment=f.trap(path, "xlsx_comment", "«15n|Summer’s~Summer’s» carers told, 6/7", unique=True),
        validation=f.trap(path, "xlsx_validation", "«17n|Hope Brennan»,nobody"),
        name=f.trap(path, "xlsx_defined_name", "from «14n|Mrs Pryce-Hopkin»", unique=True),
        header=f.trap(path, "xlsx_header", "List made for «19n|Precious O»"),
        creator=f.trap(path, "xlsx_property", "«19n|Precious Okonkwo»", unique=False),
    )
    office.sheet(book, final)
    if not f.large:
        return
    for path, to in (("Education/Lunch club.ods", "ods"), ("Education/Transport list.xls", "xls:MS Excel 97")):
        final = f.place(path, "Spreadsheet", "2017-02-01", "School office")
        page = f.told(path, LISTS[to[:3]])[0]
        rows = tuple(tuple(line.split(" | ")) for line in page.split("\n"))
        hidden = ((f.trap(path, f"{to[:3]}_hidden_sheet", f"«22n|Amina Sheikh» {to[:3]}"),),)
        office.sheet(office.Book(rows=rows, hidden_sheet=hidden), f.converted(final, to=to, first="xlsx"))
    path = "Training/Life story slides.pptx"
    titles = f.told(path, *SLIDES)
    notes, alt = (
        f.trap(path, "pptx_notes", "Do not show «15n|Summer Lockyer»'s picture"),
        f.trap(path, "pptx_alt_text", "«16n|Mark Osei-Tutu» on a pony"),
    )
    office.slides(
        titles,
        f.place(path, "Presentation", "2018-02-02", "Gareth Pugh"),
        notes=notes,
        alt=alt,
        hidden=f.trap(path, "pptx_hidden_slide", "Old slide with «17n|Hope Brennan»"),
    )


def text_files(f: Folder) -> None:
    for path, kind, date, author, text, encoding in TEXTS:
        whole = f.place(path, kind, date, author, listed=encoding != "utf-16")
        whole.write_bytes(f.told(path, text)[0].encode(encoding))
    f.truth.trap(
        "Contact/Caller Dilys Pryce-Hopkin/Call notes.txt", "directory_name", "«14n|Dilys Pryce-Hopkin»", unique=False
    )
    path = "Contact/Web form.html"
    body = f.told(path, WEB)[0].replace("\n", "</p><p>")
    head = f'<meta name="author" content="{f.trap(path, "html_meta", "«19n|Precious Okonkwo»", unique=False)}">'
    extra = (
        f"<!-- {f.trap(path, 'html_comment', 'triage: ring «11n|Geraldine Young» «11p|01632 960850»')} -->"
        f'<div style="display:none">{f.trap(path, "html_hidden_div", "prefill: «14e|dilys.ph@postbox.example»")}</div>'
        f'<a href="mailto:{f.trap(path, "html_mailto", "«10e|tomasz.w@postbox.example»")}">write</a>'
        f'<img src="x.png" alt="{f.trap(path, "html_alt", "picture of «15n|Summer Lockyer»")}" title="{f.trap(path, "html_title", "«16n|Mark O» at the gate")}">'
        f'<span aria-label="{f.trap(path, "html_aria", "sent by «14n|Dilys Pryce-Hopkin»")}" data-who="{f.trap(path, "html_data", "with «17n|Hope Brennan»")}"></span>'
        f'<form><input type="hidden" name="who" value="{f.trap(path, "html_hidden_input", "«20n|Wojciech Zając»")}"><textarea>none</textarea></form>'
    )
    page = f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}<title>Web form</title></head><body><p>{body}</p>{extra}</body></html>'
    f.place(path, "Web form", "2016-12-01", "Donal Nolan").write_text(page, encoding="utf-8")


STEPS: list[Callable[[Folder], None]] = [word_documents, old_formats, sheets, text_files]
