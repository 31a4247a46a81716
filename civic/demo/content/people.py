"""Who lives in Carsewell and who works for it. Invented, all of them."""

from __future__ import annotations

# e-mail → (name, role, ward code or "", title)
DEMO_PEOPLE: list[tuple[str, str, str, str, str]] = [
    ("resident@demo.test", "Morag Fenn", "resident", "", ""),
    ("councillor@demo.test", "Aileen Moss", "councillor", "CAR02", "Councillor for Brigg"),
    ("officer@demo.test", "Dev Chandra", "officer", "", "Highways and drainage officer"),
    ("moderator@demo.test", "Ruth Okafor", "moderator", "", "Community moderator"),
    ("editor@demo.test", "Tomos Bevan", "editor", "", "Web editor"),
    ("admin@demo.test", "Jean Aldous", "admin", "", "Digital services"),
]

OTHER_STAFF: list[tuple[str, str, str, str, str]] = [
    ("h.pask@carsewell.example", "Harold Pask", "councillor", "CAR01", "Councillor for Market"),
    ("s.iqbal@carsewell.example", "Sana Iqbal", "councillor", "CAR04", "Councillor for Station"),
    ("b.thorne@carsewell.example", "Bill Thorne", "councillor", "CAR10", "Councillor for Pow End"),
    ("l.marsh@carsewell.example", "Linda Marsh", "officer", "", "Libraries manager"),
]

RESIDENTS: list[str] = """Joan Pickering|Asif Rahman|Wendy Lark|Piotr Zielinski|Grace Adeyemi|Ken Dowse|Marta Kowalska|Sheila Brand|Owen Rudd|Priya Nair
Dennis Sluice|Ellen Cray|Tariq Hussain|Bridget Holme|Sam Wray|Ieva Kalnina|Colin Staveley|Maureen Tagg|Femi Balogun|Hattie Bourne
George Leake|Anna Petrova|Roy Setchell|Dot Harmston|Lewis Catchpole|Nuala Byrne|Ray Epton|Gwen Parry|Jakub Nowak|Barbara Nettle
Chris Odling|Shabnam Akhtar|Walter Pinch|Rosie Fulbeck|Ade Ogun|Phyllis Gaunt|Martin Wroot|Lucy Scrivelsby|Hamish Orr|Jodie Tripp
Stan Kirkby|Olive Wainfleet|Nathan Coe|Beata Lis|Peggy Anwick|Tom Haxey|Zara Malik|Eric Swaby|Hilary Beck|Denise Moulton
Ron Gedney|Katy Firsby|Michael Agyeman|Sue Tealby|Derek Boothby|Amy Stickney|Rob Fosdyke|Nell Quadring|Ivan Horvat|Carol Spital""".replace("\n", "|").split("|")  # fmt: skip
