"""Messages, calendars and archives with what they carry beside their words. It reads nothing."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Mail:
    sender: str
    to: str
    subject: str
    date: str
    text: str
    headers: dict[str, str] = field(default_factory=dict)
    html: str = ""
    inline: bytes = b""
    files: tuple[tuple[str, bytes, str], ...] = ()
    nested: tuple[Mail, ...] = ()


def message(mail: Mail) -> EmailMessage:
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"], made["Subject"], made["Date"] = mail.sender, mail.to, mail.subject, mail.date
    made["Message-ID"] = f"<{len(mail.text)}.{len(mail.subject)}.{mail.date[5:16].replace(' ', '')}@mail.example>"
    for name, value in mail.headers.items():
        made[name] = value
    made.set_content(mail.text)
    if mail.html:
        made.add_alternative(mail.html, subtype="html")
        if mail.inline:
            body = made.get_payload()[1]  # type: ignore[index]
            body.add_related(mail.inline, "image", "png", cid="<pic1>")  # type: ignore[union-attr]
    for name, data, kind in mail.files:
        main, _, sub = kind.partition("/")
        made.add_attachment(data, maintype=main, subtype=sub, filename=name)
    for child in mail.nested:
        made.add_attachment(message(child))
    return made


def eml(mail: Mail, path: Path) -> None:
    path.write_bytes(message(mail).as_bytes())


def mbox(mails: list[Mail], path: Path) -> None:
    parts = (
        b"From -  Mon Sep 12 10:00:00 2016\n" + message(each).as_bytes().replace(b"\r\n", b"\n") + b"\n"
        for each in mails
    )
    path.write_bytes(b"".join(parts))


def ics(path: Path, *, summary: str, description: str, attendee: str, place: str) -> None:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "BEGIN:VEVENT",
        "UID:1@wexmoor.example",
        "DTSTART:20161003T140000Z",
        f"SUMMARY:{summary}",
        f"LOCATION:{place}",
        f"DESCRIPTION:{description}",
        f"ATTENDEE;CN={attendee}",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    path.write_text("\r\n".join(lines), encoding="utf-8", newline="")


def archive(members: dict[str, bytes], *, comment: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(zipfile.ZipInfo(name, (2018, 1, 15, 9, 0, 0)), data)
        made.comment = comment.encode()
    return out.getvalue()
