"""The generator of training texts: spans say what they cover, the split holds, and nothing depends on the day."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pycrfsuite
import pytest
from training.care import Text
from training.people import Names, held_out, read_lists

from training import care, lexicon, noise, tab, train


def sample(count: int, *, held: bool = False, seed: int = 3) -> list[Text]:
    return list(train.generated(count, random.Random(seed), held=held))


@pytest.mark.parametrize("held", [False, True])
def test_every_template_line_can_be_filled(held: bool) -> None:
    names, r = Names(held=held), random.Random(1)
    for kind in care.read_kinds(held=held).values():
        for line in kind.head + kind.body:
            out = Text()
            care.fill_line(line, names.cast(r), out, r)
            assert "{" not in out.text, line


def test_spans_lie_in_order_inside_the_text_and_start_and_end_on_letters() -> None:
    for text in sample(60):
        last = 0
        for start, end, label, _ in text.spans:
            assert label in {"PER", "ORG", "LOC"}
            assert last <= start < end <= len(text.text)
            assert text.text[start:end].strip() == text.text[start:end]
            last = end


def test_no_held_out_name_or_template_is_trained_on() -> None:
    trained, kept = care.read_kinds(held=False), care.read_kinds(held=True)
    lines = {line for kind in trained.values() for line in kind.head + kind.body}
    assert not lines & {line for kind in kept.values() for line in kind.head + kind.body}
    names, r = Names(held=False), random.Random(2)
    listed = {n for parts in read_lists().values() for part in parts.values() for n in part}
    for _ in range(300):
        person = names.person(r)
        assert not (person.given in listed and held_out(person.given))


def test_name_lists_are_broad() -> None:
    groups = read_lists()
    assert len(groups) >= 28
    assert all(len(parts.get("given", [])) >= 25 and len(parts["surname"]) >= 20 for parts in groups.values())


def test_noise_moves_spans_with_their_letters() -> None:
    text = Text("Ada Lovell met Ben.", [(0, 10, "PER", ""), (15, 18, "PER", "")])
    assert noise.upper(text).text == "ADA LOVELL MET BEN."
    garbled = noise.ocr(text, random.Random(0), 1.0)
    assert [garbled.text[a:b] for a, b, _, _ in garbled.spans] == ["Ada L0vc11", "8cn"]
    quoted = noise.quote(Text("x\nAda", [(2, 5, "PER", "")]), random.Random(0))
    assert [quoted.text[a:b] for a, b, _, _ in quoted.spans] == ["Ada"]


def test_the_same_seed_gives_the_same_texts() -> None:
    assert [t.text for t in sample(20)] == [t.text for t in sample(20)]


def test_labels_follow_spans_through_hyphens_and_possessives() -> None:
    text = Text("Ann-Marie Cole's mum", [(0, 14, "PER", "")])
    document = train.Document(train.tokenise(text.text), train.Words(tiny_lists()))
    assert train.labels_of(text, document) == ["B-PER", "I-PER", "I-PER", "I-PER", "O", "O"]


def tiny_lists() -> train.Lexicon:
    return train.Lexicon(frozenset({"ann"}), frozenset({"cole"}), frozenset({"mum"}))


def test_a_small_training_run_is_repeatable_and_learns(tmp_path: Path) -> None:
    weights = []
    for name in ("one", "two"):
        out = tmp_path / name
        out.mkdir()
        train.train_care(12, None, tiny_lists(), out)
        weights.append((out / "care.crfsuite").read_bytes())
    assert weights[0] == weights[1]
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(weights[0])
    assert "B-PER" in tagger.labels()


def test_word_lists_hold_no_plain_name_as_a_word(tmp_path: Path) -> None:
    lexicon.write(tmp_path)
    words = set((tmp_path / "words.txt").read_text(encoding="utf-8").split())
    assert {"the", "may", "will", "school"} <= words
    assert not {"siobhan", "mohammed", "wojciech", "oluwaseun", "jones"} & words


def test_packaged_lists_are_the_ones_this_folder_builds(tmp_path: Path) -> None:
    lexicon.write(tmp_path)
    for name in ("names.txt", "words.txt"):
        assert (tmp_path / name).read_text(encoding="utf-8") == (train.DATA / name).read_text(encoding="utf-8")


def test_benchmark_documents_are_read_with_their_offsets(tmp_path: Path) -> None:
    entities = [
        {"entity_type": "PERSON", "identifier_type": "DIRECT", "start_offset": 0, "end_offset": 6},
        {"entity_type": "LOC", "identifier_type": "NO_MASK", "start_offset": 16, "end_offset": 24},
        {"entity_type": "DATETIME", "identifier_type": "QUASI", "start_offset": 28, "end_offset": 32},
    ]
    path = tmp_path / "tab.jsonl"
    path.write_text(json.dumps({"text": "Mr Orr lives in Wexcombe, b. 1961", "entities": entities}), encoding="utf-8")
    assert [s[2] for s in tab.read(path, masked=False)[0].spans] == ["PER", "LOC"]
    assert [s[2] for s in tab.read(path, masked=True)[0].spans] == ["PER", "loc", "DATE"]
