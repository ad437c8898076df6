"""Numbers in text, sorts of fields, and the three profiles."""

from __future__ import annotations

from datetime import date

import pytest

from models import privacy, sharing
from models.entities import ENTITIES, entity_by_key
from models.errors import UserError
from models.sharing import INTERNAL, PUBLIC, REPORT, Sharing, shown_in

TEACHER = entity_by_key("foreign_teacher")
PAPER = entity_by_key("teacher_document")


def sorts(text: str) -> list[tuple[str, str]]:
    return [(hit.sort, hit.text) for hit in privacy.scan(text)]


@pytest.mark.parametrize(("text", "found"), [
    ("护照E12345678已收", [(privacy.PASSPORT, "E12345678")]),
    ("护照 EA1234567，", [(privacy.PASSPORT, "EA1234567")]),
    ("身份证11010519491231002X。", [(privacy.IDENTITY, "11010519491231002X")]),
    ("电话138 1234 5678", [(privacy.PHONE, "138 1234 5678")]),
    ("手机+8613812345678", [(privacy.PHONE, "+8613812345678")]),
    ("卡号6222020200112233447", []),
    ("卡号4111111111111111", [(privacy.BANK, "4111111111111111")]),
    ("电话１３８１２３４５６７８", [(privacy.PHONE, "13812345678")]),
])
def test_a_number_is_found_by_its_form(text, found):
    assert sorts(text) == found


@pytest.mark.parametrize("text", [
    "110105194912310021",  # wrong check digit
    "XSZM-2025-0001", "财行〔2017〕434号", "2025-09-01", "共20250901人", "预算 1,234,567.00 元",
    "批件 20250012345", "12345678901", "", "赴日本访问",
])
def test_what_only_looks_like_a_number_is_left_alone(text):
    assert sorts(text) == []


def test_a_number_without_form_is_found_when_it_is_somebodys():
    known = {"940012345": privacy.PASSPORT}.get
    assert [h.text for h in privacy.scan("passport 940012345 ok", known)] == ["940012345"]
    assert privacy.covered("passport 940012345 ok", known) == "passport 94****45 ok"


def test_covering_leaves_everything_else_of_the_text():
    text = "张三，13812345678，护照E12345678，下午到。"
    assert privacy.covered(text) == "张三，138****78，护照E1****78，下午到。"


@pytest.mark.parametrize(("name", "short"), [
    ("张小明", "张*"), ("欧阳明", "欧阳*"), ("LEE JIHO", "LEE *"), ("SMITH, John Paul", "SMITH *"), ("", ""),
])
def test_only_the_surname_is_left(name, short):
    assert privacy.surname_only(name) == short


def test_every_sensitive_field_has_a_sort_and_is_left_out_in_public():
    for entity in ENTITIES:
        for kind in entity.kinds():
            if kind.sensitive:
                assert sharing.sort_of(kind) in privacy.SECRET_SORTS, (entity.key(), kind.label)
                assert Sharing(PUBLIC).treatment(kind) == sharing.DROP
                assert Sharing(INTERNAL).treatment(kind) in (sharing.MASK, sharing.MONTH)
                assert Sharing(REPORT).treatment(kind) in (sharing.MASK, sharing.MONTH)


def test_birth_dates_lose_their_day_when_reported_and_vanish_in_public():
    born = TEACHER.field_named("born_on")
    day = date(1990, 3, 7)
    assert shown_in(INTERNAL, born, day) == "1990-03-07"
    assert shown_in(REPORT, born, day) == "1990-03"
    assert shown_in(PUBLIC, born, day) == ""
    assert shown_in(Sharing(REPORT, frozenset({"born_on"})), born, day) == "1990-03-07"


def test_a_date_of_expiry_is_no_birthday():
    assert shown_in(PUBLIC, PAPER.field_named("valid_until"), date(2030, 1, 2)) == "2030-01-02"


def test_full_numbers_are_picked_column_by_column_for_a_report():
    number, phone = PAPER.field_named("number"), TEACHER.field_named("phone")
    chosen = Sharing(REPORT, frozenset({"number"}))
    assert shown_in(chosen, number, "M12345678") == "M12345678"
    assert shown_in(chosen, phone, "13812345678") == "13****78"


def test_full_numbers_inside_the_school_need_a_reason():
    assert Sharing(INTERNAL, sharing.EVERYTHING).problems() == ["写出完整号码须写明理由"]
    assert Sharing(INTERNAL, sharing.EVERYTHING, "核对护照").problems() == []
    assert Sharing(INTERNAL).problems() == []


def test_public_remarks_hide_their_numbers_and_names_may_be_shortened():
    remarks, name = TEACHER.field_named("remarks"), TEACHER.field_named("chinese_name")
    assert shown_in(PUBLIC, remarks, "电话13812345678") == "电话138****78"
    assert shown_in(INTERNAL, remarks, "电话13812345678") == "电话13812345678"
    assert shown_in(PUBLIC, name, "李智浩") == "李智浩"
    assert shown_in(Sharing(PUBLIC, surname_only=True), name, "李智浩") == "李*"


def test_an_unknown_profile_is_refused_by_name():
    with pytest.raises(UserError, match="没有名为“内网”的导出口径"):
        sharing.profile_named("内网")
