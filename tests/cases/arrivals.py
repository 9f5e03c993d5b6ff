"""Files for tests of receiving: as they come in, before anybody's transaction."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from candour.accounts.models import User
from candour.cases import receiving
from candour.cases.arriving import Named, arrived
from candour.cases.models import Case, File, Upload
from candour.ledger.acting import Actor, acting


def named(path: str, data: bytes = b"text") -> Named:
    return Named(path, arrived(io.BytesIO(data)))


def add(user: User, case: Case, *files: Named, upload: Upload | None = None) -> list[File]:
    with acting(Actor(user=user.pk)):
        upload = upload or receiving.begin(by=user, case=case)
        return receiving.receive(by=user, case=case, upload=upload, files=files)


def zipped(members: Mapping[str, bytes], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, packing)
    return out.getvalue()
