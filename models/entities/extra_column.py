"""附加列: what is known of a column that the office added to a register: its type and its place."""

from __future__ import annotations

from models.entity import Entity
from models.fields import Choice, LongText, Number, Text

EXTRA_KINDS = ("文字", "数字", "日期", "选项")


class ExtraColumn(Entity):
    """附加列: one of the office's own columns. Its values stand in the records' `extra`.

    A column that only occurs in records (from an import) is 文字 until it is described here.
    """

    label = "附加列"
    identity = (("register", "name"),)

    register = Text("登记表", required=True)
    name = Text("列名", required=True)
    kind = Choice("类型", EXTRA_KINDS, required=True)
    options = LongText("选项", help="一行一个；类型为“选项”时使用")
    place = Number("次序")
