"""Tags that every template has: fields of forms and their errors as the design system words and marks them, and small marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from candour.site.notices import listed

register = template.Library()
register.simple_tag(listed, name="notices")

_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.SelectDateWidget, "date"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.PasswordInput, "password"),
)
_CLASSES = {
    "select": "govuk-select",
    "textarea": "govuk-textarea",
    "file": "govuk-file-upload",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "input": "govuk-input",
}
_ON_ITS_WIDGET = ("rows", "autocomplete", "inputmode", "spellcheck", "type", "multiple", "accept")
"""What a template may say about the control itself."""
_PARTS = (("day", "Day", 2), ("month", "Month", 2), ("year", "Year", 4))
_REQUIRED = str(forms.Field.default_error_messages["required"])
_NO_DATE = str(forms.DateField.default_error_messages["invalid"])
_MISSING = {
    "radios": "Choose an answer for “{}”",
    "checkboxes": "Choose at least one answer for “{}”",
    "select": "Choose an answer for “{}”",
    "checkbox": "Tick “{}”",
    "file": "Choose a file for “{}”",
}
_COLOURS = frozenset({"grey", "green", "teal", "purple", "magenta", "red", "orange", "yellow"})


@register.inclusion_tag("parts/field.html")
def field(bound: BoundField, **extra: Any) -> dict[str, Any]:
    """One field with label, hint and error; what ``extra`` may hold stands in docs/look.md."""
    kind = _kind(bound)
    hint = extra.get("hint", bound.help_text)
    described = " ".join(
        f"{bound.auto_id}-{part}" for part, there in (("hint", hint), ("error", bound.errors)) if there
    )
    shown = {**extra, "field": bound, "kind": kind, "hint": hint, "described": described, "errors": _errors(bound)}
    shown["label"] = extra.get("label", bound.label)
    if kind in _CLASSES:
        shown["control"] = _control(bound, kind, described, extra)
    elif kind == "date":
        shown["parts"] = list(_parts(bound))
    elif kind != "checkbox":
        shown["options"] = list(_options(bound, extra.get("hints") or {}))
    return shown


def _kind(bound: BoundField) -> str:
    widget = bound.field.widget
    return next((kind for type_, kind in _KINDS if isinstance(widget, type_)), "input")


def _control(bound: BoundField, kind: str, described: str, extra: Mapping[str, Any]) -> SafeString:
    classes = [_CLASSES[kind], *([f"{_CLASSES[kind].split()[0]}--error"] if bound.errors else [])]
    if "width" in extra:
        classes.append(f"govuk-input--width-{extra['width']}")
    attrs = {name: extra[name] for name in _ON_ITS_WIDGET if name in extra} | {"class": " ".join(classes)}
    if described:
        attrs["aria-describedby"] = described
    bound.field.widget.attrs.pop("placeholder", None)  # a label stays, a placeholder goes with the first letter
    return bound.as_widget(attrs=attrs)


def _parts(bound: BoundField) -> Iterator[dict[str, Any]]:
    """Day, month and year as they were typed, also when they are no date."""
    widget, form = bound.field.widget, bound.form
    kept = widget.format_value(bound.value())
    for name, label, width in _PARTS:
        typed = form.data.get(f"{bound.html_name}_{name}", "") if form.is_bound else kept.get(name) or ""
        yield {"name": name, "label": label, "width": width, "value": typed}


def _options(bound: BoundField, hints: Mapping[Any, str]) -> Iterator[dict[str, Any]]:
    """``hints``: a sentence for a choice's value."""
    for each in bound.subwidgets:
        data = each.data
        yield {
            "id": data["attrs"].get("id", ""),
            "name": data["name"],
            "value": data["value"],
            "label": data["label"],
            "chosen": data["selected"],
            "hint": hints.get(data["value"], hints.get(str(data["value"]), "")),
        }


@register.inclusion_tag("parts/error_summary.html")
def error_summary(form: BaseForm | None) -> dict[str, Any]:
    """What is wrong with the form, each with a link to its field; nothing when nothing is."""
    wrong = list(_wrong(form)) if form is not None and form.errors else []
    return {"wrong": wrong}


def _wrong(form: BaseForm) -> Iterator[tuple[str, str]]:
    """(id of the control, message); no id where there is nothing to go to."""
    yield from (("", str(message)) for message in form.non_field_errors())
    for bound in form:
        target = "" if bound.is_hidden else first_control(bound)
        yield from ((target, message) for message in _errors(bound))


def _errors(bound: BoundField) -> list[str]:
    """What is wrong with a field; Django's own words for what is missing name no field, so ours do."""
    kind, found = _kind(bound), bound.errors.as_data()
    asked = _MISSING.get(kind, "Fill in “{}”")
    words = {_REQUIRED: asked, _NO_DATE: "“{}” has to be a real date, for example 27 3 2012"}
    messages = [message for error in found for message in error.messages]
    return [words[message].format(bound.label) if message in words else message for message in messages]


def first_control(bound: BoundField) -> str:
    kind = _kind(bound)
    if kind == "date":
        return f"{bound.auto_id}_day"
    if kind in ("radios", "checkboxes"):
        return next((option["id"] for option in _options(bound, {})), "")
    return str(bound.auto_id)


@register.simple_tag
def tag(text: str, colour: str = "") -> SafeString:
    """A short state in a coloured field (blue unless told); the colour says nothing that the text does not."""
    if colour and colour not in _COLOURS:
        raise template.TemplateSyntaxError(f"There is no tag of the colour {colour}.")
    return format_html(
        '<strong class="govuk-tag{}">{}</strong>', format_html(" govuk-tag--{}", colour) if colour else "", text
    )


@register.simple_tag
def moment(at: datetime | None, empty: str = "never") -> SafeString | str:
    """A date with its time in England; ``empty``: what stands there when there is none."""
    if at is None:
        return empty
    there = localtime(at)
    return format_html(
        '<time datetime="{}">{}</time>', there.isoformat(timespec="seconds"), date_format(there, "DATETIME_FORMAT")
    )


@register.filter
def heading(sentence: str) -> str:
    """A sentence as a heading: without the stop at its end."""
    return sentence.removesuffix(".")


@register.filter
def numbers(page: Page[Any]) -> Iterator[int | str]:
    """The numbers of pages to offer: the first, the last, those around this one, and … between."""
    return iter(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.inclusion_tag("parts/place.html", takes_context=True)
def place(context: template.Context, address: str, name: str) -> dict[str, Any]:
    """An item of the menu, marked when the page is in that part of the site; nothing for an address that is not there."""
    path = getattr(context.get("request"), "path", "")
    exactly = path == address
    return {
        "address": address,
        "name": name,
        "here": exactly or (len(address) > 1 and path.startswith(address)),
        "exactly": exactly,
    }
