"""Whatever the bytes are, a text comes out and none of them is lost."""

from hypothesis import given
from hypothesis import strategies as st
from tests.engine.intake import making

from candour.engine.intake import cells, decoding
from candour.engine.intake.mail import header
from candour.engine.intake.pdf_pictures import without_texts
from candour.engine.intake.trivial import is_trivial


@given(st.binary(max_size=400))
def test_decoding_never_fails(data: bytes) -> None:
    text = decoding.decoded(data)
    assert bool(text) or not data.strip(b"\xff\xfe\xef\xbb\xbf\0")


@given(st.text(min_size=1, max_size=200))
def test_utf8_comes_back(text: str) -> None:
    clean = text.encode("utf-8", "ignore").decode().lstrip("\ufeff")
    if clean and not decoding.has_mark(clean.encode()) and not decoding._wide(clean.encode()):
        assert decoding.decoded(clean.encode()) == clean


@given(st.binary(max_size=300))
def test_leaving_out_segments_never_fails(data: bytes) -> None:
    assert len(without_texts(b"\xff\xd8" + data)) <= len(data) + 2


@given(st.text(alphabet="abc é\n:;<>@,\"'()", max_size=60))
def test_any_header_can_be_shown(value: str) -> None:
    message = making.message("x", "y")
    message._headers.append(("Cc", value))  # type: ignore[attr-defined]  # as a parser leaves it
    assert isinstance(header(message, "Cc"), str)


def test_numbers_that_identify_are_never_trivial() -> None:
    for text in ("07700 900123", "999 123 4567", "Odette Vane", "QQ123456C", "Concerning the move"):
        assert not is_trivial(text)
    for text in (
        "",
        "2019-02-03T10:00:00Z",
        "1.4",
        "Microsoft Office Word",
        "uuid:12345678-1234-1234-1234-123456789012",
    ):
        assert is_trivial(text)


def test_numbers_as_a_spreadsheet_shows_them() -> None:
    import datetime

    day = datetime.datetime(2004, 8, 19, 9, 5)
    shown = [
        cells.shown(7700900123, "00000 000000"), cells.shown(1234.5, "£#,##0.00"), cells.shown(0.125, "0%"),
        cells.shown(3.0, "General"), cells.shown(day, "dd/mm/yyyy"), cells.shown(day, "d mmmm yy h:mm"),
        cells.shown(True, "General"), cells.shown(-5, "0;(0)"), cells.shown("007", "@"),
    ]  # fmt: skip
    assert shown[:6] == ["07700 900123", "£1,234.50", "12%", "3", "19/08/2004", "19 August 04 9:05"]
    assert shown[6] == "TRUE"
    assert "5" in shown[7]
    assert shown[8] == "007"
