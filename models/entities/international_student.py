"""国际学生: one person, with each period of study (学籍段) and every paper below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from peewee import fn

from models.codes import student_categories, student_funding
from models.entities.partner_school import PartnerSchool
from models.entities.people import (
    ForeignerPaper,
    Lodging,
    nationalities,
    passport_duplicates,
    sex_field,
)
from models.entity import DuplicateKey, Entity, FlatColumn
from models.fields import Choice, Coded, Date, Derived, Flag, Link, LongText, Number, Text
from models.partial_date import earliest, latest

STUDY_KINDS = ("学历生", "语言生", "交换生", "进修生", "短期生", "实习生", "预科生")
CATEGORY_OF_KIND = {
    "学历生": "01", "语言生": "05", "交换生": "06", "进修生": "06", "短期生": "10",
    "实习生": "10", "预科生": "09",
}
"""What a study kind means in JY/T 1001 where the register does not say; a 高职 has 专科 only."""


class InternationalStudent(Entity):
    """国际学生(来华留学生): holds a foreign passport; 港澳台侨 are kept here but never counted.

    Source: 学校招收和培养国际学生管理办法 (令第 42 号); 高基 371 excludes 港澳台侨.
    """

    label = "国际学生"
    group = "人员"
    identity = (("student_no",), ("passport_name", "born_on"), ("passport_name", "nationality"))
    title_words = ("留学生", "国际学生", "来华")
    passport_fields: ClassVar[dict[str, str]] = {
        name: name for name in ("passport_name", "nationality", "sex", "born_on")
    }
    duplicate_keys: ClassVar[tuple[DuplicateKey, ...]] = (
        DuplicateKey("学号相同", "确定", ("student_no",)), *passport_duplicates("student_document"),
    )

    passport_name = Text(
        "护照姓名", required=True, in_list=True, searchable=True, width=180,
        aliases=("外文姓名", "英文姓名", "姓名（护照）", "姓名（英文）", "姓名", "护照名"),
        help="照护照拼写，姓在前",
    )
    chinese_name = Text("中文姓名", in_list=True, searchable=True, aliases=("中文名",))
    nationality = Coded("国籍", nationalities, wanted=True, in_list=True, aliases=("国别",))
    is_overseas_chinese = Flag("华侨", help="持中国护照的华侨，不计入国际学生")
    sex = sex_field(wanted=True, in_list=True)
    born_on = Date("出生日期", wanted=True, aliases=("出生年月日", "出生年月", "生日"))
    birthplace = Text("出生地")
    student_no = Text("学号", compact=True, searchable=True, in_list=True)
    marital_status = Choice("婚姻状况", ("未婚", "已婚", "离异", "丧偶"), aliases=("婚姻",))
    native_language = Text("母语")
    degree = Text("来华前最高学历", help="学历与毕业学校")
    attention = Choice(
        "重点关注", ("驻华外交官子女", "外国友好人士子女", "重要人物子女", "重要人物", "其他"),
        help="JY/T 1001 的重点关注类别，代码 1、2、3、4、9",
    )
    counsellor = Text("辅导员", in_list=True, searchable=True)
    outside_work = Choice("勤工助学与实习", ("无", "校内勤工助学", "校外勤工助学", "校外实习"),
                          help="校外勤工助学或实习须学校同意并加注居留证件")
    phone = Text("电话", section="联系方式", compact=True, sensitive=True, searchable=True,
                 aliases=("手机", "联系电话", "联系方式"))
    email = Text("邮箱", section="联系方式", searchable=True, aliases=("电子邮箱", "Email"))
    housing = Text("住址", section="联系方式", sensitive=True, aliases=("住宿地址", "宿舍"))
    guardian = Text("监护人", section="联系方式", sensitive=True, help="未满 18 周岁且父母不在境内时必填")
    guardian_commissioned_on = Date("监护委托日期", section="联系方式")
    emergency_contact = Text("紧急联系人", section="联系方式", sensitive=True)
    emergency_abroad = Text("境外紧急联系人", section="联系方式", sensitive=True)
    chinese_level = Text("汉语水平", help="HSK 等级与分数", aliases=("HSK", "HSK等级"))

    study_kind = Derived(Text("类别"), lambda _: _latest_enrolment("study_kind"))
    programme = Derived(Text("专业"), lambda _: _latest_enrolment("programme"))
    studies_from = Derived(Date("学习起"), lambda _: _latest_enrolment("enrolled_from"))
    studies_until = Derived(Date("学习止"), lambda _: _latest_enrolment("enrolled_until"))
    residence_until = Derived(Date("居留到期"), lambda _: _paper_until("居留许可"))


class Enrolment(Entity):
    """学籍段: one stay as a student, from registration to leaving."""

    label = "学籍段"
    identity = (("enrolled_from",),)

    student = Link("国际学生", InternationalStudent, part_of=True)
    study_kind = Choice(
        "学生类别", STUDY_KINDS, section="学习", wanted=True, in_list=True,
        synonyms={
            "学历": "学历生", "专科生": "学历生", "专科": "学历生", "语言": "语言生", "交换": "交换生",
            "交流生": "交换生", "短期": "短期生", "实习": "实习生", "普通进修生": "进修生", "进修": "进修生",
            "预科": "预科生",
        },
        aliases=("类别", "学习类别", "留学生类别"),
    )
    category = Coded(
        "类别代码", student_categories, section="学习",
        help="教育行业标准 JY/T 1001 的学生类别；留空时按学生类别推断", aliases=("学生类别码",),
    )
    funding = Coded("经费来源", student_funding, section="学习", wanted=True, in_list=True,
                    aliases=("经费办法", "资助类型", "奖学金类型"))
    programme = Text("专业", section="学习", in_list=True, searchable=True, wanted=True,
                     aliases=("专业名称", "学习专业", "就读专业"))
    programme_en = Text("专业英文名", section="学习", aliases=("专业（英文）",), help="印在英文证明上")
    programme_code = Text("专业代码", section="学习", compact=True)
    department = Text("所在学院", section="学习", in_list=True, aliases=("学院", "院系", "二级学院"))
    home_school = Text("派出院校", section="学习", searchable=True, aliases=("原就读院校", "来自院校", "对方院校"))
    partner = Link("登记的合作院校", PartnerSchool, section="学习",
                   help="F16“当年实质活动”按此计；留空的按名称认出")
    teaching_language = Choice("授课语言", ("中文", "英文", "中英双语", "其他"), section="学习",
                               synonyms={"汉语": "中文", "英语": "英文"})
    years = Number("学制", section="学习", decimals=1, unit="年")
    enrolled_from = Date(
        "来校日期", section="学习", required=True, in_list=True,
        aliases=("入学日期", "学习起", "学习开始", "入学时间", "来华日期", "学习期限起"),
    )
    enrolled_until = Date(
        "离校日期", section="学习", wanted=True, in_list=True,
        aliases=("学习止", "学习结束", "离校时间", "毕业日期", "学习期限止", "预计离校日期"),
        help="尚未离校的填预计日期",
    )
    intake = Choice("入学季", ("春季", "秋季"), section="学习", help="留空时按来校日期：2—7 月为春季")
    registered_on = Date("注册日期", section="学习")
    tuition = Number("学费（元）", section="学习", decimals=2, unit="元")
    outcome = Choice("学籍状态", ("在读", "毕业", "结业", "退学", "转学", "休学"), section="学习", in_list=True,
                     synonyms={"在校": "在读", "肄业": "退学"}, aliases=("状态", "离校方式"))
    graduated_on = Date("毕（结）业日期", section="学习", help="证书上的日期；离校日期另填")
    degree_on = Date("学位授予日期", section="学习")
    full_time = Flag("全日制", section="学习")
    exit_reported_on = Date("离校报告公安日期", section="学习", help="毕业、结业、退学离校后报公安出入境管理部门")
    admission_no = Text("录取通知书编号", section="录取", compact=True, searchable=True,
                        aliases=("录取编号",))
    admitted_from = Date("录取学习期起", section="录取")
    admitted_until = Date("录取学习期止", section="录取")
    jw_from = Date("JW 表学习期起", section="录取", help="与录取通知书、居留公函三者一致")
    jw_until = Date("JW 表学习期止", section="录取")
    letter_from = Date("居留公函学习期起", section="录取")
    letter_until = Date("居留公函学习期止", section="录取")

    def inferred(self, lines: Sequence[Entity] = ()) -> dict[str, Any]:  # noqa: ARG002
        """类别代码 from 学生类别, 离校日期 from the 学籍异动 that ended a kept stay, where blank."""
        found: dict[str, Any] = {}
        if self.category is None and self.study_kind in CATEGORY_OF_KIND:
            found["category"] = CATEGORY_OF_KIND[self.study_kind]
        if self.enrolled_until is None and (left := _left_on(self)) is not None:
            found["enrolled_until"] = left
        return found

    def __str__(self) -> str:
        kind = type(self).enrolled_from
        return f"学籍段 {kind.show(self.enrolled_from)} 至 {kind.show(self.enrolled_until)}"


def _column(label: str, field: str, kind: str, *aliases: str) -> FlatColumn:
    return FlatColumn(label, field, aliases, {"kind": kind})


class StudentDocument(ForeignerPaper):
    """国际学生证件: passport, visa, JW form, residence permit, insurance, health check."""

    label = "学生证件"
    identity = (("kind", "number"), ("kind", "valid_until"))
    passport_fields: ClassVar[dict[str, str]] = {"number": "number", "valid_until": "valid_until"}
    passport_line: ClassVar[dict[str, str]] = {"kind": "护照"}
    flat_columns: ClassVar[tuple[FlatColumn, ...]] = (
        _column("护照号", "number", "护照", "护照号码", "护照编号"),
        _column("护照有效期", "valid_until", "护照", "护照有效期至", "护照到期", "护照到期日"),
        _column("签证号", "number", "签证", "签证号码"),
        _column("签证种类", "category", "签证", "签证类型"),
        _column("签证有效期", "valid_until", "签证", "签证到期"),
        _column("居留许可号", "number", "居留许可", "居留证号", "居留许可证号"),
        _column("居留许可有效期", "valid_until", "居留许可", "居留有效期", "居留到期", "居留许可到期",
                "居留许可有效期至"),
        _column("保险", "remarks", "保险", "保险情况"),
        _column("保险单号", "number", "保险", "保单号"),
        _column("保险有效期", "valid_until", "保险", "保险到期", "保险有效期至"),
        _column("JW表号", "number", "JW表", "JW202表号", "JW编号"),
    )

    student = Link("国际学生", InternationalStudent, part_of=True)
    kind = Choice("证件种类", ("护照", "签证", "JW表", "居留许可", "保险", "体检"), section="证件",
                  required=True, in_list=True)
    annotation = Text("居留加注", section="证件", help="勤工助学、实习等加注的内容")


class StudentLodging(Lodging):
    """学生住宿登记."""

    label = "学生住宿登记"
    identity = (("lived_from", "address"),)
    flat_columns: ClassVar[tuple[FlatColumn, ...]] = (
        FlatColumn("住宿登记日期", "registered_on", ("住宿登记",)),
    )

    student = Link("国际学生", InternationalStudent, part_of=True)


class StatusChange(Entity):
    """学籍异动: one entry of the running record of a student's status."""

    label = "学籍异动"
    identity = (("happened_on", "kind"),)
    flat_columns: ClassVar[tuple[FlatColumn, ...]] = (
        FlatColumn("异动日期", "happened_on"), FlatColumn("异动类别", "kind", ("学籍异动",)),
    )

    student = Link("国际学生", InternationalStudent, part_of=True)
    happened_on = Date("日期", section="异动", required=True, in_list=True)
    kind = Choice(
        "类别", ("注册", "转专业", "延长学习", "休学", "复学", "毕业", "结业", "退学", "转学", "处分", "其他"),
        section="异动", required=True, in_list=True,
    )
    document_no = Text("文号", section="异动", compact=True, in_list=True)
    reason = LongText("原因", section="异动", in_list=True)


class Scholarship(Entity):
    """奖学金发放: one payment to one student (名额, 人数 and 人次 are three different things)."""

    label = "奖学金"
    identity = (("title", "paid_on"),)

    student = Link("国际学生", InternationalStudent, part_of=True)
    title = Text("奖学金名称", section="奖学金", required=True, in_list=True)
    level = Choice("级别", ("中国政府", "地方政府", "部门", "学校", "企业", "外方政府", "国际组织"),
                   section="奖学金", in_list=True)
    term = Text("学期", section="奖学金", help="例如 2025-2026 学年第一学期")
    paid_on = Date("发放日期", section="奖学金", in_list=True, wanted=True)
    amount = Number("金额（元）", section="奖学金", decimals=2, in_list=True, unit="元")
    source = Text("资金来源", section="奖学金")


class CourseScore(Entity):
    """课程成绩: one course of one term with its result, as the registrar (教务处) gave it."""

    label = "课程成绩"
    identity = (("term", "course"),)
    flat_columns: ClassVar[tuple[FlatColumn, ...]] = (FlatColumn("成绩单课程", "course"),)

    student = Link("国际学生", InternationalStudent, part_of=True)
    term = Text("学期", section="成绩", in_list=True, help="例如 2025-2026 学年第一学期；成绩证明按学期分段")
    course = Text("课程名称", section="成绩", required=True, in_list=True, width=170, aliases=("课程",))
    course_en = Text("课程英文名", section="成绩", wanted=True, in_list=True, width=170,
                     aliases=("课程名称（英文）", "英文课程名"), help="双语成绩证明上与中文一一对应")
    course_code = Text("课程代码", section="成绩", compact=True)
    course_kind = Choice("课程性质", ("必修", "选修", "实践", "其他"), section="成绩", aliases=("性质",))
    hours = Number("学时", section="成绩", unit="学时")
    credits = Number("学分", section="成绩", decimals=1, in_list=True)
    score = Text("成绩", section="成绩", wanted=True, in_list=True, help="百分制填分数，如 86；等级制填 良好、合格")
    grade = Text("等级", section="成绩", help="留空时按百分制成绩折算")

    def __str__(self) -> str:
        return f"{self.course} {self.score or ''}".strip()


_LEAVING = ("毕业", "结业", "退学", "转学")


def _left_on(stay: Enrolment) -> Any:
    """The day of the first 毕业, 结业, 退学 or 转学 since a stay began; None when 复学 followed it."""
    student = stay.__data__.get("student")
    if student is None or stay.enrolled_from is None:
        return None
    changes = [
        change for change in StatusChange.active().where(
            (StatusChange.student == student) & StatusChange.kind.in_((*_LEAVING, "复学"))
        ).order_by(StatusChange.happened_on, StatusChange.id)
        if latest(change.happened_on) >= earliest(stay.enrolled_from)
    ]
    leaving = [change for change in changes if change.kind in _LEAVING]
    if not leaving or any(change.kind == "复学" for change in changes[changes.index(leaving[0]):]):
        return None
    return leaving[0].happened_on


def _latest_enrolment(field: str) -> Any:
    inner = Enrolment.alias()
    return (
        inner.select(getattr(inner, field))
        .where((inner.student == InternationalStudent.id) & inner.retired_at.is_null())
        .order_by(inner.enrolled_from.desc()).limit(1)
    )


def _paper_until(kind: str) -> Any:
    inner = StudentDocument.alias()
    return inner.select(fn.MAX(inner.valid_until)).where(
        (inner.student == InternationalStudent.id) & (inner.kind == kind)
        & inner.retired_at.is_null()
    )
