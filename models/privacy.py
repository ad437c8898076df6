"""What is personal about a value: the sort of a field by its label, and numbers found in text.

Pure: no records, no files. Lists, exports, the leak guard and the checks all ask here, so that
what counts as a passport number is said once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

PASSPORT, IDENTITY, PHONE, BANK = "证件号码", "身份证号", "电话", "银行卡号"
CONTACT, BORN, ADDRESS, FAMILY = "邮箱微信", "出生日期", "住址", "家庭与监护"
HEALTH, PAY, BELIEF, OTHER = "健康", "薪酬", "宗教与政治面貌", "其他敏感内容"
NAME, PLAIN = "姓名", ""

SECRET_SORTS = (
    PASSPORT, IDENTITY, PHONE, BANK, CONTACT, BORN, ADDRESS, FAMILY, HEALTH, PAY, BELIEF, OTHER,
)
"""Everything personal but the name."""

NUMBER_SORTS = (PASSPORT, IDENTITY, PHONE, BANK)
"""What can be told from a text by its form alone."""

_BIRTH = re.compile("出生|生日|birth", re.IGNORECASE)

_LABELS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (FAMILY, ("家庭", "家长", "监护", "紧急联系", "亲属", "父亲", "母亲", "配偶", "子女")),
    (IDENTITY, ("身份证", "公民身份", "ID card")),
    (PASSPORT, (
        "护照号", "证件号", "证照号", "通行证号", "签证号", "许可证号", "居留许可号", "机读",
        "passport no", "passport number",
    )),
    (BANK, ("银行", "卡号", "账号", "帐号")),
    (PHONE, ("电话", "手机", "联系方式", "phone", "mobile")),
    (CONTACT, ("邮箱", "mail", "微信", "wechat", "QQ")),
    (BORN, ("出生日期", "出生年月", "出生时间", "生日", "birth")),
    (ADDRESS, ("住址", "住宿地址", "家庭地址", "通讯地址", "居住地", "宿舍", "出生地")),
    (HEALTH, ("健康", "体检结果", "病", "医疗", "血型", "疫苗")),
    (PAY, ("月薪", "工资", "薪酬", "收入")),
    (BELIEF, ("宗教", "信仰", "政治面貌")),
)
"""Words in a label that tell its sort; the first that fits counts."""

_EXACT = {"号码": PASSPORT, "护照": PASSPORT, "身份证": IDENTITY}
_NAMES = ("中文名", "英文名", "外文名", "团长", "曾用名", "领取人")


def sort_of(label: str, *, sensitive: bool = False) -> str:
    """The sort of a field or of her own column by its label; OTHER when only marked sensitive."""
    plain = label.strip()
    if plain in _EXACT:
        return _EXACT[plain]
    lower = plain.lower()
    for sort, words in _LABELS:
        if any(word.lower() in lower for word in words):
            return sort
    if sensitive:
        return OTHER
    return NAME if plain.endswith("姓名") or plain in _NAMES else PLAIN


def is_birth_header(words: str) -> bool:
    """Whether a short text heads a column of birthdays."""
    return bool(_BIRTH.search(words)) and sort_of(words) == BORN


# ---- masks ----


def masked(shown: str) -> str:
    """First two and last two characters with stars between; short values are all stars."""
    return f"{shown[:2]}****{shown[-2:]}" if len(shown) > 5 else "*" * len(shown)


def masked_as(sort: str, number: str) -> str:
    """As on paper: AB****34 for passports, 11****5678 for identity numbers, 138****12 for phones.

    Blank stays blank; a number too short to hide anything becomes stars only.
    """
    first, last = {IDENTITY: (2, 4), PHONE: (3, 2), BANK: (4, 4)}.get(sort, (2, 2))
    number = number.strip()
    if not number:
        return ""
    if len(number) < first + last + 2:
        return "****"
    return f"{number[:first]}****{number[-last:]}"


def surname_only(name: str) -> str:
    """张* for a Chinese name, LEE * for a foreign one; the surname of a passport comes first."""
    words = name.split()
    if not words:
        return ""
    if len(words) == 1 and re.fullmatch(r"[\u3400-\u9fff·]+", words[0]):
        two = words[0][:2] in _DOUBLE_SURNAMES and len(words[0]) > 2
        return words[0][:2 if two else 1] + "*"
    return f"{words[0].rstrip(',')} *"


_DOUBLE_SURNAMES = ("欧阳", "司马", "上官", "诸葛", "皇甫", "尉迟", "慕容", "令狐", "端木", "东方")


# ---- numbers in text ----


@dataclass(frozen=True)
class Hit:
    """One number in a text: its sort, where it stands, and the characters themselves."""

    sort: str
    start: int
    end: int
    text: str

    @property
    def masked(self) -> str:
        """The number with its middle hidden, safe to be shown."""
        return masked_as(self.sort, self.text)


Known = Callable[[str], str | None]
"""The sort of a number that belongs to somebody in the registers; None for any other word."""

_TOKEN = re.compile(r"[+A-Za-z0-9](?:[A-Za-z0-9]|[- ](?=\d)){5,24}")
_PASSPORT = re.compile(r"[EGDPS][A-Z]?\d{7,8}|[A-Z]{1,2}\d{7,8}|[HM]\d{8,10}")
_MOBILE = re.compile(r"(?:\+?86)?1[3-9]\d{9}")
_ABROAD = re.compile(r"\+\d{9,15}")
_CARD = re.compile(r"(?:62|4|5[1-5])\d{13,17}")
_DATE = re.compile(
    r"(?<!\d)(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?!\d)|(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)"
)
_DIGITS, _WIDE = re.compile(r"\d\d"), re.compile("[０-９－＋　]")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９－＋　", "0123456789-+ ")


def scan(text: str, known: Known | None = None) -> list[Hit]:
    """Passport, identity, phone and bank card numbers in a text, in their order.

    Identity numbers must have a real birth date and the right check digit, bank cards the right
    Luhn sum; what looks like a passport number must have its letters and seven or eight digits.
    known: also finds numbers of no recognisable form that belong to somebody.
    """
    if len(text) < 6 or not _DIGITS.search(text):
        return []
    plain = text.translate(_FULL_WIDTH) if _WIDE.search(text) else text
    found: list[Hit] = []
    for token in _TOKEN.finditer(plain):
        found += _in_token(token.group(), token.start(), plain, known)
    return found


def _in_token(token: str, start: int, text: str, known: Known | None) -> Iterator[Hit]:
    """The number that a token is; else those that its parts between blanks are."""
    if not any(c.isdigit() for c in token):
        return
    before, after = text[start - 1:start], text[start + len(token):start + len(token) + 1]
    is_part = (before and before in "-/") or after == "-"
    if is_part and (known is None or known(token) is None):
        return  # a part of a longer number of a paper (XSZM-2025-0001)
    bare = re.sub(r"[- ]", "", token)
    if sort := _sort_of_number(bare, known):
        yield Hit(sort, start, start + len(token), text[start:start + len(token)])
        return
    at = 0
    for part in re.split(r"([ ])", token):
        if part != token and len(part) > 5 and (sort := _sort_of_number(part, known)):
            yield Hit(sort, start + at, start + at + len(part), part)
        at += len(part)


def _sort_of_number(word: str, known: Known | None) -> str:
    if known is not None and (sort := known(word.upper())):
        return sort
    if is_identity_number(word):
        return IDENTITY
    if _MOBILE.fullmatch(word) or _ABROAD.fullmatch(word):
        return PHONE
    if _CARD.fullmatch(word) and _luhn(word):
        return BANK
    return PASSPORT if _PASSPORT.fullmatch(word) else ""


def is_identity_number(word: str) -> bool:
    """18 characters with a real birth date and the check digit of GB 11643."""
    if not re.fullmatch(r"[1-9]\d{16}[\dXx]", word):
        return False
    try:
        date(int(word[6:10]), int(word[10:12]), int(word[12:14]))
    except ValueError:
        return False
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(word, weights, strict=False))
    return "10X98765432"[total % 11] == word[-1].upper()


def _luhn(digits: str) -> bool:
    total = 0
    for at, digit in enumerate(reversed(digits)):
        number = int(digit) * (2 if at % 2 else 1)
        total += number - 9 if number > 9 else number
    return total % 10 == 0


def dates_in(text: str) -> list[tuple[date, int, int]]:
    """Whole days written in a text (1990-03-07, 1990年3月7日, 19900307) and where they stand."""
    found: list[tuple[date, int, int]] = []
    if not _DIGITS.search(text):
        return found
    for match in _DATE.finditer(text):
        parts = [part for part in match.groups() if part]
        try:
            found.append((date(*map(int, parts)), match.start(), match.end()))
        except ValueError:
            continue
    return found


def month_only(day: date) -> str:
    """1990-03: what is left of a birthday where the day is not asked for."""
    return f"{day.year:04}-{day.month:02}"


def cover(text: str, hits: list[Hit]) -> str:
    """The text with the middle of every hit hidden."""
    for hit in sorted(hits, key=lambda hit: hit.start, reverse=True):
        text = text[:hit.start] + masked_as(hit.sort, hit.text) + text[hit.end:]
    return text


def covered(text: str, known: Known | None = None) -> str:
    """The text with every number in it hidden in part."""
    hits = scan(text, known)
    return cover(text, hits) if hits else text
