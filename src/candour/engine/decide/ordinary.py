"""Names that are also ordinary words, places or titles: never searched for alone. A list, not a dictionary of English."""

from __future__ import annotations

TITLES = frozenset(
    "mr mrs ms miss mx dr doctor prof professor sir lady lord dame rev reverend father sister brother pc ps ds dc di dci"
    " sgt insp cllr judge hhj her his honour auntie aunty aunt uncle nan nana nanny gran granny grandma grandad grandpa"
    " mum mam mummy dad daddy the and".split()
)

FORMAL = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "doctor", "professor", "prof"})
"""Titles that make a surname a name, even one that is an ordinary word."""

ORDINARY = frozenset(
    # given names
    "will bill mark grace joy hope faith charity patience prudence may june april august rose lily daisy ivy holly hazel"
    " heather iris jasmine poppy violet olive fern ivory ruby pearl amber jade crystal gem dawn eve summer autumn winter"
    " sky skye star sunny sandy rusty frank ernest earnest grant jack jimmy bob rob nick pat peg penny dolly carol chase"
    " drew dean duke earl guy gene glen hunter jay josh king lance lee les luke max miles norm pip ray red rich rick rod"
    " rowan royal sage sonny stew sue tab tag tony troy van vic viola ward wade willy wren angel blossom bliss brook"
    " brooke cherry clay clementine cliff colt constance cookie destiny dale diamond ebony felicity flora forest gale"
    " general ginger gloria harmony harry haven honey honour infinity israel jordan journey justice kit lark laurel"
    " lavender liberty love lucky lyric major marina marine marshal melody mercy merit mercury mickey mickie miracle"
    " morgan nova ocean opal page paige paris phoenix piper precious prince princess promise queen rain raven reed river"
    " robin rocket rocky roman saffron sailor saint savannah scarlet scout serenity shell silver skip sterling stone"
    " storm sugar tiger tilly timber treasure trinity true tucker unity valentine velvet verity victor victory virtue"
    " vanity willow wolf worth zest chelsea florence india london milan devon lincoln chester austin sydney virginia"
    # surnames
    " archer ash bacon baker ball banks barber barn bay beach bean bear beck bell bench berry best bird bishop black"
    " blades blood bloom blow blue board bolt bond book booth bow bowl box boy brand bread bridge bridges brown bull burn"
    " burns bush butcher butler byte camp campion canon card carpenter carter case cash castle chamber chambers chance"
    " chancellor chandler chaplin child church clark clerk close cloud coal coach coast coates cobbler cock coffee coin"
    " cole collier comfort cook cooke cooper corn cotton court cousins cox craft crane cream cross crow crown cruise"
    " current curry curtain dark darling day deal dear deer dove drake draper drew driver drum duck dyer eagle east elder"
    " england english farmer farrow fair fairs farm fawn fellow fence fern fish fisher fletcher flood flower flowers foot"
    " ford forrest foster fowler fox freeman french friend frost fuller gamble garden gardener gardner gate gates gay"
    " giles glass glover godson gold golden good goode goodman grave graves gray green grey griffin groom grove hall ham"
    " hammer hand hands hardy hare hart hatch hawk hay hayes head heart heath hedges high hill hills hobby hogg holder"
    " holiday hood hook hopper horn horne house how hunt inch inn ireland iron jay jewel jolly joiner judge keen keep key"
    " kitchen kite knight lake lamb land lane large lark law lawn lawyer leaf lean leather light line little lock lodge"
    " long love low lynch major manning manor marsh marshall martin mason master may mayor meadows merchant miller mills"
    " milk monk moon moor moore moss mount mountain nail nation neighbour new newman nice night noble noon north nurse"
    " nutter oak oakes page painter palmer park parker parkes parson parsons peace peach peacock pepper person piggott pike"
    " pink pitt place plant plumber pole pond pool poole pope porter post potter potts pound power price priest prior"
    " profit rain ranger raven read reader reed reeve rich ride ring rivers roach road rock rook rooms rope rouse rowe"
    " ruff rule rush russet sales salmon sand sands savage say school seal sellers senior sergeant sharp sharpe shaw sheep"
    " shepherd shields ship shore short silk simple singer skinner slate small smart smith snow sparks sparrow spears"
    " speed spence spencer spice spring stable stamp stanley steel stein sterne steward stock stone strange street strong"
    " summers swan sweet swift swimmer table tailor tanner taylor temple thorn thorne tide till town trainer travers tree"
    " trout turner twist underwood vale valley vicar wait waiter wake walker wall ward ware warden waters watts way weaver"
    " webb weeks well wells west wheeler white wild wilder will wills winter winters wise wolf wood woods woodward word"
    " worker wright yard york young youngs"
    # towns and regions that are common surnames or given names
    " beverley preston bolton bradford burton buxton carlisle derby durham halifax hastings hull kendal kent lancaster"
    " leeds melton milton newton norfolk oakley oxford rugby sheffield stafford sutton wakefield warwick washington"
    " wells wigan windsor winchester worthing victoria".split()
)
