"""Finds every address of the site from Django's own resolver: nothing is listed by hand, so that nothing is forgotten."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern, RoutePattern

from candour.accounts.gate import Rule

THEIRS = {"allauth.urls": "Signing in is django-allauth's; tests/accounts prove what its pages do here."}
"""The only addresses without a rule of ours, by the module that brings them."""
_PLAIN = {"int": "1", "str": "any", "slug": "any", "path": "any", "uuid": str(uuid.UUID(int=7))}


@dataclass(frozen=True, slots=True)
class Address:
    """One view at one place. ``route``: as the resolver has it, joined."""

    route: str
    name: str
    view: Any
    converters: tuple[tuple[str, str], ...]

    @property
    def rule(self) -> Rule | None:
        return getattr(self.view, "rule", None)

    @property
    def gate(self) -> str:
        """The module whose gate stands before the view: it says what the key in the address is the key of."""
        view, found = self.view, ""
        while view is not None and not found.endswith("gate"):
            found, view = str(view.__globals__["__name__"]), getattr(view, "__wrapped__", None)
        return found

    def path(self, **values: str) -> str:
        """With ``values`` for the parts that vary, and for the others something that fits."""
        filled = self.route
        for name, kind in self.converters:
            filled = re.sub(rf"<(\w+:)?{name}>", values.get(name, _PLAIN[kind]), filled)
        return f"/{filled}"


def every(resolver: URLResolver | None = None) -> list[Address]:
    """All addresses but those of the modules in THEIRS."""
    return list(_below(resolver or get_resolver(), "", (), ""))


def _below(
    resolver: URLResolver, route: str, converters: tuple[tuple[str, str], ...], namespace: str
) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        here, named = route + _text(pattern.pattern), converters + _named(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Address(here, f"{namespace}{pattern.name or here}", pattern.callback, named)
        elif not _theirs(pattern.urlconf_name):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _below(pattern, here, named, inner)


def _theirs(urlconf: object) -> bool:
    return isinstance(urlconf, ModuleType) and urlconf.__name__ in THEIRS


def _text(pattern: RoutePattern | RegexPattern) -> str:
    text = str(pattern)
    return text if isinstance(pattern, RoutePattern) else re.sub(r"^\^|\.\*.*$|\$$|\\Z$", "", text)


def _named(pattern: RoutePattern | RegexPattern) -> tuple[tuple[str, str], ...]:
    kinds = dict(re.findall(r"<(?:(\w+):)?(\w+)>", str(pattern))[i][::-1] for i in range(len(pattern.converters)))
    return tuple((name, kinds.get(name) or "str") for name in pattern.converters)
