"""文书模板: one version of a Word file with 《字段》 marks; its bytes lie in the content store."""

from __future__ import annotations

from models.entity import Entity, JsonField
from models.fields import Number, Text


class LetterTemplate(Entity):
    """文书模板. A version is never changed: another file is another version, from its year on.

    register: the key of the entity from whose records letters are made. mapping: what she said
    about words between the marks that are no field (words → field, or blank: it stays).
    """

    label = "文书模板"
    identity = (("name", "register", "year", "version"),)

    name = Text("名称", required=True)
    register = Text("登记表代码", required=True)
    year = Number("起用年度", required=True)
    version = Number("版次", required=True)
    file_name = Text("文件名", required=True)
    digest = Text("内容摘要（SHA-256）", required=True)
    size = Number("大小", unit="字节")
    mapping = JsonField(default=dict)

    class Meta:
        indexes = ((("digest",), False),)

    def __str__(self) -> str:
        return f"{self.name}（{self.year}年第{self.version}版）"
