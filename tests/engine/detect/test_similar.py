"""Near duplicates: a text that stands inside another is suggested; look-alikes on the same form are not."""

from __future__ import annotations

import random

from record_factory import mail, paper

from candour.engine.detect.similar import near_duplicates
from candour.engine.model import GapKind

BODY = (
    "Hello both, she has settled well and has been learning chess with the others in the evening. She has asked for her\n"
    "school photographs and for the blue blanket from the top of the wardrobe. The dentist can see her on Thursday at nine."
)


def prose(seed: int, words: int = 200) -> str:
    rng = random.Random(seed)
    return " ".join("".join(rng.choices("abcdefghij", k=5)) for _ in range(words))


def test_a_mail_inside_a_longer_thread_is_suggested() -> None:
    first = mail("a.eml", BODY, sender="p@x.example", to="r@y.example")
    quoted = "\n".join(f"> {line}" for line in BODY.split("\n"))
    thread = mail(
        "b.eml",
        f"For the review, please.\nIt is good news.\n{quoted}\nRegards\nAnn",
        sender="r@y.example",
        to="q@y.example",
    )
    (gap,) = near_duplicates(texts=[thread, first])
    assert gap.kind is GapKind.NEAR_DUPLICATE
    assert gap.source == "a.eml"
    assert "b.eml" in gap.detail
    assert gap.status == "suggested"


def test_exact_copies_are_left_to_the_hash() -> None:
    first = paper("a.pdf", prose(1))
    assert near_duplicates(texts=[first, paper("b.pdf", prose(1), duplicate_of=first.record.id)]) == ()


def test_different_texts_are_not_alike() -> None:
    assert near_duplicates(texts=[paper(f"{number}.pdf", prose(number)) for number in range(20)]) == ()


def test_half_of_a_text_is_not_enough() -> None:
    shared = prose(1, words=100)
    assert (
        near_duplicates(
            texts=[paper("a.pdf", f"{shared} {prose(2, 100)}"), paper("b.pdf", f"{shared} {prose(3, 300)}")]
        )
        == ()
    )


def test_forms_that_share_their_fixed_wording_are_not_alike() -> None:
    form = prose(1, words=150)
    forms = [paper(f"{number}.pdf", f"{form} {prose(number + 10, 40)}") for number in range(60)]
    assert near_duplicates(texts=forms) == ()


def test_thousands_of_records_take_seconds() -> None:
    texts = [paper(f"{number}.pdf", prose(number, words=120)) for number in range(2000)]
    texts.append(paper("copy.pdf", f"{prose(7, words=120)} {prose(9000, words=30)}"))
    (gap,) = near_duplicates(texts=texts)
    assert gap.source == "7.pdf"


def test_the_order_of_the_records_does_not_matter() -> None:
    texts = [paper("a.pdf", prose(1)), paper("b.pdf", f"{prose(1)} {prose(2, 50)}"), paper("c.pdf", prose(3))]
    assert near_duplicates(texts=texts) == near_duplicates(texts=texts[::-1])
