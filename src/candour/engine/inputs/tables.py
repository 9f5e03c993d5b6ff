"""Reads a CSV file with a fixed header, keeping line numbers for messages. It refuses other columns and other encodings."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from candour.engine.errors import BadInput

Row = tuple[int, Mapping[str, str]]
_LARGEST_FIELD = 10_000_000


def read_text(path: Path) -> str:
    """The whole file as text. UTF-8 with or without byte order mark; BadInput otherwise."""
    try:
        data = path.read_bytes()
    except OSError:
        raise BadInput(
            f"{path.name} cannot be read.", means="Nothing was done.", do="Check that the file exists and may be read."
        ) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadInput(
            f"{path.name}, line {line}: this is not UTF-8.",
            means="Names with accents would be read wrongly, and then not be found in the records.",
            do="Save the file as UTF-8 (in Excel: “CSV UTF-8”).",
        ) from None


def fault(path: Path, line: int, what: str, do: str) -> BadInput:
    return BadInput(f"{path.name}, line {line}: {what}.", means="Nothing was done.", do=do)


def read_rows(*, path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """(line, values by column) of each row that is not empty, values stripped of outer white space."""
    text = read_text(path)
    if "\0" in text:
        raise fault(path, text[: text.index("\0")].count("\n") + 1, "there is a NUL character", "Save it as CSV again.")
    csv.field_size_limit(_LARGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        names = _header(path, next(reader, None), columns)
        start = reader.line_num + 1
        for values in reader:
            if any(value.strip() for value in values):
                yield start, _row(path, start, values, names)
            start = reader.line_num + 1
    except csv.Error:
        raise fault(path, reader.line_num, "the quotes do not match", "Close every quote that is opened.") from None


def _header(path: Path, header: list[str] | None, columns: Sequence[str]) -> list[str]:
    """The columns in the order of the file, which is free."""
    expected = ",".join(columns)
    names = [name.strip() for name in header or []]
    if not names or not set(names) & set(columns):
        raise fault(path, 1, "there is no header", f"Put this on the first line: {expected}")
    if missing := [name for name in columns if name not in names]:
        raise fault(path, 1, "the header lacks " + ", ".join(missing), f"It has to be: {expected}")
    if len(names) != len(columns):
        raise fault(path, 1, "the header has a column that is not known, or one twice", f"It has to be: {expected}")
    return names


def _row(path: Path, line: int, values: list[str], columns: Sequence[str]) -> Mapping[str, str]:
    if len(values) != len(columns):
        what = f"there are {len(values)} values and {len(columns)} columns"
        raise fault(path, line, what, "Put values that hold a comma in quotes, and leave no value out.")
    return dict(zip(columns, (value.strip() for value in values), strict=True))
