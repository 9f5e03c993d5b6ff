"""Running case notes of any length: dated entries whose sentences mention everybody in everyday ways. It writes no file."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass

KINDS = "Home visit|Statutory visit|Telephone call|School visit|Supervised contact|E-mail received|Office visit|Text message".split(
    "|"
)
AUTHORS = ["Bukola Adeyemi", "Gareth Pugh"]
ROOMS = "kitchen|hallway|front room|back garden|stairwell".split("|")
THINGS = "a library book|her headphones|the blue scarf|a maths set|a torch|her bus pass".split("|")
PLACES = "the swimming baths|the museum|the harbour|the library on Market Street|the allotment".split("|")
MOODS = "cheerful|quiet|tired|restless|chatty".split("|")
SENTENCES = """
Hodan answered the door herself and said that her mum was asleep. Siobhán came down after a while and was {mood}.
Met Hodan at {place}. Hodi wanted to show me {thing}.
The {room} was warm and tidy. There was food in the fridge and clean bedding.
Abdi rang to ask why contact had been moved. He was {mood} throughout and asked that it be written down.
Hodan said that «15n|Summer Lockyer» had taken {thing} and that she wants it back.
«15n|Summer» opened the door and shouted up to Hodan that the social worker was here.
Hodan told me that «18n|Khalid Warsame» moved in on Sunday; he is no relation, only the same surname.
«18n|Khalid» had eaten the last of the bread and there was a row about it in the {room}.
Gerry mentioned that «16n|Mark Osei-Tutu» has the box room until half term and that Hodan likes having somebody her own age.
«16n|Osei-Tutu, Mark» is written on the fridge rota next to Hodan for the washing up.
«17n|Hope Brennan» comes for respite at weekends; Hodan and «17n|Hopey» share the attic.
I asked about sleep. Siobhán said Idil wakes most nights and Hodan gets up to settle her.
Ilyas and Idil were seen together. Ilyas had grazed his knee on the swings; the account was the same from both.
Cillian dropped by with {thing} for Hodan and stayed for tea.
Ayeeyo came along to contact with halva and {thing}. Hodan spoke a little Somali with her.
Halimo Guuleed asked when she may take Hodan out for the day. I rang her back that evening.
Siobhán's phone rang twice and she turned it over. She said it was «10n|Tomek» and that she would ring him back.
Abdirahman raised his voice when I asked about «10n|Tomasz Wiśniewski» and said he would find out where he was living.
There was no sign of «10n|Mr Wiśniewski», although a man's work boots were in the {room}.
Siobhán said «19n|Precious Okonkwo» had been sleeping on the sofa for three nights.
«19n|Prez» collected Hodan from school without asking anybody. Mrs Moyo was not told.
A man called «20n|Wojtek» helped to carry the wardrobe; he gave his full name as «20n|Wojciech Zając».
Winston has fixed the landing light and Hodan is less worried about going upstairs.
Mrs Young asked for a break in the autumn. I will raise it with Lorraine Sharpe.
Geraldine Young was pleased with the school report and put it on the dresser.
Young people in the house are expected to lay the table; Hodan does so without being asked.
We walked over the playing field and Hodan talked about the summer holiday and what she would like to do.
I hope that the grant is agreed; I will mark it in the diary and chase the price of the bicycle.
We may need to see the school before the end of term. Hodan will ask her form tutor.
She was up at dawn to finish her homework and was frank with me about how tired she is.
Nurse Probert had weighed Idil that morning and had no worries about growth.
PC Bell confirmed that there had been no further calls to the address.
Mr Price says that Hodan has settled in his form and will be put up a set in mathematics.
Dr Achterberg is content to leave the inhaler as it is until the winter.
Hodan drew her family. She put Ayeeyo in the middle, the twins on one side and Dad on the other side of the road.
Hodan said that it is not fair that the twins stay together and she does not.
Handover was calm. Siobhán hugged Hodan, who did not look back.
Donal Nolan had sent a card with a five pound note. Hodan would like to ring her Granda at the weekend.
Discussed with Lorraine Sharpe on my return. No change to the plan.
Plan: visit again within ten working days; Gareth Pugh to cover leave.
Text from Siobhán at ten past eight to say that she will be late. She was, by forty minutes.
Hodan asked me not to tell «22n|Amina Sheikh» that she had said anything; they sit together in science.
Auntie Amina brought the girls home from the mosque and stayed until eight.
Met Hodan, {mood}, after school. She and «17n|Hope Brennan» had been to {place} and had lost {thing}.
""".strip().splitlines()
RARE = """
seen w/ «15n|s. lockyer» nr the bus stn, hw late home again, gerry not happy
rang «19n|precious» x2 no reply. «19n|p okonkwo» no longer on the list of agreed adults
«16n|marky» & hodan squabbling re tv, «16n|mark o» sent to own room. all calm by 9
contact cancelled - siobhan unwell. hw v disappointed. told «18n|khal» before she told me
Table of rooms: attic HW, box room «16n|M. Osei-Tutu», front «18n|Kh. Warsame», respite «17n|H. Brennan»
E-mail sent in error to «15n|summer.lockyer@pupils.stbrannoc.example»; school informed the same day.
Siobhán texted from a new number, «2p|+44 7700 900271», and asked that nobody be given it.
Bukola's own mobile was given out by reception by mistake: «29p|07700-900737». Lorraine Sharpe told.
Referrer rang duty again. «14n|Mrs Pryce-Hopkin» is worried by the shouting and can be had on «14p|(01632) 960577».
A card came back marked «13a|2 Chapel Rise» and was put on the paper file.
The carers can be had after six on «11p|01632 960850» but not on Wednesdays.
Seen at «11a|Saltings End» with Winston; Geraldine was at the dentist.
Siobhán has moved on to «2a|Lantern Court» and is pleased with the light in the front room.
Letter for the twins to go to «4a|Kestrel Barn, Overy Green».
Kerbside check: car of mother's friend is «10v|WX14TZV», taxed.
Halimo Guuleed gave her number again, «7p|01632.960433», and would rather be rung before noon.
Cillian is staying at «6a|27 Gasworks Lane» with a friend from college.
The girl Hodan calls Sunny is «15n|Summer Lockyer»; she has been called that since primary school.
«22n|Amina Sheikh», d.o.b. «22d|19.03.2004», was mentioned by school in the same incident.
I saw «18n|Khalid Warsame» (born «18d|7 Dec 2004») with Hodan outside the chip shop.
""".strip().splitlines()
KEPT = """
‹Hodan read me the first page of her story about the lighthouse and asked me to put it on the file.›
‹The bicycle has a puncture; Winston will mend it on Saturday if the weather holds.›
‹I explained again why the meeting had been put off and Hodan said that she understood.›
‹Hodan will sit the mock papers in the hall and may use a reader for the second one.›
‹There is a price to pay for being the eldest, Hodan said, and then laughed.›
‹We agreed a mark out of ten for the week and Hodan gave it seven.›
‹I hope to see Hodan before the summer half-term and will be frank with her about the delay.›
‹Young people at the club voted for Hodan to run the sweet stall.›
‹At dawn on Saturday Hodan went fishing with Cillian and caught nothing at all.›
‹Mr Price showed me the field behind the science block where Hodan has planted beans.›
‹Ayeeyo taught Hodan to make canjeero and she made nine before one was round.›
‹Siobhán cried when she saw the school photograph and asked to keep it until contact on Friday.›
‹PC Bell brought back the scooter and said that whoever took it will not be found.›
‹Hodan does not want the heating on at night and says so in writing.›
""".strip().splitlines()


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated note: its heading and its marked sentences."""

    date: datetime.date
    heading: str
    lines: tuple[str, ...]


def entries(*, start: datetime.date, until: datetime.date, number: int, seed: int) -> Iterator[Entry]:
    """``number`` notes spread evenly from ``start`` to ``until``, the first and the last on those days."""
    chance = random.Random(seed)
    whole = (until - start).days
    for at in range(number):
        day = start + datetime.timedelta(days=round(whole * at / max(1, number - 1)))
        kind, author = chance.choice(KINDS), chance.choice(AUTHORS)
        clock = f"{chance.randint(8, 17)}:{chance.choice('05 10 15 20 35 40 55'.split())}"
        heading = f"{day.day} {day:%B %Y} {clock} {kind} Recorded by {author}"
        lines = [_filled(line, chance) for line in chance.sample(SENTENCES, chance.randint(4, 6))]
        if at % 5 == 2:
            lines.insert(1, chance.choice(RARE))
        if at % 4 == 1:
            lines.insert(2, KEPT[(at // 4 + seed) % len(KEPT)])
        yield Entry(day, heading, tuple(lines))


def _filled(sentence: str, chance: random.Random) -> str:
    filled = sentence
    for slot, words in (("{room}", ROOMS), ("{thing}", THINGS), ("{place}", PLACES), ("{mood}", MOODS)):
        filled = filled.replace(slot, chance.choice(words))
    return filled
