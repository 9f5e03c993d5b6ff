"""Other names that the file itself gives a registered person: quotes, "known as", "née", initials in brackets, "calls him".

An alias is taken right after that person's name, or where a pronoun stands for them; a pronoun that may mean two
people gives the alias to both. A name that is already somebody's is taken only in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from candour.engine.detect import vocabulary
from candour.engine.detect.antecedent import meant_by
from candour.engine.detect.hit import Hit
from candour.engine.detect.index import Index
from candour.engine.detect.initials import ABBREVIATIONS
from candour.engine.detect.starts import Starts
from candour.engine.detect.tokens import Tokens, fold, tokenise
from candour.engine.detect.variants import PARTICLES

_NAME = r"[A-Z][\w'’-]*\w(?: [A-Z][\w'’-]*){0,2}|[A-Z] [A-Z][\w'’-]+"
_GROUP = r"(?:(?:the|her|his|their|my|our|all|other|younger|older|whole) ){0,2}[a-z]+"
_FILLER = (
    r"(?:[\s,;:(–-]|who|whom|he|she|they|is|was|were|are|be|been|has|had|also|now|sometimes|usually|often|always|mostly"
    r"|better|prefers|likes|wants|asked|asks|to|would|like|being|still|then|the|child)*"
)
_VERB = (
    rf"(?:known (?:to {_GROUP}(?: and {_GROUP})? |at {_GROUP} |locally |only |online )?as|known by|(?:also |only )?called"
    rf"|(?!who |that |s?he ){_GROUP} calls?(?: (?:him|her|them))?|calls (?:him|her|them)sel(?:f|ves)|aka|a\.k\.a\.?|alias"
    r"|(?:goes|going|went) (?:by|under)(?: the name)?(?: of)?"
    r"|answers to(?: the name)?(?: of)?|née|nee|formerly|previously|prev\.?|maiden name|nicknamed?(?: is| was)?|used|now|also"
    r"|(?:signs|styles|refers to|introduces|introduced) (?:him|her|them)sel(?:f|ves)(?: as)?|referred to(?: \w+){0,3}? as)"
)
_SIGNS = (
    *"\"“”'‘’(",
    *(" or ", " as ", " to ", " for "),
    *"known now also used went goes going call née nee former prev nick self selv aka a.ka ak.a a.k.a alias answers maiden".split(),
)
"""Without one of these nothing is stated: most names need no closer look."""
_QUOTED = re.compile(rf"\A,? ?\(?(?:also |or )?[\"“'‘]({_NAME})[\"”'’]")
_CALLED = re.compile(rf"(?i:\A(?:'s|’s)?{_FILLER}\b{_VERB})[:,]? +[\"“'‘]?({_NAME})")
_STATED = re.compile(
    r"(?i:\A[^.\n]{0,45}?\b(?:known as|also called|aka|a\.k\.a\.?|alias|née|nee|formerly|prev\.?|also known as|maiden name"
    rf"|nicknamed))[:,]? +[\"“'‘]?({_NAME})"
)
_SHORT = re.compile(
    rf"\A,? \(?(?:or |called )?[\"“'‘]?({_NAME})[\"”'’]?,? (?:for short|to (?:his|her|their) \w+"
    r"|as (?:\w+ ){1,3}(?:calls?|knows?) (?:him|her|them)"
    r"|as (?:he|she) (?:is|was) (?:known|called))"
)
_WEAK = re.compile(r"\b(?:previously|formerly|prev\.?|or) *\Z", re.I)
_FAINT = re.compile(r"(?<!\()\b(?:now|also|used) *\Z", re.I)
"""Says something of a name only in brackets or before quotes: "(now Marsh)", but not "Leila, now Year 9"."""
_OR = re.compile(rf"\A \(or ({_NAME})\)")
_MORE = re.compile(rf"\A[\"”'’]?(?:,|;| and| or|, formerly|; prev\.?)* *[\"“'‘]({_NAME})[\"”'’]")
_INITIALS = re.compile(r"\A[^.\n;]{0,4}\([^()\n]{0,40}?\b([A-Z]{2,3})(?:\)|,| -)")
_PRONOUN = re.compile(
    r"\b(?i:(?:call(?:s|ed|ing)?|nicknam(?:es?|ed)|dubs|dubbed)\s+(?P<a>him|her|them)"
    r"|refer(?:s|red|ring)? to (?P<b>him|her|them) as|(?P<c>he|she|they) (?:is|was|are|were) (?:known(?: \w+){0,5}? as|called|nicknamed)"
    r"|(?P<d>his|her|their) nickname (?:is|was)|(?P<e>he|she|they) (?:goes|go) by(?: the name)?(?: of)?"
    r"|(?P<f>he|she|they) answers? to(?: the name)?(?: of)?)"
    rf"\s+[\"“'‘]?(?P<name>{_NAME})"
)
_AS_CALLED = re.compile(rf"\b(?P<name>{_NAME}),? as (?:\w+ ){{1,3}}(?:calls?|called|knows?) (?P<a>him|her|them)\b")
_PRONOUN_STARTS = frozenset(
    "call calls called calling nickname nicknames nicknamed dubs dubbed refer refers referred referring he"
    " she they his her their".split()
)
_CALLS = frozenset("call calls called know knows".split())
_CALL_HIT = re.compile(r"\b(?:call(?:s|ed|ing)?|nicknamed?|dubbed) \Z")
_REFER_HIT = re.compile(r"\brefer(?:s|red|ring)? to \Z")
_SECOND_NAME = re.compile(rf"\A [\"“'‘]?({_NAME})[\"”'’]?(?=[.,;!?)\n]|\Z| and\b| but\b| because\b| when\b)")
_AS_NAME = re.compile(rf"\A as [\"“'‘]?({_NAME})")
_NO_NAMES = (
    vocabulary.KIN
    | vocabulary.TITLES
    | vocabulary.MONTHS
    | vocabulary.DAYS
    | vocabulary.SEASONS
    | PARTICLES
    | frozenset(
        "the a an and but if when as that this he she they it we i you gp sw iro pc dc lac la nhs school council".split()
    )
)


def find_aliases(tokens: Tokens, hits: Sequence[Hit], index: Index) -> Iterator[tuple[str, str]]:
    """Pairs (person id, alias as written) that the text states of registered people (``hits``)."""
    for hit in hits:
        if len(hit.people) != 1 or hit.family:
            continue
        for alias in (*aliases_after(tokens, hit.last), *_object(tokens, hit)):
            own = index.initials.get(alias.lower())
            usual = alias.isupper() and alias.lower() in ABBREVIATIONS
            if (not usual or (own and hit.people[0] in own.people)) and not _of_another(alias, hit.people[0], index):
                yield hit.people[0], alias
    yield from _of_pronouns(tokens, hits, index)


def aliases_after(tokens: Tokens, at: int) -> Iterator[str]:
    """The other names stated right after the name that ends before token ``at``, in the same paragraph."""
    start = tokens.end[at - 1]
    near = tokens.text[start : start + 110].casefold()
    if not any(sign in near for sign in _SIGNS):
        return
    tail = _one_line(tokens.text[start : start + 110])
    match = (
        _QUOTED.match(tail)
        or _SHORT.match(tail)
        or _CALLED.match(tail)
        or _OR.match(tail)
        or _STATED.match(tail.split("  ")[0])
    )
    while match:
        before = tail[: match.start(1)]
        if (
            _fair(match.group(1))
            and not _FAINT.search(before)
            and not (_WEAK.search(before) and _wordy(match.group(1)))
        ):
            yield match.group(1)
        tail = tail[match.end(1) :]
        match = _MORE.match(tail)
    initials = _INITIALS.match(tokens.text[start : start + 60])
    if initials:
        yield initials.group(1)


def _wordy(alias: str) -> bool:
    """An ordinary word that is no given name: "Leila, now Year 9" says nothing about what she is called."""
    keys = tokenise(alias).key
    return vocabulary.is_word(keys[0]) and keys[0] not in vocabulary.given_names()


def _one_line(text: str) -> str:
    """A paragraph as one line: a statement may run over a line end."""
    return re.sub(r" ?\r?\n(?![ \t]*\r?\n)", " ", text).split("\n")[0]


def _object(tokens: Tokens, hit: Hit) -> Iterator[str]:
    """ "Lily calls Grant Gee", "she refers to Grant as Gee"."""
    before = tokens.text[max(0, hit.start - 20) : hit.start]
    pattern = _SECOND_NAME if _CALL_HIT.search(before) else _AS_NAME if _REFER_HIT.search(before) else None
    match = pattern.match(_one_line(tokens.text[hit.end : hit.end + 60])) if pattern else None
    if match and _fair(match.group(1)):
        yield match.group(1)


def _of_pronouns(tokens: Tokens, hits: Sequence[Hit], index: Index) -> Iterator[tuple[str, str]]:
    starts = Starts(tokens)
    called = _AS_CALLED.finditer(tokens.text) if starts.any_of(_CALLS) else ()
    for found in (starts.matches(_PRONOUN, _PRONOUN_STARTS), called):
        for match in found:
            group = match.groupdict()
            name = group.pop("name")
            if not _fair(name) or name.isupper():
                continue
            pronoun = next(value for value in group.values() if value)
            caller = frozenset(p for h in hits if 0 <= match.start() - h.end < 3 for p in h.people)
            for person in meant_by(pronoun, match.start(), hits, index, text=tokens.text, but=caller):
                if not _of_another(name, person, index):
                    yield person, name


def _of_another(alias: str, person: str, index: Index) -> bool:
    """Whether the name is already a registered form of somebody else ("Will or Mark" are two people)."""
    keys = tuple(tokenise(alias).key)
    entry = index.single.get(keys[0]) if len(keys) == 1 else index.table.get(keys)
    return entry is not None and person not in entry.people


def _fair(alias: str) -> bool:
    words = alias.split()
    key = fold(words[0])
    if len(words) > 1 and key in vocabulary.KIN_TITLES:
        return True
    return len(key) > 1 and key not in _NO_NAMES
