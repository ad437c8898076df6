"""往年数: a number of a year without records, read off that year's old form."""

from __future__ import annotations

from models.entity import Entity
from models.fields import LongText, Number, Text


class KeptFigure(Entity):
    """One cell of an old form, or one indicator of an old year, with where it was read (无明细).

    It stands only where nothing was filed and no records were kept; see `models.years_before`.
    """

    label = "往年数（无明细）"
    group = ""
    identity = (("year", "form_code", "key_name"),)
    title_words = ("往年数",)

    year = Number("年度", required=True, in_list=True)
    form_code = Text("表号", in_list=True, compact=True)
    key_name = Text("表中位置代码", required=True, in_list=True, help="行/列，或指标代码")
    title = Text("表中位置", in_list=True, searchable=True, width=280)
    value = Number("数值", required=True, decimals=2, in_list=True)
    unit = Text("单位", in_list=True)
    figure_id = Text("指标代码", help="与现在哪个指标同义；留空只用于本表本格")
    period = Text("统计期", help="例如 2016年、2015—2016学年")
    source = LongText("来源", required=True, in_list=True, width=240,
                      help="从哪份旧表读来，例如 2016年度执行情况统计表（纸质，存档第3卷）")

    def __str__(self) -> str:
        return f"{self.year}年 {self.title or self.key_name}"
