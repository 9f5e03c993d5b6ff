"""Makes records with text: fictional social care papers of one invented family."""

from __future__ import annotations

from itertools import count

from candour.engine.detect.record_text import RecordText
from candour.engine.model import Kind, Person, Record, Span

_numbers = count(1)


def paper(
    path: str,
    *pages: str,
    title: str = "",
    kind: str = "",
    date: str = "",
    author: str = "",
    meta: dict[str, str] | None = None,
    media_type: str = "application/pdf",
    duplicate_of: str = "",
) -> RecordText:
    number = next(_numbers)
    record = Record(
        id=f"rec{number}",
        path=path,
        sha256=f"{number:064d}",
        media_type=media_type,
        size=1,
        title=title,
        type=kind,
        date=date,
        author=author,
        meta=tuple((meta or {}).items()),
        duplicate_of=duplicate_of,
    )
    return RecordText(record, pages)


def mail(
    path: str, body: str, *, sender: str, to: str, subject: str = "", sent: str = "2015-06-01T09:00:00"
) -> RecordText:
    text = f"From: {sender}\nTo: {to}\nDate: {sent}\nSubject: {subject}\n\n{body}"
    meta = {"from": sender, "to": to, "subject": subject, "sent": sent}
    return paper(path, text, title=subject, kind="E-mail", date=sent[:10], meta=meta, media_type="message/rfc822")


def person(id_: str, name: str, role: str, **fields: object) -> Person:
    return Person(id=id_, name=name, role=role, **fields)  # type: ignore[arg-type]


def names_in(text: str, **forms: str) -> list[Span]:
    """Spans of each person's name: ``names_in(text, P1="Ann Lock")``, every occurrence."""
    spans = []
    for who, name in forms.items():
        at = text.find(name)
        while at >= 0:
            spans.append(Span(at, at + len(name), Kind.PERSON, who))
            at = text.find(name, at + 1)
    return sorted(spans, key=lambda span: span.start)
