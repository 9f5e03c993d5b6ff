"""What a show paints is read alike by the short way and token by token, and never from operands that hold more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.engine.redact.geometry import NotUnderstood
from candour.engine.redact.strings import Strings, _read, plain, strings_of

_ESCAPES = [rb"\n", rb"\r", rb"\t", rb"\b", rb"\f", rb"\(", rb"\)", rb"\\", rb"\5", rb"\53", rb"\053", rb"\8", b"\\\n"]
_PIECES = st.lists(st.sampled_from([*_ESCAPES, b"a", b"3", b"[", b"]", b"<", b"%", b"\xff", b" "]), max_size=6)
_LITERALS = _PIECES.map(lambda parts: b"(" + b"".join(parts) + b")")
_HEX = st.binary(max_size=4).map(lambda raw: b"<" + raw.hex().encode() + b">")
_NUMBERS = st.sampled_from([b"", b" ", b"-3", b"12.5", b" 4 ", b"1 -2", b".5", b"-0", b"\n"])


def _arrays(strings: st.SearchStrategy[bytes]) -> st.SearchStrategy[bytes]:
    parts = st.lists(st.tuples(_NUMBERS, strings), max_size=6)
    return st.tuples(parts, _NUMBERS).map(
        lambda made: b"[" + b"".join(number + string for number, string in made[0]) + made[1] + b"] "
    )


def _told(strings: Strings) -> tuple[bytes, list[int], list[float], float]:
    return strings.text, strings.lengths, strings.gaps, strings.shift


@given(st.one_of(_arrays(_LITERALS), _arrays(_HEX)))
def test_the_short_way_reads_what_the_long_way_reads(array: bytes) -> None:
    short = plain(array, array=True)

    assert short is not None
    assert _told(short) == _told(_read(array))


@given(st.binary(max_size=12))
def test_no_bytes_are_read_differently(inner: bytes) -> None:
    array = b"[(" + inner + b")]"
    short = plain(array, array=True)

    assert short is None or _told(short) == _told(_read(array))


@pytest.mark.parametrize(
    "array",
    [
        b"[(tel (020) 12)]", b"[(a)(b]", b"[(a)\r(b)]", b"[(a\rb)]", b"[(a)5-3(b)]", b"[(a)/N(b)]", b"[<1>2<3>]", b"(a)",
        b"1 [(a)]", b"[[(a)]]", b"[(a)1e5(b)]", b"[(a)9999999999(b)]",
    ],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_the_long_way(array: bytes) -> None:
    assert plain(array, array=True) is None


@pytest.mark.parametrize("operand", [b"5 (a)", b"(a)(b)", b"(a(b))", rb"(a\)b)", b"(a) %)", b"<61>", b"(a\rb)"])
def test_a_string_that_is_not_plain_is_left_to_the_long_way(operand: bytes) -> None:
    assert plain(operand, array=False) is None


def test_the_last_operand_is_the_string() -> None:
    assert strings_of(rb"5 (a\051)", array=False).text == b"a)"


def test_an_array_is_no_string() -> None:
    with pytest.raises(NotUnderstood):
        strings_of(b"[(a)]", array=False)


def test_strings_that_end_within_a_code_are_not_read_as_one() -> None:
    found = strings_of(b"[(abc)-3(d)]", array=True)

    assert found.whole(1)
    assert not found.whole(2)
    assert not found.whole(0)
    assert found.pieces() == [b"abc", b"d"]
