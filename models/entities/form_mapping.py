"""Which cell of an authority's own workbook holds which figure, remembered for next year."""

from __future__ import annotations

from models.entity import Entity, JsonField
from models.fields import Number, Text


class FormMapping(Entity):
    """模板对应: the cells of one template with their figures and the words around them."""

    label = "模板对应"
    identity = (("title",),)

    title = Text("模板", required=True)
    signature = Text("版式特征", required=True)
    year = Number("年度")
    mapping = JsonField(default=dict)

    def __str__(self) -> str:
        return self.title or super().__str__()
