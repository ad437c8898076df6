"""总结图表: a kept cross table that stands in a section of a draft, as a table or as a chart."""

from __future__ import annotations

from models.entities.cross_table import CrossTable
from models.entity import Entity
from models.fields import Link, Number, Text


class DraftExhibit(Entity):
    """Which kept table goes where; its numbers are counted anew whenever the draft is composed."""

    label = "总结图表"
    identity = (("draft", "year", "section", "table", "view"),)

    draft = Text("文稿代码", required=True)
    year = Number("年度", required=True)
    section = Text("章节", required=True)
    table = Link("交叉统计表", CrossTable, required=True)
    view = Text("形式", required=True, help="table 或图的种类")
    caption = Text("图题", help="留空：用统计表的名称")
