"""Spreadsheets (.xlsx, and others by way of it): every cell on table pages, nothing clipped; what is hidden as notes.

Values are those the file keeps: formulas are not computed. Charts are not drawn; their texts are notes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from candour.engine.errors import Unreadable
from candour.engine.intake import cells, odf, web
from candour.engine.intake.kinds import kind_of
from candour.engine.intake.package import (
    Package,
    attribute,
    custom_data,
    embedded,
    links,
    local,
    named,
    properties,
)
from candour.engine.intake.shown import Job, Shown
from candour.engine.intake.tables import table_blocks
from candour.engine.intake.trivial import is_trivial
from candour.engine.typeset import Block, Heading, Paragraph, Picture, write_pdf

MOST_CELLS = 3_000_000
Rows = dict[int, dict[int, Any]]


def read(job: Job) -> Shown:
    """A workbook. Unreadable: damaged, or more cells than can be shown."""
    package = Package(job.path, job=job)
    shown = Shown(own=job.new(".pdf"))
    properties(package, shown)
    book = _opened(package, values=True)
    formulas = _opened(package, values=False)
    blocks: list[Block] = []
    left = MOST_CELLS
    for sheet in book.worksheets:
        rows: Rows = dict(_rows(sheet))
        left -= sum(map(len, rows.values()))
        if left < 0:
            raise Unreadable(f"it has more than {MOST_CELLS:,} cells")
        blocks += _sheet(sheet, rows, shown)
        _formulas(formulas[sheet.title], rows, shown)
    for sheet in formulas.worksheets:
        _beside(sheet, shown)
    _package(package, book, shown, job=job)
    assert shown.own is not None
    write_pdf(blocks or [Paragraph("This workbook has no visible sheet.")], out=shown.own)
    return shown


def read_converted(job: Job) -> Shown:
    """An old Excel, binary Excel or OpenDocument spreadsheet, converted to a workbook first."""
    kind = kind_of(job.path)
    inner = job.within(job.convert(job.path, form="xlsx", suffix=kind.suffix))
    shown = read(inner)
    odf.old_properties(job.path, shown)
    if kind.name == "ods":
        properties(Package(job.path, job=job), shown)
    return shown


def _opened(package: Package, *, values: bool) -> Any:  # openpyxl's classes are only partly typed
    """The workbook, without parts that openpyxl is known to fail on."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name in package.names:
            target.writestr(name, package.read(name))
    try:
        return openpyxl.load_workbook(buffer, data_only=values, keep_links=False)
    except Exception:  # openpyxl raises what its descriptors and XML code raise on a damaged file
        raise Unreadable(
            "it is damaged, or made by a program that keeps to no standard: save it anew as .xlsx"
        ) from None


def _rows(sheet: Any) -> Iterator[tuple[int, dict[int, Any]]]:
    """The cells that hold something, by row and column, without walking over the empty ones."""
    by_row: Rows = {}
    for (row, column), cell in sheet._cells.items():
        if cell.value is not None and str(cell.value) != "":
            by_row.setdefault(row, {})[column] = cell
    for row in sorted(by_row):
        yield row, dict(sorted(by_row[row].items()))


def _hidden_columns(sheet: Any, used: set[int]) -> set[int]:
    found = set()
    for name, dimension in sheet.column_dimensions.items():
        first = dimension.min or openpyxl.utils.column_index_from_string(name)
        last = dimension.max or first
        if dimension.hidden or dimension.width == 0:
            found |= {column for column in used if first <= column <= last}
    return found


def _hidden_rows(sheet: Any, used: set[int]) -> set[int]:
    plain = sheet.sheet_format.zeroHeight
    return {
        row
        for row in used
        if (sheet.row_dimensions[row].hidden if row in sheet.row_dimensions else plain)
        or (row in sheet.row_dimensions and sheet.row_dimensions[row].height == 0)
    }


def _sheet(sheet: Any, rows: Rows, shown: Shown) -> list[Block]:
    columns = sorted({column for row in rows.values() for column in row})
    names = [get_column_letter(column) for column in columns]
    if sheet.sheet_state != "visible":
        for number, row in rows.items():
            shown.note("Hidden sheets", f"{sheet.title}, row {number}", _line(row))
        if not rows:
            shown.note("Hidden sheets", "", sheet.title)
        return []
    out_rows, out_columns = _hidden_rows(sheet, set(rows)), _hidden_columns(sheet, set(columns))
    for number in sorted(out_rows):
        shown.note("Hidden rows", f"{sheet.title}, row {number}", _line(rows[number]))
    for column in sorted(out_columns):
        said = [_text(row[column]) for row in rows.values() if column in row]
        shown.note("Hidden columns", f"{sheet.title}, column {get_column_letter(column)}", " | ".join(said))
    kept = [column for column in columns if column not in out_columns]
    names = [get_column_letter(column) for column in kept]
    table = [
        [_text(row[column]) if column in row else "" for column in kept]
        for number, row in rows.items()
        if number not in out_rows
    ]
    _unseen(sheet, rows, shown)
    blocks: list[Block] = [Heading(sheet.title, 2)]
    header = [
        str(part.text) for part in (sheet.oddHeader.left, sheet.oddHeader.center, sheet.oddHeader.right) if part.text
    ]
    footer = [
        str(part.text) for part in (sheet.oddFooter.left, sheet.oddFooter.center, sheet.oddFooter.right) if part.text
    ]
    for text in header + footer:
        shown.note("Page headers and footers", sheet.title, text)
    return blocks + table_blocks(table, names=names) + list(_pictures(sheet))


def _pictures(sheet: Any) -> Iterator[Block]:
    for image in sheet._images:
        data = image._data()
        yield Picture(data) if web.opens(data) else Paragraph("[A picture that cannot be shown]")


def _text(cell: Any) -> str:
    """As shown; whole where its format would show nothing of it."""
    return cells.shown(cell.value, cell.number_format or "General") or cells.plain(cell.value)


def _line(row: dict[int, Any]) -> str:
    return " | ".join(cells.plain(cell.value) for cell in row.values())


def _unseen(sheet: Any, rows: Rows, shown: Shown) -> None:
    """Values that their format or colour hides, wholly or in part."""
    for row in rows.values():
        for cell in row.values():
            whole, place = cells.plain(cell.value), f"{sheet.title}, {cell.coordinate}"
            if cell.is_date and whole != _text(cell) and not _same_date(whole, _text(cell)):
                shown.note("Full values behind what is shown", place, whole)
            if (cell.number_format or "").replace(" ", "") in (";;;", ";;"):
                shown.note("Cells hidden by their format", place, whole)
            colour = cell.font.color
            pale = colour is not None and colour.type == "rgb" and str(colour.rgb).upper().endswith("FFFFFF")
            if pale and cell.fill.fill_type is None:
                shown.note("Text in the colour of the paper", place, whole)


def _same_date(whole: str, text: str) -> bool:
    """The year and the day can be read in what is shown."""
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)", whole)
    if not match:
        return True
    numbers = {int(part) for part in re.findall(r"\d+", text)}
    return int(match[3]) in numbers and bool({int(match[1]), int(match[1]) % 100} & numbers)


def _formulas(sheet: Any, rows: Rows, shown: Shown) -> None:
    """Formulas with words or outside links in them, and those whose result the file does not keep."""
    for (row, column), cell in sheet._cells.items():
        if cell.data_type == "f":
            text = str(getattr(cell.value, "text", cell.value))
            kept = column in rows.get(row, {})
            if not kept or re.search(r'"[^"]*[A-Za-z]{2}|\[|https?:|mailto:', text):
                shown.note("Formulas", f"{sheet.title}, {cell.coordinate}", text.lstrip("="))


def _beside(sheet: Any, shown: Shown) -> None:
    """Comments, links, and the texts of input rules."""
    for cell in sheet._cells.values():
        place = f"{sheet.title}, {cell.coordinate}"
        if cell.comment is not None:
            by = f" (by {cell.comment.author})" if cell.comment.author and cell.comment.author != "None" else ""
            shown.note("Comments on cells", place, f"{cell.comment.text}{by}")
        if cell.hyperlink is not None:
            for text in (cell.hyperlink.target, cell.hyperlink.tooltip):
                shown.note("Links", place, text or "")
    for rule in getattr(sheet.data_validations, "dataValidation", ()):
        for text in (rule.prompt, rule.promptTitle, rule.error, rule.formula1):
            if text and re.search(r"[A-Za-z]{2}", text) and not re.fullmatch(r"[\w$!:.']+", text):
                shown.note("Rules for input", sheet.title, text)


def _package(package: Package, book: Any, shown: Shown, *, job: Job) -> None:
    """Texts in parts that hold no cells: drawings, charts, discussions, cached tables, left-over strings."""
    for name, value in book.defined_names.items():
        if value.comment or not re.fullmatch(r"[\w$!:.', ]+", str(value.value or "")):
            shown.note("Names defined in the workbook", name, f"{value.value} {value.comment or ''}")
    people = {
        attribute(person, "id"): attribute(person, "displayName")
        for part in package.matching(r"xl/persons/.+\.xml")
        for person in named(package.xml(part), "person")
    }
    for part in package.matching(r"xl/threadedComments/.+\.xml"):
        for comment in named(package.xml(part), "threadedComment"):
            by = people.get(attribute(comment, "personId"), "")
            said = " ".join(text.text or "" for text in named(comment, "text"))
            shown.note("Comments on cells", attribute(comment, "ref"), f"{said}{f' (by {by})' if by else ''}")
    for part in package.matching(r"xl/(drawings|charts|diagrams)/[^/]+\.(xml|vml)"):
        for paragraph in named(package.xml(part), "p", "rich"):
            shown.note("Text boxes and charts", "", "".join(text.text or "" for text in named(paragraph, "t")))
        for drawing in named(package.xml(part), "cNvPr"):
            shown.note("Descriptions of pictures", "", attribute(drawing, "descr"))
        for value in named(package.xml(part), "v"):
            shown.note("Text boxes and charts", "values", "" if is_trivial(value.text or "") else value.text or "")
    for part in package.matching(r"xl/(pivotCache|externalLinks)/[^/]+\.xml"):
        tree = package.xml(part)
        for value in tree.iter() if tree is not None else ():
            if local(value) in ("s", "d", "v", "sheetName"):
                text = attribute(value, "v") or attribute(value, "val") or value.text or ""
                shown.note("Data kept from elsewhere", "", "" if is_trivial(text) and len(text) < 8 else text)
    _left_over(package, book, shown)
    links(package, shown)
    custom_data(package, shown)
    embedded(package, shown, pattern=r"xl/embeddings/.+", job=job)


def _left_over(package: Package, book: Any, shown: Shown) -> None:
    """Strings in the shared table that no cell uses any more."""
    used = {str(cell.value) for sheet in book.worksheets for cell in sheet._cells.values() if cell.value is not None}
    for entry in named(package.xml("xl/sharedStrings.xml"), "si"):
        text = "".join(part.text or "" for part in named(entry, "t"))
        if text.strip() and text not in used and text.replace("_x000D_", "\r") not in used:
            shown.note("Left-over texts that no cell uses", "", text)
