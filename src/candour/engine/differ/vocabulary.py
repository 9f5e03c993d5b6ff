"""The words of children's social work that say what happened, and which are two sides of one thing; data only.

One line, with those below it that begin with a bar, is one concept: its name and marks, then the ways to write it, with
``-`` before those that say the opposite. Words stand in any form ("visit" is also visited, visits, visiting).

Marks: ``event`` it happens at a time; ``paper`` it is a document; ``act`` somebody does it or it is so; ``once`` it does
not come again; ``one`` one person does it; ``kind`` too general without the word before it; ``state`` it lasts; ``does``
only says that something happened ("was held"); ``makes`` it
brings a document into being; ``topic`` is spoken of more than it happens; ``of:`` names the general concept that it is one of.
"""

from __future__ import annotations

CONCEPTS = """
visit event act one | visit | home visit | statutory visit | attended the home | attended the address
  | attended the home address | attended the property | called at the home | went to the home
conference event once | child protection conference | case conference | conference | icpc | rcpc
  | cp conference | initial child protection conference | review child protection conference
  | initial case conference | review conference
core_group event of:meeting | core group | core group meeting
strategy event of:meeting | strategy meeting | strategy discussion | strat meeting | strat discussion | strategy
legal_planning event of:meeting | legal planning meeting | lpm | legal gateway meeting | gateway meeting
  | legal planning
review event | review |  looked after review | lac review | cla review | looked after child review | care review
  | review meeting | child in care review
family_group event of:meeting | family group conference | fgc | family meeting
meeting event kind | meeting | discussion
hearing event | hearing
panel event | panel | fostering panel
interview event act one | interview | abe interview | achieving best evidence interview
medical event once act one | medical | medical examination | examine | child protection medical
  | medical assessment | examination
contact_session event | contact session | contact | family time
section47 event once | section 47 | s47 | section 47 enquiry | s47 enquiry | s.47 enquiry | section 47 investigation
section20 event | section 20 | s20
assessment event paper kind | assessment | assess
viability event paper once of:assessment | viability assessment | viability
parenting event paper once of:assessment | parenting assessment | parent assessment | pams assessment
core_assessment event paper once of:assessment | core assessment
family_assessment event paper once of:assessment | child and family assessment | c&f assessment
  | single assessment | initial assessment | cfa
risk_assessment event paper of:assessment | risk assessment
minutes paper | minute
chronology paper once | chronology
genogram paper once | genogram | family tree
body_map paper | body map | bodymap
letter paper | letter
before_proceedings paper once of:letter | letter before proceedings | pre-proceedings letter
  | pre proceedings letter | plo letter
email paper | email | e-mail
report paper kind act | report
statement paper | witness statement | position statement
plan paper kind | plan
protection_plan paper of:plan | child protection plan | cp plan | protection plan
need_plan paper of:plan | child in need plan | cin plan
safety_plan paper of:plan | safety plan
care_plan paper of:plan | care plan
agreement paper kind | agreement
written_agreement paper of:agreement | written agreement
birth_certificate paper | birth certificate
medical_advice event | medical advice
medical_report paper of:report | medical report
police_report paper of:report | police report
school_report paper of:report | school report
threshold event topic | threshold
medical_record paper | medical record | health record
supervision event paper | supervision | supervision record | supervision note | record of supervision | case supervision
  | staff supervision
care_order event paper once of:order | care order
interim_order event paper once of:order | interim care order | interim supervision order | ico
protection_order event paper once of:order | emergency protection order | epo
order event paper kind | order
proceedings event once | proceedings | care proceedings
referral event paper | referral | refer | referrer | refer act
allegation event topic | allegation
disclosure event topic | disclosure
injury event topic | injury | injure
application event paper | application
hair_test event paper of:drug_test | hair strand test | hair strand testing | hair test
drug_test event paper | drug test | drug screen | drugs test
legal_aid event | legal aid
training event | training | course | parenting course
therapy event | therapy | counselling | play therapy
conviction event act | conviction | convict | criminal conviction
birth event once act | born | date of birth | dob | d.o.b
complaint event paper | complaint
call event act one | call | telephone | phone | ring | telephone call | phone call | rang
attend act | attend | present | came to | turned up | be at | took part | attendance | -miss | -apology
  | -absent | -stayed away
tell act | tell | inform | notify | disclose | advise | made known | told
aware act state | aware | know | knew of | -unaware | -ignorant
consent act | consent | agree | give permission | gave permission | -refuse | -object
see_alone act | seen alone | spoken to alone | seen on own | spoke alone
see act one | see | seen
ask act | ask | request
consider act | consider
invite act | invite
share act | share | send | circulate | forward | provide
sign act one | sign
return_call act | return call | call back | rang back | calls returned
engage act | engage | cooperate | co-operate | -disengage
approve act | accept | approve | grant | allow | sign off | signed off | authorise | -refuse | -reject | -decline
  | -turn down | -turned down | -defer
positive act outcome | positive | -negative
substantiate act outcome | substantiate | -unsubstantiate | -unfounded
uphold act outcome | upheld | uphold | succeed | -dismiss | -reject
high act outcome | high | -low
met act | meet | met | -unmet
admit act | admit | accept | acknowledge | -deny | -dispute
register act state | register
injure_act act | hurt
need act state | need | require
seek act | seek | sought
miss_person event act | missing | reported missing | went missing
use_drug act | use
responsible act state | parental responsibility
concern event topic | concern
subject_to act outcome | subject to | made subject
live act state | live | reside | stay | staying | living
place act state one | place | placed | placement
move act once one | move | moved
allocate act once one | allocate | allocated | became the allocated | take over the case
chair act one | chair | chaired
write act one makes | produce | draw up | drawn up | compile | write | author | prepare
collect act one | collect | pick up | picked up
supervise act one | supervise
decide act one | decide | decision
sentence event act once | sentence
charge event act once | charge
caution event act once | caution
bail event act | bail
plead act once | plead
assault event act | assault
admission event act | admit to hospital | admitted to hospital | hospital admission
overdose event act | overdose
detain event act once | detain
evict event act once | evict
separate event act once | separate
marry event act once | marry
die event act once | die | death
suspend event act | suspend
enrol event act once | enrol
withdraw event act once | withdraw | withdrew
transfer event act once | transfer
arrest event act one | arrest
discharge event act once | discharge
start event act once | start | begin | commence
end event act | end | stop | cease | -continue
conclude act does | conclude | complete | finish | undertake | undertaken | carried out | carry out | conduct
happen act does | -cancel | -cancelled | -postpone | -adjourn | -abandon | hold | held | took place | take place | convene | happen | occur
exist act does | exist | on file | on the file | made | make
keep act does | find | locate | trace | -lost | -mislaid
file act | file | lodge
receive act | receive
draft act | draft
renew act | renew | extend
speak act one | speak | spoke | spoken | talk
help_child act | engage with
remove event act once | remove | removal
exclude event act | exclude
interpret event | interpreter
"""
"""The longest form wins; a form that two concepts share stands for both."""

CONTRASTS = (
    "initial first 1st",
    "second 2nd another further additional renewed",
    "third 3rd",
    "fourth 4th",
    "final",
    "review",
    "next",
    "previous earlier",
), (
    "spring", "summer", "autumn", "winter",
), (
    "left", "right",
), (
    "maternal", "paternal",
), (
    "cocaine", "cannabis", "heroin", "alcohol", "amphetamine", "ketamine", "opiate",
)  # fmt: skip
"""Words of one group that stand for different things: "initial" and "review" are not the same conference."""

MADE_OF = frozenset("application result copy request appeal draft agenda invitation notice".split())
"""Of an event, but not the event: "the results of the medical" were received when the medical was over."""

NEGATORS = frozenset(
    "not no never none nobody neither nor without cannot nothing nowhere unable fail failed failing".split()
)
PLANNED = frozenset(
    "will would should shall must due planned scheduled intends intended may might could proposed proposes await awaiting"
    " awaited expected".split()
)
WISHED = frozenset(
    "if whether unless recommend request arrange consider ensure please explore invite try want wish prefer hope ask discuss".split()
)
CORRECTED = frozenset(
    "error incorrect incorrectly mistake mistaken mistakenly wrong wrongly correction typo amend amended".split()
)
NUMBERS = {word: number for number, word in enumerate(
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen twenty".split()
)} | {"single": 1, "once": 1, "twice": 2, "both": 2, "couple": 2, "thirty": 30, "forty": 40, "fifty": 50}  # fmt: skip
ACTORS = {
    "guardian": (), "police": ("police",), "school": ("education",), "nursery": (), "hospital": (), "solicitor": ("legal",),
    "landlord": (), "neighbour": (),
}  # fmt: skip
"""Who may act or be told without a name, and the roles of the register that may be meant."""
ROLE_WORDS = {
    "mother": ("mother",), "mum": ("mother",), "mam": ("mother",), "father": ("father",), "dad": ("father",),
    "parent": ("mother", "father", "parent"),
    "grandmother": ("relative",), "grandfather": ("relative",), "uncle": ("relative",), "aunt": ("relative",),
    "carer": ("foster_carer", "carer"),
    "visitor": ("health",), "worker": ("social_worker",),
    "teacher": ("education",), "headteacher": ("education",),
    "child": ("subject", "sibling"),
}  # fmt: skip
"""What a role is called in prose, and the roles of the register it may mean."""
