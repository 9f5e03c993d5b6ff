"""A real browser before the real site: Debian's Chromium, the test's own database, and what is checked on every page.

A test asks for the fixture ``site``. Whatever the browser writes to its console as an error fails the test when it ends,
so a script or style that the content security policy refuses is found wherever it happens.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from candour.accounts.models import User
from candour.site.wsgi import application

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop in this thread; our queries do not run in it
AXE = Path(__file__).parent / "axe" / "axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_WIDE, _NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
_PATIENCE = 10_000
"""Milliseconds for anything the browser waits for."""
_MOST_TABS = 80
_FOCUSED = """() => {
  const at = document.activeElement, style = getComputedStyle(at);
  const labels = at.labels ? [...at.labels].map((each) => each.innerText) : [];
  return {
    names: [at.getAttribute("aria-label") || "", at.innerText || "", ...labels].map((each) => each.trim()),
    seen: style.outlineStyle !== "none" || style.boxShadow !== "none" || at === document.body,
  };
}"""
_TOO_WIDE = """() => [...document.querySelectorAll("body *")].filter((each) => {
  const box = each.getBoundingClientRect();
  return box.width && box.right > document.documentElement.clientWidth + 1 && !each.closest(".candour-scroll");
}).map((each) => each.tagName.toLowerCase() + "." + each.className).slice(0, 5)"""


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


@dataclass
class Site:
    """The site as browsers reach it; ``page.goto`` takes addresses that begin with ``/``."""

    address: str
    contexts: list[BrowserContext] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    """What browsers wrote to their consoles as errors."""

    def page(self, user: User | None = None, *, javascript: bool = True) -> Page:
        """A page of a browser of its own: of ``user``, signed in, or of nobody."""
        context = _browser().new_context(base_url=self.address, viewport=_WIDE, java_script_enabled=javascript)
        context.set_default_timeout(_PATIENCE)
        self.contexts.append(context)
        if user is not None:
            context.add_cookies([{"name": "session", "value": _session(user), "url": self.address}])
        page = context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.complaints.append(message.text)


@contextlib.contextmanager
def running() -> Iterator[Site]:
    """The site on a free port of this machine only, until the block ends."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), _Quiet)
    server.set_app(application)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    site = Site(f"http://localhost:{server.server_port}")
    try:
        yield site
        assert not site.complaints, f"The browser complained: {site.complaints}"
    finally:
        for context in site.contexts:
            context.close()
        server.shutdown()
        server.server_close()
        thread.join()


@functools.cache
def _browser() -> Browser:
    """One for all tests of this process."""
    program = shutil.which("chromium")
    if program is None:
        pytest.fail("Chromium is not installed; ./candour test installs it.")
    started = sync_playwright().start()
    atexit.register(started.stop)
    quiet = ["--disable-gpu", "--disable-dev-shm-usage", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    return started.chromium.launch(executable_path=program, args=quiet)


def _session(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies["session"].value


def check_accessible(page: Page) -> None:
    """No violation of WCAG 2.2 AA that axe-core finds."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("(tags) => axe.run(document, {runOnly: {type: 'tag', values: tags}})", _RULES)
    wrong = [
        f"{each['id']}: {each['help']} – {node['html'][:160]}" for each in found["violations"] for node in each["nodes"]
    ]
    assert not wrong, "\n".join([page.url, *wrong])


def check_narrow(page: Page) -> None:
    """At the width of a small phone nothing makes the page scroll sideways."""
    page.set_viewport_size(_NARROW)
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not wide, f"{page.url} is wider than 320 pixels: {page.evaluate(_TOO_WIDE)}"
    page.set_viewport_size(_WIDE)


def check_page(page: Page) -> None:
    """What holds for every page: accessible, both wide and narrow, one main heading, a title with our name."""
    check_accessible(page)
    check_narrow(page)
    assert page.locator("h1").count() == 1, f"{page.url} has {page.locator('h1').count()} main headings"
    assert page.title().endswith("– Candour")


def tab_to(page: Page, name: str) -> None:
    """Presses Tab until what has this label or text is focused, and checks on the way that focus is seen."""
    passed: list[str] = []
    for _ in range(_MOST_TABS):
        page.keyboard.press("Tab")
        focused = page.evaluate(_FOCUSED)
        assert focused["seen"], f"{page.url}: focus cannot be seen on {focused['names']}"
        if name in focused["names"]:
            return
        passed.append(next((each for each in focused["names"] if each), "?"))
    raise AssertionError(f"{page.url}: Tab does not come to “{name}”, only to {passed}")


def press(page: Page, name: str) -> None:
    """By keyboard alone, to the page that a link or button leads to."""
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")
