"""Places, organisations and ordinary phrases that fill a template's slots; every name of them is invented or generic.

It refuses to know people: those come from ``people.py``, whose lists only lend names to roads and schools.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from .people import read_lists
from .phrases import (
    COMPANIES,
    COUNTRIES,
    END,
    LOOSE,
    NURSERIES,
    ORGS,
    PLAIN,
    REAL_TOWNS,
    ROAD_HEADS,
    ROAD_NAMES,
    SAINTS,
    SCHOOL_HEADS,
    START,
)


def named(r: random.Random) -> str:
    """A name as roads, schools and houses bear them: most look like people's, which is the point."""
    lists = read_lists()[r.choice(["british", "british", "irish", "welsh", "scots", "ordinary_words"])]
    name = r.choice(lists[r.choice(["given", "surname"])])
    return name.replace("-", " ")


def ordinary_word(r: random.Random) -> str:
    """In small letters, a word that is also a name: in these places it is a word."""
    return r.choice(read_lists()["ordinary_words"][r.choice(["given", "surname"])]).lower()


def town(r: random.Random) -> str:
    if r.random() < 0.3:
        return r.choice(REAL_TOWNS)
    made = r.choice(START) + r.choice(END)
    lead = r.choice(["Great ", "Little ", "Upper ", "North ", "St ", "West "]) if r.random() < 0.1 else ""
    return lead + made + (" " + r.choice(["Green", "Park", "Regis", "St Mary", "Cross"]) if r.random() < 0.08 else "")


def road(r: random.Random) -> str:
    pick = r.random()
    name = r.choice(ROAD_NAMES) if pick < 0.55 else town(r) if pick < 0.8 else "St " + r.choice(SAINTS) + "'s"
    if pick > 0.65:
        name = named(r)
    if r.random() < 0.05:
        return f"the {name} estate"
    lead = r.choice(["Upper ", "Lower ", "Old ", "New ", "Great "]) if r.random() < 0.05 else ""
    return f"{lead}{name} {r.choice(ROAD_HEADS)}"


def house(r: random.Random) -> str:
    name = r.choice(
        [named(r), r.choice(ROAD_NAMES), r.choice(START) + r.choice(END), f"The Old {r.choice(ROAD_NAMES)}"]
    )
    return (
        name
        if name.startswith("The")
        else f"{name} {r.choice(['Cottage', 'House', 'Lodge', 'Villa', 'Court', 'Farm', 'Tower', 'Flats'])}"
    )


def abbreviation(r: random.Random) -> str:
    return "".join(r.choice("ABCDEFGHILMNOPRSTUVW") for _ in range(r.choice([2, 2, 3, 3, 3, 4, 5])))


def school(r: random.Random) -> str:
    pick = r.random()
    if pick < 0.3:
        start = f"St {r.choice(SAINTS)}'s"
        return start if r.random() < 0.3 else f"{start} {r.choice(SCHOOL_HEADS)}"
    name = (
        named(r)
        if pick < 0.42
        else town(r)
        if pick < 0.6
        else f"{r.choice(ROAD_NAMES)} {r.choice(ROAD_HEADS)}"
        if pick < 0.8
        else r.choice(ROAD_NAMES)
    )
    return f"{name} {r.choice(SCHOOL_HEADS)}"


def gp(r: random.Random) -> str:
    name = r.choice(
        [town(r), r.choice(ROAD_NAMES), f"{r.choice(ROAD_NAMES)} {r.choice(ROAD_HEADS)}", "The " + r.choice(ROAD_NAMES)]
    )
    name = named(r) if r.random() < 0.2 else name
    return f"{name} {r.choice(['Surgery', 'Medical Centre', 'Practice', 'Health Centre', 'Family Practice'])}"


def hospital(r: random.Random) -> str:
    return r.choice(
        [
            f"{town(r)} General Hospital",
            f"{town(r)} Royal Infirmary",
            f"St {r.choice(SAINTS)}'s Hospital",
            f"the Royal {town(r)}",
            f"Queen {r.choice(SAINTS)}'s",
            f"{town(r)} General",
            "Princess Alice Hospital",
        ]
    )


def council(r: random.Random) -> str:
    return r.choice(
        ["{} Council", "{} City Council", "{} County Council", "{} Borough Council", "London Borough of {}"]
    ).format(town(r))


def firm(r: random.Random) -> str:
    a, b = r.choice([r.choice(ROAD_NAMES), named(r)]), r.choice(START) + r.choice(END)
    return r.choice([f"{a} & {b} Solicitors", f"{b} Law", f"{a} {b} LLP", f"{b} Solicitors", f"Messrs {a} and {b}"])


def place(r: random.Random) -> str:
    return r.choice(
        [
            f"{r.choice(ROAD_NAMES)} Park",
            f"{town(r)} Pier",
            "Jubilee Park",
            f"{town(r)} Leisure Centre",
            f"{r.choice(ROAD_NAMES)} Farm",
            "the seaside",
            f"{town(r)} Zoo",
            f"{r.choice(ROAD_NAMES)} Woods",
        ]
    )


def pub(r: random.Random) -> str:
    return r.choice(
        [
            "Red Lion",
            "King's Head",
            "Rose and Crown",
            "Railway",
            "Black Bull",
            "Duke of York",
            "Hope and Anchor",
            "Fox",
            "Prince Albert",
            "Wheatsheaf",
            "Grace Arms",
        ]
    )


def date(r: random.Random) -> str:
    d, m, y = r.randint(1, 28), r.randint(1, 12), r.randint(2004, 2024)
    month = PLAIN["month"][m - 1]
    return r.choice(
        [
            f"{d:02}/{m:02}/{y}",
            f"{d}.{m}.{y % 100:02}",
            f"{d} {month} {y}",
            f"{d} {month[:3]} {y}",
            f"{d}/{m}",
            f"{d} {month}",
            f"{month} {d}",
            f"{d}th {month}",
            f"{y}-{m:02}-{d:02}",
        ]
    )


def time(r: random.Random) -> str:
    h, m = r.randint(0, 23), r.choice([0, 5, 10, 15, 30, 40, 45])
    return r.choice(
        [f"{h:02}:{m:02}", f"{h % 12 + 1}.{m:02}", f"{h:02}{m:02}hrs", f"{h % 12 + 1}pm", f"{h % 12 + 1}:{m:02}am"]
    )


def phone(r: random.Random) -> str:
    return r.choice(
        [f"07700 900{r.randint(0, 999):03}", f"07700900{r.randint(0, 999):03}", f"01632 960{r.randint(0, 999):03}"]
    )


def postcode(r: random.Random) -> str:
    outward = f"{r.choice('ABCDEFGHLMNPRSTWZ')}{r.choice('ABDEHLNRSTX')}{r.randint(80, 99)}"
    return f"{outward} {r.randint(1, 9)}{r.choice('ABDEFGHJLN')}{r.choice('PQRSTUWXYZ')}"


def email(r: random.Random) -> str:
    return f"{r.choice(['office', 'duty', 'j.b', 'admin', 'enquiries', 'k.t'])}@{r.choice(START).lower()}{r.choice(END)}.example"


def reference(r: random.Random) -> str:
    n = r.randint(1000, 999999)
    return r.choice(
        [
            f"LCS {n}",
            f"CON-{n}",
            f"{r.randint(10, 24)}C{n}",
            f"CRN/{n}/22",
            f"{n}",
            f"ZW{r.randint(10, 24)}C00{n % 1000:03}",
        ]
    )


PLACES: dict[str, tuple[str, Callable[[random.Random], str]]] = {
    "town": ("LOC", town),
    "road": ("LOC", road),
    "country": ("LOC", lambda r: r.choice(COUNTRIES)),
    "place": ("LOC", place),
    "house": ("LOC", house),
    "school": ("ORG", school),
    "nursery": ("ORG", lambda r: r.choice(NURSERIES)),
    "gp": ("ORG", gp),
    "hosp": ("ORG", hospital),
    "org": ("ORG", lambda r: r.choice(ORGS)),
    "company": ("ORG", lambda r: r.choice(COMPANIES)),
    "shop": ("ORG", lambda r: r.choice(COMPANIES)),
    "council": ("ORG", council),
    "firm": ("ORG", firm),
    "pub": ("ORG", pub),
    "centre": (
        "ORG",
        lambda r: f"{r.choice([town(r), r.choice(ROAD_NAMES)])} {r.choice(['Family Centre', 'Contact Centre', 'Hub'])}",
    ),
    "home": ("ORG", lambda r: f"{r.choice([r.choice(START) + r.choice(END), r.choice(ROAD_NAMES), named(r)])} House"),
    "assoc": ("ORG", lambda r: f"{town(r)} {r.choice(['Homes', 'Housing Association', 'Housing'])}"),
    "force": ("ORG", lambda r: f"{town(r)} {r.choice(['Police', 'Constabulary'])}"),
    "court": (
        "ORG",
        lambda r: f"{town(r)} {r.choice(['Crown Court', 'Family Court', 'Magistrates Court', 'County Court'])}",
    ),
}
SIMPLE: dict[str, Callable[[random.Random], str]] = {
    "date": date,
    "dob": date,
    "abbr": abbreviation,
    "low": lambda r: r.choice(LOOSE),
    "oword": ordinary_word,
    "time": time,
    "phone": phone,
    "pc": postcode,
    "email": email,
    "ref": reference,
    "year": lambda r: str(r.randint(1965, 2024)),
    "nhs": lambda r: f"999 {r.randint(100, 999)} {r.randint(1000, 9999)}",
    "n1": lambda r: str(r.randint(1, 17)),
    "n2": lambda r: str(r.randint(18, 99)),
    "vrm": lambda r: f"ZZ{r.randint(80, 99)} QQ{r.choice('ABC')}",
}


def fill(slot: str, r: random.Random) -> tuple[str, str]:
    """Text and label (empty for none) of a slot that is not a person. Raises KeyError for an unknown slot."""
    if slot in PLACES:
        label, make = PLACES[slot]
        return make(r), label
    if slot in SIMPLE:
        return SIMPLE[slot](r), ""
    return r.choice(PLAIN[slot]), ""
