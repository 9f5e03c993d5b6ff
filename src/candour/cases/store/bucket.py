"""Where files are kept on S3 and how it is reached, as the environment says. It reaches nothing itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_HERE = ("localhost", "127.0.0.1", "::1")
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_PREFIX = re.compile(r"[A-Za-z0-9._/-]*")
LARGEST = 5_000
"""Megabytes that S3 takes as one file."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """``access_key`` empty: who may come in is told by the machine (a role, a profile). ``endpoint`` empty: Amazon's."""

    name: str
    prefix: str
    """Ends with a slash when it is not empty."""
    endpoint: str = ""
    region: str = ""
    access_key: str = ""
    secret_key: str = field(default="", repr=False)
    session: str = field(default="", repr=False)
    encryption: str = ""
    encryption_key: str = ""

    def why_not(self) -> str:
        """Why it cannot be used, as the end of a sentence that names the setting; empty: it can."""
        if not _NAME.fullmatch(self.name) or not _PREFIX.fullmatch(self.prefix) or "//" in self.prefix:
            return "it has to be s3://BUCKET or s3://BUCKET/PREFIX"
        if bool(self.access_key) != bool(self.secret_key):
            return "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY belong together, and one of them is missing"
        if self.endpoint and not self._safe():
            return "AWS_ENDPOINT_URL has to begin with https://, or be on this machine"
        if self.encryption not in ("", "AES256", "aws:kms"):
            return "CANDOUR_FILES_ENCRYPTION has to be AES256 or aws:kms"
        if self.encryption_key and self.encryption != "aws:kms":
            return "CANDOUR_FILES_KEY is of use only with CANDOUR_FILES_ENCRYPTION=aws:kms"
        return ""

    def _safe(self) -> bool:
        """Case files are not sent over a network in the clear."""
        parts = urlsplit(self.endpoint)
        return bool(parts.hostname) and (
            parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE)
        )


def parsed(address: str) -> tuple[str, str]:
    """Bucket and prefix of ``s3://…``; both empty when it is none."""
    parts = urlsplit(address)
    if parts.scheme != "s3" or parts.query or parts.fragment:
        return "", ""
    prefix = parts.path.strip("/")
    return parts.netloc, f"{prefix}/" if prefix else ""
