"""读护照机读区: type or paste the zone, see what it says beside the record, fill the form."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QKeySequence, QShortcut, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QTextEdit,
    QWidget,
)

from gui.look.dialog_buttons import DialogButtons
from gui.look.dialog_size import dialog_layout
from gui.look.marks import Words, tone
from gui.look.plain_rows import plain_rows
from gui.look.theme import role
from gui.record.form_body import FormBody
from models import mrz, passports
from models.mrz import Problem, Reading
from models.passports import Offer

HELP = "把护照资料页最下面两行照着输入或粘贴进来（签证两行，卡式证件三行）；输入的内容只作核对，不会被改动。"
LONGEST_SHOWN = 6
COLUMNS = ("栏目", "机读区", "表单里现有", "比较", "填入")


class PassportDialog(QDialog):
    """chosen() says what to fill in after it was accepted; the form is filled by `fill`."""

    def __init__(self, body: FormBody, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("读护照机读区")
        self._body = body
        self.reading: Reading = mrz.read("")
        self.offers: list[Offer] = []
        self.zone = QPlainTextEdit()
        self.counts = Words("", "caption")
        self.checks = QHBoxLayout()
        self.problems = Words()
        self.table = _table()
        self._build()
        self.zone.textChanged.connect(self._read)
        self._read()
        self.zone.setFocus()

    def chosen(self) -> list[Offer]:
        """The values with a tick."""
        return [
            offer for row, offer in enumerate(self.offers)
            if self.table.item(row, 4).checkState() == Qt.CheckState.Checked
        ]

    def _build(self) -> None:
        heading = Words("读护照机读区", "heading")
        help_words = Words(HELP, "muted")
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPointSizeF(self.font().pointSizeF() * 1.25)
        self.zone.setFont(fixed)
        self.zone.setAccessibleName("护照机读区")
        self.zone.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.zone.setPlaceholderText("P<…\n护照号 国籍 出生日期 …")
        self.zone.setTabChangesFocus(True)
        height = self.zone.fontMetrics().lineSpacing()
        self.zone.setFixedHeight(height * 4 + 10)
        self.checks.setSpacing(14)
        for words in (help_words, self.problems):
            words.setWordWrap(True)
        buttons = DialogButtons(self, "填入表单")
        self.fill_button = buttons.go
        self.fill_button.setToolTip("填入后仍可修改，保存表单才会写入（Ctrl+Enter）")
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.fill_button.click)
        layout = dialog_layout(self)
        layout.setSpacing(8)
        for widget in (heading, help_words, self.zone, self.counts):
            layout.addWidget(widget)
        layout.addLayout(self.checks)
        layout.addWidget(self.problems)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        wide = self.zone.fontMetrics().horizontalAdvance("<" * 48) + 60
        self.resize(max(wide, self.fontMetrics().horizontalAdvance("国" * 68)),
                    self.fontMetrics().height() * 34)

    def _read(self) -> None:
        """Everything anew for what stands in the field now."""
        self.reading = mrz.read(self.zone.toPlainText())
        self._show_counts()
        self._show_checks()
        self._show_problems()
        self._show_offers()
        self._show_button()

    def _show_counts(self) -> None:
        layout, lines = self.reading.layout, self.reading.lines
        if not lines:
            self.counts.setText("还没有输入")
            return
        if layout is None:
            self.counts.setText("　".join(f"第{n}行 {len(x)} 个字符" for n, x in enumerate(lines, 1)))
            return
        parts = [
            f"第{number}行 {len(line)}/{layout.width} {'✓' if len(line) == layout.width else '✕'}"
            for number, line in enumerate(lines, 1)
        ]
        self.counts.setText("　".join([layout.label, *parts]))

    def _show_checks(self) -> None:
        while self.checks.count():
            shown = self.checks.takeAt(0).widget()
            if shown is not None:
                shown.hide()
                shown.deleteLater()
        for each in self.reading.checks:
            words = f"✓ {each.label}相符" if each.is_right else f"✕ {each.label}不符"
            self.checks.addWidget(Words(words, "mark-good" if each.is_right else "mark-bad"))
        self.checks.addStretch(1)

    def _show_problems(self) -> None:
        found = self.reading.problems
        shown = [f"{'!' if p.is_warning else '✕'} {p}" for p in found[:LONGEST_SHOWN]]
        if len(found) > LONGEST_SHOWN:
            shown.append(f"另有 {len(found) - LONGEST_SHOWN} 处")
        self.problems.setText("\n".join(shown))
        self.problems.setVisible(bool(found))
        role(self.problems, "mark-warn" if self.reading.is_right else "mark-bad")
        self.zone.setExtraSelections([
            mark for problem in found if problem.first and (mark := self._underlined(problem))
        ])

    def _underlined(self, problem: Problem) -> QTextEdit.ExtraSelection | None:
        """The ground of the characters that a problem is about, where the text was not re-cut."""
        block = self.zone.document().findBlockByNumber(problem.line - 1)
        typed = self.zone.toPlainText().splitlines()
        if typed != [line for line in typed if line.strip()] or " " in block.text():
            return None
        if len(typed) != len(self.reading.lines) or not block.isValid():
            return None
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + min(problem.first - 1, max(0, block.length() - 1)))
        last = block.position() + min(problem.last, max(0, block.length() - 1))
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        mark = QTextEdit.ExtraSelection()
        mark.cursor = cursor
        form = QTextCharFormat()
        form.setBackground(tone("warn_soft" if problem.is_warning else "bad_soft"))
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        form.setUnderlineColor(tone("warn" if problem.is_warning else "bad"))
        mark.format = form
        return mark

    def _show_offers(self) -> None:
        self.offers = []
        if self.reading.layout is not None:
            lines = {line: self._body.line_drafts(line) for line in self._body.grids}
            self.offers = passports.offers(self._body.draft(None), lines, self.reading)
        self.table.blockSignals(True)
        self.table.setRowCount(len(self.offers))
        for row, offer in enumerate(self.offers):
            self._show_offer(row, offer)
        self.table.blockSignals(False)

    def _show_offer(self, row: int, offer: Offer) -> None:
        place = "" if offer.row is None else offer.entity.label
        if offer.row == -1:
            place = f"新增{'、'.join(offer.entity.passport_line.values()) or place}"
        label = f"{place} {offer.kind.label}".strip()
        state = {"新": "＋ 新", "相同": "✓ 相同", "不同": "≠ 不同"}[offer.state]
        if offer.is_doubtful:
            state += " ✕ 校验不符"
        words = (label, offer.kind.show(offer.new), offer.kind.show(offer.old) or "（空）", state, "")
        for column, text in enumerate(words):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            self.table.setItem(row, column, item)
        is_bad = offer.is_doubtful or offer.state == "不同"
        colour = "bad" if offer.is_doubtful else "warn" if is_bad else "good"
        self.table.item(row, 3).setForeground(tone(colour))
        tick = self.table.item(row, 4)
        if offer.state == "相同":
            tick.setFlags(Qt.ItemFlag.ItemIsEnabled)
            tick.setText("已有")
            return
        tick.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
        checked = Qt.CheckState.Checked if offer.is_taken_at_first else Qt.CheckState.Unchecked
        tick.setCheckState(checked)
        tick.setText("填入" if offer.state == "新" else "替换现有")

    def _show_button(self) -> None:
        wrong = sum(not problem.is_warning for problem in self.reading.problems)
        self.fill_button.setText(f"仍要填入（有 {wrong} 处不符）" if wrong else "填入表单")
        self.fill_button.setEnabled(bool(self.offers))


def fill(body: FormBody, chosen: Sequence[Offer]) -> str:
    """Put the chosen values into the form, unsaved; what was done in words, "" for nothing."""
    for (entity, row), group in passports.taken(chosen).items():
        if row is None:
            for offer in group:
                field = body.field(offer.kind.name)
                field.reveal(True)
                field.editor.set_text(offer.kind.show(offer.new))
            continue
        model = body.grids[entity].model
        model.remember()
        number = row
        if row == -1:
            number = len(model.rows) - 1
            for name, value in entity.passport_line.items():
                model.set_value(number, model.column_of(name), value)
        for offer in group:
            model.set_value(number, model.column_of(offer.kind.name), offer.new)
        model.settle()
    return f"已填入 {len(chosen)} 项，保存后生效" if chosen else ""


def _table() -> QTableWidget:
    table = QTableWidget(0, len(COLUMNS))
    table.setHorizontalHeaderLabels(list(COLUMNS))
    plain_rows(table, "机读区与表单的比较", many=True)
    header = table.horizontalHeader()
    letter = table.fontMetrics().horizontalAdvance("国")
    for at, letters in ((0, 12), (3, 11), (4, 8)):
        table.setColumnWidth(at, letter * letters)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
    return table
