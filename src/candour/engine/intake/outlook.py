"""Outlook messages (.msg) as e-mail messages: recipients with Bcc, bodies, attachments, messages within messages.

Property numbers are those of MS-OXPROPS, the layout that of MS-OXMSG. It reads no other Outlook items' special fields
but their subject, body and attachments.
"""

from __future__ import annotations

import email.policy
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_string
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from mimetypes import guess_type
from pathlib import Path

import olefile

from candour.engine.errors import Unreadable
from candour.engine.intake import decoding, mail, rtf_body
from candour.engine.intake.shown import Job, Shown

SUBJECT, BODY, HTML, RTF, HEADERS = 0x0037, 0x1000, 0x1013, 0x1009, 0x007D
SENDER_NAME, SENDER_ADDRESS, SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
FOR_NAME, FOR_ADDRESS = 0x0042, 0x0065
RECIPIENT_NAME, RECIPIENT_ADDRESS, RECIPIENT_SMTP, RECIPIENT_KIND = 0x3001, 0x3003, 0x39FE, 0x0C15
DISPLAYED = {"Bcc": 0x0E02, "Cc": 0x0E03, "To": 0x0E04}
FILE_NAME, SHORT_NAME, MIME, DATA, CONTENT_ID, DISPLAY_NAME = 0x3707, 0x3704, 0x370E, 0x3701, 0x3712, 0x3001
SENT, DELIVERED, MODIFIED = 0x0039, 0x0E06, 0x3008
KINDS = {1: "To", 2: "Cc", 3: "Bcc"}
DEPTH = 6
LONG, TIME = 0x0003, 0x0040
_OWN_FIELDS = frozenset("from to cc bcc subject date content-type content-transfer-encoding mime-version".split())


def read(job: Job) -> Shown:
    """The message. Unreadable: damaged."""
    return mail.show_message(opened(job.path), job)


def opened(path: Path) -> EmailMessage:
    """The message in a file. Unreadable: damaged."""
    try:
        with olefile.OleFileIO(path) as ole:
            return _message(_Storage(ole, ()), top=True, depth=0)
    except Unreadable:
        raise
    except Exception:  # olefile raises what struct, index and its own code raise on a damaged file
        raise Unreadable("it is damaged: an Outlook message that cannot be opened") from None


class _Storage:
    """A storage of the file and the properties in it."""

    def __init__(self, ole: olefile.OleFileIO, path: tuple[str, ...]) -> None:
        self.ole, self.path = ole, path
        self.entries = {
            entry[len(path)]: tuple(entry[: len(path) + 1])
            for entry in ole.listdir(streams=True, storages=True)
            if len(entry) > len(path) and tuple(entry[: len(path)]) == path
        }

    def bytes_of(self, number: int, kind: str = "0102") -> bytes:
        name = f"__substg1.0_{number:04X}{kind}"
        found = next((path for entry, path in self.entries.items() if entry.upper() == name.upper()), None)
        return bytes(self.ole.openstream(list(found)).read()) if found else b""

    def text(self, number: int) -> str:
        wide = self.bytes_of(number, "001F")
        if wide:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        return decoding.decoded(self.bytes_of(number, "001E")).rstrip("\0")

    def fixed(self, number: int, kind: int, *, header: int) -> int | None:
        """A number or time that stands in the table of properties; ``header``: bytes before the table."""
        path = self.entries.get("__properties_version1.0")
        data = bytes(self.ole.openstream(list(path)).read()) if path else b""
        for at in range(header, len(data) - 15, 16):
            if int.from_bytes(data[at : at + 4], "little") == number << 16 | kind:
                return int.from_bytes(data[at + 8 : at + (12 if kind == LONG else 16)], "little")
        return None

    def within(self, prefix: str) -> Iterator[_Storage]:
        for entry in sorted(self.entries):
            if entry.lower().startswith(prefix.lower()):
                yield _Storage(self.ole, self.entries[entry])


def _message(storage: _Storage, *, top: bool, depth: int) -> EmailMessage:
    message = EmailMessage(policy=email.policy.default)
    address = storage.text(SENDER_SMTP) or storage.text(SENDER_ADDRESS)
    _put(message, "From", _person(storage.text(SENDER_NAME), address))
    represented = _person(storage.text(FOR_NAME), storage.text(FOR_ADDRESS))
    if storage.text(FOR_NAME) not in ("", storage.text(SENDER_NAME)):
        _put(message, "Sender", represented)
    _recipients(storage, message)
    _put(message, "Subject", storage.text(SUBJECT))
    for number in (SENT, DELIVERED, MODIFIED):
        ticks = storage.fixed(number, TIME, header=32 if top else 24)
        if ticks:
            _put(message, "Date", format_datetime(_moment(ticks)))
            break
    for key, value in message_from_string(storage.text(HEADERS)).items():
        if key.lower() not in _OWN_FIELDS:
            _put(message, key, str(value))
    _bodies(storage, message)
    for attachment in storage.within("__attach_version1.0_"):
        _attach(attachment, message, depth=depth)
    return message


def _recipients(storage: _Storage, message: EmailMessage) -> None:
    people: dict[str, list[str]] = {}
    for recipient in storage.within("__recip_version1.0_"):
        kind = KINDS.get((recipient.fixed(RECIPIENT_KIND, LONG, header=8) or 1) & 0xF, "To")
        address = recipient.text(RECIPIENT_SMTP) or recipient.text(RECIPIENT_ADDRESS)
        people.setdefault(kind, []).append(_person(recipient.text(RECIPIENT_NAME), address))
    for kind, number in DISPLAYED.items():  # names that were shown although the recipient is no longer kept
        if kind not in people and storage.text(number).strip():
            people[kind] = [storage.text(number)]
    for kind in ("To", "Cc", "Bcc"):
        _put(message, kind, ", ".join(people.get(kind, ())))


def _bodies(storage: _Storage, message: EmailMessage) -> None:
    text = storage.text(BODY)
    source = decoding.decoded(storage.bytes_of(HTML)) if storage.bytes_of(HTML) else storage.text(HTML)
    if text.strip() or not source.strip():
        message.set_content(text)
    if source.strip():
        if text.strip():
            message.add_alternative(source, subtype="html")
        else:
            message.set_content(source, subtype="html")
    packed = storage.bytes_of(RTF)
    if packed and not text.strip() and not source.strip():
        message.add_attachment(rtf_body.unpacked(packed), maintype="application", subtype="rtf", filename="message.rtf")


def _attach(storage: _Storage, message: EmailMessage, *, depth: int) -> None:
    name = storage.text(FILE_NAME) or storage.text(SHORT_NAME) or storage.text(DISPLAY_NAME) or "attachment"
    inner = next(storage.within("__substg1.0_3701000D"), None)
    if inner is not None and "__properties_version1.0" in inner.entries and depth < DEPTH:
        message.add_attachment(_message(inner, top=False, depth=depth + 1), filename=f"{name}.eml")
        return
    told = storage.text(MIME) or guess_type(name)[0] or ""
    kind = told if re.fullmatch(r"[\w.+-]+/[\w.+-]+", told) and not told.startswith(("text/", "message/")) else ""
    maintype, _, subtype = (kind or "application/octet-stream").partition("/")
    identity = storage.text(CONTENT_ID)
    data, shown_within = storage.bytes_of(DATA), identity and maintype == "image"
    place = "inline" if shown_within else "attachment"
    message.add_attachment(data, maintype=maintype, subtype=subtype, filename=name, disposition=place)


def _person(name: str, address: str) -> str:
    clean_name, clean_address = (" ".join(part.replace("\0", "").split()) for part in (name, address))
    if not clean_address or clean_name == clean_address:
        return clean_name or clean_address
    try:
        return formataddr((clean_name, clean_address)) if "@" in clean_address else f"{clean_name} ({clean_address})"
    except UnicodeError:
        return f"{clean_name} ({clean_address})"


def _put(message: EmailMessage, name: str, value: str) -> None:
    """A header whose value may be anything: what the header's own grammar refuses is kept as it is."""
    text = " ".join(value.replace("\0", "").split())
    if not text or not re.fullmatch(r"[!-9;-~]+", name):
        return
    try:
        message[name] = text
    except (ValueError, IndexError, AttributeError, TypeError):
        message[f"X-{name}"] = text


def _moment(ticks: int) -> datetime:
    return datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10)
