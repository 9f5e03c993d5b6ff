"""manifest.csv: rows as they stand, and no name that leads out of the case folder."""

from pathlib import Path

import pytest

from candour.engine.errors import BadInput
from candour.engine.inputs import read_manifest

HEADER = "record_id,title,type,date,author,filename"


def rows_of(folder: Path, *rows: str) -> list[tuple[str, str]]:
    path = folder / "manifest.csv"
    path.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    return [(row.record_id, row.filename) for row in read_manifest(path, case=folder)]


def test_rows_keep_their_order_and_a_file_may_be_missing(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, "HR-2,Notes,Case notes,2016-09-01,A,Notes/a.pdf", "HR-1,Plan,Plan,,,", "HR-3,,,,,x\\b.pdf")
    assert rows == [("HR-2", "Notes/a.pdf"), ("HR-1", ""), ("HR-3", "x/b.pdf")]


@pytest.mark.parametrize("name", ["../a.pdf", "/etc/a.pdf", "a/../../b.pdf", "C:\\a.pdf", "\\\\host\\a.pdf", "C:a.pdf"])
def test_a_file_outside_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match="line 2: the filename leads outside"):
        rows_of(tmp_path, f"HR-1,,,,,{name}")


def test_a_doubled_or_empty_record_id_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="line 3: this record_id"):
        rows_of(tmp_path, "HR-1,,,,,a.pdf", "HR-1,,,,,b.pdf")
    with pytest.raises(BadInput, match="line 2: the record_id is empty"):
        rows_of(tmp_path, ",Title,,,,a.pdf")
