"""The machine-readable zone of passports, cards and visas: read, checked, explained; never mended.

Layouts and check digits follow ICAO Doc 9303. What looks misread (O for 0) is pointed out with
its place; the text itself stays as it was given. Blind spots of the check digits: characters
whose values differ by a multiple of ten (0/A/K/U/<, 1/B/L, …), and names, which have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import cycle
from typing import Any

from models import cells, mrz_names
from models.mrz_names import FILLER
from models.partial_date import latest

Span = tuple[int, int, int]
"""Line, first place and the place after the last, all from 0."""

LABELS = {
    "kind": "证件类型", "issuer": "签发国", "passport_name": "姓名", "number": "证件号", "nationality": "国籍",
    "born_on": "出生日期", "sex": "性别", "valid_until": "有效期至", "optional": "个人号码",
}
"""The values of a reading by name, and what people call them."""

_SEXES = {"M": "男", "F": "女"}
_AS_DIGIT = {
    "O": "0", "Q": "0", "D": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "G": "6", "B": "8",
}
_AS_LETTER = {"0": "O", "1": "I", "2": "Z", "5": "S", "6": "G", "8": "B"}
_CONFUSED: dict[str, tuple[str, ...]] = {
    **{digit: (letter,) for digit, letter in _AS_LETTER.items()},
    **{letter: (digit,) for letter, digit in _AS_DIGIT.items()},
    "0": ("O", "Q", "D"), "1": ("I", "L"),
}


@dataclass(frozen=True)
class Layout:
    """Where everything stands in one format."""

    code: str
    label: str
    width: int
    rows: int
    spans: dict[str, Span] = field(hash=False)
    checked: dict[str, tuple[int, int]] = field(hash=False)
    whole: tuple[tuple[Span, ...], tuple[int, int]] | None = None


def _second_line(*, optional: int, optional_check: bool, whole: bool, width: int) -> Layout:
    """What all two-line formats share; `optional`: the place after the optional data."""
    code = {(44, True): "TD3", (36, True): "TD2", (44, False): "MRV-A", (36, False): "MRV-B"}
    labels = {"TD3": "护照（TD3）", "TD2": "证件（TD2）", "MRV-A": "签证（MRV-A）", "MRV-B": "签证（MRV-B）"}
    name = code[width, whole]
    spans: dict[str, Span] = {
        "kind": (0, 0, 2), "issuer": (0, 2, 5), "passport_name": (0, 5, width),
        "number": (1, 0, 9), "nationality": (1, 10, 13), "born_on": (1, 13, 19),
        "sex": (1, 20, 21), "valid_until": (1, 21, 27), "optional": (1, 28, optional),
    }
    checked = {"number": (1, 9), "born_on": (1, 19), "valid_until": (1, 27)}
    if optional_check:
        checked["optional"] = (1, optional)
    parts = ((1, 0, 10), (1, 13, 20), (1, 21, width - 1))
    return Layout(
        name, labels[name], width, 2, spans, checked, (parts, (1, width - 1)) if whole else None
    )


TD3 = _second_line(optional=42, optional_check=True, whole=True, width=44)
TD2 = _second_line(optional=35, optional_check=False, whole=True, width=36)
MRV_A = _second_line(optional=44, optional_check=False, whole=False, width=44)
MRV_B = _second_line(optional=36, optional_check=False, whole=False, width=36)
TD1 = Layout(
    "TD1", "卡式证件（TD1）", 30, 3,
    {
        "kind": (0, 0, 2), "issuer": (0, 2, 5), "number": (0, 5, 14), "optional": (0, 15, 30),
        "born_on": (1, 0, 6), "sex": (1, 7, 8), "valid_until": (1, 8, 14),
        "nationality": (1, 15, 18), "passport_name": (2, 0, 30),
    },
    {"number": (0, 14), "born_on": (1, 6), "valid_until": (1, 14)},
    (((0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 29)), (1, 29)),
)


@dataclass(frozen=True)
class Problem:
    """Something to look at: places count from 1. is_warning: nothing contradicts, but look."""

    line: int
    first: int
    last: int
    words: str
    is_warning: bool = False

    def __str__(self) -> str:
        place = f"第{self.first}位" if self.first == self.last else f"第{self.first}–{self.last}位"
        return f"第{self.line}行{place}：{self.words}" if self.first else f"第{self.line}行：{self.words}"


@dataclass(frozen=True)
class Check:
    """One check digit: what it protects and where it stands (from 1)."""

    label: str
    line: int
    place: int
    expected: str
    found: str

    @property
    def is_right(self) -> bool:
        """Whether the digit is the one that the field asks for."""
        return self.found == self.expected or (self.found == FILLER and self.expected == "0"
                                               and self.label == LABELS["optional"])


@dataclass(frozen=True)
class Reading:
    """What a zone says. layout is None when it could not even be told which format it is.

    values: by the names in LABELS; nationality as a code of our country list; sex 男/女; a value
    that cannot be meant is missing. name: the two parts. problems: Chinese, each with its place.
    """

    layout: Layout | None
    lines: tuple[str, ...]
    values: dict[str, Any] = field(default_factory=dict)
    name: mrz_names.Name | None = None
    checks: tuple[Check, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def doubtful(self) -> frozenset[str]:
        """Names of the values whose own check digit does not fit."""
        wrong = {check.label for check in self.checks if not check.is_right}
        return frozenset(name for name, label in LABELS.items() if label in wrong)

    @property
    def is_right(self) -> bool:
        """Whether the format was recognised and nothing contradicts (warnings may remain)."""
        return self.layout is not None and all(p.is_warning for p in self.problems)


def check_digit(words: str) -> str:
    """The check digit of a field; other characters than 0–9, A–Z and < count as nothing."""
    total = sum(_value(c) * weight for c, weight in zip(words, cycle((7, 3, 1)), strict=False))
    return str(total % 10)


def lines_of(typed: str) -> tuple[str, ...]:
    """The lines as the zone has them: capitals, half-width, no spaces; one long line is cut."""
    text = typed.replace("«", FILLER * 2).replace("‹", FILLER)
    lines = tuple(line for raw in text.splitlines() if (line := cells.compact(raw).upper()))
    if len(lines) == 1:
        for layout in (TD3, TD1, TD2):
            if len(lines[0]) == layout.width * layout.rows:
                width = layout.width
                return tuple(lines[0][at : at + width] for at in range(0, len(lines[0]), width))
    return lines


def layout_of(lines: tuple[str, ...]) -> Layout | None:
    """The format by number and length of lines, also where a few characters are missing."""
    if len(lines) == TD1.rows:
        return TD1
    if len(lines) != TD3.rows:
        return None
    is_visa = lines[0].startswith("V")
    is_short = max(len(line) for line in lines) <= (TD2.width + TD3.width) // 2
    return (MRV_B if is_visa else TD2) if is_short else (MRV_A if is_visa else TD3)


def read(typed: str, *, today: date | None = None) -> Reading:
    """Everything the zone says, with every doubt; nothing typed is changed, only cleaned of spaces.

    today: decides the century of the birth and whether the paper has run out.
    """
    lines = lines_of(typed)
    layout = layout_of(lines)
    if layout is None:
        words = f"应为两行（护照、签证）或三行（卡式证件），现在是{len(lines)}行"
        problems = (Problem(max(1, len(lines)), 0, 0, words),) if lines else ()
        return Reading(None, lines, problems=problems)
    return _Reader(layout, lines, today or date.today()).reading()


def written_td3(
    name: mrz_names.Name, number: str, *, country: str, born: str, until: str,
    sex: str = FILLER, optional: str = "", issuer: str = "",
) -> str:
    """A passport's two lines from its parts (dates as YYMMDD), for comparing and for tests."""
    first = f"P<{(issuer or country).ljust(3, FILLER)}{mrz_names.name_field(name, 39)}"
    number, optional = number.ljust(9, FILLER), optional.ljust(14, FILLER)
    second = f"{number}{check_digit(number)}{country.ljust(3, FILLER)}"
    second += f"{born}{check_digit(born)}{sex}"
    second += f"{until}{check_digit(until)}{optional}{check_digit(optional)}"
    return f"{first}\n{second}{check_digit(second[0:10] + second[13:20] + second[21:43])}"


class _Reader:
    """Reads one zone of a known layout."""

    def __init__(self, layout: Layout, lines: tuple[str, ...], today: date) -> None:
        self.layout = layout
        self.lines = lines
        self.today = today
        self.padded = tuple(line.ljust(layout.width, FILLER) for line in lines)
        self.problems: list[Problem] = []
        self.checks: list[Check] = []
        self.values: dict[str, Any] = {}

    def reading(self) -> Reading:
        """Everything in the order in which it is explained: shape, characters, checks, values."""
        self._check_shape()
        self._check_characters()
        self._check_digits()
        name = mrz_names.read_name(self.at(self.layout.spans["passport_name"]))
        self._read_values(name)
        problems = sorted(self.problems, key=lambda p: (p.is_warning, p.line, p.first))
        return Reading(
            self.layout, self.lines, self.values, name, tuple(self.checks), tuple(problems)
        )

    def at(self, span: Span) -> str:
        """The characters of a span."""
        line, first, after = span
        return self.padded[line][first:after]

    def _say(self, span: Span, words: str, *, is_warning: bool = False) -> None:
        line, first, after = span
        self.problems.append(Problem(line + 1, first + 1, after, words, is_warning))

    def _check_shape(self) -> None:
        for number, line in enumerate(self.lines, 1):
            wanted = self.layout.width
            lacking = wanted - len(line)
            if lacking:
                more = f"少{lacking}个" if lacking > 0 else f"多{-lacking}个"
                words = f"有{len(line)}个字符，应为{wanted}个，{more}"
                # missing fillers at the end of the names lose nothing
                is_harmless = lacking > 0 and number - 1 == self.layout.spans["passport_name"][0]
                self.problems.append(Problem(number, 0, 0, words, is_harmless))

    def _check_characters(self) -> None:
        for number, words in enumerate(self.lines):
            for at, letter in enumerate(words):
                if not re.fullmatch("[0-9A-Z<]", letter):
                    self._say((number, at, at + 1), f"“{letter}”不是机读区的字符，只能是 0–9、A–Z 和 <")
        for name in ("born_on", "valid_until"):
            self._want_digits(self.layout.spans[name], LABELS[name])
        for line, at in self._check_places():
            self._want_digits((line, at, at + 1), "校验位")
        for name in ("issuer", "passport_name", "nationality"):
            line, first, after = self.layout.spans[name]
            for at in range(first, after):
                if (letter := self.padded[line][at]).isdigit():
                    like = _AS_LETTER.get(letter)
                    hint = f"，可能是字母 {like}" if like else ""
                    self._say((line, at, at + 1), f"{LABELS[name]}中不应有数字“{letter}”{hint}")

    def _check_places(self) -> Iterator[tuple[int, int]]:
        yield from self.layout.checked.values()
        if self.layout.whole is not None:
            yield self.layout.whole[1]

    def _want_digits(self, span: Span, label: str) -> None:
        line, first, after = span
        for at in range(first, after):
            letter = self.padded[line][at]
            if "A" <= letter <= "Z":
                like = _AS_DIGIT.get(letter)
                hint = f"，可能是数字 {like}" if like else ""
                self._say((line, at, at + 1), f"{label}应为数字，现为“{letter}”{hint}")

    def _check_digits(self) -> None:
        for name, (line, place) in self.layout.checked.items():
            if name == "number" and self.padded[line][place] == FILLER and self._is_long():
                self._check_long_number()
                continue
            self._check(LABELS[name], (self.layout.spans[name],), (line, place))
        if self.layout.whole is not None:
            self._check("总校验", *self.layout.whole)

    def _check(self, label: str, spans: tuple[Span, ...], place: tuple[int, int]) -> None:
        words = "".join(self.at(span) for span in spans)
        line, at = place
        check = Check(label, line + 1, at + 1, check_digit(words), self.padded[line][at])
        self.checks.append(check)
        if check.is_right:
            return
        if len(spans) > 1:
            reason = f"总校验位是“{check.found}”，按各栏计算应为“{check.expected}”"
            self._say((line, at, at + 1), reason)
            return
        reason = f"{label}与第{at + 1}位校验位“{check.found}”不符，按现有字符计算应为“{check.expected}”"
        self._say(spans[0], reason + self._suggestion(spans[0], check.found))

    def _suggestion(self, span: Span, wanted: str) -> str:
        """Which one often confused character, read differently, would satisfy the check digit."""
        words, first = self.at(span), span[1]
        found = [
            f"第{first + at + 1}位“{letter}”若是“{other}”即相符"
            for at, letter in enumerate(words) for other in _CONFUSED.get(letter, ())
            if check_digit(words[:at] + other + words[at + 1 :]) == wanted
        ]
        return f"（{'；'.join(found[:3])}）" if found else ""

    def _is_long(self) -> bool:
        """A number of more than nine characters goes on in the optional data (TD1 and TD2)."""
        optional = self.at(self.layout.spans["optional"])
        goes_on = re.match("[A-Z0-9]+[0-9]<", optional + FILLER) is not None
        return self.layout in (TD1, TD2) and goes_on

    def _check_long_number(self) -> None:
        line, first, _ = self.layout.spans["optional"]
        rest = self.at(self.layout.spans["optional"]).split(FILLER)[0]
        number = self.at(self.layout.spans["number"]) + rest[:-1]
        self.values["number"] = number
        place = first + len(rest)
        check = Check(LABELS["number"], line + 1, place, check_digit(number), rest[-1])
        self.checks.append(check)
        if not check.is_right:
            words = f"证件号校验位“{check.found}”不符，按现有字符计算应为“{check.expected}”"
            self._say((line, place - 1, place), words)

    def _read_values(self, name: mrz_names.Name) -> None:
        spans = self.layout.spans
        self.values["kind"] = self.at(spans["kind"]).replace(FILLER, "") or None
        self.values["passport_name"] = str(name) if name.surname else None
        if not name.surname:
            self._say(spans["passport_name"], "没有姓名")
        if name.is_cut:
            words = "姓名占满了位置，可能被截短，请对照资料页补全"
            self._say(spans["passport_name"], words, is_warning=True)
        self.values.setdefault("number", self.at(spans["number"]).rstrip(FILLER) or None)
        if self.values["number"] and FILLER in self.values["number"]:
            self.values["number"] = self.values["number"].replace(FILLER, "")
            self._say(spans["number"], "证件号中间有填充符 <，请对照资料页", is_warning=True)
        for country in ("issuer", "nationality"):
            self.values[country], remark = mrz_names.country_of(self.at(spans[country]))
            if remark:
                self._say(spans[country], f"{LABELS[country]}{remark}", is_warning=True)
        optional = self.at(spans["optional"]).rstrip(FILLER)
        self.values["optional"] = optional.replace(FILLER, " ") or None
        self._read_sex()
        self._read_days()

    def _read_sex(self) -> None:
        letter = self.at(self.layout.spans["sex"])
        self.values["sex"] = _SEXES.get(letter)
        if letter not in (*_SEXES, FILLER, "X"):
            self._say(self.layout.spans["sex"], f"性别应为 M、F 或 <，现为“{letter}”")

    def _read_days(self) -> None:
        spans = self.layout.spans
        for name in ("born_on", "valid_until"):
            digits = self.at(spans[name])
            try:
                self.values[name] = (
                    mrz_names.birth_day(digits, self.today) if name == "born_on"
                    else mrz_names.expiry_day(digits)
                )
            except ValueError:
                self.values[name] = None
                if re.fullmatch("[0-9<]{6}", digits):
                    self._say(spans[name], f"{LABELS[name]}“{digits}”不是存在的日期")
        until = self.values["valid_until"]
        if until is None:
            return
        if latest(until) < self.today:
            words = f"证件已于 {until} 到期"
        elif latest(until).year > self.today.year + mrz_names.LONGEST_VALIDITY_YEARS:
            words = f"有效期至 {until}，比护照通常的十年长得多，请核对"
        else:
            return
        self._say(spans["valid_until"], words, is_warning=True)


def _value(letter: str) -> int:
    if "0" <= letter <= "9":
        return int(letter)
    return ord(letter) - 55 if "A" <= letter <= "Z" else 0
