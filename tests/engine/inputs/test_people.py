"""people.csv: what is read, and messages that say file and line and never a person's data."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.engine.errors import BadInput
from candour.engine.inputs import read_people

HEADER = "id,name,role,aliases,date_of_birth,address,phone,email,identifiers,never_disclose,notes"
ROW = 'P1,Nia Prosser,subject,Nee|NP,2009-04-30,"3 Low Row, Fell End FE1 2AB",07700 900001|01632 960001,,NHS 999 000 1111,,'
SECRET = "Wilhelmina"


def people_file(folder: Path, *rows: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
    path = folder / "people.csv"
    path.write_bytes("\r\n".join([header, *rows, ""]).encode(encoding))
    return path


def test_everything_of_a_row_is_read(tmp_path: Path) -> None:
    (person,) = read_people(people_file(tmp_path, ROW))
    assert (person.id, person.name, person.role, person.aliases) == ("P1", "Nia Prosser", "subject", ("Nee", "NP"))
    assert person.phones == ("07700 900001", "01632 960001")
    assert person.address == "3 Low Row, Fell End FE1 2AB"
    assert (person.identifiers, person.never_disclose) == (("NHS 999 000 1111",), frozenset())


def test_a_byte_order_mark_and_accents_are_fine(tmp_path: Path) -> None:
    (person,) = read_people(
        people_file(tmp_path, "P1,Zoë Ó Briain,mother,,,,,,,ADDRESS | phone,", encoding="utf-8-sig")
    )
    assert person.name == "Zoë Ó Briain"
    assert person.never_disclose == {"address", "phone"}


def test_columns_may_stand_in_another_order_and_empty_lines_are_skipped(tmp_path: Path) -> None:
    header = "name,id," + HEADER.split(",", 2)[2]
    people = read_people(people_file(tmp_path, "Nia,P1,subject,,,,,,,,", "", ",,,,,,,,,,", header=header))
    assert [(person.id, person.name) for person in people] == [("P1", "Nia")]


def test_british_dates_are_read(tmp_path: Path) -> None:
    (person,) = read_people(people_file(tmp_path, "P1,Nia,subject,,30/4/2009,,,,,,"))
    assert person.date_of_birth == "2009-04-30"


@pytest.mark.parametrize(
    ("row", "line", "word"),
    [
        (f"P1,{SECRET},subject,,,,,,,,", 3, "id stands on an earlier line"),
        (f",{SECRET},mother,,,,,,,,", 3, "id is empty"),
        ("P2,,mother,,,,,,,,", 3, "name is empty"),
        (f"P2,{SECRET},mum,,,,,,,,", 3, "role is not known"),
        (f"P2,{SECRET},mother,,,,,,,adress,", 3, "never_disclose"),
        (f"P2,{SECRET},mother,,31/02/1980,,,,,,", 3, "date_of_birth"),
        (f"P2,{SECRET},mother", 3, "3 values and 11 columns"),
        (f"P2,{SECRET},mother,,,1 Low Row, Fell End,,,,,", 3, "12 values"),
        (f'P2,"{SECRET},mother,,,,,,,,', 3, "quotes do not match"),
    ],
)
def test_a_fault_is_named_by_line_and_never_quotes(tmp_path: Path, row: str, line: int, word: str) -> None:
    with pytest.raises(BadInput, match=word) as caught:
        read_people(people_file(tmp_path, "P1,Nia,subject,,,,,,,,", row))
    assert f"people.csv, line {line}:" in str(caught.value)
    assert SECRET not in str(caught.value)
    assert caught.value.do


def test_lines_are_counted_through_quoted_line_ends(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="line 4"):
        read_people(people_file(tmp_path, 'P1,Nia,subject,,,"3 Low Row\nFell End",,,,,', "P2,,mother,,,,,,,,"))


@pytest.mark.parametrize(
    ("header", "word"),
    [
        ("P1,Nia,subject,,,,,,,,", "no header"),
        (HEADER.replace(",notes", ""), "lacks notes"),
        (HEADER + ",colour", "not known"),
        (HEADER.replace("aliases", "alias"), "lacks aliases"),
    ],
)
def test_another_header_is_refused(tmp_path: Path, header: str, word: str) -> None:
    with pytest.raises(BadInput, match=word):
        read_people(people_file(tmp_path, ROW, header=header))


def test_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="line 2: this is not UTF-8"):
        read_people(people_file(tmp_path, "P1,Zoë,subject,,,,,,,,", encoding="cp1252"))


def test_an_empty_or_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="nobody"):
        read_people(people_file(tmp_path))
    with pytest.raises(BadInput, match="cannot be read"):
        read_people(tmp_path / "absent.csv")
    (tmp_path / "empty.csv").touch()
    with pytest.raises(BadInput, match="no header"):
        read_people(tmp_path / "empty.csv")


@given(data=st.binary(max_size=300))
def test_any_bytes_give_people_or_one_clear_error(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(HEADER.encode() + b"\n" + data)
    with contextlib.suppress(BadInput):
        assert read_people(path)
