"""Search keys: cutting a name into words first reads it just as the dictionary reads the whole."""

from __future__ import annotations

import unicodedata
from random import Random

import pytest

from models import cells, search
from models.sample_college.names import chinese_name
from models.sample_college.places import DEPARTMENTS, PROGRAMMES


def test_names_are_read_as_the_whole_would_be():
    from pypinyin import lazy_pinyin

    chance = Random(5)
    names = {chinese_name(chance, chance.choice("男女")) for _ in range(2000)}
    names |= {*DEPARTMENTS, *(programme.name for programme in PROGRAMMES), "重庆音乐学院"}
    for name in names:
        if name[0] not in search.SURNAMES:
            assert search.pinyin(name)[0] == "".join(s for s in lazy_pinyin(name) if s.isascii())


@pytest.mark.parametrize(("name", "full", "initials"), [
    ("单雨霏", "shanyufei", "syf"), ("仇伯年", "qiubonian", "qbn"), ("曾令仪", "zenglingyi", "zly"),
    ("重庆", "chongqing", "cq"), ("㛃", "jie", "j"),
])
def test_a_name_is_found_by_its_reading(name, full, initials):
    assert search.pinyin(name) == (full, initials)


def test_folding_leaves_plain_chinese_as_the_long_way_would():
    plain = "".join(chr(code) for code in range(0x3400, 0xA000))
    slow = unicodedata.normalize("NFKD", cells.half_width(plain)).casefold()
    assert search.fold(plain) == slow == plain


@pytest.mark.parametrize(("text", "folded"), [
    ("José", "jose"), ("ＬＥＥ", "lee"), ("O'BRIEN, SIOBHÁN", "o'brien, siobhan"),
    ("ŁUKASIK", "lukasik"), ("Đặng Sørensen", "dang sorensen"), ("YILDIZ ışık", "yildiz isik"),
    ("\uf900", "\u8c48"), ("\U0002f800", "\u4e3d"), ("𠮷田", "𠮷田"),
])
def test_folding_drops_case_accents_and_width(text, folded):
    assert search.fold(text) == folded
