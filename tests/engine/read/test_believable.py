"""Which text layers are believed: language is, codes and single letters are not, however the text is typed."""

import pytest

from candour.engine.read.picture import believable

ENGLISH = (
    "The visit was planned and the family had been told of it. She said that all was well at home, and at school. "
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        ENGLISH * 3,
        ENGLISH.replace("'", "’").replace(".", "… “so”") * 3,
        (ENGLISH + "Zażółć gęślą jaźń. ") * 3,  # beyond Latin-1
        "Form 7B",
    ],
)
def test_believed(text: str) -> None:
    assert believable(text)


@pytest.mark.parametrize(
    "text",
    [
        "T h e v i s i t w a s p l a n n e d",
        "\ufffd\ue001\ue002 abc \ue003",
        "\x01\x02\x03 \x04\x05 ab",
        "Wkh ylvlw zdv sodqqhg dqg wkh idplob kdg ehhq wrog ri lw. " * 6,
        "Жжж ббб ввв ггг ддд еее жжж ззз иии ккк. " * 8,
    ],
)
def test_not_believed(text: str) -> None:
    assert not believable(text)
