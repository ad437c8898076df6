"""附件: one scan or file that belongs to one record; its bytes lie in the content store."""

from __future__ import annotations

from models.entity import Entity
from models.fields import Date, Flag, Number, Text


class Attachment(Entity):
    """附件. The file itself is immutable and found by its digest; this record says what it is.

    holder_entity and holder_id name the record it belongs to, as with issued papers, so that any
    kind of record may have attachments and merging moves them. One content may be the attachment
    of several records (one agreement scanned once).
    """

    label = "附件"
    identity = (("holder_entity", "holder_id", "digest", "paper"),)
    newest_first = "dated_on"

    holder_entity = Text("对象类别", required=True)
    holder_id = Number("对象编号", required=True)
    paper = Text("材料", in_list=True, searchable=True, width=160, help="材料清单里的名称；清单之外的也可以自己写")
    title = Text("名称", in_list=True, searchable=True, width=200, help="留空时用材料名或文件名")
    file_name = Text("文件名", required=True, in_list=True, searchable=True, width=220)
    digest = Text("内容摘要（SHA-256）", required=True)
    size = Number("大小", unit="字节")
    media_type = Text("文件类型")
    pages = Number("页数", unit="页", in_list=True)
    dated_on = Date("日期", in_list=True, help="文件上的日期；不是扫描的日期")
    is_original = Flag("原件在档", help="纸质原件也在档案里")

    class Meta:
        indexes = ((("holder_entity", "holder_id"), False), (("digest",), False))

    def __str__(self) -> str:
        return self.title or self.paper or self.file_name or "附件"
