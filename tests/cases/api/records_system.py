"""Another system as tests play it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.test import Client
from tests.cases.api.description import DESCRIPTION, resolved, wrong


class System:
    """Another system with a token; it holds every answer against the description."""

    def __init__(self, secret: str) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.headers = {"Authorization": f"Bearer {secret}"}

    def get(self, of: str, **query: Any) -> Any:
        return self._held("get", of, self.client.get(f"/api/v1/cases/{quote(of)}/files", query, headers=self.headers))

    def form(self, of: str, given: dict[str, Any], *, to: str = "files", **headers: str) -> Any:
        address = f"/api/v1/cases/{quote(of)}/{to}"
        return self._held("post", of, self.client.post(address, given, headers={**self.headers, **headers}), to)

    def body(self, of: str, data: bytes, *, to: str = "files", kind: str = "application/octet-stream", **h: str) -> Any:
        address = f"/api/v1/cases/{quote(of)}/{to}"
        headers = {**self.headers, **{name.replace("_", "-"): value for name, value in h.items()}}
        return self._held("post", of, self.client.generic("POST", address, data, kind, headers=headers), to)

    def _held(self, method: str, of: str, answer: Any, to: str = "files") -> Any:
        responses = DESCRIPTION["paths"]["/api/v1/cases/{case}/" + to][method]["responses"]
        assert str(answer.status_code) in responses, answer.content
        schema = resolved(responses[str(answer.status_code)])["content"]["application/json"]["schema"]
        assert wrong(answer.json(), schema) == []
        return answer
