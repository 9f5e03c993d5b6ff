"""Invented case notes: the same words for the same seed, with as many names to a page as asked for."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Iterator, Sequence

from bench.people import Someone

PLAIN = (
    "The visit was planned and the family had been told of the time the week before.",
    "The flat was warm and tidy, and there was food in the kitchen for the week.",
    "School attendance has been above ninety per cent since the start of the spring term.",
    "We talked about bedtimes and agreed a routine that everybody thought could work.",
    "The health visitor had no concerns about weight or development at the last review.",
    "It was agreed that the contact sessions would move to Saturday mornings from next month.",
    "A referral for help with housing was sent on the same day and has been acknowledged.",
    "The plan was explained again in plain words and a written copy was left at the house.",
    "There was an argument about money, which was over by the time of the second call.",
    "Both children were seen alone and said that things had been calmer since the summer.",
    "The next meeting will look at whether the plan should be stepped down or go on as it is.",
    "Transport for the appointment has been arranged and paid for by the team.",
    "The nursery reports that he settles quickly now and has begun to speak in sentences.",
    "Nothing in the conversation gave cause for concern beyond what is already recorded.",
    "The worker praised the progress that had been made and said so in the record.",
)
NAMED = (
    "{} said that the last weeks had been hard but that help from the family had come.",
    "The worker rang {} in the afternoon and left a message to call back.",
    "It was {} who first noticed the change and told the school about it.",
    "A letter about the meeting was sent to {} by second-class post.",
    "There was a long talk with {} about what would have to be different by the review.",
    "The car outside belongs to {}, who had stayed for the weekend.",
    "Afterwards {} took the children to the park for an hour.",
    "We asked whether {} could be there at the next visit.",
)
DETAILS = (
    "{name} (date of birth {born}) lives at {address}.",
    "Telephone for {name}: {phone}.",
    "An e-mail came from {email} and was answered the same day.",
    "The team rang {phone} twice and nobody answered.",
)


def page(names: Sequence[str], *, hits: int, plain: int, chance: random.Random) -> str:
    """One page of running text with ``hits`` names, each from ``names``, and ``plain`` sentences without any."""
    sentences = [chance.choice(NAMED).format(chance.choice(names)) for _ in range(hits)]
    sentences += [chance.choice(PLAIN) for _ in range(plain)]
    chance.shuffle(sentences)
    cut = sorted(chance.sample(range(1, len(sentences)), 5))
    parts = (sentences[start:end] for start, end in zip([0, *cut], [*cut, len(sentences)], strict=True))
    return "\n".join(" ".join(part) for part in parts)


def pages(names: Sequence[str], *, count: int, hits: int = 10, plain: int = 26, seed: int = 1) -> Iterator[str]:
    """``count`` pages as from ``page``."""
    chance = random.Random(seed)
    return (page(names, hits=hits, plain=plain, chance=chance) for _ in range(count))


def lines(text: str, *, width: int = 92) -> list[str]:
    """The paragraphs of a page as lines of at most ``width`` characters."""
    return [line for paragraph in text.splitlines() for line in textwrap.wrap(paragraph, width)]


def notes(people: Sequence[Someone], *, letters: int, seed: int = 3) -> str:
    """At least ``letters`` characters of dated case notes about ``people``: names, parts of names and identifiers."""
    chance = random.Random(seed)
    entries: list[str] = []
    length = 0
    while length < letters:
        entries.append(_entry(people, chance))
        length += len(entries[-1]) + 1
    return "\n".join(entries)


def _entry(people: Sequence[Someone], chance: random.Random) -> str:
    about = chance.sample(people, 4)
    worker = chance.choice(people)
    day = f"{chance.randint(1, 28)}/{chance.randint(1, 12):02}/{chance.randint(2012, 2023)}"
    named = (one.name if chance.random() < 0.5 else one.name.split()[0] for one in about)
    sentences = [chance.choice(NAMED).format(name) for name in named]
    sentences += chance.choices(PLAIN, k=6)
    one = chance.choice(about)
    told = {"name": one.name, "born": one.born, "address": one.address, "phone": one.phone, "email": one.email}
    sentences.append(chance.choice(DETAILS).format(**told))
    chance.shuffle(sentences)
    body = textwrap.fill(" ".join(sentences), 100)
    return f"{day} {chance.randint(8, 18)}:{chance.randint(0, 59):02} Home visit\nRecorded by {worker.name}\n{body}\n"
