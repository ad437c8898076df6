"""What the office keeps about rules and handing over: export log, own thresholds, own rates."""

from __future__ import annotations

from models.codes import countries
from models.entity import Entity
from models.fields import Choice, Coded, Date, Flag, LongText, Number, Text


class ExportLog(Entity):
    """导出记录: one file that left the data folder: what, for whom, with which personal data."""

    label = "导出记录"
    group = "打印与登记"
    identity = (("left_on", "at_time", "file_name"),)
    newest_first = "left_on"
    is_made_by_program = True
    undo_refusal = "导出记录只增不删，用来说明哪些资料给了谁。"

    left_on = Date("导出日期", required=True, in_list=True)
    at_time = Text("时间", in_list=True, width=70)
    what = Text("内容", required=True, in_list=True, searchable=True, width=220)
    profile = Text("口径", in_list=True, help="内部、上报、公开；出具：交给本人的证明")
    receiver = Text("接收方与用途", in_list=True, searchable=True, width=170)
    people = Number("涉及行数", in_list=True, unit="行")
    columns = Text("完整写出的敏感列", in_list=True, width=170)
    is_masked = Flag("已遮盖", in_list=True)
    reason = LongText("理由", in_list=True)
    file_name = Text("文件名", in_list=True, searchable=True, width=220)
    file_digest = Text("文件摘要（SHA-256）")
    state = Choice("状态", ("计划", "完成", "未完成"), required=True, in_list=True)

    def problems(self) -> list[str]:
        """A row begins at 计划; once it is 完成 or 未完成 nothing of it changes any more."""
        cls = type(self)
        before = cls.get_or_none(cls.id == self.id) if self.id else None
        found = super().problems()
        if before is not None and before.state != "计划":
            found.append("导出记录不能修改")
        if before is None and self.state not in (None, "计划"):
            found.append("导出记录由程序在写出文件时登记")
        return found


class RuleParameter(Entity):
    """本单位参数: the office's own value of a threshold, beside the one that ships."""

    label = "本单位参数"
    identity = (("rule", "parameter"),)

    rule = Text("规则编号", required=True)
    parameter = Text("参数", required=True)
    value = Text("取值", required=True)
    source = Text("依据")
    reason = LongText("理由", required=True)
    decided_on = Date("确定日期")


class SubsistenceRate(Entity):
    """出访费用标准: one row of a published table that the office imported (用户导入)."""

    label = "出访费用标准"
    identity = (("country", "cities", "effective_from"),)

    country = Coded("国家（地区）", countries, required=True)
    cities = Text("城市", help="空白：全国；几个城市用顿号分开；其他城市：表中没有列出的城市")
    currency = Text("币种", required=True)
    lodging = Number("住宿费", decimals=2, required=True, unit="每人每天")
    meals = Number("伙食费", decimals=2, required=True, unit="每人每天")
    misc = Number("公杂费", decimals=2, required=True, unit="每人每天")
    source = Text("文号", required=True)
    effective_from = Date("执行日期", required=True)
