"""The agenda of the next days: every deadline in its month, as an A4 page and a calendar file."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby

from exports.prints.blocks import (
    Band,
    Document,
    FormFooter,
    Heading,
    Members,
    Page,
    Paragraph,
    Row,
    Table,
    Title,
    label,
    value,
)
from models.checks import Look, Waiting, waiting
from models.checks.base import CERTAINTIES
from models.entities.office import OfficeProfile

SPANS = (30, 90)
"""Days ahead that the window offers."""

_SURE = {"O": "本单位", "V": "已核对", "V2": "各地做法", "K": "通行做法", "U": "不确定"}

_COLUMNS = (22, 22, 43, None, 18)
_LINE_BYTES = 73
"""A line of a calendar file holds 75 bytes; one is the space before a continued line."""


def entries(days: int, today: date | None = None) -> list[Waiting]:
    """What is overdue or ends within so many days and was not answered, in order of its end."""
    look = Look(today)
    until = look.today + timedelta(days=days)
    return [w for w in waiting(look, days=days) if not w.answer and w.due.latest <= until]


def document(days: int, today: date | None = None) -> Document:
    """The agenda as pages."""
    day = today or date.today()
    found = entries(days, day)
    school = OfficeProfile.current().school_name or ""
    until = day + timedelta(days=days)
    head = Row(tuple(label(words) for words in ("最晚日期", "今天看", "谁、哪一项", "要办什么", "可信度")), 9)
    bands: list[Band | Heading | Members] = [Band(_COLUMNS, (head,), head=1)]
    for month, group in groupby(found, key=lambda w: _month(w, day)):
        rows = [Row(tuple(value(words) for words in _cells(w, day)), 8, grow=True) for w in group]
        bands += [Heading(month, 7.5), Band(_COLUMNS, tuple(rows))]
    blocks = [
        Title("外事工作日程", size=20, role="hei", after=2),
        Paragraph(f"{school}　{day} 至 {until}，共 {len(found)} 项（含已逾期）", align="center",
                  size=10.5, indent=0, after=3),
        Table(tuple(bands)) if found else Paragraph("这段时间没有到期事项。", indent=0, align="center"),
        *(Paragraph(note, size=9, indent=0, before=2, leading=1.3, align="left")
          for note in notes(found)),
    ]
    return Document("外事工作日程", school, (Page(tuple(blocks)),),
                    footer=FormFooter("日程", day.isoformat()))


def _month(entry: Waiting, today: date) -> str:
    """已逾期 first, then the months."""
    day = entry.due.latest
    return "已逾期" if day < today else f"{day.year}年{day.month}月"


def _cells(entry: Waiting, today: date) -> tuple[str, ...]:
    due = entry.due
    sure = _SURE[entry.rule.certainty]
    return due.latest.isoformat(), due.standing(today), due.title, due.words, sure


def notes(found: list[Waiting]) -> list[str]:
    """What makes the days uncertain, and what the marks of certainty mean; each once."""
    doubts = list(dict.fromkeys(w.due.note for w in found if w.due.note))
    marks = dict.fromkeys(w.rule.certainty for w in found if w.rule.certainty != "V")
    return [*doubts, *(CERTAINTIES[mark] + "：" + "、".join(dict.fromkeys(
        w.rule.label for w in found if w.rule.certainty == mark)) + "。" for mark in marks)]


def pdf(days: int, today: date | None = None) -> bytes:
    """The agenda as a PDF file."""
    from exports.prints.base import render

    return render(document(days, today))


def ics(days: int, today: date | None = None) -> bytes:
    """The agenda as a calendar file: one whole day each, on its last day in order.

    The same deadline keeps its identifier, so that importing again renews it instead of doubling.
    """
    day = today or date.today()
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//外事台账//日程//CN", "CALSCALE:GREGORIAN"]
    for entry in entries(days, day):
        due = entry.due
        rule, key, number, part = entry.place
        lines += [
            "BEGIN:VEVENT", f"UID:{_plain(f'{rule}-{key}-{number}-{part}')}@waishi",
            f"DTSTAMP:{day:%Y%m%d}T000000Z", f"DTSTART;VALUE=DATE:{due.latest:%Y%m%d}",
            f"DTEND;VALUE=DATE:{due.latest + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(f'{due.title}：{due.words}')}",
            f"DESCRIPTION:{_escaped(_description(entry))}", "TRANSP:TRANSPARENT", "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _description(entry: Waiting) -> str:
    sure = CERTAINTIES[entry.rule.certainty]
    words = [f"可办：{entry.due.opens} 起；最晚：{entry.due.latest}", f"依据：{entry.rule.source}（{sure}）"]
    return "\n".join([*words, entry.due.note] if entry.due.note else words)


def _plain(words: str) -> str:
    return "".join(c if c.isalnum() or c == "-" else "_" for c in words)


def _escaped(words: str) -> str:
    for mark in ("\\", ";", ","):
        words = words.replace(mark, "\\" + mark)
    return words.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Continued on the next line after so many bytes, never inside a character."""
    parts, used = [""], 0
    for character in line:
        size = len(character.encode())
        if used + size > _LINE_BYTES:
            parts.append("")
            used = 0
        parts[-1] += character
        used += size
    return "\r\n ".join(parts)
