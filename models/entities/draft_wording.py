"""总结用语: a sentence of her earlier reports with tokens in place of its numbers."""

from __future__ import annotations

from models.entity import Entity
from models.fields import Flag, LongText, Text


class DraftWording(Entity):
    """Her own wording for one sentence of a draft; only one of a sentence is in use.

    lead: the number by which the sentence is known ({trips.groups}). template: the sentence with
    {tokens} for numbers and years; a year is never kept in it.
    """

    label = "总结用语"
    identity = (("draft", "key_name", "template"),)

    draft = Text("文稿代码", required=True)
    key_name = Text("段落", required=True)
    lead = Text("主要数字", required=True)
    template = LongText("句子", required=True)
    learned_from = Text("来源文件")
    is_used = Flag("采用")

    def __str__(self) -> str:
        return str(self.template or "")[:20]
