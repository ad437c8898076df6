"""交叉统计表: a question to one register that the office asks again, kept under a name."""

from __future__ import annotations

from models.entity import Entity
from models.fields import Text


class CrossTable(Entity):
    """A cross table as chosen: what it counts, not what it found. Read by `models.cross_table`.

    span: the kind of period (`models.cross_periods`), blank in tables kept before there were any.
    """

    label = "交叉统计表"
    identity = (("name",),)

    name = Text("名称", required=True, in_list=True, searchable=True)
    register = Text("登记表代码", required=True)
    period_key = Text("统计期按", help="留空：不按日期")
    span = Text("统计期", help="留空：自然年")
    years = Text("并列年数", help="留空：只看一年")
    first_row = Text("行", required=True)
    second_row = Text("行（第二层）")
    across = Text("列")
    measure = Text("计量", required=True)
    view = Text("显示")
