"""What somebody gives as a reason: a few words at least. Shorter is refused, since nobody could follow it later."""

from __future__ import annotations

from candour.engine.errors import BadInput

_LEAST_WORDS = 3


def in_words(text: str, *, ask: str, means: str = "Others will depend on it.") -> str:
    """A reason of a few words, its lines kept. Raises BadInput with ``ask`` as what to do."""
    text = text.strip()
    if len(text.split()) < _LEAST_WORDS:
        raise BadInput("A reason of a few words is needed.", means=means, do=ask)
    return text


def words(text: str, ask: str, *, means: str = "It stands in the ledger of the case.") -> str:
    """As ``in_words``, in one line for the ledger."""
    return in_words(" ".join(text.split()), ask=ask, means=means)
