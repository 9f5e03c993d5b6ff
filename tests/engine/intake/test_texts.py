"""Texts in all their encodings, tables, calendars and web pages: no byte is lost, what is hidden stands apart."""

from pathlib import Path

from tests.engine.intake import making

TEXTS = {
    "utf-8": "Zażółć – “fine”",
    "utf-8-sig": "Zażółć",
    "utf-16": "Zażółć gęślą",
    "utf-16-le": "A plain text in UTF-16",
    "cp1252": "Café – “naïve” £5",
    "latin-1": "Señor Muñoz ¿qué?",
}


def test_texts_in_usual_encodings(tmp_path: Path) -> None:
    taken = making.take(tmp_path, {f"{name}.txt": text.encode(name) for name, text in TEXTS.items()})
    for name, text in TEXTS.items():
        assert taken.own(f"{name}.txt") == text


def test_no_byte_of_a_text_is_lost(tmp_path: Path) -> None:
    taken = making.take(tmp_path, {"a.txt": b"Caf\xe9 \x81 end\x07", "b.txt": b"\xef\xbb\xbfok \xff end"})
    assert taken.own("a.txt") == "Café \\x81 end\\x07"
    assert taken.own("b.txt") == "ok \\xff end"


def test_tables_in_text_form_keep_every_cell(tmp_path: Path) -> None:
    wide = ";".join(f"c{number}" for number in range(20)) + "\n"
    data = {"a.csv": b'Child,Note\r\nBarnaby,"said ""no"", twice"\r\n', "wide.csv": (wide * 3).encode()}
    taken = making.take(tmp_path, data)
    assert taken.own("a.csv") == 'Child Note Barnaby said "no", twice'
    assert taken.own("wide.csv").count("c19") == 3
    assert taken.record("wide.csv").media_type == "text/csv"


def test_a_calendar(tmp_path: Path) -> None:
    data = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Core\\, group\r\nATTENDEE;CN=Odette:mailto:o@c\r\n .example\r\n"
    taken = making.take(tmp_path, {"a.ics": data + b"END:VEVENT\r\nEND:VCALENDAR\r\n"})
    assert "SUMMARY: Core, group" in taken.own("a.ics")
    assert "mailto:o@c.example" in taken.own("a.ics")
    assert taken.record("a.ics").title == "Core, group"


def test_a_web_page(tmp_path: Path) -> None:
    data = """<!DOCTYPE html><html><head><meta name="author" content="Odette"><style>.x{display:none}</style></head><body>
    <h1>Form</h1><table><tr><th>Name</th><td>Barnaby</td></tr></table><ul><li>one</li></ul><!-- ask Wendell -->
    <p class="x">styled away</p><p hidden>kept back</p><input type="hidden" name="who" value="prefilled">
    <p>Write <a href="mailto:nan@mail.example">here</a></p><img alt="Photo of nan" src="x.png"></body></html>"""
    taken = making.take(tmp_path, {"a.html": data.encode()})
    assert taken.own("a.html").startswith("Form Name Barnaby • one Write here")
    for text in ("ask Wendell", "styled away", "kept back", "prefilled", "mailto:nan@mail.example", "Photo of nan"):
        assert text in taken.hidden("a.html")
    assert "Odette" in taken.hidden("a.html")


def test_letters_that_begin_like_mail_are_letters(tmp_path: Path) -> None:
    memo = "From: Odette\nTo: Barnaby\nDate: 3 February 2019\nSubject: Visit\n\nSeen.\n"
    files = {
        "a.txt": b"From Mrs Quillfeather, 4 May 2016\n\nDear Odette,\nFrom the start he was well.\n",
        "b.txt": memo.encode("utf-16"),
        "c.txt": b"BM is my name.\nMZ too.\n",
        "d.txt": b"Note: seen at home.\nPlan: return.\n",
    }
    taken = making.take(tmp_path, files)
    assert {record.media_type for record in taken.intake.records} == {"text/plain"}
    assert "Subject: Visit Seen." in taken.own("b.txt")
