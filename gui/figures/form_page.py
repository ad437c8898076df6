"""统计报表: the annual forms, alive: choose a number and see its definition and its records."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from exports.forms import FORMS
from exports.forms.base import FilledCell, FilledForm
from gui.figures.check_list import CheckList
from gui.figures.figure_side import FigureSide
from gui.figures.filing_bar import FilingBar, FilingDialog
from gui.figures.form_deeds import open_deed, save_manual, show_deed
from gui.figures.form_paper import FormPaper
from gui.figures.form_reading import Reading, read_form
from gui.figures.notes_dialog import NotesDialog
from gui.figures.old_years_dialog import OldYearsDialog
from gui.look import messages
from gui.look.marks import Words
from gui.look.theme import role, theme
from gui.paper.handing_over import Paper, hand_over
from gui.shared.context import Context
from gui.shared.progress import run_with_progress
from models.jobs import Progress
from models.privacy import BORN

NARROW, SHORT = 980, 560
"""Below this size (150 % on a 1366×768 screen) the paper gets the room of what can wait."""

RENEW_MS = 400
"""Changes that arrive together renew the form once."""


class FormPage(QWidget):
    """One form of FORMS for the chosen year, drawn as it prints."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._form = FORMS[0]
        self._filled: FilledForm | None = None
        self._read: Reading | None = None
        self.forms = QListWidget()
        self.paper = FormPaper()
        self.side = FigureSide(context)
        self.panel, self.typed = self.side.panel, self.side.typed
        self.checks = CheckList()
        self.filing = FilingBar(context)
        self.title = Words("", "heading")
        self.subtitle = Words("", "muted")
        self.note = Words("", "caption")
        self.renew_timer = QTimer(self, singleShot=True, interval=RENEW_MS)
        self._build()
        self._connect()
        self.forms.setCurrentRow(0)

    def _build(self) -> None:
        self.forms.setAccessibleName("报表清单")
        self.forms.setMinimumWidth(150)
        self.forms.setSpacing(3)
        self.forms.setWordWrap(True)
        for form in FORMS:
            item = QListWidgetItem(f"{form.code}  {short_title(form, self._context.year)}")
            item.setToolTip("")
            self.forms.addItem(item)
        card = QFrame()
        role(card, "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(14, 12, 14, 10)
        inner.setSpacing(6)
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title.setWordWrap(True)
        self.subtitle.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.subtitle.setWordWrap(True)
        self.note.setWordWrap(True)
        for widget in (self.title, self.subtitle):
            inner.addWidget(widget)
        inner.addWidget(self.paper, 1)
        inner.addWidget(self.note)
        inner.addWidget(self.filing)
        middle = self.middle = QSplitter(Qt.Orientation.Vertical)
        middle.addWidget(card)
        middle.addWidget(self.checks)
        middle.setStretchFactor(0, 1)
        middle.setSizes([520, 110])
        whole = QSplitter(Qt.Orientation.Horizontal)
        side_card = QFrame()
        role(side_card, "card")
        side_layout = QVBoxLayout(side_card)
        side_layout.setContentsMargins(0, 0, 0, 0)
        side_layout.addWidget(self.side)
        for widget in (self.forms, middle, side_card):
            whole.addWidget(widget)
        whole.setStretchFactor(1, 1)
        whole.setSizes([168, 712, 290])
        side_card.setMinimumWidth(220)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        layout.addLayout(self._bar())
        layout.addWidget(whole, 1)

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        heading = self.heading = QLabel("统计报表")
        role(heading, "title")
        self.chooser = QComboBox()
        self.chooser.setAccessibleName("报表")
        self.chooser.setMinimumWidth(180)
        self.chooser.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.chooser.setMinimumContentsLength(10)
        self.chooser.addItems([self.forms.item(i).text() for i in range(self.forms.count())])
        self.chooser.hide()
        self.state = Words("", "muted")
        self.state.setWordWrap(True)
        self.export_button = QPushButton("导出 Excel")
        self.export_button.setShortcut("Ctrl+E")
        role(self.export_button, "primary")
        self.last_year_button = QPushButton("上年对照")
        self.last_year_button.setCheckable(True)
        self.last_year_button.setToolTip("每格下面写上年的数：先取报送数，再取记录，再取往年数")
        self.notes_button = QPushButton("变动说明…")
        self.file_button = QPushButton("报送存档…")
        self.deed_button = QPushButton()
        self.deed_button.hide()
        self.more_button = QToolButton()
        self.more_button.setText("更多")
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more_button.setMenu(self._more())
        bar.addWidget(heading)
        bar.addWidget(self.chooser)
        bar.addSpacing(12)
        bar.addWidget(self.state, 1)
        for button in (self.last_year_button, self.notes_button):
            role(button, "flat")
            bar.addWidget(button)
        for widget in (self.deed_button, self.more_button, self.file_button, self.export_button):
            bar.addWidget(widget)
        return bar

    def _more(self) -> QMenu:
        """What is wanted now and then; every entry says what it does."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for words, tip, act in (
            ("按我的模板填…", "打开上级发来的 .xlsx，点单元格选数字，其余原样不动", self.fill_template),
            ("往年数…", "没有记录的年份，录入旧表上的数", self.type_old_years),
            ("导出佐证材料…", "每个数字背后的明细和扫描件，放进一个文件夹", self.export_evidence),
            ("保存口径手册…", "每个指标怎么数、哪些表用它，存为 Word、PDF 或 Excel", self.save_manual),
            ("导出年终整套…", "全部报表、工作总结与口径说明，放进一个文件夹", self.export_all),
        ):
            action = menu.addAction(words)
            action.setToolTip(tip)
            action.triggered.connect(lambda _=False, act=act: act())
        return menu

    def _connect(self) -> None:
        self.forms.currentRowChanged.connect(self._choose_form)
        self.chooser.activated.connect(self.forms.setCurrentRow)
        self.forms.currentRowChanged.connect(self.chooser.setCurrentIndex)
        self.paper.chosen.connect(self._show_cell)
        self.paper.opened.connect(self._open_cell)
        self.export_button.clicked.connect(self.export)
        self.file_button.clicked.connect(self.file)
        self.deed_button.clicked.connect(self.open_deed)
        self.last_year_button.toggled.connect(self._redraw)
        self.notes_button.clicked.connect(self.write_notes)
        self.renew_timer.timeout.connect(self.renew)
        self._context.year_changed.connect(self._renew_soon)
        self._context.changes.changed.connect(self._renew_soon)
        theme().changed.connect(self._redraw)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a small window the list of forms becomes a chooser and the notes stand back."""
        super().resizeEvent(event)
        is_narrow, is_short = self.width() < NARROW, self.height() < SHORT
        self.forms.setVisible(not is_narrow)
        self.chooser.setVisible(is_narrow)
        self.heading.setVisible(not is_narrow)
        for words in (self.subtitle, self.note):
            words.setVisible(not is_short)
        self.checks.setMinimumHeight(40 if is_short else 64)
        if is_short:
            self.middle.setSizes([self.middle.height() - 46, 46])

    def show_form(self, code: str) -> None:
        """Go to a form by its 表号; LookupError when there is none."""
        codes = [form.code for form in FORMS]
        if code not in codes:
            raise LookupError(code)
        self.forms.setCurrentRow(codes.index(code))

    def _choose_form(self, row: int) -> None:
        self._form = FORMS[row]
        show_deed(self.deed_button, self._form.code)
        self.side.clear()
        self.renew()

    def _renew_soon(self, _: object) -> None:
        self.renew_timer.start()

    def renew(self) -> None:
        """Compute the form again beside the window."""
        form, year = self._form, self._context.year
        self.state.setText("正在计算…")

        self._context.worker.look_up(lambda: read_form(form, year), self._arrived)

    def _arrived(self, result: Reading) -> None:
        filled, checks = result.filled, result.checks
        if filled.form is not self._form or filled.year != self._context.year:
            return
        self._filled, self._read = filled, result
        self.title.setText(filled.title)
        terms = filled.terms
        self.subtitle.setText(
            f"统计期：{filled.period.kind}（{filled.period.label}）　单位：{terms.units}　报送：{terms.requirer}"
        )
        self.note.setText("　".join(
            [f"{cell.row_label}：{cell.show()}" for cell in filled.notes]
            + [f"期限：{terms.due}", f"版式与口径可信度：{terms.certainty}"]
        ))
        self._redraw()
        bare = result.bare()
        self.notes_button.setText(f"变动说明（缺 {bare}）…" if bare else "变动说明…")
        self.notes_button.setEnabled(bool(result.jumps))
        self.checks.show_results(checks)
        self.filing.show_state(result.filing)
        wrong = sum(not c.ok and c.level == "错" for c in checks)
        missing = len(filled.missing())
        words = [f"缺 {missing} 格" if missing else "", f"{wrong} 项勾稽不符" if wrong else ""]
        self.state.setText("！" + "，".join(w for w in words if w) if any(words) else "✓ 勾稽全部相符，可以报送")

    def _redraw(self, *_: object) -> None:
        read = self._read
        if read is None:
            return
        shown = self.last_year_button.isChecked()
        self.paper.show_form(
            read.filled, read.beside if shown else replace(read.beside, last_year={}))

    def write_notes(self) -> None:
        """The cells that changed much, each with its note."""
        if self._read is not None:
            NotesDialog(self._read.filled, self._read.jumps, self).exec()

    def type_old_years(self) -> None:
        """Numbers of years without records, from old forms."""
        if self._filled is not None:
            OldYearsDialog(self._filled, self).exec()

    def _show_cell(self, cell: FilledCell | None) -> None:
        if cell is not None and self._filled is not None:
            self.side.show_cell(self._filled, cell)

    def _open_cell(self, cell: FilledCell) -> None:
        """Enter or double click on a number: straight to typing or to its records."""
        if cell.typed is not None:
            self.typed.begin()
        elif cell.figure is not None:
            self.panel.list.setFocus()

    def export(self) -> None:
        """Save the form as a workbook."""
        filled = self._filled
        if filled is None:
            return
        path = messages.choose_save_path(
            self, "导出报表", name=f"{filled.code} {filled.title}.xlsx", kind="Excel 工作簿",
            suffix=".xlsx",
        )
        if path is None:
            return

        def make(progress: Progress) -> list[Paper]:
            from exports.forms.workbook import to_workbook
            from exports.handing_over import About

            progress.step(0, 1, filled.title)
            about = About(f"{filled.code} {filled.title}", "上报", masked=True)
            return [Paper(path, to_workbook(filled), about, frozenset({BORN}))]

        hand_over(
            self, self._context, "导出报表", make=make, then=lambda paths: self._exported(paths[0])
        )

    def file(self) -> None:
        """Freeze the form as it stands: 报送存档."""
        filled = self._filled
        if filled is None:
            return
        wrong = [c for c in filled.checks() if not c.ok and c.level == "错"]
        if wrong and not filled.missing() and not messages.ask(
            self, f"还有 {len(wrong)} 项勾稽不符，仍要报送存档吗？",
            "；".join(f"{c.label}：{c.detail}" for c in wrong[:3]), yes="仍要存档", danger=True,
        ):
            return
        dialog = FilingDialog(filled, self.filing.state, self)
        if not filled.missing() and not dialog.exec():
            return
        receiver, reason, day = dialog.receiver.text(), dialog.reason.text(), dialog.filed_on()

        def work(progress: Progress) -> Any:
            from exports.filing import submit_form

            progress.step(0, 1, filled.title)
            return submit_form(filled, receiver, reason, filed_on=day)

        run_with_progress(self, self._context.worker, "报送存档", work, then=self._filed)

    def _filed(self, filing: Any) -> None:
        self._context.say(f"已存档：{filing}")

    def export_evidence(self) -> None:
        """Save the lists and scans behind the form's numbers."""
        from gui.figures.evidence import export_evidence

        export_evidence(self, self._context, self._filled)

    def save_manual(self) -> None:
        """指标口径手册 of the year."""
        save_manual(self, self._context)

    def open_deed(self) -> None:
        """Fill what the chosen form says is lacking."""
        open_deed(self, self._context, self._form.code)

    def fill_template(self) -> None:
        """Fill a workbook that an authority sent."""
        from gui.figures.template_dialog import open_template

        open_template(self, self._context)

    def export_all(self) -> None:
        """Save everything of the year into a folder."""
        chosen = messages.file_dialog(self, "选择存放年终整套的文件夹", mode="folder")
        if not chosen:
            return
        folder, year = chosen[0], self._context.year

        made: list[Any] = []

        def make(progress: Progress) -> list[Paper]:
            from exports import year_end

            made.extend(year_end.make(year, progress=progress))
            year_end.make_folder(folder)
            return [
                Paper(folder / year_end.file_name(m.name), m.content, year_end.about(m),
                      frozenset({BORN}))
                for m in made
            ]

        hand_over(
            self, self._context, f"{year}年年终整套", make=make,
            then=lambda paths: self._all_exported(
                [f"{path.name}：{m.state}" for path, m in zip(paths, made, strict=True)]
            ),
        )

    def _exported(self, path: Path) -> None:
        self._context.say(f"已导出：{path}")

    def _all_exported(self, lines: list[str]) -> None:
        messages.tell(self, f"已写出 {len(lines)} 个文件。", "\n".join(lines))


def short_title(form: Any, year: int) -> str:
    """A form's title for the list: without year and period, 旧版 and the like kept."""

    def plain(group: re.Match[str]) -> str:
        kept = [part for part in group[1].split("，") if "{" not in part]
        return f"（{'，'.join(kept)}）" if kept else ""

    title = re.sub("（([^（）]*)）", plain, form.terms(year).title)
    return re.sub(r"\{\w+\}年?度?", "", title).strip()
