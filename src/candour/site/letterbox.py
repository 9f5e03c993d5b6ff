"""Where messages go when no mail server is named: files in the home folder, readable by their owner only."""

from __future__ import annotations

import os
from collections.abc import Sequence

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from candour.ledger.clock import now


class Backend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = settings.ENVIRONMENT.home / "letterbox"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            name = f"{now():%Y%m%d-%H%M%S}-{os.urandom(4).hex()}.eml"
            handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as out:
                out.write(message.message().as_bytes())
        return len(email_messages)
