"""The library consultation: what is asked, and what people say. A line that begins with ">" answers the one above it;
"!" marks an official reply. The section is named at the top of each block."""

from __future__ import annotations

TITLE = "The future of Carsewell Library"
SUMMARY = "The library costs £214,000 a year and its roof needs £380,000. Tell us which of three ways forward you would choose, and what we have missed."
INTRO = (
    "The library on the Market Place opened in 1907. Fewer people borrow books than ten years ago; more come to use a computer, to get warm, "
    "to study and to be helped with a form.\n\nThe cabinet decides on 12 January. It will have every comment before it, and this page will say "
    "what was decided and why. Nothing has been decided yet."
)
SECTIONS: list[tuple[str, str, str]] = [
    ("keep", "Way one: keep it, mend the roof, open longer",
     "We borrow for the roof and open until seven on two evenings. It costs each household about £9 a year more."),
    ("share", "Way two: share a roof",
     "The library moves into the ground floor of the Corn Exchange with the registry office and an advice desk. It would have two thirds of the shelves, and open six days instead of four."),
    ("close", "Way three: close it, and spend on the mobile library and homes",
     "The building is sold. The mobile library comes to each village twice a week, and books come by post to those who can’t get out."),
]  # fmt: skip

COMMENTS: dict[str, str] = {
    "keep": """
I learnt to read in that building and so did my three. Keep it.
> Same here, on the red carpet with Mrs Hobday.
> She taught my mother!
Nine pounds a year is two pence halfpenny a day. I would pay that for the warmth alone.
> Not everyone has nine pounds spare. I would still pay it, but let us not say it is nothing.
> Could there be a discount for those on council tax support?
! If way one is chosen, households on council tax support would not pay the extra. That is in the papers, but not clearly enough. Thank you for asking.
> Thank you, that changes my mind.
Open in the evenings! I have worked in Grantham for six years and have not been inside since.
> Saturday afternoons too please.
> And Sundays for the students, there is nowhere quiet to sit.
The roof was leaking when I was on the council in 1994. We put a bucket under it. It is the same bucket.
> I have seen the bucket. It has a plant in it now.
My son does his homework there because we are five in two rooms. Please put that in the report.
> This should be at the top of the page.
> Mine too. The librarian found him the past papers.
Somewhere you may sit all day without buying anything. Name me another.
> Church. But they lock it at four.
> The station, if you like draughts.
I am 83. I walk there on Tuesdays and Fridays. It is the only talking I do some weeks.
> Come to the Methodist hall on Wednesdays, we are a cheerful lot.
> I will look out for you on Friday. Blue coat.
The children’s corner on Saturday is the best hour of our week.
Has anyone asked the lottery for the roof? Stamford did.
! We have. The first answer was encouraging: up to half of the roof, if the building stays a library for twenty years. We expect the second answer in March.
> That ought to be in the summary at the top.
> Agreed. It makes the sum quite different.
Two evenings is not much but it is a start.
I would rather have a good library four days than a poor one six.
Please do not lose the reading room. The light in there in the morning.
The toilets are the only public ones left in the town. People forget that.
> Not people with small children.
Who chose the new chairs? You can’t get out of them.
> A small point but a true one.
I help people with benefit forms at the computers, unpaid. Last month 140 of them. Where would they go?
! We counted 1,460 such visits last year. Whatever is decided, help with forms stays in the town centre; the paper for January will say where and at what hours.
> Thank you. Please also say who.
The heating could be turned down. It is tropical by the newspapers.
> Speak for yourself, I go there to get warm.
Keep it, but let somebody sell coffee in the hall. It would pay for the evenings.
> The market traders would have something to say.
> Let a market trader do it then.
A town that shuts its library and keeps its car parks has told you what it thinks.
I use it for the printer. Ten pence a page. There is no other.
We moved here for the school and stayed for the library. I am not joking.
> Which school? Asking for a friend with a van.
The maps of the old ditches are upstairs. The flood group uses them each month.
> The drainage board used them too, last spring, though they do not say so.
My dad proposed to my mum in Local History. They would like a plaque.
I would give up the Christmas lights for it.
> Don’t say that so loud.
Please keep the large print. My eyes went before my wits.
As a teacher at Northorpe: we walk thirty children there every term. A van can’t do that.
The young people’s evening on Thursday keeps mine off the bridge.
How many of those who decide have a card?
> I would like to see that published.
! Seven of nine cabinet members have one. I asked.
> Well done for asking. Now ask when they last used it.
Borrowing is down because the new books stopped coming in 2019.
! That is a fair point. The book fund was cut by 40 per cent in 2019, and loans fell by about a third in the two years after. It will be in the January paper.
""",
    "share": """
I like this one. The Corn Exchange is empty four days in seven.
> And the roof there is new.
Two thirds of the shelves means somebody picks a third to throw away. Who?
! Nothing would be thrown away. The least borrowed third would go to the store at the depot, and you could have a book from it within two days.
> The depot flooded in 2020.
! It did. The store would be upstairs. I have asked for that to be written down.
Six days instead of four settles it for me.
Is there a lift in the Corn Exchange? There was not when I last went.
! There is one, put in last year, to both floors. The door from the Market Place has a step, which would have to go.
> Then say so in the plan. A step is a step.
> Thank you for mentioning the step. I use a frame.
Registry office and library in one hall: weddings on a Saturday and story time next door. I can hear it now.
> It might cheer up both.
My worry is quiet. The advice desk is people in trouble talking. They need walls, and so do readers.
> Yes. I have had to tell my business at a counter with a queue behind me.
I think this is a way to close it slowly.
> That is what happened in Holbeck. First a corner, then a cupboard.
> It is what they said of the baths too, and the new baths are better.
What happens to the old building then?
! It would be let, not sold, in this way. A museum and a nursery have both asked. The terms would come back here before anything is signed.
The Corn Exchange is warmer, and it is on the bus.
> And the bus shelter is on the right side for once.
Could the young people have the upstairs?
I run a small shop on the square. A library that is open six days brings people past my door. This one, please.
Keep some shelves for what nobody borrows. That is what a library is for.
> You should write speeches.
The acoustics are dreadful. I have sung there.
> Carpets. It wants carpets.
Would the self-service machines work when it is not staffed?
! From eight to ten in the morning, yes, with a card and a door that knows it. It works like that in two towns of our size.
> Good for people who start early.
> And if someone falls ill in there at half past eight?
! There is a call button and a camera on the door only, not on the readers. The caretaker is in the building from seven.
I would want to see a drawing before I say yes.
! Two drawings are now under “Papers” above. The shelves are shown to scale.
> Those are very tidy people in that drawing.
> Not a pram among them.
The flood map shows the Corn Exchange higher than the library by a metre. That counts for something in this town.
> It counts for a lot. We carried books upstairs in 1998.
If it saves the staff, I am for it.
> Does it save the staff?
! Yes: the same five and a half posts, with different hours. They have been asked and their answers are in the papers, without names.
Please measure the noise on a market day before you choose.
One building, one warm room, one person who knows who to ring. That is what most of us need.
I don’t mind where it is as long as Karen is in it.
> Hear, hear.
What does it cost to move? I see the yearly figure but not that one.
! £160,000, once. It should have been in the table and now is.
> Thank you. That is still less than half a roof.
""",
    "close": """
No.
> Short and right.
I drive the mobile library route as a relief. It is a good van and it is not a library. Nobody can revise in a van.
> Thank you for saying it.
> How many can stand in it?
> Six, if they are friends.
For us in Pow End the van is all we have ever had. Twice a week would be twice what we get now. Someone has to say so.
> That is a fair thing to say. Could we not have both?
> Nobody asks Pow End anything.
! We would like to. Bill Thorne and I are at the Eel Catcher on Thursday at seven, and what is said there goes into the same paper.
> I will come. Is there parking?
Sell the building once and you have spent it. You can’t sell it twice.
Put the money into homes. My daughter is 31 and in her old room.
> How many homes would that be?
! About six. The sale would bring some £450,000.
> Six is six families.
> Six families, against sixty thousand visits.
> It is not a contest.
I have not been since school. I would rather have the roads done.
> Fair enough. The hole outside the library is deep enough to swim in.
Books by post sounds fine until you think who carries it up the stairs.
My mother has books by post from the county. It is a good service and she is very lonely.
I read on a tablet. So does everyone I know.
> I would like to know how many of them filled in the form at the library computer.
The warm room. You can’t post a warm room.
> No, you can’t.
Has anybody priced what it would cost not to have it? The health centre would know.
> There is a study from Wales on it. I can send it in.
! Please do, to libraries@carsewell.example, and we will put it with the papers.
> Sent.
Who would buy it? It is listed.
! It is listed grade two, so the outside stays as it is. Two buyers have asked about it as flats. Nothing has been promised to anyone.
> I am glad to see that in writing.
Could the van come to the market on Saturdays if this happens?
I do not want this, but if it comes to it, please keep the local history room in the town.
> The Museum of the Fen has a dry room.
Close the leisure centre instead.
> Please don’t, I am in the water three mornings a week.
If there is truly no money, say that, and show us all of it, not just this.
! The whole budget is on the finance page, and I will be at the library on Saturday from ten to take anyone through it who wants.
> I came. You did. I still disagree, but thank you.
""",
}

OTHERS: list[tuple[str, str, str, str, int, int]] = [
    # slug, title, summary, body, opens in days, closes in days
    ("old-drains-map", "Mapping our old ditches together",
     "Help us find the pows and drains that no map shows, so that they can be cleared before the next flood.",
     "Walk a ditch you know. Draw it on the map as a blocked ditch or pow, and say how it is. What is blocked goes to the drainage board’s list in the order you give it here.", -60, 45),
    ("market-square-traffic", "Cars on the Market Place: yes, no, or not on market days?",
     "For a year no cars could cross the Market Place on Wednesdays and Saturdays. Should that stay?",
     "We counted cars and shoppers before and after. Both counts are below.", -300, -240),
]  # fmt: skip
OTHER_COMMENTS: dict[str, str] = {
    "old-drains-map": """
There is a brick culvert under Hall Lane at Dunsdyke that is on no map. I can show anyone who has boots.
! Please do. I will ring you this week, and we will put it on the map together.
Abbot’s Pow ran behind our barn until they piped it in the seventies. The pipe is nine inches. That was never enough.
> Ours was six.
Can children help? We have a Brownie pack with wellingtons.
! Yes, with two adults and nobody in the water. There is a one-page guide now under “Papers”.
My late husband kept a notebook of levels from 1961. Would it be of use?
! It would be of very great use. May we copy it?
> Of course. It is in the tin.
Please mark which ones may be walked and which cross a farmyard. I was chased by geese.
""",
    "market-square-traffic": """
Market days without cars were lovely. You could hear the band.
I trade here and took a tenth less on Saturdays, until May. Then a fifth more.
My husband can’t walk from the Riverside car park. Blue badges should be let through.
! This was said by thirty-one people, and it changed the plan. Blue badges may use the north side at all times.
The buses were quicker, for a wonder.
Put the taxi rank somewhere people can see it.
""",
}
MARKET_OUTCOME = (  # asked, said, did
    "Should cars stay off the Market Place on market days?",
    "412 of you answered. Yes on market days (68 in 100), but let blue badges through and move the taxi rank.",
    "The order is permanent on Wednesdays and Saturdays from nine to four. Blue badges may use the north side. The taxi rank moved to Eastgate in June.",
)
