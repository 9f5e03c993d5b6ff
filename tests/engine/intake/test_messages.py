"""Mail in all its forms: headers, quotes, hidden parts, attachments and mailboxes."""

from email.message import EmailMessage
from pathlib import Path

from tests.engine.intake import compound, making


def test_a_message_with_bcc_quotes_pictures_and_attachments(tmp_path: Path) -> None:
    mail = making.message(
        "Visit",
        "Thanks.\n> On 3 Feb, Barnaby wrote:\n> come soon\n",
        Bcc="quiet@council.example",
        X_Originating_Person="Wendell",
    )
    mail.add_alternative(
        '<p>Thanks.</p><p style="display:none">draft by Odette</p><p>Only here: 12</p>', subtype="html"
    )
    mail.add_attachment(making.picture("PNG"), maintype="image", subtype="png", disposition="inline")
    mail.add_attachment(b"Attached words", maintype="text", subtype="plain", filename="notes.txt")
    mail.add_attachment(making.message("Earlier", "Inner words"), filename="earlier.eml")
    taken = making.take(tmp_path, {"a.eml": mail.as_bytes()})
    own, hidden = taken.own("a.eml"), taken.hidden("a.eml")
    for text in ("Odette Vane <odette@council.example>", "quiet@council.example", "> come soon", "Only here: 12"):
        assert text in own
    assert "[Picture in the message" in own
    assert "draft by Odette" in hidden
    assert "Wendell" in hidden
    assert taken.own("a.eml::notes.txt") == "Attached words"
    assert "Inner words" in taken.own("a.eml::earlier.eml")
    record = taken.record("a.eml")
    assert (record.title, record.date) == ("Visit", "2019-02-05")
    assert dict(record.meta)["bcc"] == "quiet@council.example"
    assert dict(record.meta)["sent"].startswith("2019-02-05T09:30:00")


def test_headers_that_were_never_encoded_are_not_lost(tmp_path: Path) -> None:
    data = "From: a@b.example\nTo: c@d.example\nSubject: Caf\xe9 visit\nMessage-ID: <1@x>\n\nB\xe9b\xe9\n"
    taken = making.take(tmp_path, {"a.eml": data.encode("latin-1")})
    assert "Café visit" in taken.own("a.eml")
    assert "Bébé" in taken.own("a.eml")


def test_a_mailbox(tmp_path: Path) -> None:
    data = b"".join(
        b"From a@b.example Mon Feb  4 10:00:00 2019\n" + making.message(f"No {number}", body).as_bytes() + b"\n"
        for number, body in ((1, "First\n>From here\n"), (2, "Second\n"))
    )
    taken = making.take(tmp_path, {"a.mbox": data})
    assert taken.record("a.mbox").pages == ()
    assert "From here" in taken.own("a.mbox::message 1")
    assert "No 2" in taken.own("a.mbox::message 2")


def test_an_outlook_message(tmp_path: Path) -> None:
    def recipient(name: str, address: str, kind: int) -> compound.Tree:
        table = compound.properties(8, {(0x0C15, 3): kind})
        return {"__properties_version1.0": table, **compound.text(0x3001, name), **compound.text(0x39FE, address)}

    sent = 131_938_038_000_000_000  # 2019-02-05 in 100-nanosecond steps since 1601
    inner = {"__properties_version1.0": bytes(24), **compound.text(0x0037, "Inside"), **compound.text(0x1000, "Deep")}
    tree = {
        "__properties_version1.0": compound.properties(32, {(0x0039, 0x40): sent}),
        **compound.text(0x0037, "Visit to Priory Lane"),
        **compound.text(0x1000, "Seen at home."),
        **compound.text(0x0C1A, "Odette Vane"),
        **compound.text(0x5D01, "odette@council.example"),
        "__recip_version1.0_#00000000": recipient("Barnaby", "barnaby@home.example", 1),
        "__recip_version1.0_#00000001": recipient("Quiet One", "quiet@council.example", 3),
        "__attach_version1.0_#00000000": {
            "__properties_version1.0": bytes(8),
            **compound.text(0x3707, "letter.pdf"),
            "__substg1.0_37010102": making.pdf("Letter text").ljust(4096, b"\n"),
        },
        "__attach_version1.0_#00000001": {
            "__properties_version1.0": bytes(8),
            **compound.text(0x3001, "Earlier"),
            "__substg1.0_3701000D": inner,
        },
    }
    taken = making.take(tmp_path, {"a.msg": compound.compound(tree)})
    own = taken.own("a.msg")
    for text in (
        "Visit to Priory Lane",
        "Seen at home.",
        "Odette Vane <odette@council.example>",
        "quiet@council.example",
    ):
        assert text in own
    assert taken.record("a.msg").date == "2019-02-05"
    assert taken.own("a.msg::letter.pdf") == "Letter text"
    assert "Deep" in taken.own("a.msg::Earlier.eml")


def test_a_message_that_is_only_headers(tmp_path: Path) -> None:
    empty = EmailMessage()
    empty["From"], empty["To"], empty["Subject"], empty["Date"] = "a@b.example", "c@d.example", "x", "nonsense"
    taken = making.take(tmp_path, {"a.eml": empty.as_bytes()})
    assert "a@b.example" in taken.own("a.eml")
    assert taken.record("a.eml").date == ""


def test_pages_of_a_message_without_plain_text(tmp_path: Path) -> None:
    mail = making.message("Visit", "")
    mail.set_content("<p>Seen <b>at home</b>.</p><blockquote>earlier words</blockquote>", subtype="html")
    taken = making.take(tmp_path, {"a.eml": mail.as_bytes()})
    assert "Seen at home. earlier words" in taken.own("a.eml")
