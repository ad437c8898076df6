"""交叉统计: any register counted by rows and columns; every number opens its records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from exports import charts
from gui.figures.cross_choices import CrossChoices
from gui.figures.cross_records import CrossRecords
from gui.look import messages
from gui.look.chart import ChartView
from gui.look.marks import Words
from gui.look.theme import colours, role, theme
from gui.paper.handing_over import Paper, hand_over
from gui.shared.context import Context
from models import cross_table, kept_cross_tables
from models.cross_table import Answer, Question
from models.errors import UserError
from models.jobs import Progress

WIDEST_COLUMN = 230
OUTPUTS = (
    ("表格存为 Excel…", "table", ".xlsx", "Excel 工作簿"), ("表格存为 PDF…", "table", ".pdf", "PDF 文件"),
    ("图存为 PDF…", "chart", ".pdf", "PDF 文件"), ("图存为图片…", "chart", ".png", "PNG 图片"),
)


class CrossPage(QWidget):
    """Choose at the top, read the table or chart, click a number for its records."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.answer: Answer | None = None
        self._asked: Question | None = None
        self.choices = CrossChoices(context)
        self.kept = QComboBox()
        self.table, self.chart, self.middle = QTableWidget(), ChartView(), QStackedWidget()
        self.note, self.side = Words("", "caption"), CrossRecords(context)
        self._build()
        self._fill_kept()
        self.choices.changed.connect(self.renew)
        self._context.year_changed.connect(lambda _: self.renew())
        self._context.changes.changed.connect(self._changed)
        theme().changed.connect(self.renew)
        self.renew()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addLayout(self._bar())
        layout.addWidget(self.choices)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setAccessibleName("交叉统计表")
        self.table.verticalHeader().hide()
        self.table.currentCellChanged.connect(lambda row, column, *_: self._choose(row, column))
        self.table.cellActivated.connect(lambda *_: self.side.list_button.click())
        self.middle.addWidget(self.table)
        self.middle.addWidget(self.chart)
        left = QWidget()
        inner = QVBoxLayout(left)
        inner.setContentsMargins(0, 0, 0, 0)
        self.note.setWordWrap(True)
        inner.addWidget(self.middle, 1)
        inner.addWidget(self.note)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(self.side)
        split.setCollapsible(0, False)
        split.setStretchFactor(0, 1)
        split.setSizes([800, 250])
        layout.addWidget(split, 1)

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        title = QLabel("交叉统计")
        role(title, "title")
        bar.addWidget(title)
        self.kept.setAccessibleName("已保存的统计表")
        self.kept.setMinimumContentsLength(12)
        self.kept.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kept.activated.connect(self._open_kept)
        bar.addWidget(self.kept)
        keep = QPushButton("保存 ▾")
        self.keep_menu = _menu(keep, (("保存…", self.save), ("改名…", self.rename),
                                      ("删除…", self.remove)))
        bar.addWidget(keep)
        bar.addStretch(1)
        put = QPushButton("放入总结…")
        put.setToolTip("把现在的表或图放进工作总结的一节，数字随数据更新")
        put.clicked.connect(self.put_into_draft)
        copy = QPushButton("复制")
        copy.setToolTip("复制表格，可以粘贴到 Excel")
        copy.clicked.connect(self.copy)
        out = QPushButton("导出 ▾")
        _menu(out, tuple((text, self._exporter(what, suffix, kind))
                         for text, what, suffix, kind in OUTPUTS))
        for button in (put, copy, out):
            bar.addWidget(button)
        return bar

    def _fill_kept(self) -> None:
        chosen = self.kept.currentText()
        self.kept.clear()
        self.kept.addItem("已保存的统计表…", None)
        for saved in kept_cross_tables.kept():
            self.kept.addItem(str(saved.name), saved)
        self.kept.setCurrentIndex(max(self.kept.findText(chosen), 0))

    def question(self) -> Question:
        """What the boxes ask."""
        return self.choices.question()

    def _changed(self, *_: object) -> None:
        self._fill_kept()
        self.renew()

    def renew(self, *_: object) -> None:
        """Count beside the window; a later wish wins."""
        asked = self._asked = self.question()

        def read() -> Any:
            try:
                return asked, cross_table.ask(asked)
            except UserError as error:
                return asked, error

        self._context.worker.look_up(read, self._arrived)

    def _arrived(self, found: Any) -> None:
        asked, answer = found
        if asked != self._asked:
            return
        self.side.clear()
        if isinstance(answer, UserError) or not answer.cells:
            self.answer = None
            words = f"{answer.message}\n{answer.remedy}" if isinstance(answer, UserError) else (
                f"{answer.title}\n\n没有符合的记录。可以换一个年度，"
                "或把“统计期”改为“不分统计期”，看看登记表里有没有数据。")
            self.note.setText("")
            self.chart.show_chart(None, words)
            self.middle.setCurrentWidget(self.chart)
            return
        self.answer = answer
        from exports.cross_table import note_of

        self.note.setText(f"{answer.title}。{note_of(answer)}")
        self._show_table(answer)
        kind = self.choices.view
        self.middle.setCurrentWidget(self.chart if kind else self.table)
        if kind:
            try:
                self.chart.show_chart(charts.of_answer(answer, kind))
            except UserError as error:
                self.chart.show_chart(None, f"{error.message}\n{error.remedy}")

    def _show_table(self, answer: Answer) -> None:
        from exports.cross_table import cell_words

        table, labels, faint = self.table, len(answer.row_labels), QColor(colours().faint)
        table.clear()
        table.setRowCount(len(answer.rows))
        table.setColumnCount(labels + len(answer.columns))
        heads = [*answer.row_labels, *(column.words[-1] for column in answer.columns)]
        for at, word in enumerate(heads):
            item = QTableWidgetItem(word)
            item.setToolTip(word)
            table.setHorizontalHeaderItem(at, item)
        for at, row in enumerate(answer.rows):
            cells = [*row.words, *(cell_words(answer.cell(row, c)) for c in answer.columns)]
            for across, words in enumerate(cells):
                item = QTableWidgetItem(words)
                if across >= labels:
                    item.setTextAlignment(
                        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                    if words == "0":
                        item.setForeground(faint)
                else:
                    item.setToolTip(words)
                font = item.font()
                font.setBold(row.is_total or (across >= labels
                                              and answer.columns[across - labels].is_total))
                item.setFont(font)
                table.setItem(at, across, item)
        table.resizeColumnsToContents()
        for at in range(table.columnCount()):
            table.setColumnWidth(at, min(table.columnWidth(at) + 8, WIDEST_COLUMN))

    def _choose(self, row: int, column: int) -> None:
        answer = self.answer
        if answer is None or row < 0 or column < len(answer.row_labels):
            return
        across = answer.columns[column - len(answer.row_labels)]
        self.side.show_cell(answer, answer.rows[row], across)

    def _open_kept(self) -> None:
        saved = self.kept.currentData()
        if saved is None:
            return
        try:
            asked = kept_cross_tables.question_of(saved, self._context.year)
        except UserError as error:
            messages.show_error(self, error)
            return
        self.choices.show_question(asked, saved.view or "")
        self.renew()

    def _name(self) -> str:
        return str(self.kept.currentText()) if self.kept.currentData() is not None else ""

    def save(self) -> None:
        """Keep the question under a name."""
        from gui.figures.cross_to_draft import may_replace

        name, agreed = QInputDialog.getText(self, "保存统计表", "名称", text=self._name())
        if not agreed or not may_replace(self, self.question(), name):
            return
        if self._act(lambda: kept_cross_tables.keep(
                self.question(), name, view=self.choices.view)):
            self.kept.setCurrentIndex(max(self.kept.findText(name.strip()), 0))
            self._context.say(f"已保存统计表：{name.strip()}")

    def rename(self) -> None:
        """Another name for the saved table that is open."""
        saved = self._chosen_kept()
        if saved is None:
            return
        name, agreed = QInputDialog.getText(self, "统计表改名", "名称", text=str(saved.name))
        if agreed and self._act(lambda: kept_cross_tables.rename(saved, name)):
            self.kept.setCurrentIndex(max(self.kept.findText(name.strip()), 0))

    def remove(self) -> None:
        """Delete the saved table that is open; its places in drafts are said first."""
        saved = self._chosen_kept()
        if saved is None:
            return
        used = len(kept_cross_tables.exhibits_of(saved))
        details = f"它已放入总结 {used} 处，会一起移除。" if used else "登记表里的记录不受影响。"
        if messages.ask(self, f"删除统计表“{saved.name}”？", f"{details}可以撤销。", yes="删除",
                        danger=True):
            self._act(lambda: kept_cross_tables.remove(saved))

    def _chosen_kept(self) -> Any:
        saved = self.kept.currentData()
        if saved is None:
            messages.tell(self, "还没有选定已保存的统计表。", "请先在左边的“已保存的统计表…”里选一张。")
        return saved

    def _act(self, act: Any) -> bool:
        try:
            act()
        except UserError as error:
            messages.show_error(self, error)
            return False
        self._fill_kept()
        return True

    def put_into_draft(self) -> None:
        """Ask where to, then keep the table and put it there."""
        from gui.figures.cross_to_draft import CrossToDraft

        if self.answer is None:
            messages.tell(self, "现在没有数字可以放入总结。", "请先选一个有记录的年度和项目。")
            return
        name = self._name() or self.answer.title.split("年", 1)[-1].replace("：", "，")[:40]
        dialog = CrossToDraft(self.question(), year=self._context.year, name=name,
                              view=self.choices.view, parent=self)
        if dialog.exec():
            self._fill_kept()
            self.kept.setCurrentIndex(max(self.kept.findText(dialog.name.text().strip()), 0))
            self._context.say(f"已放入{dialog.draft.currentText()}“{dialog.section.currentText()}”")

    def copy(self) -> None:
        """The table for a spreadsheet."""
        if self.answer is not None:
            from exports.cross_table import to_tsv

            QGuiApplication.clipboard().setText(to_tsv(self.answer))
            self._context.say("已复制，可以粘贴到表格里。")

    def _exporter(self, what: str, suffix: str, kind: str) -> Any:
        return lambda: self.export(what, suffix, kind)

    def export(self, what: str, suffix: str, kind: str) -> None:
        """Write the table or the chart (bars where the table is shown) as a file."""
        answer, view = self.answer, self.choices.view or "bar"
        if answer is None:
            return
        name = answer.title[:60].replace("：", " ")
        path = messages.choose_save_path(
            self, "导出交叉统计", name=f"{name}{suffix}", kind=kind, suffix=suffix)
        if path is None:
            return

        def make(progress: Progress) -> list[Paper]:
            from exports import cross_table as out
            from exports.handing_over import About

            progress.step(0, 1, answer.title)
            makers = {
                ("table", ".xlsx"): lambda: out.to_workbook(answer),
                ("table", ".pdf"): lambda: out.to_pdf(answer),
                ("chart", ".pdf"): lambda: charts.to_pdf(charts.of_answer(answer, view)),
                ("chart", ".png"): lambda: charts.to_png(charts.of_answer(answer, view)),
            }
            return [Paper(path, makers[what, suffix](), About(f"交叉统计：{answer.title}"))]

        def done(paths: list[Path]) -> None:
            self._context.say(f"已导出：{paths[0]}")

        # A picture holds only counts and words; the guard reads text files.
        hand_over(self, self._context, "导出交叉统计", make=make, then=done,
                  guarded=suffix != ".png")


def _menu(button: QPushButton, entries: tuple[tuple[str, Any], ...]) -> QMenu:
    menu = QMenu(button)
    for text, act in entries:
        menu.addAction(text).triggered.connect(lambda _=False, act=act: act())
    button.setMenu(menu)
    return menu
