"""The parts every page is made of: fields, summaries of errors, pages of a list, the menu, and what came from others."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django import forms
from django.contrib.auth import get_user
from django.contrib.messages.constants import ERROR, INFO, SUCCESS, WARNING
from django.contrib.messages.storage.base import Message
from django.contrib.sessions.backends.db import SessionStore
from django.core.paginator import Paginator
from django.db import connections
from django.template import Context, RequestContext, Template, TemplateSyntaxError
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.utils.functional import SimpleLazyObject
from lxml import html
from tests.web.browser import Site, check_page
from tests.web.people import person

from candour.accounts.roles import Role
from candour.engine.errors import Refused
from candour.site import context, errors
from candour.site.headers import policy

SITE = Path(context.__file__).parent
VENDOR = SITE / "static" / "vendor"
AXE = Path(__file__).parents[1] / "web" / "axe"


class Everything(forms.Form):
    name = forms.CharField(label="Name of the child", help_text="As on the birth certificate.")
    born = forms.DateField(label="Born", widget=forms.SelectDateWidget)
    role = forms.ChoiceField(label="Role", choices=[("a", "Aunt"), ("b", "Brother")], widget=forms.RadioSelect)
    marks = forms.MultipleChoiceField(
        label="Marks", choices=[("x", "Address"), ("y", "School")], widget=forms.CheckboxSelectMultiple
    )
    sure = forms.BooleanField(label="I am sure")
    kind = forms.ChoiceField(label="Kind", choices=[("1", "One")])
    notes = forms.CharField(label="Notes", widget=forms.Textarea)
    file = forms.FileField(label="File")
    secret = forms.CharField(label="Password", widget=forms.PasswordInput)
    key = forms.CharField(widget=forms.HiddenInput)


def drawn(source: str, **values: object) -> html.HtmlElement:
    return html.fromstring(f"<main>{Template(source).render(Context(values))}</main>")


def all_fields(form: forms.Form, **values: object) -> html.HtmlElement:
    return drawn("{% error_summary form %}{% for each in form %}{% field each %}{% endfor %}", form=form, **values)


def test_every_control_has_a_label_and_every_id_is_there_once() -> None:
    page = all_fields(Everything({}))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for control in page.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        assert page.xpath(f"//label[@for='{control.get('id')}']"), control.get("name")
        for described in (control.get("aria-describedby") or "").split():
            assert described in ids


def test_the_summary_leads_to_the_first_control_of_each_field_that_is_wrong() -> None:
    page = all_fields(Everything({"name": "Kez"}))
    targets = page.xpath("//*[@role='alert']//a/@href")
    wanted = "born_day role_0 marks_0 sure kind notes file secret".split()
    assert targets == [f"#id_{name}" for name in wanted]
    for target in targets:
        assert page.xpath(f"//*[@id='{target[1:]}']")[0].tag in ("input", "select", "textarea")


def test_a_form_that_is_right_or_not_sent_has_no_summary() -> None:
    assert not all_fields(Everything()).xpath("//*[@role='alert']")
    assert not drawn("{% error_summary form %}", form=None).xpath("//*[@role='alert']")


def test_an_error_stands_beside_its_field_in_words() -> None:
    page = all_fields(Everything({}))
    name = page.get_element_by_id("id_name")
    assert name.get("aria-describedby") == "id_name-hint id_name-error"
    assert (
        page.get_element_by_id("id_name-error").text_content().split() == "Error: Fill in “Name of the child”".split()
    )


def test_what_is_missing_is_named_and_messages_of_a_form_stay_as_they_are() -> None:
    form = Everything({"born_day": "31", "born_month": "2", "born_year": "2011", "notes": "x", "name": "{braces}"})
    form.add_error("name", "Give {both} names.")
    told = all_fields(form).xpath("//*[@role='alert']//li")
    assert [each.text_content().strip() for each in told] == [
        "Give {both} names.",
        "“Born” has to be a real date, for example 27 3 2012",
        "Choose an answer for “Role”",
        "Choose at least one answer for “Marks”",
        "Tick “I am sure”",
        "Choose an answer for “Kind”",
        "Choose a file for “File”",
        "Fill in “Password”",
        "Fill in “Key”",
    ]


def test_what_was_typed_as_a_date_is_shown_again_though_it_is_none() -> None:
    sent = {"born_day": "31", "born_month": "Feb", "born_year": "2011"}
    page = all_fields(Everything(sent))
    assert [page.get_element_by_id(f"id_{name}").get("value") for name in sent] == ["31", "Feb", "2011"]
    form = Everything({"born_day": "3", "born_month": "2", "born_year": "2011"})
    form.is_valid()
    assert form.cleaned_data["born"] == date(2011, 2, 3)


def test_what_was_chosen_is_shown_again() -> None:
    page = all_fields(Everything({"role": "b", "marks": ["y"], "sure": "on"}))
    assert page.xpath("//input[@checked]/@id") == ["id_role_1", "id_marks_1", "id_sure"]
    page = all_fields(Everything(initial={"born": date(2011, 2, 3), "role": "a"}))
    assert page.xpath("//input[@checked]/@id") == ["id_role_0"]
    assert page.get_element_by_id("id_born_year").get("value") == "2011"


def test_text_of_people_is_escaped() -> None:
    nasty = "<script>alert(1)</script>"
    form = Everything({"name": nasty, "born_day": nasty, "notes": nasty})
    form.add_error(None, nasty)
    page = all_fields(form)
    page.append(drawn("{% tag nasty %}", nasty=nasty))
    assert not page.xpath("//script")


def test_what_a_template_says_of_a_field_beats_what_the_form_says() -> None:
    page = drawn("{% field form.name label='Child' hint='' width='10' heading=True %}", form=Everything())
    assert page.xpath("//h1/label")[0].text_content() == "Child"
    assert not page.xpath("//*[@id='id_name-hint']")
    assert "govuk-input--width-10" in page.get_element_by_id("id_name").get("class")


def test_choices_may_be_explained() -> None:
    page = drawn("{% field form.marks hints=hints %}", form=Everything(), hints={"x": "Nobody outside sees it."})
    assert page.get_element_by_id("id_marks_0").get("aria-describedby") == "id_marks_0-hint"
    assert page.get_element_by_id("id_marks_0-hint").text_content() == "Nobody outside sees it."


def test_pages_of_a_list_keep_the_rest_of_the_address() -> None:
    request = RequestFactory().get("/cases/", {"state": "ready", "page": "5"})
    page = Paginator(range(200), 10).page(5)
    source = Template("{% include 'parts/pagination.html' with page=page %}")
    shown = html.fromstring(source.render(RequestContext(request, {"page": page})))
    assert shown.xpath("//a[@aria-current='page']")[0].text_content() == "5"
    assert shown.xpath("//a[@rel='next']/@href") == ["?state=ready&page=6"]
    assert [each.text_content().strip() for each in shown.xpath("//li")] == ["1", "⋯", "4", "5", "6", "⋯", "20"]


def test_a_list_on_one_page_offers_no_pages() -> None:
    page = Paginator(range(3), 10).page(1)
    assert not drawn("{% include 'parts/pagination.html' with page=page %}", page=page).xpath("//nav")


def test_a_moment_is_told_in_english_time() -> None:
    at = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert drawn("{% moment at %}", at=at).text_content() == "2 July 2026, 00:30"
    assert drawn("{% moment at 'not yet' %}", at=None).text_content() == "not yet"


def test_a_tag_has_no_colour_that_is_not_there() -> None:
    with pytest.raises(TemplateSyntaxError):
        drawn("{% tag 'Ready' 'gold' %}")


def test_every_template_can_be_read() -> None:
    found = sorted((SITE / "templates").rglob("*.html"))
    assert found
    for path in found:
        get_template(path.relative_to(SITE / "templates").as_posix())


def test_no_template_holds_what_the_content_security_policy_refuses() -> None:
    for path in sorted((SITE.parent).rglob("templates/**/*.html")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:|hx-on|hx-vals=.js:", text), path
        for script in re.findall(r"<script[^>]*>", text):
            assert "src=" in script or 'type="application/json"' in script, path


def test_what_came_from_others_is_what_was_committed_with_its_licence() -> None:
    for folder in (VENDOR, AXE):
        told = dict(reversed(line.split()) for line in (folder / "SHA256SUMS").read_text().splitlines())
        code = [path for path in folder.rglob("*") if path.suffix in (".js", ".css")]
        assert sorted(told) == sorted(path.relative_to(folder).as_posix() for path in code)
        for path in code:
            assert hashlib.sha256(path.read_bytes()).hexdigest() == told[path.relative_to(folder).as_posix()]
            assert (path.parent / "LICENCE.txt").stat().st_size > 500


def test_the_style_sheet_has_nothing_that_only_gov_uk_may_use() -> None:
    style = (VENDOR / "govuk-frontend" / "govuk-frontend.css").read_text(encoding="utf-8")
    for mine in ("GDS Transport", "url(", "govuk-header", "govuk-footer", "crown"):
        assert mine not in style


def test_error_pages_come_without_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    connections["default"].close()
    monkeypatch.setitem(connections["default"].settings_dict, "HOST", "/nowhere")
    request = RequestFactory().get("/")
    request.session = SessionStore("a-key-that-has-to-be-looked-up")  # type: ignore[attr-defined]
    request.user = SimpleLazyObject(lambda: get_user(request))  # type: ignore[assignment]
    for answer in (
        errors.broken(request),
        errors.not_found(request, Exception()),
        errors.told(request, Refused("This is not allowed.", means="It is so.", do="Ask.")),
    ):
        assert b"<h1" in answer.content


_ALL_PARTS = """{% extends "base.html" %}
{% block title %}Every part{% endblock %}
{% block main %}{% error_summary form %}
{% for text in told %}{% include "parts/message.html" with message=text %}{% endfor %}
<form novalidate>{% for each in form %}{% field each %}{% endfor %}
{% field other.role inline=True small=True size="m" hints=hints %}{% field other.name width="10" %}</form>
{% for colour in colours %}{% tag "State" colour %} {% endfor %}
{% include "parts/pagination.html" with page=page %}
{% include "parts/history.html" with entries=entries %}{% include "parts/history.html" with entries=none %}
{% include "parts/empty.html" with what="Nothing yet" do="Add something." href="/" button="Add" %}
{% include "parts/confirm.html" with what="Remove it?" means="It is gone then." button="Remove" back="/" form=none %}
<form class="candour-filters"><div class="candour-filters__fields">{% field filter.kind %}{% field filter.name %}</div></form>
<div class="candour-scroll" tabindex="0" role="region" aria-label="Wide table"><table class="govuk-table">
<caption class="govuk-table__caption">Wide</caption><tr>{% for n in many %}<td class="govuk-table__cell">{{ n }}00000</td>{% endfor %}</tr>
</table></div>{% endblock %}"""


def test_every_part_is_accessible_and_fits_on_a_phone(site: Site) -> None:
    told = [Message(level, "It has been done.") for level in (INFO, SUCCESS, WARNING, ERROR)]
    entry = {"at": datetime(2026, 7, 1, tzinfo=UTC), "who": "Ada", "sentence": "opened this case", "reason": "x" * 90}
    values = {
        "form": Everything({"name": "Kez"}),
        "other": Everything(auto_id="other_%s"),
        "filter": Everything(auto_id="filter_%s"),
        "hints": {"a": "Sister of a parent"},
        "told": told,
        "colours": ["", "grey", "green", "teal", "purple", "magenta", "red", "orange", "yellow"],
        "page": Paginator(range(200), 10).page(10),
        "entries": [entry, entry],
        "many": range(30),
    }
    source = Template(_ALL_PARTS).render(RequestContext(RequestFactory().get("/"), values))
    page = site.page()
    headers = {"Content-Security-Policy": policy()}
    page.route("**/every-part", lambda route: route.fulfill(body=source, content_type="text/html", headers=headers))
    page.goto("/every-part")
    check_page(page)


_MORE = ("Actions", "Protocols", "Meetings", "Training", "Advice")


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("roles", "shown"),
    [
        ((Role.MANAGER,), ["My work", "Requests", "Cases", "Matters", "Charts", "Policy", *_MORE]),
        ((Role.READER,), ["My work", "Requests", "Cases", "Matters", "Policy", *_MORE]),
        ((Role.ADMINISTRATOR,), ["My work", "Policy", "People", "Jobs", "Ledger"]),
        ((), ["My work"]),
    ],
)
def test_the_menu_has_only_what_the_person_may_see(roles: tuple[Role, ...], shown: list[str]) -> None:
    client = Client()
    client.force_login(person(*roles))
    page = html.fromstring(client.get("/sign-in/logout/").content)
    assert [each.text_content().strip() for each in page.xpath("//nav[@aria-label='Menu']//a")] == shown
