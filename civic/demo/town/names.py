"""The names of Carsewell, each used once: streets by the age and kind of their quarter, ditches, postcodes."""

from __future__ import annotations

import random

TERRACES = """\
Albert Street|Victoria Street|Alma Terrace|Inkerman Street|Gladstone Street|Providence Row|Oxford Street
Chapel Street|Spring Gardens|Prospect Terrace|Nelson Street|Wellington Street|Cobden Street|Bright Street
Hope Street|Jubilee Terrace|Rosebery Street|Foundry Street|Gasworks Lane|Brewery Lane|Cooper Street|Maltings Lane
Navigation Street|Engine Street|Signal Row|Carriage Street|Florence Street|Edith Street|Maud Street|Percy Street
Salisbury Street|Melbourne Street|Palmerston Street|Peel Street|Union Street|Temperance Row|Clarence Street
York Street|Lime Tree Terrace|Windsor Street|Regent Street|Sebastopol Street|Havelock Street|Granary Street
Rope Street|Tenter Street|Garibaldi Street|Cavendish Street|Harcourt Street|Montague Street|Arundel Street
Portland Street|Chatsworth Street"""
INTERWAR = """\
Elm Avenue|Ash Avenue|Lime Avenue|Hawthorn Avenue|Rowan Avenue|Chestnut Avenue|Beech Avenue|Laburnum Grove
Cherry Grove|Sycamore Drive|Maple Drive|Poplar Drive|Willow Drive|Acacia Grove|Hazel Grove|Holly Grove|Cedar Grove
Almond Grove|Juniper Crescent|Larch Crescent|Elder Crescent|Mayfield Crescent|Coronation Crescent|Queensway
Kingsway|Broadway|Park Avenue|Grange Avenue|Manor Avenue|Highfield Road|Fairfield Road|Northfield Road
Greenfield Road|Oakfield Road|Ashfield Road|Elmfield Road|Whitfield Road|Springfield Road|Hillcrest Drive
Westbourne Drive|Kenilworth Road|Ludlow Road|Tattershall Road|Bolingbroke Road|Conway Road|Harlech Road
Warkworth Road|Bamburgh Road|Dunster Road|Corfe Road|Rochester Road|Arlington Road|Belvoir Road|Haddon Road"""
ESTATES = """\
Lapwing Way|Heron Way|Curlew Close|Plover Close|Teal Close|Wigeon Drive|Mallard Close|Snipe Close|Redshank Way
Avocet Drive|Kingfisher Way|Bittern Close|Reedling Close|Warbler Close|Swift Close|Sandpiper Drive|Dunlin Close
Godwit Close|Shelduck Way|Osprey Close|Harrier Drive|Merlin Close|Keats Close|Wordsworth Drive|Tennyson Way
Clare Close|Marvell Close|Herbert Close|Larkin Close|Gaskell Drive|Eliot Way|Brontë Close|Austen Close|Hardy Close
Pasture Close|Meadow Way|Cowslip Drive|Campion Close|Sorrel Close|Meadowsweet Way|Teasel Close|Yarrow Close
Bramley Way|Pippin Close|Russet Close|Codling Close|Pearmain Drive|Costard Close|Quince Close|Medlar Close
Damson Drive|Sedge Close|Rush Close|Willowherb Way|Marigold Close|Flag Close|Samphire Drive|Wainwright Close
Fletcher Close|Thatcher’s Way|Drover’s Way|Shepherd’s Croft|Barley Close|Oat Close|Harvest Way|Stook Close
Gleaner’s Close|Ploughman’s Way|Reaper Close|Dyson Close|Alderman Pask Way|Priory Court|Abbot’s Close|Cloister Way
Novice Close|Chantry Close|Cellarer’s Way|Almoner Close|Wherry Close|Lock Close|Sluice Way|Weir Close|Towpath Close
Staunch Close|Lighterman Way|Bargee Close|Mere Close|Eel Close|Castle Dyke|Bailey Close|Keep Close|Moat Way
Portcullis Close|Rampart Way|Turret Close|Postern Close|Drawbridge Close|Constable Way|Saxon Way|Dane Close
Mercia Drive|Lindsey Close|Kesteven Close|Holland Close|Viking Close|Thane Close|Jarl Close|Harold Close
Smith’s Field|Miller’s Field|Parson’s Field|Long Acre|Five Acres|Ten Acres|Glebe Close|Tithe Close|Furlong Way
Headland Close|Ridge Close|Balk Close"""
COLLECTORS = """\
Grantham Way|Lincoln Road|Boston Road|Newark Road|Spalding Road|Stamford Road|Wharf Road|Sluice Road|Cemetery Road
Park Road|Hospital Road|School Lane|Mill Hill|Clay Lane|Love Lane|Moor Lane|Common Road|Field Lane|Pinfold Lane
Dark Lane|Green Lane|Salters Way|Quarry Road|Kiln Lane|Windmill Lane|Sandpit Lane|Rectory Road|Union Road
Infirmary Road|Water Lane|Cross Lane|Long Lane|Pasture Road|Leys Road"""
YARDS = """\
Fleece Yard|Bull Yard|Angel Row|Butter Row|Cordwainer Lane|Saddler’s Row|Swan Yard|Dolphin Lane|Pudding Lane
Bakehouse Lane|Chandler’s Row|Tinker’s Lane|Cross Keys Yard|Talbot Yard|Woolpack Lane|Pump Yard"""
CHURCH_LANES = "Church Lane|Kirk Lane|Church Row|Vicarage Lane|Rectory Lane|Chantry Lane|Bell Lane|Steeple Lane"
BACK_LANES = "Back Lane|Nether Lane|Low Road|Back Street|Bottom Lane|Water Row|Far Lane|Low Lane"
VILLAGE = """\
Pump Lane|Town End|Chapel Lane|Hall Lane|Manor Close|Pound Lane|Smithy Lane|Orchard Lane|Willow Lane|Mill Lane
Cross Street|Well Lane|Farm Close|Paddock Close|Dovecote Lane|Pinfold Close|School Row|Forge Lane|Dairy Lane
Cherry Lane|Blacksmith’s Lane|Stack Yard|Tithe Barn Lane|Pond Lane"""
_POW_FIRST = """\
Abbot’s|Monks’|Prior’s|Friars’|Castle|Long|Crooked|Black|White|Cuckoo|Heron|Otter|Eel|Pike|Willow|Alder|Sedge|Reed
Rush|Osier|Miller’s|Fuller’s|Tanner’s|Drover’s|Shepherd’s|Parson’s|Widow’s|Bailiff’s|Reeve’s|Saxon|Dane’s|Hundred
Halfmoon|Gosling|Lapwing|Curlew|Plover|Snipe|Cow|Colt|Wether|Hogg|Far|Near|Nether|Upper|Middle|Cold|Thorn|Bramble
Bracken|Elder|Hob|Lantern|Whisper|Sallow|Withy|Gorse"""
_POW_LAST = "Pow|Pow|Pow|Pow|Dyke|Drain|Lode"


def pool(text: str) -> list[str]:
    """The names of one list, in their order."""
    return [name.strip() for line in text.splitlines() for name in line.split("|") if name.strip()]


class Namer:
    """Hands out names so that none is given twice in the town."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._pools: dict[str, list[str]] = {}
        for kind, text in {
            "terrace": TERRACES, "interwar": INTERWAR, "estate": ESTATES, "collector": COLLECTORS, "yard": YARDS,
            "church": CHURCH_LANES, "back": BACK_LANES, "village": VILLAGE,
        }.items():  # fmt: skip
            names = pool(text)
            rng.shuffle(names)
            self._pools[kind] = names
        more = [f"{first} {last}" for last in pool(_MORE_LAST) for first in pool(_MORE_FIRST)]
        self._pools["more"] = more

    def street(self, kind: str, *, short: bool = False) -> str:
        """The next name of the kind; a short dead end gets one that suits it where one is left."""
        lists = self._pools[kind], self._pools["more"]
        for must_suit in (True, False):
            for names in lists:
                for name in names:
                    if (
                        not must_suit
                        or (name.rsplit(" ", 1)[-1] in _SHORT) == short
                        or kind not in {"estate", "interwar", "terrace"}
                    ):
                        names.remove(name)
                        return name
        raise LookupError(f"no name is left for a street of the kind {kind}")

    def ditches(self, count: int) -> list[str]:
        """So many different names of ditches."""
        firsts, lasts = pool(_POW_FIRST), pool(_POW_LAST)
        names: list[str] = []
        self._rng.shuffle(firsts)
        for turn in range(len(lasts)):
            for i, first in enumerate(firsts):
                name = f"{first} {lasts[(i + turn * 3) % len(lasts)]}"
                if name not in names:
                    names.append(name)
        return names[:count]


_MORE_FIRST = """\
Applegarth|Barnfield|Brookside|Coppice|Crofters|Dairy|Eastfield|Ferndale|Foxglove|Gatehouse|Harebell|Honeysuckle
Ivy|Kestrel|Larkspur|Linnet|Meadowbank|Nightingale|Oatfield|Orchid|Primrose|Ragwort|Skylark|Speedwell|Tanager
Thistle|Vetch|Wagtail|Wheatear|Woodpecker"""
_MORE_LAST = "Close|Drive|Way|Road"
_SHORT = {"Close", "Court", "Croft", "Row", "Yard", "Grove"}
