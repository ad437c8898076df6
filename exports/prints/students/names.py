"""What a student sent abroad and the host are called in English; proposed, to be confirmed."""

from __future__ import annotations

import re

from exports.prints.printable import Option
from models import search
from models.entities.outbound_student import OutboundStudent
from models.privacy import surname_only


def english_options(student: OutboundStudent) -> tuple[Option, ...]:
    """姓名（拼音）, where the passport decides, and the host where the partner's name is unknown."""
    return (
        Option("name_en", "姓名（拼音）", "text", pinyin_name(student.name), per_record=True,
               help="按护照拼写核对；多音字和复姓请留意"),
        Option("host_en", "接收院校（英文）", "text", "", per_record=True,
               help="留空时用合作院校登记的英文名称"),
    )


def pinyin_name(name: str) -> str:
    """XU, Qingyang of 许清扬; a name that is not Chinese stays as it is.

    A surname is read as surnames are (单 Shan, 仇 Qiu); ü is written YU, as passports do.
    """
    name = name.strip()
    if not re.fullmatch(r"[\u3400-\u9fff]{2,}", name):
        return name
    from pypinyin import lazy_pinyin

    surname = surname_only(name).removesuffix("*")
    given = name[len(surname):]
    first = [search.SURNAMES.get(surname, "")] if len(surname) == 1 else []
    family = "".join(first if first and first[0] else lazy_pinyin(surname))
    spelled = "".join(lazy_pinyin(given))
    return f"{_plain(family).upper()}, {_plain(spelled).capitalize()}"


def _plain(spelled: str) -> str:
    return spelled.replace("ü", "yu").replace("v", "yu")
