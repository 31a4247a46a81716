"""Three surgeries: one over, one going on, one to come."""

from __future__ import annotations

DONE_TITLE = "Roads, drains and the winter ahead"
DONE_INTRO = (
    "An hour with Aileen Moss, councillor for Brigg, on potholes, blocked drains and what happens when the Carse comes up. "
    "Dev Chandra from highways and drainage answers with her."
)
# (question, answer, make it a FAQ)
DONE: list[tuple[str, str, bool]] = [
    ("Who do I ring when water is coming towards my house at night?",
     "Ring 01632 960 999, day or night, and choose 1. That line goes to the duty officer, not a machine. If someone is in danger, ring 999 first. "
     "You don’t need to know whose drain it is: we sort that out afterwards.", True),
    ("Where can I get sandbags, and do I have to pay?",
     "We keep them at the depot on Wharf Road and hand out up to six a household when a flood warning is in force, free. "
     "If you can’t fetch them, say so when you ring and we bring them.", True),
    ("Why was the hole on Fen Road filled twice this year and is back again?",
     "Because we filled it cold in the wet, which holds for weeks. Dev has put the whole stretch down for resurfacing in May. Until then we patch it when it is deep enough to hurt someone.", False),
    ("How deep does a pothole have to be before you fix it?",
     "On a road, 40 mm, about two golf balls. On a pavement or a crossing, 20 mm. Anything deeper we make safe within five working days; if a bike or a chair can’t get round it, within one.", True),
    ("Whose job are the pows? The farmer says yours, you say his.",
     "Mostly the owner’s on each side, to the middle. The nine main ones belong to the drainage board. Where a pow takes water off a public road, we clear that part. "
     "The new map shows which is which, and this winter we clear thirty that people marked as blocked.", True),
    ("Can the drain on Carse Bridge be cleared before Christmas, not after?",
     "Yes. It was on the list for January. We have moved it to the first week of December and I will post here when it is done.", False),
    ("Do you grit the hill on Priory Gate?",
     "Yes, it is on the first route, done by six in the morning when frost is forecast. Side streets are not, but there is a grit bin at the top and you may use it on the road and pavement.", True),
    ("Could the street lights on the station footpath stay on until the last train?",
     "They go to half at midnight and the last train is at 23.52. We will move it to half past twelve from next month.", False),
    ("Why can’t I report a problem on the bypass here?",
     "You can, and we pass it on, but the bypass is a trunk road and the national company decides. You get their answer here all the same.", False),
    ("Is anything being done for Dunsdyke, or do we just get wet every year?",
     "The culvert under the main street is too small and has been since 1953. The design for a bigger one is paid for; the building is not, yet. I will bring the bid to this page before it goes in.", False),
]  # fmt: skip
DONE_HELD = "Councillor Moss, what did your new kitchen cost?"
DONE_DECLINED = (
    "When will my cousin’s planning application be decided?",
    "I can’t talk about one person’s application in public. Ring the planning desk on 01632 960 120 and they will tell you both.",
)

LIVE_TITLE = "The library, your questions"
LIVE_INTRO = (
    "Aileen Moss answers for an hour on the future of Carsewell Library, with Linda Marsh who runs the libraries. "
    "Ask now, or say which questions you want answered first."
)
LIVE_ANSWERED: list[tuple[str, str]] = [
    ("Has it already been decided?",
     "No. The cabinet decides on 12 January and not before. Three options are on the table, and the one that keeps the library as it is is among them. What you write until the consultation closes is put before them in full."),
    ("How many people really use it?",
     "61,000 visits last year, down from 74,000 before the hours were cut. Linda says the computers are booked nine hours in ten."),
]  # fmt: skip
LIVE_OPEN: list[str] = [
    "If it shuts, where do I print my bus pass form? I have no computer and no car.",
    "Could the library share a roof with the health centre instead of closing?",
    "Would volunteers run it, and who holds the keys if they fall ill?",
    "What happens to the local history room? My grandad’s photos are in there.",
    "Why not open fewer days but later? I work until six.",
    "Will the mobile library still come to Pow End?",
]
LIVE_HELD: list[str] = [
    "Is it true the building has been promised to a developer? Somebody in the Fleece said so.",
    "Why do you lot always shut what poor people use?",
]

NEXT_TITLE = "Ask about buses and getting about"
NEXT_INTRO = "Sana Iqbal, councillor for Station, on buses, the footbridge and cycling. Ask in advance: the questions with most support come first."
NEXT_ASKED: list[str] = [
    "Why does the 7 not wait for the 17.40 train?",
    "When will the lift at the station footbridge work again?",
    "Could there be a bus on Sundays, even one in the morning and one at night?",
    "Is a crossing planned on Ings Road by the new estate?",
    "Can bikes go on the Fen Causeway?",
]
