"""Headings that say the same in other words: 签证到期日 is 签证有效期, 来访时间 is 来访日期."""

from __future__ import annotations

import re
from functools import cache

_REPLACED: tuple[tuple[str, str], ...] = (
    (r"\((?:万?元|人|人次|天|份|个|名|周|学时|课时|年|月|元/月)\)$", ""),
    (r"^(.*)\((中文|英文|外文|护照|本校|我方|外方|对方)\)$", r"\2\1"),
    (r"[()/\-_:]", ""),
    (r"^(?:所在|所属)(?=.{2})", ""),
    (r"国别地区|国家或地区|国家和地区|国家地区|国地区|国别", "国家"),
    (r"出生年月日?", "出生日期"),
    (r"年月日|时间", "日期"),
    (r"(?:有效|到期)(?:期至|期限|期止|日期|日|期)?$", "有效期"),
    (r"(?:期限|期间|日期)?(?:起始|开始|自|起)(?:日期|日)?$", "起"),
    (r"(?:期限|期间)?(?:截止|结束|终止|止|至)(?:日期|日)?$", "止"),
    (r"号码|编号|证号", "号"),
    (r"类型|种类|分类", "类别"),
    (r"学校|高校|院校机构", "院校"),
    (r"工作部门|单位部门|部门单位", "部门"),
    (r"境外|国外|外方|国境外", "外"),
)


@cache
def meaning_of(key: str) -> str:
    """A heading key in its plainest words; equal meanings are equal text."""
    for pattern, plain in _REPLACED:
        key = re.sub(pattern, plain, key)
    return key
