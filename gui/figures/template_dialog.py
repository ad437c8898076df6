"""按我的模板填: an authority's workbook as it looks; a cell is clicked and given a figure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from exports import template_fill, template_mapping, template_typed
from exports.template_look import looks
from exports.template_mapping import CellMapping, Labels, MappedCell
from exports.template_questions import Answer, Question
from exports.template_reading import Place, Template, TemplateSheet
from gui.figures.template_ask import AskBar
from gui.figures.template_grid import SHOWN_COLUMNS, SHOWN_ROWS, SheetView
from gui.figures.template_side import TemplateSide
from gui.figures.template_work import Cell, TemplateWork
from gui.look import messages
from gui.look.marks import CutWords
from gui.look.theme import role, theme
from gui.paper.handing_over import Paper, hand_over
from gui.shared.context import Context
from models.errors import UserError
from models.jobs import Progress


class TemplateDialog(QDialog):
    """One template. What is mapped stays in `work` until it is kept or filled."""

    def __init__(self, context: Context, template: Template, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._template, self._path = context, template, path
        self._year, self._looks = context.year, looks(template)
        self.work = TemplateWork(template, path.stem, context.year)
        self.setWindowTitle(f"按我的模板填：{path.name}（{self._year}年）")
        self.ask_bar, self.grid = AskBar(), SheetView(self._looks)
        self.tabs, self.side = QTabBar(), TemplateSide(self._year)
        self.said = CutWords("muted")
        self._build()
        self._take_kept()
        self.show_sheet()

    def _build(self) -> None:
        for sheet in self._template.sheets:
            if not sheet.is_hidden:
                self.tabs.addTab(sheet.name)
        self.tabs.setShape(QTabBar.Shape.RoundedSouth)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName("工作表")
        paper = QFrame()
        role(paper, "table")
        inside = QVBoxLayout(paper)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(self.grid, 1)
        inside.addWidget(self.tabs)
        whole = QSplitter()
        whole.addWidget(paper)
        whole.addWidget(self.side)
        whole.setStretchFactor(0, 1)
        whole.setChildrenCollapsible(False)
        self.side.setMinimumWidth(268)
        whole.setSizes([900, 310])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(8)
        layout.addWidget(self.ask_bar)
        layout.addWidget(whole, 1)
        layout.addLayout(self._bottom())
        room = self.screen().availableSize()
        self.resize(min(1280, room.width() - 24), min(700, room.height() - 40))
        self._connect()

    def _bottom(self) -> QHBoxLayout:
        bottom = QHBoxLayout()
        bottom.setContentsMargins(0, 0, 0, 0)
        bottom.addWidget(self.said, 1)
        self.import_button, self.export_button = QPushButton("取入对应…"), QPushButton("导出对应…")
        self.keep_button, self.fill_button = QPushButton("保存对应"), QPushButton("填好另存…")
        role(self.fill_button, "primary")
        for button, work in (
            (self.import_button, self.take_in), (self.export_button, self.export),
            (self.keep_button, self.keep), (self.fill_button, self.fill),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(work)
            bottom.addWidget(button)
        return bottom

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self.show_sheet)
        self.grid.currentCellChanged.connect(self._show_cell)
        side = self.side
        side.picked.connect(self.choose)
        side.dropped.connect(lambda down: self._drop(down=down))
        side.cleared.connect(self.clear)
        side.typed.connect(self.type_here)
        side.changed.connect(self.change_settings)
        side.opened.connect(self.open_records)
        self.ask_bar.answered.connect(self._answered)
        self.ask_bar.shown.connect(self._show_question)
        theme().changed.connect(self.grid.viewport().update)
        QShortcut(QKeySequence(Qt.Key.Key_Delete), self.grid, self.clear)

    # ---- what was mapped before ----

    def _take_kept(self) -> None:
        """What was mapped for this form before, found again in this layout."""
        if (kept := self.work.kept()) is not None:
            self._apply(kept[0], f"沿用 {kept[1]} 年的对应")
            self.work.settle()

    def _apply(self, mapping: CellMapping, where: str) -> None:
        try:
            applied, asked = self.work.apply(mapping)
        except UserError as error:
            messages.show_error(self, error)
            self.work.cells = {}
            return
        words = [f"{where}：{len(applied.cells)} 格已找到"]
        words += [f"工作表“{old}”今年叫“{new}”" for old, new in applied.renamed.items()]
        words += [f"{len(asked)} 处要您定"] if asked else []
        self.said.set_words("；".join(words))
        self.ask_bar.ask(asked)

    def _show_question(self, question: Question) -> None:
        """Bring the cells in question into sight."""
        self.work.asked = set(question.places)
        if question.places:
            self.go_to(*question.places[0])
        self.show_sheet()

    def _answered(self, answer: Answer) -> None:
        self.work.asked = set()
        self._map(answer.cells)
        self.ask_bar.ask(self.work.asked_again(self.ask_bar.waiting))

    def go_to(self, sheet: str, place: Place) -> None:
        """Show a cell."""
        names = [self.tabs.tabText(at) for at in range(self.tabs.count())]
        if sheet in names:
            self.tabs.setCurrentIndex(names.index(sheet))
            self.grid.setCurrentCell(place.row - 1, place.column - 1)

    # ---- the sheet ----

    def sheet(self) -> TemplateSheet:
        """The sheet that is shown."""
        return self._template.sheet(self.tabs.tabText(self.tabs.currentIndex()))

    def show_sheet(self, *_: object) -> None:
        """Draw the chosen sheet with what is mapped now."""
        sheet = self.sheet()
        self.grid.show_sheet(sheet, self.work.marks(sheet, self._looks))
        self._show_cell()
        far = sheet.size[0] > SHOWN_ROWS or sheet.size[1] > SHOWN_COLUMNS
        if far:
            self.said.set_words(f"只显示前 {SHOWN_ROWS} 行、{SHOWN_COLUMNS} 列")

    def _show_cell(self, *_: object) -> None:
        place, sheet = self.grid.place(), self.sheet()
        if place is None:
            return
        said = self.work.said(sheet, place)
        records = 0 if said.figure is None else len(said.figure.record_ids())
        self.side.show_cell(
            f"{sheet.name} {place}", said.about, self.work.cells.get((sheet.name, place)),
            records=records, typed=said.typed)

    def open_records(self) -> None:
        """The records behind the chosen cell, in the window behind."""
        place = self.grid.place()
        figure = self.work.said(self.sheet(), place).figure if place is not None else None
        if figure is not None:
            title = f"{figure.label}（{figure.period.label}）"
            self._context.open_list(figure.indicator.entity, figure.record_ids(), title)

    # ---- choosing ----

    def _may_fill(self, place: Place) -> bool:
        cell, sheet = self.sheet().at(place), self.sheet()
        if cell.formula is not None:
            messages.tell(self, f"{place} 是公式，不填数。", "请选它所引用的单元格，合计会跟着算出。")
            return False
        words = Labels(sheet).label(place)
        return not words or (sheet.name, place) in self.work.cells or messages.ask(
            self, f"{place} 里写着“{words[:20]}”。", "填数会替换这些字。", yes="替换", danger=True)

    def _start(self) -> MappedCell | None:
        place = self.grid.place()
        if self.side.indicator() is None or place is None:
            messages.tell(self, "请先点一个单元格，再选一个数字。")
            return None
        if not self._may_fill(place):
            return None
        try:
            cell = self.side.start(self.sheet().name, place)
        except UserError as error:
            messages.show_error(self, error)
            return None
        if cell is None:
            return None
        return template_mapping.suited(self._template, cell, self.side.indicator().unit)

    def choose(self) -> None:
        """The chosen figure for the chosen cell; its value is seen at once."""
        if (start := self._start()) is not None:
            self._map([start])

    def _map(self, cells: Sequence[MappedCell]) -> None:
        for cell in cells:
            self.work.cells[cell.sheet, cell.place] = cell
        self.work.compute()
        self.show_sheet()

    def _drop(self, *, down: bool) -> None:
        """One slice for each row name below, or for each column name to the right."""
        if not (key := self.side.slices.currentData()):
            messages.tell(self, "请先在“拆分”里选按什么拆分。", "例如按国别：每行按行名取一个国家。")
            return
        self.side.parts.setCurrentIndex(0)
        if (start := self._start()) is None:
            return
        run = template_fill.run_of_slices(
            self._template, start, key, year=self._year, down=down)
        self._map(run.cells)
        left = f"；认不出：{'、'.join(run.unmatched[:8])}" if run.unmatched else ""
        self.said.set_words(f"对应了 {len(run.cells)} 格{left}")

    def drop_down(self) -> None:
        """One slice for each row name below."""
        self._drop(down=True)

    def drop_right(self) -> None:
        """One slice for each column name to the right."""
        self._drop(down=False)

    def _chosen(self) -> list[Cell]:
        name = self.sheet().name
        return [(name, p) for p in self.grid.places() if (name, p) in self.work.cells]

    def change_settings(self) -> None:
        """Period, year, unit and decimals for every chosen cell that has a figure."""
        chosen = [key for key in self._chosen() if self.work.cells[key].figure]
        self._map([self.side.with_settings(self.work.cells[key]) for key in chosen])

    def clear(self) -> None:
        """Take the figures off the chosen cells."""
        for key in self._chosen():
            del self.work.cells[key]
        self._map([])

    def type_here(self, text: str) -> None:
        """A value that nobody can compute, kept for this year under the words of its cell."""
        place, sheet = self.grid.place(), self.sheet()
        if place is None or not self._may_fill(place):
            return
        cell = self.work.typed_cell(sheet.name, place)
        try:
            template_typed.keep(cell, self._year, text, on=date.today())
        except UserError as error:
            messages.show_error(self, error)
            return
        self._map([cell])
        self.said.set_words(f"{place} 的手填数已保存，明年这一格仍会问您")

    # ---- keeping and filling ----

    def keep(self) -> None:
        """Remember the mapping for next year."""
        count = self.work.keep()
        self.said.set_words(f"已保存 {count} 格的对应，明年打开同一张表会自动找到")

    def export(self) -> None:
        """The mapping as a file, for a colleague or the command line."""
        path = messages.choose_save_path(
            self, "导出对应", name=f"{self._path.stem} 对应.json", kind="对应关系", suffix=".json")
        if path is None:
            return
        from exports.handing_over import About

        content = template_mapping.to_json(self.work.mapping()).encode()
        paper = Paper(path, content, About(f"模板对应 {self._path.name}"))
        hand_over(self, self._context, "导出对应", make=lambda _: [paper],
                  then=lambda _: self.said.set_words(f"已导出：{path}"))

    def take_in(self) -> None:
        """A mapping from a file, applied to this layout as a kept one is."""
        from models.intake import limits

        chosen = messages.file_dialog(self, "取入对应", filters="对应关系 (*.json)")
        if not chosen:
            return
        try:
            words = limits.read_bytes(chosen[0]).decode("utf-8-sig", "replace")
            mapping = template_mapping.from_json(words, chosen[0].name)
        except UserError as error:
            messages.show_error(self, error)
            return
        self._apply(mapping, f"取自“{chosen[0].name}”")
        self.show_sheet()

    def fill(self) -> None:
        """Write the filled copy, whole or not at all, and say what the loss check found."""
        if not self.work.cells:
            messages.show_error(self, UserError("还没有对应任何单元格。", "请先点单元格，再选数字。"))
            return
        suffix = self._path.suffix
        path = messages.choose_save_path(
            self, "填好另存", name=f"{self._path.stem} 已填{suffix}", kind="Excel 工作簿",
            suffix=suffix)
        if path is None:
            return
        self.keep()
        mapping, year = self.work.mapping(), self._year
        said: list[str] = []

        def make(progress: Progress) -> list[Paper]:
            progress.step(0, 1, path.name)
            template_fill.check_target(self._path, path)
            filled = template_fill.fill_template(self._template, mapping, year)
            said[:] = [filled.proof(), *filled.notices()]
            about = template_fill.about(self._path)
            return [Paper(path, filled.patched.content, about, filled.allowed)]

        hand_over(self, self._context, "填写模板", make=make,
                  then=lambda _: self.said.set_words("；".join(said)))

    def reject(self) -> None:
        """Closing asks about a mapping that is not kept yet."""
        if self.work.is_changed and messages.ask(
            self, "这次的对应还没有保存。", "保存后，明年打开同一张表会自动找到。", yes="保存", no="不保存"
        ):
            self.keep()
        super().reject()


def open_template(parent: QWidget, context: Context) -> TemplateDialog | None:
    """Ask for the workbook and open it; a refusal is said."""
    from exports.template_reading import read_template
    from models.intake import limits

    chosen = messages.file_dialog(
        parent, "选择上级的模板", filters="电子表格 (*.xlsx *.xlsm *.xls *.et *.ett *.ods)")
    if not chosen:
        return None
    path = Path(chosen[0])
    try:
        dialog = TemplateDialog(context, read_template(limits.read_bytes(path), path.name), path,
                                parent)
    except UserError as error:
        messages.show_error(parent, error)
        return None
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()  # not modal: a number opens its records in the window behind
    return dialog
