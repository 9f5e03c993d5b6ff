"""Invented people for the measurements: a register of thirty and as many further names as asked for. No real person."""

from __future__ import annotations

import csv
import itertools
import random
from dataclasses import dataclass
from pathlib import Path

GIVEN = (
    "Kerry Dawid Amina Rhys Oksana Tobias Leanne Marlon Sioned Farhan Beatrix Callum Nadine Ifeoma Stuart Wioletta "
    "Gethin Yasmin Desmond Carys Rufus Shanice Piotr Marnie Hamza Eleri Fergus Zainab Lorcan Bryony Kwame Tamsin "
    "Idris Roisin Mateusz Ayesha Corin Delyth Jerome Saskia"
).split()
SURNAMES = (
    "Pellow Brzeski Halloran Okonjo Trevanion Whitcombe Saleem Maddern Ferreira Gwilliam Ashworth Kossoff Lindqvist "
    "Penrose Abara Tolliver Nankervis Cheung Rosewarne Dunmore Iqbalson Varley Szymczak Oyelaran Tregenza Bickford "
    "Marchetti Holloway Udoka Sandercock Kowalczyk Treloar Hasani Penhale Wragge Bolitho Adeyinka Crowhurst Mbeki "
    "Stallard"
).split()
ROLES = "subject mother father sibling sibling relative carer social_worker health education police third_party".split()
STREETS = "Quarry Lane|Foundry Terrace|Bramble Close|Chapel Row|Tinners Way|Mill Parade".split("|")
REGISTERED = 30


@dataclass(frozen=True, slots=True)
class Someone:
    """One invented person. Telephone numbers are from Ofcom's drama ranges."""

    id: str
    name: str
    role: str
    born: str
    address: str
    phone: str
    email: str


def names(count: int) -> list[str]:
    """``count`` different full names (at most 1,600), always the same ones."""
    pairs = list(itertools.product(GIVEN, SURNAMES))
    return [" ".join(pair) for pair in random.Random(7).sample(pairs, count)]


def register() -> list[Someone]:
    """Thirty people of one case file, given names all different, surnames shared by families."""
    chance = random.Random(11)
    return [_someone(number, chance) for number in range(REGISTERED)]


def _someone(number: int, chance: random.Random) -> Someone:
    given, surname = GIVEN[number], SURNAMES[number // 2]
    born = f"{chance.randint(1, 28):02}/{chance.randint(1, 12):02}/{chance.randint(1960, 2012)}"
    address = f"{chance.randint(2, 98)} {chance.choice(STREETS)}, Exmouthby, ZZ{number % 9 + 1} {number % 8 + 1}QX"
    return Someone(
        id=f"p{number + 1}",
        name=f"{given} {surname}",
        role=ROLES[number % len(ROLES)] if number < len(ROLES) else "third_party",
        born=born,
        address=address,
        phone=f"07700 900{number + 100}",
        email=f"{given}.{surname}@mail.example".lower(),
    )


def write_people(people: list[Someone], *, path: Path) -> None:
    """people.csv as ``docs/cli.md`` describes it."""
    columns = "id,name,role,aliases,date_of_birth,address,phone,email,identifiers,never_disclose,notes".split(",")
    with path.open("w", newline="", encoding="utf-8") as handle:
        out = csv.writer(handle)
        out.writerow(columns)
        for one in people:
            out.writerow([one.id, one.name, one.role, "", one.born, one.address, one.phone, one.email, "", "", ""])
