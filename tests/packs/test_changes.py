"""What differs between two packs: nothing that a pack says can change without being shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest

from candour.packs.changes import changes
from candour.policy import Pack, RetentionRule, load_pack
from candour.policy.routes import AccessRules, Part

_NO_RULE = {
    "sha256": "of the files", "files": "their names", "neutral": "as the label of that name", "level": "whose file it is",
    "silent": "shown as parts that are not stated", "id": "another id is another rule",
}  # fmt: skip
"""Fields whose change shows otherwise, and how."""


@pytest.fixture(scope="module")
def devon() -> Pack:
    return load_pack("devon")


def other(value: Any) -> Any:
    """Another value of the same kind."""
    if isinstance(value, bool) or value is None:
        return not value
    if isinstance(value, str):
        return f"{value} otherwise"
    if isinstance(value, date):
        return value + timedelta(days=1)
    if isinstance(value, int):
        return value + 1
    if isinstance(value, frozenset):
        return value | {"another"}
    if isinstance(value, tuple):
        nested = bool(value) and isinstance(value[0], tuple)
        return (*value, ("another",) if nested else "another")
    assert isinstance(value, Mapping)
    return {
        **value,
        "another": frozenset({"x"}) if all(isinstance(each, frozenset) for each in value.values()) else "x",
    }


def changed_entries(value: Any) -> Iterator[tuple[str, Any]]:
    """The value with one field of one entry in it changed, for every field of the first entry of each kind."""
    if isinstance(value, Mapping) and value and is_dataclass(next(iter(value.values()))):
        key, first = next(iter(value.items()))
        yield from ((name, {**value, key: made}) for name, made in changed_fields(first))
    elif isinstance(value, tuple) and value and is_dataclass(value[0]):
        yield from ((name, (made, *value[1:])) for name, made in changed_fields(value[0]))
    elif is_dataclass(value):
        yield from changed_fields(value)
    elif isinstance(value, Mapping) and value:
        key = next(iter(value))
        yield key, {**value, key: other(value[key])}
    else:
        yield "", other(value)


def changed_fields(entry: Any) -> Iterator[tuple[str, Any]]:
    for field in fields(entry):
        value = getattr(entry, field.name)
        if field.name in _NO_RULE or (isinstance(entry, Part | RetentionRule) and not value):
            continue
        if is_dataclass(value) or (isinstance(value, Mapping) and field.name == "parts"):
            yield from (
                (f"{field.name}.{name}", replace(entry, **{field.name: made})) for name, made in changed_entries(value)
            )
        else:
            made = "closed" if field.name == "counted_from" else other(value)
            yield field.name, replace(entry, **{field.name: made})


def every_change(pack: Pack) -> Iterator[tuple[str, Pack]]:
    for field in fields(pack):
        if field.name in _NO_RULE:
            continue
        if field.name == "access":
            for part in fields(AccessRules):
                for name, made in changed_entries(getattr(pack.access, part.name)):
                    yield f"{part.name}.{name}", replace(pack, access=replace(pack.access, **{part.name: made}))
        else:
            for name, made in changed_entries(getattr(pack, field.name)):
                yield f"{field.name}.{name}", replace(pack, **{field.name: made})


def few(value: Any) -> Any:
    """With the first two entries only, of which one is changed: looking at all of them each time takes long."""
    if isinstance(value, Mapping):
        return dict(list(value.items())[:2])
    return value[:2] if isinstance(value, tuple) else value


def test_nothing_that_a_pack_says_changes_unseen(devon: Pack) -> None:
    access = replace(devon.access, **{each.name: few(getattr(devon.access, each.name)) for each in fields(AccessRules)})
    small = replace(
        devon,
        **{each.name: few(getattr(devon, each.name)) for each in fields(devon) if each.name != "access"},
        access=access,
    )
    made = list(every_change(small))
    assert len(made) > 100
    assert [name for name, pack in made if not changes(small, pack)] == []


def test_the_same_pack_differs_in_nothing(devon: Pack) -> None:
    assert changes(devon, load_pack("devon")) == []


def test_an_entry_that_comes_or_goes_is_shown_whole(devon: Pack) -> None:
    fewer = replace(devon, holds={})
    (gone,) = changes(devon, fewer)
    (come,) = changes(fewer, devon)
    (hold,) = devon.holds.values()
    assert (gone.what, gone.chapter, gone.title) == ("Removed", "Keeping and destroying", hold.title)
    assert (come.what, come.title) == ("Added", gone.title)
    assert [(each.label, each.now) for each in come.differences] == [
        (each.label, each.was) for each in gone.differences
    ]
    assert {"Title", "Reason", "Source", "In force from", "Checked"} <= {each.label for each in come.differences}


def test_another_order_is_another_policy_where_the_first_that_fits_wins(devon: Pack) -> None:
    turned = replace(devon, disclosure=tuple(reversed(devon.disclosure)))
    (moved,) = changes(devon, turned)
    assert moved.title == "The order of the rules"
    (order,) = moved.differences
    assert order.was == tuple(reversed(order.now))


def test_every_route_says_each_part_or_that_it_is_not_stated(devon: Pack) -> None:
    from candour.packs.rules import NOT_STATED, rule
    from candour.policy.routes import PARTS

    for each in devon.access.routes:
        parts = rule(devon, each).parts
        assert len(parts) == len(PARTS)
        assert all(part.stated == (part.lines != (NOT_STATED,)) for part in parts)
        assert all(part.why and part.lines for part in parts if part.stated)
