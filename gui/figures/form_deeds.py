"""What may be done on the forms page beside the numbers: the manual, filling what lacks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from gui.look import messages
from gui.paper.handing_over import Paper, hand_over
from gui.shared.context import Context
from models.errors import UserError
from models.jobs import Progress


@dataclass(frozen=True)
class Deed:
    """A button that only some forms have: its words, what it says on pointing, what it opens."""

    words: str
    tip: str
    open: Callable[[QWidget, Context, str], None]


def _days(parent: QWidget, context: Context, _: str) -> None:
    from gui.figures.daily_dialog import DailyDialog

    DailyDialog(context, parent).exec()


def _quarter(parent: QWidget, context: Context, code: str) -> None:
    from gui.figures.quarter_dialog import QuarterDialog

    QuarterDialog(context, parent, number=int(code[-1]) if "-" in code else 0).exec()


_DEEDS = {
    "F24": Deed("补齐日报…", "看哪些天缺日报，由名册提出当日人数，核对后逐日或成段确认", _days),
    "F23": Deed("带出上季进展…", "没有填报的任务，由上季内容带出建议稿，核对后确认", _quarter),
}
"""By the form's code, that of its quarters included."""


def show_deed(button: QPushButton, code: str) -> None:
    """The button as the chosen form needs it; hidden where it has none."""
    deed = _DEEDS.get(code.partition("-")[0])
    button.setVisible(deed is not None)
    if deed is not None:
        button.setText(deed.words)
        button.setToolTip(deed.tip)


def open_deed(parent: QWidget, context: Context, code: str) -> None:
    """What the button opens."""
    deed = _DEEDS.get(code.partition("-")[0])
    if deed is not None:
        deed.open(parent, context, code)


def save_manual(parent: QWidget, context: Context) -> None:
    """指标口径手册 of the year as Word, PDF or workbook, by the suffix she gives it."""
    from exports.definition_manual import TITLE

    year = context.year
    found = messages.file_dialog(
        parent, "保存口径手册", mode="save", name=f"{TITLE}（{year}年度）.docx",
        filters="Word 文档 (*.docx);;PDF 文件 (*.pdf);;Excel 工作簿 (*.xlsx)")
    if not found:
        return
    path = found[0] if found[0].suffix else Path(f"{found[0]}.docx")
    try:
        from exports.definition_papers import suffix_of

        suffix_of(path)
    except UserError as error:
        messages.show_error(parent, error)
        return

    def make(progress: Progress) -> list[Paper]:
        from exports.definition_manual import assemble
        from exports.definition_papers import made
        from exports.handing_over import About

        manual = assemble(year, progress=progress)
        return [Paper(path, made(manual, path.suffix), About(f"{TITLE}（{year}年度）"))]

    hand_over(parent, context, "保存口径手册", make=make,
              then=lambda paths: context.say(f"已保存：{paths[0]}"))
