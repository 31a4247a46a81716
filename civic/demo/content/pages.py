"""The council's own pages in the demo: answers and news."""

from __future__ import annotations

# (question, answer in the editor's HTML, topic)
FAQS: list[tuple[str, str, str]] = [
    ("When is my bin collected?", "<p>Refuse one week, recycling the next, always on the same day. The day is on the sticker inside your lid. After a bank holiday everything moves one day later for that week.</p><p>Put the bin out by half past six.</p>", "Bins and recycling"),
    ("What goes in the blue bin?", "<p>Paper, card, tins, glass bottles and jars, plastic bottles and pots. Rinse them; leave the labels on.</p><p>Not in the blue bin: film, nappies, polystyrene, textiles.</p>", "Bins and recycling"),
    ("My bin was missed. What now?", "<p>Leave it out. Tell us after five in the afternoon, because crews sometimes come late. We come back within two working days.</p>", "Bins and recycling"),
    ("How do I get rid of a sofa?", "<p>We fetch up to three large things for £28, or free if you get council tax support. Book a day; put it at your gate by seven.</p><p>A charity may take it for nothing if the fire label is still on it.</p>", "Bins and recycling"),
    ("How do I pay less council tax if I live alone?", "<p>You get a quarter off if you are the only adult. Students and people with a severe mental impairment don’t count as adults here. Ask for it once; it lasts until something changes.</p>", "Council tax and money"),
    ("I can’t pay my council tax this month", "<p>Talk to us before the date and we can spread it. You won’t be charged for asking. If you get other help, such as universal credit, you may pay less as well.</p>", "Council tax and money"),
    ("What is the rule about the spare room?", "<p>If you rent from the council or a housing association and have a bedroom more than the rules count, your housing benefit is cut: 14 per cent for one room, 25 for two or more. People call it the bedroom tax.</p><p>There are exceptions for carers, foster children and some disabled people. Ask us to look at yours.</p>", "Council tax and money"),
    ("Where can I get help with a form?", "<p>At the library on Tuesdays and Fridays from ten to four, with no appointment. Bring your letter. Help by telephone: 01632 960 100.</p>", "Council tax and money"),
    ("How do I report a street light?", "<p>Pin it on the map. If you can, read us the number on the post. A single lamp is mended in five working days, a whole dark street in two.</p>", "Roads and paths"),
    ("Who looks after the bypass?", "<p>The national highways company, not us. Report it here all the same and we pass it on with your words and photo, and show you their answer.</p>", "Roads and paths"),
    ("Can I have a dropped kerb for my drive?", "<p>Ask us first: some streets don’t allow it. The check costs £65. Then you choose one of our listed builders, and pay them directly.</p>", "Roads and paths"),
    ("A tree on the street is dangerous. Who comes?", "<p>If it may fall now, ring 01632 960 999 at any hour. Otherwise report it with a photo; an inspector looks within five working days.</p>", "Roads and paths"),
    ("Where do I see planning applications near me?", "<p>All of them are on the planning register, with drawings, from the day they are checked. You have 21 days to comment, and you don’t have to live next door.</p>", "Planning and building"),
    ("Do I need permission for a shed?", "<p>Mostly not, if it is lower than 2.5 m, stands behind the house and covers less than half of the garden. In the conservation area, ask first.</p>", "Planning and building"),
    ("How do I apply for a primary school place?", "<p>By 15 January for the September after your child turns four. Name three schools. You hear on 16 April.</p>", "Schools and children"),
    ("Is school closed when it snows?", "<p>The head decides by seven in the morning and it stands on our home page by ten past. You can ask to be told by e-mail.</p>", "Schools and children"),
    ("How do I get a bus pass?", "<p>From the age when your state pension starts, or if you are disabled. Bring a photo and proof of age to the library or the council offices. It takes ten days.</p>", "Getting about"),
]  # fmt: skip

# (title, introduction, body in the editor's HTML, days ago)
NEWS: list[tuple[str, str, str, int]] = [
    ("Thirty ditches to be cleared before Christmas", "Residents mapped a hundred old pows and drains. The drainage board starts with the thirty that you marked as blocked.",
     "<p>Over the summer forty volunteers walked the fields with phones and old maps. They drew a hundred ditches, twenty-two of which stood on no map of ours.</p><p>Work begins at Pow End on Monday. Each ditch shows its state on the reports map, and whoever drew it will be told.</p>", 3),
    ("Library: have your say until the closing date", "Three ways forward are open for comment. Nothing has been decided.",
     "<p>The cabinet decides on 12 January. Until the consultation closes, every comment counts, from an armchair or at the library computers.</p>", 9),
    ("Carse Bridge: footway stays open through the works", "The north footway closes for the drain; the south side stays open day and night.",
     "<p>After the flooding of 6 November the drain on the north side is dug up and replaced. The work takes nine days. Buses are not affected.</p>", 14),
    ("Market Place stays car-free on market days", "412 people answered. We tell you what you said and what we did.",
     "<p>From nine to four on Wednesdays and Saturdays no cars cross the Market Place. Blue badges may use the north side.</p>", 40),
    ("What the storm left, street by street", "Ninety-one reports came in two days. Here is where things stand.",
     "<p>All main roads were open by Friday noon. Sixty-four reports are dealt with, nineteen are planned, and eight belong to the national company or the water company, who have them.</p>", 55),
    ("How we answer, measured", "Half of all reports had a first answer within two working days last quarter.",
     "<p>The slowest tenth took eleven days. Most of those were about drains whose owner had to be found. We are working on a list of owners, with your help.</p>", 90),
]  # fmt: skip
