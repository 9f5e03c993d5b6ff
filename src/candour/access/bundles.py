"""The bundle that goes out for a request: where it is, for who works on the request. It tells of one that may be sent only.

Who sends it need not see the case file: the database tells them of the newest bundle while instructions for it wait.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection

from candour.access.models import Request
from candour.disclosure.accounting import check_file, released
from candour.disclosure.producing import cases_folder, told_folder


@dataclass(frozen=True, slots=True)
class Bundle:
    number: int
    certificate: str
    """SHA-256 of its certificate."""
    folder: Path

    def told(self) -> dict[str, Any]:
        """What names it in the ledger."""
        return {"bundle": self.number, "certificate": self.certificate}

    def files(self) -> dict[str, str]:
        """What may go out, by name, with its SHA-256. Refused when it is no longer as it was made."""
        return released(self.folder, certificate=self.certificate)

    def file(self, name: str) -> Path | None:
        """None for every name that is not one of the bundle's own. Refused when it is no longer as it was made."""
        sha256 = self.files().get(name)
        return check_file(self.folder, name, sha256=sha256) if sha256 else None


def bundle_of(request: Request) -> Bundle | None:
    """None while nothing of the records may be sent, and where Legal holds them."""
    with connection.cursor() as cursor:
        cursor.execute("select number, certificate, case_key, disclosure_key from access_bundle(%s)", [request.pk])
        row = cursor.fetchone()
    if row is None:
        return None
    number, certificate, case, disclosure = row
    return Bundle(number, certificate, cases_folder() / told_folder(case, disclosure, number))


def held(request: Request) -> bool:
    """Whether Legal holds its records back."""
    with connection.cursor() as cursor:
        cursor.execute("select access_records_held(%s)", [request.pk])
        return bool(cursor.fetchone()[0])
