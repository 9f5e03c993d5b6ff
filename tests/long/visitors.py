"""Somebody before the real site: a connection of their own, their session, and what a browser would send back of a form."""

from __future__ import annotations

import http.client
import time
import uuid
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from django.conf import settings
from django.db import connections
from django.test import Client
from lxml import html

from candour.accounts.models import User

_IDLE = 2.0
"""Seconds after which a line is not used again: the site closes it after five."""


def surroundings() -> dict[str, str]:
    """Settings with which ``candour serve`` serves the database of the running test."""
    given = connections["default"].settings_dict
    place = urlencode({"host": given["HOST"], "port": given["PORT"]})
    role = f"{quote(given['USER'])}:{quote(given['PASSWORD'], safe='')}"
    return {"DATABASE_URL": f"postgresql://{role}@/{given['NAME']}?{place}", "CANDOUR_SECRET_KEY": settings.SECRET_KEY}


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    location: str = ""

    @property
    def page(self) -> html.HtmlElement:
        return html.fromstring(self.body)


class Visitor:
    """Signed in; asks for one thing at a time."""

    def __init__(self, address: str, user: User) -> None:
        client = Client()
        client.force_login(user)
        self.cookies = {name: each.value for name, each in client.cookies.items()}
        parts = urlsplit(address)
        self._line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=120)
        self._used = time.monotonic()

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, b"", headers)

    def post(self, path: str, fields: dict[str, str], **headers: str) -> Answer:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(fields).encode(), {**kind, **headers})

    def send(self, path: str, fields: dict[str, str], files: dict[str, bytes], **headers: str) -> Answer:
        """Files with the paths that they have in their folder, as the page's own script sends them."""
        mark, parts = uuid.uuid4().hex, []
        for name, value in (*fields.items(), *(("path", path) for path in files)):
            parts.append(f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
        for number, data in enumerate(files.values()):
            parts.append(
                f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{number}"\r\n\r\n'.encode()
            )
            parts.append(data + b"\r\n")
        parts.append(f"--{mark}--\r\n".encode())
        kind = {"Content-Type": f"multipart/form-data; boundary={mark}"}
        return self._ask("POST", path, b"".join(parts), {**kind, **headers})

    def close(self) -> None:
        self._line.close()

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if time.monotonic() - self._used > _IDLE:
            self._line.close()  # the next request opens another
        self._line.request(method, path, body or None, {"Cookie": cookies, **headers})
        answer = self._line.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        told = Answer(answer.status, answer.read(), answer.headers.get("Location", ""))
        self._used = time.monotonic()
        return told


def filled(form: html.HtmlElement, **more: str) -> dict[str, str]:
    """What a browser would send of ``form`` as it stands, and ``more``."""
    return {**{name: value for name, value in form.form_values() if name}, **more}
