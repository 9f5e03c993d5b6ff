"""The words by which a referrer is described (who they are, where they live, what they did themselves); data only."""

from __future__ import annotations

import re

from candour.engine.detect.record_text import wrapped

NOUN = (
    r"(?:(?:anonymous|original|first)\s+)?(?:caller|referrer|informant|person (?:referring|calling"
    r"|making the (?:call|referral))"
    r"|person who (?:rang|called|reported|made the (?:call|referral))"
    r"|anonymous (?:source|person|neighbour|member of the public)|member of the public)"
)
ANCHOR = wrapped(rf"\b{NOUN}\b(?!\s+(?:id\b|display))", re.IGNORECASE)
REPORTED = (
    r"(?:said|says|stated|states|reported|reports|told|tells|asked|asks|added|adds|described|describes|explained"
    r"|explains"
    r"|alleged|alleges|believed?s?|thinks|thought|felt|feels|heard|saw|has heard|has seen|had heard|had seen"
    r"|had noticed"
    r"|has noticed|noticed|mentioned|confirmed|denied|claimed|wanted|wished|wishes|would|will|was|is|rang|called"
    r"|phoned"
    r"|reiterated|repeated|raised|worried|witnessed)"
)
PERSON_NOUN = (
    r"(?:wom[ae]n|m[ae]n|lady|ladies|gentleman|bloke|chap|neighbours?|friend|colleague|person|couple|resident"
    r"|tenant|parent"
    r"|mum|mother|father|grandmother|grandfather|aunt|uncle|cousin|relative|teacher|nurse|childminder|shopkeeper"
    r"|landlord"
    r"|landlady|postman|postwoman|cleaner|carer|vicar|driver|worker|volunteer|assistant|coach|girl|boy|widow"
    r"|pensioner|busybody|cow|witch|pair)"
)
PLACE = (
    r"(?:next door|opposite|(?:at|from|in|of) (?:number|no\.?|flat)\b|across the (?:road|street|landing|hall)"
    r"|over the (?:road|fence|way)|upstairs|downstairs|doors? (?:down|up"
    r"|along|away)|at the (?:end|corner|top|bottom)|round the corner|from (?:the |her |his )?(?:church|school"
    r"|shop|nursery|work|club|flat|house|pub|choir|mosque|temple|gym|surgery|street|road|estate)|who (?:lives?"
    r"|works?|runs?|owns?"
    r"|used to|cleans?|drives?|minds?|looks? after|walks?)|with the|in the (?:flat|house|same))"
)
IDENTIFYING = wrapped(
    rf"\b(?:{PERSON_NOUN}|liv(?:es?|ing)|retired|works?|worked|working|neighbour\w*|doors?|{PLACE}|aged?|former|ex-"
    rf"|employed|owns?"
    r"|runs?|friend|related|sister|brother|lady|widow|known the (?:family|children|mother|father))\b",
    re.IGNORECASE,
)
IS_A = wrapped(
    r"(?:\b(?:is|was|as|being)\s+)(?P<what>(?:an?|the|their|his|her|one of|related|employed|retired"
    r"|married)\b\s+[^.;:\n]{3,140})",
    re.IGNORECASE,
)
OWN_LIFE = wrapped(
    r"\b(?P<what>(?:she|he|they|who)\s+(?:also\s+)?(?:lives?|works?|used to (?:work|live|mind|look after|teach)"
    r"|is (?:a|an|the|retired)"
    r"|(?:has|have) (?:lived|worked|known the (?:family|children|mother|father|parents)|a (?:son|daughter|child"
    r"|key))|goes to|attends"
    r"|runs|owns|teaches|babysits|cleans)\b[^.;\n]{0,120}?)(?=\s+and\s+(?:(?:has|had)\s+(?:seen|heard|noticed|been"
    r"|said|reported|never|not)"
    r"|saw|heard|said|is worried)\b|[.;]|,\s|$)",
    re.IGNORECASE,
)
ABOUT_CALL = (
    r"(?:us |me )?(?:(?:an?|the|no|her|his|their|any|further|more|some)\s+)?(?:\w+\s+)?(?:names?|numbers?|details"
    r"|accounts?|contact"
    r"|information|consent|permission|descriptions?|statements?|examples?)\b"
)
"""What a caller gives in the call itself: no deed of theirs that the family would know."""
ACTED = wrapped(
    r"^(?:then |also |later |had |has |herself |himself |often |once |twice |sometimes |regularly |usually ){0,3}"
    r"(?:took(?! (?:part|the view))|taken|takes|fed|feeds|let(?! (?:us|me|duty))|lets|drove|driven|walked|invited"
    r"|looked after"
    rf"|(?:gave|given|gives)(?! {ABOUT_CALL})|brought(?! (?:it|this|the matter))|lent|bought|cooked|picked"
    rf"|collected|babysat|baby-sat"
    r"|minded|minds|looks after|cut|taught|coached|treated|offered(?! to (?:speak|call|ring|give|provide|make|meet"
    r"|come))|knocked"
    r"|went (?:round|over|out|in|across|next)|gone (?:round|over)|confronted|spoke to(?! (?:duty|us|me|the (?:duty"
    r"|social)))"
    r"|shouted (?:at|over)"
    r"|comforted|washed|wrapped|made (?:them|him|her)|put (?:them|him|her)|kept (?:them|him|her)|sat with"
    r"|stayed with|dressed|cleaned"
    r"|called (?:an ambulance|the police|999)|helped|carried|held|opened (?:her|his|the) door|rang (?:the )?(?:bell"
    r"|police)|dialled"
    r"|followed(?! up)|waited|hid|lodged|slept|intervened|returned (?:them|him|her)|sent (?:them|him|her) home"
    r"|found (?:them|him|her)|met (?:them|him|her))\b",
    re.IGNORECASE,
)
CALLED = (
    r"(?:said|says|stated|states|reported|reports|told|tells|asked|asks|added|adds|described|describes|explained"
    r"|explains|alleged"
    r"|alleges|believed|believes|suspected|suspects|noticed|mentioned|confirmed|denied|claimed|claims|wanted|wants"
    r"|wished|wishes"
    r"|raised|witnessed|phoned|telephoned|called|contacted|emailed|e-mailed|declined|refused|agreed|hopes|hoped"
    r"|fears|feared"
    r"|requested|continued|ended|sounded|seemed|appeared|seems|appears|provided|offered|expressed|expresses"
    r"|remained|remains"
    r"|preferred|insisted|insists|maintained|disclosed|shared|passed|informed|advised|indicated|commented|observed"
    r"|overheard"
    r"|understands|thanked|queried|recalled|recalls|remembered|reiterated|repeated|noted|worried|worries|details"
    r"|concerns"
    r"|names|numbers|addresses|comments|notes|as|this|does|needs|needed|relates|related|based|gives|thinks|feels"
    r"|considered"
    r"|considers|knows (?:that|of|about|what|who|how)|saw|heard|felt|thought|rang|understood)"
)
"""What a caller does in any call, or words that only look like a verb: none of it tells one caller from another."""
IRREGULAR = (
    r"(?:took|gave|drove|let|hid|fed|kept|held|found|lent|bought|brought|taught|sat|stood|ran|slept|met|put|cut"
    r"|went|came|made"
    r"|spent|lost|got|grew|wore|fought|broke|caught|paid|sold|swept|woke|led|left|used to|goes|does)"
)
HAD_OTHER = (
    r"(?!(?:no|not|never|seen|heard|noticed|said|reported|rung|called|phoned|already|also|asked|requested|given"
    r"|contacted|made"
    r"|raised|witnessed|further|previously|tried|told|stated|information|some|serious|worries|felt|thought|become"
    r"|expressed"
    r"|overheard|concerns?)\b|been (?:told|worried|concerned|informed|advised)\b|a (?:concern|worry|number of)\b)"
)
IRREGULAR_OTHER = (
    rf"(?! (?:no|a message|(?:her|his|their|the) (?:names?|numbers?|details|call|address)|on to say|that"
    rf"|this (?:call|referral)"
    rf"|{ABOUT_CALL})\b)"
)
PREDICATE = wrapped(
    rf"\s+(?:(?:also|then|later|often|sometimes|usually|now|herself|himself|once|twice"
    rf"|previously) )?(?!{CALLED}\b)(?P<what>"
    rf"(?:{IRREGULAR}\b{IRREGULAR_OTHER}|[a-z]{{2,}}(?:ed|[^s'\W]s)\b|(?:has|had) {HAD_OTHER}\w+"
    r"|(?:is|was) (?:related|married|engaged|employed|retired|friends?)\b)[^;\n]*)"
)
"""Whatever else is said of the referrer as the sentence's subject: who they are, what they have, what they did."""
PREDICATE_END = wrapped(
    rf" (?:and|but|who|as|when|while) (?:also |then |has |had |she |he |they )*{CALLED}\b"
    r"| (?:and|but) (?:the (?:children|mother|father|parents|baby)|(?-i:[A-Z])\w+) (?:was|were|is|are|had|has"
    r"|did)\b|;|$"
)
GUESSED = wrapped(
    r"\b(?:it (?:was|is|must be|must have been|could be|had to be)|(?:who|that) (?:rang|reported|called|told"
    r"|complained|grassed)"
    r"[^.:\n]{0,40}?(?::|\bis\b|\bwas\b)) (?P<what>(?:his|her|their|the|an?|that|some|one of|\w+['’]s) [^,.;:]{3,80}?"
    r"(?:, (?:the one|the \w+|her|him|who|whose) [^,.;:]{3,80}?)?)"
    r"(?=[,.;:\n]| (?:who|that|because|as|and|but)\b|$)",
    re.IGNORECASE,
)
"""Somebody's guess at who told: "I know who rang: his sister-in-law's neighbour"."""
CALLED_BY = wrapped(
    r"\b(?:referral|call|information|complaint|report|contact|tip-?off)s? (?:(?:was|were|is|has been|had been|came"
    r"|taken|received|made"
    r"|given|anonymously|by telephone|today) ){0,3}(?:from|by) (?P<what>(?:some(?:body|one)|an?|one of|(?:the|his"
    r"|her|their) \w+['’]s|her"
    rf"|his|their) (?:(?!\n[ \t]*\n)[^.,;:()]){{3,160}}?)(?=[.,;:()]|\n[ \t]*\n| (?:and |who |to "
    rf"|in which )?(?:{CALLED}|has said|had said)\b"
    r"| who (?:wish|want|did not|does not|asked)| (?:to (?:say|report)|about|on \d|at \d)|$)",
    re.IGNORECASE,
)
WHO_DOES = wrapped(rf"\b(?:who|whose) (?!{REPORTED}\b)(?!{CALLED}\b)\w+", re.IGNORECASE)
THEIR_KIN = wrapped(
    rf"\s+(?:also |then )?{CALLED} (?:us |me )?that (?P<what>(?:her|his) (?:own \w+|(?:grand|god|step)?(?:son"
    rf"|daughter|child(?:ren)?)"
    r"|husband|wife|nephew|niece|sister|brother)\b[^.;\n]{3,160})",
    re.IGNORECASE,
)
"""What a caller tells of their own family: right behind "said that", with nobody else yet spoken of."""
OTHERS = re.compile(
    r"\bthat\b|\b(?:mother|father|mum|dad|child\w*|parents?|girl|boy|baby|grand\w+|aunt|uncle|he|she|they|her|him)\b"
)
IDENTITY = wrapped(
    r"(?P<what>(?:is|was) (?:an?|the|one of|his|her|their|\w+['’]s)\b(?! (?:bit|little|lot|same|only|first|last"
    r"|good|long)\b)[^.;]{3,200})"
)
"""Behind a pronoun that can only be the referrer: who they are."""
UNNAMED = re.compile(r"anonym|not (?:want |wish )?(?:to )?be (?:named|identified)|remain unnamed", re.IGNORECASE)
SUBJECT_PRONOUN = wrapped(
    r"^(?:Then |Later |Afterwards |On one occasion |Once )?,?\s*(?:she|he|they)\s+", re.IGNORECASE
)
DESCRIBED = wrapped(
    rf"\b(?P<what>(?:an?|the|that|this|some|another)\s+(?:(?!{NOUN}\b|{REPORTED}\b|who\b|that\b)[\w-]+\s+){{0,4}}?"
    rf"(?!(?:mother|father|mum|parent|girl|boy)\b){PERSON_NOUN}\s+(?:two |three |few |a few )?{PLACE}"
    r"[^,.;:()'\"\n]{0,60}?)(?=[,.;:()'\"\n]|\s(?:who (?:rang|reported|told|called|phoned|made)|has|had|said|says"
    r"|rang|saw)\b|$)",
    re.IGNORECASE,
)
TELLING = wrapped(
    r"\b(?:referr\w+|caller|informant|anonymous\w*|who (?:had |has )?(?:rang|rung|called|told|reported)\b"
    r"|rang (?:us|you|social|duty|the council)|reported (?:us|me|them|it)|made the call"
    r"|grass\w*|nosy|interfering|told social services|called social services|tip-?off|phoned (?:us|you|social)"
    r"|complain\w+)\b",
    re.IGNORECASE,
)
IS_DIRECTLY = wrapped(
    r"\s+(?:is|was)\s+(?P<what>(?:an?(?! (?:bit|little|lot|regular|good|long))|the(?! (?:same|one|person|caller"
    r"|referrer|first|only|last))"
    r"|their|his|her)\b\s[^.,;:\n]{3,140})",
    re.IGNORECASE,
)
LABELLED_SELF = wrapped(
    r"^[ \t]*(?:referrer|caller|informant|source of (?:referral"
    r"|information))[ \t]*:[ \t]*(?P<what>[^\n]{3,120}?)\.?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
LABELLED = wrapped(
    r"^[ \t]*(?:(?:referrer|caller|informant)(?:'s|’s)?[ \t]+(?:relationship|occupation|role|connection|employment"
    r"|job|link)[^:\n]{0,40}"
    r"|how (?:does the (?:referrer|caller)|do you) know[^:\n]{0,40}|relationship (?:of (?:referrer|caller)"
    r"|to (?:the )?"
    r"(?:child|family)))[ \t]*[:\n][ \t]*(?P<what>[^\n]{3,120})",
    re.IGNORECASE | re.MULTILINE,
)
KIN_WORD_BEFORE = wrapped(
    r"\b(?P<what>(?:(?:an?|the|her|his|their)\s+)?(?:neighbour|friend|childminder|landlord|landlady|colleague))"
    r",?\s+(?:(?:Mrs?|Ms|Miss|Dr)\.?\s+)?$",
    re.IGNORECASE,
)
SENTENCE = re.compile(
    r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bNo)(?<!\b[A-Z])[.!?]['\"’”]?(?=\s)|\n[ \t]*\n|\n(?=[ \t]*(?:The"
    r"|This|An?) [a-z])"
)
CONTINUES = wrapped(
    rf"^\s*(?:who(?! (?:also |then |has |had )?(?:{REPORTED}|{CALLED})\b)|whose|aged|and who|of|from|living|which"
    rf"|an?|the|also|in (?:her|his)|a former|retired)\b",
    re.IGNORECASE,
)
OPENED = wrapped(
    r"\s*(?:,|\(|-|–)\s*(?=(?:\w+['’]s|an?|the|who|whose|his|her|their|aged|retired|one of)\b)", re.IGNORECASE
)
TRAILING = wrapped(
    rf"\s+(?:also\s+)?(?=(?:{PLACE}|lives|works|worked|used to (?:be|work|live|mind|look after|teach|clean)"
    rf"|has (?:known|lived|worked)"
    r"|runs|owns|teaches|cleans|is (?:retired|related|employed|married))\b)",
    re.IGNORECASE,
)
TRAILING_END = wrapped(rf"[,.;:()]|\s(?:and\s+)?{REPORTED}\b|$", re.IGNORECASE)
ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
