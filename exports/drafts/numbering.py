"""Numbers in front of headings, as official documents (公文) write them: 一、 (一) 1. (1)."""

from dataclasses import dataclass, field
from datetime import date

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_LARGEST = 9999

PART = 0
"""The level above 一、: 第一部分, used where one paper holds a summary and a plan."""
DEEPEST = 4


def chinese_number(number: int) -> str:
    """A counting number in Chinese: 10 is 十, 12 is 十二, 105 is 一百零五, 110 is 一百一十.

    Raises ValueError outside 1 to 9999: no paper has that many headings.
    """
    if not 1 <= number <= _LARGEST:
        raise ValueError(f"not a heading number: {number}")
    written = ""
    skipped_place = False
    for place in range(len(_PLACES) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit == 0:
            skipped_place = bool(written)
            continue
        written += ("零" if skipped_place else "") + _DIGITS[digit] + _PLACES[place]
        skipped_place = False
    # 一十二 is said 十二; inside a larger number (一百一十二) the 一 stays.
    return written.removeprefix("一") if 10 <= number < 20 else written


def heading_number(level: int, number: int) -> str:
    """The mark of the given heading as it is printed, with its punctuation.

    Level 0 is 第一部分 with the gap behind it; 1 to 4 are the four levels of GB/T 9704-2012, 7.3.3.
    """
    match level:
        case 0:
            return f"第{chinese_number(number)}部分\u3000"
        case 1:
            return f"{chinese_number(number)}、"
        case 2:
            return f"（{chinese_number(number)}）"
        case 3:
            return f"{number}."
        case 4:
            return f"（{number}）"
    raise ValueError(f"no such heading level: {level}")


def chinese_date(day: date) -> str:
    """成文日期: Arabic figures, month and day without leading zero (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass
class Numbering:
    """Counts headings while a paper is written from its first block to its last."""

    _counts: list[int] = field(default_factory=lambda: [0] * (DEEPEST + 1))

    def next(self, level: int) -> str:
        """The mark of the next heading of this level; all deeper levels begin again at one."""
        if not PART <= level <= DEEPEST:
            raise ValueError(f"no such heading level: {level}")
        self._counts[level] += 1
        self._counts[level + 1 :] = [0] * (DEEPEST - level)
        return heading_number(level, self._counts[level])
