"""The recogniser's parts: tokens, word lists, features, windows, agreement within a text, forms."""

from __future__ import annotations

from importlib.resources import files
from itertools import pairwise

import pycrfsuite
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.engine.detect.recogniser import features
from candour.engine.detect.recogniser.attributes import attributes
from candour.engine.detect.recogniser.consistency import agreed, repeated
from candour.engine.detect.recogniser.decode import Run
from candour.engine.detect.recogniser.edges import settled, trimmed
from candour.engine.detect.recogniser.features import Document, Joint, Words
from candour.engine.detect.recogniser.judgment import is_judgment, with_forms
from candour.engine.detect.recogniser.lexicon import Lexicon, fold, packaged
from candour.engine.detect.recogniser.sections import Judgment
from candour.engine.detect.recogniser.tokens import BLANK, LINE, WIDE, tokenise
from candour.engine.detect.recogniser.windows import windows
from candour.engine.errors import Unavailable
from candour.engine.model import Kind, Span

LISTS = Lexicon(
    given=frozenset({"ada", "grace"}),
    surname=frozenset({"lovell"}),
    words=frozenset("the rain came down on grace said and it was late now with".split()),
)


def document(text: str, lists: Lexicon = LISTS) -> Document:
    return Document(tokenise(text), Words(lists))


@given(st.text(max_size=200))
def test_tokens_are_the_text_at_their_offsets_and_lose_nothing_but_blanks(text: str) -> None:
    tokens = tokenise(text)
    last = 0
    for token, start, end in zip(tokens.texts, tokens.starts, tokens.ends, strict=True):
        assert text[start:end] == token
        assert text[last:start].strip() == ""
        last = end
    assert text[last:].strip() == ""


def test_possessives_hyphens_and_apostrophes() -> None:
    assert tokenise("O'Neil's Ann-Marie D’Souza’s").texts == ["O'Neil", "'s", "Ann", "-", "Marie", "D’Souza", "’s"]


def test_gaps_tell_columns_lines_and_paragraphs() -> None:
    assert tokenise("a  b\nc\n\nd").gaps[1:] == [WIDE, LINE, BLANK]


def test_folding_keeps_one_key_for_spellings_with_and_without_accents() -> None:
    assert fold("GONÇALVES") == fold("Goncalves")
    assert fold("O’Neil") == "o'neil"


def test_flags_tell_names_from_words_and_both() -> None:
    assert LISTS.flags("ada") == "G"
    assert LISTS.flags("grace") == "GW"
    assert LISTS.flags("rained") == "W"
    assert LISTS.flags("zorblatt") == ""
    assert Lexicon(LISTS.given, LISTS.surname, LISTS.words, frozenset({"ada"})).flags("ada") == ""


def test_text_far_from_names_is_not_tagged() -> None:
    far = "The rain came down and it was late now. " * 5
    doc = document(f"{far}Ada Lovell came. {far}")
    ranges = list(windows(doc, everything=False))
    assert sum(end - start for start, end in ranges) < len(doc.tokens) / 3
    assert any(doc.tokens.texts[i] == "Ada" for start, end in ranges for i in range(start, end))


def test_windows_never_overlap_and_everything_is_everything() -> None:
    doc = document("Ada said the rain came. Lovell said it was late. " * 40)
    ranges = list(windows(doc, everything=False))
    assert all(a[1] <= b[0] for a, b in pairwise(ranges))
    whole = list(windows(doc, everything=True))
    assert sum(end - start for start, end in whole) == len(doc.tokens)


def test_a_text_without_capitals_is_noticed() -> None:
    assert document("it was late. the rain came. ada said now.").careless
    assert not document("It was late. The rain came. Ada said now.").careless


def test_agreement_spreads_a_sure_name_and_an_ordinary_word_only_with_a_chance_of_its_own() -> None:
    doc = document("Ada Lovell came. Grace came. LOVELL on it. grace it was. Grace now. Grace on.")
    sure = [Run(0, 1, "PER", 0.99), Run(4, 4, "PER", 0.99)]
    later = [i for i, text in enumerate(doc.tokens.texts) if text == "Grace"][1:]
    found = agreed(sure, {later[0]: 0.02, later[1]: 0.3}, doc)
    assert [doc.tokens.texts[r.first] for r in found] == ["Ada", "Grace", "LOVELL", "Grace"]
    assert found[-1].first == later[1]


def test_repeated_phrases_are_masked_unless_they_are_mostly_left() -> None:
    doc = document("Wexcombe and Court and Court and Court and Wexcombe")
    found = repeated([Run(0, 0, "LOC", 0.9), Run(2, 2, "ORG", 0.4)], doc)
    assert [doc.tokens.texts[r.first] for r in found] == ["Wexcombe", "Court", "Wexcombe"]


def test_trimming_takes_titles_and_possessives_and_may_leave_nothing() -> None:
    doc = document("Mrs Lovell's , Mr")
    assert trimmed(Run(0, 2, "PER", 1.0), doc, titles=False) == Run(1, 1, "PER", 1.0)
    assert trimmed(Run(0, 2, "PER", 1.0), doc, titles=True) == Run(0, 1, "PER", 1.0)
    assert trimmed(Run(3, 4, "PER", 1.0), doc, titles=False) is None


def test_initials_beside_a_name_belong_to_it_and_halves_of_a_name_are_one() -> None:
    doc = document("M. Lovell and Ada K: J K Lovell. Ada LOVELL came. I Ada B. Lovell")
    texts = doc.tokens.texts
    names = [Run(i, i, "PER", 0.9) for i, text in enumerate(texts) if text in ("Ada", "Lovell", "LOVELL")]
    found = [" ".join(texts[r.first : r.last + 1]) for r in settled(names, doc)]
    assert found == ["M . Lovell", "Ada K", "J K Lovell", "Ada LOVELL", "Ada B . Lovell"]


def test_forms_join_what_they_overlap() -> None:
    text = "born on 4 May 1997 in Wexcombe"
    found = with_forms([Span(10, 18, Kind.DATE, score=0.5, recogniser="crf")], text)
    assert [(text[s.start : s.end], s.kind) for s in found] == [("4 May 1997", Kind.DATE)]


def test_the_parts_of_a_judgment_are_told_by_their_headings() -> None:
    text = "PROCEDURE\nIt began.\nI. THE CIRCUMSTANCES OF THE CASE\nAda came.\nII. RELEVANT DOMESTIC LAW\nThe rain."
    doc = Judgment(tokenise(text), Words(LISTS))

    def part(token: str) -> str:
        return next(f for f in doc.item(doc.tokens.texts.index(token)) if f.startswith("P=")).split("|")[0]

    assert [part(token) for token in ("began", "Ada", "rain")] == ["P=procedure", "P=facts", "P=law"]


def test_a_care_text_that_mentions_an_applicant_is_no_judgment() -> None:
    assert not is_judgment("The applicant is the council. The applicant asks. The applicant agrees.")
    assert is_judgment(
        "The applicant relied on Article 8 of the Convention. The applicant, the applicant.".replace("t, t", "t; T")
    )


DATA = files("candour.engine.detect.recogniser") / "data"
PROSE = (
    "Mrs Pauline Carver (GP) rang.\nKes was at 8 Kiln Mews on 4 May 2015 - o'Dowd's friend Zyx met K.M. and ÉLAN.\n\n"
    "the social worker saw jade at Wexcombe Primary School; a@b.example said  Total 12\tWill will go"
)


@pytest.mark.parametrize("model", ["care", "judgment"])
def test_the_features_a_model_knows_are_read_from_its_file(model: str) -> None:
    weights = (DATA / f"{model}.crfsuite").read_bytes()
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(weights)
    known = attributes(weights)
    assert known == {name: name.encode() for name in tagger.info().attributes}
    with pytest.raises(Unavailable):
        attributes(weights[:200])
    with pytest.raises(Unavailable):
        attributes(b"no model at all" * 9)


def test_items_hold_just_the_features_that_the_model_knows() -> None:
    known, tokens = attributes((DATA / "care.crfsuite").read_bytes()), tokenise(PROSE)
    quick, full = Document(tokens, Words(packaged(), known)), Document(tokens, Words(packaged()))
    for at in range(len(tokens)):
        assert quick.item(at) == [known[feature] for feature in full.item(at) if feature in known]
    assert len(full.item(1)) > len(quick.item(1)) > 3


def test_joint_features_do_not_fill_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "JOINT_LIMIT", 3)
    joint = Joint(lambda value: (f"v={value}",))
    assert [joint[value,] for value in range(9)] == [(f"v={value}",) for value in range(9)]
    assert len(joint) <= 3
