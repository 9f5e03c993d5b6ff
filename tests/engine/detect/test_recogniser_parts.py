"""The recogniser's parts: tokens, word lists, features, windows, agreement within a text, forms."""

from __future__ import annotations

from importlib.resources import files
from itertools import pairwise

import pycrfsuite
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candour.engine.detect.recogniser import features
from candour.engine.detect.recogniser.consistency import agreed, repeated
from candour.engine.detect.recogniser.decode import Run
from candour.engine.detect.recogniser.edges import settled, trimmed
from candour.engine.detect.recogniser.features import Document, Joint, Words
from candour.engine.detect.recogniser.judgment import is_judgment, with_forms
from candour.engine.detect.recogniser.lexicon import Lexicon, fold, packaged
from candour.engine.detect.recogniser.sections import Judgment
from candour.engine.detect.recogniser.tokens import BLANK, LINE, WIDE, tokenise
from candour.engine.detect.recogniser.weights import Named, Summed, weights
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


WRAPPED = (
    "The rain came down on and on and it was late now and the rain\ncame down with the rain and on it came and it was late. Ada\n"
    "came now and said it was late. The rain came down on and on and\non and it was now late and the rain came down and on. It was\n"
    "late now and the rain came down. The rain came down and on it came.\n"
) * 3


def test_lines_that_only_go_on_do_not_make_every_word_a_name() -> None:
    doc = document(WRAPPED)
    assert doc.careless
    assert not doc.without_capitals
    assert sum(end - start for start, end in windows(doc, everything=False)) < len(doc.tokens) / 2


def test_every_word_is_looked_at_where_capitals_are_left_out() -> None:
    small = document(WRAPPED.lower())
    chat = document("ada came late\nthe rain came\nlovell said so\nit was late\nok\n")
    for doc in (small, chat):
        assert doc.without_capitals
        assert sum(end - start for start, end in windows(doc, everything=False)) == len(doc.tokens)


def test_a_word_on_no_list_is_looked_at_in_a_text_whose_lines_begin_small() -> None:
    doc = document(WRAPPED.replace("with the rain", "with zorblatt"))
    ranges = list(windows(doc, everything=False))
    assert all(any(a <= i < b for a, b in ranges) for i, text in enumerate(doc.tokens.texts) if text == "zorblatt")


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
        at = doc.tokens.texts.index(token)
        return next(f for f in doc.items(at, at + 1)[0] if f.startswith("P=")).split("|")[0]

    assert [part(token) for token in ("began", "Ada", "rain")] == ["P=procedure", "P=facts", "P=law"]


def test_a_care_text_that_mentions_an_applicant_is_no_judgment() -> None:
    assert not is_judgment("The applicant is the council. The applicant asks. The applicant agrees.")
    assert is_judgment(
        "The applicant relied on Article 8 of the Convention. The applicant, the applicant.".replace("t, t", "t; T")
    )


@pytest.mark.parametrize(
    "words",
    [
        "see paragraphs 32 and 33 below",
        "Articles 6 § 1 and 13",
        "Chapters 1-9",
        "Section 47",
        "paragraph 28, 30 or 31 above",
    ],
)
def test_a_reference_to_a_part_of_a_text_identifies_nobody(words: str) -> None:
    text = f"They rely on this ({words}) in the end."
    at = text.index(words)
    for kind in (Kind.DATE, Kind.OTHER):
        assert (
            with_forms([Span(at, at + len(words), kind), Span(at + len(words) - 4, at + len(words), kind)], text) == []
        )
    person = Span(at, at + len(words), Kind.PERSON)
    assert with_forms([person], text) == [person]


@pytest.mark.parametrize(
    "words", ["Articles 8 and 13 May", "Section 5,000", "paragraphs of 31", "page 12 and 13 below"]
)
def test_what_only_resembles_a_reference_stays(words: str) -> None:
    text = f"They rely on this ({words} 2011) in the end."
    span = Span(text.index("("), text.index(" 2011"), Kind.OTHER)
    assert span.start in {found.start for found in with_forms([span], text)}


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a widower, aged sixty three, and", ["sixty three"]),
        ("Aged 17 he left", ["17"]),
        ("between 1980 and 1981 and in the first half of 1993.", ["between 1980 and 1981", "first half of 1993"]),
        ("children aged 5 to 9; managed one; between 3 and 4", []),
    ],
)
def test_ages_and_spans_of_years_are_masked_by_their_form(text: str, seen: list[str]) -> None:
    assert [text[s.start : s.end] for s in with_forms([], text)] == seen


DATA = files("candour.engine.detect.recogniser") / "data"
PROSE = (
    "Mrs Pauline Carver (GP) rang.\nKes was at 8 Kiln Mews on 4 May 2015 - o'Dowd's friend Zyx met K.M. and ÉLAN.\n\n"
    "the social worker saw jade at Wexcombe Primary School; a@b.example said  Total 12\tWill will go"
)


def plain_tagger(model: bytes) -> pycrfsuite.Tagger:
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(model)
    return tagger


@pytest.mark.parametrize("model", ["care", "judgment"])
def test_features_outside_the_model_say_nothing(model: str) -> None:
    read = (DATA / f"{model}.crfsuite").read_bytes()
    known = plain_tagger(read).info().attributes
    assert Named(read).told([*known, "k=zyx not there"]) == [name.encode() for name in known]
    for asked in (Named(read), Summed(read)):
        assert asked.told(["k=zyx not there"]) == asked.told([])


def test_damaged_weights_are_refused() -> None:
    for kind in (Named, Summed, weights):
        for damaged in ((DATA / "care.crfsuite").read_bytes()[:200], b"no model at all" * 9, b""):
            with pytest.raises(Unavailable):
                kind(damaged)


@pytest.mark.parametrize("model", ["care", "judgment"])
@settings(max_examples=25, deadline=None)
@given(cut=st.integers(0, 60), capitals=st.booleans())
def test_sums_of_weights_give_the_labels_and_chances_that_names_of_features_give(
    model: str, cut: int, capitals: bool
) -> None:
    read = (DATA / f"{model}.crfsuite").read_bytes()
    tokens = tokenise(PROSE[cut:].upper() if capitals else PROSE[cut:])
    plain = plain_tagger(read)
    plain.set(Document(tokens, Words(packaged())).items(0, len(tokens)))
    labels, places = plain.tag(), range(len(tokens))
    chances = [plain.marginal(label, at) for at in places for label in plain.labels()]
    for asked in (Named(read), Summed(read)):
        tagger = asked.tagger()
        tagger.set(asked.items(Document(tokens, Words(packaged(), asked.told)).items(0, len(tokens))))
        assert tagger.tag() == labels
        found = [tagger.marginal(label, at) for at in places for label in plain.labels()]
        assert found == pytest.approx(chances, abs=1e-8)


def test_the_quicker_way_to_ask_depends_on_the_number_of_labels() -> None:
    ways = {model: weights((DATA / f"{model}.crfsuite").read_bytes()) for model in ("care", "judgment")}
    assert isinstance(ways["care"], Summed)
    assert not isinstance(ways["judgment"], Summed)


def test_features_of_a_part_of_a_text_are_those_of_the_whole() -> None:
    whole = document(PROSE, packaged())
    items = whole.items(0, len(whole.tokens))
    assert items[3:9] == whole.items(3, 9)
    assert "w=at" in items[whole.tokens.texts.index("at")]
    assert not any("<edge>" in name for item in items[1:-1] for name in item)
    assert [name for name in items[0] if "<edge>" in name] == ["-k=<edge>", "-k|o=<edge>|WT", "-k|+k=<edge>|<GT>"]


def test_joint_features_do_not_fill_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "JOINT_LIMIT", 3)
    joint = Joint(lambda value: [f"v={value}"])
    assert [joint[value,] for value in range(9)] == [[f"v={value}"] for value in range(9)]
    assert len(joint) <= 3
