"""外籍教师: one person, with every contract (聘期) and every paper below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from peewee import fn

from models.entities.people import (
    TRAVEL_PERMIT,
    TRAVEL_PERMIT_WORDS,
    ForeignerPaper,
    Lodging,
    degree_field,
    nationalities,
    passport_duplicates,
    sex_field,
)
from models.entity import DuplicateKey, Entity, FlatColumn
from models.fields import Choice, Coded, Date, Derived, Flag, Link, LongText, Money, Number, Text

LANGUAGE_WORDS = ("语", "口语", "听力", "会话", "写作", "跨文化")
"""Words in a course's name that speak for language teaching (语言类)."""


class ForeignTeacher(Entity):
    """外籍教师(外国文教专家), teachers from Hong Kong, Macao and Taiwan included and told apart.

    Nationality is that of the passport at hiring (外籍教师统计 and 高基 422 exclude 港澳台).
    """

    label = "外籍教师"
    group = "人员"
    identity = (("passport_name", "born_on"), ("passport_name", "nationality"))
    title_words = ("外籍教师", "外教", "外国专家", "外专")
    passport_fields: ClassVar[dict[str, str]] = {
        name: name for name in ("passport_name", "nationality", "sex", "born_on")
    }
    duplicate_keys: ClassVar[tuple[DuplicateKey, ...]] = passport_duplicates("teacher_document")

    passport_name = Text(
        "护照姓名", required=True, in_list=True, searchable=True, width=190,
        aliases=("姓名（护照）", "外文姓名", "英文姓名", "姓名（英文）", "姓名", "外文名", "英文名", "护照名"),
        help="照护照拼写，姓在前，姓后加逗号，例如 HARRIS, JAMES EDWARD",
    )
    chinese_name = Text("中文名", in_list=True, searchable=True, aliases=("中文姓名",))
    nationality = Coded("国籍", nationalities, wanted=True, in_list=True, aliases=("国别", "国籍（地区）"))
    sex = sex_field(wanted=True, in_list=True)
    born_on = Date("出生日期", wanted=True, aliases=("出生年月日", "出生年月", "生日"))
    birthplace = Text("出生地")
    degree = degree_field(wanted=True, in_list=True, aliases=("学历", "学位", "最高学位", "学历学位"))
    degree_school = Text("毕业院校", aliases=("最高学历毕业院校",))
    degree_major = Text("所学专业")
    degree_authenticated = Flag("学位已认证", help="最高学位经认证；认证编号写在备注")
    marital_status = Choice("婚姻状况", ("未婚", "已婚", "离异", "丧偶"), aliases=("婚姻",))
    native_language = Text("母语")
    chinese_level = Text("汉语水平", help="HSK 等级或口头描述")
    teaching_certificate = Text("语言教学证书", help="证书名称、学时与编号")
    related_years = Number("相关工作年限", decimals=1, unit="年", help="与所聘岗位相关的工作经历年数")
    vetted_on = Date("背景审查日期", help="网络背景、师德与意识形态审查")
    outside_work = Choice("校外兼职", ("无", "已批准", "未经批准"), help="未经批准不得在校外兼职")
    phone = Text("电话", section="联系方式", compact=True, sensitive=True, searchable=True,
                 aliases=("手机", "联系电话", "联系方式"))
    email = Text("邮箱", section="联系方式", searchable=True, aliases=("电子邮箱", "E-mail", "Email"))
    address = Text("境内住址", section="联系方式", sensitive=True, aliases=("住址", "现住址"))
    emergency_contact = Text("紧急联系人", section="联系方式", sensitive=True)
    emergency_abroad = Text("境外紧急联系人", section="联系方式", sensitive=True)

    current_from = Derived(Date("现聘期起"), lambda _: _latest_engagement("engaged_from"))
    current_until = Derived(Date("现聘期止"), lambda _: _latest_engagement("engaged_until"))
    permit_until = Derived(Date("工作许可到期"), lambda _: _paper_until("工作许可"))
    residence_until = Derived(Date("居留到期"), lambda _: _paper_until("居留许可"))


class Engagement(Entity):
    """聘期: one contract of one teacher."""

    label = "聘期"
    identity = (("engaged_from",),)

    teacher = Link("外籍教师", ForeignTeacher, part_of=True)
    engaged_from = Date(
        "聘期起", section="聘用", required=True, in_list=True,
        aliases=("合同起始", "聘期（起）", "聘任开始", "起聘日期", "合同开始日期", "聘期开始"),
    )
    engaged_until = Date(
        "聘期止", section="聘用", required=True, in_list=True,
        aliases=("合同截止", "聘期（止）", "聘任结束", "合同结束日期", "聘期结束", "合同到期"),
        help="合同写明的截止日；提前离任的另填“离任日期”",
    )
    left_on = Date("离任日期", section="聘用", aliases=("离职日期", "最后工作日"))
    left_for = Text("离任原因与去向", section="聘用", aliases=("离任去向", "离职原因", "去向"))
    release_signed_on = Date("终止证明双方签字日期", section="聘用",
                             help="聘用关系解除（合同终止）证明，双方签字；注销工作许可用")
    contract_no = Text("合同编号", section="聘用", compact=True)
    signed_on = Date("合同签订日期", section="聘用")
    probation_until = Date("试用期止", section="聘用")
    notice_days = Number("提前通知天数", section="聘用", unit="天")
    department = Text("任教部门", section="聘用", in_list=True, aliases=("所在部门", "聘用部门", "用人部门"))
    post = Text("岗位", section="聘用", aliases=("工作岗位", "职务", "聘用岗位"))
    courses = Text("任教课程", section="聘用", in_list=True,
                   aliases=("课程", "承担课程", "任教科目", "授课内容", "授课课程"))
    weekly_hours = Number("周学时", section="聘用", unit="学时", aliases=("周课时",))
    full_time = Choice(
        "专兼职", ("专职", "兼职"), section="聘用", synonyms={"全职": "专职"}, aliases=("专/兼职",),
    )
    subject_kind = Choice(
        "教学类别", ("语言类", "专业类", "其他"), section="聘用", in_list=True, wanted=True,
        synonyms={"语言": "语言类", "专业": "专业类", "语言教学": "语言类", "外语": "语言类"},
        aliases=("类别", "语言类/专业类"),
    )
    term = Choice(
        "长短期", ("长期", "短期"), section="聘用", aliases=("长期/短期",),
        help="留空时按聘期长短判断，界限见设置（默认满 6 个月为长期）",
    )
    monthly_pay = Money("月薪", section="待遇", sensitive=True, aliases=("月薪（元）", "工资", "月工资"))
    pay_months = Number("支付月数", section="待遇", unit="月")
    housing_terms = Text("住房待遇", section="待遇", help="学校提供住房，或每月补贴金额")
    airfare_terms = Text("国际旅费", section="待遇", help="报销方式或定额")
    insurance_terms = Text("医疗与保险", section="待遇")
    holiday_terms = Text("假期与补贴", section="待遇")
    funding = Text("经费来源", section="待遇")
    renewed = Choice("是否续聘", ("是", "否"), section="聘用", aliases=("续聘",))
    incidents = Number("涉外事件数", section="聘用", unit="起", help="突发事件、纠纷与违规；零也要填")

    def inferred(self, lines: Sequence[Entity] = ()) -> dict[str, Any]:  # noqa: ARG002
        """教学类别 from the names of the courses, where they speak of languages."""
        if self.subject_kind is None and self.courses:
            parts = [p for p in self.courses.replace("/", "、").replace("／", "、").split("、") if p]
            if all(any(word in part for word in LANGUAGE_WORDS) for part in parts):
                return {"subject_kind": "语言类"}
        return {}

    def __str__(self) -> str:
        kind = type(self).engaged_from
        return f"聘期 {kind.show(self.engaged_from)} 至 {kind.show(self.engaged_until)}"


PAPER_KINDS = ("护照", TRAVEL_PERMIT, "签证", "工作许可", "居留许可", "保险", "无犯罪记录", "体检")


def _columns(kind: str, *numbers: str, dates: tuple[str, ...]) -> tuple[FlatColumn, ...]:
    where = {"kind": kind}
    number = (FlatColumn(numbers[0], "number", numbers[1:], where),) if numbers else ()
    return (*number, FlatColumn(dates[0], "valid_until", dates[1:], where))


class TeacherDocument(ForeignerPaper):
    """外籍教师证件: passport, visa, work permit, residence permit, insurance and the like."""

    label = "外教证件"
    identity = (("kind", "number"), ("kind", "valid_until"))
    passport_fields: ClassVar[dict[str, str]] = {"number": "number", "valid_until": "valid_until"}
    passport_line: ClassVar[dict[str, str]] = {"kind": "护照"}
    flat_columns: ClassVar[tuple[FlatColumn, ...]] = (
        *_columns("护照", "护照号", "护照号码", "护照编号",
                  dates=("护照有效期", "护照有效期至", "护照到期", "护照到期日")),
        *_columns(TRAVEL_PERMIT, "通行证号", "通行证号码", "港澳居民来往内地通行证号", "台湾居民来往大陆通行证号",
                  "来往内地（大陆）通行证号", "来往内地通行证号", "来往大陆通行证号", "回乡证号", "台胞证号",
                  dates=("通行证有效期", "通行证有效期至", "通行证到期", "通行证到期日")),
        *_columns("工作许可", "工作许可证号", "工作许可号", "许可证号", "工作许可证编号",
                  dates=("工作许可有效期", "许可有效期", "工作许可有效期至", "工作许可证有效期", "工作许可到期")),
        FlatColumn("工作许可类别", "category", ("许可类别", "人才类别"), {"kind": "工作许可"}),
        *_columns("居留许可", "居留许可号", "居留证号", "居留许可证号",
                  dates=("居留许可有效期", "居留有效期", "居留许可到期", "居留许可有效期至", "居留到期")),
        *_columns("签证", "签证号", "签证号码", dates=("签证有效期", "签证到期")),
        *_columns("保险", "保险单号", "保单号", dates=("保险有效期", "保险到期")),
        *_columns("体检", dates=("体检有效期",)),
        *_columns("无犯罪记录", dates=("无犯罪记录有效期",)),
    )

    teacher = Link("外籍教师", ForeignTeacher, part_of=True)
    kind = Choice("证件种类", PAPER_KINDS, section="证件", required=True, in_list=True,
                  synonyms=TRAVEL_PERMIT_WORDS)
    post_on_permit = Text("许可岗位", section="证件", help="工作许可上写的岗位，须与合同岗位一致")
    cancelled_on = Date("注销日期", section="证件", help="工作许可注销的日期，离任后 10 个工作日内")


class WorkExperience(Entity):
    """工作经历: one earlier employment; gaps of more than three months are to be explained."""

    label = "工作经历"
    identity = (("worked_from", "employer"),)
    flat_columns: ClassVar[tuple[FlatColumn, ...]] = (
        FlatColumn("前任职单位", "employer", ("原工作单位",)),
    )

    teacher = Link("外籍教师", ForeignTeacher, part_of=True)
    worked_from = Date("起", section="经历", required=True, in_list=True)
    worked_until = Date("止", section="经历", in_list=True, open_ended=True)
    employer = Text("任职单位", section="经历", required=True, in_list=True, width=180)
    post = Text("职务", section="经历", in_list=True)
    is_related = Flag("与所聘岗位相关", section="经历", in_list=True)


class TeacherLodging(Lodging):
    """外教住宿登记."""

    label = "外教住宿登记"
    identity = (("lived_from", "address"),)
    flat_columns: ClassVar[tuple[FlatColumn, ...]] = (
        FlatColumn("住宿登记日期", "registered_on", ("住宿登记",)),
    )

    teacher = Link("外籍教师", ForeignTeacher, part_of=True)


class Evaluation(Entity):
    """考核: one assessment of one teacher in one term or year."""

    label = "外教考核"
    identity = (("held_on",),)

    teacher = Link("外籍教师", ForeignTeacher, part_of=True)
    held_on = Date("考核日期", section="考核", required=True, in_list=True)
    grade = Choice("等级", ("优秀", "良好", "合格", "不合格"), section="考核", in_list=True)
    score = Number("得分", section="考核", decimals=1, in_list=True)
    opinion = LongText("评语", section="考核")


def _latest_engagement(field: str) -> Any:
    inner = Engagement.alias()
    return (
        inner.select(getattr(inner, field))
        .where((inner.teacher == ForeignTeacher.id) & inner.retired_at.is_null())
        .order_by(inner.engaged_until.desc()).limit(1)
    )


def _paper_until(kind: str) -> Any:
    inner = TeacherDocument.alias()
    return inner.select(fn.MAX(inner.valid_until)).where(
        (inner.teacher == ForeignTeacher.id) & (inner.kind == kind) & inner.retired_at.is_null()
    )
