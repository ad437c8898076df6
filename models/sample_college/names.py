"""Invented names and papers' numbers, plausible for a country and never a real person's."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "sample"


@dataclass(frozen=True)
class Culture:
    """The names of one country: family and given names as its passports spell them."""

    language: str
    surnames: tuple[str, ...]
    given: dict[str, tuple[str, ...]]
    passport: str


@dataclass(frozen=True)
class ForeignName:
    """A name in two scripts; `chinese` is "" where the language has no Chinese characters."""

    surname: str
    given: str
    chinese: str

    def with_comma(self) -> str:
        """HARRIS, JAMES EDWARD; people without a family name have one part only."""
        return ", ".join(part for part in (self.surname, self.given) if part)

    def plain(self) -> str:
        """LEE JIHO."""
        return " ".join(part for part in (self.surname, self.given) if part)


@cache
def cultures() -> dict[str, Culture]:
    """The countries of resources/sample/foreign_names.csv by their code."""
    with (_FOLDER / "foreign_names.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: Culture(
                row["language"],
                tuple(row["surnames"].split("|")),
                {"男": tuple(row["men"].split("|")), "女": tuple(row["women"].split("|"))},
                row["passport"],
            )
            for row in csv.DictReader(file)
        }


@cache
def chinese_words() -> dict[str, tuple[str, ...]]:
    """Family names and given names of resources/sample/chinese_names.csv."""
    with (_FOLDER / "chinese_names.csv").open(encoding="utf-8", newline="") as file:
        return {row["part"]: tuple(row["words"].split("|")) for row in csv.DictReader(file)}


def chinese_name(chance: Random, sex: str) -> str:
    """A Chinese name; some are rare, compound or read differently as a surname."""
    words = chinese_words()
    return chance.choice(words["surnames"]) + chance.choice(words["women" if sex == "女" else "men"])


def foreign_name(chance: Random, country: str, sex: str) -> ForeignName:
    """A name of that country as its passports spell it."""
    culture = cultures()[country]
    surname, surname_chinese = _spelling(chance.choice(culture.surnames), sex)
    given, given_chinese = _spelling(chance.choice(culture.given[sex]), sex)
    chinese = surname_chinese + given_chinese if surname_chinese and given_chinese else ""
    return ForeignName(surname, given, chinese)


def _spelling(entry: str, sex: str) -> tuple[str, str]:
    """KIM=金 → KIM, 金; SOKOLOV/A → SOKOLOVA for a woman; X/Y → Y for a woman."""
    latin, _, chinese = entry.partition("=")
    man, _, woman = latin.partition("/")
    if sex == "女" and woman:
        return (man + woman if woman == "A" else woman), chinese
    return man, chinese


def passport_number(chance: Random, country: str) -> str:
    """Digits and letters in the pattern of that country's passports."""
    return filled(chance, cultures()[country].passport)


def filled(chance: Random, pattern: str) -> str:
    """Each # a digit and each @ a capital letter; the rest stands as it is."""
    letters = {"#": "0123456789", "@": "ABCDEFGHJKLMNPRSTUVWXYZ"}
    return "".join(chance.choice(letters.get(sign, sign)) for sign in pattern)


def phone(chance: Random) -> str:
    """Eleven digits that no network has given to anybody (numbers that begin with 100)."""
    return filled(chance, "100########")


def id_number(chance: Random, born: date, sex: str) -> str:
    """An 18-digit number with a right check digit, in region 990000, which does not exist."""
    serial = chance.randrange(10, 500) * 2 + (sex == "男")
    digits = f"990000{born:%Y%m%d}{serial:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(d) * w for d, w in zip(digits, weights, strict=True))
    return digits + "10X98765432"[total % 11]
