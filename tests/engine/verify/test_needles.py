"""Protected strings are found however they are written, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from candour.engine.verify.needles import Needles, Seen, as_texts, fold

FOUND = [
    ("Zoë Lindqvist", "ZOE LINDQVIST"),
    ("Zoe Lindqvist", "zoë lindqvist"),
    ("Pellow", "Mrs Pel\u00adlow"),
    ("Pellow", "Mrs Pel- low"),
    ("Pellow", "P.e.l.l.o.w"),
    ("Griffiths", "Gri\ufb03ths"),
    ("O'Hanlon-Reyes", "o’hanlon reyes"),
    ("0117 496 0123", "tel.: (0117) 4960123."),
    ("01632 960123", "+44 (0)1632 960 123"),
    ("999 123 4567", "NHS 9991234567"),
    ("QQ123456C", "QQ 12 34 56 C"),
    ("k.pellow@mail.example", "K.Pellow @mail. example"),
    ("Jo", "with Jo today"),
    ("14/03/2009", "born 14-03-2009"),
]
NOT_FOUND = [
    ("Jo", "jo or Joan or MOJO"),
    ("Ann Marsh", "Joann Marshall"),
    ("Theo", "the O level"),
    ("Christian", "Christianity"),
    ("999 123 4567", "19991234567"),
    ("", "anything"),
    ("J", "J said"),
    ("Ben", "to be. Next"),
]


@pytest.mark.parametrize(("secret", "text"), FOUND)
def test_found(secret: str, text: str) -> None:
    assert Needles([secret]).hits(Seen(text))


@pytest.mark.parametrize(("secret", "text"), NOT_FOUND)
def test_not_found(secret: str, text: str) -> None:
    assert not Needles([secret]).hits(Seen(text))


WORDS = st.text(alphabet="abcdefghijklmnoprstuvwyzéüßø", min_size=4, max_size=9)


@given(st.lists(WORDS, min_size=1, max_size=3), st.lists(WORDS, max_size=6), st.lists(WORDS, max_size=6))
def test_a_planted_string_is_always_found(secret: list[str], before: list[str], after: list[str]) -> None:
    planted = "  ".join([*before, "\n".join(secret).upper(), *after])
    assert Needles([" ".join(secret)]).hits(Seen(planted))


@example("\u1d2c")  # a small capital: a letter with case only once it is taken apart
@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_every_pdf_text_string_is_read_back(text: str) -> None:
    assert text in as_texts(b"\xfe\xff" + text.encode("utf-16-be"))
    assert text in as_texts(text.encode("utf-16-be")) or "\x00" not in text.encode("utf-16-be").decode("latin-1")


def test_binary_data() -> None:
    needles = Needles(["Wexcombe", "Jo"])
    assert needles.in_bytes(b"\x00\x01" + "WEXCOMBE".encode("utf-16-le") + b"\x07")
    assert needles.in_bytes(b"...wexcombe...")
    assert not needles.in_bytes(b"...Jo...")
    assert not needles.in_bytes(b"Copyright Wexcombe Type", phrases_only=True)
