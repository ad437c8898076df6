"""F25 市级对外交流与合作情况统计报表: eight blocks, each a sheet of its own, from lists that exist."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exports.forms.base import AnnualForm, Column, LeadColumn, Row, Scaled, Source, Words
from exports.forms.checking import RowsAddUp, RowWithin
from exports.forms.listing import behind, computed, listing, of
from exports.forms.study_abroad import places as places_of_trips
from models.entities.achievements import JointProgramme
from models.entities.foreign_teacher import Engagement
from models.entities.inbound_visit import InboundVisit
from models.entities.ngo_activity import NgoActivity
from models.entities.outbound_student import PROGRAMME_KINDS, Placement
from models.entities.outbound_trip import TripMember
from models.entities.partner_school import PartnerSchool
from models.indicators import Figure, Period, indicator_by_id
from models.indicators.year_work import to_date

CODE = "F25"
CAMP = "短期研修"
"""The kind of stay that holds 夏（冬）令营."""
COLUMNS = (Column("unit", ("单位",), width=8), Column("now", ("本年",), width=11),
           Column("all", ("历年累计",), width=11))
_PLACE, _TITLE = "国家（地区）", "项目名称"


def _line(period: Period, key: str, label: str, id: str, **more: Any) -> Row:
    """A figure of the year and the same to date; a stock has no sum over the years."""
    where = more.pop("where", {})
    is_total = more.pop("is_total", False)
    figure: Figure = indicator_by_id(id).at(period, **where)
    is_stock = figure.indicator.period_kind == "时点"
    is_money = figure.indicator.measure.is_money
    unit = "万元" if is_money else figure.indicator.unit

    def shown(one: Figure) -> Source:
        return Scaled(one, 10_000, 2) if is_money else one

    cells: dict[str, Source] = {
        "unit": Words(unit + ("（期末）" if is_stock else "")), "now": shown(figure)}
    if not is_stock:
        cells["all"] = shown(indicator_by_id(id).at(to_date(period.end), **where))
    return Row(key, label, 0 if is_total else 1, cells=cells, strong=is_total, unit=unit, **more)


def rows(period: Period) -> Sequence[Row]:
    """The eight blocks as the city numbers them."""

    def head(number: str, label: str) -> Row:
        return Row(f"block:{number}", f"{number}、{label}", heading=True)

    def sent(kind: str | None) -> Row:
        name = kind or "未归类（项目类型未填）"
        return _line(period, f"students:{kind or 'none'}", name, "outbound_students.person_times",
                     where={"programme_kind": kind}, if_any=kind is None)

    return [
        head("一", "聘请外国文教专家"),
        _line(period, "teachers", "外国文教专家", "teachers.headcount"),
        _line(period, "hmt_teachers", "港澳台专家（单列）", "teachers.hmt_headcount"),
        head("二", "外国人来访"),
        _line(period, "visits", "外国来访批次", "visits.foreign_groups"),
        _line(period, "visitors", "外国来访人次", "visits.foreign_person_times"),
        head("三", "领导出国（境）访问"),
        _line(period, "leader_trips", "领导出国（境）人次", "city.leader_trips"),
        _line(period, "leaders", "领导出国（境）人数（去重）", "city.leaders"),
        head("四", "教师（领导）出国（境）留学、培训及回国"),
        _line(period, "training", "教师国（境）外研修人次（当年回国）", "staff_training.person_times"),
        _line(period, "staff_out", "出国留学教职工（当年出国）", "study_abroad.staff_out"),
        _line(period, "staff_back", "出国留学教职工（当年回国）", "study_abroad.staff_back"),
        head("五", "学生自费、对口交流出国（境）留学"),
        *(sent(kind) for kind in PROGRAMME_KINDS if kind not in (CAMP, "线上")), sent(None),
        head("六", "海外夏（冬）令营"),
        sent(CAMP),
        _line(period, "students", "五、六两块合计（学生出国（境）人次）",
              "outbound_students.person_times", is_total=True),
        head("七", "中外合作办学（友好学校）"),
        _line(period, "programmes", "合作办学项目（机构）", "joint.programmes"),
        _line(period, "programme_students", "合作办学在校生", "joint.students"),
        _line(period, "sisters", "友好（姊妹）学校", "partners.sister_pairs"),
        head("八", "接受国（境）外捐赠"),
        _line(period, "donations", "捐赠项数", "city.donations"),
        _line(period, "donated", "捐赠金额", "city.donated"),
    ]


_TRIP = (
    of("trip.departed_on", "出境日期", 12), of("trip.returned_on", "入境日期", 12),
    computed(_PLACE, 16, places_of_trips, link="trip"),
)
SHEETS = (
    listing("一、聘请外国文教专家", Engagement, (
        of("teacher.chinese_name", "中文名", 10), of("teacher.passport_name", "英文名", 22),
        of("teacher.nationality", "国籍", 12), of("teacher.degree", "文化程度", 10),
        of("engaged_from", "任教起", 12), of("engaged_until", "任教止", 12),
        of("department", "任教部门", 20), of("remarks", "备注", 24)),
        records=behind("teachers", "hmt_teachers", column="now")),
    listing("二、外国人来访", InboundVisit, (
        of("arrived_on", "时间", 12), of("leader_name", "姓名（团长）", 20),
        of("country", "国籍", 12), of("purpose", "目的", 26), of("outcome", "内容", 30),
        of("head_count", "人数", 7), of("title", "备注（代表团）", 32)),
        records=behind("visits", column="now")),
    listing("三、领导出国（境）访问", TripMember, (
        *_TRIP, of("staff_member.name", "人员", 10), of("staff_member.position", "职务", 14),
        of("trip.purpose", "内容", 28), of("trip.title", "备注（团名）", 32)),
        records=behind("leader_trips", column="now")),
    listing("四、教师留学、培训及回国", TripMember, (
        of("staff_member.name", "姓名", 10), of("staff_member.sex", "性别", 6),
        of("staff_member.department", "部门", 20), *_TRIP,
        of("trip.inviting_party", "学校（单位）", 28), of("trip.task_kind", "类别", 16),
        of("trip.funding_kind", "经费", 12)),
        records=behind("training", "staff_out", "staff_back", column="now")),
    listing("五、学生出国（境）留学", Placement, (
        of("student.name", "姓名", 10), of("student.sex", "性别", 6), of("host_name", "学校", 28),
        of("student.programme", "专业", 18), of("student.grade", "班级", 14),
        of("country", "国家", 12), of("programme_kind", "类型", 14), of("funding", "资助", 10),
        of("departed_on", "出国日期", 12), of("returned_on", "回国日期", 12)),
        records=behind(*(f"students:{kind}" for kind in PROGRAMME_KINDS if kind != CAMP),
                       "students:none", column="now"),
        note="出国前学校为本校。"),
    listing("六、海外夏（冬）令营", Placement, (
        of("student.name", "姓名", 10), of("student.sex", "性别", 6),
        of("student.programme", "专业", 18), of("host_name", "营地（学校）", 28),
        of("country", "国家", 12), of("departed_on", "起", 12), of("returned_on", "止", 12)),
        records=behind(f"students:{CAMP}", column="now"), note="项目类型为短期研修的派出。"),
    listing("七、中外合作办学", JointProgramme, (
        of("title", _TITLE, 34), of("partner_name", "外方院校", 28), of("country", _PLACE, 12),
        of("programme", "专业", 20), of("approval_no", "批准书编号", 18),
        of("recruits_from", "招生开始", 12)),
        records=behind("programmes", column="now")),
    listing("七、友好（姊妹）学校", PartnerSchool, (
        of("name", "学校", 28), of("foreign_name", "外文名称", 32), of("country", _PLACE, 12),
        of("related_since", "建立联系", 12)),
        records=behind("sisters", column="now")),
    listing("八、接受国（境）外捐赠", NgoActivity, (
        of("begins_on", "时间", 12), of("ngo_name", "捐赠方", 28), of("country", _PLACE, 12),
        of("title", "内容", 32), of("amount", "金额（元）", 14), of("approval_no", "审批文号", 18)),
        records=behind("donations", column="now")),
)

FORM = AnnualForm(
    code=CODE, lead=(LeadColumn("项目", 46),), columns=lambda _period: COLUMNS, rows=rows,
    scope="国（境）外",
    checks=(
        RowsAddUp("学生合计＝第五、六块各类之和", "students", ("students:*",), ("now", "all")),
        RowWithin("领导人数不大于人次", "leaders", "leader_trips", ("now", "all")),
        RowWithin("批次不大于人次", "visits", "visitors", ("now", "all")),
    ),
    details=SHEETS,
)
