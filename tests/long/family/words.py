"""The words of the set pieces that are not PDF. It writes no file."""


# ruff: noqa: E501 - marked text and markup of files is not broken

from __future__ import annotations

from typing import Any

CONFERENCE_1 = """Initial child protection conference
Held at Wexmoor Civic Offices on 30 September 2015
Chair: ‹Nathaniel Crowe, independent reviewing officer›
Present: Siobhán Nolan with her solicitor ‹Farida Aziz›; Abdirahman Warsame; Bukola Adeyemi; Siân Probert; Thandiwe Moyo; Leonie Harkness
Apologies: Lorraine Sharpe; Dr Achterberg
The conference had the child and family assessment of 21 June 2013.
«19n|Precious Okonkwo» of «19a|Tiller House» came with Siobhán and was asked to wait outside.
Thandiwe Moyo: ‹school will keep a place for Hodan at homework club and may fund the residential›
Siobhán said that «10n|Tomek» «10n|Wiśniewski» is 'a friend who stays over'. She asked that the father not be told that «10n|Tomasz» works for «10w|Halyard».
‹All agencies agreed that the children are likely to suffer significant harm through emotional abuse.›"""
CONFERENCE_2 = """Abdirahman Warsame said that somebody on the Cornmarket has it in for him and that he will find out who.
‹The chair reminded him that nobody in the room was able to say who had rung.›
Outside, he said: it is that «14n|Hopkin» woman, «14o|the one with the lollipop».
The health chronology prepared by the school nurse, dated 14 September 2015, was not available.
«18n|Khalid Warsame», who is not related, was mentioned by the police as a friend of Cillian's.
Distribution: ‹parents, school, school nurse, police›
Surname Given Born
«15n|Lockyer» Summer «15d|11/12/2003»"""
COUNSEL = """Note of conference with counsel
Confidential and subject to legal professional privilege. Prepared for Jocelyn Trevanion, who instructs.
Counsel advised that the authority's evidence on the September incident is thin and that the crossing patrol's account would not survive questions.
Counsel advised against calling the referrer and suggested that the authority apply for an order that her identity need not be given."""
ADVICE = """Dear Lorraine
My advice, which is privileged and must not go on the open file, is that threshold is met on the neighbours' accounts of the shouting alone.
I would not name Mrs Pryce-Hopkin in any statement at all, because her name will then be in the bundle and she will be blamed.
On the grandmother's viability I think that our position is weak and that we should concede an assessment now.
Jocelyn Trevanion
Solicitor, Legal Services"""
OLD_FORMATS: list[tuple[str, str, str, str, tuple[str, ...], str]] = [
    ("Correspondence/Letter from Granda.doc", "Letter", "2016-01-20", "Donal Nolan", ("""«8a|Rathmore», «8a|Quay Hill», «8c|WX12 8AU»
Dear Miss Adeyemi
‹I am Hodan's granda and I want it known that there is a bed here for any of them.›
I hear that she has gone to a Mrs Young and that there is a boy called «16n|Mark Osei» in the house.
I may be slow on the stairs but I will answer the telephone, «8p|01632 960705».
Donal Nolan""",), "doc"),
    ("Conferences/Review conference 15 December 2015.odt", "Conference minutes", "2015-12-15", "Nathaniel Crowe", ("""Review child protection conference
‹The conference heard that Hodan had not missed a day and had read at assembly.›
The non-molestation order made on 2 September 2014 has run out. The letter from the women's aid worker of 3 October 2015 was read out.
Siobhán works mornings at «2w|Brightwater Dental Studio».
‹Plans to continue for all three children; the core group to meet every six weeks.›""", """Action: Gareth Pugh to write to «10n|Mr T Wisniewski» at «2a|3 Lantern Court».
‹Nurse Probert to weigh Idil in January.›"""), "odt"),
    ("Placement/Introduction notes.rtf", "Placement record", "2016-01-09", "Bukola Adeyemi", ("""Notes of introductions
«11n|The Youngs» met Hodan at the office. Gerry brought a cake; «12n!|Win» brought the dog.
‹Hodan asked whether there is a lock on the bathroom door. There is.›
Directions: past the church, first left into «11a|Pound Lane», «11c|WX153JQ».
«15n|Summer~SUMMER» «15n|Lockyer~LOCKYER» waved from the stairs.""",), "rtf"),
]  # fmt: skip
LOG = """Date | Pupil | What happened
03/03/2017 | Hodan Warsame | Left the hall without leave, found in the library
06/07/2017 | Hodan Warsame | Argument with «15n|Summer Lockyer» over a phone
11/07/2017 | Hodan Warsame | ‹Helped a Year 7 who had lost her bus pass›"""
LISTS = {
    "ods": """Name | Diet
Hodan Warsame | no pork
«22n|Sheikh, Amina» | none
‹Places are held until half past twelve› | """,
    "xls": """Pupil | Stop | Telephone
Hodan W | «11a|Pound Lane» | «11p|01632 960850»
«17n|Brennan H» | Church | none
‹The minibus will wait four minutes at each stop› | | """,
}
SLIDES = (
    "‹Hodan's story so far: a harbour, two boats and a great many books›",
    "Friends: «15n|Summer L» and «16n|Mark O-T»",
    "‹Next chapter: you may write it yourself›",
)
TEXTS: list[tuple[str, str, str, str, str, str]] = [
    ("Case notes/duty typed notes.txt", "Case notes", "2016-11-02", "Duty", """2 nov 16 rang placement, gerry out, «12n!|win» says hodan fine
‹hodan says nobody asked her about the new curtains›
«16n|mark» on sofa w/ cold. «17n!|hope» back to mum on sun. «15n!|summer» not spoken to
ref rang again «14n|mrs pryce hopkin» on «14p|01632960577» says twins crying, told her we cant discuss
hw not w/ «18n|khalid w» since fri
mother's pal «19n|prez» seen in «19a|tiller house»""", "utf-16"),
    ("Contact/Caller Dilys Pryce-Hopkin/Call notes.txt", "Call notes", "2013-05-09", "Gareth Pugh", """Call from «14n|Dilys Pryce-Hopkin», «14n|Mrs P-H», 9 May 2013
‹Said that the eldest gives the twins their tea and nobody gives her hers.›
Callback «14p|+44 1632 960577», leave no message.""", "cp1252"),
    ("Correspondence/Letter to Mr Warsame 3 March 2016.txt", "Letter", "2016-03-03", "Bukola Adeyemi", """Abdirahman Warsame
«3a|11 Caulker’s Row»
Wexmoor
«3c|WX2 9RT»
Dear Mr Warsame
‹We have passed on both of your letters and the Eid card, and Hodan has kept them.›
‹You may write again after Easter. Please do not send parcels.›
I cannot tell you where she or her mother lives.""", "cp1252"),
    ("Education/Attendance.csv", "Data", "2016-04-01", "School office", """pupil,upn,code,remark
"Warsame, Hodan",«1u|K823200410027»,L,‹late nine times in the spring term›
"«15n|Lockyer, Summer»",,/,"lifts from «13n|Mags Field»"
"«22n|Sheikh, Amina»",,/,«22d|20040319»""", "latin-1"),
]  # fmt: skip
WEB = """Web form received 1 December 2016
‹I am Hodan's grandfather on her mother's side and I would like to send her a book for Christmas.›
Name: Donal Nolan  Telephone: «8p|+44 1632 960705»"""
_WRONG = str.maketrans({"S": "5", "o": "c", "a": "u", "e": "c", "K": "H", "M": "N", "H": "N", "0": "8"})
SCANS: list[tuple[str, str, str, str, tuple[str, ...], dict[str, Any]]] = [
    ("Scans/Summer Lockyer and Hodan - incident.pdf", "Incident report", "2016-07-06", "Geraldine Young", ("""Incident report 6 July 2016
«15n|Summer Lockyer» threw a cup of tea. «15n|Summer» was spoken to by Winston.
‹Hodan was not hurt and went upstairs to read.›
«16n|Mark Osei-Tutu» saw it. His worker was told.""",), {"small": True}),
    ("Health/Initial health assessment 2016 (scan).pdf", "Health assessment", "2016-02-09", "Dr Rosalind Achterberg", ("""Initial health assessment, 9 February 2016
Hodan Warsame, NHS number «1h|999 208 4417». Mother's NHS number «2h|999 610 3359»
‹Height and weight on the seventieth centile. Inhaler used twice a week.›
She may be seen again by the school nurse. Seen with «11n|Mrs Young».""", """Page two. Mother born «2d|3 November 1982».
‹Eyesight tested and good. Teeth good. She will be reviewed in a year.›
Placement address «11a|Saltings End, Pound Lane», «11c|WX15 3JQ»."""), {"small": True, "dpi": 200, "layer": _WRONG}),
    ("Health/School nurse record.pdf", "Health record", "2015-10-06", "Siân Probert", tuple(f"""School nurse record, sheet {n}
‹Seen in clinic {n}. Hodan was cheerful and had grown {n} centimetres.›
Came with {who}.
Idil weighed at the same visit.""" for n, who in ((2, "«19n|Precious Okonkwo», a friend of her mother"), (3, "her father"), (4, "«20n|Wojciech Zając» in his van"), (5, "Ayeeyo"), (6, "«17n|Hope Brennan» and Gerry"))), {"bilevel": True, "dpi": 200}),
    ("Health/Hospital letter.pdf", "Letter", "2017-03-20", "Dr Rosalind Achterberg", ("""To the parents of Hodan Warsame
c/o «11a|Saltings End», Nethercombe «11c|WX15 3JQ»
‹We saw Hodan in clinic and do not need to see her again.›
She was with «18n|Khalid Warsame», also of that address.""",), {"layer": {}}),
    ("Scans/Handwritten diary copy.pdf", "Diary", "2017-08-01", "Hodan Warsame", tuple(f"""Diary page {n}
‹Day {n}: rain again, finished the big jigsaw without help.›
{line}""" for n, line in ((11, "«15n|Summer» says she hates it here. I do not."), (12, "Went to the sea with «16n|Marky» and «18n|Khal». Chips."), (13, "«22n|Amina Sheikh» rang on my phone, she has moved to Leeds."), (14, "Mum rang from work. «2w|Brightwater Dental» were singing in the back."))), {"dpi": 150}),
]  # fmt: skip
CARD = """‹Happy birthday my clever girl, thirteen already, from your father always.›
Love to the twins"""
ROTA = """Rota
Monday Hodan. Tuesday «16n|Mark O.~Mark O.»
Wednesday «15n|Summer L» Thursday «18n|Khalid W»
‹Sunday is pancakes and nobody washes up.›"""
FAX = (
    """Wexmoor Police. Fax, 15 April 2014
‹Domestic incident 14 April 2014, log 902 of that date. Three children present.›
Informant «14n|Mrs Pryce-Hopkin», «14a|40 Cornmarket Row»""",
    """Male present: «10n|Tomasz Wisniewski», vehicle «10v|WX14 TZV»
‹Officers noted that the eldest girl was polite, quiet and very tired.›""",
)
CODES = """Contact sheet
‹Scan a code with your phone to save a number.›
Made for Hodan Warsame by Gareth Pugh."""
