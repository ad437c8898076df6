"""The office's own records: its profile, typed values, filed forms and issued papers."""

from __future__ import annotations

import peewee

from models.entity import Entity, JsonField
from models.fields import Choice, Date, Flag, LongText, Number, Text


class OfficeProfile(Entity):
    """本单位信息 and the settings that decide how is counted; one record."""

    label = "本单位信息"
    group = "设置"
    identity = (("school_name",),)
    is_settings = True

    school_name = Text("学校全称", required=True)
    school_name_en = Text("学校英文名", wanted=True, help="印在双语证明的信头与正文")
    school_code = Text("院校代码", compact=True)
    office_name = Text("外事部门名称", wanted=True, help="例如 国际合作与交流处")
    office_name_en = Text("外事部门英文名", wanted=True)
    city = Text("所在城市")
    address = Text("地址", section="联系")
    address_en = Text("英文地址", section="联系")
    phone = Text("电话", section="联系")
    email = Text("邮箱", section="联系")
    contact_name = Text("联系人", section="联系")
    full_time_students = Number("全日制在校生数", section="规模", unit="人")
    full_time_teachers = Number("专任教师数", section="规模", unit="人")
    nights_are_days = Flag(
        "住宿按天数计", section="口径", help="否：晚数=天数−1（默认）；是：住宿与伙食同按天数",
    )
    long_term_months = Number(
        "外教长期界限", section="口径", unit="月", help="聘期满几个月算长期，默认 6；有的省按 90 天，可填 3",
    )

    @classmethod
    def current(cls) -> OfficeProfile:
        """The one profile; an unsaved blank one before the office has filled it in."""
        return cls.active().first() or cls(school_name="")


class TypedValue(Entity):
    """手填数: a value of one year that nobody can compute, typed and marked as such.

    A confirmed zero (合同纠纷 0 起) is what lets the summary say that nothing happened.
    """

    label = "手填数"
    group = "年度"
    identity = (("year", "key_name"),)

    year = Number("年度", required=True, in_list=True)
    key_name = Text("项目", required=True, in_list=True, searchable=True)
    title = Text("说明名称", in_list=True, width=240)
    value = Number("数值", decimals=2, in_list=True)
    unit = Text("单位", in_list=True)
    words = LongText("文字")
    confirmed_on = Date("确认日期", in_list=True)

    def __str__(self) -> str:
        return f"{self.year}年 {self.title or self.key_name}"


class DraftParagraph(Entity):
    """总结段落: one paragraph of one draft that the office wrote by hand, kept for its year.

    `words` holds {figure} tokens where she left the numbers, so that these stay live; the
    composed text is never kept.
    """

    label = "总结段落"
    identity = (("draft", "year", "key_name"),)

    draft = Text("文稿代码", required=True)
    year = Number("年度", required=True)
    key_name = Text("段落", required=True)
    words = LongText("文字", required=True)


class Distinct(Entity):
    """非重复决定: two records that look alike and are not the same; they are not offered again."""

    label = "非重复决定"
    identity = (("register", "first_id", "second_id"),)

    register = Text("登记表代码", required=True)
    first_id = Number("记录编号（小）", required=True)
    second_id = Number("记录编号（大）", required=True)
    reason = LongText("理由", required=True)
    decided_on = Date("决定日期")


class Filing(Entity):
    """报送存档: what was filed, frozen: values, the ids of the records behind them, the file."""

    label = "报送存档"
    group = "年度"
    identity = (("form_code", "year", "version"),)
    newest_first = "filed_on"
    is_made_by_program = True
    undo_refusal = "报送存档只增不改，请另报更正版。"
    is_append_only = True

    form_code = Text("表号", required=True, in_list=True)
    form_title = Text("表名", in_list=True, width=240)
    year = Number("年度", required=True, in_list=True)
    version = Number("版本", required=True, in_list=True)
    filed_on = Date("报送日期", required=True, in_list=True)
    receiver = Text("报送单位", in_list=True)
    reason = LongText("更正原因", help="第一版留空；更正版必须写明原因")
    cells = JsonField(default=dict)
    file_name = Text("文件名", in_list=True)
    file_digest = Text("文件摘要（SHA-256）")
    content = peewee.BlobField(null=True)

    def __str__(self) -> str:
        return f"{self.year}年 {self.form_title or self.form_code} 第{self.version}版"


class IssuedPaper(Entity):
    """已出具文件: one number of one kind and year, never used twice; voided with a reason."""

    label = "已出具文件"
    group = "打印与登记"
    identity = (("number",),)
    newest_first = "issued_on"
    is_made_by_program = True
    undo_refusal = "已出具文件请作废，编号保留、不再使用。"

    number = Text("编号", required=True, in_list=True, compact=True, searchable=True, width=140)
    printable = Text("文种代码", required=True, in_list=True)
    title = Text("文件名称", in_list=True, width=200)
    year = Number("年度", required=True)
    serial = Number("流水号", required=True)
    holder_entity = Text("对象类别", required=True)
    holder_id = Number("对象编号", required=True)
    holder_name = Text("出具对象", in_list=True, searchable=True, width=180)
    purpose = Text("用途", in_list=True)
    issued_on = Date("出具日期", required=True, in_list=True)
    state = Choice("状态", ("有效", "作废"), in_list=True)
    void_reason = Text("作废原因", in_list=True)
    replaces = Text("补开原编号", compact=True)
    received_by = Text("领取人")
    printed_count = Number("打印次数", unit="次")
    snapshot = JsonField(default=dict)
    file_digest = Text("文件摘要（SHA-256）")
    content = peewee.BlobField(null=True)

    class Meta:
        indexes = ((("number",), True),)

    def problems(self) -> list[str]:
        """A number that another paper bears, be it void or in the recycle bin, is refused."""
        cls = type(self)
        same = cls.select(cls.id).where((cls.number == self.number) & (cls.id != (self.id or 0)))
        return super().problems() + ([f"编号“{self.number}”已用过"] if same.exists() else [])


class ColumnMapping(Entity):
    """列对应: which column of a register was taken for which field, remembered for next year."""

    label = "列对应"
    identity = (("signature",),)

    signature = Text("表头特征", required=True)
    register = Text("登记表", required=True)
    columns = JsonField(default=dict)


class CheckAnswer(Entity):
    """检查答复: why one finding of the checks stands; silent until the values behind it change."""

    label = "检查答复"
    identity = (("check_id", "holder_entity", "holder_id", "part"),)

    check_id = Text("规则编号", required=True)
    holder_entity = Text("记录类别")
    holder_id = Number("记录编号")
    part = Text("部分")
    fingerprint = Text("数据指纹", required=True, help="记录相关数据的摘要；数据变了，答复失效，检查重新提示")
    finding = LongText("检查结果")
    reason = LongText("答复", required=True)
    answered_on = Date("答复日期")


class CalendarDay(Entity):
    """节假日: one day that is off or worked against its weekday, as the office imported it."""

    label = "节假日"
    identity = (("day",),)

    day = Date("日期", required=True)
    kind = Choice("类别", ("放假", "调休上班"), required=True)
