"""What the people of Carsewell report, in their own words. {street}, {ditch}, {near} are filled in."""

from __future__ import annotations

# category code → (title, detail) pairs
PROBLEMS: dict[str, list[tuple[str, str]]] = {
    "pothole": [
        ("Deep pothole on {street}", "It has been growing since the frost. A cyclist came off on Sunday, she was lucky there was nothing behind her."),
        ("Pothole by the bus stop, {street}", "Buses swing out to miss it, straight into the oncoming lane. About as deep as a teacup."),
        ("Road breaking up on {street}", "Not one hole but a whole row of them where the trench was dug for the water main."),
        ("Hole in the road outside the shops", "Full of water today so you can’t see how deep it is. I lost a hubcap in it, for what that’s worth."),
        ("{street}: pothole on the bend", "Right where you brake. Filled last spring and it has come straight out again."),
        ("Sunken drain cover, {street}", "The cover has dropped a good two inches. Every lorry that hits it wakes the baby."),
        ("Loose stones all over {street}", "The patch from last month has broken up and the stones are flying at parked cars."),
        ("Pothole at the crossing, {street}", "My wheelchair caught in it. It is on the dropped kerb itself, so there is no way round."),
    ],
    "street-light": [
        ("Street light out on {street}", "Third one from the corner. It is pitch dark by the alley and people are walking home from the station."),
        ("Light flickers all night, {street}", "On, off, on, off, right outside the bedroom. It hums as well."),
        ("Lamp on in daylight, {street}", "On at noon for a fortnight. Seems a waste."),
        ("Two lamps dark on {street}", "Both sides of the crossing are dark, and that is where the children cross for the school bus."),
        ("Lamp post leaning, {street}", "Somebody must have reversed into it. The door at the bottom is off and I can see wires."),
        ("No light on the footpath off {street}", "I use this path at six in the morning. I go round by the main road now, it adds ten minutes."),
    ],
    "fly-tipping": [
        ("Mattresses dumped off {street}", "Two mattresses and a sofa, left overnight. There was a white van about eleven."),
        ("Builder’s rubble on {street}", "Plasterboard, tiles, paint tins, some of them leaking."),
        ("Fridge left in the lane", "Door still on it. Children play here."),
        ("Bags of rubbish torn open, {street}", "Foxes have had the lot. It’s blowing into gardens down to the corner."),
        ("Tyres in the gateway near {street}", "Twenty or more. Looks like a trade job."),
        ("Garden waste tipped on the bank", "Somebody empties their mower here every weekend and it slides into the water."),
    ],
    "litter-bin": [
        ("Bin overflowing on {street}", "Nobody has been since the weekend market. Chip papers everywhere."),
        ("Bin burnt out, {street}", "Melted to the post. There’s nowhere for dog bags now so they get hung on the fence."),
        ("No bin at the new bus stop", "There was one before the stop moved. Could it move too?"),
        ("Wasps in the bin by the bench", "You can’t sit there. My mum had to walk on with her shopping."),
    ],
    "graffiti": [
        ("Graffiti on the underpass, {street}", "Names I’d rather my daughter did not read. It was clean last month, thank you for that."),
        ("Paint on the war memorial wall", "Sprayed along the bottom course. Please take care, the stone is soft."),
        ("Tags all along {street}", "Every shutter from the bakery down. One of them is six feet tall."),
    ],
    "flooding": [
        ("Road under water at {street}", "It comes up through the drain, not down from the sky. Ankle deep at the kerb."),
        ("Standing water on the corner of {street}", "It has been there since the weekend. The bus sends it over the wall."),
        ("Water across {street} after an hour’s rain", "The gully is full of silt. It went over my doorstep in October and I’d rather not have that twice."),
        ("Blocked gully on {street}", "I have cleared what I could with a spade. It needs the lorry."),
        ("Water coming in from the field, {street}", "It runs off the winter wheat and down the lane. The pow used to take it."),
    ],
    "overgrown": [
        ("Hedge across the pavement, {street}", "You have to step into the road with a pram."),
        ("Brambles over the path off {street}", "They catch you in the face in the dark."),
        ("Branches hiding the sign at {street}", "You can’t see it’s a 30 until you are past it."),
        ("Tree roots lifting the path, {street}", "The slabs stand up an inch. My neighbour has fallen there."),
    ],
    "pavement": [
        ("Broken slabs on {street}", "Four or five rock when you tread on them and squirt water up your leg."),
        ("Pavement sunk at the kerb, {street}", "Where the lorry parks for the shop. A puddle all winter and ice after that."),
        ("Trip hazard outside number 12, {street}", "A water company cover stands proud. I put a cone on it, the cone is gone."),
        ("No dropped kerb at {street}", "There is one on this side and not on the other. I go round by the car park, in the traffic."),
    ],
    "dog-fouling": [
        ("Dog mess along {street}", "Every morning between the school gate and the corner."),
        ("Dog mess on the playing field", "The under-nines train here on Saturdays. We walk the pitch first with a bucket."),
    ],
    "abandoned-vehicle": [
        ("Car with no wheels on {street}", "On bricks for three weeks. Windows gone since Friday."),
        ("Caravan left in the lay-by", "No one has been near it since August. The door bangs all night."),
    ],
    "park-playground": [
        ("Swing chain broken in the park", "One side is held by a cable tie. The little ones still climb on it."),
        ("Glass under the climbing frame", "Brown bottle glass in the bark. I picked up what I saw."),
        ("Gate to the playground won’t shut", "It used to spring back. Now toddlers walk out to the road."),
        ("Goalpost loose on the rec", "It rocks when you push it. Please look before the weekend."),
    ],
}  # fmt: skip

DITCHES: list[tuple[str, str]] = [
    (
        "{ditch} is choked with reed",
        "You can’t see water for the reed. From the culvert down to the bend nothing moves.",
    ),
    (
        "{ditch}: the culvert is blocked",
        "Branches and a pallet against the grille. It was flowing when my father farmed here.",
    ),
    ("Bank slipped into {ditch}", "About five yards of bank have gone in. The water stands behind it."),
    (
        "{ditch} walked end to end, clear",
        "Walked it on Saturday for the map. Clean bottom, good fall, no bother. Just so you have it on record.",
    ),
    (
        "{ditch} has been filled in near the road",
        "There is a gateway where the old map shows open water. Somebody laid a pipe, it looks too small.",
    ),
    (
        "Old course of {ditch}",
        "My grandfather dug this one out every autumn. It ran to the Carse by the old sluice. Dry now, but the line is plain.",
    ),
    (
        "{ditch}: sluice board missing",
        "The slot is there, the board is not. In a high river it will come back up the pow.",
    ),
    ("Rubbish in {ditch}", "Wheelie bin, bags, a trolley. It starts to dam behind them."),
    ("{ditch} silted up to half", "I put a stick in: two feet of silt on a three foot ditch."),
    (
        "{ditch} overtopped last week",
        "It came over into the beet on Tuesday and was gone by Thursday. There is a low place in the bank, marked.",
    ),
]

WORDS_OF_OFFICERS: dict[str, list[str]] = {
    "planned": [
        "I’ve looked at this and booked it with the crew. It is on the list for the week of the 12th.",
        "Thank you. It needs two people and the big van, so it waits for the next free morning.",
        "Seen. It goes in with the others on this street, so that we come once.",
    ],
    "in_progress": [
        "The crew started this morning. Please mind the cones.",
        "We did the worst of it by hand today, and come back on Thursday for the rest.",
        "What we need is ordered. We made it safe in the meantime.",
    ],
    "fixed": [
        "Done this morning. Tell us here if it comes back.",
        "All done. Thank you for saying so exactly where it was, it saved us a visit.",
        "Done on Tuesday. I walked past afterwards to see for myself.",
        "Done, and we saw to another one on the same street while the van was there.",
    ],
    "will_not_fix": [
        "I’ve been to see it, and it is less than what we may act on. I know that is no comfort when you live here; we look again in spring.",
        "This belongs to the houses beside it, and we have no right to work there. I’ve written to the owners.",
    ],
    "not_ours": [
        "This is a trunk road, which the national highways company looks after. I have passed it on to them with your words and photo.",
        "The water company owns this cover. Passed on today; they say ten days.",
    ],
    "needs_info": [
        "I stood there this morning and could not find it. Which side of the road is it on, and near which house?",
    ],
    "duplicate": ["A neighbour told us about the same thing a little earlier. We have put your report together with theirs."],
}  # fmt: skip

BRIDGE = (
    "Carse Bridge footway flooded again",
    "The river is not even high. The drain on the north side is blocked with leaves. We walk in the road, with the lorries.",
)
