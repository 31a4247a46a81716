"""Names as people type them: without accents, apostrophes or capitals."""

import re
import unicodedata

_ENDINGS = {
    "st": "street",
    "rd": "road",
    "ln": "lane",
    "av": "avenue",
    "ave": "avenue",
    "cl": "close",
    "cres": "crescent",
    "dr": "drive",
    "gdns": "gardens",
    "gr": "grove",
    "pl": "place",
    "sq": "square",
    "ter": "terrace",
}
_HOUSE_NUMBER = re.compile(r"^\d+[a-z]?\s+(?=\D)")
_POSTCODE = re.compile(r"^[A-Z]{1,2}\d[A-Z\d]?(\d[A-Z]{2})$")
_PART_POSTCODE = re.compile(r"^[A-Z]{1,2}\d[A-Z\d]?(\d[A-Z]{0,2})?$")


def fold(name: str) -> str:
    """The name in lower case without accents and punctuation: "St Bride’s" becomes "st brides"."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    bare = re.sub(r"['’`]", "", bare.lower())
    return " ".join(re.sub(r"[^\w]+", " ", bare).split())


def fold_query(text: str) -> str:
    """What a person typed, folded: what follows a comma, a house number and short endings are taken away."""
    folded = _HOUSE_NUMBER.sub("", fold(text.split(",")[0]))
    words = folded.split()
    if len(words) > 1 and words[-1] in _ENDINGS:
        words[-1] = _ENDINGS[words[-1]]
    return " ".join(words)


def fold_postcode(text: str) -> str:
    """The postcode as it is stored: capitals, no spaces."""
    return re.sub(r"\s+", "", text).upper()


def is_postcode(text: str) -> bool:
    """Whether this reads as a whole postcode."""
    return bool(_POSTCODE.match(fold_postcode(text)))


def is_part_of_postcode(text: str) -> bool:
    """Whether this reads as a postcode or the beginning of one."""
    return bool(_PART_POSTCODE.match(fold_postcode(text)))


def spaced_postcode(code: str) -> str:
    """The stored postcode as it is written on a letter: "CZ12AB" becomes "CZ1 2AB"."""
    return f"{code[:-3]} {code[-3:]}"
