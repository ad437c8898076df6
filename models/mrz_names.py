"""Names, countries and years as the machine-readable zone writes them, and back again.

Rules: ICAO Doc 9303 parts 3 and 4 (transliteration, truncation), years as our office expands them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from models import cells
from models.codes import countries
from models.partial_date import Day, PartialDate, earliest

FILLER = "<"
LONGEST_VALIDITY_YEARS = 15
"""A validity that ends later than this is probably misread (passports hold ten years at most)."""

_LETTERS = {
    "Ä": "AE", "Å": "AA", "Æ": "AE", "Ö": "OE", "Ø": "OE", "Ü": "UE", "Þ": "TH", "ẞ": "SS",
    "Ð": "D", "Đ": "D", "Ł": "L", "Œ": "OE", "Ŋ": "N", "Ħ": "H", "Ŧ": "T", "ĸ": "Q", "Ĳ": "IJ",
}
_APART = " -,.‐–—·\u3000"
_LEFT_OUT = "'’‘`ʼ´"
_OTHER_CODES = {"D": "DEU"}
_WITHOUT_COUNTRY = {
    "UTO": "公开样本用的虚构国", "XXA": "无国籍人士", "XXB": "难民", "XXC": "其他难民", "XXX": "未注明国籍",
    "EUE": "欧盟通行证", "UNO": "联合国", "UNA": "联合国专门机构", "UNK": "联合国科索沃特派团",
    "RKS": "科索沃", "GBN": "英国海外国民", "GBO": "英国海外公民", "GBD": "英国海外领土公民",
    "GBP": "受英国保护人士", "GBS": "英国臣民", "XOM": "马耳他骑士团", "XPO": "国际刑警组织",
}


@dataclass(frozen=True)
class Name:
    """The two parts of a name as the zone has them; `is_cut`: the field was too short for it."""

    surname: str
    given: str = ""
    is_cut: bool = False

    def __str__(self) -> str:
        return f"{self.surname}, {self.given}" if self.given else self.surname


def transliterated(words: str) -> str:
    """A name in the letters of the zone, words apart by one space: Müller-Øst → MUELLER OEST.

    Characters that the zone has no letters for (汉字) are left out.
    """
    found = []
    for letter in unicodedata.normalize("NFC", cells.half_width(words)).upper():
        if letter in _APART:
            found.append(" ")
        elif letter not in _LEFT_OUT:
            plain = _LETTERS.get(letter) or unicodedata.normalize("NFKD", letter)
            found.append("".join(c for c in plain if "A" <= c <= "Z"))
    return " ".join("".join(found).split())


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are the same name in the zone (MÜLLER, ANN-MARIE = Mueller Ann Marie).

    A name's simplified spelling (MULLER) also passes: some registers drop the dots.
    """
    def plain(words: str) -> str:
        bare = unicodedata.normalize("NFKD", words)
        return transliterated("".join(c for c in bare if not unicodedata.combining(c)))

    forms = {transliterated(one), plain(one)} & {transliterated(other), plain(other)}
    return any(forms)


def name_field(name: Name, width: int) -> str:
    """The name as it stands in a field of `width`: filled up, or cut so that a letter ends it."""
    surname = transliterated(name.surname).replace(" ", FILLER)
    given = transliterated(name.given).replace(" ", FILLER)
    whole = f"{surname}{FILLER * 2}{given}" if given else surname
    if len(whole) > width and given and len(surname) > width - 3:
        whole = f"{surname[: width - 3].rstrip(FILLER)}{FILLER * 2}{given}"
    while len(whole) > width and whole[width - 1] == FILLER:
        longest = max(re.finditer("[A-Z]+", whole), key=lambda word: len(word[0]))
        whole = whole[: longest.end() - 1] + whole[longest.end() :]
    return whole[:width].ljust(width, FILLER)


def read_name(field: str) -> Name:
    """The parts of a name field; a letter in its last place means that it was cut."""
    parts = field.rstrip(FILLER).split(FILLER * 2, 1)
    surname = " ".join(parts[0].split(FILLER))
    given = " ".join(parts[1].replace(FILLER, " ").split()) if len(parts) > 1 else ""
    return Name(surname.strip(), given, bool(field) and field[-1] != FILLER)


def country_of(code: str) -> tuple[str | None, str]:
    """The country of a code in our list, and a remark (Chinese) where there is none or a doubt."""
    plain = code.rstrip(FILLER)
    plain = _OTHER_CODES.get(plain, plain)
    if not plain:
        return None, "没有填写"
    if any(entry.code == plain for entry in countries().entries):
        return plain, ""
    if plain in _WITHOUT_COUNTRY:
        return None, f"“{plain}”是{_WITHOUT_COUNTRY[plain]}，不是国别表中的国家（地区），已放行，请人工选择"
    return None, f"“{plain}”不在国别表中，已放行，请核对"


def birth_day(digits: str, today: date) -> Day | None:
    """A day of birth in the past; parts written << are not known. ValueError when impossible."""
    if digits == FILLER * 6:
        return None
    day = _day(2000 + int(digits[:2]), digits)
    if int(digits[:2]) > today.year % 100 or earliest(day) > today:
        day = _day(1900 + int(digits[:2]), digits)
    return day


def expiry_day(digits: str) -> Day | None:
    """An end of validity in this century; None for <<<<<<. ValueError when impossible."""
    return None if digits == FILLER * 6 else _day(2000 + int(digits[:2]), digits)


def _day(year: int, digits: str) -> Day:
    month, day = digits[2:4], digits[4:]
    if month == FILLER * 2:
        return PartialDate(year)
    if day == FILLER * 2:
        return PartialDate(year, int(date(year, int(month), 1).month))
    return date(year, int(month), int(day))
