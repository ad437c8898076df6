"""What the office changes of the papers it prints: their wording, and where stock is printed on."""

from __future__ import annotations

import peewee

from models.entity import Entity, JsonField
from models.fields import Date, LongText, Number, Text


class PrintText(Entity):
    """打印件文字: the office's own wording of one text of one paper, from a year or day on.

    It stands beside the shipped wording and wins from its first day; a paper that was issued
    before keeps what it was printed with.
    """

    label = "打印件文字"
    identity = (("paper", "key_name", "valid_from"),)

    paper = Text("打印件代码", required=True)
    key_name = Text("文字项", required=True)
    valid_from = Date("起用", required=True, help="年份或日期；从这一天起出具的文件用这段文字")
    words = LongText("文字", help="空白：这一处不印")
    reason = LongText("理由")

    def __str__(self) -> str:
        return f"{self.paper} {self.key_name}（{type(self).valid_from.show(self.valid_from)}起）"


class StockLayout(Entity):
    """套打校准: how far one printer misses on one kind of pre-printed paper; millimetres.

    Offsets are added to every position, counted to the right and downwards; `moves` holds further
    shifts of single fields. A layout that nobody has measured is kept out of batches.
    """

    label = "套打校准"
    identity = (("layout", "printer"),)

    layout = Text("套打版式", required=True)
    printer = Text("打印机")
    offset_x = Number("正面右移", decimals=1, unit="毫米")
    offset_y = Number("正面下移", decimals=1, unit="毫米")
    back_offset_x = Number("背面右移", decimals=1, unit="毫米")
    back_offset_y = Number("背面下移", decimals=1, unit="毫米")
    scale = Number("缩放", decimals=2, unit="%", help="空白：100")
    moves = JsonField(default=dict)
    calibrated_on = Date("校准日期", help="空白：尚未校准，不能成批打印")
    paper_feed = Text("进纸方向")
    background = peewee.BlobField(null=True)
    """A scan of the blank paper for the screen; it is never printed."""
