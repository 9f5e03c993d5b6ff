"""Writes the whole folder: set pieces, running notes, messages, archives, copies, manifest, people and truth. It reads no other data."""

from __future__ import annotations

import csv
import datetime
import json
import shutil
from pathlib import Path
from typing import Any

import pypdfium2
from tests.long.family import carried, cast, contents, extras, notes, office, papers, pdfs, post, scans, sheets
from tests.long.family.papers import Folder
from tests.long.family.records import RECORDS, Record
from tests.long.family.truth import Truth

_D = datetime.date
SPELLS = [
    (_D(2013, 5, 14), _D(2014, 11, 20), 5),
    (_D(2015, 7, 2), _D(2018, 3, 9), 7),
    (_D(2018, 10, 15), _D(2020, 12, 18), 4),
]
GAPS = [("2014-11-20", "2015-07-02", 7), ("2018-03-09", "2018-10-15", 7)]
MISSING = [
    [
        "Viability assessment - H Guuleed",
        "Assessment",
        "2016-02-29",
        "Independent worker",
        "Assessments/Viability assessment Guuleed.pdf",
    ],
    ["Health chronology", "Health", "2015-09-14", "School nurse", ""],
    ["Contact centre log 2017", "Contact record", "2017-12-31", "Contact centre", "Contact/Contact log 2017.xlsx"],
    ["Letter from women's aid", "Letter", "2015-10-03", "Women's aid", "Correspondence/Womens aid letter.pdf"],
    [
        "Independent visitor report",
        "Report",
        "2019-06-01",
        "Independent visitor",
        "Leaving care/Independent visitor.docx",
    ],
]


def write_family(*, folder: Path, seed: int, size: str) -> dict[str, Any]:
    """Writes ``folder``/{file/, people.csv, manifest.csv, truth.json} and returns the truth. An old ``file`` folder is replaced."""
    large = size == "large"
    shutil.rmtree(folder / "file", ignore_errors=True)
    (folder / "file").mkdir(parents=True)
    f = Folder(folder / "file", Truth(), large)
    for record in RECORDS:
        if record.small or large:
            _record(f, record)
    for step in (*papers.STEPS, *scans.STEPS, *post.STEPS, *extras.STEPS):
        step(f)
    _notes(f, seed=seed)
    f.waiting.run()
    _copies(f)
    _missing(f)
    _check(f)
    told = f.truth.told()
    _table(folder / "people.csv", cast.COLUMNS, [cast.row(person) for person in cast.PEOPLE])
    _table(folder / "manifest.csv", "record_id title type date author filename".split(), f.rows)
    (folder / "truth.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    return told


def _record(f: Folder, record: Record) -> None:
    whole = f.place(record.path, record.kind, record.date, record.author, listed=record.listed)
    pages = f.told(record.path, *record.pages, native=True, ocr=record.ocr)
    drawn = [sheets.Sheet(tuple(sheets.wrapped(page, font=sheets.SANS, size=10, width=470))) for page in pages]
    record.draw(drawn, whole)
    traps = [
        (lay, f.trap(record.path, kind, marked, unique="unique" not in kind)) for kind, lay, marked in record.traps
    ]
    carried.lay(whole, traps=traps)
    if record.path.startswith("Court/Non-mol"):
        contents.revision(
            whole,
            words=f.trap(
                record.path, "pdf_previous_revision", "Applicant: «2a|Flat 3, Lantern Court, Ropewalk», «2c|WX7 2QD»"
            ),
        )
    for name, phrases in (("mentioned_and_held", record.held), ("mentioned_not_held", record.missing)):
        for phrase in phrases:
            page = next(n for n, text in enumerate(pages, 1) if phrase in text)
            f.truth.lists[name].append({"phrase": phrase, "path": record.path, "page": page})
    if record.withheld:
        f.truth.withheld["father"].append(record.path)


def _notes(f: Folder, *, seed: int) -> None:
    """Case note files over three spells of work with a gap after each of the first two; a spell is cut into files."""
    draws: list[pdfs.Draw] = [
        pdfs.reportlab,
        pdfs.ghostscript,
        pdfs.crafted(pdfs.kerned),
        pdfs.crafted(pdfs.whole, form=True),
        pdfs.crafted(pdfs.each_placed),
        pdfs.crafted(pdfs.whole, crop=True),
        _office,
    ]
    at = 0
    for start, until, files in SPELLS:
        number = files * 130 if f.large else files * 8 if at == 0 else 9
        made = list(notes.entries(start=start, until=until, number=number, seed=seed + at))
        cuts = files if f.large else 1
        for part in range(cuts):
            chunk = made[len(made) * part // cuts : len(made) * (part + 1) // cuts]
            path = f"Case notes/Case notes {chunk[0].date:%Y-%m} to {chunk[-1].date:%Y-%m}.pdf"
            whole = f.place(path, "Case notes", chunk[-1].date.isoformat(), notes.AUTHORS[at % 2])
            paragraphs = [line for entry in chunk for line in (entry.heading, *entry.lines)]
            head = f"{cast.COUNCIL} Children's Services   Hodan Warsame   LCS 771904"
            drawn = sheets.flow(paragraphs, truth=f.truth, path=path, head=head)
            draw = draws[at % len(draws)]
            if draw is _office:
                office.word(
                    [list(sheet.lines) for sheet in drawn],
                    f.converted(whole, to="pdf", first="docx"),
                    hides=office.Hidden(),
                    small=True,
                )
            else:
                draw(drawn, whole)
            at += 1
    f.truth.lists["date_gaps"] += [
        {"from": first, "to": last, "months": months, "where": "Case notes"} for first, last, months in GAPS
    ]


def _office(_: list[sheets.Sheet], __: Path) -> None:
    raise AssertionError("written through LibreOffice")


def _copies(f: Folder) -> None:
    first, again = "Police/Strategy discussion 16 April 2014.pdf", "Scans/Scan0031.pdf"
    shutil.copyfile(f.root / first, f.place(again, "Scan", "2014-04-16", ""))
    f.truth.seen += [(again, page, passage, ocr) for path, page, passage, ocr in list(f.truth.seen) if path == first]
    f.truth.document(again, pages=f.truth.pages[first], native=True)
    f.truth.lists["duplicates"].append([first, again])
    f.truth.lists["mentioned_not_held"] += [
        dict(each, path=again) for each in f.truth.lists["mentioned_not_held"] if each["path"] == first
    ]
    f.truth.lists["mentioned_not_held"].append(
        {
            "phrase": "The letter from the women's aid worker of 3 October 2015",
            "path": "Conferences/Review conference 15 December 2015.odt",
            "page": 1,
        }
    ) if f.large else None


def _missing(f: Folder) -> None:
    for at, row in enumerate(MISSING):
        number = f"WX-{9000 + 7 * at:05d}"
        f.rows.append([number, *row])
        f.truth.lists["missing_from_folder"].append(number)
        f.truth.lists["missing_detail"].append([number, *row])


def _check(f: Folder) -> None:
    """Every native PDF has the pages the truth tells; passages told to remain hold nothing protected by their making."""
    for path, pages in f.truth.pages.items():
        if path.endswith(".pdf") and "::" not in path:
            held = len(pypdfium2.PdfDocument(f.root / path))
            assert held == pages, (path, held, pages)


def _table(path: Path, head: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)
