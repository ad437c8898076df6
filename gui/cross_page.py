"""交叉统计: any register counted by rows and columns; every number opens its records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from exports import charts
from gui import messages
from gui.chart import ChartView
from gui.context import Context
from gui.handing_over import Paper, hand_over
from gui.marks import Words
from gui.theme import role
from models import cross_table
from models.cross_axes import axes_of
from models.cross_table import Answer, Question
from models.entities import ENTITIES
from models.errors import UserError
from models.jobs import Progress

REGISTERS = ("人员", "往来", "合作", "年度")
MOST_TITLES = 300
NONE = "（无）"


class CrossPage(QWidget):
    """Choose at the top, read the table or chart, click a number for its records."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.answer: Answer | None = None
        self._asked: Question | None = None
        self._ids: tuple[int, ...] = ()
        self.boxes = {name: QComboBox() for name in (
            "kept", "register", "period", "year", "first", "second", "across", "measure", "view")}
        self.table, self.chart, self.middle = QTableWidget(), ChartView(), QStackedWidget()
        self.note, self.head = Words("", "caption"), Words("", "heading")
        self.records = QListWidget()
        self.open_button = QPushButton("打开列表")
        self._build()
        self._fill()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addLayout(self._bar())
        layout.addLayout(self._choices())
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setAccessibleName("交叉统计表")
        self.table.verticalHeader().hide()
        self.table.currentCellChanged.connect(lambda row, column, *_: self._choose(row, column))
        self.middle.addWidget(self.table)
        self.middle.addWidget(self.chart)
        left = QWidget()
        inner = QVBoxLayout(left)
        inner.setContentsMargins(0, 0, 0, 0)
        self.note.setWordWrap(True)
        inner.addWidget(self.middle, 1)
        inner.addWidget(self.note)
        side = QWidget()
        beside = QVBoxLayout(side)
        beside.setContentsMargins(10, 0, 0, 0)
        self.head.setWordWrap(True)
        self.records.setAccessibleName("数字背后的记录")
        self.records.itemActivated.connect(self._open)
        self.open_button.clicked.connect(self._open_list)
        for widget in (self.head, self.records, self.open_button):
            beside.addWidget(widget)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(side)
        split.setStretchFactor(0, 1)
        split.setSizes([800, 250])
        layout.addWidget(split, 1)

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        title = QLabel("交叉统计")
        role(title, "title")
        bar.addWidget(title)
        bar.addWidget(self.boxes["kept"])
        bar.addStretch(1)
        for text, action in (("保存…", self.save), ("复制", self.copy), ("导出 PDF…", self.print),
                             ("导出图片…", self.export_picture), ("导出 Excel…", self.export)):
            button = QPushButton(text)
            button.clicked.connect(action)
            bar.addWidget(button)
        self.boxes["kept"].setAccessibleName("已保存的统计表")
        self.boxes["kept"].activated.connect(self._open_kept)
        return bar

    def _choices(self) -> QGridLayout:
        grid = QGridLayout()
        labels = (("register", "登记表"), ("period", "统计期按"), ("year", "年度"), ("view", "显示"),
                  ("first", "行"), ("second", "行（第二层）"), ("across", "列"), ("measure", "计量"))
        for at, (name, label) in enumerate(labels):
            box = self.boxes[name]
            box.setAccessibleName(label)
            box.setMinimumContentsLength(8)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            grid.addWidget(QLabel(label), at // 4, at % 4 * 2)
            grid.addWidget(box, at // 4, at % 4 * 2 + 1)
            grid.setColumnStretch(at % 4 * 2 + 1, 1)
            box.activated.connect(self._register_chosen if name == "register" else self.renew)
        return grid

    def _fill(self) -> None:
        for entity in ENTITIES:
            owner = entity.owner_link()
            group = owner.rel_model.group if owner is not None else entity.group
            if group in REGISTERS and not entity.is_settings and axes_of(entity):
                self.boxes["register"].addItem(entity.label, entity)
        self.boxes["view"].addItem("表格", "")
        for key, label in charts.KINDS:
            self.boxes["view"].addItem(label, key)
        self._fill_kept()
        self._context.year_changed.connect(lambda _: self._renew_year())
        self._context.changes.changed.connect(self.renew)
        self._register_chosen()

    def _fill_kept(self) -> None:
        box = self.boxes["kept"]
        box.clear()
        box.addItem("已保存的统计表…", None)
        for saved in cross_table.kept():
            box.addItem(str(saved.name), saved)

    def _renew_year(self) -> None:
        self.boxes["year"].setItemText(0, f"{self._context.year}年")
        self.renew()

    def _register_chosen(self) -> None:
        entity = self.boxes["register"].currentData()
        axes = axes_of(entity)
        for name in ("first", "second", "across"):
            self.boxes[name].clear()
            if name != "first":
                self.boxes[name].addItem(NONE, "")
            for axis in axes.values():
                self.boxes[name].addItem(axis.label, axis.key)
        for name, choices in (("period", cross_table.periods_of(entity)),
                              ("measure", cross_table.measures_of(entity))):
            self.boxes[name].clear()
            for choice in choices:
                self.boxes[name].addItem(choice.label, choice.key)
        if not self.boxes["period"].count():
            self.boxes["period"].addItem(NONE, "")
        if not self.boxes["year"].count():
            self.boxes["year"].addItem(f"{self._context.year}年", True)
            self.boxes["year"].addItem("全部年份", False)
        self.renew()

    def question(self) -> Question:
        """What the boxes ask."""
        data = {name: box.currentData() for name, box in self.boxes.items()}
        rows = tuple(key for key in dict.fromkeys((data["first"], data["second"])) if key)
        year = self._context.year if data["year"] else None
        return Question(data["register"], rows, data["across"] or "", data["measure"],
                        data["period"] or "", year)

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
        self._ids = ()
        self.head.setText("点一个数字，这里列出它的记录。")
        self.records.clear()
        self.open_button.setEnabled(False)
        if isinstance(answer, UserError):
            self.answer = None
            self.chart.show_chart(None, str(answer))
            self.middle.setCurrentWidget(self.chart)
            return
        self.answer = answer
        from exports.cross_table import note_of

        self.note.setText(f"{answer.title}。{note_of(answer)}")
        self._show_table(answer)
        kind = self.boxes["view"].currentData()
        self.middle.setCurrentWidget(self.chart if kind else self.table)
        if kind:
            try:
                self.chart.show_chart(charts.of_answer(answer, kind))
            except UserError as error:
                self.chart.show_chart(None, str(error))

    def _show_table(self, answer: Answer) -> None:
        from exports.cross_table import shown

        head, *rows = answer.grid()
        table, labels = self.table, len(answer.row_labels)
        table.clear()
        table.setRowCount(len(rows))
        table.setColumnCount(len(head))
        table.setHorizontalHeaderLabels([str(word) for word in head])
        for at, row in enumerate(rows):
            for across, value in enumerate(row):
                item = QTableWidgetItem(shown(value))
                if across >= labels:
                    item.setTextAlignment(
                        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                font = item.font()
                font.setBold(answer.rows[at].is_total or across == len(head) - 1)
                item.setFont(font)
                table.setItem(at, across, item)
        table.resizeColumnsToContents()

    def _choose(self, row: int, column: int) -> None:
        answer = self.answer
        if answer is None or row < 0 or column < len(answer.row_labels):
            return
        head, side = answer.rows[row], answer.columns[column - len(answer.row_labels)]
        cell = answer.cell(head, side)
        self._ids = cell.ids
        entity: Any = answer.question.entity
        words = " · ".join(w for w in (*head.words, *side.words) if w)
        from exports.cross_table import shown

        self.head.setText(f"{words}：{shown(cell.value)}{answer.unit}（{len(cell.ids):,} 条记录）")
        self.records.clear()
        for record in entity.select().where(entity.id.in_(cell.ids[:MOST_TITLES])):
            item = QListWidgetItem(str(record))
            item.setData(Qt.ItemDataRole.UserRole, record.id)
            self.records.addItem(item)
        self.open_button.setEnabled(bool(cell.ids))

    def _owners(self, ids: tuple[int, ...]) -> tuple[Any, list[int]]:
        assert self.answer is not None
        entity: Any = self.answer.question.entity
        if (link := entity.owner_link()) is None:
            return entity, list(ids)
        rows = entity.select(link).where(entity.id.in_(ids)).tuples()
        return link.rel_model, sorted({row[0] for row in rows if row[0]})

    def _open(self, item: QListWidgetItem) -> None:
        entity, ids = self._owners((item.data(Qt.ItemDataRole.UserRole),))
        if ids:
            self._context.open_record(entity, ids[0])

    def _open_list(self) -> None:
        entity, ids = self._owners(self._ids)
        self._context.open_list(entity, ids, self.head.text())

    def _open_kept(self) -> None:
        saved = self.boxes["kept"].currentData()
        if saved is None:
            return
        try:
            asked = cross_table.question_of(saved, self._context.year)
        except UserError as error:
            messages.show_error(self, error)
            return
        self._set("register", asked.entity)
        self._register_chosen()
        second = asked.rows[1] if len(asked.rows) > 1 else ""
        for name, key in (("first", asked.rows[0]), ("second", second), ("across", asked.across),
                          ("measure", asked.measure), ("period", asked.period_key),
                          ("view", saved.view or "")):
            self._set(name, key)
        self.renew()

    def _set(self, name: str, wanted: Any) -> None:
        box = self.boxes[name]
        places = [at for at in range(box.count()) if box.itemData(at) == wanted]
        box.setCurrentIndex(places[0] if places else 0)

    def save(self) -> None:
        """Keep the question under a name."""
        name, agreed = QInputDialog.getText(self, "保存统计表", "名称")
        if agreed:
            try:
                cross_table.keep(self.question(), name, view=self.boxes["view"].currentData())
            except UserError as error:
                messages.show_error(self, error)
                return
            self._fill_kept()
            self._context.say(f"已保存统计表：{name}")

    def copy(self) -> None:
        """The table for a spreadsheet."""
        if self.answer is not None:
            from exports.cross_table import to_tsv

            QGuiApplication.clipboard().setText(to_tsv(self.answer))
            self._context.say("已复制，可以粘贴到表格里。")

    def export(self) -> None:
        """The table as a workbook."""
        self._hand_over("Excel 工作簿", ".xlsx")

    def print(self) -> None:
        """The table on A4."""
        self._hand_over("PDF 文件", ".pdf")

    def export_picture(self) -> None:
        """The chart as a picture for Word."""
        self._hand_over("PNG 图片", ".png")

    def _hand_over(self, kind: str, suffix: str) -> None:
        answer, view = self.answer, self.boxes["view"].currentData() or "bar"
        if answer is None:
            return
        path = messages.choose_save_path(
            self, "导出交叉统计", name=f"{answer.title[:60]}{suffix}".replace("：", " "), kind=kind,
            suffix=suffix,
        )
        if path is None:
            return

        def make(progress: Progress) -> list[Paper]:
            from exports import cross_table as out
            from exports.handing_over import About

            progress.step(0, 1, answer.title)
            makers = {".xlsx": lambda: out.to_workbook(answer), ".pdf": lambda: out.to_pdf(answer),
                      ".png": lambda: charts.to_png(charts.of_answer(answer, view))}
            return [Paper(path, makers[suffix](), About(f"交叉统计：{answer.title}"))]

        def done(paths: list[Path]) -> None:
            self._context.say(f"已导出：{paths[0]}")

        # A picture holds only counts and words; the guard reads text files.
        hand_over(self, self._context, "导出交叉统计", make=make, then=done,
                  guarded=suffix != ".png")
