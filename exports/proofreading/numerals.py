"""Finds the numbers of a text that count something: Arabic or Chinese, with their measure words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_FOLD = str.maketrans("０１２３４５６７８９％．＋", "0123456789%.+")
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_GREAT = {"万": 10_000, "亿": 100_000_000}
UNITS = (
    "人次", "人天", "人日", "人月", "批次", "团次", "场次", "个百分点", "课时", "学时", "美元", "欧元",
    "日元", "港元", "港币", "元", "人", "名", "位", "个", "批", "场", "次", "份", "项", "所", "家",
    "期", "班", "门", "本", "件", "篇", "起", "套", "部", "台", "节", "天", "%", "种", "类", "条",
    "册", "封", "张", "处", "轮", "支", "对", "座", "讲", "国", "团", "组", "幅", "枚", "间", "例",
)
"""Measure words, the longer before those they begin with."""
_UNIT = "|".join(UNITS)
_ARABIC = r"\d{1,3}(?:[,，]\d{3})+(?![\d])(?:\.\d+)?|\d+(?:\.\d+)?"
_CHINESE = r"[零〇一二两三四五六七八九十百千万亿]+"
_NUMBER = re.compile(
    rf"(?P<percent>百分之\s*(?P<parts>\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百点]+))"
    rf"|(?P<number>(?<![\dA-Za-z.+])(?:{_ARABIC})|{_CHINESE})"
    rf"\s*(?P<more>[余多几来])?\s*(?P<great>[百千万亿]{{1,2}})?(?P<after>[余多])?\s*"
    rf"(?P<unit>(?:{_UNIT}))?(?P<trail>左右|以上|以下|以内|上下|之多|[余多](?=[^边元少样方国种年]))?"
)
_NO_COUNT = re.compile(
    r"\s*(?:年|级|届|号|室|岁|周岁|点(?!\d)|时|分(?!别)|秒|月|日|小时|学期|学年|周|等奖|页|版|楼|层|倍|成(?!员)"
    r"|折|米|公里|平方|英里|[-+—–~～×:：/]\s*\d|[A-Za-z]|个(?:多?月|半月|小时|学期|学年|星期|工作日|年头|年度))"
)
_ABOUT = re.compile(
    r"(?P<word>大约|约为|(?<![签合履条契毁续公和节集简违解])约|将近|接近|(?<![最附远邻就靠亲])近|超过了?|超|逾"
    r"|突破|不少于|不低于|至少|不足|不到|少于|好几|[上数几过](?=$))\s*$"
)
_MASKS = re.compile(
    r"《[^》]*》|“[^”]{0,40}”|\"[^\"]{0,40}\"|【[^】]*】"
    r"|[〔\[（(]\s*\d{4}\s*[〕\]）)]\s*第?\s*\d+\s*号"
    r"|(?:19|20)\d\d\s*[-—–~～至/]\s*(?:19|20)?\d\d\s*(?:学年|年)?"
    r"|(?:19|20)\d\d\s*(?:年度|学年|年|级|届)(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?"
    r"|(?:19|20)\d\d[-./]\d{1,2}(?:[-./]\d{1,2})?"
    r"|[二一][〇零○一二三四五六七八九]{3}\s*(?:年|级|届)"
    r"|\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?(?:\s*[-—–~～至]\s*(?:\d{1,2}\s*月)?\s*(?:\d{1,2}\s*日)?)?"
    r"|\d{1,2}:\d{2}|1[3-9]\d{9}|0\d{2,3}[-—]\d{7,8}|\d{8,}"
    r"|第\s*(?:\d+|[零〇一二两三四五六七八九十百千]+)(?:\s*[-—~～至、]\s*第?(?:\d+|[一二三四五六七八九十]+))?"
    r"|(?:\d+|[一二两三四五六七八九十百]+)\s*[—–~～至-]\s*(?:\d+|[一二两三四五六七八九十百]+)"
    rf"\s*(?:{_UNIT}|年|月|日|周|小时)"
    r"|[一二三四五六七八九十两双百千万](?![一二三四五六七八九十百千万])[一-鿿]一[一-鿿]"
    r"|一(?![十百千万])[一-鿿]{1,2}一[一-鿿]"
    r"|十[一二三四五]五(?=期间|时期|规划|末|以来|发展)|[A-Za-z]+[-－]?\d+[A-Za-z]*"
)
_TIMES = re.compile(r"\d+(?:\.\d+)?\s*[+＋]\s*[\dXx]+(?:\s*[+＋]\s*[\dXx]+)*|1[+＋]X")
_INDEFINITE = frozenset("批些种类套支条轮部对处座张节台组团本件篇幅枚间国班门例册讲")
"""Behind 一 these say no number: 一批, 一种, 一套."""
_BEFORE_ONE = "每同另某任之统唯专逐进单这那哪首不再下上前后"
_COUNTED = "国组团班讲"
"""Behind a Chinese number these are counted only where something says that it is counted."""
_COUNTS = re.compile(r"(?:来自|涉及|覆盖|到访|共|等|计|为|达|约|近|举办|开办|组建)\s*$")


@dataclass(frozen=True)
class Numeral:
    """A number as it stands: characters [start, end) with its unit; about as in `Mention`."""

    start: int
    end: int
    value: Decimal
    unit: str
    about: str = ""
    number_start: int = 0


def fold(text: str) -> str:
    """Full-width digits and signs as half-width ones; every character stays where it is."""
    return text.translate(_FOLD)


_HALF = re.compile(
    r"(?P<point>(?<=[一-鿿）)”》%])\.(?!\d))|(?P<mark>(?<!\d)[,;:?!]|[,;:?!](?!\d))|(?P<bracket>[()])"
)
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。", "(": "（", ")": "）"}


def punctuated(text: str) -> str:
    """Folded, with Chinese punctuation where half-width signs stand for it; as long as before."""
    return _HALF.sub(lambda match: _FULL[match[0]], fold(text))


def numerals(text: str) -> list[Numeral]:
    """The numbers of a text that count something, in order.

    Left out: dates, years, numbers of documents, articles and headings, ordinals, durations, ages,
    grades, names in quotation marks, codes, telephone numbers, ranges, indefinite 一批 and 一些.
    """
    folded = fold(text)
    masked = _masked(folded)
    found: list[Numeral] = []
    for match in _NUMBER.finditer(masked):
        one = _percent(match) if match["percent"] else _counted(match, masked)
        if one is not None:
            found.append(one)
    return found


def _masked(text: str) -> str:
    """The text with everything blotted out that only looks like a number."""
    for pattern in (_TIMES, _MASKS):
        text = pattern.sub(lambda match: "\x00" * len(match[0]), text)
    heading = re.match(
        r"\s*(?:[（(]?[一二三四五六七八九十百]+(?:[、）)]|是(?=[^一-鿿]|[一-鿿]))"
        r"|[（(]\d{1,2}[）)]|\d{1,2}(?:[.．](?!\d)|、))", text,
    )
    if heading:
        text = "\x00" * heading.end() + text[heading.end():]
    return re.sub(r"(?<=[；。，、：])\s*[一二三四五六七八九十]是", lambda m: "\x00" * len(m[0]), text)


def _percent(match: re.Match[str]) -> Numeral | None:
    parts = match["parts"]
    value = Decimal(parts) if parts[0].isdigit() else _with_point(parts)
    if value is None:
        return None
    return Numeral(match.start(), match.end("percent"), value, "%", number_start=match.start())


def _with_point(text: str) -> Decimal | None:
    whole, _, decimals = text.partition("点")
    value = chinese_value(whole)
    if value is None or any(sign not in _DIGITS for sign in decimals):
        return None
    return Decimal(f"{value}.{''.join(str(_DIGITS[sign]) for sign in decimals) or '0'}")


def _counted(match: re.Match[str], text: str) -> Numeral | None:
    number, unit = match["number"], match["unit"] or ""
    is_chinese = not number[0].isdigit()
    before = text[max(0, match.start() - 8):match.start()]
    if _NO_COUNT.match(text, _end_of_number(match)):
        return None
    great, more = match["great"] or "", match["more"] or match["after"] or ""
    if more == "来" and not unit:
        more = ""
    value = chinese_value(number) if is_chinese else Decimal(re.sub("[,，]", "", number))
    said = _ABOUT.search(before)
    about = more or (said["word"].removesuffix("了") if said else "") or match["trail"] or ""
    if value is None or (is_chinese and not _is_counting(match, before, unit, about)):
        return None
    if not unit and not _stands_alone(text, match, before):
        return None
    if about in ("上", "过", "数") and not (is_chinese and number[0] in "十百千万"):
        about = ""
    for sign in great:
        value *= {**_POWERS, **_GREAT}[sign]
    start = match.start() - (len(before) - said.start() if said and about == said["word"] else 0)
    end = match.end() if unit or not match["trail"] else match.start("trail")
    return Numeral(start, end, value, unit, about, match.start())


def _end_of_number(match: re.Match[str]) -> int:
    """Where the measure word begins, or would begin."""
    return match.start("unit") if match["unit"] else max(
        match.end(name) for name in ("number", "more", "great", "after")
    )


def _is_counting(match: re.Match[str], before: str, unit: str, about: str) -> bool:
    """Whether a Chinese number counts: it has a measure word, and is no part of a word."""
    number = match["number"]
    if not unit:
        return False
    if number == "一":
        follows = match.string[match.end():match.end() + 1]
        return not (
            unit in _INDEFINITE or before.endswith(tuple(_BEFORE_ONE))
            or (unit in ("次", "人") and follows in ("性", "手", "策", "体"))
        )
    if number[0] in "百千万亿" and not about:
        return False
    if unit == "期" and number in ("二", "三", "四"):
        return False
    if unit in _COUNTED:
        return bool(_COUNTS.search(before))
    return not before.endswith(("每", "第", "百分之", "之"))


def _stands_alone(text: str, match: re.Match[str], before: str) -> bool:
    """Whether a bare number says how many: 来访批次为15，, 团组数：12."""
    follows = text[_end_of_number(match):].lstrip()[:1]
    return before.rstrip().endswith(("：", ":", "为", "达", "达到", "数", "增至", "减至", "增加到", "减少到")) and (
        follows in ("", "，", "。", "；", "、", "）", ",", ";", ")")
    )


def chinese_value(text: str) -> Decimal | None:
    """九千九百九十九万 as a number; None for what is none (三五, 一一)."""
    total = section = digit = 0
    is_digit_last = False
    for sign in text:
        if sign in _DIGITS:
            if is_digit_last and digit:
                return None
            digit, is_digit_last = _DIGITS[sign], True
        elif sign in _POWERS:
            section += (digit or 1) * _POWERS[sign]
            digit, is_digit_last = 0, False
        else:
            section = section + digit or 1
            total = (total + section) * _GREAT[sign] if sign == "亿" else (
                total + section * _GREAT[sign])
            section = digit = 0
            is_digit_last = False
    return Decimal(total + section + digit)
