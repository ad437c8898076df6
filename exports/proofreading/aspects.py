"""From which side a part looks at its whole: parts of one side can be added, others overlap."""

from __future__ import annotations

import re
from functools import cache

from models import codes

_ASPECTS = (
    ("sex", r"男|女"),
    ("status", r"非?学历(?:生|教育|留学)|交换生|进修生|语言生"),
    ("half", r"[上下]半年|第?[一二三四]季度|[春秋]季|\d+月"),
    ("mode", r"线上|线下|云端|远程|网络"),
    ("term", r"长期|短期"),
    ("employment", r"专职|全职|兼职"),
    ("novelty", r"新增|新聘|新签|首次|续签|续聘|续约|原有|新招|在建"),
    ("party", r"党员|团员|群众"),
    ("degree", r"博士|硕士|本科|学士|专科|研究生"),
    ("title", r"教授|讲师|职称|高级|中级|初级|助教"),
    ("level", r"国家级|省部?级|市级|校级|院级|厅级|处级"),
    ("funding", r"自费|公费|奖学金|资助|自筹|财政"),
    ("outcome", r"毕业|结业|退学|在读|在校|休学"),
    ("place", r"赴|来自|前往|[亚欧非]洲|美洲|港澳|台湾|香港|澳门|国外|境外|境内|国内"),
    ("language", r"[英日韩法德俄泰]语|中文|西班牙语|汉语"),
    ("who", r"教师|学生|干部|校领导|管理人员|专家|外教|工作人员"),
)
CROSSING = frozenset({"sex", "party", "title", "degree", "novelty", "employment", "outcome"})
"""Sides that cut across every other division of people."""

_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _ASPECTS)
_PAIRS = (
    ("男", "女"), ("上半年", "下半年"), ("长期", "短期"), ("线上", "线下"), ("国内", "国外"), ("境内", "境外"),
    ("专职", "兼职"), ("全职", "兼职"), ("自组", "随团"), ("自组", "上级"),
)
_LOOSE = re.compile(
    r"有效|到期|持证|会见|出面|具有|具备|面向|参与|参加|涉及|获|曾|持有?|可|能|以上|以下|由|有.{1,8}(?:经历|经验|背景|资格)|承担|享受|涵盖|列入"
)


def aspect(text: str) -> str:
    """The side that the words of a part speak of, blank where nothing says it."""
    for name, pattern in _PATTERNS:
        if pattern.search(text):
            return name
    return "place" if _place_names().search(text) else ""


def is_loose(text: str) -> bool:
    """Whether words describe rather than divide, so that two such parts may overlap."""
    return bool(_LOOSE.search(text))


def is_pair(one: str, other: str) -> bool:
    """Whether two parts leave nothing between them."""
    for left, right in _PAIRS:
        if (left in one and right in other) or (right in one and left in other):
            return one.count(left) + one.count(right) == 1
    schooled = [text for text in (one, other) if "学历" in text]
    return len(schooled) == 2 and ("非学历" in one) != ("非学历" in other)


def place_names() -> frozenset[str]:
    """The names of countries and regions, short and in full."""
    return frozenset(_names())


@cache
def _names() -> tuple[str, ...]:
    listed = codes.countries()
    return tuple(sorted({name for name in listed.names() if len(name) > 1}, key=len, reverse=True))


@cache
def _place_names() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _names())))
