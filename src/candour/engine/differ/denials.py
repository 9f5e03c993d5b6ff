"""One says that it was so, the other that it was not; it takes plans, wishes, questions and other people's events for no denial."""

from __future__ import annotations

from collections.abc import Iterator

from candour.engine.differ.clause import Clause
from candour.engine.differ.found import Found
from candour.engine.differ.same import (
    another,
    contrasted,
    coverage,
    denial_covers,
    events_clash,
    people_clash,
    same_kind,
    shared_acts,
    shared_events,
    shared_people,
    shared_words,
    times_clash,
    unmatched,
    words_clash,
)
from candour.engine.differ.side import Side
from candour.engine.differ.terms import Term
from candour.engine.differ.values import Difference

_LEAST, _MANY, _NEARLY_ALL = 0.3, 0.6, 0.75
"""Of the words: how much has to be shared where the vocabulary knows none of it."""
_NO = frozenset(("no", "without", "any", "never"))


def denials(one: Side, other: Side) -> Iterator[Found]:
    if (
        one.clause.asked
        or other.clause.asked
        or contrasted(one, other)
        or people_clash(one, other)
        or _others(one, other)
    ):
        return
    yield from _acts(one, other)
    yield from _existence(one, other)
    yield from _words(one, other)


def _others(one: Side, other: Side) -> bool:
    """The clauses themselves speak of different people, whoever else the sentences name."""
    mine = {key for ref in one.clause.refs for key in ref.people}
    theirs = {key for ref in other.clause.refs for key in ref.people}
    return bool(mine and theirs and not mine & theirs)


def _acts(one: Side, other: Side) -> Iterator[Found]:
    if events_clash(one, other):
        return
    for mine, theirs in shared_acts(one, other):
        signs = one.sign(mine), other.sign(theirs)
        if signs[0] == signs[1] or not _both_real(one, mine, other, theirs):
            continue
        denied, affirmed = (one, other) if signs[0] < 0 else (other, one)
        share = coverage(one, other)
        if words_clash(one, other) or not _more(one, other, mine) or (mine.has("event") and another(one, other)):
            continue
        if denial_covers(denied, affirmed) and share >= _enough(one, other):
            kind = Difference.OUTCOME if mine.has("outcome") else Difference.DENIED
            yield Found(kind, _strength(one, other, share), mine, theirs, key=_same(mine, other))


def _more(one: Side, other: Side, act: Term) -> bool:
    """They share more than the one verb."""
    events = any(mine.name != act.name for mine, _ in shared_events(one, other))
    return events or shared_people(one, other) > 0 or bool(shared_words(one, other)) or coverage(one, other) == 1


def _enough(one: Side, other: Side) -> float:
    """Somebody or something that the record does not name has to be outweighed by the rest."""
    known = {mine for mine, _ in shared_events(one, other)}
    strange = bool(unmatched(one, other)) or any(
        term not in known for term in one.clause.terms if term.has("event") or term.has("paper")
    )
    return 0.8 if strange and other.clause.words else 0.5


def _both_real(one: Side, mine: Term, other: Side, theirs: Term) -> bool:
    """Both happened, or both were decided to be."""
    planned = one.meant(mine), other.meant(theirs)
    return planned == (False, False) or (planned == (True, True) and mine.has("outcome"))


def _same(mine: Term, other: Side) -> str:
    """Records that speak of the same thing on the same day, or on none, say the same."""
    return f"{mine.name} {other.when.low if other.when else ''}"


def _strength(one: Side, other: Side, share: float) -> float:
    dated = one.when is not None and other.when is not None
    return min(1.0, 0.35 + 0.4 * share + 0.1 * min(2, shared_people(one, other)) + 0.1 * dated)


def _existence(one: Side, other: Side) -> Iterator[Found]:
    """ "No assessment was completed" against "the viability assessment was positive"; and the other way round."""
    for mine in one.events:
        for theirs in other.events:
            if not (_own(one, mine) and _own(other, theirs)) or words_clash(one, other) or events_clash(one, other):
                continue
            if not same_kind(mine, theirs) or (
                mine.concept.general == theirs.name and not _absent(other.clause, theirs)
            ):
                continue
            gone = _absent(one.clause, mine), _absent(other.clause, theirs)
            if gone[0] == gone[1]:
                continue
            denied, affirmed, term = (one, other, theirs) if gone[0] else (other, one, mine)
            if (
                not _there(affirmed, term)
                or not denial_covers(denied, affirmed)
                or (gone[1] and times_clash(one, other))
            ):
                continue
            share = coverage(one, other)
            if share >= _enough(one, other) and not (another(one, other) and term.has("event")):
                kind = Difference.ABSENT if mine.has("paper") and gone[0] else Difference.DENIED
                yield Found(kind, _strength(one, other, share), mine, theirs, key=_same(mine, other))


def _own(side: Side, term: Term) -> bool:
    return term in side.clause.terms


def _absent(clause: Clause, term: Term) -> bool:
    """Whether the clause says that there was no such thing."""
    if clause.meant(term) or _only_of(clause, term):
        return False
    for at, token in enumerate(clause.tokens):
        if token.word in _NO and 0 < _tokens_between(clause, at, term) <= 4 and clause.sign(term) < 0:
            return True
    return any(
        (each.has("does") or each.has("makes")) and clause.sign(each) < 0 and not _other_act(clause, each, term)
        for each in clause.terms
    )


def _only_of(clause: Clause, term: Term) -> bool:
    """ "No minutes of the meeting": it is the paper that is not there."""
    return not term.has("paper") and any(each.has("paper") and each.first < term.first for each in clause.terms)


def _tokens_between(clause: Clause, at: int, term: Term) -> int:
    """Tokens from ``at`` to the term, 0 where an act stands between or it comes before."""
    if term.first <= at or any(at < each.first < term.first and each.has("act") for each in clause.terms):
        return 0
    return term.first - at


def _other_act(clause: Clause, does: Term, term: Term) -> bool:
    low, high = sorted((does.first, term.first))
    return any(low < each.first < high and each.has("act") and each.first != term.first for each in clause.terms)


def _there(side: Side, term: Term) -> bool:
    """Whether the side speaks of it as of something that happened or is there."""
    return not side.meant(term) and side.sign(term) > 0


def _words(one: Side, other: Side) -> Iterator[Found]:
    """What the vocabulary does not know: many of the same words, denied on one side only."""
    both = shared_words(one, other)
    known = len(both) + len(shared_events(one, other)) + shared_people(one, other)
    if not both or known < 2 or events_clash(one, other) or shared_acts(one, other):
        return
    share = coverage(one, other)
    if share < 1 or not shared_people(one, other) or coverage(other, one) < _LEAST:
        share = min(share, 1.5 * coverage(other, one))
    signs = {(_word_sign(one, word), _word_sign(other, word)) for word in both}
    if share >= _NEARLY_ALL:
        signs = {(_end_sign(one), _end_sign(other))}
    if len(signs) != 1 or share < _MANY or _only_planned(one, both) or _only_planned(other, both):
        return
    (mine, theirs) = signs.pop()
    if mine != theirs and denial_covers(*((one, other) if mine < 0 else (other, one))):
        yield Found(Difference.DENIED, _strength(one, other, share) - 0.15, None, None)


def _word_sign(side: Side, word: str) -> int:
    return side.clause.sign_at(side.clause.words[word])


def _end_sign(side: Side) -> int:
    """Whether the clause as a whole denies."""
    return side.clause.sign_at(side.clause.end)


def _only_planned(side: Side, words: set[str]) -> bool:
    clause = side.clause
    first = min(clause.words[word] for word in words)
    return clause.hung > 0 or clause.planned or 0 <= clause.wished < first
