"""Sentences in which ordinary words are names («marked») and sentences in which they are not; all people are invented."""

from __future__ import annotations

from register_factory import person

from candour.engine.model import Person

GIVEN = (
    "Will Mark Hope Grace Faith Joy Rose May April June Summer Dawn Eve Frank Grant Bill Rob Pat Art Jack Dean Chase Hunter"
    " Ivy Holly Ruby Amber Crystal Pearl Sky Angel Precious Destiny Melody Robin Drew Sue Miles Star Honey Autumn Gene"
).split()

NAMED = """
Second call. «Rose» again – she gave her number.
«Hope» in bed all day with a cold.
«Mark» not spoken to.
«Summer» sulked.
Then «Hope» and Leila went out. «Mark» stayed behind.
«Will» again, third time this week.
«Faith» crying on the landing when I came.
«Joy» upstairs, would not come down.
«Dawn» w/ nan until Friday.
«Eve» + mum at the shops.
Seen: «Mark», «Hope», «Grace».
«Sky» x2 missed calls.
«Frank» at work. Leila alone.
«Pat» late again.
«Chase» on the roof at 11pm.
«Hunter» missing since nine.
«Drew» home by ten.
«Robin» asking for his dad.
I spoke to «Grace» about the phone.
Leila does not like «Summer» or «Will».
Her friend «Autumn» was there, as was «Ruby».
«Angel» is on respite.
«Grant» lives there too.
«Bill» has the box room.
«Miles» will not eat.
«Star» may stay Fridays.
«Precious» rang at six.
«May» was collected by taxi.
«April» said that she is tired.
«June» came to the door.
«Holly» and Leila share.
Text from «Hope»: can I come back.
«Hope» – no answer.
Spoke with «Joy», who agreed.
«Joy» (aged nine) hid.
«Grace»'s coat and «Will»'s shoes were wet.
«Mark»: "I never touched it."
Washing up: Monday «Mark», Tuesday «Summer», Wednesday «Hope».
The boys are «Rob», «Art» and «Dean».
Leila said «Destiny» took it.
«Amber» not in school today.
«Crystal» seen with an older man.
«Pearl» away until Sunday.
«Melody» never came back.
«Honey» still asleep at noon.
«Gene» & Leila squabbling.
«Jack» off sick.
«Ivy» ill.
«Sue» only wants her mum.
«Rose» and «Mark» to share a room.
"""

NAMED_CARELESS = """
«hope» was there too. «mark» out. leila ok
leila fine. «mark» on sofa w/ cold. «hope» back to mum on sun. «summer» not spoken to
rang «precious» x2 no reply, leila not told
leila seen w/ «will» nr the bus stn
told «mark» to stop. leila upset
«grace» crying, leila hid
leila & «joy» squabbling re tv, «mark» o sent to own room
asked «dawn» about leila. she shrugged
«rose» again, wants leila to ring
«faith» asleep on sofa. leila up at 5
«will» in bed. leila at school
leila says «sky» hit her
«pat» late home again, leila not happy
visit 3pm. leila out with «chase» and «drew»
spoke to «summer» re leila's phone
«amber» w/ leila since fri
leila went to «hope»'s room
called for leila. «robin» answered
leila told «ruby» she hates it
no sign of «angel». leila in
"""

NAMED_CAPITALS = """
MARK OUT. HOPE BACK TO MUM ON SUNDAY. LEILA FINE. | Mark Hope
LEILA NOT TO BE LEFT WITH SUMMER | Summer
TOLD MARK TO STOP | Mark
SPOKE TO GRACE AND LEILA | Grace
HOPE: ROOM 2. MARK: ROOM 3. | Hope Mark
"""

PLAIN = """
She will move in April and may be hurt.
A grant of forty pounds was paid and a setting up home grant was promised.
He hopes to join the cadets; we hope that he can.
Rose to her feet and left the room, the note says.
Mark this as done.
Hope this helps. May I ring tomorrow? Will you come?
Summer term begins on Monday and the Summer Fair is in June.
Mark schemes were handed out and Leila put a mark against each answer.
Hope is not a plan, said the reviewing officer.
Frank talk about money; joy at the news; home before dawn.
Will it be warm? It will. May we use the hall? We may.
He will grant the request, and the grant will be paid in May.
She had a field day and made her mark.
A precious stone was found on the beach and Leila kept it.
There was a mark on his arm the size of a coin.
By the grace of nobody in particular, the park was open.
The bill came to nine pounds and the art room was shut.
Leila rose at six, and up went the star on the tree.
A robin was on the pearl button; honey was on the toast.
It was a joy to see how frank she was about the sky at dawn.
Holly and ivy were on the card. The rose bush is dead.
Grant funding is agreed and Bill payments are up to date.
We drew a line and will chase the miles of red tape.
Christmas Eve is on a Sunday.
Dawn raids are not expected.
Hope you are well. Hope to see you soon. Hope that is all right.
Mark the date in your diary. Mark each page with a star.
Will she be there? Will there be food? Will Leila play?
May be late. May need a lift. Will ring back. Will call again tomorrow.
Grace period of ten days. Faith in the plan is low.
Joy at the news about the bicycle.
Art therapy starts on Tuesday.
Rose garden visit on Thursday. Rose gold earrings were missing.
Summer holidays were hard. Summer 2016 was better. In summer she swims.
Autumn half term. Spring and Summer clothes allowance.
June 2016. April 3rd. 14 May 2015. Since May she has been well.
Amber alert. Amber rating. Ruby red paint. Crystal clear.
Sky Sports was on. Sky news was on.
Angel cake and honey.
Star chart on the fridge. Star of the week again.
Destiny is what you make of it.
Chase up the form. Chase the school for a reply.
Bill for the taxi.
Drew a picture of her house. Drew the curtains.
Pat on the back. Patience is needed.
Sue for damages, the letter said.
Rob a bank, he joked.
Hunter Street surgery. Dean Road. Frank Street.
Jack of all trades. Jack in the box.
Gene therapy was mentioned.
Miles from anywhere.
Dean of the college. Melody of the song.
Leila said she may go, and will, in hope.
They will mark it and may bill us.
"""

PLAIN_CARELESS = """
leila fine. will ring again tomorrow. may need new shoes
hope to see her fri. leila ok
leila has a mark on her arm. will chase gp
mark on arm noted by leila's teacher
will not attend. leila told
leila rose early. may be late
hope all well with leila. will be back mon
leila in good form, joy to see. grant agreed
will be seen next wk. leila happy
leila says she may go. will see
bill paid. leila has her bus pass
summer holidays booked, leila pleased
may have to move. leila upset
leila likes art and drew a star
will need to chase this. leila waiting
hope she settles. leila is tired
"""

PLAIN_CAPITALS = """
I WILL NOT HAVE IT
SUMMER HOLIDAY ARRANGEMENTS FOR LEILA
GRANT APPLICATION
HOPE STREET CLINIC
MAY 2016
MARK SCHEME AND ANSWERS
LEILA WILL MOVE IN JUNE
CHRISTMAS EVE
ART ROOM
STAR OF THE WEEK
YOU MAY WRITE AGAIN
"""


def people() -> list[Person]:
    """One protected child for each ordinary word, and the subject."""
    never = frozenset({"all"})
    rest = [
        person(f"C{at}", f"{given} Tamworth", "other_child", never_disclose=never) for at, given in enumerate(GIVEN)
    ]
    return [person("S", "Leila Okafor"), *rest]


def marked(lines: str) -> list[tuple[str, tuple[str, ...]]]:
    """Each line without its marks, and the words that were marked."""
    rows = []
    for line in lines.strip().splitlines():
        pieces = line.replace("«", "\0").replace("»", "\0").split("\0")
        rows.append(("".join(pieces), tuple(pieces[1::2])))
    return rows
