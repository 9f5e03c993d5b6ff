"""E-mails as files, as staff add them."""

from __future__ import annotations

from email.message import EmailMessage

from django.core.files.uploadedfile import SimpleUploadedFile


def eml(
    *,
    sent: str = "Mon, 02 Mar 2026 09:30:00 +0000",
    text: str = "Please send me my file.",
    html: str = "",
    **fields: str,
) -> bytes:
    message = EmailMessage()
    given = {"From": "Ada Marsh <ada@example.org>", "To": "records@council.example", "Subject": "My records", **fields}
    for name, value in {**given, "Date": sent}.items():
        message[name] = value
    if html:
        message.set_content(html, subtype="html")
    else:
        message.set_content(text)
    message.add_attachment(b"%PDF-1.4 passport", maintype="application", subtype="pdf", filename="passport.pdf")
    return message.as_bytes()


def file(data: bytes, name: str = "mail.eml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)
