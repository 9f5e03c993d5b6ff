"""Every page of the site as somebody meets it who may see it: found by the resolver and by following links, none by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from tests.site.walking import Everything, everything, looked_at
from tests.web.browser import Site, check_accessible, check_page, running
from tests.web.database import fresh

_ZOOMED = {"width": 320, "height": 256}
"""A window of 1280 by 1024 pixels at 400 %."""
_WINDOW = {"width": 1280, "height": 900}
_FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
_UNSEEN = """(which) => {
  const looks = (each) => {
    const near = [each, ...(each.labels || []), each.parentElement];
    return near.flatMap((one) => ["", "::before", "::after"].map((part) => {
      const style = getComputedStyle(one, part || null);
      const ring = style.outlineStyle === "none" ? "" : style.outlineWidth + style.outlineColor;
      return [ring, style.boxShadow, style.backgroundColor, style.borderColor, style.borderWidth].join("|");
    })).join("\\n");
  };
  return [...document.querySelectorAll(which)].filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.disabled)
    .filter((each) => {
      document.activeElement?.blur();
      const before = looks(each);
      each.focus();
      return document.activeElement === each && looks(each) === before;
    }).map((each) => each.outerHTML.slice(0, 160));
}"""
_COVERED = """(which) => [...document.querySelectorAll(which)].filter((each) => {
  if (!each.checkVisibility({ visibilityProperty: true }) || each.disabled) return false;
  each.focus();
  const box = each.getBoundingClientRect();
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  if (document.activeElement !== each || right <= left || bottom <= top) return document.activeElement === each;
  const places = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [left + x * (right - left), top + y * (bottom - top)]));
  return !places.some(([x, y]) => {
    const there = document.elementFromPoint(x, y);
    return there && (each.contains(there) || there.contains(each) || [...(each.labels || [])].some((one) => one.contains(there)));
  });
}).map((each) => each.outerHTML.slice(0, 160))"""


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Everything]:
    """One case for all tests of this module."""
    with fresh():
        made = everything(tmp_path_factory.mktemp("everything"))
        made.walk()
        yield made


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as site:
        yield site


def test_every_address_is_come_by_and_no_link_leads_nowhere(here: Everything) -> None:
    assert here.faults == []
    come_by = {route for route, _ in here.found} | set(here.found.values())  # an expression is no route: by its address
    assert [each.route for each in looked_at() if come_by.isdisjoint({each.route, each.path()})] == []
    assert len(here.pages) > 80


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_every_page_is_accessible_fits_on_a_phone_and_shows_what_is_focused(here: Everything, site: Site) -> None:
    page, wrong = opened(here, site), []
    silent = reverse("disclosure:collect_closed")  # the quick exit: not even its title tells what was open
    for address in here.pages:
        page.goto(address)
        try:
            check_accessible(page) if address == silent else check_page(page)
            check_focus(page)
            check_zoomed(page)
        except AssertionError as error:
            wrong.append(f"{address}\n{error}")
        wrong += [f"{address}\n{each}" for each in site.complaints]
        site.complaints.clear()
    assert not wrong, "\n\n".join(wrong)


def test_focus_that_cannot_be_seen_or_is_covered_is_found(site: Site) -> None:
    page, field = site.page(), "<main><form><label>A <input></label><button {}>B</button></form></main>"
    page.set_content(field.format(""))
    check_focus(page)
    check_zoomed(page)
    page.set_content(field.format('style="outline: none"'))
    with pytest.raises(AssertionError, match="cannot be seen on"):
        check_focus(page)
    page.set_content(field.format("") + '<div style="position: fixed; inset: 0; background: white"></div>')
    with pytest.raises(AssertionError, match="lies over"):
        check_zoomed(page)
    page.set_content(field.format('style="width: 400px"'))
    with pytest.raises(AssertionError, match="wider"):
        check_zoomed(page)


def opened(here: Everything, site: Site) -> Page:
    """A browser that is signed in as everybody and has entered the recipient's code."""
    page = site.page()
    cookies: list[Any] = [
        {"name": each.key, "value": each.value, "domain": "localhost", "path": each["path"]}
        for each in here.client.cookies.values()
        if each.value
    ]
    page.context.add_cookies(cookies)
    return page


def check_focus(page: Page) -> None:
    """Whatever can be focused looks different while it is, as after Tab."""
    page.keyboard.press("Tab")
    unseen = page.evaluate(_UNSEEN, _FOCUSABLE)
    assert not unseen, "\n".join(["focus cannot be seen on:", *unseen])


def check_zoomed(page: Page) -> None:
    """At 400 % nothing makes the page scroll sideways and nothing lies over what is focused."""
    if not page.locator("main form").count():
        return
    page.set_viewport_size(_ZOOMED)  # type: ignore[arg-type]
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    covered = page.evaluate(_COVERED, _FOCUSABLE)
    page.set_viewport_size(_WINDOW)  # type: ignore[arg-type]
    assert not wide, "at 400 % it is wider than the window"
    assert not covered, "\n".join(["at 400 % something lies over:", *covered])
