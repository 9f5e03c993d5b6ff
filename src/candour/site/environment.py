"""What the surroundings say: every setting of the site, read once, typed, refused when it is unsafe.

A secret may stand in a file: ``NAME_FILE`` names it. Nothing has a default that would be unsafe outside a trial.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

from candour.cases.store import bucket
from candour.cases.store.bucket import Bucket
from candour.engine.errors import BadInput
from candour.site.secret import kept

_HERE = ("localhost", "127.0.0.1", "[::1]")
"""Names that only browsers on this machine come by: without TLS no others are answered."""
_TRUE, _FALSE = frozenset({"1", "true", "yes", "on"}), frozenset({"", "0", "false", "no", "off"})


_SECRETS = ("DATABASE_URL", "DATABASE_OWNER_URL", "CANDOUR_SECRET_KEY", "CANDOUR_EMAIL_URL")
SETTINGS = frozenset(
    {
        "CANDOUR_HOME", "CANDOUR_HOSTS", "CANDOUR_ORIGINS", "CANDOUR_TLS", "CANDOUR_BEHIND_PROXY", "CANDOUR_DEMO",
        "CANDOUR_IDLE_MINUTES", "CANDOUR_UPLOAD_MEGABYTES", "CANDOUR_MALWARE_SCAN", "CANDOUR_SENDER",
        "CANDOUR_OPENID_FILE", "CANDOUR_POLICY", "CANDOUR_FILES", "CANDOUR_FILES_ENCRYPTION",
        "CANDOUR_FILES_KEY", "CANDOUR_ACCESSIBILITY_STATEMENT", "CANDOUR_PRIVACY_NOTICE", "CANDOUR_PUBLIC_FORM",
        *_SECRETS, *(f"{name}_FILE" for name in _SECRETS),
    }
)  # fmt: skip
"""Every setting of the site; docs/running.md tells of each."""
_ELSEWHERE = frozenset({"CANDOUR_DEBUG", "CANDOUR_CORPUS"})


@dataclass(frozen=True, slots=True)
class Environment:
    """``database`` and ``owner_database``: addresses of a PostgreSQL server of the council's own; empty: the embedded one."""

    home: Path
    database: str
    owner_database: str
    secret_key: str
    hosts: tuple[str, ...]
    origins: tuple[str, ...]
    """Addresses (scheme and host) from which forms may be sent, besides the site's own."""
    tls: bool
    """The site is reached over TLS: cookies are marked so, and browsers are told never to come without it."""
    behind_proxy: bool
    demo: bool
    idle_minutes: int
    upload_megabytes: int
    malware_scan: str
    """A command that reads a file's path as its last argument and ends with 0 when it is clean; empty: none."""
    email: str
    sender: str
    openid: str
    """A JSON file with the OpenID Connect providers."""
    policy: str
    """The policy pack in force from the first start: a shipped one's name, or a council's own TOML file."""
    accessibility_statement: str
    privacy_notice: str
    """Addresses (https://…) of the council's own; empty: our drafts are shown."""
    public_form: bool
    """Anybody can ask for records at /ask/."""

    files: Bucket | None
    """Where received files are kept instead of in the home."""

    @property
    def embedded(self) -> bool:
        return not self.database


def read(given: Mapping[str, str] = os.environ) -> Environment:
    """Raises BadInput for a setting that is missing, unreadable or would be unsafe; the message names it."""
    home = Path(given.get("CANDOUR_HOME") or ".candour").resolve()
    database, owner = _secret(given, "DATABASE_URL"), _secret(given, "DATABASE_OWNER_URL")
    demo = _flag(given, "CANDOUR_DEMO")
    if demo and database:
        raise _wrong("CANDOUR_DEMO", "the demo never runs against a database that DATABASE_URL names")
    if owner and not database:
        raise _wrong("DATABASE_OWNER_URL", "it is of use only beside DATABASE_URL")
    hosts, tls = _listed(given, "CANDOUR_HOSTS") or _HERE, _flag(given, "CANDOUR_TLS")
    proxy, origins = _flag(given, "CANDOUR_BEHIND_PROXY"), _listed(given, "CANDOUR_ORIGINS")
    _check_reach(hosts, origins, tls=tls, proxy=proxy)
    return Environment(
        home=home,
        database=database,
        owner_database=owner,
        secret_key=_secret_key(given, home, embedded=not database),
        hosts=hosts,
        origins=origins,
        tls=tls,
        behind_proxy=proxy,
        demo=demo,
        idle_minutes=_number(given, "CANDOUR_IDLE_MINUTES", 30),
        upload_megabytes=_number(given, "CANDOUR_UPLOAD_MEGABYTES", 2048),
        malware_scan=given.get("CANDOUR_MALWARE_SCAN", ""),
        email=_secret(given, "CANDOUR_EMAIL_URL"),
        sender=given.get("CANDOUR_SENDER", "candour@localhost"),
        openid=given.get("CANDOUR_OPENID_FILE", ""),
        policy=given.get("CANDOUR_POLICY") or "england",
        files=kept_in(given),
        accessibility_statement=_page(given, "CANDOUR_ACCESSIBILITY_STATEMENT"),
        privacy_notice=_page(given, "CANDOUR_PRIVACY_NOTICE"),
        public_form=_flag(given, "CANDOUR_PUBLIC_FORM", usual="1"),
    )


def _check_reach(hosts: tuple[str, ...], origins: tuple[str, ...], *, tls: bool, proxy: bool) -> None:
    """Case files are not sent over a network in the clear, and not to whoever invents a name for the site."""
    if any("*" in host or host.startswith(".") for host in hosts):
        raise _wrong("CANDOUR_HOSTS", "each name has to be given in full")
    if not tls and any(host not in _HERE for host in hosts):
        raise _wrong("CANDOUR_TLS", "it has to be 1 when CANDOUR_HOSTS names more than this machine itself")
    if tls and not proxy:
        raise _wrong("CANDOUR_TLS", "TLS ends at a proxy, so CANDOUR_BEHIND_PROXY has to be 1 too")
    if any(not origin.startswith("https://") for origin in origins):
        raise _wrong("CANDOUR_ORIGINS", "each origin has to begin with https://")


def kept_in(given: Mapping[str, str] = os.environ) -> Bucket | None:
    """The bucket for files; how to reach it stands in the variables that other programs know too."""
    if not given.get("CANDOUR_FILES"):
        return None
    name, prefix = bucket.parsed(given["CANDOUR_FILES"])
    found = Bucket(
        name, prefix,
        endpoint=given.get("AWS_ENDPOINT_URL_S3") or given.get("AWS_ENDPOINT_URL") or "",
        region=given.get("AWS_REGION") or given.get("AWS_DEFAULT_REGION") or "",
        access_key=_secret(given, "AWS_ACCESS_KEY_ID"),
        secret_key=_secret(given, "AWS_SECRET_ACCESS_KEY"),
        session=_secret(given, "AWS_SESSION_TOKEN"),
        encryption=given.get("CANDOUR_FILES_ENCRYPTION", ""),
        encryption_key=given.get("CANDOUR_FILES_KEY", ""),
    )  # fmt: skip
    if why := found.why_not():
        raise _wrong("CANDOUR_FILES", why)
    if find_spec("boto3") is None:
        raise _wrong("CANDOUR_FILES", "what S3 needs is not installed; ./candour does it, from requirements/s3.lock")
    if _number(given, "CANDOUR_UPLOAD_MEGABYTES", 2048) > bucket.LARGEST:
        raise _wrong("CANDOUR_UPLOAD_MEGABYTES", f"S3 takes files of {bucket.LARGEST} MB at most")
    return found


def unknown(given: Mapping[str, str] = os.environ) -> list[str]:
    """Names that look like settings and are none: misspelt, perhaps."""
    return sorted(name for name in given if name.startswith("CANDOUR_") and name not in SETTINGS | _ELSEWHERE)


def _secret(given: Mapping[str, str], name: str) -> str:
    """The value, or the contents of the file that ``NAME_FILE`` names."""
    path = given.get(f"{name}_FILE")
    if not path:
        return given.get(name, "")
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise _wrong(f"{name}_FILE", "the file it names cannot be read") from None


def _secret_key(given: Mapping[str, str], home: Path, *, embedded: bool) -> str:
    """With the embedded database the key is made once and kept beside it, readable by its owner only."""
    key = _secret(given, "CANDOUR_SECRET_KEY")
    if not key and embedded:
        return kept(home / "secret-key", secrets.token_urlsafe(48))
    if len(key) < 40:
        raise _wrong("CANDOUR_SECRET_KEY", "it has to be at least 40 characters that nobody can guess")
    return key


def _flag(given: Mapping[str, str], name: str, *, usual: str = "0") -> bool:
    value = given.get(name, "").strip().lower() or usual
    if value not in _TRUE | _FALSE:
        raise _wrong(name, "it has to be 1 or 0")
    return value in _TRUE


def _number(given: Mapping[str, str], name: str, usual: int) -> int:
    value = given.get(name) or str(usual)
    if not value.isdecimal() or not int(value):
        raise _wrong(name, "it has to be a whole number above 0")
    return int(value)


def _listed(given: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(part for part in given.get(name, "").replace(",", " ").split() if part)


def _page(given: Mapping[str, str], name: str) -> str:
    """The address of a page that everybody may open."""
    address = given.get(name, "").strip()
    parts = urlsplit(address)
    if address and (parts.scheme != "https" or not parts.hostname or parts.username):
        raise _wrong(name, "it has to be an address that begins with https://")
    return address


def _wrong(name: str, why: str) -> BadInput:
    return BadInput(
        f"The setting {name} cannot be used: {why}.",
        means="The site was not started.",
        do="Correct it and start again; docs/running.md lists every setting.",
    )


def openid(environment: Environment) -> dict[str, object]:
    """The OpenID Connect providers, as django-allauth wants them: ``[{"id", "name", "server", "client", "secret_file"}]``."""
    if not environment.openid:
        return {}
    try:
        listed = json.loads(Path(environment.openid).read_text(encoding="utf-8"))
        apps = [
            {
                "provider_id": each["id"],
                "name": each["name"],
                "client_id": each["client"],
                "secret": Path(each["secret_file"]).read_text(encoding="utf-8").strip(),
                # Entra ID does not say whether an address is proved: those of the council's own domains count as proved
                "settings": {"server_url": each["server"], "verified_email": list(each.get("domains", []))},
            }
            for each in listed
        ]
    except (OSError, ValueError, KeyError, TypeError):
        raise _wrong(
            "CANDOUR_OPENID_FILE", "the file it names, or a secret it names, is not what docs/running.md asks for"
        ) from None
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}}


def mail_server(environment: Environment) -> dict[str, object]:
    """Django's mail settings from ``smtp://user:password@host:587`` (STARTTLS) or ``smtps://…:465``."""
    if not environment.email:
        return {}
    parts = urlsplit(environment.email)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise _wrong(
            "CANDOUR_EMAIL_URL", "it has to be smtp://user:password@host:587 or smtps://user:password@host:465"
        )
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }
