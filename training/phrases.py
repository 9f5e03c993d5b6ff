"""Word stock of the slots: parts of invented place names, generic organisations, ordinary phrases; no people."""

from __future__ import annotations

START = (
    "Marl Ash Thorn Wick Pen Brack Stan Hol Kings Queens Elm Oak Whit Black Red Long Hart Sel Wex Burn Cal Dun Ever Fen"
    " Gar Hazel Ing Kel Lan Mel Nor Or Pad Quen Rad Sal Tam Ux Ver Wal Yar Bram Chel Der Esk Fal Glen Hax Lyd Mal"
).split()
END = (
    "bury ton ham ford ley wick worth field by thorpe combe bridge mouth stead don minster dale hurst well wood borough"
    " port sea caster head ness shaw stow pool side gate"
).split()
REAL_TOWNS = (
    "London Leeds Bradford Hull Derby Leicester Nottingham Luton Slough Reading Oxford Bristol Exeter Plymouth Truro"
    " Swindon Bath Coventry Dudley Walsall Telford Stoke Crewe Chester Wigan Bolton Oldham Rochdale Burnley Preston"
    " Blackpool Carlisle Durham Sunderland Gateshead Middlesbrough York Barnsley Doncaster Rotherham Lincoln Grimsby"
    " Norwich Ipswich Colchester Southend Dover Hastings Brighton Crawley Woking Croydon Barnet Hackney Lambeth Cardiff"
    " Swansea Newport Wrexham Glasgow Dundee Edinburgh Belfast Derry Manchester Liverpool Birmingham Sheffield"
).split()
COUNTRIES = (
    "Poland Romania Lithuania Portugal Spain India Pakistan Bangladesh Somalia Eritrea Nigeria Ghana Jamaica China"
    " Vietnam Turkey Iran Iraq Syria Afghanistan Ireland Scotland Wales Kenya Zimbabwe Sudan Ethiopia France Germany"
    " Italy Ukraine Albania Kurdistan Libya Egypt Morocco Algeria Greece Cyprus Belgium Calais Mogadishu Lagos Accra"
    " Lahore Karachi Sylhet Dhaka Mirpur Kabul Tehran Baghdad Asmara Warsaw Bucharest Vilnius Lisbon Kingston Hanoi"
).split()
LOOSE = (
    "bants snoozing kiddo gubbins mardy nippy faff manky wonky skint knackered telly"
    " bookie chippy offy roadie vapes spliff zoot baccy tenner fiver quid blud bruv fam peng bare allow mandem ends wasteman"
    " nebuliser calliper buggies sippy weetabix nuggets beans toastie trampoline paddling sandpit conker hopscotch skipping"
).split()
ROAD_HEADS = (
    "Road Street Lane Close Avenue Drive Way Crescent Gardens Grove Place Terrace Rise Walk Row Mews Square Hill Court"
    " Side Bank Fold Gate Parade End Green Yard View Wharf Road Street Lane Close Avenue Drive"
).split()
ROAD_NAMES = (
    "Elm Oak Ash Birch Station Church Mill High Park Victoria Albert Grange Manor Orchard Meadow Chapel Queens Kings"
    " School Bridge North South West East New Springfield Highfield Primrose Larch Cedar Poplar Sycamore Jubilee Abbey"
    " Canal Dock Quarry Foundry Bakers Coopers Swan Heron Kestrel Lark Rose Ivy Holly Hazel Willow Grace Hope May June"
    " Alma Balmoral Windsor Nelson Wellington Cromwell Byron Keats Tennyson Shelley Milton Chaucer Austen Bronte"
).split()
SAINTS = (
    "Mary Bride Aidan Cuthbert Oswald Wilfrid Bede Hilda Chad Anne Joseph Peter Paul Luke Mark Thomas Francis Clare"
    " Bernadette Edmund Alban Swithun Piran David Patrick Andrew George Michael Helen Catherine Margaret Agnes Teresa"
).split()
SCHOOL_HEADS = (
    "Primary School|Primary|Infants|Junior School|Academy|High School|Community College|C of E Primary|RC Primary"
    "|Special School|Secondary|Grammar School|First School|School|Sixth Form College|Free School"
).split("|")
NURSERIES = (
    "Little Acorns|Sunbeams|Busy Bees Pre-school|Rainbow Nursery|Tiny Steps|Ladybirds|The Willows Nursery|Happy Days"
    "|Puddleducks|First Friends Nursery|Treetops|Bright Horizons|Little Stars|Daisy Chain Nursery|Jack and Jill Nursery"
).split("|")
ORGS = (
    "Women's Aid|Barnardo's|NSPCC|Shelter|Home-Start|The Phoenix Project|Turning Tide|Citizens Advice|Young Carers"
    "|Refuge|Relate|Mind|The Bridge|Safe Steps|New Dawn|Haven House|Hope Project|Grace Ministries|Open Door|Family Action"
    "|Salvation Army|Change Grow Live|The Junction|Kooth|Childline|Catch22|Coram|Cafcass|Victim Support|Lighthouse"
).split("|")
COMPANIES = (
    "Tesco|Asda|Lidl|Amazon|Greggs|Boots|Royal Mail|Sports Direct|B&M|Will's|Ruby's Nails|Carter's Cars|Rose's Café"
    "|Grace & Sons|Hunter Logistics|Mason Builders|May's Takeaway|Costa|Wilko|Iceland|Joy's Hair|Frank's Garage"
).split("|")
PLAIN: dict[str, list[str]] = {
    "team": "Duty Team|Assessment Team|Safeguarding Team 2|Leaving Care|MASH|Family Support|CWD|Early Help|Fostering"
    " Team|EDT|Court Team|Adolescent Team|CIN Team North".split("|"),
    "drug": "sertraline|Sertraline|fluoxetine|Ritalin|methylphenidate|Concerta|methadone|diazepam|Ventolin|salbutamol"
    "|melatonin|Melatonin|risperidone|citalopram|pregabalin|Calpol|amoxicillin|propranolol|Subutex|mirtazapine".split(
        "|"
    ),
    "language": "Polish|Urdu|Somali|Romanian|Punjabi|Arabic|Tigrinya|Farsi|Sorani|Portuguese|Twi|Sylheti|Tamil|Turkish"
    "|Vietnamese|Mandarin|Yoruba|Pashto|Dari|Lithuanian|Gujarati|Spanish|Welsh|Albanian".split("|"),
    "nationality": "White British|Polish|Romanian|Black African|Pakistani|Bangladeshi|Somali|Mixed|Irish Traveller"
    "|Nigerian|Afghan|Kurdish|Portuguese|Roma|Black Caribbean|Indian|Chinese|Turkish|White Other".split("|"),
    "religion": "Muslim|Christian|Catholic|Sikh|Hindu|Jewish|Church of England|none|Jehovah's Witness".split("|"),
    "meeting": "Core Group|Review Child Protection Conference|Strategy Discussion|TAC meeting|LAC Review|ICPC|CIN meeting"
    "|Family Group Conference|PEP|Legal Planning Meeting|Professionals Meeting|Care Planning Meeting|RCPC".split("|"),
    "holiday": "Christmas|Easter|half term|the summer|the weekend|Eid|Boxing Day|August|the May bank holiday".split(
        "|"
    ),
    "offence": "robbery|common assault|PWITS|ABH|criminal damage|possession of cannabis|burglary|stalking".split("|"),
    "service": "CAMHS|Early Help|speech therapy|the Community Paediatrics service|IDVA|Young Carers|school nursing"
    "|Talking Therapies|physiotherapy|the Family Hub|portage|perinatal mental health".split("|"),
    "day": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "month": "January February March April May June July August September October November December".split(),
    "judgeT": "HHJ|Her Honour Judge|His Honour Judge|DJ|District Judge|Recorder|Mr Justice|Mrs Justice|Deputy District"
    " Judge".split("|"),
    "car": "VW Golf|Ford Fiesta|BMW|Audi A3|Vauxhall Astra|Nissan Juke|Toyota Yaris|white van".split("|"),
}
