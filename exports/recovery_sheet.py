"""The recovery code on one page, to be printed and locked away."""

from __future__ import annotations

from datetime import date

from exports.prints.base import render
from exports.prints.blocks import Document, FormFooter, Page, Paragraph, Title
from models.entities.office import OfficeProfile

_NOTES = (
    "忘记密码时，在打开程序的窗口里输入这个恢复码（不分大小写，横线可以不打），进去以后再设新密码。",
    "任何人拿到恢复码和数据文件夹，就能打开全部数据。请打印后密封，与电脑分开存放；不要拍照，不要存在同一台电脑上。",
    "密码和恢复码都丢失时，没有任何办法打开数据，程序的作者也不能。",
    "在“设置—数据安全”里可以换新的恢复码；换过之后，这一张作废。换码之前拷到别处的备份仍认旧码。",
)


def pdf(code: str, folder: str, today: date | None = None) -> bytes:
    """One A4 page with the code, what it opens, and how it is kept."""
    day = today or date.today()
    school = OfficeProfile.current().school_name or ""
    blocks: tuple[Title | Paragraph, ...] = (
        Title("外事台账 恢复码", size=22, role="hei", after=6),
        Paragraph(f"{school}　{day} 生成".strip("　"), align="center", indent=0, size=11, after=12),
        Paragraph(code, align="center", indent=0, size=20, before=8, after=14),
        *(Paragraph(f"{number}. {note}", indent=0, size=11.5, align="left", before=3)
          for number, note in enumerate(_NOTES, start=1)),
        Paragraph(f"数据文件夹：{folder}", indent=0, size=9.5, align="left", before=12),
        Paragraph("保管人：＿＿＿＿＿＿＿＿　　存放处：＿＿＿＿＿＿＿＿＿＿　　日期：＿＿＿＿＿＿",
                  indent=0, size=11.5, align="left", before=24),
    )
    document = Document("恢复码", school, (Page(blocks),), footer=FormFooter("恢复码", str(day)))
    return render(document)
