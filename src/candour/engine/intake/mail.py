"""E-mail (.eml): headers, body and quoted text on the message's own pages, attachments as files, the rest as notes.

Bcc is shown. Remote content is never fetched. Words that stand only in the HTML form of the body are shown as well.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from datetime import UTC
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from candour.engine.errors import Unreadable
from candour.engine.intake import decoding, pictures, web
from candour.engine.intake.shown import Job, Member, Shown
from candour.engine.typeset import Block, Heading, Paragraph, Picture, Preformatted, Table, write_pdf

SHOWN_HEADERS = ("From", "Sender", "To", "Cc", "Bcc", "Reply-To", "Date", "Subject", "Importance", "Sensitivity")
QUIET_HEADERS = frozenset(
    "mime-version content-type content-transfer-encoding content-disposition content-id content-language message-id"
    " in-reply-to references thread-index dkim-signature domainkey-signature arc-seal arc-message-signature".split()
)
"""What programs write for themselves."""
PICTURES = frozenset(("image/png", "image/jpeg", "image/gif", "image/bmp", "image/tiff", "image/webp"))
SIZE = 20 << 20
"""Bytes of an inline picture that is shown on the page; larger ones are attachments."""


def read(job: Job) -> Shown:
    """The message. Unreadable: it has neither headers nor body."""
    return show_message(opened(job.path), job)


def opened(path: Path) -> EmailMessage:
    """The message in a file. Unreadable: it has neither headers nor body."""
    data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, EmailMessage) or (not message.keys() and not data.strip()):
        raise Unreadable("it is damaged: a message without content")
    return message


def show_message(message: EmailMessage, job: Job) -> Shown:
    """A message: pages, notes and attachments."""
    shown = Shown(own=job.new(".pdf"))
    _headers(message, shown)
    blocks: list[Block] = [Heading(shown.title or "Message without subject", 1), _table(message)]
    blocks += _body(message, shown, job)
    _attachments(message, shown, job)
    if shown.members:
        blocks.append(Heading("Attachments", 3))
        blocks += [Paragraph(member.name) for member in shown.members]
    assert shown.own is not None
    write_pdf(blocks, out=shown.own)
    return shown


def header(message: EmailMessage, name: str) -> str:
    """All headers of that name, decoded; one that cannot be parsed, or was never encoded, as its bytes read."""
    values = []
    for key, raw in list(message.raw_items()):
        if key.lower() != name.lower():
            continue
        text = str(raw)
        if any("\udc80" <= char <= "\udcff" for char in text):
            values.append(decoding.decoded(text.encode("utf-8", "surrogateescape")))
            continue
        try:
            values.append(str(message.policy.header_fetch_parse(key, raw)))
        except (ValueError, IndexError, AttributeError, TypeError, KeyError):  # the parser fails on some broken headers
            values.append(text)
    return "; ".join(" ".join(value.split()) for value in values if value.strip())


def _headers(message: EmailMessage, shown: Shown) -> None:
    shown.title, shown.author = header(message, "Subject"), header(message, "From")
    sent = iso(header(message, "Date"))
    shown.date = sent[:10]
    for name in ("From", "To", "Cc", "Bcc", "Subject"):
        shown.meta.append((name.lower(), header(message, name)))
    shown.meta.append(("sent", sent))
    for name in dict.fromkeys(message.keys()):
        if name.title() not in SHOWN_HEADERS and name.lower() not in QUIET_HEADERS:
            shown.note("Other headers of the message", name, header(message, name))


def _table(message: EmailMessage) -> Table:
    rows = [[name, text] for name in SHOWN_HEADERS if (text := header(message, name))]
    return Table(rows or [["From", "not stated"]], header=False, widths=[1, 6])


def iso(date: str) -> str:
    """``Date`` as an ISO date and time with its own offset; empty where it is none."""
    try:
        when = parsedate_to_datetime(date)
    except (ValueError, TypeError, IndexError):
        return ""
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).isoformat()


def words(message: EmailMessage) -> str:
    """The text of a message: its plain form, or where it has none what its HTML form shows."""
    plain = [text_of(part) for part in _texts(message, "text/plain")]
    if not any(text.strip() for text in plain):
        plain = ["\n".join(web.lines(web.parsed(text_of(part)))) for part in _texts(message, "text/html")]
    return "\n".join(plain).replace("\0", "").strip()


def _body(message: EmailMessage, shown: Shown, job: Job) -> Iterator[Block]:
    plain = [text_of(part) for part in _texts(message, "text/plain")]
    pages = [text_of(part) for part in _texts(message, "text/html")]
    if any(text.strip() for text in plain):
        yield from (Preformatted(text) if _laid_out(text) else Paragraph(text) for text in plain)
    for source in pages:
        page = web.parsed(source)
        web.notes(page, shown)
        lines = web.lines(page)
        if not any(text.strip() for text in plain):
            yield from web.blocks(page)
        elif fresh := _fresh(lines, "\n".join(plain)):
            yield Heading("Only in the HTML form of this message", 3)
            yield from (Paragraph(line) for line in fresh)
    for part in message.walk():
        if _inline(part) and (data := _payload(part)) and web.opens(data):
            yield Paragraph(f"[Picture in the message: {part.get_filename() or 'without name'}]")
            yield Picture(data)
            pictures.texts_of(data, shown)


def _fresh(lines: list[str], plain: str) -> list[str]:
    """Lines with a word that the plain form does not have."""
    known = set(re.findall(r"\w+", plain.casefold()))
    return [line for line in lines if set(re.findall(r"\w+", line.casefold())) - known]


def _laid_out(text: str) -> bool:
    """Columns made with spaces need a fixed pitch."""
    return bool(re.search(r"\S {3,}\S", text))


def _texts(message: EmailMessage, kind: str) -> Iterator[EmailMessage]:
    for part in _own_parts(message):
        if (
            part.get_content_type() == kind
            and part.get_content_disposition() != "attachment"
            and not part.get_filename()
        ):
            yield part


def _own_parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts but those of messages attached to it."""
    if message.get_content_type() == "message/rfc822":
        return
    if message.is_multipart():
        for part in message.iter_parts():
            if isinstance(part, EmailMessage):
                yield from _own_parts(part)
    else:
        yield message


def text_of(part: EmailMessage) -> str:
    """The decoded text of a part; what its declared encoding cannot decode is decoded by its content."""
    return decoding.decoded(_payload(part), encoding=part.get_content_charset() or "").replace("\r\n", "\n")


def _payload(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _inline(part: object) -> bool:
    """A picture shown within the message: referred to, not offered as an attachment."""
    if not isinstance(part, EmailMessage) or part.get_content_type() not in PICTURES:
        return False
    return part.get_content_disposition() != "attachment" and len(_payload(part)) <= SIZE


def _attachments(message: EmailMessage, shown: Shown, job: Job) -> None:
    for name, data in attached(message):
        file = job.new()
        file.write_bytes(data)
        shown.members.append(Member(name, file))


def attached(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """Name and content of each attachment, without what is shown within the message."""
    bodies = {id(part) for kind in ("text/plain", "text/html") for part in _texts(message, kind)}
    number = 0
    for part in _leaves(message):
        if id(part) in bodies or (_inline(part) and web.opens(_payload(part))):
            continue
        data = _attached_bytes(part)
        if data or part.get_filename():
            number += 1
            name = part.get_filename() or f"{part.get_content_type().replace('/', ' ')} {number}"
            yield " ".join(name.replace("\0", "").split()), data


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """Parts without parts; an attached message is one."""
    for part in message.iter_parts() if message.is_multipart() else [message]:
        if not isinstance(part, EmailMessage):
            continue
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            yield from _leaves(part)
        else:
            yield part


def _attached_bytes(part: EmailMessage) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        return inner[0].as_bytes() if isinstance(inner, list) and isinstance(inner[0], EmailMessage) else b""
    return _payload(part)
