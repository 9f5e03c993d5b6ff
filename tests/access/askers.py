"""Somebody at the public form, as tests play them: page by page, with what each page carries along."""

from __future__ import annotations

import html
import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

CARE_LEAVER = {
    "who": "care", "name": "Ada Marsh", "organisation": "", "about_born": "3 May 1999", "other_names": "Ada Lowe",
    "wants": "Everything from 2005 to 2012", "contact_way": "email", "contact": "ada@example.org",
    "contact_never": "My mother’s telephone", "orders": "no", "orders_more": "", "support": "Large print",
}  # fmt: skip
MOTHER = {
    **CARE_LEAVER, "who": "parent", "name": "Beth Okafor", "about": "Sam Okafor", "relation": "I am his mother",
    "contact": "beth@example.org", "orders": "yes", "orders_more": "He lives with his father",
}  # fmt: skip
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)"')


def carried(answer: HttpResponse) -> dict[str, str]:
    """The hidden fields of the page's own form."""
    return {name: html.unescape(value) for name, value in _HIDDEN.findall(answer.content.decode())}


def filled_in(client: Client, said: dict[str, str]) -> HttpResponse:
    """Up to the page on which everything is checked."""
    answer = client.get("/ask/form/")
    for _ in range(10):
        at = carried(answer)
        if at["at"] == "check":
            return answer
        answer = client.post("/ask/form/", {**said, **at})
        assert answer.status_code == 200, answer.content.decode()
    raise AssertionError("The form does not end.")


def sent(client: Client, said: dict[str, str], **more: Any) -> HttpResponse:
    return client.post("/ask/form/", carried(filled_in(client, said)), **more)


def reference(answer: HttpResponse) -> str:
    found = re.search(r"\b[2-9A-Z]{5}-[2-9A-Z]{5}\b", answer.content.decode())
    assert found, answer.content.decode()
    return found[0]
